"""The balance list as a workbook: what stands still, what is unknown, what awaits its report, and groups.

Printed on A4, as wide as a page.
"""

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from loaders.reports.balance_columns import (
    GROUP_COLUMNS_OF_SHEET,
    GROUPING_TERMS,
    ROW_COLUMNS,
    BalanceColumn,
    choose_columns,
    describe_examples,
    list_headings,
    title_of,
)
from loaders.workbook.style import A4, DATE_FORMAT, FONT_NAME, INK, MAIN_GROUND, REQUIRED_GROUND, TEXT_FORMAT
from loaders.workbook.writer import FIRST_SAFE_DAY, write_cell_text
from model.language import Language, Text
from queries.following.balance_sheet import BalanceSheet

_Row = Mapping[str, Any]
_Table = tuple[Text | None, Sequence[BalanceColumn], Sequence[_Row]]
"""A table of a sheet: its heading, its columns, its rows."""
SHEET_TITLES = Text("Balance list"), Text("Unknown state"), Text("Report awaited"), Text("Groups")
FONT_SIZE, TITLE_SIZE = 10, 18
LINE_HEIGHT, ROW_PADDING = 13, 4
"""Points: spreadsheets do not fit rows to folded text when they open a file that others wrote."""
LETTERS_PER_WIDTH = 1.2
"""Letters of a text on a line, for a column as wide as one digit. Digits are wider than most letters."""
WIDTH_PER_LETTER, WORD_GAP, WIDEST_FOR_A_WORD = 1.05, 2.5, 24
"""A column is so wide for each letter of its longest word, and the gap more, up to the widest. Office programs without our font
take one with wider letters."""
INDENT_WIDTH = 1.5
"""What the indent of a text takes from the width of its column: texts keep a distance from the column before."""
MARGIN = 0.3
"""Inches of white on each side of the paper."""
PAGE_WIDTH = 184
"""The widths of columns that fill a page. It is printed in letters of a little more than 8 points: rows have fewer lines then."""
WIDTH_STEP, ROWS_TRIED = 2, 400
"""What is left of a page's width is given away by so much at a time, by what that saves in so many rows."""
LINE, WARNING = "C3CBD4", "9C1C1C"
_CELL_BORDER = Border(bottom=Side("thin", color=LINE))


def write_balance_workbook(path: Path, sheet: BalanceSheet, language: Language) -> None:
    """Write the balance list to `path`. Raises LimitExceeded when a cell would exceed Excel's limits."""
    book = Workbook(write_only=True)
    book.properties.title = title_of(sheet, language)
    listed = (sheet.stalled, sheet.unknown, sheet.executed)
    tables: list[list[_Table]] = [[(None, choose_columns(ROW_COLUMNS, rows), rows)] for rows in listed]
    grouped = choose_columns(GROUP_COLUMNS_OF_SHEET, [*chain.from_iterable(sheet.groups.values())])
    tables.append([(GROUPING_TERMS[by], grouped, rows) for by, rows in sheet.groups.items()])
    for title, parts in zip(SHEET_TITLES, tables, strict=True):
        _SheetWriter(book.create_sheet(title.in_(language)), language).write(sheet, parts, part=title is not SHEET_TITLES[0])
    book.save(path)


