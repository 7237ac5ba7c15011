"""Whether the members of a level's forums are on record: where they are not, nobody can be said to lack a seat."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from queries.graph import Reader

MOST_UNRECORDED = 10
"""Forums without members on record that are named for an area and level; there may be more."""
FEW = 20
"""Forums that are looked at first, and twice as many each time after: most often the first tell that something is unknown."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Memberships:
    """Of the forums of an area at a level: those without members on record, at most MOST_UNRECORDED, by id.

    `invented` is whether all are on record, and some only by a seat that is an example; `cut` that a limit left forums out.
    """

    unrecorded: tuple[str, ...]
    invented: bool
    cut: bool


def memberships(reader: Reader, asked: Row, level: Row) -> Memberships:
    """What is on record of the members of the forums at a row of `representation/levels`; `asked` is the day and standings."""
    answer = reader.read("representation/forums", **asked, area=level["area"], level=level["level"])
    forums = [row["forum"] for row in answer.rows]
    unrecorded: list[str] = []
    invented = False
    for chunk in _chunks(forums):
        rows = reader.read("representation/members-on-record", **asked, forums=chunk).rows
        unrecorded += [row["forum"] for row in rows if not row["recorded"]]
        invented = invented or any(row["invented"] for row in rows)
        if len(unrecorded) >= MOST_UNRECORDED:
            break
    return Memberships(tuple(unrecorded[:MOST_UNRECORDED]), invented and not unrecorded, answer.cut)


def _chunks(forums: list[str]) -> Iterator[list[str]]:
    at, size = 0, FEW
    while at < len(forums):
        yield forums[at : at + size]
        at, size = at + size, 2 * size
