"""The rows of files before anything is planned from them: each a record with its place, or problems."""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, TypeVar

from loaders.rows.dates import add_day_hint
from loaders.rows.rules import RowRule
from model.changes.chain import Head
from model.checks.validation import parse_record, salvage_record, slug_of
from model.errors import FileLocation, InputError, Problem
from model.language import Text
from model.vocabulary.contents import Party
from model.vocabulary.record import Record, expand_periods


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A row that could be read: its record and its place.

    `record.asserted_by` is empty unless the file is our own export and names the owner of each row. `lacks` names the fields
    that have no column in the table: the row leaves them as they are. So it does with the `unsaid`, which no row fills, where
    files are loaded as a part.
    """

    record: Record
    place: FileLocation
    lacks: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PartialRow:
    """A row that cannot be read: its record has only the fields that could be, so that these are checked. It is not stored."""

    record: Record
    place: FileLocation


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is not read, or `rows` cells under the heading `field`; `why` is None where the row begins with `#`.

    With no `rows`, `why` is a remark.
    """

    place: FileLocation
    why: Text | None = None
    field: str = ""
    rows: int = 1


_R = TypeVar("_R", bound=Record)


class KnownRecords(Protocol):
    """What a landscape holds, for a reading that tells only a part of what its source has told."""

    def find_known(self, label: str, id_: str) -> Record | None:
        """Return the record of that type and id."""

    def find_known_naming(self, type_: type[_R], field: str, ids: Collection[str]) -> Iterator[_R]:
        """Return the records of a type that have one of `ids` in `field`."""


RowResult = DatasetRow | PartialRow | SkippedRow | Problem
TableOrder = dict[tuple[str, str], int]
"""Each file and sheet → its number in the order in which they are first met."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Files that can be read, any number of times: `found` yields each row's record, or its problems and what could be read.

    source     id under which the load owns its rows
    sha256     hash of the content
    rows       about how many rows there are; 0: unknown
    cell       adds the column of a field to the place of a row; returns the place unchanged where the field has no column
    stamp      of our own export: the head of the journal when it was written
    unaltered  whether the export's content is what was written
    covers     labels of types whose records are complete here: records of the source that are missing were retracted
    notes      how the files were read, where that had to be guessed
    meet       called before `found` with the parties of the landscape, for files that refer to parties by name
    recall     called after `meet` with what the landscape holds, where the files are only a part (`--keep-missing`)
    joins      the readings that this one consists of, each with its own source and stamp
    worded     rewrites a problem of a record in the file's own terms, where its columns are not fields
    """

    source: str
    path: str
    sha256: str
    rows: int
    found: Callable[[], Iterator[RowResult]]
    cell: Callable[[FileLocation, str], FileLocation] = lambda place, _field: place
    stamp: Head | None = None
    unaltered: bool = False
    covers: frozenset[str] = frozenset()
    notes: tuple[Text, ...] = ()
    meet: Callable[[Iterable[Party]], None] | None = None
    recall: Callable[[KnownRecords], None] | None = None
    joins: tuple["Reading", ...] = ()
    worded: Callable[[Problem], Problem] = lambda problem: problem

    @property
    def parts(self) -> tuple["Reading", ...]:
        """Return the readings that this one joins, or itself."""
        return self.joins or (self,)

    def locate(self, problem: Problem, place: FileLocation) -> Problem:
        """Return a problem of the row at `place`, worded for the author of the file and placed at its cell."""
        worded = self.worded(problem)
        return place_problem(worded, self.cell(place, worded.field))

    @property
    def records(self) -> Iterator[Record]:
        """Yield the records of the rows that can be read."""
        return (found.record for found in self.found() if isinstance(found, DatasetRow))


