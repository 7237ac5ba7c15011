"""A marked copy of a workbook that people filled in, which shows them its problems.

Each faulty cell is framed, shaded and commented. A first sheet lists all problems with links to their cells; the first heading
of each sheet links back. The copy has everything that openpyxl reads: values, formulas, formats, comments, drop-downs; not
drawings. It loads as the workbook that it was made of.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from copy import copy as duplicate
from datetime import date
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from loaders.rows.sheets import TO_CORRECT
from loaders.workbook.copied_source import write_copy_source
from loaders.workbook.style import A4, FONT_NAME, INK, LACKING, LINK, REQUIRED_GROUND
from loaders.workbook.writer import escape_in_xml, write_cell_text
from loaders.workbook.xlsx_safety import prepare_workbook, read_extents
from model.errors import InputError, LimitExceeded, Problem
from model.language import LANGUAGES, Language, PluralText, Text
from model.progress import ProgressCallback, ignore_progress
from model.vocabulary.types import TYPES

MOST_PROBLEMS_MARKED = 1_000
"""Problems marked in one copy: the first in the workbook. Once they are corrected, the next copy marks the rest."""
MOST_COPIED_CELLS = 1_000_000
"""Rows times columns of all sheets: openpyxl keeps all of them in memory (about 1 kB each)."""
LONGEST_VALUE = 200
"""Characters of a faulty value that are shown in the list."""
FRAME, BLACK = "9C0006", "000000"
LIST_TITLES = frozenset(TO_CORRECT.in_(language) for language in LANGUAGES)
"""Titles of the list in a workbook that is a marked copy itself."""
COMMENT_MARK = "· Landskap ·"
"""The line in a comment that separates its own text from our problems."""
LINE, LETTERS_IN_A_LINE, COMMENT_WIDTH = 16, 46, 320
HEADING_ROW = 4
DAY_FORMAT = "yyyy-mm-dd"
LIST_COLUMNS = {
    Text("No."): 6,
    Text("Sheet"): 18,
    Text("Cell"): 8,
    Text("Column"): 18,
    Text("Value"): 24,
    Text("What is wrong"): 44,
    Text("What would be right"): 44,
    Text("Record"): 30,
}
"""Headings of the list → widths of its columns, in letters."""

_Spot = tuple[Problem, Cell | None]


def check_copyable(path: Path) -> None:
    """Raise LimitExceeded when the workbook is too large for a marked copy, InputError when it is not safe to open."""
    if sum(sheet.rows * sheet.columns for sheet in read_extents(path).values()) > MOST_COPIED_CELLS:
        text = Text("{file} has more than {most} cells, too many for a marked copy", file=path.name, most=MOST_COPIED_CELLS)
        raise LimitExceeded(text, Text("--json lists each problem with its cell."))


def write_error_copy(
    path: Path, problems: Sequence[Problem], copy: Path, language: Language, source: str, tell: ProgressCallback = ignore_progress
) -> None:
    """Write a copy of the workbook at `path`, which was loaded as `source`, with its problems marked.

    Raises InputError when openpyxl cannot read or write it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's about what it does not keep
            _write(path, problems, copy, language, source, tell)
    except OSError:
        raise
    except Exception as error:  # openpyxl lets through whatever its parsers and writers raise
        text = Text("{file} holds something that cannot be copied ({error})", file=path.name, error=error)
        raise InputError(text, ()) from error


