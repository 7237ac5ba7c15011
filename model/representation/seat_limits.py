"""What the rules on a forum's seats say of new members: whom they leave room for, whom they ask for, and with which mandate.

A rule of force law or rule leaves as much room as it surely has: whether the doubtful seats exist or not, and as if a party that
lacks a fact did not count in its favour. A rule that is already broken, or may be, leaves none: a new seat may not make it worse.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import gcd

from model.graphs.mending import SeatLimit
from model.representation.rule_conflicts import BINDING_FORCES
from model.representation.rule_states import POSITION_OF_RULE, assess_rule, least_of, least_share_of, match_party
from model.representation.seat_terms import ForumBody, PlaceTree, SeatedParty, SeatTerm, call_roll, count_seats
from model.vocabulary.forums import WHOLE, Force, Mandate, RuleKind, SeatRule


def list_limits(rule: SeatRule, body: ForumBody, on: str, parties: Iterable[SeatedParty]) -> Iterator[SeatLimit]:
    """Yield the limits that a binding rule sets to new members of a forum, whom `parties` are candidates for."""
    if rule.force not in BINDING_FORCES:
        return
    known = [*parties]
    if rule.rule == RuleKind.SEAT and rule.most is not None:
        taken = count_seats(seat for seat in call_roll(body, on).members if _match(rule, seat, on) is not False)
        counted = frozenset(party.id for party in known if match_party(rule, party, on) is not False)
        yield SeatLimit(body.id, rule.id, max(0, rule.most - taken), counted, -1, 0)
    if (least := least_share_of(rule)) is not None:
        counted = frozenset(party.id for party in known if match_party(rule, party, on))
        room = min(_measure_share(rule, seats, on, least, for_certain=True) for seats in _read_rolls(body, on))
        yield _make_limit(rule, body, room - (rule.rule == RuleKind.MAJORITY), counted, WHOLE - least, -least)
    if rule.rule == RuleKind.SHARE and rule.most is not None:
        counted = frozenset(party.id for party in known if match_party(rule, party, on) is not False)
        room = min(-_measure_share(rule, seats, on, rule.most, for_certain=False) for seats in _read_rolls(body, on))
        yield _make_limit(rule, body, room, counted, rule.most - WHOLE, rule.most)


def _make_limit(rule: SeatRule, body: ForumBody, room: int, counted: frozenset[str], weight: int, other: int) -> SeatLimit:
    """Return a limit with weights as small as they can be; a share of one half has 1 and -1."""
    divisor = gcd(weight, other) or 1
    return SeatLimit(body.id, rule.id, max(0, room) // divisor, counted, weight // divisor, other // divisor)


def _read_rolls(body: ForumBody, on: str) -> tuple[Sequence[SeatTerm], Sequence[SeatTerm]]:
    """Return the members, and those of them that are not doubtful."""
    members = call_roll(body, on).members
    return members, [seat for seat in members if not seat.doubtful]


def _measure_share(rule: SeatRule, seats: Sequence[SeatTerm], on: str, share: int, *, for_certain: bool) -> int:
    """Return by how much the members who count are more than a share of all, in hundredths of a seat."""
    wanted = (True,) if for_certain else (True, None)
    return WHOLE * count_seats(seat for seat in seats if _match(rule, seat, on) in wanted) - share * count_seats(seats)


def _match(rule: SeatRule, seat: SeatTerm, on: str) -> bool | None:
    party = seat.find_party_on(on)
    return match_party(rule, party, on) if party else False


def list_asked_for(
    rule: SeatRule, body: ForumBody, on: str, places: PlaceTree, parties: Iterable[SeatedParty]
) -> Iterator[SeatedParty]:
    """Yield the parties that a rule asks for and that no seat on record, certain or not, answers to; or a vacant chair."""
    if rule.rule == RuleKind.SEAT:
        answered = sum(seat.number for seat in call_roll(body, on).members if _match(rule, seat, on))
        if answered < least_of(rule):
            yield from (party for party in parties if match_party(rule, party, on))
    elif rule.rule in POSITION_OF_RULE:
        position = POSITION_OF_RULE[rule.rule]
        if any(seat.position == position for seat in list_vacancies(body, on)):
            yield from (party for party in parties if match_party(rule, party, on))
    elif rule.rule == RuleKind.EVERY_PLACE and (outcome := assess_rule(rule, body, on, places)):
        yield from (party for party in parties if not party.places.isdisjoint(outcome.lacking))


def list_vacancies(body: ForumBody, on: str) -> list[SeatTerm]:
    """Return the seats of a forum that are certain and vacant, each as often as there are of it."""
    vacant = (seat for seat in call_roll(body, on).vacancies if not seat.doubtful)
    return [seat for seat in vacant for _like in range(seat.number)]


def fits_vacancy(rules: Iterable[SeatRule], seat: SeatTerm, party: SeatedParty, on: str) -> bool:
    """Return whether no rule on the seat's position, whatever its force, asks for another party."""
    asked = (rule for rule in rules if POSITION_OF_RULE.get(rule.rule) == seat.position)
    return all(match_party(rule, party, on) is not False for rule in asked)


def find_mandate(rules: Iterable[SeatRule], party: SeatedParty, on: str) -> Mandate | None:
    """Return the mandate that the rules ask of a party's seat; the one to decide includes the directional."""
    asked = {
        rule.mandate
        for rule in rules
        if rule.rule == RuleKind.MANDATE and rule.force != Force.POSSIBLE and match_party(rule, party, on) is not False
    }
    return next((mandate for mandate in (Mandate.DECIDE, Mandate.DIRECTIONAL) if mandate in asked), None)
