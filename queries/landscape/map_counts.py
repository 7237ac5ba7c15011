"""What the map of a large landscape rests on: parties and flows counted by where they stand, and the parties of a part.

    counts = read_party_counts(graph, on)              how many parties stand in each cell and place
    read_flow_counts(graph, on)                        how many flows go from cell to cell
    list_part(graph, on, selection, most)              the ids of the parties in some cells and places, by pages
    read_part(graph, on, ids)                          their records, with the flows between them

The counts are kept for each version and day; a part is read anew, and costs what is in it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from model.history.knowledge import reconstruct_contents
from model.map_counts import NOTHING, FlowCount, PartyCount
from model.vocabulary.actors import Involvement
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow
from model.vocabulary.forums import ForumKind
from model.vocabulary.record import Record, Standing, list_standings
from model.vocabulary.registers import ActorKind, ActorType, Area, Landscape, Level, Place
from model.vocabulary.types import PARTY
from queries.landscape.derived import AFTER_EVERY_ID
from queries.landscape.graph_records import GraphRecords
from queries.landscape.registers import read_records
from queries.server.graph import Graph

MAP_REGISTERS: tuple[type[Record], ...] = (ActorType, Area, Level, ActorKind, ForumKind, Place, Landscape)
"""The small registers whose records name what a map shows."""


@dataclass(frozen=True, slots=True)
class CellSelection:
    """Some cells, all of which begin with `prefix`, in some places (None: wherever); without what is proposed if `existing`."""

    cells: tuple[str, ...]
    prefix: str = ""
    places: tuple[str, ...] | None = None
    existing: bool = False


@dataclass(frozen=True, slots=True)
class PartPage:
    """A page of a part: the ids of its parties in the order of their cells and places, and where the next page begins."""

    ids: tuple[str, ...]
    after: str | None


def read_party_counts(graph: Graph, on: str) -> Sequence[PartyCount]:
    """Return the counts of the parties that hold on a day, kept per version of the graph."""
    return graph.keep(("map-parties", on), lambda: [*_read_counts(graph, on)])


def _read_counts(graph: Graph, on: str) -> Iterator[PartyCount]:
    for row in graph.read("map/parties", on=on).rows:
        cell, place = row["spot"].split(" ")
        standing = Standing.PROPOSED if row["standing"] == Standing.PROPOSED else Standing.EXISTING
        yield PartyCount(cell, None if place == NOTHING else place, standing, row["parties"], row["uncertain"], row["examples"])


def read_flow_counts(graph: Graph, on: str, places: Collection[str] | None = None) -> Sequence[FlowCount]:
    """Return the counts of the flows that hold on a day, all or those within some places, kept per version of the graph."""
    if places is None:
        return graph.keep(("map-flows", on), lambda: [FlowCount(**row) for row in graph.read("map/flows", on=on).rows])
    some = tuple(sorted(places))

    def count() -> list[FlowCount]:
        return [FlowCount(**row) for row in graph.read("map/flows-of-places", on=on, places=list(some)).rows]

    return graph.keep(("map-flows", on, some), count)


def list_part(graph: Graph, on: str, selection: CellSelection, most: int, after: str = "") -> PartPage:
    """Return a page of at most `most` parties of a selection, from `after` on."""
    asked = {"cells": list(selection.cells), "standings": list_standings(selection.existing), "on": on, "most": most + 1}
    if selection.places is None:
        within = {"after": max(after, selection.prefix), "before": selection.prefix + AFTER_EVERY_ID}
        rows = graph.read("map/page", **asked, **within).rows
    else:
        rows = graph.read("map/page-of-places", **asked, places=list(selection.places), after=after).rows
    shown = rows[:most]
    return PartPage(tuple(row["id"] for row in shown), shown[-1]["spot"] if len(rows) > most else None)


def read_part(graph: Graph, on: str, ids: Collection[str]) -> Contents:
    """Return the records of some parties as they were on a day, the flows between them, their areas, and the small registers."""
    records = GraphRecords(graph)
    flows = (flow for flow in records.find_naming(Flow, "source", ids) if flow.target in ids)
    own = records.find_naming(Involvement, "source", ids)
    parties = records.get((PARTY, id_) for id_ in sorted(ids))
    return reconstruct_contents(Contents([*read_map_registers(graph), *parties, *own, *flows]), on)


def read_map_registers(graph: Graph) -> list[Record]:
    """Return the records of the small registers, kept per version of the graph."""
    return graph.keep(("map-registers",), lambda: [record for type_ in MAP_REGISTERS for record in read_records(graph, type_)])
