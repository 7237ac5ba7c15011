"""Check that a workbook is safe to open, by its zip directory and the parts that are read, before anything else reads them.

A workbook is refused that exceeds the limits, would swell, is encrypted, or has macros, links or document types.
"""

import re
import struct
import zipfile
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from types import MappingProxyType
from typing import NamedTuple
from weakref import finalize
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from loaders.rows.given_files import check_regular
from loaders.rows.limits import LARGEST_FILE, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SWELLING, READ_SIZE
from loaders.rows.sheets import column_letters, column_number
from loaders.workbook.hidden_cells import HiddenCells, find_hidden
from loaders.workbook.number_formats import read_formats, shows_as_is
from loaders.workbook.package import (
    DOCUMENT_TYPE,
    DocumentTypeError,
    SheetPartError,
    find_relations,
    find_sheet_parts,
    list_parts,
)
from loaders.workbook.plain_package import Spelling, is_plain_package, write_plain_package
from model.errors import InputError, LimitExceeded, cause_of
from model.language import Text

MOST_PARTS = 2_000

XLSX_ENDING = ".xlsx"
LOCK_PREFIX = "~$"
"""The beginning of the name of the file that Excel puts beside an open workbook."""
OTHER_WORKBOOKS = {
    ".ods": Text("an OpenDocument workbook"),
    ".xls": Text("a workbook of Excel before 2007"),
    ".xlsb": Text("a binary workbook"),
    ".xlsm": Text("a workbook with macros"),
    ".xltm": Text("a workbook with macros"),
    ".xltx": Text("a template for workbooks"),
}
"""Endings of workbooks that are not read, with what they are."""
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
FOREIGN_PARTS = {
    "vbaproject": Text("it has macros"),
    "macrosheet": Text("it has macros"),
    "/externallink": Text("it has links to other workbooks"),
    "/connections": Text("it has connections to other data"),
}
"""Parts that are refused, by a piece of their names or of the kinds of relationships to them."""
XLSX_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, LookupError,
    ParseError, ExpatError,
)  # fmt: skip
"""Errors of `zipfile` and the parser for files that are damaged or no workbooks."""
LETTERS, NUMBERS = re.compile(rb'<c r="([A-Z]+)\d'), re.compile(rb'<c r="[A-Z]+(\d+)"')
"""A cell as every program writes it: its column, and its row."""
FAULT_CELL = re.compile(rb"<(?:\w+:)?c(?=[^<>]*?\st\s*=\s*[\"']e[\"'])[^<>]*?\sr\s*=\s*[\"']([A-Z]+\d+)")
"""A cell whose formula gave an error such as #REF! or #N/A; the reader gives it as empty."""
WITHOUT_VALUE = rb"\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f\s*>)\s*(?:</(?:\w+:)?c\b|(<(?:\w+:)?v\s*(?:/>|>\s*</)))"
FORMULAS_WITHOUT_VALUE = {b"<f": re.compile(rb"<f" + WITHOUT_VALUE), b":f": re.compile(rb"<\w+:f" + WITHOUT_VALUE)}
"""A sign that is fast to find → a formula without a value after it, or (group 1) with an empty one."""
CELL, OF_TEXT = re.compile(rb"\sr\s*=\s*[\"']([A-Z]+\d+)"), re.compile(rb"\st\s*=\s*[\"']str[\"']")
"""In the tag of a cell: its name; and that its formula gives text, which may be empty."""
MERGED_CELLS = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)")
ANY_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]*)(\d+)")
"""A cell or row in any form that XML allows; ten times as slow to find."""

STYLED_CELL = rb"<(?:\w+:)?c(?=[^<>]*?\ss\s*=\s*[\"'](%b)[\"'])[^<>]*?\sr\s*=\s*[\"']([A-Z]+)(\d+)"
"""A cell with one of certain styles: its style, column and row."""
ANY_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
MOST_FORMS_CACHED = 8
"""Workbooks whose form is cached."""


class SpellingError(ValueError):
    """A part that is standard, but not written as our readers know."""


