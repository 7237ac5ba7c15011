"""Forums and those who sit there, as two modes: who sits with a party and through which forums; which forums share members."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from model.findings import Answer, ProvenSentence, Row, find_certainty
from model.graphs.brokerage import find_shared
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import join_names, term_of
from model.vocabulary.forums import Position
from model.vocabulary.record import Certainty, Standing, list_standings
from queries.flows.day_flows import read_flow_parties
from queries.flows.feeds import read_name_on_day
from queries.flows.relays import read_relays
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_party
from queries.questions.parameters import MeetsQuestion
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader

_Row = dict[str, Any]
SITTING_WITH = "flows/sitting-with"
MOST_FORUMS_NAMED = 4
"""The largest number of forums of which no other member is on record that are named."""


def answer_meets(graph: Graph, question: MeetsQuestion) -> Answer:
    """Answer `find_meets` for a party given by id, name or alias. Raises NotFound."""
    return find_meets(graph, question.model_copy(update={"party": find_party(graph, question.party)}))


def find_meets(graph: Graph, question: MeetsQuestion) -> Answer:
    """Return who holds seats in the forums where the party does, and of a forum, the forums where its members sit, too.

    Rows, most shared first, then by id: `how` ("party" or "forum"), `party`, `name`, `through` (the ids of the forums, or of the
    members), `through_names`, `seats` (the ids of their seats), `deputy` (true if it sits there only as deputy), `standing`,
    `certainty` and `example`: of the seats on which it rests.
    """
    return graph.read_in_transaction(lambda reader: _Meets(reader, graph, question).answer())


class _Meets:
    """The answer to one question about who sits with whom."""

    def __init__(self, reader: Reader, graph: Graph, question: MeetsQuestion) -> None:
        standings = list_standings(question.existing)
        self._graph, self._question = graph, question
        self._asked = {"id": question.party, "standings": standings, "on": question.on}
        found = reader.read(SITTING_WITH, **self._asked)
        self._seats, self._cut = list({row["seat"]: row for row in found.rows}.values()), found.cut
        self._name = read_name_on_day(reader, question.party, question.on)
        self._relays = [] if self._seats else _name_relays(reader, question, standings)
        self._names: dict[str, Term] = {}
        for row in self._seats:
            self._names |= {row["holder"]: term_of(row, "holder_name"), row["forum"]: term_of(row, "forum_name")}

    def answer(self) -> Answer:
        party, most = self._question.party, self._question.most
        sitting = {(row["holder"], row["forum"]) for row in self._seats}
        met = find_shared(sitting, party)
        sharing = find_shared(((forum, holder) for holder, forum in sitting), party)
        rows = [self._make_row("party", one, "holder", places) for one, places in met.items()]
        rows += [self._make_row("forum", one, "forum", members) for one, members in sharing.items()]
        rows.sort(key=lambda row: (row["how"] != "party", -len(row["through"]), row["party"]))
        sentences = [self._tell(rows, forums, len(ids)) for forums, ids in ((False, met), (True, sharing)) if ids]
        alone = self._list_alone()
        if not rows and not alone:
            sentences = [self._make_sentence("meets-nobody", self._describe_nobody(), [])]
        if alone:
            sentences.append(self._make_sentence("meets-unknown", self._describe_alone(alone), [], alone))
        shown = add_distinctions(self._graph, rows[:most], name="party")
        return Answer("meets", dict(self._asked, most=most), self._question.on, shown, sentences, self._cut or len(rows) > most)

    def _list_alone(self) -> list[str]:
        """Return the forums where the party has a seat and no other party is on record."""
        holders: dict[str, set[str]] = defaultdict(set)
        for row in self._seats:
            holders[row["forum"]].add(row["holder"])
        return sorted(forum for forum, found in holders.items() if found == {self._question.party})

    def _describe_alone(self, forums: Sequence[str]) -> Localizable:
        names = join_names([self._names[forum] for forum in forums], MOST_FORUMS_NAMED)
        return PluralText(
            "In {n} forum where {party} has a seat, no other member is on record ({forums}): "
            "with whom it sits there is not known.",
            "In {n} forums where {party} has a seat, no other member is on record ({forums}): "
            "with whom it sits there is not known.",
            n=len(forums), party=self._name, forums=names,
        )  # fmt: skip

    def _describe_nobody(self) -> Localizable:
        """Return that a forum shares no member; without any seat, that it is not known who meets whom, and who sits for it."""
        if self._seats:
            return Text("{party} shares no member on record with another forum on this day.", party=self._name)
        text = Text("No seat of {party}, or in it, is on record on this day: with whom it sits is not known.", party=self._name)
        if self._relays:
            more = Text(" It takes part through {networks}.", networks=join_names(self._relays, len(self._relays)))
            return JoinedText((text, more), "")
        return text

    def _make_row(self, how: str, one: str, own: str, through: tuple[str, ...]) -> _Row:
        other = "forum" if own == "holder" else "holder"
        seats = [row for row in self._seats if row[own] == one and row[other] in through]
        theirs, party = list(seats), self._question.party
        seats += [row for row in self._seats if row[own] == party and row[other] in through]
        return {
            "how": how,
            "party": one,
            "name": self._names[one].sv,
            "name_en": self._names[one].en,
            "through": list(through),
            "through_names": [self._names[id_].sv for id_ in through],
            "through_names_en": [self._names[id_].en for id_ in through],
            "seats": sorted(row["seat"] for row in seats),
            "deputy": all(row["position"] == Position.DEPUTY for row in theirs),
            "standing": str(_find_best(seats, through, other)),
            "certainty": str(find_certainty(*(row["certainty"] for row in seats))),
            "example": any(row["example"] for row in seats),
            "evidence": list(dict.fromkeys(place for row in seats for place in row["evidence"])),
        }

    def _tell(self, rows: list[_Row], forums: bool, n: int) -> ProvenSentence:
        told = [row for row in rows if (row["how"] == "forum") == forums]
        most = told[0]
        words: dict[str, Any] = {"n": n, "party": self._name, "most": term_of(most), "shared": len(most["through"])}
        tied = n > 1 and len(told[1]["through"]) == len(most["through"])
        if forums:
            text = PluralText("{party} shares members with {n} forum: {most} ({shared}).",
                              "{party} shares members with {n} forums, most with {most} ({shared}).", **words)  # fmt: skip
            if tied:
                text = PluralText("{party} shares members with {n} forum.", "{party} shares members with {n} forums.", **words)
            return self._make_sentence("meets-forums", _add_reservations(text, told), told)
        places = len({place for row in told for place in row["through"]})
        words["places"] = PluralText("{n} forum", "{n} forums", n=places)
        text = PluralText("{party} sits with {n} party, in {places}: {most}.",
                          "{party} sits with {n} parties, in {places}; most often with {most} ({shared}).", **words)  # fmt: skip
        if tied:
            text = PluralText("{party} sits with {n} party, in {places}.", "{party} sits with {n} parties, in {places}.", **words)
        return self._make_sentence("meets-parties", _add_reservations(text, told), told)

    def _make_sentence(self, rule: str, text: Localizable, rows: list[_Row], forums: Sequence[str] = ()) -> ProvenSentence:
        seats = [row for row in self._seats if row["forum"] in forums]
        return ProvenSentence(
            rule=rule,
            sentence=text,
            entities=(self._question.party, *(row["party"] for row in rows), *forums),
            asked=cite_query(SITTING_WITH, self._asked),
            rows=tuple(rows),
            evidence=tuple(dict.fromkeys(place for row in (*rows, *seats) for place in row["evidence"])),
            certainty=find_certainty(*(row["certainty"] for row in (*rows, *seats))),
            example=bool(rows or seats) and all(row["example"] for row in (*rows, *seats)),
        )


def _name_relays(reader: Reader, question: MeetsQuestion, standings: Sequence[str]) -> list[Localizable]:
    """Return the names of the networks that represent the party."""
    relays = read_relays(reader, question.on, standings, {question.party})
    parties = read_flow_parties(reader, question.on, relays)
    return [parties[id_].name for id_ in relays]


def _add_reservations(text: Text, rows: list[_Row]) -> Text:
    """Return a sentence with how many of its rows are only proposed, uncertain or examples, where any is."""
    counts = (
        (Text("only proposed"), sum(row["standing"] == Standing.PROPOSED for row in rows)),
        (Text("uncertain"), sum(row["certainty"] == Certainty.UNCERTAIN for row in rows)),
        (Text("example"), sum(row["example"] for row in rows)),
    )
    told = [Text("{word}: {n}", word=word, n=n) for word, n in counts if n]
    return JoinedText((text, Text(" Of these {reservations}.", reservations=JoinedText(told))), "") if told else text


def _find_best(seats: list[_Row], through: tuple[str, ...], other: str) -> Standing:
    """Return existing if all seats of at least one shared forum, or member, exist."""
    standings: dict[str, set[str]] = defaultdict(set)
    for row in seats:
        standings[row[other]].add(row["standing"])
    return Standing.EXISTING if any(standings[one] == {Standing.EXISTING} for one in through) else Standing.PROPOSED


def list_through(row: Row, language: str) -> JoinedText:
    """Return the names of the forums, or of the members, in a language."""
    return JoinedText(row["through_names" if language == "sv" else "through_names_en"])
