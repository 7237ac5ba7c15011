"""Rows for a terminal: a table where it can be read, else a small block for each row. No word, date or number is broken."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from api.terminal.terminal_text import folded, printable, width

NOTHING = ("", "–")
"""What a cell says that has nothing to say."""
GAP = 2
"""Spaces between two columns."""
TALL = 3
"""Lines that a row may have, taken all together: a table of taller rows cannot be read."""
LOOKED_AT = 100
"""Rows by which it is weighed which column is made narrower."""


def table_lines(headings: Sequence[str], rows: Sequence[Sequence[str]], spare: int = 0) -> Iterator[str]:
    """The rows under their headings, as wide as the terminal; without the columns that are empty in every row.

    The last `spare` columns are left out of a table that would be longer with them; blocks have room for all.
    """
    told = [[printable(cell) for cell in row] for row in rows]
    kept = [number for number in range(len(headings)) if any(row[number] not in NOTHING for row in told)]
    needed = [number for number in kept if number < len(headings) - spare]
    whole, bare = _table(_columns(kept, headings, told)), _table(_columns(needed, headings, told))
    if bare:
        yield from whole if whole and len(whole) <= len(bare) else bare
    else:
        yield from _blocks(*_columns(kept, headings, told))


def _columns(numbers: Sequence[int], headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Some of the columns: their headings, and the rows."""
    return [headings[number] for number in numbers], [[row[number] for number in numbers] for row in rows]


def _table(columns: tuple[list[str], list[list[str]]]) -> list[str]:
    """The lines of the table; none where it cannot be read."""
    names, cells = columns
    widths = _widths([names, *cells])
    table = [_wrapped(row, widths) for row in (names, *cells)] if widths else []
    return [line for row in table for line in row] if sum(map(len, table)) <= TALL * len(table) else []


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column is, so that all fit and little is folded; none where not even the longest words fit."""
    columns = list(zip(*rows, strict=True))
    least = [max(len(word) for cell in column for word in (*cell.split(), "")) for column in columns]
    room = width() - GAP * (len(columns) - 1)
    if sum(least) > room:
        return []
    widths = [max(at_least, min(room, max(map(len, column)))) for at_least, column in zip(least, columns, strict=True)]
    lengths = [[len(cell) for cell in column[:LOOKED_AT]] for column in columns]
    while sum(widths) > room:
        costs = {number: _folds(lengths[number], wide) for number, wide in enumerate(widths) if wide > least[number]}
        widths[min(costs, key=costs.__getitem__)] -= 1
    return widths


def _folds(lengths: Sequence[int], wide: int) -> int:
    """Lines that cells of those lengths take more when their column is one narrower."""
    return sum(-(-length // (wide - 1)) + -length // wide for length in lengths)


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The lines of a row."""
    cells = (_lines(cell, wide) for cell, wide in zip(row, widths, strict=True))
    gap = " " * GAP
    return [
        gap.join(part.ljust(wide) for part, wide in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    ]


def _lines(cell: str, wide: int) -> list[str]:
    return textwrap.wrap(cell, wide, break_long_words=False, break_on_hyphens=False) if len(cell) > wide else [cell]


def _blocks(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number:
            yield ""
        said = [f"{heading}: {cell}" for heading, cell in zip(headings, row, strict=True) if cell not in NOTHING]
        yield from (folded(line, "  " if place else "") for place, line in enumerate(said))
