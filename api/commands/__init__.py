"""The commands: asking, changing, deciding, issuing, joining, loading, mapping, moving, remembering, running, showing.

`demonstration` and `health` do the work of commands that need more than a few lines; `daily_work` that of
daily work with decisions.
"""
