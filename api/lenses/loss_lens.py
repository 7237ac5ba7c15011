"""The lens of vulnerability: who is cut off, or only weakened, without a chosen party."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from api.lenses.landscape_day import name_party
from api.pages.addresses import MAP
from api.pages.page import Asked
from model.language import Text
from model.text.names import term_of
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from queries.flows.without import answer_without
from queries.questions.parameters import WithoutQuestion
from viz.view.lens import Lens, LensFigure, LensItem, LensLine, LensSection, LensState, PartyMark
from viz.web.state import parse_state

_Row = Mapping[str, Any]
STATES: tuple[LensState, ...] = ("lost", "cut-off", "apart", "weakened")
STATE_OF: Mapping[str, LensState] = {"cut-off": "cut-off", "alone-fed": "cut-off", "weakened": "weakened", "apart": "apart"}
WORDS: Mapping[str, Text] = {
    "cut-off": Text("loses the sources of {kind}"),
    "alone-fed": Text("gets {kind} from it alone"),
    "weakened": Text("has fewer ways to {kind}"),
    "apart": Text("no longer sits with the others"),
}
NOTHING = Text("gets no {kind} at all")
HEADINGS: Mapping[LensState, Text] = {
    "cut-off": Text("Cut off"),
    "apart": Text("No longer together"),
    "weakened": Text("Weakened"),
}
MOST_HEADS = 3
"""Parties of each kind of flow that are proposed to be left out."""


def build_loss_lens(asked: Asked, contents: Contents) -> Lens:
    """Return what is cut off without the party in `utan`; without it, the parties on which most others hang."""
    existing = parse_state(asked.query, asked.language).existing
    without = asked.query.get("utan") or None
    question = WithoutQuestion(on=asked.on, party=without, existing=existing, most=MOST_HEADS)
    answer = asked.graph.keep(("map-without", question), lambda: answer_without(asked.graph, question))
    counted = "existing" if existing else "all"
    rows = [row for row in answer.rows if row["counted"] == counted or row["how"] == "apart"] or [*answer.rows]
    if not without:
        return _tell_heads(rows, contents, asked)
    sentences = tuple(LensItem(sentence.sentence.in_(asked.language)) for sentence in answer.findings)
    return _tell_loss(str(answer.parameters["party"]), rows, sentences, contents, asked)


def _tell_loss(party: str, rows: Sequence[_Row], sentences: tuple[LensItem, ...], contents: Contents, asked: Asked) -> Lens:
    marks = _mark_losers(rows, asked) | {party: PartyMark("lost", Text("left out").in_(asked.language))}
    counts = Counter(mark.state for mark in marks.values())
    lost = [flow for flow in contents.of(Flow).values() if party in (flow.source, flow.target)]
    lead = Text("Nobody hangs on it.")
    if len(marks) > 1:
        cut, weak = counts["cut-off"] + counts["apart"], counts["weakened"]
        lead = Text("{cut} are cut off or parted, {weak} weakened.", cut=cut, weak=weak)
    return Lens(
        heading=Text("Without {party}", party=name_party(contents, party, asked.language)).in_(asked.language),
        lead=lead.in_(asked.language),
        marks=marks,
        lines=tuple(_make_line(flow, contents, asked) for flow in lost),
        states=STATES,
        figures=tuple(
            LensFigure(str(counts[state]), HEADINGS[state].in_(asked.language), state) for state in HEADINGS if counts[state]
        ),
        sections=(
            *_list_losers(rows, asked),
            LensSection(Text("What is known").in_(asked.language), sentences),
        ),
        legend=(
            ("lost", Text("left out").in_(asked.language)),
            *((state, HEADINGS[state].in_(asked.language)) for state in HEADINGS),
        ),
        line_legend=(("lost", Text("flows that are lost").in_(asked.language)),),
    )


def _tell_heads(rows: Sequence[_Row], contents: Contents, asked: Asked) -> Lens:
    """Return the parties on which most others hang, as links, and mark those that hang on somebody."""
    heads: dict[str, set[str]] = {}
    for row in rows:
        for head in row["without"]:
            heads.setdefault(head, set()).add(row["party"])
    ordered = sorted(heads, key=lambda head: (-len(heads[head]), head))
    items = tuple(
        LensItem(
            name_party(contents, head, asked.language),
            asked.link.page(f"{MAP}/sarbarhet", utan=head, standing=asked.query.get("standing") or None),
            badge=str(len(heads[head])),
            state="lost",
        )
        for head in ordered
    )
    lead = Text("Choose a party to leave out. Most others hang on these.") if items else Text("Nobody hangs on another.")
    texts = {head: Text("{n} hang on it", n=len(heads[head])).in_(asked.language) for head in ordered}
    return Lens(
        heading=Text("What if one is gone?").in_(asked.language),
        lead=lead.in_(asked.language),
        marks={head: PartyMark("stuck", texts[head], str(len(heads[head]))) for head in ordered},
        lines=(),
        states=("stuck",),
        sections=(LensSection(Text("Most others hang on").in_(asked.language), items),) if items else (),
        legend=(("stuck", Text("others hang on it, so many").in_(asked.language)),),
    )


def _mark_losers(rows: Sequence[_Row], asked: Asked) -> dict[str, PartyMark]:
    words: dict[str, list[str]] = {}
    states: dict[str, set[LensState]] = {}
    for row in rows:
        words.setdefault(row["party"], []).append(_describe(row, asked))
        states.setdefault(row["party"], set()).add(STATE_OF[row["how"]])
    return {
        party: PartyMark(next(state for state in STATES if state in states[party]), ", ".join(dict.fromkeys(said)))
        for party, said in words.items()
    }


def _describe(row: _Row, asked: Asked) -> str:
    kind = FlowKind.of(row["kind"]).term if row["kind"] else ""
    nothing = row["how"] == "cut-off" and set(row["fed_by"]) <= set(row["without"])
    return Text(NOTHING.message if nothing else WORDS[row["how"]].message, kind=kind).in_(asked.language)


def _list_losers(rows: Sequence[_Row], asked: Asked) -> list[LensSection]:
    sections = []
    for state, heading in HEADINGS.items():
        own: dict[str, list[_Row]] = {}
        for row in rows:
            if STATE_OF[row["how"]] == state:
                own.setdefault(row["party"], []).append(row)
        items = tuple(
            LensItem(
                term_of(some[0]).in_(asked.language),
                asked.link.focus(party),
                ", ".join(dict.fromkeys(_describe(row, asked) for row in some)),
                state=STATE_OF[some[0]["how"]],
                example=all(row["example"] for row in some),
            )
            for party, some in sorted(own.items(), key=lambda item: term_of(item[1][0]).in_(asked.language))
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
