"""What is said of a party itself: its crumbs, tags and facts, its evidence, its time line and its history."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.addresses import Addresses
from api.pages.changes import describe_entry
from api.parties.party_answers import PartyAnswers
from api.parties.party_decisions import DecisionRow
from model.history.change_history import Entry
from model.language import JoinedText, Language, Localizable, PluralText, Term, Text, _
from model.text.describe import describe_party, group_evidence
from model.text.names import name_of, names_of
from model.text.timestamps import local_day_of
from model.vocabulary.actors import Actor, Function, Involvement
from model.vocabulary.contents import Party
from model.vocabulary.forums import Forum, Headcount, Seat
from model.vocabulary.record import Certainty, is_proposed, referenced_ids_of
from model.vocabulary.registers import Area, PlaceKind, Source

MOST_SENTENCES, MOST_EVENTS, MOST_PARTS = 2, 200, 30
REGISTER_FACTS = ("kind", "type", "other_types", "roles", "level", "place")
"""The fields of a party that name records of registers, in the order in which they are shown."""
PARTY_FACTS = ("part_of", "held_at", "builds_on", "resulted_from")
"""The fields of a party that name other parties."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: its heading, and its values, each with the id of the party that it leads to or None."""

    heading: Localizable
    values: Sequence[tuple[Localizable | str, str | None]]


@dataclass(frozen=True, slots=True)
class Event:
    """Something on the time line of a party: its day, its mark, and what happened."""

    day: str
    mark: str
    words: Localizable
    decision: str | None = None
    party: str | None = None
    example: bool = False


def describe_head(answers: PartyAnswers) -> dict[str, Any]:
    """Return what stands at the top: name, kind, area with its colour, level, and the marks that the party carries."""
    vicinity = answers.vicinity
    party, known = vicinity.party, vicinity.known
    area = known.of(Area).get(getattr(party, "area", None) or "")
    kind = known.find_named(party, "kind") or known.find_named(party, "type")
    place = known.find_named(party, "place")
    return {
        "id": party.id,
        "name": name_of(party),
        "municipality": place if place and getattr(place, "kind", None) == PlaceKind.MUNICIPALITY else None,
        "spoken_name": "sv" if not party.name_en else "",
        "type": type(party).plural,
        "sort": party.stem(),
        "kind": name_of(kind) if kind else None,
        "kind_id": kind.id if kind and kind.label.endswith("Kind") else None,
        "area": name_of(area) if area else None,
        "colour": str(area.colour) if area else None,
        "level": name_of(level) if (level := known.find_named(party, "level")) else None,
        "proposed": is_proposed(party),
        "uncertain": party.certainty_reason if party.certainty == Certainty.UNCERTAIN else None,
        "example": party.example,
        "ended": party.display_day("valid_to") if vicinity.ended else None,
        "ended_on": party.valid_to,
        "begins": party.display_day("valid_from") if party.first_day > vicinity.on else None,
        "successors": [(row["id"], Term(row["name"], row["name_en"] or row["name"])) for row in vicinity.successors],
        "description": party.description,
    }


def list_party_facts(answers: PartyAnswers) -> list[Fact]:
    """Return what is on record of the party itself, each with its heading."""
    facts = [*_list_register_facts(answers), *_list_party_facts(answers), *_list_own_facts(answers.vicinity.party)]
    return [fact for fact in facts if fact.values]


def _list_register_facts(answers: PartyAnswers) -> Iterator[Fact]:
    party, known = answers.vicinity.party, answers.vicinity.known
    for field in REGISTER_FACTS:
        if ref := party.references().get(field):
            found = (known.find(ref.to, id_) for id_ in referenced_ids_of(party, field))
            yield Fact(party.columns()[field].about.heading, [(name_of(record), None) for record in found if record])
    if isinstance(party, Actor):
        areas = [one.target for one in answers.vicinity.records.of(Involvement).values() if one.source == party.id]
        named = (known.find(Area.label, id_) for id_ in areas)
        yield Fact(Text("Concerned by"), [(name_of(area), None) for area in named if area])
    if isinstance(party, Forum) and (kind := known.find_named(party, "kind")):
        for field in ("convenes", "composition"):
            value = getattr(kind, field, None)
            yield Fact(type(kind).columns()[field].about.heading, [(value, None)] if value else [])