class CellRange(NamedTuple):
    """Merged cells: their first and last row and column."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def cells(self) -> str:
        """Return the range as spreadsheet programs write it: `B2:C5`."""
        return f"{column_letters(self.first_column)}{self.first_row}:{column_letters(self.last_column)}{self.last_row}"


class SheetExtent(NamedTuple):
    """The size of a sheet, and its cells that need care: the reader gives them as empty, or otherwise than they are shown.

    faults     cells whose formula gave an error (`B7`)
    uncounted  cells whose formula was never calculated
    merged     merged cells
    formats    number formats of the workbook's styles
    styles     column → by row the style of each cell that shows its value otherwise than it is read
    hidden     hidden rows and columns
    """

    rows: int
    columns: int
    faults: frozenset[str] = frozenset()
    uncounted: frozenset[str] = frozenset()
    merged: tuple[CellRange, ...] = ()
    formats: tuple[str, ...] = ("General",)
    styles: Mapping[int, "array[int]"] = MappingProxyType({})
    hidden: HiddenCells = HiddenCells()

    @property
    def is_plain(self) -> bool:
        """Return whether cells without a style show their value as it is read."""
        return shows_as_is(self.formats[0])

    def format_at(self, row: int, column: int) -> str:
        """Return the number format of a cell."""
        styles = self.styles.get(column)
        return self.formats[styles[row] if styles and row < len(styles) else 0]


@dataclass(frozen=True)
class WorkbookForm:
    """The file that our readers read, the workbook itself or a copy in the form they know, with its sheets' extents by name."""

    path: Path
    extents: Mapping[str, SheetExtent]


def read_extents(path: Path) -> Mapping[str, SheetExtent]:
    """Map the name of every sheet of cells to its extent.

    Raises InputError or LimitExceeded with the reason when the workbook is not safe to open.
    """
    return prepare_workbook(path).extents


def prepare_workbook(path: Path) -> WorkbookForm:
    """Return the form in which our readers read the workbook; hold it while they do. Raises as `read_extents`."""
    _check_file(path)
    state = path.stat()
    return _prepare_form(path.absolute(), state.st_ino, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=MOST_FORMS_CACHED)
def _prepare_form(path: Path, *_state: int) -> WorkbookForm:
    """Return the form of a file, cached while the file's state is the same."""
    with _open_parts(path) as archive:
        _check_directory(path, archive.infolist())
        relations = find_relations(archive)
        _check_foreign(path, (relation.kind for relation in relations))
        kinds = list_parts(archive, relations)
        if is_plain_package(archive, relations):
            with suppress(SpellingError):
                return WorkbookForm(path, _read_all_extents(archive, kinds, path))
        folder = Path(mkdtemp(prefix="landskap-"))
        try:
            return _write_plain_form(archive, kinds, path, folder)
        except BaseException:
            rmtree(folder, ignore_errors=True)
            raise


def _write_plain_form(archive: zipfile.ZipFile, kinds: Mapping[str, str], path: Path, folder: Path) -> WorkbookForm:
    copy = folder / path.name
    write_plain_package(archive, kinds, copy)
    with zipfile.ZipFile(copy) as plain:
        form = WorkbookForm(copy, _read_all_extents(plain, list_parts(plain, find_relations(plain)), path))
    finalize(form, rmtree, folder, ignore_errors=True)
    return form


def _read_all_extents(archive: zipfile.ZipFile, kinds: Mapping[str, str], path: Path) -> dict[str, SheetExtent]:
    """Return the extents of all sheets, having checked every part. Raises SpellingError where one is written otherwise."""
    formats = read_formats(archive, next((part for part, kind in kinds.items() if kind == "styles"), None))
    found = {part: _read_extent(archive, part, path, formats) for part, kind in kinds.items() if kind == "worksheet"}
    for part in kinds.keys() - found:
        for _piece in _read_pieces(archive, part, kinds[part]):
            pass
    return {name: found[part] for name, part in find_sheet_parts(archive).items()}


