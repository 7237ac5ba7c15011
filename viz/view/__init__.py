"""The contents of the map on a day: boxes, lines and details, without places. Start at `view`."""
