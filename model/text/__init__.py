"""Wording: names, descriptions of records and changes, suggestions, times. Start at `describe`."""
