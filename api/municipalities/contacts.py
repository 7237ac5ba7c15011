"""Whom to ask about a municipality: who convenes the forums that would feed it, who represents it, and its own parties.

The landscape knows functions and organisations, never persons.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from model.language import Localizable, Text
from model.text.names import join_names, name_of
from model.vocabulary.actors import Actor, Function
from model.vocabulary.contents import Party
from model.vocabulary.forums import Forum, Position, Representation, Seat
from model.vocabulary.record import Certainty, is_proposed
from model.vocabulary.types import PARTY
from queries.landscape.graph_records import GraphRecords

LEADING = (Position.CONVENER, Position.CHAIR)
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Contact:
    """A party to ask, and why; `proposed`, `uncertain` (with the reason) and `example` are marks of what that rests on."""

    party: Party
    why: Localizable
    proposed: bool = False
    uncertain: str = ""
    example: bool = False


def find_contacts(records: GraphRecords, on: str, givers: Collection[str], members: Collection[str]) -> list[Contact]:
    """Return whom to ask about the parties of a municipality, `members`, so that the `givers` feed them.

    First come those who convene or chair the givers, and the forums of the municipality itself.
    """
    meeting = sorted({*givers, *members})
    parties = read_named_parties(records, meeting)
    seats = [seat for seat in records.find_naming(Seat, "forum", meeting) if seat.holds_on(on) and seat.position in LEADING]
    led = {seat.forum for seat in seats if seat.holder}
    unled = [parties[id_] for id_ in givers if id_ in parties and id_ not in led]
    contacts = [*_tell_leaders(records, seats, parties), *_tell_givers(unled)]
    return [*contacts, *_tell_networks(records, on, members)]


def read_named_parties(records: GraphRecords, ids: Iterable[str]) -> dict[str, Party]:
    """Return the parties with some ids, by id."""
    found = records.get((PARTY, id_) for id_ in sorted(ids))
    return {party.id: party for party in found if isinstance(party, Actor | Forum | Function)}


def _tell_leaders(records: GraphRecords, seats: Iterable[Seat], parties: Mapping[str, Party]) -> Iterator[Contact]:
    """Yield those who convene or chair the forums, those of most forums first."""
    held: dict[tuple[str, Position], list[Seat]] = defaultdict(list)
    for seat in seats:
        if seat.holder:
            held[seat.holder, seat.position].append(seat)
    found = read_named_parties(records, {holder for holder, _position in held})
    for (holder, position), own in sorted(held.items(), key=lambda item: (-len(item[1]), item[0])):
        forums = join_names([name_of(parties[seat.forum]) for seat in own], MOST_NAMED)
        convenes = (
            Text("convenes {forums}", forums=forums) if position == Position.CONVENER else Text("chairs {forums}", forums=forums)
        )
        reasons = [seat.certainty_reason for seat in own if seat.certainty == Certainty.UNCERTAIN]
        yield Contact(
            found[holder],
            convenes,
            proposed=all(is_proposed(seat) for seat in own),
            uncertain=(reasons[0] or "") if len(reasons) == len(own) else "",
            example=all(seat.example for seat in own),
        )


def _tell_givers(parties: Iterable[Party]) -> Iterator[Contact]:
    """Yield who feeds the municipality, or would, and has nobody on record who convenes it."""
    for party in parties:
        why = Text("would feed it; who convenes it is not on record") if isinstance(party, Forum) else Text("feeds it, or would")
        yield Contact(party, why, proposed=is_proposed(party), example=party.example)


def _tell_networks(records: GraphRecords, on: str, members: Collection[str]) -> Iterator[Contact]:
    """Yield the networks that represent parties of the municipality."""
    found = [one for one in records.find_naming(Representation, "target", sorted(members)) if one.holds_on(on)]
    by_network: dict[str, list[Representation]] = defaultdict(list)
    for one in found:
        by_network[one.source].append(one)
    named = read_named_parties(records, {*by_network, *(one.target for one in found)})
    for network, own in by_network.items():
        names = join_names([name_of(named[one.target]) for one in own], MOST_NAMED)
        uncertain = next((one.certainty_reason or "" for one in own if one.certainty == Certainty.UNCERTAIN), "")
        why = Text("represents {names}", names=names)
        yield Contact(named[network], why, uncertain=uncertain, example=all(one.example for one in own))