def read_row(
    type_: type[Record],
    values: Mapping[str, Any],
    place: FileLocation,
    *,
    codes: bool = False,
    lacks: frozenset[str] = frozenset(),
) -> Iterator[RowResult]:
    """Yield the record of a row's `values`, or its problems and what could be read.

    With `codes`, choices must be written by their codes. `lacks` names the fields that have no column in the table.
    """
    found = parse_record(type_, expand_periods(type_, values), codes=codes)
    if isinstance(found, Record):
        yield DatasetRow(found, place, lacks)
        return
    yield from (place_problem(add_day_hint(problem), place) for problem in found)
    yield PartialRow(salvage_record(type_, values), place)


def position_of(place: FileLocation | None, tables: TableOrder) -> tuple[int, int]:
    """Return the sort key of a place, numbering its table in `tables` when it is new; no place comes last."""
    return (tables.setdefault((place.file, place.sheet), len(tables)), place.row) if place else (sys.maxsize, 0)


def sort_problems(problems: Iterable[Problem], tables: TableOrder) -> list[Problem]:
    """Sort problems by table (in the order of `tables`) and row; those without a place come last."""
    return sorted(problems, key=lambda problem: position_of(problem.place, tables))


def place_problem(problem: Problem, place: FileLocation) -> Problem:
    """Return the problem at another place."""
    return replace(problem, place=place)


def describe_duplicate_id(label: str, id_: str, before: FileLocation, place: FileLocation) -> Problem:
    """Return the problem of a row at `place` whose id already stands at `before`."""
    text = Text("'{id}' is already used at {place}", id=id_, place=before)
    return Problem(RowRule.ID_TWICE, text, None, label, id_, "id", id_, place)


def source_id_of(path: Path) -> str:
    """Return the id of the source of a file, made of its name. Raises InputError when the name has no letter or digit."""
    if id_ := slug_of(path.stem):
        return id_
    raise InputError(Text("the name of {path} has no letter a–z and no digit", path=path), (), Text("Give it another name."))


def join_readings(readings: Sequence[Reading]) -> Reading:
    """Return several readings as one. Places name the file; the hash is of the readings' hashes."""
    if len(readings) == 1:
        return readings[0]
    parts = _disambiguate(readings)
    return Reading(
        source=", ".join(dict.fromkeys(part.source for part in parts)),
        path=", ".join(part.path for part in parts),
        sha256=hashlib.sha256("".join(part.sha256 for part in parts).encode()).hexdigest(),
        rows=sum(part.rows for part in parts),
        found=lambda: chain.from_iterable(part.found() for part in parts),
        cell=lambda place, field: next((cell for part in parts if (cell := part.cell(place, field)) != place), place),
        notes=tuple(chain.from_iterable(part.notes for part in parts)),
        meet=partial(_meet_parties, parts) if any(part.meet for part in parts) else None,
        recall=partial(_recall, parts) if any(part.recall for part in parts) else None,
        joins=parts,
        worded=parts[0].worded,
    )


def _meet_parties(parts: Sequence[Reading], parties: Iterable[Party]) -> None:
    everyone = list(parties)
    for part in parts:
        if part.meet:
            part.meet(everyone)


def _recall(parts: Sequence[Reading], known: KnownRecords) -> None:
    for part in parts:
        if part.recall:
            part.recall(known)


def _disambiguate(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings with places that differ: by file name, or by path where two files share a name."""
    names = Counter(Path(reading.path).name for reading in readings)
    shown = [reading.path if names[name := Path(reading.path).name] > 1 else name for reading in readings]
    return tuple(_place_within(reading, name) for reading, name in zip(readings, shown, strict=True))


def _place_within(reading: Reading, shown: str) -> Reading:
    folder = Path(reading.path).is_dir()
    return replace(
        reading,
        found=lambda: (_move(found, shown, folder) for found in reading.found()),
        cell=lambda place, field: reading.cell(place, field) if place.file == shown else place,
    )


def _move(found: RowResult, shown: str, folder: bool) -> RowResult:
    if found.place is None:
        return found
    place = replace(found.place, file=f"{shown}/{found.place.file}" if folder else shown)
    return replace(found, place=place)
