"""Rows of every format: cells, headings, limits and the records they give. Start at `dataset`."""
