"""Whether a workbook is safe to open: told from its zip directory and its parts, before anything else reads them.

Refused: what is larger than the limits, would swell, is encrypted, has macros, links or document types of its own.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree  # of parts that were found to have no document type

from loaders.limits import LARGEST_FILE, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SWELLING
from model.causes import cause_of
from model.errors import InputError, LimitExceeded
from model.language import Text

MOST_PARTS = 2_000
PIECE = 1 << 20

ENDING = ".xlsx"
OTHERS = {
    ".ods": Text("an OpenDocument workbook"),
    ".xls": Text("a workbook of Excel before 2007"),
    ".xlsb": Text("a binary workbook"),
    ".xlsm": Text("a workbook with macros"),
    ".xltm": Text("a workbook with macros"),
    ".xltx": Text("a template for workbooks"),
}
"""Endings of workbooks that are not read, and what those are."""
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
FOREIGN = {
    "vbaproject": Text("it has macros"),
    "/macrosheets/": Text("it has macros"),
    "/externallinks/": Text("it has links to other workbooks"),
    "/connections.xml": Text("it has connections to other data"),
}
"""Parts, by what their names hold, that no workbook of ours needs."""
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
"""What `zipfile` raises for a file that is damaged or not what it says."""
DOCUMENT_TYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
LETTERS, NUMBERS = re.compile(rb'<c r="([A-Z]+)\d'), re.compile(rb'<c r="[A-Z]+(\d+)"')
"""A cell as every program writes it: its column, and its row."""
FAULT = re.compile(rb"<(?:\w+:)?c\s(?=[^<>]*?\bt\s*=\s*[\"']e[\"'])[^<>]*?\br\s*=\s*[\"']([A-Z]+\d+)")
"""A cell whose formula gave no value but a fault, such as #REF! or #N/A: the reader gives it as empty."""
ANY_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]*)(\d+)")
"""A cell or row as XML allows it, which takes ten times as long to find."""


class Extent(NamedTuple):
    """How far the cells of a sheet go, and those whose formula gave a fault (`B7`)."""

    rows: int
    columns: int
    faults: tuple[str, ...]


def extents(path: Path) -> dict[str, Extent]:
    """Part → how far its cells go, for every sheet in the workbook, when it is safe to open.

    Raises InputError or LimitExceeded, with the reason in one sentence, when it is not.
    """
    _check_file(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_directory(path, parts)
            return {part.filename: extent for part in parts if (extent := _extent(archive, part, path))}
    except UNREADABLE as error:
        raise InputError(
            Text("{file} cannot be read as a workbook: {error}", file=path.name, error=cause_of(error)), (), SAVE_AS
        ) from error


def faults(path: Path, sheets: Mapping[str, Extent]) -> dict[str, frozenset[str]]:
    """Name of a sheet → its cells whose formula gave a fault, for the sheets that have any of those that were found safe."""
    if not any(sheet.faults for sheet in sheets.values()):
        return {}
    with zipfile.ZipFile(path) as archive:
        book, relations = (ElementTree.fromstring(archive.read(name)) for name in (BOOK, RELATIONS))  # noqa: S314  # no DTD
    parts = {item.get("Id"): item.get("Target", "").removeprefix("/xl/") for item in relations}
    named = {f"xl/{parts.get(item.get(RELATION))}": item.get("name", "") for item in book.iterfind("{*}sheets/{*}sheet")}
    return {named[part]: frozenset(sheet.faults) for part, sheet in sheets.items() if sheet.faults and part in named}


BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

SAVE_AS = Text("Save it as an Excel workbook (.xlsx), without a password.")
SAVE_COPY_AS = Text("Open it in the program that made it, save a copy as an Excel workbook (.xlsx), and load that.")


def _check_file(path: Path) -> None:
    if path.suffix.lower() != ENDING:
        what = OTHERS.get(path.suffix.lower(), Text("no workbook"))
        raise InputError(Text("{file} is {what}, and is not read", file=path.name, what=what), (), SAVE_COPY_AS)
    try:
        with path.open("rb") as file:
            begins = file.read(len(OLE))
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error
    if begins == OLE:
        raise InputError(Text("{file} is encrypted, or of an older format", file=path.name), (), SAVE_AS)
    if (size := path.stat().st_size) > LARGEST_FILE:
        raise LimitExceeded(Text("{file} has {size} bytes; at most {most}", file=path.name, size=size, most=LARGEST_FILE))


def _check_directory(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        if part.flag_bits & 1:
            raise InputError(Text("{file} is encrypted, or of an older format", file=path.name), (), SAVE_AS)
        for name, reason in FOREIGN.items():
            if name in f"/{part.filename.lower()}":
                raise InputError(Text("{file} is not read: {reason}", file=path.name, reason=reason), (), WITHOUT)
    swollen = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or swollen > MOST_SWELLING * path.stat().st_size:
        raise LimitExceeded(Text("{file} would swell to more than {most} times its size", file=path.name, most=MOST_SWELLING))


WITHOUT = Text("Save a copy without it: the values alone.")


def _extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> Extent | None:
    """How far the cells of a part go; None for a part without cells."""
    rows, columns, found_faults = 0, 0, list[bytes]()
    for piece in _pieces(archive, part):
        if DOCUMENT_TYPE.search(piece):
            raise InputError(
                Text("{file} is not read: {reason}", file=path.name, reason=Text("it has a document type")), (), WITHOUT
            )
        letters, numbers = set(LETTERS.findall(piece)), NUMBERS.findall(piece)
        if len(numbers) != piece.count(b"<c") or b":c" in piece:
            found = ANY_CELL.findall(piece)
            letters, numbers = {letter for letter, _row in found}, [number for _letter, number in found]
        if b't="e"' in piece or b"t='e'" in piece:
            found_faults += FAULT.findall(piece)
        rows = max([rows, *map(int, set(numbers))])
        columns = max([columns, *map(_number, letters)])
    if rows > MOST_ROWS + 1 or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise _too_large(path, rows, columns)
    return Extent(rows, columns, tuple(cell.decode() for cell in found_faults)) if rows else None


def _too_large(path: Path, rows: int, columns: int) -> LimitExceeded:
    limits = Text("{rows} rows, {columns} columns, {cells} cells", rows=MOST_ROWS, columns=MOST_COLUMNS, cells=MOST_CELLS)
    text = Text("{file} has a sheet of {rows} rows and {columns} columns; at most {limits}",
                file=path.name, rows=rows, columns=columns, limits=limits)  # fmt: skip
    return LimitExceeded(text, Text("Delete what stands beside and below the table, or load it in parts."))


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part, piece by piece; each but the first begins with a tag, so that no tag hides between them."""
    with archive.open(part) as file:
        kept = b""
        while piece := file.read(PIECE):
            whole = kept + piece
            if whole[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise ValueError("UTF-16")
            cut = whole.rfind(b"<")
            if cut == 0 and len(whole) > PIECE:
                raise ValueError("a tag without end")
            yield whole[:cut] if cut > 0 else b""
            kept = whole[cut:] if cut >= 0 else b""
        yield kept


def _number(letters: bytes) -> int:
    """`B` → 2; 0 for none, which is a row and not a cell."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
