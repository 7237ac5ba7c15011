"""The levels at which an area has forums, and whether their members are on record.

Without them no actor is said to lack a seat.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.vocabulary.record import Standing
from queries.landscape.derived import AFTER_EVERY_ID, forum_prefix_of
from queries.representation.states import Representatives
from queries.server.graph import Reader

MOST_LOOKED_IN = 20
"""The largest number of forums to name where an actor has no seat."""
MOST_UNRECORDED = 5
"""The largest number of forums without members on record to name for an area and level."""
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Memberships:
    """The members on record in the forums of an area at a level.

    `unrecorded` are ids of forums without members on record, at most MOST_UNRECORDED. If there are none, `forums` are the ids of
    all forums, at most MOST_LOOKED_IN, `invented` says whether some have members only by seats that are examples, `proposed`
    whether all forums are only proposed, and `unsettled` whether one is, or has an uncertain or proposed seat.
    """

    unrecorded: tuple[str, ...]
    forums: tuple[str, ...]
    invented: bool
    proposed: bool
    unsettled: bool


def read_levels(reader: Reader, asked: _Row, areas: Iterable[str] | None = None, chosen: str = "") -> Iterator[_Row]:
    """Yield the levels at which the areas have forums, with both names, in order.

    `areas` None means all, `chosen` "" any level.
    """
    named, known = read_names(reader, "area"), read_names(reader, "level")
    for area in sorted(named.keys() if areas is None else named.keys() & set(areas)):
        for level in (level for level in known if chosen in ("", level)):
            if reader.read("representation/forums", **_bounds_of(area, level), **asked, most=1).rows:
                yield named[area] | known[level]


def read_names(reader: Reader, what: str) -> dict[str, _Row]:
    """Return the id and the names of each area or level in columns of a row, by id, in the order of the register."""
    return {row["id"]: name_columns(what, row) for row in reader.read(f"registers/{what}s").rows}


def name_columns(what: str, row: Mapping[str, Any]) -> _Row:
    """Return the id and the names of a row in columns that begin with what it is, such as `area`, `area_name`, `area_name_en`."""
    return {what: row["id"], f"{what}_name": row["name"], f"{what}_name_en": row["name_en"]}


def read_memberships(reader: Reader, asked: _Row, level: _Row) -> Memberships:
    """Return the members on record in the forums at a level. `asked` holds the day and the standings."""
    here = _bounds_of(level["area"], level["level"])
    unrecorded = reader.read("representation/unrecorded", **here, **asked, most=MOST_UNRECORDED).rows
    forums = [] if unrecorded else reader.read("representation/forums", **here, **asked, most=MOST_LOOKED_IN).rows
    invented = not unrecorded and bool(reader.read("representation/invented", **here, **asked, most=1).rows)
    existing = {**here, "on": asked["on"], "standings": [str(Standing.EXISTING)], "most": 1}
    proposed = bool(forums) and not reader.read("representation/forums", **existing).rows
    unsettled = proposed or (bool(forums) and bool(reader.read("representation/unsettled", **here, **asked, most=1).rows))
    return Memberships(_forum_ids_of(unrecorded), _forum_ids_of(forums), invented, proposed, unsettled)


def memberships_of(found: Representatives, level: _Row) -> Memberships:
    """Return the same as `read_memberships`, of representatives that are read."""
    area, at = level["area"], level["level"]
    unrecorded = found.unrecorded_at(area, at)
    forums = () if unrecorded else found.forums_at.get((area, at), ())
    invented = any(found.forums[id_]["invented"] for id_ in forums)
    proposed = bool(forums) and all(found.forums[id_]["standing"] == Standing.PROPOSED for id_ in forums)
    unsettled = any(found.forums[id_]["unsettled"] for id_ in forums)
    return Memberships(tuple(unrecorded[:MOST_UNRECORDED]), tuple(forums[:MOST_LOOKED_IN]), invented, proposed, unsettled)


def _forum_ids_of(rows: Iterable[_Row]) -> tuple[str, ...]:
    return tuple(row["forum"] for row in rows)


def _bounds_of(area: str, level: str) -> _Row:
    """Return the bounds between which the places of an area's forums at a level lie."""
    after = forum_prefix_of(area, level)
    return {"after": after, "until": after + AFTER_EVERY_ID}
