"""A table that another system exported, as CSV or as a sheet of a workbook: its headings, and its rows with their places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from loaders.csv_file import Line, csv_file, digest_of, how_read
from loaders.office_file import ENDING, extents, faults
from loaders.workbook_reading import opened, text_of
from model.errors import InputError, Problem
from model.language import Text
from model.nearness import nearest
from model.places import Place

Lines = Iterator[Line | Problem]
MOST_CELLS_NAMED = 10
"""Cells that an error names."""


@dataclass(frozen=True, slots=True)
class LogTable:
    """The headings and where they stand; `rows` goes through what is under them; `lines` is about how many."""

    path: Path
    headings: Line
    rows: Callable[[], Lines]
    sha256: str
    lines: int
    notes: tuple[Text, ...]


def log_table(path: Path, sheet: str | None = None) -> LogTable:
    """The table in a file; of a workbook `sheet`, or its first. Raises InputError or LimitExceeded when there is none."""
    lines, notes = _in_workbook(path, sheet) if path.suffix.lower() == ENDING else _in_csv(path)
    first = next(lines(), None)
    if not isinstance(first, Line):
        raise InputError(Text("{file} has no table to read", file=path.name), [first] if first else ())
    digest, rows = digest_of([path])
    return LogTable(path, first, lambda: _under(first, lines()), digest, rows, notes)


def _under(headings: Line, lines: Lines) -> Lines:
    return (line for line in lines if isinstance(line, Problem) or line.place.row > headings.place.row)


def _in_csv(path: Path) -> tuple[Callable[[], Lines], tuple[Text, ...]]:
    file = csv_file(path)
    return lambda: _filled(file.rows()), tuple(how_read([file]))


def _in_workbook(path: Path, sheet: str | None) -> tuple[Callable[[], Lines], tuple[Text, ...]]:
    sheets = extents(path)
    with opened(path) as book:
        name = _sheet(path, book, sheet)
    _check_formulas(path, name, faults(path, sheets).get(name, frozenset()))
    return lambda: _filled(_of_sheet(path, name)), (Text("{file}: the sheet '{sheet}' is read", file=path.name, sheet=name),)


def _check_formulas(path: Path, sheet: str, cells: frozenset[str]) -> None:
    """Raise InputError when formulas of the sheet gave a fault: the reader gives such cells as empty."""
    if cells:
        text = Text("{file}, {sheet}: the formulas in {cells} give a fault and no value",
                    file=path.name, sheet=sheet, cells=", ".join(sorted(cells)[:MOST_CELLS_NAMED]))  # fmt: skip
        raise InputError(text, (), Text("Correct them, or write the values themselves."))


def _of_sheet(path: Path, name: str) -> Lines:
    with opened(path) as book:
        for number, cells in enumerate(book.get_sheet_by_name(name).iter_rows(), 1):
            yield Line([text_of(cell) for cell in cells], Place(path.name, number, name))


def _filled(lines: Lines) -> Lines:
    return (line for line in lines if isinstance(line, Problem) or any(cell.strip() for cell in line.cells))


def _sheet(path: Path, book: CalamineWorkbook, wanted: str | None) -> str:
    shown = [meta.name for meta in book.sheets_metadata
             if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible]  # fmt: skip
    if wanted is None:
        return next((name for name in shown if book.get_sheet_by_name(name).height), shown[0] if shown else "")
    if wanted in shown:
        return wanted
    near = nearest(wanted, shown) or shown
    text = Text("{file} has no sheet '{sheet}'", file=path.name, sheet=wanted)
    raise InputError(text, (), Text("Did you mean {ids}?", ids=", ".join(near)))
