"""The chapters of the document after the maps, in their order, and those on flows in summary, rules and terms, and sources."""

from collections import Counter
from collections.abc import Iterator

from model.language import JoinedText, Localizable, Text
from model.text.describe import describe_party, describe_record, format_count
from model.text.names import name_of, plural_of
from model.vocabulary.actors import Actor, Function
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.record import Record
from model.vocabulary.registers import ActorKind, Source
from model.vocabulary.types import TYPES
from viz.document.content import ContentChapter, ContentEntry, ContentLine
from viz.document.decision_chapter import write_decisions
from viz.document.line_writing import LineWriter, kind_of
from viz.document.other_days import write_other_days
from viz.document.party_chapters import PARTY_FIELDS, list_party_chapters


def write_flow_summary(writer: LineWriter) -> ContentChapter:
    """Return the flows that hold on the day, counted by who gives, what is given and who receives."""
    counts: dict[Localizable, Counter[tuple[Localizable, Localizable]]] = {}
    for flow in writer.contents.of(Flow).values():
        if writer.holds(flow):
            ends = _name_group(writer, flow.source), _name_group(writer, flow.target)
            counts.setdefault(ends[0], Counter())[(flow.kind.term, ends[1])] += 1
    entries = []
    for source, counted in sorted(counts.items(), key=lambda item: -item[1].total()):
        kinds: dict[Localizable, list[Localizable]] = {}
        for (kind, target), n in counted.most_common():
            kinds.setdefault(kind, []).append(Text("{party} {n}", party=target, n=n))
        lines = tuple(ContentLine(kind, JoinedText(targets, "; ")) for kind, targets in kinds.items())
        entries.append(ContentEntry(source, format_count("Flow", counted.total()), lines))
    lede = Text("How many flows there are, by who gives and who receives. Each flow is told in the registers.")
    return ContentChapter(Text("Flows in summary"), lede, tuple(entries))


def _name_group(writer: LineWriter, id_: str) -> Localizable:
    """Return the kind of a party of a kind with several members, else its name."""
    party = writer.present[id_]
    kind = kind_of(party)
    record = writer.find_kind(kind) if kind else None
    if kind and record and len(writer.by_kind[kind]) > 1:
        return Text("{kind} ({n})", kind=plural_of(record), n=len(writer.by_kind[kind]))
    return describe_party(id_, writer.contents)


APART = frozenset({*PARTY_FIELDS, Actor, Forum, Function, Decision, Assignment, Step, Source})
"""The types that other chapters tell."""


def write_terms(writer: LineWriter) -> ContentChapter:
    """Return the rules, terms and other registers: an entry a type, a line for records with the same details."""
    entries = []
    for type_ in TYPES.values():
        records = list(writer.contents.of(type_).values()) if type_ not in APART else []
        groups: dict[Localizable, list[Record]] = {}
        for record in records:
            groups.setdefault(writer.describe_details(record, NAMING), []).append(record)
        if groups:
            lines = (
                writer.write_line(JoinedText(_name_term(writer, record) for record in group), details, group)
                for details, group in groups.items()
            )
            entries.append(ContentEntry(type_.plural, str(len(records)), tuple(lines)))
    lede = Text("Rules that are held against the landscape, and the words that it uses.")
    return ContentChapter(Text("Rules and terms"), lede, tuple(entries), run_in=True)


PLURALS = ("plural_name", "plural_name_en")
NAMING = frozenset(type_.columns()[name].about.heading for type_ in (ActorKind, ForumKind) for name in PLURALS)
"""Headings of what stands in the name of a term."""


def _name_term(writer: LineWriter, record: Record) -> Localizable:
    """Return what a record is called, and of a kind of party what several of them are called."""
    said = describe_record(record, writer.contents)
    if not isinstance(record, ActorKind | ForumKind) or plural_of(record).in_(writer.language) == said.in_(writer.language):
        return said
    return Text("{name} ({plural})", name=said, plural=plural_of(record))


def write_sources(writer: LineWriter) -> ContentChapter:
    """Return the sources, with the numbers by which the document cites them, and their authors."""
    lines = [
        writer.write_line(JoinedText([f"[{number}]", name_of(source)], " "), writer.describe_details(source), [source])
        for number, source in enumerate(writer.contents.of(Source).values(), 1)
    ]
    entries = (ContentEntry(Source.plural, str(len(lines)), tuple(lines)),) if lines else ()
    return ContentChapter(Text("Sources"), Text("The numbers in brackets in this document."), entries, run_in=True)


def list_chapters(writer: LineWriter) -> Iterator[ContentChapter]:
    """Yield the chapters after the map: flows in summary, registers, decisions, rules and terms, what is left, and sources."""
    yield write_flow_summary(writer)
    told = [*list_party_chapters(writer), write_decisions(writer), write_terms(writer), write_sources(writer)]
    yield from told[:-1]
    if rest := write_other_days(writer, {key for chapter in told for key in chapter.covers()}):
        yield rest
    yield told[-1]
