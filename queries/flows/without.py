"""What breaks without a party: who is then cut off from the sources of each kind of flow; and on whom a place hangs.

Start at `answer_without`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.errors import NotUnderstood
from model.findings import Answer, ProvenSentence, find_certainty
from model.graphs.cuts import SmallestCut
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import term_of
from model.vocabulary.flows import FlowKind
from queries.flows.day_flows import DayFlow
from queries.flows.feeds import read_name_on_day
from queries.flows.loss_rows import ALONE_FED, AROUND, ToldLoss, make_loss_sentences, read_loss_names
from queries.flows.loss_words import (
    ONLY_EXISTING,
    SAME_COUNTING,
    WITH_PROPOSALS,
    LossNames,
    describe_counting,
    describe_loss,
    describe_place_cut,
    describe_spread,
    describe_weakened,
    is_same_loss,
)
from queries.flows.losses import MOST_WEIGHED, Counted, KindFlows, Loss, LossSearch
from queries.flows.sitting import JOINS_ALONE, make_parting_sentences
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_party
from queries.landscape.places import find_place
from queries.questions.parameters import WithoutQuestion
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader
from queries.server.paging import MOST_ANSWER_ROWS

MOST_ROWS_OF_HEAD, MOST_ROWS_OF_SENTENCE = 100, 2_000
"""The rows of each sentence where many parties are asked about, and where one party or place is."""


def answer_without(graph: Graph, question: WithoutQuestion) -> Answer:
    """Answer `find_without` for a party or a place given by id, name or alias. Raises NotFound, NotUnderstood."""
    if question.party and question.place:
        text = Text("a party and a place were given")
        raise NotUnderstood(text, (), Text("Ask what hangs on a party, or on whom a place hangs: not both."))
    party = find_party(graph, question.party) if question.party else None
    place = find_place(graph, question.place) if question.place else None
    return find_without(graph, question.model_copy(update={"party": party, "place": place}))


def find_without(graph: Graph, question: WithoutQuestion) -> Answer:
    """Return what breaks without `question.party`; on whom `question.place` hangs; without either, on whom most hangs.

    Each row says what a party loses: `how` (cut-off; alone-fed, in a circle by a lost party alone; weakened;
    or apart, of who sits together), `kind`, `counted` (existing or
    all flows), `without` (ids of the lost parties), `party` with its name, `sort`, `level`, `areas` and `municipality`, `fed_by`
    and `flows` (all that feeds it with that kind), `ways` and `ways_without` (independent ways from the sources before and after;
    None if not counted), `standing`, `certainty`, `example` and `evidence` of these flows.
    """
    sentences, cut = graph.read_in_transaction(
        lambda reader: reader.keep(("without", question), lambda: _read_sentences(reader, question))
    )
    rows = [row for sentence in sentences for row in sentence.rows]
    cut = cut or len(rows) > MOST_ANSWER_ROWS
    parameters = question.given("party", "place", "kind", "existing", "most")
    shown = add_distinctions(graph, (dict(row) for row in rows[:MOST_ANSWER_ROWS]), name="party")
    return Answer("without", parameters, question.on, shown, sentences, cut)


def find_most_hanging(graph: Graph, on: str) -> ProvenSentence | None:
    """Return the sentence about the party on which most others hang on the day `on`, or None if nobody hangs on another."""
    found = find_without(graph, WithoutQuestion(on=on, most=1)).findings
    return max((one for one in found if one.rule != JOINS_ALONE), key=lambda one: len(one.entities), default=None)


def _read_sentences(reader: Reader, question: WithoutQuestion) -> tuple[list[ProvenSentence], bool]:
    """Return the sentences of the answer, and whether a limit cut it."""
    search = LossSearch(reader, question.on)
    kinds = [FlowKind.of(kind) for kind in question.kind] or [*FlowKind]
    most = MOST_ROWS_OF_SENTENCE if question.party or question.place else MOST_ROWS_OF_HEAD
    told: list[ToldLoss] = []
    if question.place and (unknown := _tell_unknown_place(search, question.place, kinds, question.existing)):
        return [unknown], search.day.cut
    for kind in kinds:
        if question.party:
            told += tell_party(search, kind, question.party, question.existing)
        elif question.place:
            told += _tell_place(search, kind, question.place, question.existing)
        else:
            told += _tell_heads(search, kind, question.existing, question.most)
    sentences = make_loss_sentences(search, told, most)
    if question.party:
        sentences = [*_tell_passed_on(search, question.party, kinds, question.existing), *sentences]
    if question.party and not any(item.loss.parties for item in told):
        sentences.insert(0, _tell_nothing(search, question.party, kinds, question.existing))
    sentences = [*_tell_only_proposed(search, [] if question.existing or question.place else told), *sentences]
    if not question.place and not question.kind:
        sentences += make_parting_sentences(search, question.party, question.existing, question.most)
    return sentences, search.day.cut or any(len(item.parties) > most for item in told)


def _tell_only_proposed(search: LossSearch, told: Sequence[ToldLoss]) -> Iterator[ProvenSentence]:
    """Yield once that no flow of the kinds told about exists, if that is so of some."""
    kinds = [kind for kind in FlowKind if any(item.loss.kind == kind and item.loss.parties for item in told)]
    missing = [kind for kind in kinds if not search.choose_kind(kind, "existing").flows]
    if missing:
        yield ProvenSentence(
            rule="none-existing",
            sentence=Text(
                "Today no such flow ({kinds}) is on record: what is said of it holds once what is proposed exists.",
                kinds=JoinedText(kind.term for kind in missing),
            ),
            entities=(),
            asked=search.day.cite(missing, existing=True),
            rows=(),
            evidence=(),
            certainty=find_certainty(),
        )


def tell_party(search: LossSearch, kind: FlowKind, party: str, existing: bool) -> list[ToldLoss]:
    """Return what is lost without a party of one kind of flow: who is cut off, and who is only weakened."""
    told = tell_cut_off(search, kind, party, existing)
    flows = search.choose_kind(kind, "existing" if existing else "all")
    loss = flows.find_loss(party)
    if weakened := flows.find_weakened(loss):
        whole = replace(loss, weakened=weakened)
        ways = _count_ways(flows, whole) if flows.weighable else {}
        told.append(
            ToldLoss(whole, f"weakened-{kind}", lambda names: describe_weakened(whole, ways, names), ways, weakened, "weakened")
        )
    return told


def tell_cut_off(search: LossSearch, kind: FlowKind, party: str, existing: bool, spread: bool = True) -> list[ToldLoss]:
    """Return who is cut off without a party: counting what is proposed, too, and counting only what exists where that differs.

    Many are also counted by level, area and municipality where their `spread` is wanted.
    """
    existing_flows = search.choose_kind(kind, "existing")
    counted = existing_flows.find_loss(party)
    if existing:
        return [_tell_loss(counted, None, spread)] if counted.parties else []
    flows = search.choose_kind(kind, "all")
    whole = flows.find_loss(party)
    told_on_top = spread and not existing_flows.flows
    if not flows.proposed or told_on_top or is_same_loss(counted, whole):
        return [_tell_loss(whole, counted if flows.proposed and not told_on_top else None, spread)] if whole.parties else []
    recorded = sum(one in existing_flows.incoming for one in whole.parties)
    return [_tell_loss(one, other, spread, recorded) for one, other in ((whole, counted), (counted, whole)) if one.parties]


def _tell_loss(loss: Loss, other: Loss | None, spread: bool, recorded: int = 0) -> ToldLoss:
    def describe(names: LossNames) -> Localizable:
        counts = describe_spread(loss.parties, names) if spread else ""
        return JoinedText((describe_loss(loss, names), counts, describe_counting(loss, other, recorded)), "")

    ways = dict.fromkeys(loss.cut_off, (1, 0)) if loss.sources else {}
    return ToldLoss(loss, f"cut-off-{loss.kind}", describe, ways, how="cut-off" if loss.cut_off else ALONE_FED)


def _count_ways(flows: KindFlows, loss: Loss) -> dict[str, tuple[int, int]]:
    """Return how many independent ways lead to weakened parties, with and without the lost ones."""
    return {party: (flows.count_ways(party), flows.count_ways(party, loss.without)) for party in loss.weakened[:MOST_WEIGHED]}


def _tell_heads(search: LossSearch, kind: FlowKind, existing: bool, most: int) -> list[ToldLoss]:
    """Return who is cut off without each of the parties on which most others hang."""
    counts: dict[str, int] = {}
    for counted in _list_countings(existing):
        for party, n in search.choose_kind(kind, counted).count_losses().items():
            counts[party] = max(n, counts.get(party, 0))
    heads = sorted(counts, key=lambda party: (-counts[party], party))[:most]
    return [told for party in heads for told in tell_cut_off(search, kind, party, existing)]


def _list_countings(existing: bool) -> Sequence[Counted]:
    return ("existing",) if existing else ("all", "existing")


def _tell_unknown_place(search: LossSearch, place: str, kinds: Sequence[FlowKind], existing: bool) -> ProvenSentence | None:
    """Return that nothing is known of a place if no party there has a flow on record of any of the kinds."""
    flows, members = search.day.choose(kinds, existing=existing), search.belonging.list_members(place)
    if any(end in members for flow in flows.flows for end in (flow.source, flow.target)):
        return None
    text = Text(
        "No flow to or from any party in {place} is on record on {day}: on whom it hangs is not known.",
        place=search.belonging.name_place(place),
        day=search.on,
    )
    return ProvenSentence(
        rule="place-unknown",
        sentence=text,
        entities=(place,),
        asked=flows.asked,
        rows=(),
        evidence=(),
        certainty=find_certainty(),
    )


def _tell_place(search: LossSearch, kind: FlowKind, place: str, existing: bool) -> list[ToldLoss]:
    """Return on whom a place hangs: counting what is proposed, too, and counting only what exists where that differs."""
    members, name = search.belonging.list_members(place), search.belonging.name_place(place)
    kind_flows = [search.choose_kind(kind, counted) for counted in _list_countings(existing)]
    found = [_PlaceCut(name, members, *flows.find_place_cut(members)) for flows in kind_flows]
    if existing or not search.choose_kind(kind, "all").proposed:
        told: list[tuple[_PlaceCut, Localizable | None]] = [(found[0], None)]
    elif len({(one.cut, frozenset(one.loss.sources)) for one in found}) == 1:
        told = [(found[0], SAME_COUNTING)]
    else:
        told = [*zip(found, (WITH_PROPOSALS, ONLY_EXISTING), strict=True)]
    return [_tell_place_cut(search, one, counting) for one, counting in told]


@dataclass(frozen=True, slots=True)
class _PlaceCut:
    place: Term
    members: Collection[str]
    cut: SmallestCut
    loss: Loss


def _tell_place_cut(search: LossSearch, found: _PlaceCut, counting: Localizable | None) -> ToldLoss:
    def describe(names: LossNames) -> Localizable:
        said = describe_place_cut(found.place, found.cut, found.loss, names)
        return JoinedText((said, counting), " ") if counting else said

    flows = search.choose_kind(found.loss.kind, found.loss.counted)
    reached = found.cut.reached if flows.weighable else ()
    ways = {party: (flows.count_ways(party, inside=found.members), 0) for party in reached}
    return ToldLoss(found.loss, f"place-hangs-{found.loss.kind}", describe, ways, found.cut.reached)


def _tell_nothing(search: LossSearch, party: str, kinds: Sequence[FlowKind], existing: bool) -> ProvenSentence:
    """Return that nobody hangs on a party alone by these kinds of flow; if it has none on record, that it is not known."""
    flows = search.day.choose(kinds, existing=existing)
    own = [flow for flow in flows.flows if party in (flow.source, flow.target)]
    words = {"up": [party], "down": [party], "kinds": list(flows.kinds), "standings": list(flows.standings), "on": search.on}
    return ProvenSentence(
        rule="nobody-hangs",
        sentence=_describe_nothing(search, party, own, kinds),
        entities=(party,),
        asked=cite_query(AROUND, words),
        rows=(),
        evidence=(),
        certainty=find_certainty(*(flow.certainty for flow in own)),
        example=any(flow.example for flow in own),
    )


def _tell_passed_on(search: LossSearch, party: str, kinds: Sequence[FlowKind], existing: bool) -> Iterator[ProvenSentence]:
    """Yield of how many flows between others a party is the channel, if of any."""
    row = search.reader.read("parties/of-id", id=party).rows[0]
    called = (row["name"], row["name_en"], row["short_name"], row["short_name_en"], *(row["aliases"] or ()))
    names = {name.casefold() for name in called if name}
    flows = search.day.choose(kinds, existing=existing)
    passed = [flow for flow in flows.flows if flow.channel and flow.channel.casefold() in names]
    passed = [flow for flow in passed if party not in (flow.source, flow.target)]
    kinds_passed = sorted({flow.kind for flow in passed}, key=flows.kinds.index)
    if passed:
        text = PluralText(
            "{party} is the channel of {n} flow between others ({kinds}): whether it would come through without the channel is "
            "not known, and it is not counted here.",
            "{party} is the channel of {n} flows between others ({kinds}): whether these would come through without the channel "
            "is not known, and they are not counted here.",
            party=term_of(row), n=len(passed), kinds=JoinedText(FlowKind.of(kind).term for kind in kinds_passed),
        )  # fmt: skip
        yield ProvenSentence(
            rule="passes-on",
            sentence=text,
            entities=(party,),
            asked=flows.asked,
            rows=(),
            evidence=(),
            certainty=find_certainty(*(flow.certainty for flow in passed)),
            example=any(flow.example for flow in passed),
        )


def _describe_nothing(search: LossSearch, party: str, own: Sequence[DayFlow], kinds: Sequence[FlowKind]) -> Localizable:
    names, on = read_loss_names(search, [party]), search.on
    chosen = JoinedText((" (", JoinedText(kind.term for kind in kinds), ")"), "") if len(kinds) < len(FlowKind) else ""
    words: dict[str, Any] = {"party": names.name(party), "kinds": chosen}
    if not own:
        words["party"] = read_name_on_day(search.reader, party, on)
        return Text("No flow{kinds} to or from {party} is on record on {day}: what hangs on it is not known.", **words, day=on)
    if not any(flow.source == party for flow in own):
        return Text("Nobody hangs on {party}: no flow{kinds} from it is on record.", **words)
    text = Text("Nobody hangs on {party} alone: all that it feeds{kinds} are reached by other ways, too.", **words)
    fed = {one.kind for one in own if one.target == party}
    if any(party in search.choose_kind(kind, "all").dominance.sources for kind in kinds if kind in fed):
        circle = Text("It is in a circle of parties that feed each other: as long as nobody outside feeds the circle, it is not "
                      "known where things begin, and none of them is said to hang on another.")  # fmt: skip
        return JoinedText((text, circle), " ")
    return text
