"""At which levels an area has forums, and whether their members are on record: where not, nobody can be said to lack a seat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from queries.landscape.derived import END, beginning
from queries.server.graph import Reader

MOST_LOOKED_IN = 20
"""Forums that are named where somebody has no seat; there may be more."""
MOST_UNRECORDED = 5
"""Forums without members on record that are named for an area and level; there may be more."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Memberships:
    """Of the forums of an area at a level: those without members on record, at most MOST_UNRECORDED, by id.

    Where all are on record `forums` are those that there are, at most MOST_LOOKED_IN, by id.
    `invented` is whether all are on record, and some only by a seat that is an example.
    """

    unrecorded: tuple[str, ...]
    forums: tuple[str, ...]
    invented: bool


def levels(reader: Reader, asked: Row, areas: Iterable[str] | None = None, chosen: str = "") -> Iterator[Row]:
    """The levels (one, where it is `chosen`) at which the areas (all unless given) have forums, with both names, in order."""
    named = {row["id"]: row for row in reader.read("registers/areas").rows}
    known = [row for row in reader.read("registers/levels").rows if chosen in ("", row["id"])]
    for area in sorted(named.keys() if areas is None else named.keys() & set(areas)):
        for level in known:
            if reader.read("representation/forums", **_here(area, level["id"]), **asked, most=1).rows:
                yield _named(named[area], "area") | _named(level, "level")


def _named(row: Row, what: str) -> Row:
    return {what: row["id"], f"{what}_name": row["name"], f"{what}_name_en": row["name_en"]}


def memberships(reader: Reader, asked: Row, level: Row) -> Memberships:
    """What is on record of the members of the forums at one of the `levels`; `asked` is the day and the standings."""
    here = _here(level["area"], level["level"])
    unrecorded = reader.read("representation/unrecorded", **here, **asked, most=MOST_UNRECORDED).rows
    forums = [] if unrecorded else reader.read("representation/forums", **here, **asked, most=MOST_LOOKED_IN).rows
    invented = not unrecorded and bool(reader.read("representation/invented", **here, **asked, most=1).rows)
    return Memberships(_ids(unrecorded), _ids(forums), invented)


def _ids(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row["forum"] for row in rows)


def _here(area: str, level: str) -> Row:
    """Between which places the forums of an area at a level stand."""
    after = beginning(area, level)
    return {"after": after, "until": after + END}
