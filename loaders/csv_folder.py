"""A landscape as a folder of CSV files, one per type, with the model's fields as columns.

UTF-8 with or without BOM; `;` or `,` between columns (the heading tells which); `|` between the items of a list; ja/nej.
A heading may be a field's name or its Swedish or English heading. Nothing is guessed beyond that.
"""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

from loaders.csv_cells import unguarded
from loaders.headings import headings_of
from loaders.reading import Found, Reading, placed
from loaders.rules import FileRule
from loaders.stamp import stamp_beside
from model.errors import InputError, Problem
from model.language import Text
from model.nearness import nearest
from model.places import Place
from model.record import Record
from model.validation import slug_of
from model.vocabulary import TYPES

LARGEST_FILE = 100_000_000
"""Bytes; a larger file is refused."""
MOST_ROWS = 1_000_000
LONGEST_CELL = 100_000
FIRST_ROW = 2
"""The row after the headings."""

File = tuple[Path, type[Record]]


def read_folder(folder: Path, source: str | None = None) -> Reading:
    """What the folder says, owned by `source` (the folder's name unless given).

    Raises InputError when there is no such folder or nothing in it to read; all other faults are the reading's problems.
    """
    files = _files(folder)
    strays = [path for path in sorted(folder.glob("*.csv")) if path.stem not in _by_stem()]
    digest, lines = _digest([path for path, _type in files])
    name = source or slug_of(folder.resolve().name)
    stamp = stamp_beside(folder)
    covers = frozenset(type_.label for _path, type_ in files)
    return Reading(
        name, str(folder), digest, lines, partial(_found, files, strays, stamp is not None), stamp=stamp, covers=covers
    )


def _by_stem() -> dict[str, type[Record]]:
    return {type_.stem(): type_ for type_ in TYPES.values()}


def _files(folder: Path) -> list[File]:
    if not folder.is_dir():
        raise InputError(Text("there is no folder {folder}", folder=folder), ())
    files = [(path, type_) for stem, type_ in _by_stem().items() if (path := folder / f"{stem}.csv").is_file()]
    if not files:
        way_out = Text("A landscape is a folder of CSV files such as actor.csv and flow.csv.")
        raise InputError(Text("there is nothing to load in {folder}", folder=folder), (), way_out)
    return files


def _digest(paths: Sequence[Path]) -> tuple[str, int]:
    """The SHA-256 of the files with their names, and how many lines they have."""
    digest, lines = hashlib.sha256(), 0
    for path in paths:
        digest.update(path.name.encode() + b"\0")
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
                lines += piece.count(b"\n")
    return digest.hexdigest(), lines


def _found(files: Sequence[File], strays: Sequence[Path], owner: bool) -> Iterator[Found]:
    for path in strays:
        near = nearest(path.stem, _by_stem())
        hint = Text("did you mean '{near}'?", near="', '".join(f"{stem}.csv" for stem in near)) if near else None
        yield Problem(FileRule.UNKNOWN_TYPE, Text("no type of record is called that"), hint, place=Place(path.name))
    for path, type_ in files:
        yield from _of_file(path, type_, owner)


def _of_file(path: Path, type_: type[Record], owner: bool) -> Iterator[Found]:
    if path.stat().st_size > LARGEST_FILE:
        yield Problem(FileRule.FILE_SIZE, Text("larger than {most} bytes", most=LARGEST_FILE), place=Place(path.name))
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(path.name, file, type_, owner)
    except UnicodeDecodeError:
        place = Place(path.name, _line_that_is_not_utf_8(path))
        yield Problem(FileRule.ENCODING, Text("not UTF-8"), Text("save it as CSV UTF-8"), place=place)


def _line_that_is_not_utf_8(path: Path) -> int:
    with path.open("rb") as file:
        return next(number for number, line in enumerate(file, 1) if _is_not_utf_8(line))


def _is_not_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return True
    return False


def _rows(name: str, file: TextIO, type_: type[Record], owner: bool) -> Iterator[Found]:
    csv.field_size_limit(LONGEST_CELL)
    delimiter = ";" if ";" in file.readline() else ","
    file.seek(0)
    rows = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        headings = headings_of(type_, next(rows, []), owner)
        if headings.problems:
            yield from (placed(problem, Place(name, 1)) for problem in headings.problems)
            return
        row = rows.line_num + 1
        for number, cells in enumerate(rows):
            if number >= MOST_ROWS:
                yield Problem(FileRule.MOST_ROWS, Text("more than {most} rows", most=MOST_ROWS), place=Place(name))
                return
            yield from headings.read([unguarded(cell) for cell in cells], Place(name, row))
            row = rows.line_num + 1
    except csv.Error as error:
        text = Text("the line cannot be read as CSV: {error}", error=error)
        yield Problem(FileRule.CSV, text, place=Place(name, rows.line_num))
