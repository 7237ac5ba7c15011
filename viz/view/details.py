"""What the map's panel and table say of each party and flow, in one language: plain values that page and table share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from model.language import Language, Localizable, Text
from model.text.describe import (
    describe_party,
    describe_reference,
    describe_seat,
    distinct_name_of,
    format_evidence,
    name_of,
    names_of,
    status_marks_of,
)
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Party
from model.vocabulary.decisions import Assignment
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, Representation, Seat
from model.vocabulary.record import Certainty, Record, Standing
from viz.view.areas import find_near_areas, find_own_areas

Details = dict[str, Any]


class LandscapeDetails:
    """Everything that can be told of a landscape's parties and flows on a day (`contents` holds only what holds then).

    `shown` is the part of it whose parties and flows are told.
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

    def parties(self) -> dict[str, Details]:
        """Id → what is told of the party."""
        return {party.id: self._describe_party(party) for party in self.shown.parties()}

    def flows(self) -> dict[str, Details]:
        """Id → what is told of the flow, where both its ends are there."""
        flows, there = self.contents.of(Flow).values(), self.shown.party
        return {flow.id: self._describe_flow(flow) for flow in flows if there(flow.source) and there(flow.target)}

    def say(self, said: Localizable) -> str:
        """`said` in the language."""
        return said.in_(self.language)

    def _describe_party(self, party: Party) -> Details:
        forum = party if isinstance(party, Forum) else None
        return {
            "name": self.say(distinct_name_of(party, self.contents)),
            "what": self.say(self._what(party)),
            "called": [name for name in dict.fromkeys(names_of(party)) if name != self.say(name_of(party))],
            "type": None if forum and forum.area else party.type,
            "level": party.level,
            "areas": sorted(self.areas.get(party.id, ())),
            "near": sorted(self.near.get(party.id, ())),
            "standing": getattr(party, "standing", Standing.EXISTING),
            "uncertain": party.certainty == Certainty.UNCERTAIN,
            "example": party.example,
            "description": party.description or "",
            "marks": self._describe_marks(party),
            "seats": [
                *(self._seat(seat, seat.forum) for seat in self.seats_held[party.id]),
                *(
                    self._seat(seat, seat.forum, [describe_party(seat.holder, self.contents)])
                    for seat in self.seats_for[party.id]
                ),
            ],
            "members": [self._seat(seat, seat.holder) for seat in self.seats_in[party.id]] if forum else [],
            "networks": [self._network(item, item.source) for item in self.represented[party.id]],
            "represents": [self._network(item, item.target) for item in self.represents[party.id]],
            "decisions": [self._assignment(item) for item in self.assignments[party.id]],
            "evidence": [format_evidence(party.evidence)],
        }

    def _what(self, party: Party) -> Text:
        kind = self._kind(party)
        where = [describe_reference("Level", party.level, self.contents)]
        if isinstance(party, Forum) and party.area:
            where.insert(0, describe_reference("Area", party.area, self.contents))
        elif party.type:
            where.insert(0, describe_reference("ActorType", party.type, self.contents))
        return Text("{kind} · {where}", kind=kind, where=", ".join(self.say(word) for word in where))

    def _kind(self, party: Party) -> Localizable:
        if isinstance(party, Actor):
            return describe_reference("ActorKind", party.kind, self.contents) if party.kind else Actor.reads
        return describe_reference("ForumKind", party.kind, self.contents) if isinstance(party, Forum) else party.reads

    def _describe_flow(self, flow: Flow) -> Details:
        carries = flow.carries_en if self.language == "en" and flow.carries_en else flow.carries
        return {
            "source": flow.source,
            "target": flow.target,
            "kind": str(flow.kind),
            "carries": carries or "",
            "channel": flow.channel or "",
            "standing": str(flow.standing),
            "marks": self._describe_marks(flow),
            "evidence": [format_evidence(flow.evidence)],
        }

    def _seat(self, seat: Seat, other: str | None, holders: Iterable[Localizable] = ()) -> str:
        words = [*holders, *describe_seat(seat, self.contents), *([seat.mandate.term] if seat.mandate else [])]
        detail = ", ".join([*(self.say(word) for word in words), *self._describe_marks(seat)])
        return f"{self.say(describe_party(other, self.contents))} ({detail})"

    def _network(self, item: Representation, other: str) -> str:
        marks = self._describe_marks(item)
        return self.say(describe_party(other, self.contents)) + (f" ({', '.join(marks)})" if marks else "")

    def _assignment(self, item: Assignment) -> str:
        step = item.step.term if item.step else Text("no step on record")
        since = f" {item.since}" if item.since else ""
        detail = ", ".join([f"{self.say(step)}{since}", *self._describe_marks(item)])
        return f"{self.say(describe_reference('Decision', item.decision, self.contents))} – {detail}"

    def _describe_marks(self, record: Record) -> list[str]:
        return [self.say(mark) for mark in status_marks_of(record)]


def _group_by(records: Iterable[Any], field: str) -> Mapping[str | None, list[Any]]:
    groups: dict[str | None, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, field)].append(record)
    return groups
