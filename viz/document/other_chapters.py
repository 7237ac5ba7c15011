"""The chapters of the document in their order: summary, flows in summary, decisions, rules and terms, and sources."""

from collections import Counter
from collections.abc import Iterator, Set

from model.language import JoinedText, Localizable, Text
from model.text.describe import describe_fields, describe_party, describe_record, format_count
from model.text.names import name_of, plural_of
from model.vocabulary.actors import Actor, Function
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.record import Record
from model.vocabulary.registers import ActorKind, Source
from model.vocabulary.types import TYPES, Key
from viz.document.content import ContentChapter, ContentEntry, ContentLine
from viz.document.decision_chapter import write_decisions
from viz.document.line_writing import NOTHING, LineWriter, kind_of
from viz.document.party_chapters import PARTY_FIELDS, list_party_chapters

COUNTED: tuple[type[Record], ...] = (
    Actor,
    Forum,
    Function,
    Flow,
    *(type_ for type_ in PARTY_FIELDS if type_ is not Flow),
    Decision,
    Assignment,
)


def write_summary(writer: LineWriter) -> ContentChapter:
    """Return the summary: how many of each there are on the day, and how sure that is."""
    lines = []
    for type_ in COUNTED:
        held = [record for record in writer.contents.of(type_).values() if writer.holds(record)]
        if held:
            lines.append(ContentLine(type_.plural, _say_counts(held, len(writer.contents.of(type_)) - len(held))))
    lede = Text("What the landscape holds on {day}. Everything is told in full in the chapters that follow.", day=writer.day)
    return ContentChapter(Text("Summary"), lede, (ContentEntry(Text("In numbers"), "", tuple(lines)),) if lines else ())


def _say_counts(held: list[Record], others: int) -> Localizable:
    """Return how many records there are, and of them the proposed, uncertain and invented; and those that do not hold."""
    counts = {
        Text("proposed"): sum(getattr(record, "standing", None) == "proposed" for record in held),
        Text("uncertain by the source"): sum(record.certainty == "uncertain" for record in held),
        Text("example"): sum(record.example for record in held),
        Text("ended or not yet begun, besides"): others,
    }
    return JoinedText([str(len(held)), *(Text("{n} {what}", n=n, what=what) for what, n in counts.items() if n)])


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
    record = (writer.contents.find("ForumKind", kind) or writer.contents.find("ActorKind", kind)) if kind else None
    if kind and isinstance(record, ForumKind | ActorKind) and len(writer.by_kind[kind]) > 1:
        return Text("{kind} ({n})", kind=plural_of(record), n=len(writer.by_kind[kind]))
    return describe_party(id_, writer.contents)


APART = frozenset({*PARTY_FIELDS, Actor, Forum, Function, Decision, Assignment, Step, Source})
"""The types that other chapters tell."""


OTHER_DAY_TYPES = frozenset({Actor, Forum, Function, Flow, Source})
"""The types with a register of their own for what does not hold on the day, and the sources."""


def write_terms(writer: LineWriter) -> ContentChapter:
    """Return the rules, terms and other registers: an entry a type, a line a record."""
    entries = []
    for type_ in TYPES.values():
        records = list(writer.contents.of(type_).values()) if type_ not in APART else []
        if records:
            lines = [
                writer.write_line(describe_record(record, writer.contents), writer.describe_details(record), [record])
                for record in records
            ]
            entries.append(ContentEntry(type_.plural, str(len(records)), tuple(lines)))
    lede = Text("Rules that are held against the landscape, and the words that it uses.")
    return ContentChapter(Text("Rules and terms"), lede, tuple(entries))


def write_sources(writer: LineWriter) -> ContentChapter:
    """Return the sources, with the numbers by which the document cites them, and their authors."""
    entries = []
    for number, source in enumerate(writer.contents.of(Source).values(), 1):
        fields = [Text("{field}: {value}", field=field, value=value) for field, value in describe_fields(source, writer.contents)]
        line = writer.write_line(f"[{number}]", JoinedText(fields, "; "), [source])
        entries.append(ContentEntry(name_of(source), "", (line,)))
    return ContentChapter(Text("Sources"), Text("The numbers in brackets in this document."), tuple(entries))


def list_chapters(writer: LineWriter) -> Iterator[ContentChapter]:
    """Yield the chapters after the map: flows in summary, registers, decisions, rules and terms, what is left, and sources."""
    yield write_flow_summary(writer)
    told = [*list_party_chapters(writer), write_decisions(writer), write_terms(writer)]
    yield from told
    if rest := write_rest(writer, {key for chapter in told for key in chapter.covers()}):
        yield rest
    yield write_sources(writer)


def write_rest(writer: LineWriter, told: Set[Key]) -> ContentChapter | None:
    """Return what is on record of parties and decisions that are not told: they have ended, or not yet begun."""
    entries = []
    for type_ in TYPES.values():
        records = [
            record
            for record in writer.contents.of(type_).values()
            if type_ not in OTHER_DAY_TYPES and (record.label, record.id) not in told
        ]
        if records:
            said = [(describe_record(record, writer.contents), record) for record in records]
            entries.append(ContentEntry(type_.plural, NOTHING, tuple(writer.write_group(type_.reads, said))))
    lede = Text("What is on record of parties that have ended or not yet begun.")
    return ContentChapter(Text("Of other days"), lede, tuple(entries)) if entries else None
