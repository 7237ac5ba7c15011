"""Rows for a terminal: a table if it can be read, else a block for each row. No word, date or number is broken."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from api.terminal.terminal_text import fold_line, replace_control_characters, terminal_width

EMPTY_CELLS = ("", "–")
"""What a cell without a value holds."""
COLUMN_GAP = 2
"""Spaces between two columns."""
MOST_LINES_PER_ROW = 3
"""Lines that a row may have on average; a table of taller rows cannot be read."""
MOST_ROWS_MEASURED = 100
"""Rows by which the widths of the columns are chosen."""


def format_table(headings: Sequence[str], rows: Sequence[Sequence[str]], spare: int = 0) -> Iterator[str]:
    """Yield the rows under their headings, as wide as the terminal, without columns that are empty in every row.

    A table leaves out the last `spare` columns if it would be longer with them; blocks have room for all.
    """
    cells = [[replace_control_characters(cell) for cell in row] for row in rows]
    shown = [number for number in range(len(headings)) if any(row[number] not in EMPTY_CELLS for row in cells)]
    needed = [number for number in shown if number < len(headings) - spare]
    whole, bare = (
        _lay_out_table(_select_columns(shown, headings, cells)),
        _lay_out_table(_select_columns(needed, headings, cells)),
    )
    if bare:
        yield from whole if whole and len(whole) <= len(bare) else bare
    else:
        yield from _format_blocks(*_select_columns(shown, headings, cells))


def _select_columns(
    numbers: Sequence[int], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]]]:
    """Return the headings and the rows of some of the columns."""
    return [headings[number] for number in numbers], [[row[number] for number in numbers] for row in rows]


def _lay_out_table(columns: tuple[list[str], list[list[str]]]) -> list[str]:
    """Return the lines of the table; none if it cannot be read."""
    names, cells = columns
    widths = _fit_widths([names, *cells])
    table = [_wrap_row(row, widths) for row in (names, *cells)] if widths else []
    return [line for row in table for line in row] if sum(map(len, table)) <= MOST_LINES_PER_ROW * len(table) else []


def _fit_widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column, so that all fit and few cells are folded; [] if even the longest words do not fit."""
    columns = list(zip(*rows, strict=True))
    least = [max(len(word) for cell in column for word in (*cell.split(), "")) for column in columns]
    room = terminal_width() - COLUMN_GAP * (len(columns) - 1)
    if sum(least) > room:
        return []
    widths = [max(at_least, min(room, max(map(len, column)))) for at_least, column in zip(least, columns, strict=True)]
    lengths = [[len(cell) for cell in column[:MOST_ROWS_MEASURED]] for column in columns]
    while sum(widths) > room:
        costs = {number: _count_folds(lengths[number], wide) for number, wide in enumerate(widths) if wide > least[number]}
        widths[min(costs, key=costs.__getitem__)] -= 1
    return widths


def _count_folds(lengths: Sequence[int], wide: int) -> int:
    """Return how many more lines cells of those lengths take in a column that is one narrower."""
    return sum(-(-length // (wide - 1)) + -length // wide for length in lengths)


def _wrap_row(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Return the lines of a row."""
    cells = [
        textwrap.wrap(cell, wide, break_long_words=False, break_on_hyphens=False) if len(cell) > wide else [cell]
        for cell, wide in zip(row, widths, strict=True)
    ]
    gap = " " * COLUMN_GAP
    return [
        gap.join(part.ljust(wide) for part, wide in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    ]


def _format_blocks(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number:
            yield ""
        lines = [f"{heading}: {cell}" for heading, cell in zip(headings, row, strict=True) if cell not in EMPTY_CELLS]
        yield from (fold_line(line, "  " if place else "") for place, line in enumerate(lines))
