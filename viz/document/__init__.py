"""The formal document of a revision, as PDF. Start at `document`."""
