"""Cells that the reader gives as empty although they are not: formulas without a value, merged cells."""

from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from typing import NamedTuple

from loaders.rows.rules import RowRule
from loaders.rows.sheets import column_letters
from loaders.workbook.xlsx_safety import CellRange, SheetExtent
from model.language import Text


class CellFault(NamedTuple):
    """A fault of a cell, and how to correct it."""

    rule: RowRule
    text: Text
    hint: Text


NO_VALUE = CellFault(
    RowRule.FORMULA, Text("the formula gives an error instead of a value"), Text("correct it, or write the value itself")
)
NOT_STORED = CellFault(
    RowRule.FORMULA,
    Text("the formula has no stored value"),
    Text("open the file in a spreadsheet program and save it there, or write the value itself"),
)

UNREADABLE_FORMAT = CellFault(
    RowRule.FORMAT,
    Text("the cell shows its value in a form that cannot be read as text"),
    Text("give the cell the format Text, and write its text again"),
)


class FaultyCells:
    """The faulty cells of one sheet, under its columns (number from 1 → field). Ask row by row, downwards."""

    def __init__(self, extent: SheetExtent | None, fields: Mapping[int, str]) -> None:
        known = extent or SheetExtent(0, 0)
        self._fields = fields
        self._single = dict.fromkeys(known.uncounted, NOT_STORED) | dict.fromkeys(known.faults, NO_VALUE)
        self._below, self._here = sorted(known.merged, reverse=True), list[CellRange]()
        self.last_row = min(known.rows, max((int(cell.lstrip(ascii_uppercase)) for cell in self._single), default=0))

    def find_in_row(self, row: int, blank: bool, otherwise: Iterable[int]) -> dict[str, CellFault | None]:
        """Map each faulty field of a row to its fault, or to None where another cell of the same merged cells reports it.

        Merged cells in a `blank` row lose nothing and are no fault. `otherwise` are the columns whose shown value cannot be read.
        """
        found = {} if blank else self._merged(row)
        found |= {self._fields[number]: UNREADABLE_FORMAT for number in otherwise}
        for number, field in self._fields.items() if self._single else ():
            if fault := self._single.get(f"{column_letters(number)}{row}"):
                found[field] = fault
        return found

    def _merged(self, row: int) -> dict[str, CellFault | None]:
        found: dict[str, CellFault | None] = {}
        while self._below and self._below[-1].first_row <= row:
            self._here.append(self._below.pop())
        self._here = [area for area in self._here if area.last_row >= row]
        for area in self._here:
            fields = [field for number, field in self._fields.items() if area.first_column <= number <= area.last_column]
            found |= dict.fromkeys(fields)
            if fields and area.first_row == row:
                text = Text("the cells {cells} are merged", cells=area.cells)
                found[fields[0]] = CellFault(RowRule.MERGED, text, Text("split them and write the value in each"))
        return found
