"""What reaches some parties, such as all of a municipality, by kind of flow: from whom, and on whom it hangs.

A giver is a party that feeds one of them directly. Sources, circles and hanging are those of `model.graphs.dominance`.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from model.graphs.cuts import SmallestCut
from model.vocabulary.flows import FlowKind
from queries.flows.day_flows import DayFlow, count_existing
from queries.flows.losses import Counted, LossSearch


@dataclass(frozen=True, slots=True)
class Arrival:
    """The flows of one kind from one party to another, the best first.

    It is `alone` if nobody else feeds that party with the kind. All that comes to it from the sources passes `hangs_on`, parties
    outside, the nearest first.
    """

    giver: str
    taker: str
    flows: Sequence[DayFlow]
    alone: bool
    hangs_on: tuple[str, ...]


@dataclass(frozen=True)
class KindArrivals:
    """All that reaches some parties by one kind of flow.

    `cut` are the fewest parties outside without which nothing from the `sources` outside arrives. `within` are the flows between
    the parties themselves, which are no arrivals; `proposed` is how many proposed flows arrive that are not counted.
    """

    kind: FlowKind
    counted: Counted
    arrivals: Sequence[Arrival]
    cut: SmallestCut
    sources: tuple[str, ...]
    within: Sequence[DayFlow] = ()
    proposed: int = 0

    @property
    def takers(self) -> list[str]:
        """Return the parties that are fed."""
        return sorted({arrival.taker for arrival in self.arrivals})

    @cached_property
    def flows(self) -> list[DayFlow]:
        """Return all the flows."""
        return [flow for arrival in self.arrivals for flow in arrival.flows]

    @property
    def more_begins_on_the_way(self) -> bool:
        """Return whether others than the cut and those that it separates from the sources feed one of these."""
        lost = {*self.cut.parties, *self.cut.reached}
        return any(arrival.taker in self.cut.reached and arrival.giver not in lost for arrival in self.arrivals)


def find_arrivals(search: LossSearch, kind: FlowKind, counted: Counted, members: Collection[str]) -> KindArrivals:
    """Return what reaches some parties by one kind of flow, those that are fed in order of their ids."""
    flows = search.choose_kind(kind, counted)
    arrivals: list[Arrival] = []
    within: list[DayFlow] = []
    for taker in sorted(flows.incoming.keys() & set(members)):
        by_giver: dict[str, list[DayFlow]] = defaultdict(list)
        for flow in flows.incoming[taker]:
            (within if flow.source in members else by_giver[flow.source]).append(flow)
        alone = not flows.has_several_feeders(taker)
        hangs_on = tuple(one for one in flows.dominance.list_above(taker) if one not in members)
        arrivals += (
            Arrival(giver, taker, sorted(by_giver[giver], key=lambda flow: flow.rank), alone, hangs_on)
            for giver in sorted(by_giver)
        )
    cut, loss = flows.find_place_cut(members)
    within = [flow for flow in within if flow.source != flow.target]
    proposed = 0 if counted == "all" else _count_proposed(search, kind, members)
    return KindArrivals(kind, counted, arrivals, cut, loss.sources, within, proposed)


def _count_proposed(search: LossSearch, kind: FlowKind, members: Collection[str]) -> int:
    incoming = search.choose_kind(kind, "all").incoming
    flows = [flow for taker in incoming.keys() & set(members) for flow in incoming[taker] if flow.source not in members]
    return len(flows) - count_existing(flows)
