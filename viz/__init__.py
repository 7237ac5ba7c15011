"""The landscape for people: the map, its table and the formal document. Start at `view`."""
