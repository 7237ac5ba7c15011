"""The commands: asking, changing, deciding, joining, loading, mapping, moving, remembering, running, showing.

`demonstration`, `health` and `issuing` do the work of commands that need more than a few lines; `daily_work` that of
daily work with decisions.
"""
