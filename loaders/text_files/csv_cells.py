"""Cells of CSV that a spreadsheet would take for formulas: written with `'` before them, read without it.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a return, after any number of `'`, gets one `'` more; one is taken from such
a cell when it is read. Every other cell stands as it is, also one that begins with `'`.
"""

import re

FORMULA_START = re.compile(r"'*[=+\-@\t\r]")
GUARDED_START = re.compile(r"'+[=+\-@\t\r]")


def guard_cell(cell: str) -> str:
    """The cell as it leaves."""
    return f"'{cell}" if FORMULA_START.match(cell) else cell


def unguard_cell(cell: str) -> str:
    """The cell as it was meant."""
    return cell[1:] if GUARDED_START.match(cell) else cell
