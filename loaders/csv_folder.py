"""A landscape as a folder of CSV files, one per type, with the model's fields as columns; read here, and written.

UTF-8 with or without BOM; `;` or `,` between columns (the heading tells which); `|` between the items of a list; ja/nej.
A heading may be a field's name or its Swedish or English heading. Nothing is guessed beyond that.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from loaders.cells import value_of
from loaders.reading import Reading
from model.errors import InputError, Problem
from model.language import Text
from model.nearness import nearest
from model.record import Column, Record
from model.validation import record_from, slug_of
from model.vocabulary import TYPES

LARGEST_FILE = 100_000_000
"""Bytes; a larger file is refused."""
MOST_ROWS = 1_000_000
LONGEST_CELL = 100_000


def read_folder(folder: Path, source: str | None = None) -> Reading:
    """Everything that the folder says, owned by `source` (the folder's name unless given).

    Raises InputError when there is no such folder or nothing in it to read; all other faults are the reading's problems.
    """
    files = _files(folder)
    digest = hashlib.sha256()
    records: list[Record] = []
    problems: list[Problem] = []
    places: dict[tuple[str, str], str] = {}
    for path, type_ in files:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b""
        digest.update(path.name.encode() + b"\0" + data)
        for place, found in _read(path, data, type_):
            if isinstance(found, Problem):
                problems.append(found)
            elif (key := (found.label, found.id)) in places:
                text = Text("'{id}' stands already at {place}", id=found.id, place=places[key])
                problems.append(Problem("id-twice", text, None, *key, "id", found.id, place))
            else:
                places[key] = place
                records.append(found)
    problems += [_unknown_file(path) for path in sorted(folder.glob("*.csv")) if path.stem not in _by_stem()]
    name = source or slug_of(folder.resolve().name)
    return Reading(name, str(folder), digest.hexdigest(), tuple(records), tuple(problems), places)


def _by_stem() -> dict[str, type[Record]]:
    return {type_.stem(): type_ for type_ in TYPES.values()}


def _files(folder: Path) -> list[tuple[Path, type[Record]]]:
    if not folder.is_dir():
        raise InputError(Text("there is no folder {folder}", folder=folder), ())
    files = [(path, type_) for stem, type_ in _by_stem().items() if (path := folder / f"{stem}.csv").is_file()]
    if not files:
        way_out = Text("A landscape is a folder of CSV files such as actor.csv and flow.csv.")
        raise InputError(Text("there is nothing to load in {folder}", folder=folder), (), way_out)
    return files


def _unknown_file(path: Path) -> Problem:
    near = nearest(path.stem, _by_stem())
    hint = Text("did you mean '{near}'?", near="', '".join(f"{stem}.csv" for stem in near)) if near else None
    return Problem("unknown-file", Text("no type of record is called that"), hint, place=path.name)


def _read(path: Path, data: bytes, type_: type[Record]) -> Iterator[tuple[str, Record | Problem]]:
    """Each row's place, and its record or one of its problems."""
    if path.stat().st_size > LARGEST_FILE:
        yield path.name, Problem("file-size", Text("larger than {most} bytes", most=LARGEST_FILE), place=path.name)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        hint = Text("save it as CSV UTF-8")
        yield path.name, Problem("encoding", Text("not UTF-8"), hint, place=f"{path.name}:{line}")
        return
    yield from _rows(path.name, text, type_)


def _rows(name: str, text: str, type_: type[Record]) -> Iterator[tuple[str, Record | Problem]]:
    csv.field_size_limit(LONGEST_CELL)
    heading = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",", strict=True)
    try:
        columns, problems = _columns(name, next(reader, []), type_)
        for problem in problems:
            yield f"{name}:1", problem
        line = reader.line_num + 1
        for number, cells in enumerate(reader if not problems else ()):
            if number >= MOST_ROWS:
                yield name, Problem("rows", Text("more than {most} rows", most=MOST_ROWS), place=name)
                return
            if any(cell.strip() for cell in cells):
                yield from _row(f"{name}:{line}", cells, columns, type_)
            line = reader.line_num + 1
    except csv.Error as error:
        text_ = Text("the line cannot be read as CSV: {error}", error=error)
        yield name, Problem("csv", text_, place=f"{name}:{reader.line_num}")


def _columns(name: str, headings: list[str], type_: type[Record]) -> tuple[list[Column], list[Problem]]:
    words = _headings(type_)
    found = [words.get(heading.strip().casefold()) for heading in headings]
    problems = [_unknown_column(name, heading, words) for heading, column in zip(headings, found, strict=True) if not column]
    present = [column for column in found if column]
    for column in type_.columns().values():
        if column.required and column not in present:
            text = Text("the column '{field}' is missing", field=column.name)
            problems.append(Problem("missing-column", text, None, type_.label, "", column.name, place=f"{name}:1"))
        if present.count(column) > 1:
            text = Text("the column '{field}' stands twice", field=column.name)
            problems.append(Problem("column-twice", text, None, type_.label, "", column.name, place=f"{name}:1"))
    return present, problems


def _headings(type_: type[Record]) -> dict[str, Column]:
    words: dict[str, Column] = {}
    for column in type_.columns().values():
        if not column.about.derived:
            for word in (column.name, column.about.heading.sv, column.about.heading.en):
                words.setdefault(word.casefold(), column)
    return words


def _unknown_column(name: str, heading: str, words: Mapping[str, Column]) -> Problem:
    near = nearest(heading, (column.name for column in words.values()))
    hint = Text("did you mean '{near}'?", near="', '".join(near)) if near else None
    text = Text("unknown column '{heading}'", heading=heading)
    return Problem("unknown-column", text, hint, field=heading, value=heading, place=f"{name}:1")


def _row(place: str, cells: list[str], columns: list[Column], type_: type[Record]) -> Iterator[tuple[str, Record | Problem]]:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        yield place, Problem("too-many-cells", Text("more cells than columns"), None, type_.label, place=place)
        return
    values = {column.name: value_of(cell.strip(), column) for column, cell in zip(columns, cells, strict=False) if cell.strip()}
    found = record_from(type_, values)
    if isinstance(found, Record):
        yield place, found
        return
    for problem in found:
        yield (
            place,
            Problem(problem.rule, problem.text, problem.hint, problem.type, problem.id, problem.field, problem.value, place),
        )