def _list_party_facts(answers: PartyAnswers) -> Iterator[Fact]:
    party, known = answers.vicinity.party, answers.vicinity.known
    for field in PARTY_FACTS:
        if field in party.references():
            values = [(describe_party(id_, known), id_) for id_ in referenced_ids_of(party, field)]
            yield Fact(party.columns()[field].about.heading, values)
    records = answers.vicinity.records
    below: tuple[tuple[type[Forum | Actor | Function], str, Text], ...] = (
        (Forum, "part_of", Text("Committees")),
        (Actor, "part_of", Text("Parts")),
        (Function, "held_at", Text("Functions")),
    )
    for type_, field, heading in below:
        found = [one for one in records.of(type_).values() if getattr(one, field) == party.id]
        values = [(describe_party(one.id, known), one.id) for one in found[:MOST_PARTS]]
        more = [(PluralText("{n} more", "{n} more", n=len(found) - MOST_PARTS), None)] if len(found) > MOST_PARTS else []
        yield Fact(heading, [*values, *more])


def _list_own_facts(party: Party) -> Iterator[Fact]:
    if number := getattr(party, "organisation_number", None):
        yield Fact(Actor.columns()["organisation_number"].about.heading, [(number, None)])
    others = [name for name in dict.fromkeys(names_of(party)) if name != party.name]
    yield Fact(Text("Also called"), [(name, None) for name in others])
    yield Fact(Text("Former ids"), [(id_, None) for id_ in party.former_ids])
    for field in ("valid_from", "valid_to"):
        yield Fact(party.columns()[field].about.heading, [(day, None)] if (day := party.display_day(field)) else [])
    yield Fact(Text("Id"), [(party.id, None)])


def list_evidence(answers: PartyAnswers) -> list[tuple[str, Localizable | str, str]]:
    """Return the evidence of the party: the id of each source, its name, and the places in it."""
    sources, cited = answers.vicinity.known.of(Source), group_evidence(answers.vicinity.party.evidence)
    return [(id_, sources[id_].name if id_ in sources else id_, places) for id_, places in cited.items()]


def list_events(answers: PartyAnswers, decisions: Sequence[DecisionRow]) -> list[Event]:
    """Return what is known of the party by day, the latest first: its own days, seats, meetings, decisions and headcounts."""
    events = [*_list_own_events(answers), *_list_seat_events(answers), *map(_make_meeting_event, answers.meetings)]
    events += (
        Event(row.taken_on, "arrow", Text("Decided: {name}", name=row.name), decision=row.decision, example=row.example)
        for row in decisions
        if row.taken_on
    )
    return sorted(events, key=lambda event: event.day, reverse=True)[:MOST_EVENTS]


MEETING_WORDS: Mapping[str, tuple[str, str]] = {
    "held": ("held", _("Meeting held: {name}")),
    "planned": ("planned", _("Meeting planned: {name}")),
    "cancelled": ("none", _("Meeting cancelled: {name}")),
}
"""The mark of a meeting, and what is said of it, by whether it was held."""


def _make_meeting_event(row: Mapping[str, Any]) -> Event:
    mark, words = MEETING_WORDS[row["how"]]
    return Event(row["day"], mark, Text(words, name=row["name"]), example=row["example"])


def _list_own_events(answers: PartyAnswers) -> Iterator[Event]:
    party = answers.vicinity.party
    if party.valid_from:
        yield Event(party.valid_from, "added", Text("It begins."))
    if party.valid_to:
        yield Event(party.valid_to, "gone", Text("Its last day."))
    for count in answers.vicinity.known.of(Headcount).values():
        words = Text("Counted: {women} women, {men} men", women=count.women, men=count.men)
        yield Event(count.on, "held", words, example=count.example)


def _list_seat_events(answers: PartyAnswers) -> Iterator[Event]:
    party, known = answers.vicinity.party, answers.vicinity.known
    for seat in known.of(Seat).values():
        other = seat.holder if seat.forum == party.id else seat.forum
        name = JoinedText((describe_party(other, known), JoinedText(("(", seat.position.term, ")"), "")), " ")
        if seat.valid_from:
            yield Event(seat.valid_from, "added", Text("Seat: {name}", name=name), party=other, example=seat.example)
        if seat.valid_to:
            yield Event(seat.valid_to, "gone", Text("Last day of the seat: {name}", name=name), party=other, example=seat.example)


def describe_entries(entries: Sequence[Entry], language: Language, today: str) -> list[dict[str, Any]]:
    """Return the changes of the party's history for the page: when, who, why, and their first sentences."""
    return [_shorten_entry(entry, language, today) for entry in entries]


def _shorten_entry(entry: Entry, language: Language, today: str) -> dict[str, Any]:
    change, day = describe_entry(entry, language), local_day_of(entry.at)
    sentences = change["sentences"]
    when = Text("today") if day == today else day
    return {**change, "when": when, "sentences": sentences[:MOST_SENTENCES], "more": len(sentences[MOST_SENTENCES:])}


def make_party_data(answers: PartyAnswers, link: Addresses) -> Mapping[str, Any]:
    """Return the party's own record as plain values, with its address."""
    party = answers.vicinity.party
    return {"type": party.label, "address": link.party(party.id), **party.values()}
