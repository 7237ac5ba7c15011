"""What page, picture and document draw by: palette, typeface, badges, and the shapes of view and geometry."""
