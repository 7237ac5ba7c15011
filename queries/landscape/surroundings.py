"""Who feeds a party and whom it feeds, some steps away, read from the party on: it costs what stands around it."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from model.history.knowledge import reconstruct_contents
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow
from model.vocabulary.record import is_proposed
from model.vocabulary.types import PARTY
from queries.landscape.graph_records import GraphRecords
from queries.landscape.map_counts import read_map_registers
from queries.server.graph import Graph

MOST_FLOWS_AROUND = 4_000
"""Flows around a party that are read; beyond them the answer is cut."""


class FlowsAround(NamedTuple):
    """A party with those around it and the flows between them, on a day. `cut` says whether the limit left flows out."""

    contents: Contents
    cut: bool


def read_surroundings(
    graph: Graph, id_: str, on: str, steps: int, ends: Collection[str] = ("source", "target"), existing: bool = False
) -> FlowsAround:
    """Return what is up to so many steps from a party: downwards if `ends` has "source", upwards if it has "target".

    A step leads from a party that holds on the day over a flow that does.
    """
    records, flows = GraphRecords(graph), dict[str, Flow]()
    ids = {id_}
    for end in ends:
        other, reached, frontier = "target" if end == "source" else "source", {id_}, {id_}
        for _ in range(steps):
            room = MOST_FLOWS_AROUND + 1 - len(flows)
            found = [*islice(_follow(records, end, frontier, on, existing), max(room, 0))]
            flows |= {flow.id: flow for flow in found}
            frontier = {getattr(flow, other) for flow in found} - reached
            reached |= frontier
        ids |= reached
    kept = dict(islice(flows.items(), MOST_FLOWS_AROUND))
    parties = [party for party in records.get((PARTY, one) for one in sorted(ids)) if not (existing and is_proposed(party))]
    known = Contents([*read_map_registers(graph), *parties, *kept.values()])
    return FlowsAround(reconstruct_contents(known, on), len(flows) > len(kept))


def _follow(records: GraphRecords, end: str, ids: Collection[str], on: str, existing: bool) -> Iterator[Flow]:
    """Yield the flows of a day that begin, or end, at some parties that are there on that day."""
    here = [party.id for party in records.get((PARTY, id_) for id_ in sorted(ids)) if party.holds_on(on)]
    flows = records.find_naming(Flow, end, here)
    return (flow for flow in flows if flow.holds_on(on) and not (existing and is_proposed(flow)))
