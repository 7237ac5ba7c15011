"""The memory of the journal: history, knowledge as of a day, undoing, staleness. Start at `history`."""
