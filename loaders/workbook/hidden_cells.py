"""Hidden parts of a workbook, which a load reads too: rows (hidden by hand or by a filter), columns and sheets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.rows.sheets import column_letters
from model.language import PluralText, Text

HIDDEN_TAG = re.compile(rb"<(?:\w+:)?(row|col)\s(?=[^<>]*?\bhidden\s*=\s*[\"'](?:1|true)[\"'])([^<>]*[^<>/]|[^<>]*/)>")
"""The tag of a hidden row or of hidden columns, with its other attributes."""
ROW, FIRST, LAST = (re.compile(rb"\b%s\s*=\s*[\"'](\d+)[\"']" % name) for name in (b"r", b"min", b"max"))
MOST_HIDDEN_NAMED = 10
"""Rows or columns named in a note."""


class HiddenCells(NamedTuple):
    """The hidden rows and columns of a sheet that may hold cells."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


def find_hidden(piece: bytes, most_columns: int) -> HiddenCells:
    """Return the hidden rows and columns in a piece of a sheet, of columns up to `most_columns`."""
    rows, columns = list[int](), list[int]()
    for kind, attributes in HIDDEN_TAG.findall(piece) if b"hidden=" in piece else ():
        number, first, last = ROW.search(attributes), FIRST.search(attributes), LAST.search(attributes)
        if kind == b"row" and number and not attributes.endswith(b"/"):
            rows.append(int(number[1]))
        elif kind == b"col" and first and last:
            columns += range(int(first[1]), min(int(last[1]), most_columns) + 1)
    return HiddenCells(tuple(rows), tuple(columns))


def describe_hidden(file: str, sheet: str, hidden: HiddenCells, *, whole: bool) -> Iterator[Text]:
    """Yield notes on the hidden parts of a sheet that is read; `whole` where the sheet itself is hidden."""
    if whole:
        yield Text("{file}: the sheet '{sheet}' is hidden, and is read too", file=file, sheet=sheet)
    if hidden.rows:
        yield PluralText("{file}, {sheet}: a hidden row is read too: {rows}",
                      "{file}, {sheet}: {n} hidden rows are read too: {rows}",
                      n=len(hidden.rows), file=file, sheet=sheet, rows=_format_names(map(str, hidden.rows)))  # fmt: skip
    if hidden.columns:
        yield PluralText(
            "{file}, {sheet}: a hidden column is read too: {columns}",
            "{file}, {sheet}: {n} hidden columns are read too: {columns}",
            n=len(hidden.columns),
            file=file,
            sheet=sheet,
            columns=_format_names(map(column_letters, hidden.columns)),
        )


def _format_names(names: Iterator[str]) -> str:
    named = list(names)
    return ", ".join(named[:MOST_HIDDEN_NAMED]) + (" …" if len(named) > MOST_HIDDEN_NAMED else "")
