"""How many flows of each kind reach each municipality from outside it on a day: those that exist, and those only proposed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from model.language import swedish_sort_key
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing
from model.vocabulary.registers import PlaceKind
from queries.flows.day_flows import read_day_flows
from queries.flows.losses import Belonging, keep_belonging
from queries.server.graph import Graph, Reader

MOST_GIVERS = 20


@dataclass(slots=True)
class KindCount:
    """Flows of one kind to a municipality."""

    existing: int = 0
    proposed: int = 0

    @property
    def state(self) -> str:
        """Return whether any exists, is only proposed, or is on record at all."""
        return "existing" if self.existing else "proposed" if self.proposed else "none"


@dataclass(slots=True)
class MunicipalityCounts:
    """A municipality to which parties belong: its id and name, and its flows by kind."""

    id: str
    name: str
    kinds: Mapping[FlowKind, KindCount] = field(default_factory=lambda: {kind: KindCount() for kind in FlowKind})


def count_arrivals(graph: Graph, on: str) -> Sequence[MunicipalityCounts]:
    """Return the counts of all municipalities, those that the fewest kinds reach first; kept per version of the graph."""
    return graph.keep(("municipality-arrivals", on), lambda: graph.read_in_transaction(lambda reader: _count(reader, on)))


def list_givers(graph: Graph, on: str, kind: FlowKind) -> list[str]:
    """Return the ids of those outside who give most municipalities a kind of flow, at most MOST_GIVERS."""

    def find(reader: Reader) -> list[str]:
        municipality_of = _place_parties(keep_belonging(reader))
        fed = {
            (flow.source, place)
            for flow in read_day_flows(reader, on).flows
            if flow.kind == kind and (place := municipality_of.get(flow.target)) and municipality_of.get(flow.source) != place
        }
        counts = Counter(giver for giver, _place in sorted(fed))
        return [giver for giver, _n in counts.most_common(MOST_GIVERS)]

    return graph.keep(("municipality-givers", on, kind), lambda: graph.read_in_transaction(find))


def _place_parties(belonging: Belonging) -> Mapping[str, str | None]:
    """Return the municipality of each party that has a place."""
    return {party: belonging.find_municipality_of(party) for party in belonging.place_of}


def _count(reader: Reader, on: str) -> Sequence[MunicipalityCounts]:
    belonging = keep_belonging(reader)
    found = {
        id_: MunicipalityCounts(id_, str(row["name"]))
        for id_, row in belonging.register.rows.items()
        if row["kind"] == PlaceKind.MUNICIPALITY
    }
    at = _place_parties(belonging)
    for flow in read_day_flows(reader, on).flows:
        place = at.get(flow.target)
        if place and at.get(flow.source) != place:
            counted = found[place].kinds[FlowKind.of(flow.kind)]
            if flow.standing == Standing.EXISTING:
                counted.existing += 1
            else:
                counted.proposed += 1
    return sorted((found[place] for place in {*at.values()} if place), key=_urgency)


def _urgency(one: MunicipalityCounts) -> tuple[tuple[int, ...], str]:
    """Return the key by which municipalities are sorted: demand that nobody gives first, then the other kinds in order."""
    order = ("none", "proposed", "existing")
    return tuple(order.index(count.state) for count in one.kinds.values()), swedish_sort_key(one.name)
