"""Backups: their format, written and read. Start at `format`."""
