"""A forum as its seat rules see it: the terms of its seats, the parties that they count for, its meetings; and who sits on a day.

A seat that is uncertain or proposed is *doubtful*: it may turn out not to exist. What is told of an
uncertain party, a *doubtful* one, is uncertain too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from model.vocabulary.days import shift_day
from model.vocabulary.forums import Mandate, Position
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY
from model.vocabulary.registers import PlaceKind

MEMBER_POSITIONS = (Position.CHAIR, Position.CONVENER, Position.MEMBER)
"""The positions whose seats are those of members; deputies and co-opted parties are counted apart."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of something, both included."""

    first: str = EARLIEST_DAY
    last: str = LATEST_DAY

    def holds_on(self, day: str) -> bool:
        """Return whether it holds on the day."""
        return self.first <= day <= self.last

    def list_turns(self) -> Iterator[str]:
        """Yield the days on which it begins to hold and no longer holds."""
        yield self.first
        if self.last < LATEST_DAY:
            yield shift_day(self.last, 1)


@dataclass(frozen=True, slots=True)
class GroupTerm:
    """A party's membership in a group, or in the group that this is a part of."""

    group: str
    span: Span = Span()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class SeatedParty:
    """A party that sits, with what the selectors of seat rules ask of it. None or empty is not on record.

    `ids` are its own and, for a function, the organisation's where it is held. Only an `organisation`, or a function of one, has
    a kind, roles and groups; a network has none. `places` are its own place and those that this lies in.
    """

    id: str
    ids: frozenset[str]
    span: Span = Span()
    doubtful: bool = False
    organisation: bool = True
    kind: str | None = None
    roles: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    groups: tuple[GroupTerm, ...] = ()
    level: str | None = None
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SeatTerm:
    """A seat with its term: `number` like seats, held by one party on behalf of another or of itself, or vacant."""

    id: str
    position: Position = Position.MEMBER
    holder: SeatedParty | None = None
    behalf: SeatedParty | None = None
    mandate: Mandate | None = None
    number: int = 1
    span: Span = Span()
    doubtful: bool = False
    example: bool = False

    def find_holder(self, day: str) -> SeatedParty | None:
        """Return who holds it on the day; None if it is vacant, also because its holder has ended."""
        return self.holder if self.holder and self.holder.span.holds_on(day) else None

    def find_party_on(self, day: str) -> SeatedParty | None:
        """Return the party that it counts for on the day: the one that it speaks for, or else its holder; None if vacant."""
        holder = self.find_holder(day)
        return self.behalf if holder and self.behalf and self.behalf.span.holds_on(day) else holder

    def is_attended(self, present: Collection[str], day: str) -> bool:
        """Return whether its holder, or the party that it speaks for, is among those present."""
        parties = filter(None, (self.find_holder(day), self.find_party_on(day)))
        return any(id_ in present for party in parties for id_ in party.ids)


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting of a forum, with the parties that were present; nobody = not on record."""

    id: str
    planned_on: str | None = None
    held_on: str | None = None
    cancelled_on: str | None = None
    present: frozenset[str] = frozenset()
    doubtful: bool = False
    example: bool = False

    @property
    def days(self) -> list[str]:
        """Return its days that are on record."""
        return [day for day in (self.planned_on, self.held_on, self.cancelled_on) if day]


@dataclass(frozen=True, slots=True)
class ForumBody:
    """A forum with all its seats, ended ones included, and its meetings; of a committee the meetings of its forum, too."""

    id: str
    kind: str
    place: str | None = None
    span: Span = Span()
    seats: tuple[SeatTerm, ...] = ()
    meetings: tuple[MeetingRecord, ...] = ()
    parent_meetings: tuple[MeetingRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceTree:
    """All places: the kind of each, and the place itself with those that it lies in."""

    kinds: Mapping[str, PlaceKind] = field(default_factory=dict)
    upwards: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def list_within(self, regions: Collection[str], kind: PlaceKind) -> list[str]:
        """Return the places of a kind that are one of the regions or lie within one, in order of ids."""
        return sorted(id_ for id_, is_ in self.kinds.items() if is_ == kind and not self.upwards[id_].isdisjoint(regions))


@dataclass(frozen=True, slots=True)
class Roll:
    """The seats of a forum on a day, told apart: members, deputies, co-opted; vacancies, holdovers and ended seats.

    A *holdover* is a member's seat whose term has ended and that nobody took over; other seats whose term has ended are `ended`.
    """

    members: tuple[SeatTerm, ...] = ()
    deputies: tuple[SeatTerm, ...] = ()
    coopted: tuple[SeatTerm, ...] = ()
    vacancies: tuple[SeatTerm, ...] = ()
    holdovers: tuple[SeatTerm, ...] = ()
    ended: tuple[SeatTerm, ...] = ()

    @property
    def is_on_record(self) -> bool:
        """Return whether a seat of a member is on record for certain, held or vacant."""
        return any(not seat.doubtful for seat in (*self.members, *self.vacancies))


def call_roll(body: ForumBody, on: str) -> Roll:
    """Return the seats of a forum on a day, overlapping terms as one. Seats whose term has not begun are left out."""
    begun = sorted((seat for seat in body.seats if seat.span.first <= on), key=lambda seat: seat.id)
    current = merge_terms(seat for seat in begun if seat.span.last >= on)
    of_members = [seat for seat in current if seat.position in MEMBER_POSITIONS]
    held = [seat for seat in current if seat.find_holder(on)]
    holdovers = list_holdovers(begun, begun, on)
    return Roll(
        members=tuple(seat for seat in held if seat.position in MEMBER_POSITIONS),
        deputies=tuple(seat for seat in held if seat.position == Position.DEPUTY),
        coopted=tuple(seat for seat in held if seat.position == Position.COOPTED),
        vacancies=tuple(seat for seat in of_members if not seat.find_holder(on)),
        holdovers=tuple(holdovers),
        ended=tuple(seat for seat in begun if seat.span.last < on and seat not in holdovers),
    )


def merge_terms(seats: Iterable[SeatTerm]) -> list[SeatTerm]:
    """Return seats of one day, in order of ids, where a party with two overlapping terms in one position sits once.

    A term falls away beside a certain one of as many seats or more; of two such terms the later one stays.
    """
    kept: list[SeatTerm] = []
    for seat in sorted(seats, key=lambda seat: (not seat.doubtful, seat.number, seat.span.first, seat.id), reverse=True):
        if not any(_covers(other, seat) for other in kept):
            kept.append(seat)
    return sorted(kept, key=lambda seat: seat.id)


def _covers(one: SeatTerm, other: SeatTerm) -> bool:
    dated = Span() not in (one.span, other.span)
    return dated and not one.doubtful and one.number >= other.number and _is_same_mandate(one, other)


def list_holdovers(seats: Iterable[SeatTerm], heirs: Iterable[SeatTerm], on: str) -> list[SeatTerm]:
    """Return the members' seats whose term ended before the day and that no seat of `heirs` took over, in order of ids.

    A seat that has begun takes over one other of the same position: it began after the other's last day, or its holder sat on
    for a new term.
    """
    free = [heir for heir in heirs if heir.span.first <= on]
    ended = (seat for seat in seats if seat.span.last < on and seat.position in MEMBER_POSITIONS)
    found = []
    for seat in sorted(ended, key=lambda seat: (seat.span.last, seat.id)):
        able = [heir for heir in free if _takes_over(heir, seat)]
        if able:
            free.remove(min(able, key=lambda heir: (not _is_same_holder(heir, seat), heir.span.first, heir.id)))
        else:
            found.append(seat)
    return sorted(found, key=lambda seat: seat.id)


def _takes_over(later: SeatTerm, seat: SeatTerm) -> bool:
    if later.position != seat.position or later.span.last <= seat.span.last:
        return False
    return later.span.first > seat.span.last or (_is_same_holder(later, seat) and later.span.first > seat.span.first)


def _is_same_holder(one: SeatTerm, other: SeatTerm) -> bool:
    return bool(one.holder and other.holder and one.holder.id == other.holder.id)


def count_seats(seats: Iterable[SeatTerm]) -> int:
    """Return how many seats they are, like seats counted one by one."""
    return sum(seat.number for seat in seats)


def list_overlapping(seats: Sequence[SeatTerm]) -> list[tuple[SeatTerm, SeatTerm]]:
    """Return the pairs of seats of one party, for one party, in one position, whose terms overlap, in order of ids.

    Doubtful seats are left out, and seats without any day on record.
    """
    dated = (seat for seat in seats if seat.holder and not seat.doubtful and seat.span != Span())
    held = sorted(dated, key=lambda seat: seat.id)
    return [
        (one, other)
        for at, one in enumerate(held)
        for other in held[at + 1 :]
        if _is_same_mandate(one, other) and one.span.first <= other.span.last and other.span.first <= one.span.last
    ]


def _is_same_mandate(one: SeatTerm, other: SeatTerm) -> bool:
    behalf = one.behalf.id if one.behalf else None
    return (
        one.position == other.position and _is_same_holder(one, other) and behalf == (other.behalf.id if other.behalf else None)
    )
