"""The lens of vulnerability: who gets nothing, loses the sources, or has fewer ways without a chosen party."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api.lenses.landscape_day import name_party, shows_existing
from api.pages.addresses import MAP
from api.pages.page import Asked
from model.findings import Answer, ProvenSentence
from model.language import JoinedText, Localizable, PluralText, Text, swedish_sort_key
from model.text.names import term_of
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Certainty, Standing
from queries.flows.loss_words import NO_KIND
from queries.flows.without import answer_without
from queries.questions.parameters import WithoutQuestion
from viz.view.lens import Lens, LensFigure, LensItem, LensLine, LensSection, LensState, PartyMark

_Row = Mapping[str, Any]
HEADINGS: Mapping[LensState, Text] = {
    "cut-off": Text("Get nothing at all"),
    "sourceless": Text("Lose only the sources"),
    "apart": Text("No longer together"),
    "weakened": Text("Have fewer ways"),
}
"""The states of those that lose something, the gravest first, with the headings of their lists."""
STATES: tuple[LensState, ...] = ("lost", *HEADINGS)
MOST_HEADS = 50
"""Parties of each kind of flow that are proposed to be left out."""
UNCERTAIN, COUNTING_EXISTING = Text("uncertain"), Text("counting only what exists")


def build_loss_lens(asked: Asked, contents: Contents) -> Lens:
    """Return what is lost without the party in `utan`; without it, the parties on which others hang."""
    existing = shows_existing(asked)
    without = asked.query.get("utan") or None
    question = WithoutQuestion(on=asked.on, party=without, existing=existing, most=MOST_HEADS)
    answer = asked.graph.keep(("map-without", question), lambda: answer_without(asked.graph, question))
    return _tell_loss(answer, contents, asked) if without else _tell_heads(answer, contents, asked)


def _choose_rows(rows: Iterable[_Row], existing: bool) -> list[_Row]:
    """Return the rows of losses that the map shows.

    They count what is proposed, too; of a kind of which nothing is lost then, they count only what exists. Whoever is reached in
    as many ways as before loses nothing.
    """
    losses = [row for row in rows if row["how"] != "weakened" or (row["ways_without"] or 0) < (row["ways"] or 0)]
    told = {row["kind"] for row in losses if row["counted"] == "all" and row["how"] != "weakened"}
    return [row for row in losses if existing or row["counted"] == "all" or row["kind"] not in told]


def _find_state(row: _Row) -> LensState:
    if row["how"] == "apart":
        return "apart"
    if row["how"] == "weakened":
        return "weakened"
    only_fed = {*row["fed_by"]} - {row["party"]} <= {*row["without"]}
    return "cut-off" if only_fed else "sourceless"


def _group_losers(rows: Sequence[_Row]) -> dict[str, LensState]:
    """Return the gravest state of each party that loses something."""
    found: dict[str, set[LensState]] = defaultdict(set)
    for row in rows:
        found[row["party"]].add(_find_state(row))
    return {party: next(state for state in HEADINGS if state in states) for party, states in found.items()}


def _tell_counts(counts: Mapping[LensState, int]) -> JoinedText:
    words: Mapping[LensState, Localizable] = {
        "cut-off": PluralText("{n} gets nothing at all", "{n} get nothing at all", n=counts["cut-off"]),
        "sourceless": PluralText("{n} loses only the sources", "{n} lose only the sources", n=counts["sourceless"]),
        "apart": PluralText("{n} is parted from the others", "{n} are parted from the others", n=counts["apart"]),
        "weakened": PluralText("{n} has fewer ways", "{n} have fewer ways", n=counts["weakened"]),
    }
    return JoinedText(words[state] for state in HEADINGS if counts[state])


def _tell_loss(answer: Answer, contents: Contents, asked: Asked) -> Lens:
    party = str(answer.parameters["party"])
    rows = _choose_rows(answer.rows, bool(answer.parameters.get("existing")))
    losers = _group_losers(rows)
    counts = Counter(losers.values())
    lost = [flow for flow in contents.of(Flow).values() if party in (flow.source, flow.target)]
    nobody = next((one for one in answer.findings if one.rule == "nobody-hangs"), None)
    lead: Localizable = nobody.sentence if nobody else Text("Nobody hangs on it alone.")
    own: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        own[row["party"]].append(row)
    marks = {
        one: PartyMark(state, ", ".join(dict.fromkeys(_describe(row, asked) for row in own[one])))
        for one, state in losers.items()
    }
    return Lens(
        heading=Text("Without {party}", party=name_party(contents, party, asked.language)).in_(asked.language),
        lead=(Text("{told}.", told=_tell_counts(counts)) if losers else lead).in_(asked.language),
        marks=marks | {party: PartyMark("lost", Text("left out").in_(asked.language))},
        lines=tuple(_make_line(flow, contents, asked) for flow in lost),
        states=STATES,
        figures=tuple(
            LensFigure(str(counts[state]), HEADINGS[state].in_(asked.language), state) for state in HEADINGS if counts[state]
        ),
        sections=(
            *_list_losers(own, marks, asked),
            *_list_known([one for one in answer.findings if losers or one is not nobody], asked),
        ),
        legend=(
            ("lost", Text("left out").in_(asked.language)),
            *((state, HEADINGS[state].in_(asked.language)) for state in HEADINGS),
        ),
        line_legend=(("lost", Text("flows that are lost").in_(asked.language)),),
        notes=_note_cut(answer.cut, asked),
    )


def _list_known(findings: Iterable[ProvenSentence], asked: Asked) -> list[LensSection]:
    items = tuple(
        LensItem(
            one.sentence.in_(asked.language),
            detail=UNCERTAIN.in_(asked.language) if one.certainty == Certainty.UNCERTAIN else "",
            example=one.example,
        )
        for one in findings
    )
    return [LensSection(Text("What is known").in_(asked.language), items)] if items else []


def _note_cut(cut: bool, asked: Asked) -> tuple[str, ...]:
    return (Text("The answer was cut at a limit.").in_(asked.language),) if cut else ()


def _tell_heads(answer: Answer, contents: Contents, asked: Asked) -> Lens:
    """Return the parties on which others hang, as links, most first, and mark them."""
    by_head: dict[str, list[ProvenSentence]] = defaultdict(list)
    for one in answer.findings:
        if one.rows:
            by_head[one.rows[0]["without"][0]].append(one)
    existing = bool(answer.parameters.get("existing"))
    hanging = {head: _count_hanging(head, some, existing) for head, some in by_head.items()}
    ordered = sorted(hanging, key=lambda head: (-hanging[head][0], head))
    words = {head: hanging[head][1].in_(asked.language) for head in ordered}
    items = tuple(
        LensItem(
            name_party(contents, head, asked.language),
            asked.link.page(f"{MAP}/sarbarhet", utan=head, standing=asked.query.get("standing") or None),
            words[head],
            badge=str(hanging[head][0]),
            state="lost",
            example=any(one.example for one in by_head[head]),
        )
        for head in ordered
    )
    lead = Text("Choose a party to leave out. Others hang on these, most first.") if items else Text("Nobody hangs on another.")
    return Lens(
        heading=Text("What if one is gone?").in_(asked.language),
        lead=lead.in_(asked.language),
        marks={head: PartyMark("stuck", words[head], str(hanging[head][0])) for head in ordered},
        lines=(),
        states=("stuck",),
        sections=(LensSection(Text("Others hang on ({n})", n=len(items)).in_(asked.language), items),) if items else (),
        legend=(("stuck", Text("others hang on it, so many").in_(asked.language)),),
        notes=_note_most(answer.findings, asked),
    )


def _note_most(findings: Iterable[ProvenSentence], asked: Asked) -> tuple[str, ...]:
    """Return that more hang on others than the overview reads, if that is so."""
    heads = Counter(rule for rule, _head in {(one.rule, one.entities[0]) for one in findings if one.rows})
    if max(heads.values(), default=0) < MOST_HEADS:
        return ()
    text = Text(
        "Of each kind of flow only the {n} parties on which most others hang are counted; more can be chosen.", n=MOST_HEADS
    )
    return (text.in_(asked.language),)


def _count_hanging(head: str, findings: Sequence[ProvenSentence], existing: bool) -> tuple[int, Localizable]:
    """Return how many hang on a party, and in words what they lose; only how many, where not all have rows."""
    rows = _choose_rows((row for one in findings for row in one.rows), existing)
    told = [one for one in findings if one.rows[0] in rows]
    parties = {party for one in told for party in one.entities} - {head}
    losers = _group_losers(rows)
    words: list[Localizable] = [_tell_counts(Counter(losers.values()))]
    if len(losers) < len(parties):
        words = [Text("{n} hang on it", n=len(parties))]
    if not existing and all(row["counted"] == "existing" for row in rows):
        words.append(COUNTING_EXISTING)
    if any(one.certainty == Certainty.UNCERTAIN for one in told):
        words.append(UNCERTAIN)
    return len(parties), JoinedText(words, " · ")


def _describe(row: _Row, asked: Asked) -> str:
    """Return what a party loses, and on what that rests: on something proposed, on something uncertain."""
    kind = FlowKind.of(row["kind"]) if row["kind"] else None
    loss: Localizable = Text("no longer sits with the others")
    if kind and _find_state(row) == "weakened":
        loss = Text("keeps {left} of {n} independent ways of {kind}", left=row["ways_without"], n=row["ways"], kind=kind.term)
    elif kind and _find_state(row) == "cut-off":
        loss = Text("gets {no_kind} at all", no_kind=NO_KIND[kind])
    elif kind:
        loss = Text("loses only the sources of {kind}", kind=kind.term)
    existing = shows_existing(asked)
    remarks: list[Localizable] = [COUNTING_EXISTING] if row["counted"] == "existing" and not existing else []
    remarks += [Text("proposed")] if row["standing"] == Standing.PROPOSED else []
    remarks += [UNCERTAIN] if row["certainty"] == Certainty.UNCERTAIN else []
    told = Text("{loss} ({remarks})", loss=loss, remarks=JoinedText(remarks)) if remarks else loss
    return told.in_(asked.language)


def _list_losers(own: Mapping[str, Sequence[_Row]], marks: Mapping[str, PartyMark], asked: Asked) -> list[LensSection]:
    """Return a list for each state of the parties that lose something, each party in the gravest. `own` are their rows."""
    ordered = sorted(own, key=lambda party: swedish_sort_key(term_of(own[party][0]).in_(asked.language)))
    sections = []
    for state, heading in HEADINGS.items():
        items = tuple(
            LensItem(
                term_of(own[party][0]).in_(asked.language),
                asked.link.focus(party),
                marks[party].words,
                state=state,
                example=all(row["example"] for row in own[party]),
            )
            for party in ordered
            if marks[party].state == state
        )
        if items:
            sections.append(LensSection(f"{heading.in_(asked.language)} ({len(items)})", items))
    return sections


def _make_line(flow: Flow, contents: Contents, asked: Asked) -> LensLine:
    ends = (name_party(contents, end, asked.language) for end in (flow.source, flow.target))
    text = Text("{a} → {b}: {kind} is lost.", a=next(ends), b=next(ends), kind=flow.kind.term)
    return LensLine(flow.source, flow.target, "lost", 1, text.in_(asked.language), example=flow.example)


def list_party_choices(asked: Asked, contents: Contents) -> list[tuple[str, str, bool]]:
    """Return the parties that feed others, by name: their addresses in the lens, and whether each is the one left out."""
    feeding = {flow.source for flow in contents.of(Flow).values()}
    named = sorted((name_party(contents, id_, asked.language), id_) for id_ in feeding if contents.party(id_))
    chosen = asked.query.get("utan")
    return [(name, asked.link.same(utan=id_), id_ == chosen) for name, id_ in named]
