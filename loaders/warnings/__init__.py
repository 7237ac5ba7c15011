"""Notices about unusual loads and edits, which stop nothing. Start at `load_notices` and `edit_notices`."""
