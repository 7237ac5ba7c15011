"""What the journal tells: of a change, of a record at a time, of a whole landscape; revisions and linked data.

Start at `knowledge`.
"""
