"""Whether a forum satisfies a rule on its seats on a day: met, broken (since when), or unknown.

A rule is met or broken only if it is so however doubtful seats turn out, and whatever a party's missing fields are.
`docs/decisions/0034-seat-rules.md` says what each demand means.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from model.representation.seat_terms import (
    ForumBody,
    MeetingRecord,
    PlaceTree,
    Roll,
    SeatedParty,
    SeatTerm,
    call_roll,
    count_seats,
    list_holdovers,
)
from model.vocabulary.days import shift_day
from model.vocabulary.forums import WHOLE, Force, Mandate, Position, RuleKind, SeatRule
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY, Choice
from model.vocabulary.registers import PlaceKind


class RuleState(Choice):
    """Whether a forum satisfies a rule. What is only possible is no demand: it cannot be broken, only not met."""

    MET = "met", "uppfylld", "met"
    BROKEN = "broken", "bruten", "broken"
    UNMET = "unmet", "inte uppfylld", "not met"
    UNKNOWN = "unknown", "okänd", "unknown"


class UnknownReason(Choice):
    """The reasons for which the state of a rule is unknown."""

    NO_MEMBERS = "no-members", "inga säkra ledamöter är antecknade", "no certain members on record"
    DOUBTFUL = "doubtful", "osäkra eller föreslagna platser avgör", "uncertain or proposed seats decide it"
    MISSING = "missing", "uppgifter om ledamöterna saknas", "facts about the members are missing"
    NO_CHAIR = "no-chair", "ingen ordförande är antecknad", "no chair on record"
    NO_CONVENER = "no-convener", "ingen sammankallande är antecknad", "no convener on record"
    TERM_ENDED = (
        "term-ended",
        "mandattiden har löpt ut och ingen efterträdare är antecknad",
        "the term has ended and nobody took over",
    )
    NOBODY_ASKED = "nobody-asked", "ingen sådan ledamot är antecknad", "no such member on record"
    NO_MANDATE = "no-mandate", "mandatet är inte antecknat", "the mandate is not on record"
    NO_MEETINGS = "no-meetings", "inga möten är antecknade", "no meetings on record"
    NOT_A_YEAR = "not-a-year", "mötena är antecknade sedan mindre än ett år", "meetings are on record for less than a year"
    NO_ATTENDANCE = "no-attendance", "ingen närvaro är antecknad", "no attendance on record"
    PARENT = (
        "parent",
        "det framgår inte hur ofta forumet som det är utskott till har mötts",
        "it is not on record how often the forum whose committee it is has met",
    )
    NO_PLACES = "no-places", "det framgår inte vilka orter som avses", "it is not on record which places are meant"


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """The state of a rule in a forum on a day.

    `counted` are the seats that count for the demand for certain, `perhaps` those that may; of a rule on empty seats or absence
    the empty and absent ones. `count` is their number or that of meetings, `of` the number of members or places. `since` is the
    day from which a broken rule has been broken, None if it always was on record. `lacking` are the places without a seat.
    """

    state: RuleState
    reason: UnknownReason | None = None
    counted: tuple[SeatTerm, ...] = ()
    perhaps: tuple[SeatTerm, ...] = ()
    meetings: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    count: int = 0
    of: int | None = None
    since: str | None = None


def year_before(day: str) -> str:
    """Return the same day a year earlier; of 29 February, 28 February."""
    then = date.fromisoformat(day)
    return (then.replace(day=28) if (then.month, then.day) == (2, 29) else then).replace(year=then.year - 1).isoformat()


def year_after(day: str) -> str:
    """Return the first day whose `year_before` is that day or a later one."""
    then = date.fromisoformat(day)
    leap = (then.month, then.day) == (2, 29)
    return then.replace(year=then.year + 1, month=3 if leap else then.month, day=1 if leap else then.day).isoformat()


# --- which seats a rule asks about -----------------------------------------------------------------------------------


def match_party(rule: SeatRule, party: SeatedParty, on: str) -> bool | None:
    """Return whether the rule selects a party; None if that is not on record."""
    if not party.ids.isdisjoint(rule.parties):
        return True
    if not party.organisation and (rule.actor_kinds or rule.roles or rule.groups):
        return False
    answers = list(_match_selectors(rule, party, on))
    if not answers:
        return not rule.parties
    return False if False in answers else None if None in answers else True


def _match_selectors(rule: SeatRule, party: SeatedParty, on: str) -> Iterator[bool | None]:
    """Yield, for each selector that is given, whether the party satisfies it."""
    if rule.actor_kinds:
        yield _is_among({party.kind} - {None}, rule.actor_kinds)
    if rule.roles:
        yield _is_among(party.roles, rule.roles)
    if rule.groups:
        yield _is_in_groups(rule, party, on)
    if rule.actor_types:
        yield _is_among(party.types, rule.actor_types)
    if rule.levels:
        yield _is_among({party.level} - {None}, rule.levels)
    if rule.places:
        yield _is_among(party.places, rule.places)


def _is_among(own: Collection[str | None], asked: Collection[str]) -> bool | None:
    return any(id_ in asked for id_ in own) if own else None


def _is_in_groups(rule: SeatRule, party: SeatedParty, on: str) -> bool | None:
    held = [term for term in party.groups if term.span.holds_on(on)]
    found = [term for term in held if term.group in rule.groups]
    if found:
        return True if any(not term.doubtful for term in found) else None
    return False if held else None


@dataclass(frozen=True, slots=True)
class _Selection:
    """The seats told apart by whether the rule selects them, and by whether they are doubtful."""

    yes: tuple[SeatTerm, ...]
    no: tuple[SeatTerm, ...]
    unknown: tuple[SeatTerm, ...]
    doubtful_yes: tuple[SeatTerm, ...]
    doubtful_no: tuple[SeatTerm, ...]
    doubtful_unknown: tuple[SeatTerm, ...]

    @property
    def perhaps(self) -> tuple[SeatTerm, ...]:
        """Return the seats that the rule may ask about."""
        return (*self.unknown, *self.doubtful_yes, *self.doubtful_unknown)

    @property
    def reason(self) -> UnknownReason:
        """Return why a rule is unknown that depends on `perhaps`."""
        return UnknownReason.MISSING if self.unknown else UnknownReason.DOUBTFUL


# --- what each demand asks of them -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Case:
    """A rule, the forum that it applies to, the day, who sits there then, and all places."""

    rule: SeatRule
    body: ForumBody
    on: str
    roll: Roll
    places: PlaceTree

    def select(self, seats: Iterable[SeatTerm], place: str | None = None) -> _Selection:
        """Return the seats, told apart by whether the rule selects them; only those of a place if one is given."""
        found: dict[tuple[bool, bool | None], list[SeatTerm]] = {}
        for seat in seats:
            if party := seat.find_party_on(self.on):
                match = match_party(self.rule, party, self.on)
                match = _both(match, _is_in(party, place)) if place else match
                found.setdefault((seat.doubtful, match), []).append(seat)
        parts = ((doubtful, match) for doubtful in (False, True) for match in (True, False, None))
        return _Selection(*(tuple(found.get(part, ())) for part in parts))

    def list_year(self) -> list[MeetingRecord]:
        """Return the meetings held in the twelve months up to the day, in order of days."""
        held = ((meeting.held_on, meeting) for meeting in self.body.meetings if meeting.held_on)
        found = [(day, meeting.id, meeting) for day, meeting in held if year_before(self.on) < day <= self.on]
        return [meeting for _day, _id, meeting in sorted(found, key=lambda item: item[:2])]


def _decide(met: bool, broken: bool) -> RuleState:
    return RuleState.MET if met else RuleState.BROKEN if broken else RuleState.UNKNOWN


def _count(case: _Case) -> RuleOutcome:
    """Assess that there are at least and at most so many seats."""
    return _compare(case, case.select(case.roll.members))


def _compare(case: _Case, chosen: _Selection) -> RuleOutcome:
    low, high = count_seats(chosen.yes), count_seats((*chosen.yes, *chosen.perhaps))
    least, most = least_of(case.rule), case.rule.most
    met = low >= least and (most is None or high <= most)
    state = _decide(met, high < least or (most is not None and low > most))
    of = count_seats(_list_certain(case.roll.members))
    return RuleOutcome(state, chosen.reason, chosen.yes, chosen.perhaps, count=low, of=of)


def least_of(rule: SeatRule) -> int:
    """Return the least number that a rule asks for: one, if it gives neither a least nor a most."""
    return rule.least if rule.least is not None else 0 if rule.most is not None else 1


def _share(case: _Case) -> RuleOutcome:
    """Assess a share of the members between the smallest and the largest that it can turn out to be."""
    chosen = case.select(case.roll.members)
    yes, no, unknown = map(count_seats, (chosen.yes, chosen.no, chosen.unknown))
    doubtful_no = count_seats((*chosen.doubtful_no, *chosen.doubtful_unknown))
    doubtful_yes = count_seats((*chosen.doubtful_yes, *chosen.doubtful_unknown))
    low = (yes, yes + no + unknown + doubtful_no)
    high = (yes + unknown + doubtful_yes, yes + no + unknown + doubtful_yes)
    if not yes + no + unknown:
        return RuleOutcome(RuleState.UNKNOWN, UnknownReason.NO_MEMBERS)
    enough, few = SHARE_TESTS[case.rule.rule]
    met = enough(case.rule, *low) and few(case.rule, *high)
    state = _decide(met, not enough(case.rule, *high) or not few(case.rule, *low))
    reason = UnknownReason.MISSING if unknown else UnknownReason.DOUBTFUL
    return RuleOutcome(state, reason, chosen.yes, chosen.perhaps, count=yes, of=yes + no + unknown)


def least_share_of(rule: SeatRule) -> int | None:
    """Return the least share that a rule asks for, in per cent, which a majority must exceed; None if it asks for none."""
    if rule.rule in (RuleKind.NOT_MINORITY, RuleKind.MAJORITY):
        return WHOLE // 2
    return rule.least if rule.rule == RuleKind.SHARE else None


_ShareTest = Callable[[SeatRule, int, int], bool]
SHARE_TESTS: Mapping[RuleKind, tuple[_ShareTest, _ShareTest]] = MappingProxyType(
    {
        RuleKind.SHARE: (
            lambda rule, part, whole: WHOLE * part >= (rule.least or 0) * whole,
            lambda rule, part, whole: WHOLE * part <= (WHOLE if rule.most is None else rule.most) * whole,
        ),
        RuleKind.NOT_MINORITY: (lambda _rule, part, whole: 2 * part >= whole, lambda *_: True),
        RuleKind.MAJORITY: (lambda _rule, part, whole: 2 * part > whole, lambda *_: True),
    }
)
"""For each rule on a share, whether so many of the members are enough, and whether they are not too many."""


POSITION_OF_RULE: Mapping[RuleKind, Position] = MappingProxyType(
    {RuleKind.CHAIR: Position.CHAIR, RuleKind.CONVENER: Position.CONVENER}
)
"""The position that a rule is about."""


def _position(case: _Case) -> RuleOutcome:
    """Assess that the chair, or the convener, is of the selection; a vacant one is not."""
    position = POSITION_OF_RULE[case.rule.rule]
    chosen = case.select(seat for seat in case.roll.members if seat.position == position)
    vacant = [seat for seat in case.roll.vacancies if seat.position == position]
    settled = bool(chosen.no) or any(not seat.doubtful for seat in vacant)
    state = _decide(bool(chosen.yes), settled and not chosen.perhaps)
    nobody = not (chosen.perhaps or chosen.doubtful_no or vacant)
    reason = (UnknownReason.NO_CHAIR if position == Position.CHAIR else UnknownReason.NO_CONVENER) if nobody else chosen.reason
    if nobody and any(seat.position == position for seat in case.roll.holdovers):
        reason = UnknownReason.TERM_ENDED
    return RuleOutcome(state, reason, chosen.yes, chosen.perhaps, count=count_seats(chosen.yes))


SUFFICIENT_MANDATES: Mapping[Mandate | None, tuple[Mandate, ...]] = MappingProxyType(
    {
        Mandate.DECIDE: (Mandate.DECIDE,),
        Mandate.DIRECTIONAL: (Mandate.DECIDE, Mandate.DIRECTIONAL),
        Mandate.NONE: (Mandate.NONE,),
        None: (Mandate.DECIDE, Mandate.DIRECTIONAL),
    }
)
"""The mandates that satisfy the one asked for; None is any mandate."""


def _mandate(case: _Case) -> RuleOutcome:
    """Assess that every selected member holds the mandate."""
    chosen, enough = case.select(case.roll.members), SUFFICIENT_MANDATES[case.rule.mandate]
    holding = tuple(seat for seat in chosen.yes if seat.mandate in enough)
    broken = any(seat.mandate is not None and seat.mandate not in enough for seat in chosen.yes)
    open_ = [seat for seat in (*chosen.yes, *chosen.perhaps) if seat.mandate not in enough]
    unsaid = any(seat.mandate is None for seat in chosen.yes)
    reason = UnknownReason.NO_MANDATE if unsaid else chosen.reason if open_ or chosen.perhaps else UnknownReason.NOBODY_ASKED
    state = _decide(bool(chosen.yes) and not open_, broken)
    return RuleOutcome(state, reason, holding, chosen.perhaps, count=count_seats(holding), of=count_seats(chosen.yes))


def _meetings(case: _Case) -> RuleOutcome:
    """Assess that at least and at most so many meetings were held in the twelve months up to the day."""
    known = [day for meeting in case.body.meetings for day in meeting.days if day <= case.on]
    if not known:
        return RuleOutcome(RuleState.UNKNOWN, UnknownReason.NO_MEETINGS)
    held = case.list_year()
    low, high = sum(not meeting.doubtful for meeting in held), len(held)
    least, most = least_of(case.rule), case.rule.most
    whole_year = min(known) <= year_before(case.on)
    few, many = high < least and whole_year, most is not None and low > most
    state = _decide(low >= least and (most is None or high <= most), few or many)
    reason = UnknownReason.DOUBTFUL if whole_year or high >= least else UnknownReason.NOT_A_YEAR
    return RuleOutcome(state, reason, meetings=tuple(meeting.id for meeting in held), count=low)


def _every_place(case: _Case) -> RuleOutcome:
    """Assess that each place of a kind has at least so many seats of the selection."""
    regions = case.rule.places or ((case.body.place,) if case.body.place else ())
    places = case.places.list_within(regions, case.rule.place_kind or PlaceKind.MUNICIPALITY)
    if not places:
        return RuleOutcome(RuleState.UNKNOWN, UnknownReason.NO_PLACES)
    anywhere = replace(case, rule=case.rule.model_copy(update={"places": ()}))
    outcomes = {place: _compare(anywhere, anywhere.select(case.roll.members, place)) for place in places}
    states = {outcome.state for outcome in outcomes.values()}
    counted = {seat.id: seat for outcome in outcomes.values() for seat in outcome.counted}
    perhaps = {seat.id: seat for outcome in outcomes.values() for seat in outcome.perhaps if seat.id not in counted}
    missing = any(outcome.reason == UnknownReason.MISSING for outcome in outcomes.values())
    return RuleOutcome(
        _decide(states == {RuleState.MET}, RuleState.BROKEN in states),
        UnknownReason.MISSING if missing else UnknownReason.DOUBTFUL,
        tuple(counted.values()),
        tuple(perhaps.values()),
        lacking=tuple(place for place, outcome in outcomes.items() if outcome.state == RuleState.BROKEN),
        count=sum(outcome.state == RuleState.MET for outcome in outcomes.values()),
        of=len(places),
    )


def _is_in(party: SeatedParty, place: str) -> bool | None:
    return place in party.places if party.places else None


def _both(one: bool | None, other: bool | None) -> bool | None:
    return False if False in (one, other) else None if None in (one, other) else True


def _filled(case: _Case) -> RuleOutcome:
    """Assess that no more seats are empty (vacancies, holdovers) than deputies can take."""
    certain = [seat for seat in case.body.seats if not seat.doubtful]
    fewest = (*_list_certain(case.roll.vacancies), *list_holdovers(certain, case.body.seats, case.on))
    most = (*case.roll.vacancies, *list_holdovers(case.body.seats, certain, case.on))
    deputies = (count_seats(_list_certain(case.roll.deputies)), count_seats(case.roll.deputies))
    allowed = case.rule.most or 0
    state = _decide(count_seats(most) - deputies[0] <= allowed, count_seats(fewest) - deputies[1] > allowed)
    perhaps = tuple(seat for seat in most if seat not in fewest)
    whole = count_seats(_list_certain((*case.roll.members, *case.roll.vacancies, *case.roll.holdovers)))
    return RuleOutcome(state, UnknownReason.DOUBTFUL, fewest, perhaps, count=count_seats(fewest), of=whole)


def _list_certain(seats: Iterable[SeatTerm]) -> tuple[SeatTerm, ...]:
    return tuple(seat for seat in seats if not seat.doubtful)


def _attended(case: _Case) -> RuleOutcome:
    """Assess that at each meeting of the year with attendance on record no more members were absent than deputies present."""
    minuted = [meeting for meeting in case.list_year() if meeting.present]
    if not minuted:
        return RuleOutcome(RuleState.UNKNOWN, UnknownReason.NO_ATTENDANCE)
    outcomes = [(meeting, _attended_at(case, meeting)) for meeting in minuted]
    states = {outcome.state for _meeting, outcome in outcomes}
    broken = [(meeting, outcome) for meeting, outcome in outcomes if outcome.state == RuleState.BROKEN]
    absent = {seat.id: seat for _meeting, outcome in broken for seat in outcome.counted}
    state = _decide(states == {RuleState.MET}, bool(broken))
    reason = UnknownReason.DOUBTFUL
    return RuleOutcome(
        state, reason, tuple(absent.values()), (), tuple(meeting.id for meeting, _ in broken), count=len(broken), of=len(minuted)
    )


def _attended_at(case: _Case, meeting: MeetingRecord) -> RuleOutcome:
    day, present = meeting.held_on or case.on, meeting.present
    roll = call_roll(case.body, day)
    absent = tuple(seat for seat in roll.members if not seat.is_attended(present, day))
    sure = _list_certain(absent)
    deputies = [seat for seat in roll.deputies if seat.is_attended(present, day)]
    certain = count_seats(_list_certain(deputies))
    allowed = case.rule.most or 0
    met = roll.is_on_record and not meeting.doubtful and count_seats(absent) - certain <= allowed
    broken = roll.is_on_record and not meeting.doubtful and count_seats(sure) - count_seats(deputies) > allowed
    return RuleOutcome(_decide(met, broken), UnknownReason.DOUBTFUL, sure)


DEMANDS: Mapping[RuleKind, Callable[[_Case], RuleOutcome]] = MappingProxyType(
    {
        RuleKind.SEAT: _count,
        RuleKind.SHARE: _share,
        RuleKind.NOT_MINORITY: _share,
        RuleKind.MAJORITY: _share,
        RuleKind.CHAIR: _position,
        RuleKind.CONVENER: _position,
        RuleKind.MANDATE: _mandate,
        RuleKind.MEETINGS: _meetings,
        RuleKind.EVERY_PLACE: _every_place,
        RuleKind.FILLED: _filled,
        RuleKind.ATTENDED: _attended,
    }
)
WITHOUT_MEMBERS = (RuleKind.MEETINGS, RuleKind.ATTENDED)
"""The demands that do not depend on who sits on the day."""


# --- the state, and since when ---------------------------------------------------------------------------------------


def assess_rule(rule: SeatRule, body: ForumBody, on: str, places: PlaceTree) -> RuleOutcome | None:
    """Return the state of a rule in a forum on a day, without `since`; None if it does not apply then."""
    if not (rule.holds_on(on) and body.span.holds_on(on)):
        return None
    condition = _assess_condition(rule, body, on, places)
    if condition != RuleState.MET:
        return RuleOutcome(RuleState.UNKNOWN, UnknownReason.PARENT) if condition == RuleState.UNKNOWN else None
    roll = call_roll(body, on)
    if rule.rule not in WITHOUT_MEMBERS and not roll.is_on_record:
        return RuleOutcome(RuleState.UNKNOWN, _explain_silence(roll))
    found = DEMANDS[rule.rule](_Case(rule, body, on, roll, places))
    return found if found.state == RuleState.UNKNOWN else replace(found, reason=None)


def _assess_condition(rule: SeatRule, body: ForumBody, on: str, places: PlaceTree) -> RuleState:
    """Return whether the forum that has the committee has met as often as the rule has as its condition."""
    if rule.parent_least is None and rule.parent_most is None:
        return RuleState.MET
    limits = {"least": rule.parent_least, "most": rule.parent_most, "rule": RuleKind.MEETINGS}
    case = _Case(rule.model_copy(update=limits), ForumBody(body.id, body.kind, meetings=body.parent_meetings), on, Roll(), places)
    return _meetings(case).state


def _explain_silence(roll: Roll) -> UnknownReason:
    return UnknownReason.DOUBTFUL if roll.members or roll.vacancies else UnknownReason.NO_MEMBERS


def assess_as_proposed(rule: SeatRule, body: ForumBody, on: str, places: PlaceTree) -> RuleState | None:
    """Return the state of a rule if every uncertain or proposed seat and meeting were certain and existed."""
    seats = tuple(replace(seat, doubtful=False) for seat in body.seats)
    meetings, above = (tuple(replace(each, doubtful=False) for each in held) for held in (body.meetings, body.parent_meetings))
    found = assess_rule(rule, replace(body, seats=seats, meetings=meetings, parent_meetings=above), on, places)
    return _soften(rule, found.state) if found else None


def _soften(rule: SeatRule, state: RuleState) -> RuleState:
    """Return the state, of what is only possible "not met" in place of broken."""
    return RuleState.UNMET if rule.force == Force.POSSIBLE and state == RuleState.BROKEN else state


def check_seat_rule(rule: SeatRule, body: ForumBody, on: str, places: PlaceTree | None = None) -> RuleOutcome | None:
    """Return the state of a rule in a forum on a day, and since when it is broken; None if it does not apply then."""
    places = places or PlaceTree()
    found = assess_rule(rule, body, on, places)
    if found is None or found.state != RuleState.BROKEN:
        return found
    since = None
    for day in sorted(list_turns(rule, body, on), reverse=True):
        before = assess_rule(rule, body, day, places)
        if before is None or before.state != RuleState.BROKEN:
            break
        since = day
    return replace(found, state=_soften(rule, found.state), since=None if since == EARLIEST_DAY else since)


def list_turns(rule: SeatRule, body: ForumBody, on: str) -> set[str]:
    """Return the days until `on` on which the state of the rule may change, and the first day of all."""
    spans = [body.span, *(seat.span for seat in body.seats)]
    parties = [party for seat in body.seats for party in (seat.holder, seat.behalf) if party]
    spans += [span for party in parties for span in (party.span, *(term.span for term in party.groups))]
    days = {day for span in spans for day in span.list_turns()}
    days |= {rule.first_day} | ({shift_day(rule.last_day, 1)} if rule.last_day < LATEST_DAY else set())
    met = [day for meeting in (*body.meetings, *body.parent_meetings) for day in meeting.days]
    days |= {*met, *map(year_after, met), EARLIEST_DAY}
    return {day for day in days if EARLIEST_DAY <= day <= on}
