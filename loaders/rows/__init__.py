"""Rows of any format: cells, headings, limits and what a reading is. Start at `dataset`."""
