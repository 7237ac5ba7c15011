"""The style that page, picture and document share: palette, typeface, signs, and the data types of view and geometry."""
