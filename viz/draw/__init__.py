"""The map as SVG. Start at `svg`."""