def _write(path: Path, problems: Sequence[Problem], copy: Path, language: Language, source: str, tell: ProgressCallback) -> None:
    book = _open_unmarked(path, tell)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if differing := (read_extents(path).keys() ^ sheets.keys()) - LIST_TITLES:
        raise ValueError(", ".join(sorted(differing)))
    spots = sorted(((problem, _find_cell(problem, sheets)) for problem in problems), key=lambda spot: _sort_key(spot, book))
    for number, (problem, cell) in enumerate(spots[:MOST_PROBLEMS_MARKED], 1):
        if cell:
            _mark(cell, number, problem, language)
    _write_list(book, path.name, spots, language)
    for comment in (cell.comment for sheet in sheets.values() for cell in _cells_with_comments(sheet)):
        lines = sum(len(line) // LETTERS_IN_A_LINE + 1 for line in comment.text.splitlines())
        comment.width, comment.height = COMMENT_WIDTH, LINE * (lines + 1)  # openpyxl does not read how large it was
    write_copy_source(book, source)
    book.save(copy)


def open_editable(path: Path, tell: ProgressCallback) -> Workbook:
    """Open the workbook with the formats within its cells, and report how many of the file's bytes are read."""
    form = prepare_workbook(path)
    with _ProgressFile(form.path, tell) as file:
        return load_workbook(file, rich_text=True)


class _ProgressFile(io.FileIO):
    """A file that reports how much of it is read."""

    def __init__(self, path: Path, tell: ProgressCallback) -> None:
        super().__init__(path)
        self._tell, self._done, self._size = tell, 0, path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as any file does."""
        found = super().read(-1 if size is None else size) or b""
        self._done = min(self._done + len(found), self._size)  # the directory at the end is read twice
        self._tell(Text("Opening the workbook, bytes"), self._done, self._size)
        return found


def _open_unmarked(path: Path, tell: ProgressCallback) -> Workbook:
    book = open_editable(path, tell)
    for name in LIST_TITLES.intersection(book.sheetnames):
        del book[name]
    for sheet in book.worksheets:
        for cell in _cells_with_comments(sheet):
            _unmark(cell)
        for cell in sheet._cells.values():
            if isinstance(cell.value, date) and not is_date_format(cell.number_format):
                cell.number_format = DAY_FORMAT  # it was written as a day in words, which openpyxl writes as a number
    return book


def _cells_with_comments(sheet: Worksheet) -> list[Cell]:
    return [cell for cell in sheet._cells.values() if cell.comment]


def _find_cell(problem: Problem, sheets: dict[str, Worksheet]) -> Cell | None:
    """Return the cell to mark: the faulty one, or the first of its row or sheet; None when no sheet has it."""
    sheet = sheets.get(problem.place.sheet) if problem.place else None
    if problem.place is None or sheet is None:
        return None
    name = f"{problem.place.column or 'A'}{problem.place.row or 1}"
    merged = next((area for area in sheet.merged_cells.ranges if name in area), None)
    return sheet[merged.start_cell.coordinate if merged else name]


def _sort_key(spot: _Spot, book: Workbook) -> tuple[int, int, int]:
    """Return the sort key by sheet, row and column; problems without a cell come first."""
    cell = spot[1]
    return (book.index(cell.parent) + 1, cell.row, cell.column) if cell else (0, 0, 0)


def _mark(cell: Cell, number: int, problem: Problem, language: Language) -> None:
    before = f"{cell.comment.text}\n" if cell.comment else ""
    message = problem.text.in_(language) + (f" – {problem.hint.in_(language)}" if problem.hint else "")
    ours = ("" if COMMENT_MARK in before else f"{COMMENT_MARK}\n") + Text(
        "Problem {number}: {said}", number=number, said=message
    ).in_(language)
    cell.comment = Comment(before + escape_in_xml(ours), "Landskap")
    cell.fill = PatternFill("solid", start_color=LACKING)
    cell.font = _blacken_font(cell.font)
    cell.border = Border(*[Side("mediumDashed", FRAME)] * 4)


def _blacken_font(font: Font) -> Font:
    """Return the font in black, since headings are white."""
    black = duplicate(font)
    black.color = BLACK
    return black


def _unmark(cell: Cell) -> None:
    """Remove the marks of an earlier copy."""
    own, mark, _ours = cell.comment.text.partition(COMMENT_MARK)
    if mark:
        cell.comment = Comment(own.strip(), cell.comment.author) if own.strip() else None
        cell.fill, cell.border = PatternFill(), Border()


def _write_list(book: Workbook, name: str, spots: Sequence[_Spot], language: Language) -> None:
    sheet = book.create_sheet(TO_CORRECT.in_(language), 0)
    _style_list(sheet)
    title = PluralText("{n} problem in {path}", "{n} problems in {path}", n=len(spots), path=name)
    write_cell_text(sheet["A1"], title.in_(language))
    sheet["A1"].font = Font(FONT_NAME, 18, bold=True, color=REQUIRED_GROUND)
    write_cell_text(sheet["A2"], " ".join(text.in_(language) for text in _explain_list(len(spots))))
    for number, heading in enumerate(LIST_COLUMNS, 1):
        cell = sheet.cell(HEADING_ROW, number, heading.in_(language))
        cell.font, cell.fill = Font(FONT_NAME, 11, bold=True, color=INK), PatternFill("solid", start_color=REQUIRED_GROUND)
    for number, (problem, cell) in enumerate(spots[:MOST_PROBLEMS_MARKED], 1):
        _write_list_row(sheet, number, problem, cell, language)
    for origin, _ in groupby(cell.parent for _problem, cell in spots[:MOST_PROBLEMS_MARKED] if cell):
        _link_back(origin, sheet)
    book.active = 0
    for other in book.worksheets:  # sheets that are selected together would be changed together
        other.sheet_view.tabSelected = other is sheet


def _explain_list(found: int) -> Iterator[Text]:
    yield Text("Each faulty cell is framed and says in a comment what is wrong; the first heading of its sheet leads back here.")
    yield Text("Correct the cells, save and load this copy: it counts as the original workbook. This sheet is not read.")
    if found > MOST_PROBLEMS_MARKED:
        yield Text("Here are the first {most}; the rest come when these are corrected.", most=MOST_PROBLEMS_MARKED)


def _style_list(sheet: Worksheet) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    sheet.row_dimensions[1].height = 2 * LINE
    for number, width in enumerate(LIST_COLUMNS.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def _write_list_row(sheet: Worksheet, number: int, problem: Problem, cell: Cell | None, language: Language) -> None:
    place, type_ = problem.place, TYPES.get(problem.type)
    column = type_.columns().get(problem.field) if type_ else None
    texts = [
        place.sheet if place else "",
        cell.coordinate if cell else "",
        column.about.heading.in_(language) if column else problem.field,
        problem.value[:LONGEST_VALUE],
        problem.text.in_(language),
        problem.hint.in_(language) if problem.hint else "",
        problem.id,
    ]
    row = HEADING_ROW + number
    sheet.cell(row, 1, number)
    for at, text in enumerate(texts, 2):
        write_cell_text(sheet.cell(row, at), text)
    for written in sheet[row]:
        written.font, written.alignment = Font(FONT_NAME, 11), Alignment("left", "top", wrap_text=True)
    lines = (len(text) // width + 1 for text, width in zip(texts, [*LIST_COLUMNS.values()][1:], strict=True))
    sheet.row_dimensions[row].height = LINE * max(lines)
    if cell:
        link = sheet.cell(row, 3)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=_location_of(cell))
        link.font = Font(FONT_NAME, 11, underline="single", color=LINK)


def _link_back(sheet: Worksheet, to: Worksheet) -> None:
    first = sheet.cell(sheet.min_row, 1)
    if first.value is not None and not first.hyperlink:
        first.hyperlink = Hyperlink(ref=first.coordinate, location=_location_of(to["A1"]))
        first.font = Font(FONT_NAME, 11, bold=True, underline="single", color=LINK)
        first.fill = PatternFill("solid", start_color=INK)  # LibreOffice writes links in blue, whatever the font


def _location_of(cell: Cell) -> str:
    return f"{quote_sheetname(cell.parent.title)}!{cell.coordinate}"
