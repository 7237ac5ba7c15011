"""Workbooks: whether one is safe to open, read, written, and the copy in which faults are marked. Start at `reader`."""
