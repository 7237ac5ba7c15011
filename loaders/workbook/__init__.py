"""Workbooks: the safety check, the reader, the writer and the marked copy. Start at `reader`."""
