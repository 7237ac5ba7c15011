"""Write a landscape as a workbook that people fill in and load again: the template, and the export."""

import re
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from loaders.rows.cells import format_cell
from loaders.rows.columns import file_columns_of
from loaders.rows.sheets import GUIDE, SHEETS, sheet_title_of
from loaders.text_files.json_file import read_json
from loaders.workbook.drop_downs import add_drop_downs, define_id_ranges
from loaders.workbook.guide import CHANGE_LABEL, GUIDE_HEADING, INSTRUCTIONS
from loaders.workbook.seal import seal_workbook
from loaders.workbook.style import (
    A4,
    DATE_FORMAT,
    FONT_NAME,
    LAST_ROW,
    LINK,
    REQUIRED_GROUND,
    build_heading,
    number_format_of,
    shade_rows,
    style_sheet,
)
from model.changes.chain import Head
from model.errors import LimitExceeded
from model.language import Language, Text
from model.vocabulary.record import Column, Record

RecordsOfType = Callable[[type[Record]], Iterable[Record]]
"""Returns the records of a type."""

EXAMPLES_FILE = Path(__file__).parent / "examples.json"
EXAMPLE_MARK = "# exempel: "
"""Stands before the id of an example row, so that the row is not read."""
LONGEST_EXCEL_CELL = 32_767
"""Characters that Excel allows in a cell."""
FIRST_SAFE_DAY = "1900-03-01"
"""Earlier days are written as text: Excel counts a 29 February 1900 that never was, LibreOffice does not."""
ESCAPED_IN_XML = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")
FORMULA_START = re.compile(r"[=+\-@\t\r]")

_Cells = Callable[[Record, Column], Any]


def write_template(path: Path, language: Language) -> None:
    """Write an empty workbook to begin with, with three example rows where people need them."""
    examples = [*read_json(EXAMPLES_FILE).records]
    _write(path, language, lambda type_: [record for record in examples if isinstance(record, type_)], None, EXAMPLE_MARK)


def write_workbook(path: Path, registers: RecordsOfType, head: Head | None, language: Language) -> None:
    """Write the whole landscape; with no `head` if it is not of now.

    Raises LimitExceeded when a sheet or a cell would exceed Excel's limits.
    """
    _write(path, language, registers, head)
    seal_workbook(path)


def _write(path: Path, language: Language, registers: RecordsOfType, head: Head | None, mark: str = "") -> None:
    book = Workbook(write_only=True)
    try:
        _write_guide(book, language, head)
        for type_ in SHEETS:
            _write_sheet(book, type_, registers(type_), language, mark, owner=head is not None)
        define_id_ranges(book, language)
        book.save(path)
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()


def _write_sheet(
    book: Workbook, type_: type[Record], records: Iterable[Record], language: Language, mark: str, *, owner: bool
) -> None:
    sheet = book.create_sheet(sheet_title_of(type_, language))
    columns = file_columns_of(type_, owner)
    style_sheet(sheet, type_, columns)
    sheet.append([build_heading(sheet, column, language) for column in columns])
    styles = [_build_style(sheet, column) for column in columns]
    for number, record in enumerate(records, 2):
        if number > LAST_ROW:
            raise LimitExceeded(Text("{sheet} has more rows than a sheet can hold", sheet=sheet.title), OTHER_FORMATS_HINT)
        sheet.append(list(_build_row(sheet, record, columns, styles, language, mark)))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    shade_rows(sheet, columns)
    add_drop_downs(sheet, columns, language)


OTHER_FORMATS_HINT = Text("A folder of CSV files or a .json file can hold it.")


def _build_style(sheet: WriteOnlyWorksheet, column: Column) -> Any:
    """Return the style that a column's cells share: a new style for each cell would take most of the time."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = number_format_of(column)
    cell.alignment = Alignment(vertical="top")
    return cell._style


def _build_row(
    sheet: WriteOnlyWorksheet, record: Record, columns: tuple[Column, ...], styles: list[Any], language: Language, mark: str
) -> Iterator[Cell | None]:
    for column, style in zip(columns, styles, strict=True):
        value = getattr(record, column.name)
        if value is None or value == ():
            yield None
            continue
        cell = WriteOnlyCell(sheet)
        cell._style = copy(style)
        _fill_cell(cell, value, format_cell(record, column, language), column, mark if column.name == "id" else "")
        yield cell


def _fill_cell(cell: Cell, value: Any, written: str, column: Column, mark: str) -> None:
    if column.kind == "number":
        cell.value = value
    elif column.kind == "date" and value >= FIRST_SAFE_DAY and written == value:
        cell.value = date.fromisoformat(value)
        cell.number_format = DATE_FORMAT
    else:
        write_cell_text(cell, mark + written)


def write_cell_text(cell: Cell, text: str) -> None:
    """Write `text` as text, even where it begins like a formula."""
    if len(text) > LONGEST_EXCEL_CELL:
        raise LimitExceeded(
            Text("a list has {n} characters; a cell can hold {most}", most=LONGEST_EXCEL_CELL, n=len(text)), OTHER_FORMATS_HINT
        )
    cell.value = escape_in_xml(text)
    cell.data_type = "s"
    if FORMULA_START.match(text):
        cell.quotePrefix = True


def escape_in_xml(text: str) -> str:
    """Return `text` with characters that XML cannot hold written as Excel writes them."""
    return ESCAPED_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _write_guide(book: Workbook, language: Language, head: Head | None) -> None:
    sheet = book.create_sheet(GUIDE.in_(language))
    sheet.sheet_view.showGridLines = False
    sheet.row_dimensions[1].height = 30
    for letter, width in {"A": 26, "B": 92}.items():
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for row in _build_guide_rows(sheet, language, head):
        sheet.append(row)


def _build_guide_rows(sheet: WriteOnlyWorksheet, language: Language, head: Head | None) -> Iterator[list[Cell]]:
    title = WriteOnlyCell(sheet, GUIDE_HEADING.in_(language))
    title.font = Font(FONT_NAME, 18, bold=True, color=REQUIRED_GROUND)
    yield [title]
    if head:
        yield [_build_cell(sheet, CHANGE_LABEL.in_(language)), _build_cell(sheet, f"{head.number} {head.hash}")]
    yield []
    for what, text in INSTRUCTIONS.items():
        yield [_build_cell(sheet, what.in_(language), Font(FONT_NAME, 11, bold=True)), _build_cell(sheet, text.in_(language))]
    yield []
    for type_, about in SHEETS.items():
        title = sheet_title_of(type_, language)
        link = _build_cell(sheet, title, Font(FONT_NAME, 11, underline="single", color=LINK))
        link.hyperlink = f"#{quote_sheetname(title)}!A1"
        yield [link, _build_cell(sheet, about.in_(language))]


def _build_cell(sheet: WriteOnlyWorksheet, text: str, font: Font | None = None) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = font or Font(FONT_NAME, 11)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
