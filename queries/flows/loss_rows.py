"""Losses as proven sentences with rows: one row for each party that loses something, with all that feeds it.

A sentence is proven by the flows into all that is cut off: each comes from a lost party or from another that is cut off. It cites
the query that reads them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from model.findings import ProvenSentence, QueryCall, find_certainty
from model.language import Localizable
from model.vocabulary.record import Standing
from queries.flows.day_flows import DayFlow, FlowDetails, read_flow_details, read_flow_parties
from queries.flows.loss_words import LossNames
from queries.flows.losses import KindFlows, Loss, LossSearch
from queries.server.catalogue import cite_query

AROUND, ALONE_FED = "flows/around", "alone-fed"
MOST_CITED = 1_000
"""Parties whose incoming flows the query of a sentence reads; of more it cites the query for all flows of the day."""
MOST_EVIDENCE_READ = 2_000
"""Flows whose evidence is read for the sentences of an answer."""
MOST_SPREAD = 2_000
"""Parties that a sentence counts by level, area and municipality."""


@dataclass(frozen=True, slots=True)
class ToldLoss:
    """A loss to be told: by which rule, in which words, and for how many parties in rows.

    `ways` has for parties of rows how many independent ways there are, with and without the lost parties. `about` are the parties
    that have a row: those that are cut off, unless others are given.
    """

    loss: Loss
    rule: str
    describe: Callable[[LossNames], Localizable]
    ways: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    about: tuple[str, ...] | None = None
    how: str = "cut-off"

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties that lose something."""
        return self.loss.parties if self.about is None else self.about


def make_loss_sentences(
    search: LossSearch, told: Sequence[ToldLoss], most: int, most_evidence: int = MOST_EVIDENCE_READ
) -> list[ProvenSentence]:
    """Return the losses as proven sentences, with at most so many rows each; in all with the evidence of so many flows."""
    ids: set[str] = set()
    for item in told:
        loss = item.loss
        spread = item.parties if len(item.parties) <= MOST_SPREAD else item.parties[:most]
        ids.update(loss.without, loss.sources[:MOST_SPREAD], spread)
    names = read_loss_names(search, ids)
    flows = [_list_incoming(search, item.loss, item.parties[:most]) for item in told]
    details = read_flow_details(search.reader, dict.fromkeys([flow for some in flows for flow in some][:most_evidence]))
    return [_make_sentence(search, item, names, details, most) for item in told]


def read_loss_names(search: LossSearch, ids: Iterable[str]) -> LossNames:
    """Return the names that sentences about some parties need; a party's municipality is also that of what it is a part of."""
    belonging = search.belonging
    parties = read_flow_parties(search.reader, search.on, ids)
    located = {party: place for party in parties if (place := belonging.find_municipality_of(party))}
    return LossNames(parties, *search.register_names, located, {place: belonging.name_place(place) for place in located.values()})


def _list_incoming(search: LossSearch, loss: Loss, parties: Iterable[str]) -> list[DayFlow]:
    incoming = search.choose_kind(loss.kind, loss.counted).incoming
    return [flow for party in parties for flow in incoming.get(party, ())]


def _make_sentence(
    search: LossSearch, item: ToldLoss, names: LossNames, details: Mapping[str, FlowDetails], most: int
) -> ProvenSentence:
    loss, kind_flows = item.loss, search.choose_kind(item.loss.kind, item.loss.counted)
    rows = tuple(_make_row(item, party, kind_flows, names, details) for party in item.parties[:most])
    proving = _list_incoming(search, loss, item.parties)
    return ProvenSentence(
        rule=item.rule,
        sentence=item.describe(names),
        entities=(*loss.without, *item.parties),
        asked=cite_incoming(search, loss, item.parties),
        rows=rows,
        evidence=tuple(dict.fromkeys(place for row in rows for place in row["evidence"])),
        certainty=find_certainty(*(flow.certainty for flow in proving)),
        example=any(flow.example for flow in proving),
    )


def cite_incoming(search: LossSearch, loss: Loss, parties: Sequence[str]) -> QueryCall:
    """Return the query that reads all flows of the kind into some parties; of many, the one for all flows of the day."""
    chosen = search.day.cite([loss.kind], existing=loss.counted == "existing")
    if not 0 < len(parties) <= MOST_CITED:
        return chosen
    words = {name: chosen.parameters[name] for name in ("kinds", "standings", "on")}
    return cite_query(AROUND, {"up": list(parties), "down": [], **words})


def _make_row(
    item: ToldLoss, party: str, kind_flows: KindFlows, names: LossNames, details: Mapping[str, FlowDetails]
) -> dict[str, Any]:
    flows = kind_flows.incoming.get(party, [])
    ways, ways_without = item.ways.get(party, (None, None))
    evidence = dict.fromkeys(place for flow in flows if flow.flow in details for place in details[flow.flow].evidence)
    return {
        "how": ALONE_FED if item.how == "cut-off" and party not in item.loss.cut_off else item.how,
        "kind": str(item.loss.kind),
        "counted": item.loss.counted,
        "without": list(item.loss.without),
        **describe_party_columns(party, names),
        "fed_by": sorted({flow.source for flow in flows}),
        "flows": [flow.flow for flow in flows],
        "ways": ways,
        "ways_without": ways_without,
        "standing": str(Standing.PROPOSED if any(flow.standing == Standing.PROPOSED for flow in flows) else Standing.EXISTING),
        "certainty": str(find_certainty(*(flow.certainty for flow in flows))),
        "example": any(flow.example for flow in flows),
        "evidence": list(evidence),
    }


def describe_party_columns(party: str, names: LossNames) -> dict[str, Any]:
    """Return the columns of a row that say which party it is about, and where that stands."""
    known = names.parties.get(party)
    return {
        "party": party,
        "name": known.name.sv if known else party,
        "name_en": known.name.en if known else party,
        "sort": known.sort if known else None,
        "level": known.level if known else None,
        "areas": list(known.areas) if known else [],
        "municipality": names.municipality_of.get(party),
    }