class _SheetWriter:
    """Writes one sheet: the title and its lines, then its tables one below the other, under headings that stay and repeat."""

    def __init__(self, sheet: WriteOnlyWorksheet, language: Language) -> None:
        self._sheet, self._language, self._row = sheet, language, 0

    def write(self, balance: BalanceSheet, tables: Sequence[_Table], part: bool) -> None:
        """Write the sheet, `part` if it is not the list itself."""
        listed = [row for *_of, rows in tables for row in rows]
        columns = _fill_page([_widen(column, listed, self._language) for column in tables[0][1]], listed, self._language)
        printed = [column.width for column in columns if column.printed]
        words = (line.in_(self._language) for line in list_headings(balance))
        lines = [part for line in words for part in textwrap.wrap(line, int(sum(printed)))]
        invented = describe_examples(balance)
        heading_row = len(lines) + bool(invented) + 3
        self._set_up_page(balance, columns, heading_row)
        title = title_of(balance, self._language) + (f" – {self._sheet.title}" if part else "")
        self._append([self._build_text(title, Font(FONT_NAME, TITLE_SIZE, bold=True, color=REQUIRED_GROUND))])
        if invented:
            self._append([self._build_text(invented.in_(self._language), Font(FONT_NAME, 11, bold=True, color=WARNING))])
        for line in lines:
            self._append([self._build_text(line, Font(FONT_NAME, 11))])
        self._append([])
        self._append([self._build_heading(column) for column in columns])
        for heading, _columns, rows in tables:
            if heading:
                self._append([self._build_text(heading.in_(self._language), Font(FONT_NAME, 11, bold=True))])
            self._write_rows(columns, rows)
        self._sheet.print_area = f"A1:{get_column_letter(len(printed))}{self._row}"
        if len(tables) == 1:
            self._sheet.auto_filter.ref = f"A{heading_row}:{get_column_letter(len(columns))}{self._row}"

    def _append(self, cells: Sequence[Cell | None]) -> None:
        self._sheet.append(cells)
        self._row += 1

    def _set_up_page(self, balance: BalanceSheet, columns: Sequence[BalanceColumn], heading_row: int) -> None:
        """Set widths, frozen headings and printing, before the first row is written."""
        sheet = self._sheet
        for number, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        sheet.freeze_panes = f"A{heading_row + 1}"
        sheet.sheet_view.showGridLines = False
        sheet.row_dimensions[1].height = 26
        sheet.row_dimensions[heading_row].height = 3 * LINE_HEIGHT + ROW_PADDING
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
        sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
        sheet.print_options.horizontalCentered = True
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = MARGIN
        margins.bottom, margins.footer = 2 * MARGIN, MARGIN
        footer = sheet.oddFooter
        footer.left.text = title_of(balance, self._language).replace("&", "&&")
        footer.center.text = Text("Page {page} of {pages}", page="&P", pages="&N").in_(self._language)
        footer.right.text = balance.on

    def _write_rows(self, columns: Sequence[BalanceColumn], rows: Sequence[_Row]) -> None:
        styles = [_build_row_style(self._sheet, column) for column in columns]
        for row in rows:
            cells = [*self._build_row(columns, styles, row)]
            printed = ((cell, column) for cell, column in zip(cells, columns, strict=True) if column.printed)
            lines = max(_count_lines(cell.value, column.width) for cell, column in printed)
            self._sheet.row_dimensions[self._row + 1].height = lines * LINE_HEIGHT + ROW_PADDING
            self._append(cells)
        if not rows:
            self._append([self._build_text(Text("None.").in_(self._language), Font(FONT_NAME, FONT_SIZE, italic=True))])

    def _build_row(self, columns: Sequence[BalanceColumn], styles: Sequence[Any], row: _Row) -> Iterator[Cell]:
        for column, style in zip(columns, styles, strict=True):
            cell = WriteOnlyCell(self._sheet)
            cell._style = copy(style)
            value = column.value_of(row, self._language)
            if column.kind == "date" and isinstance(value, str) and value >= FIRST_SAFE_DAY:
                cell.value = date.fromisoformat(value)
                cell.number_format = DATE_FORMAT
            elif isinstance(value, str):
                write_cell_text(cell, value)
            else:
                cell.value = value
            yield cell

    def _build_text(self, text: str, font: Font) -> Cell:
        cell = WriteOnlyCell(self._sheet)
        write_cell_text(cell, text)
        cell.font = font
        return cell

    def _build_heading(self, column: BalanceColumn) -> Cell:
        cell = self._build_text(column.heading.in_(self._language), Font(FONT_NAME, FONT_SIZE, bold=True, color=INK))
        cell.fill = PatternFill("solid", start_color=MAIN_GROUND)
        is_text = column.kind == "text"
        cell.alignment = Alignment("left" if is_text else None, "center", wrap_text=True, indent=int(is_text))
        return cell


def _widen(column: BalanceColumn, rows: Sequence[_Row], language: Language) -> BalanceColumn:
    """Return the column as wide as its longest word needs, so that no word is broken or touches the next column."""
    if column.kind != "text" or column.width >= WIDEST_FOR_A_WORD:
        return column
    cells = (column.heading.in_(language), *(str(column.value_of(row, language) or "") for row in rows))
    longest = max(len(word) for cell in cells for word in cell.split())
    return replace(column, width=max(column.width, min(WIDEST_FOR_A_WORD, WIDTH_PER_LETTER * longest + WORD_GAP)))


def _fill_page(columns: Sequence[BalanceColumn], rows: Sequence[_Row], language: Language) -> list[BalanceColumn]:
    """Return the columns, those of texts so much wider that all that are printed fill the page and rows have the fewest lines."""
    sizes = [column.width for column in columns]
    left = PAGE_WIDTH - sum(column.width for column in columns if column.printed)
    texts = {number: [len(str(column.value_of(row, language) or "")) for row in rows[:: 1 + len(rows) // ROWS_TRIED]]
             for number, column in enumerate(columns) if column.printed and column.kind == "text"}  # fmt: skip
    while left > 0:
        step = min(left, WIDTH_STEP)
        best = min(texts, key=lambda number: _cost_of(texts, [size + step * (number == one) for one, size in enumerate(sizes)]))
        sizes[best], left = sizes[best] + step, left - step
    return [replace(column, width=size) for column, size in zip(columns, sizes, strict=True)]


def _cost_of(texts: Mapping[int, Sequence[int]], sizes: Sequence[float]) -> float:
    """Return how many lines, in parts of lines, rows with texts so long have in columns of some widths."""
    lines = ([length / _count_letters(sizes[number]) for length in lengths] for number, lengths in texts.items())
    return math.fsum(map(max, zip(*lines, strict=True)))


def _count_letters(width: float) -> int:
    """Return how many letters of a text fit on a line of a column."""
    return int(LETTERS_PER_WIDTH * (width - INDENT_WIDTH))


def _count_lines(value: Any, width: float) -> int:
    """Return how many lines a text takes in a column of that width in letters."""
    return len(textwrap.wrap(value, _count_letters(width))) or 1 if isinstance(value, str) else 1


def _build_row_style(sheet: WriteOnlyWorksheet, column: BalanceColumn) -> Any:
    """Return the style that a column's cells share."""
    cell = WriteOnlyCell(sheet)
    cell.font, cell.border = Font(FONT_NAME, FONT_SIZE), _CELL_BORDER
    side = {"number": "right", "date": "center"}.get(column.kind, "left")
    cell.alignment = Alignment(vertical="top", wrap_text=column.printed, horizontal=side, indent=int(side != "center"))
    cell.number_format = {"date": DATE_FORMAT, "text": TEXT_FORMAT}.get(column.kind, "General")
    return cell._style
