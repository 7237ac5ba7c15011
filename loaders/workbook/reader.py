"""Read a workbook that people filled in: one sheet a type, headings in either language. Formulas count as their values."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import partial
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from loaders.rows.cells import format_cell_value
from loaders.rows.dataset import DatasetRow, PartialRow, Reading, RowResult, place_problem, source_id_of
from loaders.rows.given_files import check_regular, ensure_unchanged
from loaders.rows.headings import ASIDE_MARK, parse_headings
from loaders.rows.rules import FileRule
from loaders.rows.sheets import GUIDE, LISTS, TO_CORRECT, column_letters, find_near_titles, types_by_sheet_name
from loaders.workbook.copied_source import read_copy_source
from loaders.workbook.faulty_cells import FaultyCells
from loaders.workbook.guide import find_guide_head
from loaders.workbook.hidden_cells import describe_hidden
from loaders.workbook.number_formats import MOST_DIGITS, CellValue, apply_format, display_period
from loaders.workbook.seal import is_unaltered
from loaders.workbook.xlsx_safety import SAVE_AS_XLSX, SheetExtent, build_sheet_error, prepare_workbook, read_extents
from model.changes.chain import Head
from model.checks.validation import slug_of
from model.errors import FileLocation, InputError, Problem, cause_of
from model.language import JoinedText, Text
from model.rules import CellRule
from model.text.nearest import format_suggestion
from model.vocabulary.input_text import normalize_text
from model.vocabulary.record import Record

OUR_SHEETS = {name.casefold() for term in (GUIDE, LISTS, TO_CORRECT) for name in (term.sv, term.en)}
"""Our sheets without facts."""
LEFT_ESCAPED = re.compile(r"_x(?:D[89A-F][0-9A-F]{2}|FFF[EF]|FD[DE][0-9A-F])_", re.IGNORECASE)
"""Codes of invalid characters, which the reader returns as they stand in the file."""
OWN_SHEET_HINT = Text("to add a sheet of your own, begin its name with #")


def read_workbook(path: Path, source: str | None = None) -> Reading:
    """Read the workbook, owned by `source` (by default the source of a marked copy, or the file's name).

    Raises InputError or LimitExceeded when it is unsafe or impossible to open; other faults are problems of the reading.
    """
    check_regular(path)
    digest = _hash_file(path)  # first: what is read from here on is held against it
    sheets = read_extents(path)
    with open_workbook(path, sheets) as book:
        _check_fact_sheets(path, book, sheets)
        workbook = _Workbook(path, _find_head(book), sheets)
        covers = frozenset(
            type_.label for name in book.sheet_names if (type_ := types_by_sheet_name().get(name.strip().casefold()))
        )
        notes = tuple(_describe_hidden_sheets(path.name, book, sheets))
    rows = sum(sheet.rows for sheet in sheets.values())
    head, copied = workbook.head, read_copy_source(path)
    if copied and not source and copied != slug_of(path.stem):
        note = Text("{file} is a marked copy: it counts as the source '{source}'", file=path.name, source=copied)
        notes = (note, *notes)
    return Reading(
        source or copied or source_id_of(path),
        str(path),
        digest,
        rows,
        ensure_unchanged(workbook.found, digest, partial(_hash_file, path), path),
        workbook.cell,
        stamp=head,
        unaltered=head is not None and is_unaltered(path),
        covers=covers,
        notes=notes,
    )


def _describe_hidden_sheets(file: str, book: CalamineWorkbook, sheets: Mapping[str, SheetExtent]) -> Iterator[Text]:
    """Yield notes on the hidden parts of the sheets of facts."""
    for meta in book.sheets_metadata:
        if meta.name.strip().casefold() in types_by_sheet_name():
            yield from describe_hidden(file, meta.name, sheets[meta.name].hidden, whole=not _is_visible(meta))


def _check_fact_sheets(path: Path, book: CalamineWorkbook, sheets: Mapping[str, SheetExtent]) -> None:
    """Raise InputError where a chart has the name of a sheet of facts."""
    for name in book.sheet_names:
        if name.strip().casefold() in types_by_sheet_name() and name not in sheets:
            text = Text("{file}: the sheet '{sheet}' holds a chart and no rows", file=path.name, sheet=name)
            raise InputError(text, (), Text("Give the sheet a name that is not a type of record."))


def _hash_file(path: Path) -> str:
    """Return the SHA-256 of a file. Raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error


@dataclass(slots=True)
class _Workbook:
    path: Path
    head: Head | None  # of the journal, if it is an export
    extents: Mapping[str, SheetExtent]
    letters: dict[str, dict[str, str]] = field(default_factory=dict)  # sheet → field → column letter, once it has been read

    def cell(self, place: FileLocation, field_: str) -> FileLocation:
        """Return the cell of `field_` in the row of `place`."""
        return replace(place, column=self.letters.get(place.sheet, {}).get(field_, ""))

    def found(self) -> Iterator[RowResult]:
        """Yield the rows of all sheets, sheet by sheet."""
        known = types_by_sheet_name()
        with open_workbook(self.path, self.extents) as book:
            for meta in book.sheets_metadata:
                name = meta.name.strip().casefold()
                if name in known:
                    yield from self._read_sheet(book.get_sheet_by_name(meta.name), known[name])
                elif name not in OUR_SHEETS and not name.startswith(ASIDE_MARK) and _is_visible(meta):
                    yield from self._stray(book.get_sheet_by_name(meta.name))

    def _read_sheet(self, sheet: CalamineSheet, type_: type[Record]) -> Iterator[RowResult]:
        rows = enumerate(sheet.iter_rows(), 1)
        number, cells = next(((number, cells) for number, cells in rows if any(map(text_of_cell, cells))), (1, []))
        top = FileLocation(self.path.name, number, sheet.name)
        headings = parse_headings(type_, [text_of_cell(cell) for cell in cells], top, owner=self.head is not None)
        self.letters[sheet.name] = {name: column_letters(place) for place, name in headings.places()}
        yield from headings.find_problems(([text_of_cell(cell) for cell in cells], replace(top, row=row)) for row, cells in rows)
        if headings.has_blocking_problems:
            return
        extent, columns = self.extents[sheet.name], {at: column for at, column in enumerate(headings.columns, 1) if column}
        faulty, of_text = (
            FaultyCells(extent, dict(headings.places())),
            {at for at, column in columns.items() if column.kind == "text" and not column.choice},
        )
        numbers = [at for at, column in columns.items() if column.kind == "number"]
        periods = [at for at, column in columns.items() if column.bound]
        for number, cells in _extend_rows(faulty.last_row, rows):
            place, (words, otherwise) = FileLocation(top.file, number, top.sheet), display_row(cells, number, extent)
            for at in numbers:
                words[at - 1 : at] = [text_of_cell(cell) for cell in cells[at - 1 : at]]
            for at in periods:
                if at <= len(cells) and (period := display_period(cells[at - 1], extent.format_at(number, at))):
                    words[at - 1] = period
            blank = not any(words)
            faults = {} if headings.is_set_aside(words) else faulty.find_in_row(number, blank, otherwise & of_text)
            for field_, fault in faults.items():
                if fault:
                    id_, cell = headings.id_of(words), self.cell(place, field_)
                    yield Problem(fault.rule, fault.text, fault.hint, type_.label, id_, field_, place=cell)
            for found in _filter_results(faults, headings.read(words, place)):
                yield place_problem(found, self.cell(place, found.field)) if isinstance(found, Problem) and found.field else found

    def _stray(self, sheet: CalamineSheet) -> Iterator[RowResult]:
        if sheet.height:
            near = format_suggestion(find_near_titles(sheet.name))
            hint = JoinedText([near, OWN_SHEET_HINT], " – ") if near else OWN_SHEET_HINT
            place = FileLocation(self.path.name, sheet=sheet.name)
            yield Problem(FileRule.UNKNOWN_TYPE, Text("no sheet of facts has that name"), hint, value=sheet.name, place=place)


def _is_visible(sheet: SheetMetadata) -> bool:
    """Return whether it is a visible sheet of cells."""
    return sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible


def _extend_rows(last: int, rows: Iterable[tuple[int, list[CellValue]]]) -> Iterator[tuple[int, list[CellValue]]]:
    """Yield the rows, then empty ones up to the row `last`."""
    number = 0
    for number, cells in rows:
        yield number, cells
    for beyond in range(number + 1, last + 1):
        yield beyond, []


def _filter_results(faults: Collection[str], found: Iterable[RowResult]) -> Iterator[RowResult]:
    """Yield the results of a row without the problems that its faulty cells (`faults`) explain; its record is not complete."""
    for item in found:
        if faults and isinstance(item, DatasetRow):
            yield PartialRow(item.record, item.place)
        elif not (faults and isinstance(item, Problem)) or (isinstance(item.rule, CellRule) and item.field not in faults):
            yield item


@contextmanager
def open_workbook(path: Path, sheets: Collection[str]) -> Iterator[CalamineWorkbook]:
    """Open the workbook, whose sheets of cells are `sheets` (the keys of its extents).

    Raises InputError where it cannot be read, or where the reader lists other sheets than those that were checked.
    """
    form = prepare_workbook(path)
    try:
        with load_workbook(form.path) as book:
            _check_sheets_known(path, book, sheets)
            yield book
    except (CalamineError, OSError) as error:
        raise InputError(
            Text("{file} cannot be read as a workbook: {error}", file=path.name, error=cause_of(error)), (), SAVE_AS_XLSX
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader raises where it did not foresee a file; no Exception
            raise
        raise InputError(
            Text("{file} cannot be read as a workbook: {error}", file=path.name, error=error), (), SAVE_AS_XLSX
        ) from None


def _check_sheets_known(path: Path, book: CalamineWorkbook, sheets: Collection[str]) -> None:
    listed = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    for name in sorted(set(listed) ^ set(sheets)):
        raise build_sheet_error(path, name)


def _find_head(book: CalamineWorkbook) -> Head | None:
    for name in book.sheet_names:
        if name.casefold() in {GUIDE.sv.casefold(), GUIDE.en.casefold()}:
            return find_guide_head([text_of_cell(cell) for cell in row] for row in book.get_sheet_by_name(name).iter_rows())
    return None


def display_row(cells: Sequence[CellValue], row: int, extent: SheetExtent) -> tuple[list[str], frozenset[int]]:
    """Return the text of a row's cells as shown, and the columns where that cannot be told; these have their plain values."""
    words, otherwise, plain, styles = [text_of_cell(value) for value in cells], set[int](), extent.is_plain, extent.styles
    for column, value in enumerate(cells, 1):
        if plain and column not in styles and not (isinstance(value, float) and abs(value) >= MOST_DIGITS):
            continue  # nearly all are
        seen = apply_format(value, extent.format_at(row, column), words[column - 1])
        if seen is None:
            otherwise.add(column)
        else:
            words[column - 1] = seen
    return words, frozenset(otherwise)


def text_of_cell(value: CellValue) -> str:
    """Return a cell's value as text: whole numbers without decimals, days as YYYY-MM-DD, ja or nej."""
    if isinstance(value, str):
        return normalize_text(LEFT_ESCAPED.sub("\ufffe", value) if "_x" in value else value)
    if isinstance(value, bool):
        return format_cell_value(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)
