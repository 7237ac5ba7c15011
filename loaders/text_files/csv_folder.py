"""A landscape as CSV files, one per type, with the model's fields as columns: a folder of them, or one by itself.

A file is called as its type, in files (`actor_type.csv`) or as its sheet in a workbook (`Aktörstyper.csv`). A heading may be a
field's name or its Swedish or English heading; `|` between the items of a list; ja/nej.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from loaders.rows.dataset import Found, Reading, owner_of
from loaders.rows.given_files import unchanged
from loaders.rows.headings import EMPTY, WITH_HEADINGS, headings_of
from loaders.rows.rules import FileRule, HeadingRule
from loaders.rows.sheets import type_called
from loaders.rows.stamp import Stamp, name_of, stamp_beside
from loaders.text_files.csv_file import CsvFile, Line, csv_file, digest_of, how_read
from model.errors import InputError, Problem
from model.language import Joined, Text
from model.places import Place
from model.text.nearest import did_you_mean, nearest
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

Typed = tuple[CsvFile, type[Record] | None]
"""A file and the type that it holds (None: no telling)."""


def read_folder(folder: Path, source: str | None = None) -> Reading:
    """What the folder says, owned by `source` (the folder's name unless given).

    Raises InputError when there is no such folder or nothing in it to read; all other faults are the reading's problems.
    """
    return _reading(folder, source or owner_of(folder.resolve()), _files(folder))


def read_csv(path: Path, source: str | None = None) -> Reading:
    """What one file says, owned by `source` (its name unless given); its headings tell the type where its name does not.

    Raises InputError when there is no such file; all other faults are the reading's problems.
    """
    file = csv_file(path)
    type_ = type_called(path.stem)
    if type_ or not (found := _type_by_headings(file)):
        return _reading(path, source or owner_of(path), [(file, type_)])
    note = Text("{file}: holds {what}, by its headings", file=path.name, what=found.plural)
    return _reading(path, source or owner_of(path), [(file, found)], note)


def _reading(at: Path, source: str, files: list[Typed], *notes: Text) -> Reading:
    digest, lines = digest_of([file.path for file, _type in files])
    stamp = stamp_beside(at) if at.is_dir() else _stamp_of(files[0])
    how = how_read([file for file, type_ in files if type_])
    covers = frozenset(type_.label for _file, type_ in files if type_)
    paths = [file.path for file, _type in files]
    found = unchanged(partial(_found, files, stamp is not None), digest, lambda: digest_of(paths)[0], at)
    head, unaltered = (stamp.head, stamp.content == digest) if stamp else (None, False)
    return Reading(source, str(at), digest, lines, found, stamp=head, unaltered=unaltered, covers=covers, notes=(*how, *notes))


def _stamp_of(typed: Typed) -> Stamp | None:
    """The stamp of one file of an export: it has the name that an export gives it, and its folder the stamp."""
    file, type_ = typed
    return stamp_beside(file.path.parent) if type_ and file.path.name == name_of(type_) else None


def _files(folder: Path) -> list[Typed]:
    """The files of a folder: those of no type, then the others in the order in which their types can be loaded."""
    if not folder.is_dir():
        raise InputError(Text("there is no folder {folder}", folder=folder), ())
    types = {path: type_called(path.stem) for path in sorted(folder.glob("*.csv")) if path.is_file()}
    if not any(types.values()):
        way_out = Text("A landscape is a folder of CSV files such as actor.csv and flow.csv.")
        raise InputError(Text("there is nothing to load in {folder}", folder=folder), (), way_out)
    order = [None, *TYPES.values()]
    return [(csv_file(path), type_) for path, type_ in sorted(types.items(), key=lambda item: order.index(item[1]))]


def _type_by_headings(file: CsvFile) -> type[Record] | None:
    """The only type whose headings they can be."""
    line = next(file.rows(), None)
    if not isinstance(line, Line):
        return None
    able = [type_ for type_ in TYPES.values() if not headings_of(type_, line.cells, line.place).problems]
    return able[0] if len(able) == 1 else None


def _found(files: Sequence[Typed], owner: bool) -> Iterator[Found]:
    for file, type_ in files:
        yield from _of_file(file, type_, owner) if type_ else _stray(file)


def _stray(file: CsvFile) -> Iterator[Problem]:
    path = file.path
    if not file.problem and not any(isinstance(line, Problem) or any(line.cells) for line in file.rows()):
        yield Problem(HeadingRule.MISSING_COLUMN, EMPTY, WITH_HEADINGS, place=Place(path.name))
        return
    stems = [type_.stem() for type_ in TYPES.values()]
    hint = did_you_mean([f"{stem}.csv" for stem in nearest(path.stem, stems)])
    call_it = Text("a decision log is loaded with --mapping; else call the file after what it holds: {names}",
                   names=Joined(type_.plural for type_ in TYPES.values()))  # fmt: skip
    yield Problem(FileRule.UNKNOWN_TYPE, Text("no type of record is called that"), hint or call_it, place=Place(path.name))


def _of_file(file: CsvFile, type_: type[Record], owner: bool) -> Iterator[Found]:
    rows = file.rows()
    first = next(rows, Line([], Place(file.path.name, 1)))
    if isinstance(first, Problem):
        yield first
        return
    headings = headings_of(type_, first.cells, first.place, owner)
    yield from headings.told((line.cells, line.place) for line in rows if isinstance(line, Line))
    if headings.hinder:
        return
    for line in rows:
        if isinstance(line, Problem):
            yield line
        else:
            yield from headings.read(line.cells, line.place)
