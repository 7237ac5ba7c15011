"""Changes that people make by hand: set, end, rename, merge, succeed. Start at `by_hand`."""
