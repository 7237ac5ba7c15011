"""What is lost without some parties: who is cut off from the sources of a kind of flow, and who keeps other ways.

A kind of flow is looked at by itself, once with only what exists and once with what is proposed, too (`counted`). Sources,
circles and hanging are those of `model.graphs.dominance`. What hangs on whom is kept for as long as the graph does not change.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from model.graphs.cuts import SmallestCut, find_smallest_cut
from model.graphs.dominance import Arc, Dominance, find_dominance
from model.graphs.reach import walk_onwards
from model.language import Term
from model.text.names import term_of
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing
from queries.flows.day_flows import DayFlow, DayFlows, read_day_flows
from queries.landscape.places import PlaceRegister, read_places
from queries.server.graph import Reader

Counted = Literal["existing", "all"]
"""Whether only existing flows count, or proposed ones, too."""
BELONGING = "flows/belonging"
MOST_WEIGHED_FLOWS, MOST_WEIGHED = 5_000, 100
"""Independent ways are counted for so many parties, where the kind has at most so many flows."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost without some parties, of one kind of flow.

    `cut_off` are the parties that no source reaches any more, `sources` the sources that reach them with the others in place. If
    there is no such source, things begin with the lost parties themselves. `weakened` are parties that keep other ways.
    `nothing` are the parties that only a lost one feeds: they get nothing at all of the kind, also in a circle without a source.
    """

    kind: FlowKind
    counted: Counted
    without: tuple[str, ...]
    cut_off: tuple[str, ...]
    sources: tuple[str, ...]
    weakened: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties that are cut off, then those that get nothing at all in a circle where things may begin."""
        return (*self.cut_off, *(one for one in self.nothing if one not in self.cut_off))


@dataclass(frozen=True)
class KindFlows:
    """The flows of one kind on a day, and who hangs on whom in them."""

    kind: FlowKind
    counted: Counted
    flows: Sequence[DayFlow]
    dominance: Dominance
    incoming: Mapping[str, list[DayFlow]] = field(default_factory=dict)

    @cached_property
    def arcs(self) -> list[Arc]:
        """Return who feeds whom, each pair once."""
        return sorted({(flow.source, flow.target) for flow in self.flows if flow.source != flow.target})

    @cached_property
    def proposed(self) -> bool:
        """Return whether any of the flows is proposed."""
        return any(flow.standing == Standing.PROPOSED for flow in self.flows)

    def has_several_feeders(self, party: str) -> bool:
        """Return whether more than one other party feeds a party."""
        return len(self._feeders.get(party, ())) > 1

    @cached_property
    def only_fed(self) -> Mapping[str, list[str]]:
        """Return the parties that only one other party feeds, by that one."""
        return _group((feeders[0], party) for party, feeders in sorted(self._feeders.items()) if len(feeders) == 1)

    def count_losses(self) -> Mapping[str, int]:
        """Return how many parties lose something without each party on which at least one hangs, or which alone feeds one."""
        below, nearest = self.dominance.below_counts, self.dominance.nearest
        circles = {one: sum(nearest[party] != one for party in fed) for one, fed in self.only_fed.items()}
        return {one: below.get(one, 0) + circles.get(one, 0) for one in {*below, *circles}}

    def find_loss(self, party: str) -> Loss:
        """Return what is lost without one party."""
        below = self.dominance.list_below(party)
        sources = self._list_sources([party]) if below else []
        nothing = tuple(self.only_fed.get(party, ()))
        return Loss(self.kind, self.counted, (party,), tuple(below), tuple(sources), nothing=nothing)

    def find_weakened(self, loss: Loss) -> tuple[str, ...]:
        """Return the parties that the lost ones reach and that keep other ways, the nearest first."""
        gone = {*loss.without, *loss.cut_off}
        reached = walk_onwards(loss.without, self._outgoing)
        return tuple(party for party in reached if party not in gone and party not in self.dominance.sources)

    def find_place_cut(self, members: Collection[str]) -> tuple[SmallestCut, Loss]:
        """Return the smallest set of other parties without which nothing from outside reaches `members`, and what it cuts off.

        What is cut off are the members that are reached, and those between the set and them.
        """
        cut = find_smallest_cut(self.arcs, members, self.dominance.sources)
        gone, outside = set(cut.parties), self.dominance.sources.difference(members)
        upwards = walk_onwards(cut.reached, self._feeders)
        sources = [party for party in upwards if party in outside]
        reached, left = (
            {*walk_onwards([source for source in sources if source not in lost], self._outgoing, lost)} for lost in ((), gone)
        )
        between = [party for party in upwards if party in reached and party not in left and party not in gone]
        return cut, Loss(self.kind, self.counted, cut.parties, tuple(between), tuple(one for one in sources if one not in gone))

    def count_ways(self, party: str, without: Collection[str] = (), inside: Collection[str] = ()) -> int:
        """Return how many ways that share no party lead from the sources that are not `inside` to a party, without some."""
        arcs = (arc for arc in self.arcs if not any(end in without for end in arc))
        return find_smallest_cut(arcs, {party}, self.dominance.sources.difference(without, inside)).ways

    @property
    def weighable(self) -> bool:
        """Return whether there are so few flows that independent ways can be counted."""
        return len(self.flows) <= MOST_WEIGHED_FLOWS

    def _list_sources(self, parties: Iterable[str]) -> list[str]:
        """Return the sources that reach some parties, without themselves, the nearest first."""
        return [one for one in walk_onwards(parties, self._feeders) if one in self.dominance.sources and one not in parties]

    @cached_property
    def _feeders(self) -> Mapping[str, list[str]]:
        return _group((target, source) for source, target in self.arcs)

    @cached_property
    def _outgoing(self) -> Mapping[str, list[str]]:
        return _group(self.arcs)


