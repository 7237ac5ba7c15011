"""Everything in memory: the flows a NetworkX graph, all else dicts and sorted lists."""

import csv
import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from benchmarks.alternatives import FeedAnswer, RepresentationAnswer, StallAnswer

TRAIL = ("taken", "communicated", "line_decision", "executed", "reported_back")
ORDER = (*TRAIL, "held", "deferred", "extended", "resumed", "rejected", "superseded")
PAUSES = ("held", "deferred")
ENDINGS = ("reported_back", "rejected", "superseded")
Row = Mapping[str, str]
_EdgesOf = Callable[[set[str]], Iterable[tuple[str, str, "Validity"]]]
"""The flows to or from some parties."""


class Validity(NamedTuple):
    """The first and the last day that something holds; empty when that is open."""

    first: str
    last: str

    def on(self, day: str) -> bool:
        """Whether it holds on the day."""
        return self.first <= day and (not self.last or self.last >= day)


ALWAYS = Validity("", "")


class Seat(NamedTuple):
    """A seat in a forum."""

    forum: str
    holder: str
    behalf: str
    deputy: bool
    certain: bool
    validity: Validity


class Sitting(NamedTuple):
    """Who sits, and on whose behalf."""

    holders: frozenset[str]
    behalf: frozenset[str]

    @classmethod
    def of(cls, seats: Iterable[Seat]) -> "Sitting":
        """Those of some seats."""
        held = list(seats)
        return cls(frozenset(seat.holder for seat in held), frozenset(seat.behalf for seat in held if seat.behalf))

    def sits_for(self, actor: str, networks: Iterable[str]) -> bool:
        """Whether somebody sits on the actor's behalf, or one of its networks sits."""
        return actor in self.behalf or not self.holders.isdisjoint(networks)


@dataclass(slots=True)
class AssignmentStanding:
    """Where an assignment stands after its steps."""

    due: str
    step: str = ""
    since: str = ""
    paused_until: str = ""
    open: bool = True

    def take(self, kind: str, on: str, until: str) -> None:
        """One step on; steps are taken in their order."""
        reopened = kind == "resumed" and not self.open
        if reopened or (kind in TRAIL and (self.step not in TRAIL or TRAIL.index(kind) > TRAIL.index(self.step))):
            self.step, self.since = kind, on
        if kind == "extended":
            self.due = until
        self.paused_until = until if kind in PAUSES else ""
        self.open = reopened or (self.open and kind not in ENDINGS)


class OpenAssignment(NamedTuple):
    """An open assignment in a list that is sorted by a day: its own date, or when it came to its step."""

    day: str
    assignment: str
    taken_on: str
    validity: Validity

    def counts_on(self, day: str) -> bool:
        """Whether it holds on the day, and its decision is taken by then."""
        return self.taken_on <= day and self.validity.on(day)


class Norm(NamedTuple):
    """How many days an assignment usually stands at a step."""

    step: str
    days: int
    example: bool
    validity: Validity


