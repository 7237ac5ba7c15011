"""What files say, row by row, before anything is made of it: records, each with its place, and everything that is wrong."""

from collections.abc import Callable, Iterator
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
    `stamp` is our own export's: the head of the journal when it was written.
    """

    source: str
    path: str
    sha256: str
    rows: int
    found: Callable[[], Iterator[Found]]
    cell: Callable[[Place, str], Place] = lambda place, _field: place
    stamp: Head | None = None

    @property
    def records(self) -> Iterator[Record]:
        """What the rows that can be read say."""
        return (found.record for found in self.found() if isinstance(found, Row))


def placed(problem: Problem, place: Place) -> Problem:
    """`problem` at `place`."""
    return replace(problem, place=place)
