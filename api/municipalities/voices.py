"""Who speaks for a municipality and where: the seats of its own parties, and of the networks that represent them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.municipalities.contacts import read_named_parties
from model.language import Localizable
from model.text.names import name_of
from model.vocabulary.contents import Party
from model.vocabulary.forums import Position, Representation, Seat
from model.vocabulary.record import Certainty, is_proposed
from queries.landscape.graph_records import GraphRecords


@dataclass(frozen=True, slots=True)
class SpokenSeat:
    """A seat: who holds it, for whom of the municipality if for another, in which forum and as what; with its marks."""

    speaker: Party
    behalf: Localizable | None
    forum: Party
    position: Position
    proposed: bool
    uncertain: str
    example: bool


def find_voices(records: GraphRecords, on: str, members: Collection[str]) -> list[SpokenSeat]:
    """Return the seats in which somebody speaks for the parties of a municipality: their own, on their behalf, by a network."""
    named = records.find_naming(Representation, "target", sorted(members))
    represented = {one.source: one.target for one in named if one.holds_on(on)}
    found = {seat.id: seat for seat in records.find_naming(Seat, "holder", sorted({*members, *represented}))}
    found |= {seat.id: seat for seat in records.find_naming(Seat, "on_behalf_of", sorted(members))}
    seats = [seat for seat in found.values() if seat.holds_on(on) and seat.holder]
    return [*_tell_seats(records, seats, represented)]


def _tell_seats(records: GraphRecords, seats: Sequence[Seat], represented: Mapping[str, str]) -> Iterator[SpokenSeat]:
    """Yield the seats that hold, by speaker and forum."""
    ends = {id_ for seat in seats for id_ in (seat.holder, seat.forum, seat.on_behalf_of) if id_}
    parties = read_named_parties(records, {*ends, *represented.values()})
    for seat in sorted(seats, key=lambda one: (str(one.holder), one.forum)):
        speaker, forum = parties[str(seat.holder)], parties[seat.forum]
        behalf = seat.on_behalf_of or represented.get(speaker.id)
        yield SpokenSeat(
            speaker,
            name_of(parties[behalf]) if behalf else None,
            forum,
            seat.position,
            proposed=is_proposed(seat) or is_proposed(forum),
            uncertain=(seat.certainty_reason or "") if seat.certainty == Certainty.UNCERTAIN else "",
            example=seat.example,
        )
