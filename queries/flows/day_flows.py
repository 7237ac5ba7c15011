"""The flows of a day, read at once: what every question about ways, cuts and chains works on.

    flows = read_day_flows(reader, on)                    all flows that hold on the day, as far as the limit
    flows.choose(kinds, existing=True)                    those of some kinds, or only the existing
    count_existing(flows), count_uncertain(flows)         how many of some flows exist, and are uncertain
    read_flow_parties(reader, on, ids)                    names, areas, levels and places of some parties
    read_living(reader, on, ids)                          which of some parties hold on the day
    read_flow_details(reader, flows)                      what some flows carry, by which channel, on which evidence

A flow holds while it and both its ends do. Graph theory over the flows is in `model.graphs`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from model.findings import QueryCall
from model.language import Term
from model.text.names import term_of
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Certainty, Standing, list_standings
from queries.landscape.places import read_places
from queries.server.catalogue import cite_query
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader
from queries.server.paging import ROWS_PER_PAGE

OF_DAY, FLOW_PARTIES, FLOW_DETAILS = "flows/of-day", "flows/parties", "flows/details"
MOST_DAY_FLOWS = 500_000
"""The largest number of flows that a question reads; beyond it the answer says that it is cut."""


class DayFlow(NamedTuple):
    """A flow that holds on the day. Two between the same parties are two, even of the same kind."""

    flow: str
    source: str
    target: str
    kind: str
    standing: str
    certainty: str
    example: bool
    channel: str | None = None

    @property
    def rank(self) -> tuple[bool, bool, bool, str]:
        """Return the key by which flows between the same parties are sorted: existing, certain and no example first."""
        return self.standing == Standing.PROPOSED, self.certainty == Certainty.UNCERTAIN, self.example, self.flow


@dataclass(frozen=True)
class DayFlows:
    """The flows that hold on a day, sorted by source and id. `cut` is true if there were more than MOST_DAY_FLOWS."""

    on: str
    kinds: tuple[str, ...]
    standings: tuple[str, ...]
    flows: Sequence[DayFlow]
    cut: bool = False

    @property
    def asked(self) -> QueryCall:
        """Return the query that read them, with its parameters."""
        return cite_query(OF_DAY, {"on": self.on, "kinds": list(self.kinds), "standings": list(self.standings)})

    def choose(self, kinds: Collection[str] = (), existing: bool = False) -> "DayFlows":
        """Return the flows of some kinds (all unless given), only the existing if asked for. Nothing is read again."""
        if not kinds and not existing:
            return self
        chosen = tuple(kind for kind in self.kinds if not kinds or kind in kinds)
        standings = tuple(list_standings(existing)) if existing else self.standings
        among = self._by_kind.get(chosen[0], ()) if len(chosen) == 1 else self.flows
        flows = [flow for flow in among if flow.kind in chosen and flow.standing in standings]
        return DayFlows(self.on, chosen, standings, flows, self.cut)

    def cite(self, kinds: Collection[str] = (), existing: bool = False) -> QueryCall:
        """Return the query that would read the flows of `choose` alone."""
        return replace(self, flows=()).choose(kinds, existing).asked

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[DayFlow]]:
        found: dict[str, list[DayFlow]] = defaultdict(list)
        for flow in self.flows:
            found[flow.kind].append(flow)
        return found


@dataclass(frozen=True, slots=True)
class FlowParty:
    """What a question about flows says of a party. `sort` is actor, forum or function.

    `areas` are the area of a forum, or those that concern an actor; `municipality` is None for a party of no known municipality.
    """

    id: str
    name: Term
    sort: str
    kind: str | None
    level: str
    areas: tuple[str, ...]
    municipality: str | None
    part_of: str | None
    standing: str
    certainty: str
    example: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlowDetails:
    """What a flow carries, over which channel, and on which evidence."""

    carries: Term | None
    channel: str | None
    evidence: tuple[str, ...]


def count_existing(flows: Iterable[DayFlow]) -> int:
    """Return how many of the flows exist."""
    return sum(flow.standing == Standing.EXISTING for flow in flows)


def count_uncertain(flows: Iterable[DayFlow]) -> int:
    """Return how many of the flows are uncertain."""
    return sum(flow.certainty == Certainty.UNCERTAIN for flow in flows)


def read_day_flows(reader: Reader | Graph, on: str, kinds: Collection[str] = (), existing: bool = False) -> DayFlows:
    """Return the flows that hold on a day, of some kinds (all unless given), at most MOST_DAY_FLOWS.

    A transaction reads them once, and they are kept for as long as the graph does not change.
    """
    chosen = tuple(str(kind) for kind in FlowKind if not kinds or kind in kinds)
    standings = tuple(list_standings(existing))
    return reader.keep((OF_DAY, on, chosen, standings), lambda: _read_flows(reader, on, chosen, standings))


def _read_flows(reader: Reader | Graph, on: str, kinds: tuple[str, ...], standings: tuple[str, ...]) -> DayFlows:
    flows: list[DayFlow] = []
    for row in reader.read(OF_DAY, on=on, kinds=list(kinds), standings=list(standings)).rows:
        alike = [row[name] for name in ("kind", "standing", "certainty", "example", "channel")]
        for words in row["flows"]:
            source, flow, target = words.split(" ")
            flows.append(DayFlow(flow, source, target, *alike))
    flows.sort(key=attrgetter("source", "flow"))
    return DayFlows(on, kinds, standings, flows[:MOST_DAY_FLOWS], cut=len(flows) > MOST_DAY_FLOWS)


def read_flow_parties(reader: Reader | Graph, on: str, ids: Iterable[str]) -> dict[str, FlowParty]:
    """Return what a question says of some parties, by id."""
    places = read_places(reader)
    batches = split_batches(sorted(set(ids)), ROWS_PER_PAGE)
    rows = (row for batch in batches for row in reader.read(FLOW_PARTIES, ids=batch, on=on).rows)
    return {row["id"]: _make_party(row, places.find_own_municipality(row["place"])) for row in rows}


def read_living(reader: Reader | Graph, on: str, ids: Iterable[str]) -> set[str]:
    """Return the ids of those of some parties that hold on the day."""
    batches = split_batches(sorted(ids), ROWS_PER_PAGE)
    return {row["id"] for some in batches for row in reader.read("flows/living", ids=some, on=on).rows}


def _make_party(row: Mapping[str, Any], municipality: str | None) -> FlowParty:
    return FlowParty(
        row["id"],
        term_of(row),
        row["sort"],
        row["kind"],
        row["level"],
        (row["area"],) if row["area"] else tuple(sorted(row["concerned"])),
        municipality,
        row["part_of"],
        row["standing"] or Standing.EXISTING,
        row["certainty"],
        row["example"],
        tuple(row["evidence"]),
    )


def find_elsewhere(parties: Mapping[str, FlowParty], way: Sequence[str]) -> list[str]:
    """Return the municipalities of the parties within a way that those at its ends are not of; none if neither end is of any."""
    ends = {parties[way[0]].municipality, parties[way[-1]].municipality} - {None}
    between = dict.fromkeys(place for id_ in way[1:-1] if (place := parties[id_].municipality) and place not in ends)
    return [*between] if ends else []


def read_flow_details(reader: Reader | Graph, flows: Iterable[DayFlow]) -> dict[str, FlowDetails]:
    """Return what some flows carry and rest on, by the ids of the flows."""
    found: dict[str, FlowDetails] = {}
    for batch in split_batches(sorted(set(flows), key=lambda flow: flow.source), ROWS_PER_PAGE):
        sources, ids = sorted({flow.source for flow in batch}), [flow.flow for flow in batch]
        for row in reader.read(FLOW_DETAILS, sources=sources, flows=ids).rows:
            carries = Term(row["carries"], row["carries_en"] or row["carries"]) if row["carries"] else None
            found[row["flow"]] = FlowDetails(carries, row["channel"], tuple(row["evidence"]))
    return found