def _group(pairs: Iterable[Arc]) -> Mapping[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        grouped[one].append(other)
    return grouped


class LossSearch:
    """The flows of a day by kind, as one transaction reads them."""

    def __init__(self, reader: Reader, on: str) -> None:
        self.reader, self.on = reader, on
        self.day: DayFlows = read_day_flows(reader, on)
        self._kinds: dict[tuple[FlowKind, Counted], KindFlows] = {}

    def choose_kind(self, kind: FlowKind, counted: Counted) -> KindFlows:
        """Return the flows of a kind, with who hangs on whom."""
        if (kind, counted) not in self._kinds:
            if counted == "existing" and not (whole := self.choose_kind(kind, "all")).proposed:
                return self._kinds.setdefault((kind, counted), replace(whole, counted=counted))
            flows = self.day.choose([kind], existing=counted == "existing").flows
            key = ("dominance", self.on, kind, counted)
            dominance = self.reader.keep(key, lambda: find_dominance((flow.source, flow.target) for flow in flows))
            incoming: dict[str, list[DayFlow]] = defaultdict(list)
            for flow in flows:
                incoming[flow.target].append(flow)
            self._kinds[kind, counted] = KindFlows(kind, counted, flows, dominance, incoming)
        return self._kinds[kind, counted]

    @cached_property
    def register_names(self) -> tuple[Mapping[str, Term], Mapping[str, Term]]:
        """Return the names of all levels, and of all areas, by id."""
        levels, areas = (self.reader.read(f"registers/{name}").rows for name in ("levels", "areas"))
        return {row["id"]: term_of(row) for row in levels}, {row["id"]: term_of(row) for row in areas}

    @cached_property
    def belonging(self) -> "Belonging":
        """Return where all parties belong."""
        return keep_belonging(self.reader)


@dataclass(frozen=True, slots=True)
class Belonging:
    """The place of each party: its own, or that of the organisation or forum that it is a part of or is held at.

    Parties without one are left out. `forums` are the ids of all forums.
    """

    place_of: Mapping[str, str]
    forums: frozenset[str]
    register: PlaceRegister

    def list_members(self, place: str) -> set[str]:
        """Return the parties that belong to a place or to one within it."""
        within = self.register.find_within(place)
        return {party for party, at in self.place_of.items() if at in within}

    def find_municipality_of(self, party: str) -> str | None:
        """Return the municipality that a party belongs to, or None."""
        return self.register.find_own_municipality(self.place_of.get(party))

    def name_place(self, place: str) -> Term:
        """Return the name of a place."""
        name = self.register.rows[place]["name"]
        return Term(name, name)


def keep_belonging(reader: Reader) -> Belonging:
    """Return where all parties belong, kept for as long as the landscape does not change."""
    return reader.keep((BELONGING,), lambda: _read_belonging(reader))


def _read_belonging(reader: Reader) -> Belonging:
    rows = [(row["says"], pair) for row in reader.read(BELONGING).rows for pair in sorted(row["pairs"])]
    places, wholes = (dict(pair.split(" ") for says, pair in rows if says == said) for said in ("place", "whole"))
    found = {}
    for id_ in {**places, **wholes}:
        seen, at = set[str](), id_
        while at in wholes and at not in seen and at not in places:
            seen.add(at)
            at = wholes[at]
        if at in places:
            found[id_] = places[at]
    return Belonging(found, frozenset(pair for says, pair in rows if says == "forum"), read_places(reader))
