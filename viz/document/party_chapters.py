"""The chapters of the document on forums, functions and actors: one entry for each, with its seats and its flows."""

from collections.abc import Iterator
from typing import Any

from model.language import JoinedText, Localizable, Text, swedish_sort_key
from model.text.describe import describe_party, describe_record, describe_reference, describe_seat
from model.text.names import distinct_name_of, name_of
from model.vocabulary.actors import Actor, Function, Involvement
from model.vocabulary.contents import Party
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, Headcount, Meeting, Representation, Seat
from model.vocabulary.groups import GroupMembership
from model.vocabulary.record import Record
from viz.document.content import ContentChapter, ContentEntry, ContentLine
from viz.document.line_writing import LineWriter


def list_party_chapters(writer: LineWriter) -> Iterator[ContentChapter]:
    """Yield the registers of forums, functions and actors that hold on the day."""
    related = _group_by_party(writer)
    lede = Text("Flows that carry the same share a line. Numbers in brackets are sources.")
    for title, types in FORUM_TITLE, ACTOR_TITLE:
        parties = [party for type_ in types for party in _sort_present(writer, type_)]
        yield ContentChapter(title, lede, tuple(_write_party(writer, party, related.get(party.id, [])) for party in parties))


FORUM_TITLE: tuple[Text, tuple[Any, ...]] = (Text("Register of forums and functions"), (Forum, Function))
ACTOR_TITLE: tuple[Text, tuple[Any, ...]] = (Text("Register of actors"), (Actor,))
PARTY_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Seat: ("forum", "holder"),
    Meeting: ("forum",),
    Headcount: ("forum",),
    Representation: ("source",),
    GroupMembership: ("source",),
    Involvement: ("source",),
    Flow: ("source", "target"),
}
"""The records that a party's entry tells, and the fields in which they name it."""


def _sort_present(writer: LineWriter, type_: type[Any]) -> list[Any]:
    held = (party for party in writer.contents.of(type_).values() if party.holds_on(writer.day))
    return sorted(held, key=lambda party: swedish_sort_key(name_of(party).in_("sv")))


def _group_by_party(writer: LineWriter) -> dict[str, list[tuple[str, Record]]]:
    """Return by party the records that name it, each with the field in which it does."""
    related: dict[str, list[tuple[str, Record]]] = {}
    for type_, fields in PARTY_FIELDS.items():
        for record in writer.contents.of(type_).values():
            for field in fields:
                if not isinstance(record, Flow) or writer.holds(record):
                    related.setdefault(getattr(record, field), []).append((field, record))
    return related


def _write_party(writer: LineWriter, party: Party, related: list[tuple[str, Record]]) -> ContentEntry:
    """Return the entry of a party: its own fields, then what names it by type, then its flows out and in.

    Details of a seat stand in its forum's entry, and those of a flow in the entry of the party that gives.
    """
    lines: list[ContentLine] = [writer.write_line(party.reads, writer.describe_details(party), [party])]
    for type_, fields in PARTY_FIELDS.items():
        for field in fields if type_ is not Flow else ():
            said = [
                (_say_of_party(writer, record, field), record)
                for name, record in related
                if type_ is type(record) and name == field
            ]
            lines += writer.write_group(type_.plural, said, told=type_ is not Seat or field == "forum")
    for field, other, heading in ("source", "target", Text("flow to")), ("target", "source", Text("flow from")):
        flows = [(getattr(flow, other), flow) for name, flow in related if isinstance(flow, Flow) and name == field]
        lines += writer.write_flows(heading, flows, told=field == "source")
    return ContentEntry(distinct_name_of(party, writer.contents), _say_what(writer, party), tuple(lines))


def _say_of_party(writer: LineWriter, record: Record, field: str) -> Localizable:
    """Return what a record says in the entry of the party that it names in `field`."""
    match record:
        case Seat():
            other = record.holder if field == "forum" else record.forum
            detail = JoinedText(describe_seat(record, writer.contents))
            said = {"party": describe_party(other, writer.contents), "position": detail}
            held = writer.holds(record) and record.forum in writer.present
            return Text("{party} ({position})", **said) if held else Text("{party} ({position}; not on this day)", **said)
        case Representation() | GroupMembership() | Involvement():
            ref = record.references()["target"]
            target = next(writer.contents.get([(ref.to, record.target)]), None)
            return describe_record(target, writer.contents) if target else Text("{id}", id=record.target)
    return describe_record(record, writer.contents)


def _say_what(writer: LineWriter, party: Party) -> Localizable:
    """Return the kind, type, area and level of a party."""
    fields: list[tuple[str, str | None]] = [("Level", party.level)]
    match party:
        case Actor():
            fields = [("ActorKind", party.kind), ("ActorType", party.type), *fields]
        case Forum():
            fields = [("ForumKind", party.kind), ("Area", party.area), *fields]
    said = [describe_reference(label, id_, writer.contents) for label, id_ in fields if id_]
    return JoinedText(said)
