"""What files say, row by row, before anything is made of it: records, each with its place, and everything that is wrong."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from model.errors import Problem
from model.places import Place
from model.record import Record
from queries.journal import Head


@dataclass(frozen=True, slots=True)
class Row:
    """A row that could be read: the record that it says, and where it stands.

    The record's `asserted_by` is empty, unless the file is our own export and tells whose each row is.
    """

    record: Record
    place: Place


Found = Row | Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """Files that can be read, as often as one likes: `found` yields each row's record, or its problems (with their places).

    `source` is the id under which the load owns what it says, `sha256` is of what the files hold, `rows` about how many rows
    they have (0: not known), `cell` gives the place of a row the column where a field stands (the row's own where it has none).
    `stamp` is our own export's: the head of the journal when it was written. `covers` are the types that the files speak of:
    what they do not say of these is not so.
    """

    source: str
    path: str
    sha256: str
    rows: int
    found: Callable[[], Iterator[Found]]
    cell: Callable[[Place, str], Place] = lambda place, _field: place
    stamp: Head | None = None
    covers: frozenset[str] = frozenset()

    @property
    def records(self) -> Iterator[Record]:
        """What the rows that can be read say."""
        return (found.record for found in self.found() if isinstance(found, Row))


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems table by table (a file or sheet, as they are first met), row by row; those without a place last."""
    tables: dict[tuple[str, str], int] = {}

    def stands(problem: Problem) -> tuple[int, int]:
        place = problem.place
        return (tables.setdefault((place.file, place.sheet), len(tables)), place.row) if place else (sys.maxsize, 0)

    return sorted(problems, key=stands)


def placed(problem: Problem, place: Place) -> Problem:
    """`problem` at `place`."""
    return replace(problem, place=place)
