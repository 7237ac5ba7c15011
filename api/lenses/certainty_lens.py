"""The lens of certainty: what is only proposed, what is uncertain and why, and what nobody has confirmed for long."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from api.lenses.landscape_day import name_party
from api.pages.page import Asked
from model.changes.operation_keys import key_of
from model.language import Localizable, PluralText, Text
from model.vocabulary.contents import Contents, Party
from model.vocabulary.days import shift_day
from model.vocabulary.flows import Flow
from model.vocabulary.record import Certainty, Record, is_proposed
from queries.journal.search import find_operations_since
from queries.memory.history import find_last_change
from viz.view.lens import Lens, LensFigure, LensItem, LensLine, LensSection, LensState, PartyMark

LONG_DAYS = 365
"""Days after which a record that nobody has entered, changed or confirmed since is told."""
STATES: tuple[LensState, ...] = ("uncertain", "unconfirmed", "proposed")
HEADINGS = {"uncertain": Text("Uncertain"), "unconfirmed": Text("Not confirmed for a year"), "proposed": Text("Only proposed")}
MOST_ITEMS = 30
UNCERTAIN_NOTE = Text("Uncertain: the source calls it suitable, possible or an example, or the place on the map is a reading.")
MOST_ARE_UNCERTAIN = Text("Most flows are uncertain: they are not drawn, since that would say nothing.")


def build_certainty_lens(asked: Asked, contents: Contents) -> Lens:
    """Return what is uncertain, not confirmed for long, or only proposed: parties, and the flows between them."""
    language, parties = asked.language, list(contents.parties())
    old = find_unconfirmed(asked, [*parties, *contents.of(Flow).values()])
    marks = {
        party.id: PartyMark(state, _describe(party, old, asked), quoted=party.certainty_reason or "")
        for party in parties
        if (state := _state_of(party, old))
    }
    flows = [flow for flow in contents.of(Flow).values() if flow.certainty == Certainty.UNCERTAIN]
    few = 2 * len(flows) <= len(contents.of(Flow))
    counts = Counter(mark.state for mark in marks.values())
    lead = Text(
        "{marked} of {all} parties and {flows} of {all_flows} flows are uncertain, only proposed, or not confirmed for a year.",
        marked=len(marks), all=len(parties), all_flows=len(contents.of(Flow)),
        flows=sum(_state_of(flow, old) is not None for flow in contents.of(Flow).values()),
    )  # fmt: skip
    return Lens(
        heading=Text("How sure is it?").in_(language),
        lead=lead.in_(language),
        marks=marks,
        lines=tuple(_list_lines(flows, contents, asked)) if few else (),
        states=STATES,
        figures=tuple(LensFigure(str(counts[state]), HEADINGS[state].in_(language), state) for state in STATES if counts[state]),
        sections=tuple(_list_sections(parties, marks, contents, asked)),
        legend=tuple((state, HEADINGS[state].in_(language)) for state in STATES),
        line_legend=(("uncertain", Text("uncertain flows").in_(language)),) if few else (),
        notes=tuple(text.in_(language) for text in (UNCERTAIN_NOTE, *(() if few else (MOST_ARE_UNCERTAIN,)))),
    )


def find_unconfirmed(asked: Asked, records: Iterable[Record]) -> frozenset[str]:
    """Return the ids of the records that nobody has entered, changed or confirmed for LONG_DAYS before the day."""
    graph, number = asked.graph, find_last_change(asked.graph, shift_day(asked.on, -LONG_DAYS))
    if not number:
        return frozenset()  # everything was entered later
    touched = graph.keep(("touched-since", number), lambda: {key_of(one) for one in find_operations_since(graph, number)})
    return frozenset(record.id for record in records if record.key not in touched)


def _state_of(record: Record, old: frozenset[str]) -> LensState | None:
    """Return the state of a record that says most against it; what is uncertain is mostly only proposed, too."""
    if record.certainty == Certainty.UNCERTAIN:
        return "uncertain"
    if record.id in old:
        return "unconfirmed"
    return "proposed" if is_proposed(record) else None


def _describe(party: Party, old: frozenset[str], asked: Asked) -> str:
    said: list[Localizable] = []
    if is_proposed(party):
        said.append(Text("only proposed"))
    if party.certainty == Certainty.UNCERTAIN:
        said.append(Text("uncertain: {reason}", reason=party.certainty_reason) if party.certainty_reason else Text("uncertain"))
    if party.id in old:
        said.append(Text("nobody has confirmed it for a year"))
    return ", ".join(text.in_(asked.language) for text in said)


def _list_lines(flows: Iterable[Flow], contents: Contents, asked: Asked) -> Iterator[LensLine]:
    """Yield a line for each two parties with uncertain flows."""
    counts = Counter((flow.source, flow.target) for flow in flows)
    for (source, target), n in sorted(counts.items()):
        a, b = (name_party(contents, end, asked.language) for end in (source, target))
        text = PluralText("{a} → {b}: {n} uncertain flow.", "{a} → {b}: {n} uncertain flows.", a=a, b=b, n=n)
        yield LensLine(source, target, "uncertain", n, text.in_(asked.language))


def _list_sections(
    parties: Iterable[Party], marks: Mapping[str, PartyMark], contents: Contents, asked: Asked
) -> Iterator[LensSection]:
    for state in STATES:
        chosen = [
            (name_party(contents, party.id, asked.language), party)
            for party in parties
            if party.id in marks and marks[party.id].state == state
        ]
        if chosen:
            chosen.sort(key=lambda named: (named[0], named[1].id))
            items = tuple(
                LensItem(
                    words=name,
                    address=asked.link.focus(party.id),
                    detail=marks[party.id].words,
                    state=state,
                    example=party.example,
                    quoted=marks[party.id].quoted,
                )
                for name, party in chosen[:MOST_ITEMS]
            )
            heading = f"{HEADINGS[state].in_(asked.language)} ({len(chosen)})"
            yield LensSection(heading, items, folded=max(0, len(chosen) - MOST_ITEMS))