@dataclass(slots=True)
class NetworkxWay:
    """A landscape in memory; `load` reads it from a folder of CSV files."""

    flows: "nx.MultiDiGraph[str, Any, Any]" = field(default_factory=lambda: nx.MultiDiGraph())
    dated: list[OpenAssignment] = field(default_factory=list)
    at_step: dict[tuple[str, bool], list[OpenAssignment]] = field(default_factory=lambda: defaultdict(list))
    norms: list[Norm] = field(default_factory=list)
    concerned: dict[str, list[tuple[str, Validity]]] = field(default_factory=lambda: defaultdict(list))
    forums: dict[tuple[str, str], list[tuple[str, Validity]]] = field(default_factory=lambda: defaultdict(list))
    seats: dict[str, list[Seat]] = field(default_factory=lambda: defaultdict(list))
    networks: dict[str, list[tuple[str, Validity]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls, folder: Path) -> "NetworkxWay":
        """The landscape that the folder holds."""
        way = cls()
        way._read_flows(folder)
        way._read_decisions(folder)
        way._read_forums(folder)
        return way

    def _read_flows(self, folder: Path) -> None:
        for stem in ("actor", "forum", "function"):
            for row in read_rows(folder, stem):
                self.flows.add_node(row["id"], validity=_read_validity(row))
        for row in read_rows(folder, "flow"):
            self.flows.add_edge(row["source"], row["target"], row["id"], validity=_read_validity(row))

    def _read_decisions(self, folder: Path) -> None:
        steps: dict[str, list[tuple[str, int, str, str, str]]] = defaultdict(list)
        for row in read_rows(folder, "step"):
            if row["kind"] not in ORDER:  # a verification moves nothing
                continue
            step = (row["on"], ORDER.index(row["kind"]), row["id"], row["kind"], row.get("until", ""))
            steps[row["assignment"]].append(step)
        taken = {row["id"]: row.get("taken_on", "") for row in read_rows(folder, "decision")}
        for row in read_rows(folder, "assignment"):
            standing = _find_standing(row.get("due", ""), steps.pop(row["id"], ()))
            if standing.open:
                self._keep(row, standing, taken[row["decision"]])
        self.dated.sort()
        for found in self.at_step.values():
            found.sort()
        self.norms = [
            Norm(row["step"], int(row["days"]), _is_example(row), _read_validity(row)) for row in read_rows(folder, "step_norm")
        ]

    def _keep(self, row: Row, standing: AssignmentStanding, taken_on: str) -> None:
        """An open assignment that is not executed, where it is looked for."""
        if standing.step == "executed":
            return
        if due := standing.paused_until or standing.due:
            self.dated.append(OpenAssignment(due, row["id"], taken_on, _read_validity(row)))
        elif standing.step:
            self.at_step[standing.step, _is_example(row)].append(
                OpenAssignment(standing.since, row["id"], taken_on, _read_validity(row))
            )

    def _read_forums(self, folder: Path) -> None:
        for row in read_rows(folder, "involvement"):
            self.concerned[row["target"]].append((row["source"], _read_validity(row)))
        for found in self.concerned.values():
            found.sort()
        for row in read_rows(folder, "forum"):
            if row.get("area"):
                self.forums[row["area"], row["level"]].append((row["id"], _read_validity(row)))
        for row in read_rows(folder, "seat"):
            certain = row.get("certainty", "") in ("", "certain")
            seat = Seat(
                row["forum"],
                row["holder"],
                row.get("on_behalf_of", ""),
                row.get("position") == "deputy",
                certain,
                _read_validity(row),
            )
            self.seats[seat.forum].append(seat)
        for row in read_rows(folder, "representation"):
            self.networks[row["target"]].append((row["source"], _read_validity(row)))

    def feeds(self, party: str, on: str, hops: int) -> list[FeedAnswer]:
        """As `Way.feeds`."""
        up = self._find_reached("up", lambda frontier: self.flows.in_edges(frontier, data="validity"), party, on, hops)
        down = self._find_reached("down", lambda frontier: self.flows.out_edges(frontier, data="validity"), party, on, hops)
        return sorted([*up, *down])

    def _find_reached(self, direction: str, edges_of: _EdgesOf, party: str, on: str, hops: int) -> Iterator[FeedAnswer]:
        """Breadth first, over the flows and the parties that hold on the day."""
        seen, frontier = {party}, {party} if self._holds(party, on) else set()
        for hop in range(1, hops + 1):
            flows = edges_of(frontier)
            near = {source if direction == "up" else target for source, target, validity in flows if validity.on(on)}
            frontier = {other for other in near - seen if self._holds(other, on)}
            seen |= frontier
            yield from ((direction, other, hop) for other in frontier)

    def stalls(self, on: str, most: int) -> list[StallAnswer]:
        """As `Way.stalls`: the lists are sorted already, so that only their beginnings are looked at."""
        streams = [_find_overdue(self.dated, 0, on)]
        for (step, example), undone in self.at_step.items():
            usual = [norm.days for norm in self.norms if norm.step == step and norm.example <= example and norm.validity.on(on)]
            if usual:
                streams.append(_find_overdue(undone, min(usual), on))
        first = islice(heapq.merge(*streams), most)
        return [(assignment, due, _count_days(due, on)) for due, assignment in first]

    def unrepresented(self, area: str, level: str, on: str, most: int) -> list[RepresentationAnswer]:
        """As `Way.unrepresented`."""
        here = [forum for forum, validity in self.forums.get((area, level), ()) if validity.on(on)]
        if not here:
            return []
        seats = {forum: [seat for seat in self.seats.get(forum, ()) if seat.validity.on(on)] for forum in here}
        recorded = all(any(seat.certain for seat in of_forum) for of_forum in seats.values())
        held = [seat for of_forum in seats.values() for seat in of_forum if seat.holder and self._holds(seat.holder, on)]
        sitting = Sitting.of(seat for seat in held if not seat.deputy), Sitting.of(held)
        found = (actor for actor, validity in self.concerned.get(area, ()) if validity.on(on) and self._holds(actor, on))
        return [(actor, self._representation_of(actor, on, *sitting, recorded)) for actor in islice(found, most)]

    def _holds(self, party: str, on: str) -> bool:
        validity: Validity = self.flows.nodes[party]["validity"]
        return validity.on(on)

    def _representation_of(self, actor: str, on: str, ordinary: Sitting, everybody: Sitting, recorded: bool) -> str:
        if actor in ordinary.holders:
            return "direct"
        networks = {network for network, validity in self.networks.get(actor, ()) if validity.on(on)}
        if ordinary.sits_for(actor, networks):
            return "network"
        if actor in everybody.holders or everybody.sits_for(actor, networks):
            return "deputy"
        return "none" if recorded else "unknown"


def read_rows(folder: Path, stem: str) -> Iterator[Row]:
    """The rows of one file by heading; none when there is no such file."""
    path = folder / f"{stem}.csv"
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file, delimiter=";")


def _find_standing(due: str, steps: Iterable[tuple[str, int, str, str, str]]) -> AssignmentStanding:
    standing = AssignmentStanding(due)
    for on, _order, _id, kind, until in sorted(steps):
        standing.take(kind, on, until)
    return standing


def _find_overdue(undone: list[OpenAssignment], days: int, on: str) -> Iterator[tuple[str, str]]:
    """The due date, `days` after the day of the list, and the assignment, for those that are past it on the day `on`."""
    for item in undone:
        due = _add_days(item.day, days)
        if due >= on:
            return
        if item.counts_on(on):
            yield due, item.assignment


def _add_days(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if days else day


def _count_days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _is_example(row: Row) -> bool:
    return row.get("example", "") == "ja"


def _read_validity(row: Row) -> Validity:
    first, last = row.get("valid_from", ""), row.get("valid_to", "")
    return Validity(first, last) if first or last else ALWAYS
