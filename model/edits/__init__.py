"""Edits by hand: set, end, rename, confirm, merge, succeed. Start at `by_hand`."""
