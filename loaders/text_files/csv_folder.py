"""A landscape as CSV files, one a type, with the model's fields as columns: a folder of them, or a single file.

A file is named after its type, as in exports (`actor_type.csv`) or as a sheet (`Aktörstyper.csv`). A heading is a field's name or
its Swedish or English heading; items of a list are separated by `|`; yes and no are ja and nej.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from loaders.rows.dataset import Reading, RowResult, source_id_of
from loaders.rows.given_files import ensure_unchanged
from loaders.rows.headings import EMPTY_TABLE, HEADINGS_HINT, parse_headings
from loaders.rows.rules import FileRule, HeadingRule
from loaders.rows.sheets import find_type_by_name
from loaders.rows.stamp import Stamp, csv_name_of, read_stamp
from loaders.text_files.csv_file import NO_CSV, CsvFile, TableLine, describe_csv_formats, hash_files, inspect_csv
from model.errors import FileLocation, InputError, Problem
from model.language import JoinedText, Text
from model.text.nearest import find_nearest, format_suggestion
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

_TypedFile = tuple[CsvFile, type[Record] | None]
"""A file and the type that it holds (None: unknown)."""


def read_folder(folder: Path, source: str | None = None) -> Reading:
    """Read a folder of CSV files, owned by `source` (the folder's name unless given).

    Raises InputError when there is no such folder or it has no CSV files; other faults are problems of the reading.
    """
    return _build_reading(folder, source or source_id_of(folder.resolve()), _find_files(folder))


def read_csv(path: Path, source: str | None = None) -> Reading:
    """Read one CSV file, owned by `source` (its name unless given); its headings give the type where its name does not.

    Raises InputError when there is no such file; other faults are problems of the reading.
    """
    file = inspect_csv(path)
    type_ = find_type_by_name(path.stem)
    if type_ or not (found := _guess_type(file)):
        return _build_reading(path, source or source_id_of(path), [(file, type_)])
    note = Text("{file}: read as {what}, by its headings", file=path.name, what=found.plural)
    return _build_reading(path, source or source_id_of(path), [(file, found)], note)


def _build_reading(at: Path, source: str, files: list[_TypedFile], *notes: Text) -> Reading:
    digest, lines = hash_files([file.path for file, _type in files])
    stamp = read_stamp(at) if at.is_dir() else _read_file_stamp(files[0])
    how = describe_csv_formats([file for file, type_ in files if type_])
    covers = frozenset(type_.label for _file, type_ in files if type_)
    paths = [file.path for file, _type in files]
    found = ensure_unchanged(partial(_read_files, files, stamp is not None), digest, lambda: hash_files(paths)[0], at)
    head, unaltered = (stamp.head, stamp.content == digest) if stamp else (None, False)
    return Reading(source, str(at), digest, lines, found, stamp=head, unaltered=unaltered, covers=covers, notes=(*how, *notes))


def _read_file_stamp(typed: _TypedFile) -> Stamp | None:
    """Return the stamp of a single file of an export: it has the name from the export, and its folder a stamp."""
    file, type_ = typed
    return read_stamp(file.path.parent) if type_ and file.path.name == csv_name_of(type_) else None


def _find_files(folder: Path) -> list[_TypedFile]:
    """Return the CSV files of a folder: first those of unknown type, then in the order in which types are loaded."""
    if not folder.is_dir():
        raise InputError(Text("there is no folder {folder}", folder=folder), ())
    types = {path: find_type_by_name(path.stem) for path in sorted(folder.glob("*.csv")) if path.is_file()}
    if not any(types.values()):
        way_out = Text("A landscape is a folder of CSV files such as actor.csv and flow.csv.")
        raise InputError(Text("there is nothing to load in {folder}", folder=folder), (), way_out)
    order = [None, *TYPES.values()]
    return [(inspect_csv(path), type_) for path, type_ in sorted(types.items(), key=lambda item: order.index(item[1]))]


def _guess_type(file: CsvFile) -> type[Record] | None:
    """Return the only type that has those headings."""
    line = next(file.rows(), None)
    if not isinstance(line, TableLine):
        return None
    able = [type_ for type_ in TYPES.values() if not parse_headings(type_, line.cells, line.place).problems]
    return able[0] if len(able) == 1 else None


def _read_files(files: Sequence[_TypedFile], owner: bool) -> Iterator[RowResult]:
    for file, type_ in files:
        yield from _read_rows(file, type_, owner) if type_ else _describe_stray(file)


def _describe_stray(file: CsvFile) -> Iterator[Problem]:
    path = file.path
    if file.problem and file.problem.text == NO_CSV:
        yield file.problem
        return
    if not file.problem and not any(isinstance(line, Problem) or any(line.cells) for line in file.rows()):
        yield Problem(HeadingRule.MISSING_COLUMN, EMPTY_TABLE, HEADINGS_HINT, place=FileLocation(path.name))
        return
    stems = [type_.stem() for type_ in TYPES.values()]
    hint = format_suggestion([f"{stem}.csv" for stem in find_nearest(path.stem, stems)])
    call_it = Text("load a decision log with --mapping; name any other file after its type: {names}",
                   names=JoinedText(type_.plural for type_ in TYPES.values()))  # fmt: skip
    yield Problem(FileRule.UNKNOWN_TYPE, Text("no type of record has that name"), hint or call_it, place=FileLocation(path.name))


def _read_rows(file: CsvFile, type_: type[Record], owner: bool) -> Iterator[RowResult]:
    rows = file.rows()
    first = next(rows, TableLine([], FileLocation(file.path.name, 1)))
    if isinstance(first, Problem):
        yield first
        return
    headings = parse_headings(type_, first.cells, first.place, owner)
    yield from headings.find_problems((line.cells, line.place) for line in rows if isinstance(line, TableLine))
    if headings.has_blocking_problems:
        return
    for line in rows:
        if isinstance(line, Problem):
            yield line
        else:
            yield from headings.read(line.cells, line.place)
