"""What files say, row by row, before anything is made of it: records, each with its place, and everything that is wrong."""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from loaders.rows.rules import RowRule
from model.changes.chain import Head
from model.checks.validation import slug_of
from model.errors import FileLocation, InputError, Problem
from model.language import Text
from model.vocabulary.contents import Party
from model.vocabulary.record import Record


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A row that could be read: the record that it says, and where it stands.

    The record's `asserted_by` is empty, unless the file is our own export and tells whose each row is. `lacks` are the fields
    for which its table has no column: of these it says nothing.
    """

    record: Record
    place: FileLocation
    lacks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PartialRow:
    """A row that cannot be read: what could be is checked all the same. Its record has nothing else, and is not kept."""

    record: Record
    place: FileLocation


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row, or what `rows` say under the heading `field`, that is not to be read; `why` unless the row begins with `#`."""

    place: FileLocation
    why: Text | None = None
    field: str = ""
    rows: int = 1


RowResult = DatasetRow | PartialRow | SkippedRow | Problem
TableOrder = dict[tuple[str, str], int]
"""Files with their sheets → which of all they are, as they are first met."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Files that can be read, as often as one likes: `found` yields each row's record, or its problems and what remains of it.

    `source` is the id under which the load owns what it says, `sha256` is of what the files hold, `rows` about how many rows
    they have (0: not known), `cell` gives the place of a row the column where a field stands (the row's own where it has none).
    `stamp` is our own export's: the head of the journal when it was written; `unaltered` says that it holds just what was
    written then. `covers` are the types that the files speak of:
    what they do not say of these is not so. `notes` say how the files were taken, where that was found out. `meet` is called
    before `found`, with the parties of the landscape that is loaded into, for whoever refers to them by name. `joins` holds
    the readings that this one is made of, each with a source and a stamp of its own. `worded` tells a problem with a record as
    who wrote the file knows it, where its columns are not fields.
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
    joins: tuple["Reading", ...] = ()
    worded: Callable[[Problem], Problem] = lambda problem: problem

    @property
    def parts(self) -> tuple["Reading", ...]:
        """The readings that it joins, or itself."""
        return self.joins or (self,)

    def told(self, problem: Problem, place: FileLocation) -> Problem:
        """A problem with what the row at `place` says, at its cell."""
        said = self.worded(problem)
        return place_problem(said, self.cell(place, said.field))

    @property
    def records(self) -> Iterator[Record]:
        """What the rows that can be read say."""
        return (found.record for found in self.found() if isinstance(found, DatasetRow))


def position_of(place: FileLocation | None, tables: TableOrder) -> tuple[int, int]:
    """Where a place comes among all, when it is met after `tables`; none comes last."""
    return (tables.setdefault((place.file, place.sheet), len(tables)), place.row) if place else (sys.maxsize, 0)


def sort_problems(problems: Iterable[Problem], tables: TableOrder) -> list[Problem]:
    """The problems table by table (a file or sheet, as they are first met), row by row; those without a place last."""
    return sorted(problems, key=lambda problem: position_of(problem.place, tables))


def place_problem(problem: Problem, place: FileLocation) -> Problem:
    """`problem` at `place`."""
    return replace(problem, place=place)


def describe_duplicate_id(label: str, id_: str, before: FileLocation, place: FileLocation) -> Problem:
    """What is wrong with a row at `place` whose id stands already at `before`."""
    text = Text("'{id}' stands already at {place}", id=id_, place=before)
    return Problem(RowRule.ID_TWICE, text, None, label, id_, "id", id_, place)


def source_id_of(path: Path) -> str:
    """The id under which a load owns what is at `path`: made of its name. Raises InputError when nothing is left of that."""
    if id_ := slug_of(path.stem):
        return id_
    raise InputError(Text("{path} has no letter a–z or digit in its name", path=path), (), Text("Give it another name."))


def join_readings(readings: Sequence[Reading]) -> Reading:
    """Several readings as one, whose rows are told apart by where they stand; its hash is of the others' hashes."""
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
        joins=parts,
        worded=parts[0].worded,
    )


def _meet_parties(parts: Sequence[Reading], parties: Iterable[Party]) -> None:
    everyone = list(parties)
    for part in parts:
        if part.meet:
            part.meet(everyone)


def _disambiguate(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The same readings, no two of whose places are written alike: by name, or by path where names are shared."""
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
