"""A table that another system exported, as CSV, a sheet of a workbook or an event log: headings, and rows with their places."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from python_calamine import SheetTypeEnum, SheetVisibleEnum

from loaders.event_logs.event_table import EventTable
from loaders.event_logs.formats import EVENT_LOGS, find_event_reader
from loaders.log.vocabulary import HEADINGS, fold_heading
from loaders.rows.dates import is_day
from loaders.rows.rules import FileRule
from loaders.text_files.csv_file import (
    NAME_XLSX,
    NO_CSV,
    SEPARATORS,
    ZIP_MARK,
    CsvFile,
    TableLine,
    describe_csv_formats,
    hash_files,
    inspect_csv,
)
from loaders.workbook.hidden_cells import describe_hidden
from loaders.workbook.number_formats import CellValue, display_period
from loaders.workbook.reader import display_row, open_workbook
from loaders.workbook.xlsx_safety import OTHER_WORKBOOKS, XLSX_ENDING, CellRange, SheetExtent, read_extents
from model.errors import FileLocation, InputError, Problem, cause_of
from model.language import Text
from model.text.names import normalize_name
from model.text.nearest import find_nearest

_Lines = Iterator[TableLine | Problem]
WORKBOOKS = frozenset({XLSX_ENDING, *OTHER_WORKBOOKS})
"""Endings of files that are opened as workbooks, if only to be refused with a way out."""
TEXT_TABLES = (".csv", ".tsv", ".txt", ".skv")
"""Endings of files that are read as CSV."""
PEEK_BYTES = 64
"""Bytes at the beginning by which a file's kind is known."""
MOST_CELLS_NAMED = 10
"""Cells that an error names."""


KNOWN_HEADINGS = frozenset(word for words in HEADINGS.values() for word in words)
"""Headings by which a table without a mapping is found."""
MOST_ROWS_ABOVE = 30
"""Filled rows that are searched for the headings; above them may stand a report's title, or the day of printing."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The layout of a file, as far as the mapping gives it; None is detected. `headings` are searched for, folded."""

    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    heading_row: int | None = None
    headings: frozenset[str] = KNOWN_HEADINGS


@dataclass(frozen=True, slots=True)
class LogTable:
    """A table's headings and rows.

    rows    yields the rows below the headings, any number of times
    lines   about how many rows there are
    above   the cells of the first filled row above the headings
    others  whether the workbook has other sheets that could be read
    cells   whether its cells have names (`B7`), as in a workbook
    """

    path: Path
    headings: TableLine
    rows: Callable[[], _Lines]
    sha256: str
    lines: int
    notes: tuple[Text, ...]
    above: str = ""
    others: bool = False
    cells: bool = False

    def rename_file(self, name: str) -> "LogTable":
        """Return the table with places in a file of that name."""

        def rows() -> _Lines:
            return (replace(line, place=replace(line.place or FileLocation(name), file=name)) for line in self.rows())

        return replace(self, headings=replace(self.headings, place=replace(self.headings.place, file=name)), rows=rows)


def read_log_table(path: Path, layout: TableLayout | None = None) -> LogTable:
    """Return the table in a file, of a workbook in one of its sheets. Raises InputError or LimitExceeded without one."""
    layout = layout or TableLayout()
    if read_events := find_event_reader(path):
        return _build_event_table(path, read_events(path))
    merged: tuple[CellRange, ...] = ()
    others = False
    in_workbook = path.suffix.lower() in WORKBOOKS
    if in_workbook:
        lines, notes, merged, others = _open_sheet(path, layout)
    else:
        _check_is_text_table(path)
        lines, notes = _open_csv(path, layout)
    top = _take_top(lines(), layout)
    first = top[0] if top else None
    if not isinstance(first, TableLine):
        raise InputError(Text("{file} has no table to read", file=path.name), [first] if first else ())
    headings = _find_headings(top, layout)
    if headings is None:
        text = Text("{file} has no headings in row {row}, which the mapping names", file=path.name, row=layout.heading_row)
        raise InputError(text, (), Text("Correct heading_row in the mapping, or remove it."))
    _check_merged(merged, headings)
    above = "" if first == headings else " ".join(filter(None, first.cells))
    if above and not layout.heading_row:
        notes += (Text("{file}: the headings are found in row {row}", file=path.name, row=headings.place.row),)
    digest, rows = hash_files([path])
    return LogTable(path, headings, lambda: _lines_under(headings, lines()), digest, rows, notes, above, others, in_workbook)


def _build_event_table(path: Path, events: EventTable) -> LogTable:
    digest, _lines = hash_files([path])
    return LogTable(path, events.headings, events.rows, digest, events.count, events.notes)


