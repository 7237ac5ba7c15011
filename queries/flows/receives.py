"""What reaches a municipality or a party: by kind, from whom, on whom it hangs, what is not on record, what never comes back.

Start at `answer_receives`. What is found is in `arrivals`, its words are in `arrival_words`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.errors import NotUnderstood
from model.findings import Answer, ProvenSentence, QueryCall, find_certainty
from model.language import JoinedText, Localizable, Text
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing, list_standings
from queries.flows.arrival_words import (
    describe_arrivals,
    describe_hanging,
    describe_no_flows,
    describe_returns,
    describe_unreached,
)
from queries.flows.arrivals import Arrival, KindArrivals, find_arrivals
from queries.flows.day_flows import DayFlow, FlowDetails, count_existing, read_flow_details, read_living
from queries.flows.dead_end_words import describe_dead_end, describe_dead_end_standing
from queries.flows.dead_ends import ANSWERS, DeadEnd, DeadEndSearch
from queries.flows.feeds import name_on_day
from queries.flows.loss_rows import AROUND, describe_party_columns, read_loss_names
from queries.flows.loss_words import ONLY_EXISTING, LossNames
from queries.flows.losses import Counted, LossSearch
from queries.flows.relays import describe_ended_givers, describe_relayed, list_relayed, read_ended_givers, read_relays
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_party
from queries.landscape.places import find_place
from queries.questions.parameters import ReceivesQuestion, find_ids
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader
from queries.server.paging import MOST_ANSWER_ROWS

MOST_CITED = 1_000
"""Parties that the query of a sentence names; of more, it is the one for all flows of the day."""
_Row = dict[str, Any]


def answer_receives(graph: Graph, question: ReceivesQuestion) -> Answer:
    """Answer what reaches a party or a place, given by id, name or alias. Raises NotFound, NotUnderstood.

    Each row has a `how`. "fed": `kind`, `party`, `giver` with their names, `alone` (nobody else feeds it with the kind),
    `hangs_on` (all that comes to it from the sources passes these), `flows`, `carries`, `channels`, `channelled` (how many of the
    flows go through a channel), and `standing`, `certainty` and `example` of the best of the flows. "through": the same of a
    network or common function that takes part for the parties, as the `party`. "unreached": a `party` of the place to which no
    flow leads. "unanswered": a `party` that asked or ordered, and the `giver` from which nothing comes back. Sentences say the
    same by kind.
    """
    if (question.party is None) == (question.place is None):
        text = Text("say what is to be reached: a party, or a municipality with --place")
        raise NotUnderstood(text, (), Text("For example: landskap receives --place Eskilstuna"))
    named = find_ids(graph, question, {"party": find_party, "place": find_place})
    asked = question.model_copy(update=named)
    sentences, cut = graph.read_in_transaction(lambda reader: _Receiving(reader, asked).tell())
    rows = [dict(row) for sentence in sentences for row in sentence.rows]
    shown = add_distinctions(graph, rows[:MOST_ANSWER_ROWS], name="party", giver_name="giver")
    parameters = asked.given("party", "place", "kind", "existing", "most")
    return Answer("receives", parameters, question.on, shown, sentences, cut or len(rows) > MOST_ANSWER_ROWS)


@dataclass(frozen=True, slots=True)
class _Whole:
    """Who is asked about: the parties that hold on the day, and the name of the party or the place."""

    name: Localizable
    members: frozenset[str]
    ended: bool = False


class _Receiving:
    """The answer to one question, as one transaction reads it."""

    def __init__(self, reader: Reader, question: ReceivesQuestion) -> None:
        self._reader, self._question = reader, question
        self._search = LossSearch(reader, question.on)
        self._kinds = [FlowKind.of(kind) for kind in question.kind] or [*FlowKind]
        self._whole = self._find_whole()

    def _find_whole(self) -> _Whole:
        question, belonging = self._question, self._search.belonging
        if question.party:
            row = self._reader.read("parties/of-id", id=question.party).rows[0]
            ended = bool(row["valid_to"]) and row["valid_to"] < question.on
            return _Whole(name_on_day(row, question.on), frozenset([question.party]), ended)
        living = read_living(self._reader, question.on, belonging.list_members(question.place or ""))
        return _Whole(belonging.name_place(question.place or ""), frozenset(living))

    def tell(self) -> tuple[list[ProvenSentence], bool]:
        """Return the sentences of the answer, and whether a limit cut it."""
        if self._whole.ended:
            text = Text("{whole}: nothing comes to it any more.", whole=self._whole.name)
            return [self._make("receives-ended", text, (), self._cite(self._kinds))], self._search.day.cut
        counted: Counted = "existing" if self._question.existing else "all"
        found = [find_arrivals(self._search, kind, counted, self._whole.members) for kind in self._kinds]
        sentences = [sentence for one in found if one.arrivals for sentence in self._tell_kind(one)]
        sentences += self._tell_missing([one for one in found if not one.arrivals])
        sentences += self._tell_relayed(found)
        sentences += self._tell_ended_givers()
        sentences += self._tell_returns()
        if self._question.place and not self._question.kind:
            inside = {flow.target for one in found for flow in one.within}
            sentences += self._tell_unreached(inside.union(*(one.takers for one in found)))
        return sentences, self._search.day.cut

    # By kind.

    def _tell_kind(self, found: KindArrivals) -> Iterator[ProvenSentence]:
        """Yield what comes by one kind of flow, and on whom that hangs; on whom with only what exists, where that differs."""
        ids = {id_ for one in found.arrivals for id_ in (one.giver, one.taker, *one.hangs_on)}
        names = read_loss_names(self._search, ids | {*found.cut.parties, *found.sources})
        flows = found.flows
        details = read_flow_details(self._reader, flows)
        rows = [_make_row(found.kind, arrival, names, details) for arrival in found.arrivals]
        said = describe_arrivals(self._whole.name, found, len(self._whole.members))
        yield self._make(f"receives-{found.kind}", said, rows, self._cite([found.kind]), flows)
        yield from self._tell_hanging(found, names)
        if found.counted == "all" and count_existing(flows):
            exists = find_arrivals(self._search, found.kind, "existing", self._whole.members)
            if (exists.cut, exists.sources) != (found.cut, found.sources):
                yield from self._tell_hanging(exists, names, ONLY_EXISTING)

    def _tell_hanging(self, found: KindArrivals, names: LossNames, *more: Localizable) -> Iterator[ProvenSentence]:
        if (text := describe_hanging(found, names, self._whole.name)) is not None:
            said = JoinedText((text, *more), " ")
            yield self._make(f"receives-hangs-{found.kind}", said, (), self._cite([found.kind]), found.flows, found.cut.parties)

    def _tell_missing(self, missing: Sequence[KindArrivals]) -> Iterator[ProvenSentence]:
        """Yield once by which kinds nothing comes: those of which something is proposed by themselves."""
        for some in ([one for one in missing if one.proposed], [one for one in missing if not one.proposed]):
            if some:
                asked = self._cite([one.kind for one in some])
                yield self._make("receives-none", describe_no_flows(self._whole.name, some), (), asked)

    def _tell_relayed(self, found: Sequence[KindArrivals]) -> Iterator[ProvenSentence]:
        """Yield what comes by each kind to networks and common functions that take part for the parties."""
        search, members = self._search, self._whole.members
        standings = list_standings(self._question.existing)
        relays = read_relays(self._reader, search.on, standings, members)
        for one in found:
            relayed = list_relayed(search, one, relays.keys(), members)
            if not relayed:
                continue
            flows = [flow for arrival in relayed for flow in arrival.flows]
            takers = list(dict.fromkeys(arrival.taker for arrival in relayed))
            names = read_loss_names(search, {id_ for arrival in relayed for id_ in (arrival.giver, arrival.taker)})
            details = read_flow_details(self._reader, flows)
            rows = [
                relays[arrival.taker].weaken(_make_row(one.kind, arrival, names, details) | {"how": "through", "hangs_on": []})
                for arrival in relayed
            ]
            asked = cite_query(AROUND, {**cite_ends(takers), **self._choose_words([one.kind])})
            said = describe_relayed(self._whole.name, one.kind.term, relayed, names.list(takers))
            yield self._make(f"receives-through-{one.kind}", said, rows, asked, flows)

    def _tell_ended_givers(self) -> Iterator[ProvenSentence]:
        """Yield once how many flows do not count any more, since the parties that they come from have ended."""
        words = self._choose_words(self._kinds)
        rows = read_ended_givers(self._reader, self._search.on, words["kinds"], words["standings"], self._whole.members)
        if rows:
            asked = cite_query("flows/ended-givers", {"ids": sorted({row["target"] for row in rows}), **words})
            said = describe_ended_givers(rows, self._search.on, self._question.most)
            flows = [
                DayFlow(row["flow"], row["source"], row["target"], row["kind"], "", row["certainty"], row["example"])
                for row in rows
            ]
            yield self._make("receives-ended-givers", said, (), asked, flows, [row["source"] for row in rows])

    # What should come back, and what no flow reaches.

    def _tell_returns(self) -> Iterator[ProvenSentence]:
        """Yield what of that which the parties ask for or order never comes back."""
        kinds = [kind for kind in ANSWERS if kind in self._kinds]
        if not kinds:
            return
        sent = [flow for flow in self._search.day.choose(kinds).flows if flow.source in self._whole.members]
        asked = [flow for flow in sent if flow.standing == Standing.EXISTING] if self._question.existing else sent
        dead = DeadEndSearch(self._reader, self._question.on)
        found: list[DeadEnd] = []
        for kind in kinds if asked else ():
            ends = (one for one in dead.list_all(ANSWERS[kind][0]) if one.about[0] in self._whole.members)
            found += (one for one in ends if one.exists or not self._question.existing)
        lost = [flow for one in found for flow in one.flows]
        text = describe_returns(self._whole.name, asked, lost, dead.unknown, len(sent) - len(asked))
        yield self._make("receives-returns", text, (), self._cite(kinds, outwards=True), asked)
        names = read_loss_names(self._search, {id_ for one in found for id_ in one.about})
        for one in found:
            said = JoinedText((describe_dead_end(one, names.parties), describe_dead_end_standing(one, dead)), "")
            row = _make_unanswered_row(one, names)
            yield self._make("receives-unanswered", said, (row,), self._cite(kinds, outwards=True), one.flows)

    def _tell_unreached(self, reached: set[str]) -> Iterator[ProvenSentence]:
        unreached = sorted(self._whole.members - reached)
        names = read_loss_names(self._search, unreached)
        rows = [{"how": "unreached", "kind": None, **describe_party_columns(party, names), "giver": None} for party in unreached]
        text = describe_unreached(self._whole.name, names.list(unreached, self._question.most),
                                  len(unreached), len(self._whole.members), self._question.existing)  # fmt: skip
        yield self._make("receives-unreached", text, rows, self._cite(self._kinds))

    def _cite(self, kinds: Sequence[FlowKind], outwards: bool = False) -> QueryCall:
        """Return the query that reads all flows of some kinds into the parties, or out of them."""
        members = sorted(self._whole.members)
        if not 0 < len(members) <= MOST_CITED:
            return self._search.day.cite(kinds, self._question.existing)
        return cite_query(AROUND, {**cite_ends(members, outwards), **self._choose_words(kinds)})

    def _choose_words(self, kinds: Sequence[FlowKind]) -> dict[str, Any]:
        """Return the parameters of a query for flows of some kinds, of the standings that count, on the day."""
        parameters = self._search.day.cite(kinds, self._question.existing).parameters
        return {name: parameters[name] for name in ("kinds", "standings", "on")}

    def _make(
        self,
        rule: str,
        sentence: Localizable,
        rows: Sequence[_Row],
        asked: QueryCall,
        flows: Sequence[DayFlow] = (),
        entities: Sequence[str] = (),
    ) -> ProvenSentence:
        whole = self._question.party or self._question.place or ""
        named = [row[field] for row in rows for field in ("party", "giver") if row.get(field)]
        return ProvenSentence(
            rule=rule,
            sentence=sentence,
            entities=tuple(dict.fromkeys((whole, *entities, *named))),
            asked=asked,
            rows=tuple(rows),
            evidence=tuple(dict.fromkeys(place for row in rows for place in row.get("evidence", ()))),
            certainty=find_certainty(*(flow.certainty for flow in flows)),
            example=any(flow.example for flow in flows),
        )


def cite_ends(parties: Sequence[str], outwards: bool = False) -> dict[str, Sequence[str]]:
    """Return the parameters of `flows/around` for the flows into some parties, or out of them."""
    return {"up": [] if outwards else parties, "down": parties if outwards else []}


def _make_row(kind: FlowKind, arrival: Arrival, names: LossNames, details: Mapping[str, FlowDetails]) -> _Row:
    best = arrival.flows[0]
    known = [details[flow.flow] for flow in arrival.flows if flow.flow in details]
    carried = [one.carries for one in known if one.carries]
    return {
        "how": "fed",
        "kind": str(kind),
        **describe_party_columns(arrival.taker, names),
        **_name_giver(arrival.giver, names),
        "alone": arrival.alone,
        "hangs_on": list(arrival.hangs_on),
        "hangs_on_names": [names.name(one).in_("sv") for one in arrival.hangs_on],
        "hangs_on_names_en": [names.name(one).in_("en") for one in arrival.hangs_on],
        "flows": [flow.flow for flow in arrival.flows],
        "carries": [one.sv for one in carried],
        "carries_en": [one.en for one in carried],
        "channels": list(dict.fromkeys(one.channel for one in known if one.channel)),
        "channelled": sum(bool(one.channel) for one in known),
        "standing": best.standing,
        "certainty": best.certainty,
        "example": best.example,
        "evidence": list(dict.fromkeys(place for one in known for place in one.evidence)),
    }


def _name_giver(giver: str, names: LossNames) -> _Row:
    name, place = names.parties[giver].name, names.municipality_of.get(giver)
    return {"giver": giver, "giver_name": name.sv, "giver_name_en": name.en, "giver_municipality": place}


def _make_unanswered_row(one: DeadEnd, names: LossNames) -> _Row:
    asking, asked = one.about
    return {
        "how": "unanswered",
        "kind": one.flows[0].kind,
        **describe_party_columns(asking, names),
        **_name_giver(asked, names),
        "flows": [flow.flow for flow in one.flows],
        "standing": "existing" if one.exists else "proposed",
        "certainty": str(find_certainty(*(flow.certainty for flow in one.flows))),
        "example": any(flow.example for flow in one.flows),
        "evidence": [],
    }
