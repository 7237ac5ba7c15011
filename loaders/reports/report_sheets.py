"""A sheet of a report: a title with its lines, tables under headings that stay in view, printed on A4 as wide as a page."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from loaders.workbook.style import A3, A4, FONT_NAME, INK, MAIN_GROUND, REQUIRED_GROUND
from loaders.workbook.writer import write_cell_text
from model.language import Language, Localizable, Text

ROW_HEIGHT, ROW_PADDING, TITLE_HEIGHT = 15, 4, 26
PAGE_MARGIN = 0.4
MOST_ON_ONE_PAGE = 1_700
"""The height, in points, of what is still read when it is printed on one page of A3."""
POINTS_OF_LETTER = 5.6
LEAST_PRINTED, LETTERS_OF_BLANK = 100, 8
"""So wide at least, in letters, is what is printed, so that the lines below the title are not cut; and a column without width."""
LETTERS_THAT_FIT = 0.85
"""Letters on a line for each letter of a column's width: office programs without our font take one with wider letters."""
NOT_IN_TITLES, LONGEST_TITLE = re.compile(r"[\[\]:*?/\\]"), 31
"""What the name of a sheet may not have, and how long it may be."""
SECTION_GROUND = "E8ECF1"
_BORDER = Border(bottom=Side("thin", color="C3CBD4"))
SheetValue = Localizable | str | int | float | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: its heading, and its width in letters. The heading stands upright if `upright`."""

    heading: Localizable | str
    width: float
    upright: bool = False
    number: bool = False

    @property
    def side(self) -> str:
        """Return the side on which its cells stand."""
        return "center" if self.upright else "right" if self.number else "left"


def count_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of a width."""
    return len(textwrap.wrap(text, max(1, int(LETTERS_THAT_FIT * width))))


class ReportSheet:
    """Writes a sheet from the top down."""

    def __init__(self, book: Workbook, title: Localizable, columns: Sequence[SheetColumn], language: Language) -> None:
        name = NOT_IN_TITLES.sub("-", title.in_(language))[:LONGEST_TITLE]
        self._sheet, self._columns, self._language = book.create_sheet(name), columns, language
        self._row = 0
        for number, column in enumerate(columns, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = column.width

    def write_title(self, title: Localizable, lines: Sequence[Localizable]) -> None:
        """Write the title and the lines below it."""
        self._put(title, Font(FONT_NAME, 18, bold=True, color=REQUIRED_GROUND), TITLE_HEIGHT)
        for line in lines:
            self._put(line, Font(FONT_NAME, 11), ROW_HEIGHT)
        self._row += 1

    def write_headings(self, fixed: int) -> None:
        """Write the headings, which stay in view with the first `fixed` columns, and repeat on each printed page."""
        self._row += 1
        for number, column in enumerate(self._columns, 1):
            cell = self._write(number, column.heading)
            cell.font, cell.fill = Font(FONT_NAME, 11, bold=True, color=INK), PatternFill("solid", start_color=MAIN_GROUND)
            turned = 90 if column.upright else 0
            cell.alignment = Alignment(column.side, "bottom", wrap_text=True, text_rotation=turned)
        lines = max(
            2, *(count_lines(str(cell.value), one.width) for cell, one in zip(self._sheet[self._row], self._columns, strict=True))
        )
        self._sheet.row_dimensions[self._row].height = (
            150 if any(one.upright for one in self._columns) else lines * ROW_HEIGHT + 6
        )
        self._sheet.freeze_panes = f"{get_column_letter(fixed + 1)}{self._row + 1}"
        self._sheet.print_title_rows = f"{self._row}:{self._row}"

    def write_row(self, values: Sequence[SheetValue], *, bold: bool = False, grounds: Sequence[str | None] = ()) -> None:
        """Write a row; `grounds` are the colours of its cells."""
        self._row += 1
        lines = 1
        for number, (value, column) in enumerate(zip(values, self._columns, strict=True), 1):
            cell = self._write(number, value)
            cell.font, cell.border = Font(FONT_NAME, 11, bold=bold), _BORDER
            cell.alignment = Alignment(column.side, "top", wrap_text=True)
            if ground := (grounds[number - 1] if grounds else SECTION_GROUND if bold else None):
                cell.fill = PatternFill("solid", start_color=ground)
            if isinstance(cell.value, str):
                lines = max(lines, count_lines(cell.value, column.width))
        self._sheet.row_dimensions[self._row].height = lines * ROW_HEIGHT + ROW_PADDING

    def finish(self, footer: str, *, on_one_page: bool = False) -> None:
        """Set up the page when all rows are written: A4, or one page of A3 if that is asked for and can be read there."""
        sheet, width = self._sheet, sum(column.width for column in self._columns)
        blank = ceil(max(0, LEAST_PRINTED - width) / LETTERS_OF_BLANK)
        sheet.print_area = f"A1:{get_column_letter(len(self._columns) + blank)}{self._row}"
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
        sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
        if on_one_page:
            self._fit_one_page()
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = PAGE_MARGIN
        margins.bottom, margins.footer = 2 * PAGE_MARGIN, PAGE_MARGIN
        sheet.oddFooter.left.text = footer.replace("&", "&&")
        sheet.oddFooter.right.text = Text("Page {page} of {pages}", page="&P", pages="&N").in_(self._language)

    def _fit_one_page(self) -> None:
        """Set up A3, upright if the sheet is, and one page unless it would be too small to read."""
        height = sum(self._sheet.row_dimensions[row].height or ROW_HEIGHT for row in range(1, self._row + 1))
        setup = self._sheet.page_setup
        setup.paperSize, setup.fitToHeight = A3, int(height <= MOST_ON_ONE_PAGE)
        if height > POINTS_OF_LETTER * max(LEAST_PRINTED, sum(column.width for column in self._columns)):
            setup.orientation = "portrait"

    def _put(self, text: Localizable, font: Font, height: float) -> None:
        self._row += 1
        self._write(1, text).font = font
        self._sheet.row_dimensions[self._row].height = height

    def _write(self, number: int, value: SheetValue) -> Cell:
        cell: Cell = self._sheet.cell(self._row, number)
        if isinstance(value, int | float) or value is None:
            cell.value = value
        else:
            write_cell_text(cell, value if isinstance(value, str) else value.in_(self._language))
        return cell
