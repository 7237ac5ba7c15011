"""The commands: asking, changing, joining, loading, mapping, moving, remembering, running, showing.

`demonstration`, `health`, `issuing` and `seeds` do the work of commands that need more than a few lines.
"""
