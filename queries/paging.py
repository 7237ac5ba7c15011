"""Reading a register a page at a time, by the ids that its rows are ordered by."""

from collections.abc import Callable, Iterator
from typing import Any

from queries.graph import Graph, Reader

PAGE = 10_000
"""Rows in a page."""
FIRST = ""
"""Before every id."""
Row = dict[str, Any]


def paged(reader: Reader | Graph, name: str, id_of: Callable[[Row], str]) -> Iterator[Row]:
    """All rows of a text that takes `after` and `most`; `id_of` tells the id that a row is ordered by."""
    after = FIRST
    while True:
        rows = reader.read(name, after=after, most=PAGE).rows
        yield from rows
        if len(rows) < PAGE:
            return
        after = id_of(rows[-1])
