"""The style that page, picture and document share. Start at `palette`; `geometry` has the data types of view and layout."""
