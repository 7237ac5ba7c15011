"""A search for ways over the flows of a day: flows as hops, what a hop costs, where a way changes kind, what is nearly a way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from model.graphs.ways import Way, find_independent_ways, find_ways_between
from queries.flows.day_flows import DayFlow, DayFlows
from queries.server.graph import Reader

HOP, PROPOSED_HOP, UNCERTAIN_HOP, EXAMPLE_HOP = 1 << 60, 1 << 40, 1 << 20, 1
"""What a hop costs, and what more if the best of its flows is proposed, uncertain or an example: length decides first."""
UNWANTED_HOP, BACKWARD_HOP = 1 << 90, 1 << 110
"""What a hop costs more that is nearly one: its flows were not asked about, or lead the other way."""
FlowHops = Mapping[tuple[str, str], Sequence[DayFlow]]
"""The flows by the party that feeds and the party that is fed, the best of parallel ones first."""


@dataclass(frozen=True, slots=True)
class FlowGraph:
    """Some flows of a day by their ends, and where each party's flows lead at what cost."""

    flows: DayFlows
    hops: FlowHops
    onwards: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class WaySearch:
    """What a search from one party to another found: the shortest ways, whether there are more, a largest independent set."""

    graph: FlowGraph
    source: str
    target: str
    ways: Sequence[Way]
    more: bool
    independent: Sequence[Way]

    @property
    def flows(self) -> DayFlows:
        """Return the flows that were searched."""
        return self.graph.flows

    @property
    def hops(self) -> FlowHops:
        """Return these flows by their ends."""
        return self.graph.hops

    @property
    def onwards(self) -> Mapping[str, Mapping[str, int]]:
        """Return where each party's flows lead, and what each hop costs."""
        return self.graph.onwards

    @property
    def told(self) -> list[Way]:
        """Return the ways that the answer tells: the shortest, then the independent ones that are not among them."""
        return [*self.ways, *(way for way in self.independent if way not in self.ways)]


def build_flow_graph(flows: DayFlows) -> FlowGraph:
    """Return some flows of a day as a graph."""
    hops = join_parallel(flows.flows)
    return FlowGraph(flows, hops, build_onwards(hops))


def keep_flow_graph(reader: Reader, flows: DayFlows) -> FlowGraph:
    """Return some flows of a day as a graph, which is kept for as long as the landscape does not change."""
    return reader.keep(("flow-graph", flows.on, flows.kinds, flows.standings), lambda: build_flow_graph(flows))


def search_ways(graph: FlowGraph, source: str, target: str, most: int) -> WaySearch:
    """Return the `most` shortest ways over some flows, and a largest set of independent ones."""
    ways, more = find_ways_between(graph.onwards, source, target, most)
    independent = find_independent_ways(graph.onwards, source, target) if ways else []
    return WaySearch(graph, source, target, ways, more, independent)


def join_parallel(flows: Iterable[DayFlow]) -> dict[tuple[str, str], list[DayFlow]]:
    """Return the flows by their ends, the best of parallel ones first."""
    hops: dict[tuple[str, str], list[DayFlow]] = defaultdict(list)
    for flow in flows:
        hops[flow.source, flow.target].append(flow)
    for parallel in hops.values():
        parallel.sort(key=lambda flow: flow.rank)
    return dict(hops)


def build_onwards(hops: FlowHops) -> dict[str, dict[str, int]]:
    """Return where each party's flows lead, and what that hop costs: its length, then what its best flow lacks."""
    onwards: dict[str, dict[str, int]] = defaultdict(dict)
    for (source, target), parallel in hops.items():
        proposed, uncertain, example, _id = parallel[0].rank
        onwards[source][target] = HOP + proposed * PROPOSED_HOP + uncertain * UNCERTAIN_HOP + example * EXAMPLE_HOP
    return dict(onwards)


def split_by_kind(hops: FlowHops, way: Way) -> list[dict[str, Any]]:
    """Return the fewest parts of a way such that some kind goes all through each: its `kinds`, its `source` and `target`."""
    parts: list[dict[str, Any]] = []
    for source, target in pairwise(way):
        kinds = list(dict.fromkeys(flow.kind for flow in hops[source, target]))
        if parts and (common := [kind for kind in parts[-1]["kinds"] if kind in kinds]):
            parts[-1] |= {"kinds": common, "target": target}
        else:
            parts.append({"kinds": kinds, "source": source, "target": target})
    return parts


def find_nearest_miss(search: WaySearch, every: DayFlows) -> Way:
    """Return the chain that lacks least of a way, over all flows of the day in either direction; () if nothing joins the two.

    Flows that lead the other way count as lacking most, then those of other kinds or only proposed, then the length.
    """
    onwards: dict[str, dict[str, int]] = defaultdict(dict)
    for flow in every.flows:
        onwards[flow.target].setdefault(flow.source, HOP + BACKWARD_HOP)
    for flow in every.flows:
        onwards[flow.source][flow.target] = HOP + UNWANTED_HOP
    for source, targets in search.onwards.items():
        onwards[source] |= targets
    found, _more = find_ways_between(onwards, search.source, search.target, 1)
    return found[0] if found else ()
