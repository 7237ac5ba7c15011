"""The past: entries of the journal, records as of a time, whole landscapes as of a day, revisions and linked data.

Start at `knowledge`.
"""
