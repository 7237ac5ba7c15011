"""The look of our workbooks: headings with comments, widths, formats and shading."""

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from loaders.rows.cells import LIST_SEPARATOR
from loaders.rows.sheets import REGISTER_SHEETS
from model.checks.period_hints import PERIOD_HINT
from model.language import Language, Text
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY, Column, Record
from model.vocabulary.types import targets_of

LAST_ROW = 1_048_576
"""The last row that a sheet can have."""
A3, A4 = 8, 9
FONT_NAME = "Calibri"
NOTE_LINE = 18
INK, MAIN_GROUND, REQUIRED_GROUND, GREY, LACKING, LINK = "FFFFFF", "2F5D8A", "17375E", "6B6B6B", "F8D7C8", "0B3D91"
REGISTER_TAB = "9AA5B1"
TEXT_FORMAT, DATE_FORMAT, NUMBER_FORMAT = "@", "yyyy-mm-dd", "0"
WIDTHS = {"date": 13.0, "number": 11.0, "boolean": 11.0, "text": 24.0}
WIDE_COLUMNS = {"name": 34.0, "description": 44.0, "evidence": 30.0}
IDS, IDS_OF_RELATIONS = 40.0, 56.0
"""Widths for ids; the ids of relationships are longer, since they consist of others."""


def style_sheet(sheet: WriteOnlyWorksheet, type_: type[Record], columns: tuple[Column, ...]) -> None:
    """Set widths, formats, frozen headings and printing of a sheet, before its first row is written."""
    sheet.freeze_panes = "B2"
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_properties.tabColor = REGISTER_TAB if type_.label in REGISTER_SHEETS else MAIN_GROUND
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0  # as wide as a page, as many as it takes
    sheet.print_title_rows = "1:1"
    sheet.row_dimensions[1].height = 32
    for number, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _width_of(type_, column)
        dimension.number_format = number_format_of(column)


def _width_of(type_: type[Record], column: Column) -> float:
    """Return a column's width in letters, with room for ids and references; ids of registers are short."""
    if column.name == "id":
        return _width_of_ids(type_)
    if column.ref and not column.many and (named := [one for one in targets_of(column.ref) if one.label not in REGISTER_SHEETS]):
        return max(map(_width_of_ids, named))
    return WIDE_COLUMNS.get(column.name, WIDTHS[column.kind])


def _width_of_ids(type_: type[Record]) -> float:
    refs = [ref for name, ref in type_.references().items() if type_.columns()[name].required]
    return IDS_OF_RELATIONS if any(one.label not in REGISTER_SHEETS for ref in refs for one in targets_of(ref)) else IDS


def number_format_of(column: Column) -> str:
    """Return the number format of a column's cells: text where a period may stand, so that a typed `2026-06` stays."""
    if column.bound:
        return TEXT_FORMAT
    return {"date": DATE_FORMAT, "number": NUMBER_FORMAT}.get(column.kind, TEXT_FORMAT)


def build_heading(sheet: WriteOnlyWorksheet, column: Column, language: Language) -> Cell:
    """Return a column's heading cell, with * where it is required, and a comment that explains it."""
    cell = WriteOnlyCell(sheet, heading_text(column, language))
    cell.font = Font(FONT_NAME, 11, bold=column.required, color=INK)
    cell.fill = PatternFill("solid", start_color=REQUIRED_GROUND if column.required else MAIN_GROUND)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    notes = [part.in_(language) for part in _notes_for(column)]
    cell.comment = Comment("\n".join(notes), "Landskap", height=NOTE_LINE * (len(notes) + 2), width=320)
    return cell


def heading_text(column: Column, language: Language) -> str:
    """Return the text of a heading: `Namn *`."""
    return column.about.heading.in_(language) + (" *" if column.required else "")


def _notes_for(column: Column) -> list[Text]:
    notes = [Text("Must be filled in.") if column.required else Text("May be left empty.")]
    if column.about.description:
        notes.insert(0, Text(column.about.description))
    if column.choice:
        notes.append(Text("Choose from the list."))
    if column.ref:
        notes.append(Text("An id on the sheet that the list shows."))
    if column.many:
        notes.append(Text("Separate several values with {separator}.", separator=LIST_SEPARATOR))
    if column.kind == "date":
        notes.append(Text("A date, {first} to {last}.", first=EARLIEST_DAY, last=LATEST_DAY))
    if column.bound:
        notes.append(PERIOD_HINT)
    return [*notes, Text("Field: {field}", field=column.name)]


def shade_rows(sheet: WriteOnlyWorksheet, columns: tuple[Column, ...]) -> None:
    """Grey out rows that are not read, and shade required cells that are empty."""
    last = get_column_letter(len(columns))
    aside = FormulaRule(['LEFT($A2,1)="#"'], stopIfTrue=True, font=Font(color=GREY, italic=True))
    sheet.conditional_formatting.add(f"A2:{last}{LAST_ROW}", aside)
    for number, column in enumerate(columns, 1):
        if column.required:
            letter = get_column_letter(number)
            lacking = FormulaRule([f'AND({letter}2="",COUNTA($A2:${last}2)>0)'], fill=PatternFill("solid", bgColor=LACKING))
            sheet.conditional_formatting.add(f"{letter}2:{letter}{LAST_ROW}", lacking)
