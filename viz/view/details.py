"""The texts of the map's panel and table about each party and flow, in one language, as plain values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from model.language import DATA_LANGUAGE, Language, Localizable, Text
from model.text.describe import (
    describe_deadline,
    describe_party,
    describe_reference,
    describe_seat,
    format_evidence,
    status_marks_of,
)
from model.text.names import distinct_name_of, name_of, names_of
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Party
from model.vocabulary.decisions import Assignment
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, Representation, Seat
from model.vocabulary.record import Certainty, Record, Standing
from viz.view.areas import find_near_areas, find_own_areas

Details = dict[str, Any]


class LandscapeDetails:
    """Describes the parties and flows of `shown`, a part of `contents`, which holds only records of one day.

    Seats, assignments and representations come from all of `contents`.
    """

    def __init__(self, contents: Contents, language: Language, shown: Contents) -> None:
        self.contents, self.language, self.shown = contents, language, shown
        self.areas = find_own_areas(contents)
        self.near = find_near_areas(contents, self.areas)
        self.seats_held = _group_by(contents.of(Seat).values(), "holder")
        self.seats_for = _group_by(contents.of(Seat).values(), "on_behalf_of")
        self.seats_in = _group_by(contents.of(Seat).values(), "forum")
        self.assignments = _group_by(contents.of(Assignment).values(), "addressee")
        self.represented = _group_by(contents.of(Representation).values(), "target")
        self.represents = _group_by(contents.of(Representation).values(), "source")

    def describe_parties(self) -> dict[str, Details]:
        """Return the details of each shown party, by id."""
        return {party.id: self._describe_party(party) for party in self.shown.parties()}

    def describe_flows(self) -> dict[str, Details]:
        """Return the details of each flow whose two ends are shown, by id."""
        flows, find = self.contents.of(Flow).values(), self.shown.party
        return {flow.id: self._describe_flow(flow) for flow in flows if find(flow.source) and find(flow.target)}

    def _translate(self, text: Localizable) -> str:
        return text.in_(self.language)

    def _describe_party(self, party: Party) -> Details:
        forum = party if isinstance(party, Forum) else None
        seats = [self._describe_seat(seat, seat.forum) for seat in self.seats_held[party.id]]
        seats += [
            self._describe_seat(seat, seat.forum, [describe_party(seat.holder, self.contents)])
            for seat in self.seats_for[party.id]
        ]
        called = [name for name in dict.fromkeys(names_of(party)) if name != self._translate(name_of(party))]
        english = dict.fromkeys(filter(None, (party.name_en, party.short_name_en)), "en")
        return {
            "name": self._translate(distinct_name_of(party, self.contents)),
            "language": self._language_of(party.name_en),
            "what": describe_kind_and_cell(party, self.contents, self.language),
            "called": called,
            "called_in": ["" if self.language == (language := english.get(name, DATA_LANGUAGE)) else language for name in called],
            "type": None if forum and forum.area else party.type,
            "level": party.level,
            "areas": sorted(self.areas.get(party.id, ())),
            "near": sorted(self.near.get(party.id, ())),
            "standing": getattr(party, "standing", Standing.EXISTING),
            "uncertain": party.certainty == Certainty.UNCERTAIN,
            "example": party.example,
            "description": party.description or "",
            "marks": self._list_marks(party),
            "reason": self._tell_reason(party),
            "seats": seats,
            "members": [self._describe_seat(seat, seat.holder) for seat in self.seats_in[party.id]] if forum else [],
            "networks": [self._describe_representation(item, item.source) for item in self.represented[party.id]],
            "represents": [self._describe_representation(item, item.target) for item in self.represents[party.id]],
            "decisions": [self._describe_assignment(item) for item in self.assignments[party.id]],
            "evidence": [format_evidence(party.evidence)],
        }

    def _describe_flow(self, flow: Flow) -> Details:
        carries = flow.carries_en if self.language == "en" and flow.carries_en else flow.carries
        return {
            "source": flow.source,
            "target": flow.target,
            "kind": str(flow.kind),
            "carries": carries or "",
            "channel": flow.channel or "",
            "standing": str(flow.standing),
            "marks": self._list_marks(flow),
            "reason": self._tell_reason(flow),
            "carries_in": self._language_of(flow.carries_en) if carries else "",
            "evidence": [format_evidence(flow.evidence)],
        }

    def _language_of(self, english: str | None) -> str:
        """Return the language of a text with or without an `english` form; empty if it is the page's."""
        return "" if english or self.language == DATA_LANGUAGE else DATA_LANGUAGE

    def _tell_reason(self, record: Record) -> str:
        """Return why a record is uncertain where that is in another language than the page."""
        return record.certainty_reason or "" if self._language_of(None) else ""

    def _name(self, party: str | None) -> tuple[str, str]:
        """Return what a party is called, "vacant" for none, and the language of that."""
        found = self.contents.party(party) if party else None
        name = self._translate(describe_party(party, self.contents))
        return name, self._language_of(found.name_en) if found else ""

    def _describe_seat(self, seat: Seat, other: str | None, holders: Iterable[Localizable] = ()) -> list[str]:
        """Return "other", its language, "(holders, seat, mandate, marks)" and the free text in it; `other` is forum or holder."""
        words = [*holders, *describe_seat(seat, self.contents), *([seat.mandate.term] if seat.mandate else [])]
        detail = ", ".join([*map(self._translate, words), *self._list_marks(seat)])
        return [*self._name(other), f" ({detail})", self._tell_reason(seat)]

    def _describe_representation(self, item: Representation, other: str) -> list[str]:
        marks = self._list_marks(item)
        return [*self._name(other), f" ({', '.join(marks)})" if marks else "", self._tell_reason(item)]

    def _describe_assignment(self, item: Assignment) -> list[str]:
        step = self._translate(item.step.term if item.step else Text("no step on record"))
        deadline = [self._translate(describe_deadline(item))] if item.open and item.next_due else []
        detail = ", ".join([f"{step} {item.since}" if item.since else step, *deadline, *self._list_marks(item)])
        decision = self.contents.find("Decision", item.decision)
        language = self._language_of(getattr(decision, "name_en", None)) if decision else ""
        name = self._translate(describe_reference("Decision", item.decision, self.contents))
        return [name, language, f" – {detail}", self._tell_reason(item)]

    def _list_marks(self, record: Record) -> list[str]:
        return [self._translate(mark) for mark in status_marks_of(record)]


def describe_kind_and_cell(party: Party, contents: Contents, language: Language) -> str:
    """Return the party's kind, its area or type, and its level."""
    kind: Localizable = party.reads
    if isinstance(party, Forum):
        kind = describe_reference("ForumKind", party.kind, contents)
    elif isinstance(party, Actor) and party.kind:
        kind = describe_reference("ActorKind", party.kind, contents)
    where = [describe_reference("Level", party.level, contents)]
    if isinstance(party, Forum) and party.area:
        where.insert(0, describe_reference("Area", party.area, contents))
    elif party.type:
        where.insert(0, describe_reference("ActorType", party.type, contents))
    return Text("{kind} · {where}", kind=kind, where=", ".join(word.in_(language) for word in where)).in_(language)


def _group_by(records: Iterable[Any], field: str) -> Mapping[str | None, list[Any]]:
    groups: dict[str | None, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, field)].append(record)
    return groups
