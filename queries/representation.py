"""Which actors lack representation (§6.4.1, §8 of the domain): directly, through a network, not at all, or unknown.

The actors that an area concerns are those with an explicit involvement; the level is the forum's. Nobody is said to be
"not at all" represented while a forum of the area and level has no members on record: that is unknown. What the source
calls suitable, possible or an example (an uncertain seat) is no record of members.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from model.findings import Answer, Asked, Finding
from model.language import Text
from model.record import Standing
from queries.catalogue import query
from queries.graph import Graph, Reader, Rows
from queries.names import term

Row = dict[str, Any]
NAMES = ("area_name", "area_name_en", "level_name", "level_name_en")
HOW = ("direct", "network", "none", "unknown")


@dataclass(frozen=True, slots=True)
class Sitting:
    """Why an actor counts as represented in a forum: the seat, and the network between them (None when direct)."""

    forum: str
    seat: str
    through: str | None
    standing: str
    certainty: str
    example: bool


def unrepresented(graph: Graph, on: str, standings: Iterable[str] = ()) -> Answer:
    """How every actor that an area concerns is represented at each level where the area has a forum, on the day `on`.

    Rows by area, level and actor: `area`, `level`, `actor`, `name`, `how` (direct, network, none, unknown), `forum` and
    `forums` where it is represented, `through` (the networks), `unrecorded` (forums without members on record), `standing`,
    `certainty`, `example`. A finding for every actor that is not represented at all.
    """
    chosen = {"on": on, "standings": sorted(set(standings)) or [str(standing) for standing in Standing]}
    concerned, forums, seats, networks = graph.reading(lambda reader: _read(reader, chosen))
    sittings = _sittings(seats.rows, networks.rows)
    rows = [
        _row(actor, level, found, sittings[actor["actor"]])
        for (area, level), found in _by_area_and_level(forums.rows).items()
        for actor in concerned.rows
        if actor["area"] == area
    ]
    asked = Asked("representation/concerned", query("representation/concerned").text, {"on": on})
    findings = [_finding(row, asked) for row in rows if row["how"] == "none"]
    cut = any(answer.cut for answer in (concerned, forums, seats, networks))
    return Answer("unrepresented", {"standings": chosen["standings"]}, on, rows, findings, cut)


def _read(reader: Reader, chosen: dict[str, Any]) -> tuple[Rows, Rows, Rows, Rows]:
    return (
        reader.read("representation/concerned", on=chosen["on"]),
        reader.read("representation/forums", **chosen),
        reader.read("representation/seats", **chosen),
        reader.read("representation/represented", **chosen),
    )


def _by_area_and_level(forums: Iterable[Row]) -> Mapping[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for forum in forums:
        found[forum["area"], forum["level"]].append(forum)
    return dict(sorted(found.items()))


def _sittings(seats: Iterable[Row], networks: Iterable[Row]) -> Mapping[str, list[Sitting]]:
    """Actor → where it is represented."""
    behind: dict[str, list[Row]] = defaultdict(list)
    for row in networks:
        behind[row["network"]].append(row)
    found: dict[str, list[Sitting]] = defaultdict(list)
    for seat in seats:
        found[seat["holder"]].append(_sitting(seat, None, seat))
        if seat["behalf"]:
            found[seat["behalf"]].append(_sitting(seat, seat["holder"], seat))
        for row in behind[seat["holder"]]:
            found[row["actor"]].append(_sitting(seat, row["network"], row))
    return found


def _sitting(seat: Row, through: str | None, row: Row) -> Sitting:
    return Sitting(
        seat["forum"],
        seat["seat"],
        through,
        "proposed" if "proposed" in (seat["standing"], row["standing"]) else "existing",
        "uncertain" if "uncertain" in (seat["certainty"], row["certainty"]) else "certain",
        seat["example"] or row["example"],
    )


def _row(actor: Row, level: str, forums: list[Row], sittings: Iterable[Sitting]) -> Row:
    here = {forum["forum"] for forum in forums}
    inside = [sitting for sitting in sittings if sitting.forum in here]
    direct = [sitting for sitting in inside if sitting.through is None]
    used = direct or inside
    unrecorded = sorted(forum["forum"] for forum in forums if not forum["seats"])
    names = sorted({sitting.forum for sitting in used})
    return {
        "area": actor["area"],
        **{name: forums[0][name] for name in NAMES},
        "level": level,
        "actor": actor["actor"],
        "name": actor["name"],
        "name_en": actor["name_en"],
        "how": "direct" if direct else "network" if inside else "unknown" if unrecorded else "none",
        "forum": next(iter(names), None),
        "forums": names,
        "through": sorted({sitting.through for sitting in used if sitting.through}),
        "unrecorded": unrecorded,
        "standing": _best(used, "standing", "existing"),
        "certainty": _best(used, "certainty", "certain") or actor["certainty"],
        "example": actor["example"] or _invented(used, forums),
        "evidence": actor["evidence"],
    }


def _invented(used: list[Sitting], forums: list[Row]) -> bool:
    """Whether the answer rests on invented seats: those it is seen in, or those of the forums where it is not."""
    return all(sitting.example for sitting in used) if used else any(forum["invented"] for forum in forums)


def _best(sittings: Iterable[Sitting], field: str, best: str) -> str | None:
    values = [getattr(sitting, field) for sitting in sittings]
    return best if best in values else next(iter(values), None)


def _finding(row: Row, asked: Asked) -> Finding:
    return Finding(
        "not-represented",
        Text(
            "{actor} is concerned by {area} but has no seat at the level {level}, neither directly nor through a network.",
            actor=term(row),
            area=term(row, "area_name"),
            level=term(row, "level_name"),
        ),
        (row["actor"], row["area"], row["level"]),
        asked,
        (row,),
        tuple(row["evidence"]),
        row["example"],
    )