def _take_top(lines: _Lines, layout: TableLayout) -> list[TableLine | Problem]:
    """Return the rows that may have the headings."""
    return list(islice(lines, layout.heading_row or MOST_ROWS_ABOVE))


def _find_headings(top: Iterable[TableLine | Problem], layout: TableLayout) -> TableLine | None:
    """Return the row of headings: the given one, else the one with most known headings, else one of that shape."""
    rows = [line for line in top if isinstance(line, TableLine)]
    if layout.heading_row:
        return next((line for line in rows if line.place.row == layout.heading_row), None)
    known = max(rows, key=lambda line: _count_known(line, layout), default=None)
    return known if known and _count_known(known, layout) > 1 else _guess_headings(rows)


def _count_known(line: TableLine, layout: TableLayout) -> int:
    return len({word for cell in line.cells for word in (normalize_name(cell), fold_heading(cell)) if word in layout.headings})


def _guess_headings(lines: Sequence[TableLine]) -> TableLine | None:
    """Return the first row that is at least half as wide as the widest and has no day; else the first."""
    widest = max((_count_filled(line) for line in lines), default=0)
    fits = (line for line in lines if 2 * _count_filled(line) >= widest and not any(is_day(cell.strip()) for cell in line.cells))
    return next(fits, lines[0] if lines else None)


def _count_filled(line: TableLine) -> int:
    return sum(bool(cell.strip()) for cell in line.cells)


def _lines_under(headings: TableLine, lines: _Lines) -> _Lines:
    return (line for line in lines if isinstance(line, Problem) or line.place.row > headings.place.row)


def _check_is_text_table(path: Path) -> None:
    """Raise InputError for a file that is no table of text, by its ending or its beginning."""
    try:
        with path.open("rb") as file:
            begins = file.read(PEEK_BYTES).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error
    text = Text("{file} cannot be read as a log", file=path.name)
    if begins.startswith(ZIP_MARK):
        raise InputError(text, [Problem(FileRule.ENCODING, NO_CSV, NAME_XLSX, place=FileLocation(path.name))])
    if path.suffix.lower() not in TEXT_TABLES or begins.startswith((b"<", b"{", b"%PDF")):
        raise InputError(
            text,
            (),
            Text(
                "A log is CSV ({endings}), a workbook (.xlsx) or an event log ({logs}): export or save it as one of these.",
                endings=", ".join(TEXT_TABLES),
                logs=", ".join(EVENT_LOGS),
            ),
        )


def _open_csv(path: Path, layout: TableLayout) -> tuple[Callable[[], _Lines], tuple[Text, ...]]:
    file = inspect_csv(path, layout.encoding)
    if layout.separator:
        file = replace(file, separator=layout.separator)
    elif file.headings_at == 1 and not file.problem:
        file = max(
            (replace(file, separator=one) for one in (file.separator, *SEPARATORS)), key=lambda one: _rate_fit(one, layout)
        )
    return lambda: _skip_blank(file.rows()), tuple(describe_csv_formats([file]))


def _rate_fit(file: CsvFile, layout: TableLayout) -> tuple[int, int, int]:
    """Return how well a separator fits, by known headings, rows of the same width, and columns.

    Thus commas in a title above the headings or in the cells below do not count.
    """
    top = _take_top(_skip_blank(file.rows()), layout)
    headings = _find_headings(top, layout)
    if headings is None:
        return 0, 0, 0
    width = len(headings.cells)
    alike = sum(isinstance(line, TableLine) and len(line.cells) == width for line in top) if width > 1 else 0
    return _count_known(headings, layout), alike, _count_filled(headings)


def _open_sheet(path: Path, layout: TableLayout) -> tuple[Callable[[], _Lines], tuple[Text, ...], tuple[CellRange, ...], bool]:
    sheets = read_extents(path)
    with open_workbook(path, sheets) as book:
        tables = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        shown = [meta.name for meta in tables if meta.visible == SheetVisibleEnum.Visible]
        name = _choose_sheet(path, shown, layout, sheets)
    extent = sheets[name]
    _check_formulas(path, name, extent)
    note = Text("{file}: the sheet '{sheet}' is read", file=path.name, sheet=name)
    alike = _find_alike(path, name, shown, layout, sheets)
    unread = Text(
        "{file}: '{sheets}' have the same headings and are not read: name one in the mapping, such as sheet: {first}; "
        "to read all, put their rows in one sheet, or save each as a file and load the files together",
        file=path.name, sheets="', '".join(alike), first=alike[0] if alike else "",
    )  # fmt: skip
    notes = (note, *((unread,) if alike else ()), *describe_hidden(path.name, name, extent.hidden, whole=False))
    return lambda: _skip_blank(_read_sheet(path, name, sheets)), notes, extent.merged, len(shown) > 1