@contextmanager
def _open_parts(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the workbook's parts. Raises InputError for every error in reading them."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except DocumentTypeError as error:
        text = Text("{file} is not read: {reason}", file=path.name, reason=Text("it has a document type"))
        raise InputError(text, (), SAVE_VALUES_ALONE) from error
    except SheetPartError as error:
        raise build_sheet_error(path, str(error)) from error
    except XLSX_ERRORS as error:
        raise InputError(
            Text("{file} cannot be read as a workbook: {error}", file=path.name, error=cause_of(error)), (), SAVE_AS_XLSX
        ) from error


SAVE_AS_XLSX = Text("Save it as an Excel workbook (.xlsx), without a password.")
SAVE_COPY_AS = Text("Open it in the program that made it, save a copy as an Excel workbook (.xlsx), and load that.")


def build_sheet_error(path: Path, sheet: str) -> InputError:
    """Return the error for a sheet that our readers find in different parts of the workbook, or in none."""
    text = Text("{file}: the cells of the sheet '{sheet}' cannot be found", file=path.name, sheet=sheet)
    return InputError(text, (), SAVE_AGAIN)


SAVE_AGAIN = Text("Open the workbook in Excel or LibreOffice, check that sheet, and save it again as an Excel workbook (.xlsx).")


def _check_file(path: Path) -> None:
    if path.suffix.lower() != XLSX_ENDING:
        what = OTHER_WORKBOOKS.get(path.suffix.lower(), Text("not a workbook"))
        raise InputError(Text("{file} is not read: it is {what}", file=path.name, what=what), (), SAVE_COPY_AS)
    if path.name.startswith(LOCK_PREFIX):
        text = Text("{file} is not a workbook: Excel writes it beside a workbook that is open", file=path.name)
        raise InputError(text, (), Text("Load the workbook itself: {file}", file=path.name.removeprefix(LOCK_PREFIX)))
    check_regular(path)
    try:
        with path.open("rb") as file:
            begins = file.read(len(OLE_MAGIC))
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error
    if begins == OLE_MAGIC:
        raise InputError(Text("{file} is encrypted, or of an older format", file=path.name), (), SAVE_AS_XLSX)
    if (size := path.stat().st_size) > LARGEST_FILE:
        raise LimitExceeded(Text("{file} has {size} bytes; at most {most}", file=path.name, size=size, most=LARGEST_FILE))


def _check_directory(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    for name, times in Counter(part.filename.casefold() for part in parts).items():
        if times > 1:
            text = Text("{file} has the part '{name}' twice, and only one would be read", file=path.name, name=name)
            raise InputError(text, (), SAVE_AS_XLSX)
    for part in parts:
        if part.flag_bits & 1:
            raise InputError(Text("{file} is encrypted, or of an older format", file=path.name), (), SAVE_AS_XLSX)
    _check_foreign(path, (part.filename for part in parts))
    swollen = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or swollen > MOST_SWELLING * path.stat().st_size:
        raise LimitExceeded(Text("{file} would unpack to more than {most} times its size", file=path.name, most=MOST_SWELLING))


def _check_foreign(path: Path, names: Iterable[str]) -> None:
    for name in names:
        for foreign, reason in FOREIGN_PARTS.items():
            if foreign in f"/{name.lower()}":
                raise InputError(Text("{file} is not read: {reason}", file=path.name, reason=reason), (), SAVE_VALUES_ALONE)


SAVE_VALUES_ALONE = Text("Save a copy with the values alone.")


def _read_extent(archive: zipfile.ZipFile, part: str, path: Path, formats: tuple[str, ...]) -> SheetExtent:
    """Return the extent of a sheet."""
    styles = _Styles(formats)
    rows, columns, faults, uncounted, merged, hidden = 0, 0, set[str](), set[str](), list[CellRange](), list[HiddenCells]()
    for piece in _read_pieces(archive, part, "worksheet"):
        letters, numbers = set(LETTERS.findall(piece)), NUMBERS.findall(piece)
        if len(numbers) != piece.count(b"<c") or b":c" in piece:
            found = ANY_CELL.findall(piece)
            letters, numbers = {letter for letter, _row in found}, [number for _letter, number in found]
            if sum(letter.isupper() for letter, _row in found) < len(ANY_TAG.findall(piece)):
                raise SpellingError(part)
        if b't="e"' in piece or b"t='e'" in piece:
            faults.update(cell.decode() for cell in FAULT_CELL.findall(piece))
        for sign, formula in FORMULAS_WITHOUT_VALUE.items():
            if sign in piece:
                uncounted.update(_find_uncounted(piece, formula))
        styles.note(piece)
        hidden.append(find_hidden(piece, MOST_COLUMNS))
        if b"mergeCell" in piece:
            for left, top, right, bottom in MERGED_CELLS.findall(piece):
                merged.append(CellRange(int(top), column_number(left.decode()), int(bottom), column_number(right.decode())))
        rows = max([rows, *map(int, set(numbers))])
        columns = max([columns, *(column_number(letter.decode()) for letter in letters)])
    if rows > MOST_ROWS + 1 or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        limits = Text("{rows} rows, {columns} columns, {cells} cells", rows=MOST_ROWS, columns=MOST_COLUMNS, cells=MOST_CELLS)
        text = Text("{file} has a sheet of {rows} rows and {columns} columns; at most {limits}",
                    file=path.name, rows=rows, columns=columns, limits=limits)  # fmt: skip
        raise LimitExceeded(text, Text("Delete everything beside and below the table, or load the table in parts."))
    out_of_sight = HiddenCells(
        tuple(row for part in hidden for row in part.rows if row <= rows),
        tuple(column for part in hidden for column in part.columns if column <= columns),
    )
    return SheetExtent(rows, columns, frozenset(faults), frozenset(uncounted), tuple(merged), formats, styles.found, out_of_sight)


class _Styles:
    """Collects the cells whose number format shows a value otherwise than it is read."""

    def __init__(self, formats: tuple[str, ...]) -> None:
        odd = [str(number) for number, code in enumerate(formats) if number and not shows_as_is(code)]
        self.found: dict[int, array[int]] = {}
        self._cells = re.compile(STYLED_CELL % "|".join(odd).encode()) if odd else None

    def note(self, piece: bytes) -> None:
        """Add such cells of the next piece of a sheet."""
        for style, letters, number in self._cells.findall(piece) if self._cells else ():
            row, column = int(number), column_number(letters.decode())
            if row <= MOST_ROWS + 1 and column <= MOST_COLUMNS:  # what is beyond is refused when all is read
                styles = self.found.setdefault(column, array("H"))
                styles.extend([0] * (row + 1 - len(styles)))
                styles[row] = int(style)


def _find_uncounted(piece: bytes, formula: re.Pattern[bytes]) -> Iterator[str]:
    """Yield the cells whose formula has no stored value; an empty text is a value."""
    for found in formula.finditer(piece):
        tag = piece[piece.rfind(b"<", 0, found.start()) : found.start()]
        if (cell := CELL.search(tag)) and not (found[1] and OF_TEXT.search(tag)):
            yield cell[1].decode()


def _read_pieces(archive: zipfile.ZipFile, part: str, kind: str) -> Iterator[bytes]:
    """Yield the part in pieces that end after a cell, or else before a tag, so that no tag is cut in two.

    Raises DocumentTypeError for a document type, SpellingError where the part is not written as our readers know.
    """
    spelling = Spelling(kind)
    with archive.open(part) as file:
        rest = b""
        while piece := file.read(READ_SIZE):
            whole = rest + piece
            cut = _find_cut(whole)
            if cut == 0 and len(whole) > READ_SIZE:
                raise ValueError(f"{part}: a tag without end")
            yield _check_piece(whole[:cut] if cut > 0 else b"", spelling, part)
            rest = whole[cut:] if cut >= 0 else b""
        yield _check_piece(rest, spelling, part)
        if not spelling.is_transitional:
            raise SpellingError(part)


def _check_piece(piece: bytes, spelling: Spelling, part: str) -> bytes:
    if DOCUMENT_TYPE.search(piece):
        raise DocumentTypeError(part)
    if not spelling.is_plain(piece):
        raise SpellingError(part)
    return piece


def _find_cut(whole: bytes) -> int:
    """Return where a piece can end: after its last cell, or else before its last tag; -1 when it has none."""
    for end in (b"</c>", b":c>"):
        if (at := whole.rfind(end)) >= 0:
            return at + len(end)
    return whole.rfind(b"<")
