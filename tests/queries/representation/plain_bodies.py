"""Forums as their seat rules see them, put together from the records in plain Python."""

from model.representation.seat_terms import ForumBody, GroupTerm, MeetingRecord, SeatedParty, SeatTerm, Span
from model.vocabulary.actors import Actor, Function
from model.vocabulary.contents import Contents
from model.vocabulary.forums import Forum, Meeting, Seat
from model.vocabulary.groups import Group, GroupMembership
from model.vocabulary.record import Record
from model.vocabulary.registers import Place


def plain_bodies(contents: Contents) -> dict[str, ForumBody]:
    return {id_: plain_body(contents, forum) for id_, forum in contents.of(Forum).items()}


def plain_body(contents: Contents, forum: Forum) -> ForumBody:
    seats = [seat for seat in contents.of(Seat).values() if seat.forum == forum.id]
    return ForumBody(
        forum.id,
        forum.kind,
        forum.place,
        span(forum),
        tuple(plain_seat(contents, seat) for seat in seats),
        plain_meetings(contents, forum.id),
        plain_meetings(contents, forum.part_of),
    )


def plain_meetings(contents: Contents, forum: str | None) -> tuple[MeetingRecord, ...]:
    return tuple(
        MeetingRecord(
            each.id,
            each.planned_on,
            each.held_on,
            each.cancelled_on,
            frozenset(each.present),
            each.certainty == "uncertain",
            each.example,
        )
        for each in contents.of(Meeting).values()
        if each.forum == forum
    )


def plain_seat(contents: Contents, seat: Seat) -> SeatTerm:
    return SeatTerm(
        seat.id,
        seat.position,
        plain_party(contents, seat.holder) if seat.holder else None,
        plain_party(contents, seat.on_behalf_of) if seat.on_behalf_of else None,
        seat.mandate,
        seat.number,
        span(seat),
        "uncertain" in seat.certainty or seat.standing == "proposed",
        seat.example,
    )


def plain_party(contents: Contents, id_: str) -> SeatedParty:
    party = contents.party(id_)
    assert party
    at = party.held_at if isinstance(party, Function) else None
    actor = contents.of(Actor)[at] if at else party
    facts = actor if isinstance(actor, Actor) else None
    types = {party.type, *(party.other_types if isinstance(party, Actor) else ())} - {None}
    return SeatedParty(
        id_,
        frozenset(filter(None, (id_, at))),
        span(party),
        "uncertain" in (party.certainty, actor.certainty),
        facts is not None,
        facts.kind if facts else None,
        frozenset(facts.roles if facts else ()),
        frozenset(type_ for type_ in types if type_),
        tuple(
            sorted(
                (
                    GroupTerm(group, span(each), each.certainty == "uncertain")
                    for each in contents.of(GroupMembership).values()
                    if each.source == actor.id
                    for group in upwards(contents, Group, each.target)
                ),
                key=lambda term: (term.group, term.span.first),
            )
        ),
        party.level,
        frozenset(upwards(contents, Place, party.place)),
    )


def upwards(contents: Contents, type_: type[Place] | type[Group], id_: str | None) -> list[str]:
    return [id_, *upwards(contents, type_, contents.of(type_)[id_].within)] if id_ else []


def span(record: Record) -> Span:
    return Span(record.first_day, record.last_day)
