"""What reaches some parties by others that take part for them: networks that represent them, and functions that sit in them.

A municipality is represented in a regional forum through its network (§6.4.1), and the local coordinators convene each local
workshop (§6.5.2): neither lies in the municipality, so that what comes to them would be missed.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from model.findings import find_certainty
from model.language import Localizable, PluralText
from model.text.names import join_names
from model.vocabulary.record import Certainty, Standing
from queries.flows.arrivals import Arrival, KindArrivals, find_arrivals
from queries.flows.feeds import name_on_day
from queries.flows.losses import LossSearch
from queries.server.chunks import split_batches
from queries.server.graph import Reader

IDS_PER_READ = 1_000
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Relay:
    """A network or a function that takes part for some parties, and how sure the best of its ties to them is."""

    standing: str
    certainty: str
    example: bool

    def weaken(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return the row of a flow to it, no more certain than the tie."""
        proposed = Standing.PROPOSED in (self.standing, row["standing"])
        return row | {
            "standing": str(Standing.PROPOSED if proposed else Standing.EXISTING),
            "certainty": str(find_certainty(self.certainty, row["certainty"])),
            "example": self.example or row["example"],
        }


def read_relays(reader: Reader, on: str, standings: Collection[str], members: Collection[str]) -> dict[str, Relay]:
    """Return the networks and functions that take part for some parties and are none of them, by their ids."""
    ties: dict[str, list[_Row]] = defaultdict(list)
    for ids in split_batches(sorted(members), IDS_PER_READ):
        for row in reader.read("flows/through", ids=ids, standings=[*standings], on=on).rows:
            if row["through"] not in members:
                ties[row["through"]].append(row)
    best = {
        id_: min(
            rows, key=lambda row: (row["standing"] == Standing.PROPOSED, row["certainty"] == Certainty.UNCERTAIN, row["example"])
        )
        for id_, rows in sorted(ties.items())
    }
    return {id_: Relay(row["standing"], row["certainty"], row["example"]) for id_, row in best.items()}


def list_relayed(search: LossSearch, found: KindArrivals, relays: Collection[str], members: Collection[str]) -> list[Arrival]:
    """Return what comes to networks and functions by a kind of flow, except from the parties for which they take part."""
    arrivals = find_arrivals(search, found.kind, found.counted, relays).arrivals if relays else ()
    return [arrival for arrival in arrivals if arrival.giver not in members]


def describe_relayed(whole: Localizable, kind: Localizable, relayed: Sequence[Arrival], takers: Localizable) -> Localizable:
    """Return from how many a kind of flow comes to which networks and functions that take part for a place or a party."""
    return PluralText(
        "Besides, through networks and common functions, {kind} for {whole} comes from {n} party to {takers}. "
        "That is not counted above.",
        "Besides, through networks and common functions, {kind} for {whole} comes from {n} parties to {takers}. "
        "That is not counted above.",
        n=len({arrival.giver for arrival in relayed}),
        kind=kind,
        whole=whole,
        takers=takers,
    )


def read_ended_givers(
    reader: Reader, on: str, kinds: Collection[str], standings: Collection[str], members: Collection[str]
) -> list[_Row]:
    """Return the flows into some parties that do not count, since the party that they come from has ended."""
    batches = split_batches(sorted(members), IDS_PER_READ)
    words = {"kinds": [*kinds], "standings": [*standings], "on": on}
    return [row for ids in batches for row in reader.read("flows/ended-givers", ids=ids, **words).rows]


def describe_ended_givers(rows: Sequence[_Row], on: str, most: int) -> Localizable:
    """Return how many flows do not count since their givers have ended, and which these are."""
    givers = {row["source"]: name_on_day(row, on) for row in rows}
    return PluralText(
        "{n} flow on record is not counted, since its giver has ended: {givers}.",
        "{n} flows on record are not counted, since their givers have ended: {givers}.",
        n=len(rows),
        givers=join_names([*givers.values()], most),
    )
