"""What the map says of a landscape on a day, before anything has a place. Start at `view`."""
