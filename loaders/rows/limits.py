"""Limits on files that are loaded. A reader that meets one says which, and what to do instead."""

LARGEST_FILE = 100_000_000
"""Bytes."""
READ_SIZE = 1 << 20
"""Bytes that are read at a time."""
MOST_ROWS = 1_000_000
"""Rows of a file, sheet or list."""
MOST_COLUMNS = 200
LONGEST_CELL = 100_000
"""Characters of a cell in CSV."""
MOST_SWELLING = 100
"""Unpacked size of a workbook's parts, in times the size of the file."""
MOST_CELLS = 40_000_000
"""Rows times columns of a sheet, including empty cells, for which the reader takes memory too."""
