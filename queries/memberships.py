"""At which levels an area has forums, and whether their members are on record: where not, nobody can be said to lack a seat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from queries.graph import Reader
from queries.listing import END, beginning
from queries.paging import CHUNK

MOST_UNRECORDED = 5
"""Forums without members on record that are named for an area and level; there may be more."""
FEW = 20
"""Forums that are looked at first, and twice as many each time after: most often the first tell that something is unknown."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Memberships:
    """Of the forums of an area at a level: those without members on record, at most MOST_UNRECORDED, by id.

    `invented` is whether all are on record, and some only by a seat that is an example.
    """

    unrecorded: tuple[str, ...]
    invented: bool


def levels(reader: Reader, asked: Row, areas: Iterable[str] | None = None, chosen: str = "") -> Iterator[Row]:
    """The levels (one, where it is `chosen`) at which the areas (all unless given) have forums, with both names, in order."""
    named = {row["id"]: row for row in reader.read("registers/areas").rows}
    known = [row for row in reader.read("registers/levels").rows if chosen in ("", row["id"])]
    for area in sorted(named.keys() if areas is None else named.keys() & set(areas)):
        for level in known:
            if next(_forums(reader, asked, area, level["id"], 1), None):
                yield _named(named[area], "area") | _named(level, "level")


def _named(row: Row, what: str) -> Row:
    return {what: row["id"], f"{what}_name": row["name"], f"{what}_name_en": row["name_en"]}


def memberships(reader: Reader, asked: Row, level: Row) -> Memberships:
    """What is on record of the members of the forums at one of the `levels`; `asked` is the day and the standings."""
    seen: list[str] = []
    unrecorded: list[str] = []
    for forums in _forums(reader, asked, level["area"], level["level"], FEW):
        seen += forums
        unrecorded += [row["forum"] for row in reader.read("representation/unrecorded", **asked, forums=forums).rows]
        if len(unrecorded) >= MOST_UNRECORDED:
            break
    invented = not unrecorded and bool(reader.read("representation/invented", on=asked["on"], forums=seen).rows)
    return Memberships(tuple(unrecorded[:MOST_UNRECORDED]), invented)


def _forums(reader: Reader, asked: Row, area: str, level: str, most: int) -> Iterator[list[str]]:
    """The ids of the forums of an area at a level, so many first and then more at a time."""
    after = beginning(area, level)
    until = after + END
    while rows := reader.read("representation/forums", **asked, after=after, until=until, most=most).rows:
        yield [row["forum"] for row in rows]
        if len(rows) < most:
            return
        after, most = rows[-1]["place"], min(2 * most, CHUNK)
