"""At which levels an area has forums, and whether their members are on record: where not, nobody can be said to lack a seat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from queries.landscape.derived import AFTER_EVERY_ID, forum_prefix_of
from queries.server.graph import Reader

MOST_LOOKED_IN = 20
"""Forums that are named where somebody has no seat; there may be more."""
MOST_UNRECORDED = 5
"""Forums without members on record that are named for an area and level; there may be more."""
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Memberships:
    """Of the forums of an area at a level: those without members on record, at most MOST_UNRECORDED, by id.

    Where all are on record `forums` are those that there are, at most MOST_LOOKED_IN, by id.
    `invented` is whether all are on record, and some only by a seat that is an example.
    """

    unrecorded: tuple[str, ...]
    forums: tuple[str, ...]
    invented: bool


def read_levels(reader: Reader, asked: _Row, areas: Iterable[str] | None = None, chosen: str = "") -> Iterator[_Row]:
    """The levels (one, where it is `chosen`) at which the areas (all unless given) have forums, with both names, in order."""
    named = {row["id"]: row for row in reader.read("registers/areas").rows}
    known = [row for row in reader.read("registers/levels").rows if chosen in ("", row["id"])]
    for area in sorted(named.keys() if areas is None else named.keys() & set(areas)):
        for level in known:
            if reader.read("representation/forums", **_bounds_of(area, level["id"]), **asked, most=1).rows:
                yield _make_columns(named[area], "area") | _make_columns(level, "level")


def _make_columns(row: _Row, what: str) -> _Row:
    return {what: row["id"], f"{what}_name": row["name"], f"{what}_name_en": row["name_en"]}


def read_memberships(reader: Reader, asked: _Row, level: _Row) -> Memberships:
    """What is on record of the members of the forums at one of the `levels`; `asked` is the day and the standings."""
    here = _bounds_of(level["area"], level["level"])
    unrecorded = reader.read("representation/unrecorded", **here, **asked, most=MOST_UNRECORDED).rows
    forums = [] if unrecorded else reader.read("representation/forums", **here, **asked, most=MOST_LOOKED_IN).rows
    invented = not unrecorded and bool(reader.read("representation/invented", **here, **asked, most=1).rows)
    return Memberships(_forum_ids_of(unrecorded), _forum_ids_of(forums), invented)


def _forum_ids_of(rows: Iterable[_Row]) -> tuple[str, ...]:
    return tuple(row["forum"] for row in rows)


def _bounds_of(area: str, level: str) -> _Row:
    """Between which places the forums of an area at a level stand."""
    after = forum_prefix_of(area, level)
    return {"after": after, "until": after + AFTER_EVERY_ID}