def _find_alike(path: Path, read: str, shown: Sequence[str], layout: TableLayout, sheets: Mapping[str, SheetExtent]) -> list[str]:
    """Return the other sheets with the same headings as the one that is read."""
    known = {name: _headings_of_sheet(path, name, layout, sheets) for name in shown} if len(shown) > 1 else {}
    return [name for name, headings in known.items() if name != read and headings and headings == known[read]]


def _headings_of_sheet(path: Path, name: str, layout: TableLayout, sheets: Mapping[str, SheetExtent]) -> frozenset[str]:
    headings = _find_headings(_take_top(_skip_blank(_read_sheet(path, name, sheets)), layout), layout)
    return frozenset(filter(None, map(normalize_name, headings.cells))) if headings else frozenset()


def _check_formulas(path: Path, sheet: str, extent: SheetExtent) -> None:
    """Raise InputError when formulas of the sheet have no value: the reader gives such cells as empty."""
    if extent.faults:
        text = Text("{file}, {sheet}: the formulas in {cells} give errors instead of values",
                    file=path.name, sheet=sheet, cells=_format_cells(extent.faults))  # fmt: skip
        raise InputError(text, (), Text("Correct them, or write the values themselves."))
    if extent.uncounted:
        text = Text("{file}, {sheet}: the formulas in {cells} have no stored value",
                    file=path.name, sheet=sheet, cells=_format_cells(extent.uncounted))  # fmt: skip
        raise InputError(text, (), Text("Open the file in a spreadsheet program and save it there."))


def _check_merged(merged: Iterable[CellRange], headings: TableLine) -> None:
    """Raise InputError when cells below the headings are merged: the reader gives all but the first as empty."""
    columns = [number for number, heading in enumerate(headings.cells, 1) if heading.strip()]
    below = (area for area in merged if area.last_row > headings.place.row)
    within = [area for area in below if any(area.first_column <= number <= area.last_column for number in columns)]
    if within:
        text = Text("{file}, {sheet}: the cells {cells} are merged", file=headings.place.file, sheet=headings.place.sheet,
                    cells=_format_cells(frozenset(area.cells for area in within)))  # fmt: skip
        raise InputError(text, (), Text("Split them and write the value in each."))


def _format_cells(cells: frozenset[str]) -> str:
    return ", ".join(sorted(cells)[:MOST_CELLS_NAMED])


def _read_sheet(path: Path, name: str, sheets: Mapping[str, SheetExtent]) -> _Lines:
    with open_workbook(path, sheets) as book:
        for number, cells in enumerate(book.get_sheet_by_name(name).iter_rows(), 1):
            words, otherwise = display_row(cells, number, sheets[name])
            yield TableLine(words, FileLocation(path.name, number, name), otherwise, _find_periods(cells, number, sheets[name]))


def _find_periods(cells: Sequence[CellValue], row: int, extent: SheetExtent) -> Mapping[int, str]:
    """Return the months and years that cells of a row show for their first day, by column (from 1)."""
    firsts = [(column, value) for column, value in enumerate(cells, 1) if isinstance(value, date) and value.day == 1]
    shown = {column: display_period(value, extent.format_at(row, column)) for column, value in firsts}
    return {column: period for column, period in shown.items() if period}


def _skip_blank(lines: _Lines) -> _Lines:
    return (line for line in lines if isinstance(line, Problem) or any(cell.strip() for cell in line.cells))


def _choose_sheet(path: Path, shown: Sequence[str], layout: TableLayout, sheets: Mapping[str, SheetExtent]) -> str:
    """Return the sheet in the mapping; else the first of those with most known headings and any content."""
    wanted = layout.sheet
    if not shown:
        raise InputError(Text("{file} has no table to read", file=path.name), ())
    if wanted is None:
        return max(shown, key=lambda name: _rate_sheet(path, name, layout, sheets))
    if wanted in shown:
        return wanted
    near = find_nearest(wanted, shown) or shown
    text = Text("{file} has no sheet '{sheet}'", file=path.name, sheet=wanted)
    raise InputError(text, (), Text("Did you mean {ids}?", ids=", ".join(near)))


def _rate_sheet(path: Path, name: str, layout: TableLayout, sheets: Mapping[str, SheetExtent]) -> tuple[int, bool]:
    """Return the number of a sheet's known headings, and whether it has any content."""
    top = _take_top(_skip_blank(_read_sheet(path, name, sheets)), layout)
    headings = _find_headings(top, layout)
    known = _count_known(headings, layout) if headings else 0
    return (known if known > 1 else 0, bool(top))
