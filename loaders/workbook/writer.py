"""A landscape as a workbook that people fill in and load again: the template, and the export."""

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

from loaders.rows.cells import cell_in
from loaders.rows.columns import columns_of
from loaders.rows.sheets import GUIDE, SHEETS, title_of
from loaders.text_files.json_file import read_json
from loaders.workbook.drop_downs import name_the_lists, offer
from loaders.workbook.guide import CHANGE, HOW, TITLE
from loaders.workbook.seal import seal
from loaders.workbook.style import A4, DATE_FORMAT, FACE, LAST_ROW, LINK, REQUIRED_GROUND, dress, format_of, heading, shade
from model.errors import LimitExceeded
from model.language import Language, Text
from model.vocabulary.record import Column, Record
from queries.journal.journal import Head

Registers = Callable[[type[Record]], Iterable[Record]]
"""The records of each type."""

EXAMPLES = Path(__file__).parent / "examples.json"
EXAMPLE_MARK = "# exempel: "
"""What stands before the id of an example row; a row whose id begins with # is not read."""
LONGEST_CELL = 32_767
"""Characters that Excel allows in a cell."""
FIRST_SAFE_DAY = "1900-03-01"
"""Earlier days are written as text: Excel counts a 29 February 1900 that never was, LibreOffice does not."""
NOT_IN_XML = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")
RISKY = re.compile(r"[=+\-@\t\r]")

Cells = Callable[[Record, Column], Any]


def write_template(path: Path, language: Language) -> None:
    """An empty workbook to begin with, with three rows of examples where people need them."""
    examples = [*read_json(EXAMPLES).records]
    _write(path, language, lambda type_: [record for record in examples if isinstance(record, type_)], None, EXAMPLE_MARK)


def write_workbook(path: Path, registers: Registers, head: Head, language: Language) -> None:
    """The whole landscape. Raises LimitExceeded when a sheet or a cell cannot hold what it should."""
    _write(path, language, registers, head)
    seal(path)


def _write(path: Path, language: Language, registers: Registers, head: Head | None, mark: str = "") -> None:
    book = Workbook(write_only=True)
    try:
        _write_guide(book, language, head)
        for type_ in SHEETS:
            _write_sheet(book, type_, registers(type_), language, mark, owner=head is not None)
        name_the_lists(book, language)
        book.save(path)
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()


def _write_sheet(
    book: Workbook, type_: type[Record], records: Iterable[Record], language: Language, mark: str, *, owner: bool
) -> None:
    sheet = book.create_sheet(title_of(type_, language))
    columns = columns_of(type_, owner)
    dress(sheet, type_, columns)
    sheet.append([heading(sheet, column, language) for column in columns])
    styles = [_style(sheet, column) for column in columns]
    for number, record in enumerate(records, 2):
        if number > LAST_ROW:
            raise LimitExceeded(Text("{sheet} has more rows than a sheet can hold", sheet=sheet.title), WAY_OUT)
        sheet.append(list(_row(sheet, record, columns, styles, language, mark)))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    shade(sheet, columns)
    offer(sheet, columns, language)


WAY_OUT = Text("A folder of CSV files or a .json file can hold it.")


def _style(sheet: WriteOnlyWorksheet, column: Column) -> Any:
    """The style that the column's cells share; setting one anew for each cell takes most of the time."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = format_of(column)
    cell.alignment = Alignment(vertical="top")
    return cell._style


def _row(
    sheet: WriteOnlyWorksheet, record: Record, columns: tuple[Column, ...], styles: list[Any], language: Language, mark: str
) -> Iterator[Cell | None]:
    for column, style in zip(columns, styles, strict=True):
        value = getattr(record, column.name)
        if value is None or value == ():
            yield None
            continue
        cell = WriteOnlyCell(sheet)
        cell._style = copy(style)
        _fill(cell, value, cell_in(record, column, language), column, mark if column.name == "id" else "")
        yield cell


def _fill(cell: Cell, value: Any, written: str, column: Column, mark: str) -> None:
    if column.kind == "number":
        cell.value = value
    elif column.kind == "date" and value >= FIRST_SAFE_DAY and written == value:
        cell.value = date.fromisoformat(value)
        cell.number_format = DATE_FORMAT
    else:
        write_text(cell, mark + written)


def write_text(cell: Cell, text: str) -> None:
    """`text` as text, whatever it begins with."""
    if len(text) > LONGEST_CELL:
        raise LimitExceeded(Text("a cell can hold {most} characters; a list has {n}", most=LONGEST_CELL, n=len(text)), WAY_OUT)
    cell.value = in_xml(text)
    cell.data_type = "s"
    if RISKY.match(text):
        cell.quotePrefix = True


def in_xml(text: str) -> str:
    """`text` with what XML cannot hold written as Excel writes it."""
    return NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _write_guide(book: Workbook, language: Language, head: Head | None) -> None:
    sheet = book.create_sheet(GUIDE.in_(language))
    sheet.sheet_view.showGridLines = False
    sheet.row_dimensions[1].height = 30
    for letter, width in {"A": 26, "B": 92}.items():
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for row in _guide_rows(sheet, language, head):
        sheet.append(row)


def _guide_rows(sheet: WriteOnlyWorksheet, language: Language, head: Head | None) -> Iterator[list[Cell]]:
    title = WriteOnlyCell(sheet, TITLE.in_(language))
    title.font = Font(FACE, 18, bold=True, color=REQUIRED_GROUND)
    yield [title]
    if head:
        yield [_cell(sheet, CHANGE.in_(language)), _cell(sheet, f"{head.number} {head.hash}")]
    yield []
    for what, text in HOW.items():
        yield [_cell(sheet, what.in_(language), Font(FACE, 11, bold=True)), _cell(sheet, text.in_(language))]
    yield []
    for type_, about in SHEETS.items():
        title = title_of(type_, language)
        link = _cell(sheet, title, Font(FACE, 11, underline="single", color=LINK))
        link.hyperlink = f"#{quote_sheetname(title)}!A1"
        yield [link, _cell(sheet, about.in_(language))]


def _cell(sheet: WriteOnlyWorksheet, text: str, font: Font | None = None) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = font or Font(FACE, 11)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
