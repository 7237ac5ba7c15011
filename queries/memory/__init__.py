"""What the journal remembers: history, what was known at a time, undoing, staleness. Start at `history`."""
