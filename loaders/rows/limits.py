"""What a file that is loaded may hold at most. Each reader says which limit was passed, and what to do instead."""

LARGEST_FILE = 100_000_000
"""Bytes."""
MOST_ROWS = 1_000_000
"""Rows of a file, sheet or list."""
MOST_COLUMNS = 200
LONGEST_CELL = 100_000
"""Characters of a cell of CSV."""
MOST_SWELLING = 100
"""How many times larger than the file the parts of a workbook may be."""
MOST_CELLS = 40_000_000
"""Rows times columns of a sheet, empty cells included: the reader makes room for all of them."""
