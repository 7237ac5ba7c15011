"""Seat rules are met, broken or unknown, as every way in which the doubtful may turn out says; broken since the first such day."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.representation.rule_states import (
    RuleOutcome,
    UnknownReason,
    assess_as_proposed,
    check_seat_rule,
    match_party,
    year_after,
    year_before,
)
from model.representation.seat_terms import ForumBody, GroupTerm, MeetingRecord, PlaceTree, SeatedParty, SeatTerm, Span, call_roll
from model.vocabulary.days import shift_day
from model.vocabulary.forums import Force, Mandate, Position, RuleKind, SeatRule
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY
from model.vocabulary.registers import PlaceKind
from tests.model.representation.brute_force import KINDS, find_since, judge

DAYS = [f"2026-03-{day:02}" for day in range(1, 11)]
ON = DAYS[-2]


def make_rule(kind: RuleKind, **more: Any) -> SeatRule:
    fields = {"id": "regel", "name": "Regel", "forum_kind": "slag", "force": Force.RULE, "evidence": ("kalla §1",)}
    return SeatRule.model_validate({**fields, "rule": kind, **more})


def make_party(id_: str, kind: str | None = "a", **more: Any) -> SeatedParty:
    return SeatedParty(**{"id": id_, "ids": frozenset({id_}), "kind": kind} | more)


def make_seat(id_: str, holder: SeatedParty | None, **more: Any) -> SeatTerm:
    return SeatTerm(**{"id": id_, "holder": holder} | more)


def check(rule: SeatRule, *seats: SeatTerm, **more: Any) -> RuleOutcome:
    outcome = check_seat_rule(rule, ForumBody("f", "slag", seats=seats, **more), ON)
    assert outcome
    return outcome


def test_a_rule_of_a_committee_depends_on_how_often_its_forum_meets() -> None:
    rule = make_rule(RuleKind.MEETINGS, least=1, parent_least=2, parent_most=3)
    own = (MeetingRecord("u", held_on="2024-01-01"),)

    def judge_with(*days: str) -> str | None:
        above = tuple(MeetingRecord(f"m{n}", held_on=day) for n, day in enumerate(days))
        outcome = check_seat_rule(rule, ForumBody("f", "slag", meetings=own, parent_meetings=above), ON)
        return f"{outcome.state} {outcome.reason or outcome.since}" if outcome else None

    old, year = "2024-01-01", ["2025-06-01", "2025-09-01", "2025-12-01", "2026-02-01"]
    assert judge_with(old, *year[:2]) == "broken 2025-09-01"
    assert judge_with(old, year[0]) is None
    assert judge_with(old, *year) is None
    assert judge_with() == "unknown parent"
    assert judge_with(year[0]) == "unknown parent"


def test_a_member_with_two_overlapping_terms_sits_once() -> None:
    one, other = make_party("p"), make_party("q")
    terms = [make_seat("s1", one, span=Span("2026-03-01", "2026-03-09")), make_seat("s2", one, span=Span("2026-03-05"))]

    def count(*seats: SeatTerm) -> list[str]:
        return [seat.id for seat in call_roll(ForumBody("f", "slag", seats=seats), ON).members]

    assert count(*terms) == ["s2"]
    assert count(*terms, make_seat("s3", other, span=Span("2026-03-05"))) == ["s2", "s3"]
    assert count(terms[0], make_seat("s2", one)) == ["s1", "s2"]  # without days they may be two seats
    assert count(terms[0], make_seat("s2", one, span=Span("2026-03-05"), doubtful=True)) == ["s1"]
    assert count(terms[0], make_seat("s2", one, span=Span("2026-03-05"), behalf=other)) == ["s1", "s2"]


# --- against brute force ---------------------------------------------------------------------------------------------

spans = st.tuples(st.sampled_from([EARLIEST_DAY, *DAYS]), st.sampled_from([*DAYS, LATEST_DAY])).map(
    lambda days: Span(*sorted(days))
)
parties = st.builds(
    make_party,
    st.sampled_from(["p", "q", "r"]),
    st.sampled_from([*KINDS, None]),
    span=spans | st.just(Span()),
    organisation=st.sampled_from([True, True, False]),
)


@st.composite
def bodies(draw: st.DrawFn) -> ForumBody:
    seats = draw(
        st.lists(
            st.builds(
                SeatTerm,
                id=st.just("-"),
                position=st.sampled_from(Position),
                holder=st.none() | parties,
                behalf=st.none() | st.none() | parties,
                mandate=st.none() | st.sampled_from(Mandate),
                span=spans | st.just(Span()),
                doubtful=st.booleans(),
            ),
            max_size=3,
        )
    )
    days = st.none() | st.sampled_from(["2025-03-01", "2025-03-08", "2025-03-09", *DAYS])
    meetings = draw(st.lists(st.builds(MeetingRecord, st.just("-"), planned_on=days, held_on=days), max_size=3))
    return ForumBody(
        "f",
        "slag",
        seats=tuple(SeatTerm(**{f: getattr(seat, f) for f in seat.__slots__} | {"id": f"s{n}"}) for n, seat in enumerate(seats)),
        meetings=tuple(MeetingRecord(f"m{n}", each.planned_on, each.held_on) for n, each in enumerate(meetings)),
    )


@st.composite
def rules(draw: st.DrawFn) -> SeatRule:
    kind = draw(st.sampled_from([kind for kind in RuleKind if kind not in ("every_place", "filled", "attended")]))
    least, most = draw(st.sampled_from([(None, None), (1, None), (2, None), (None, 1), (0, 0)]))
    if kind == RuleKind.SHARE:
        least, most = draw(st.sampled_from([(50, None), (None, 40), (34, None), (100, None), (None, 0)]))
    chosen = draw(st.sampled_from([((), ()), (("a",), ()), (("a", "b"), ()), ((), ("p",)), (("b",), ("p",))]))
    return make_rule(
        kind, least=least, most=most, actor_kinds=chosen[0], parties=chosen[1], mandate=draw(st.none() | st.sampled_from(Mandate))
    )


@given(rules(), bodies())
def test_the_state_is_that_of_all_ways_it_may_turn_out(rule: SeatRule, body: ForumBody) -> None:
    outcome = check_seat_rule(rule, body, ON)
    assert outcome is not None
    assert (outcome.state, bool(outcome.reason)) == (judge(rule, body, ON), outcome.state == "unknown")


@given(rules(), bodies())
def test_a_rule_is_broken_since_the_first_day_without_a_break(rule: SeatRule, body: ForumBody) -> None:
    outcome = check_seat_rule(rule, body, ON)
    first = "2026-02-26"
    assert outcome is not None
    if outcome.state == "broken":
        assert max(outcome.since or first, first) == find_since(rule, body, ON, first)


# --- what the selectors ask ------------------------------------------------------------------------------------------

COMPANY = make_party(
    "volvo",
    "foretag",
    roles=frozenset({"anstaller"}),
    types=frozenset({"naringsliv"}),
    groups=(
        GroupTerm("foretagare"),
        GroupTerm("alla"),
        GroupTerm("unga", doubtful=True),
        GroupTerm("forr", Span(last="2026-01-31")),
    ),
    level="lokal",
    places=frozenset({"eskilstuna", "lanet"}),
)
NETWORK = SeatedParty("natverk", frozenset({"natverk"}), organisation=False, types=frozenset({"naringsliv"}))


@pytest.mark.parametrize(
    ("asked", "company", "network"),
    [
        ({}, True, True),
        ({"actor_kinds": ("foretag",)}, True, False),
        ({"actor_kinds": ("skola",)}, False, False),
        ({"roles": ("anstaller", "utbildar")}, True, False),
        ({"roles": ("utbildar",)}, False, False),
        ({"groups": ("alla",)}, True, False),
        ({"groups": ("unga",)}, None, False),
        ({"groups": ("forr",)}, False, False),
        ({"actor_types": ("naringsliv",)}, True, True),
        ({"levels": ("lokal",)}, True, None),
        ({"levels": ("regional",)}, False, None),
        ({"places": ("lanet",)}, True, None),
        ({"places": ("nykoping",)}, False, None),
        ({"actor_kinds": ("foretag",), "levels": ("regional",)}, False, False),
        ({"actor_kinds": ("skola",), "parties": ("volvo", "natverk")}, True, True),
        ({"parties": ("almi",)}, False, False),
        ({"parties": ("almi",), "levels": ("lokal",)}, True, None),
    ],
)
def test_all_selectors_ask_together_and_parties_count_besides(asked: dict[str, Any], company: bool | None, network: bool) -> None:
    rule = make_rule(RuleKind.SEAT, **asked)
    assert (match_party(rule, COMPANY, ON), match_party(rule, NETWORK, ON)) == (company, network)


def test_what_is_not_on_record_of_an_organisation_is_unknown() -> None:
    asked = make_rule(RuleKind.SEAT, actor_kinds=("foretag",))
    assert match_party(asked, make_party("x", None), ON) is None
    assert match_party(make_rule(RuleKind.SEAT, parties=("x",)), make_party("x", None), ON) is True


# --- who sits --------------------------------------------------------------------------------------------------------

A, B, C = make_party("a"), make_party("b"), make_party("c")
PAST, SINCE = Span(last=DAYS[4]), Span(DAYS[5])


def ids_of(seats: tuple[SeatTerm, ...]) -> list[str]:
    return [seat.id for seat in seats]


def test_deputies_vacancies_holdovers_and_ended_seats_are_told_apart() -> None:
    gone = make_party("borta", span=PAST)
    seats = (
        make_seat("1-ledamot", A),
        make_seat("2-ersattare", B, position=Position.DEPUTY),
        make_seat("3-adjungerad", B, position=Position.COOPTED),
        make_seat("4-tom", None),
        make_seat("5-upphord", gone),
        make_seat("6-overtagen", B, span=PAST),
        make_seat("7-ny", C, span=SINCE),
        make_seat("8-kvar", C, span=PAST, position=Position.CHAIR),
        make_seat("9-kommande", C, span=Span(DAYS[-1])),
    )
    roll = call_roll(ForumBody("f", "slag", seats=seats), ON)
    assert ids_of(roll.members) == ["1-ledamot", "7-ny"]
    assert (ids_of(roll.deputies), ids_of(roll.coopted)) == (["2-ersattare"], ["3-adjungerad"])
    assert ids_of(roll.vacancies) == ["4-tom", "5-upphord"]
    assert (ids_of(roll.holdovers), ids_of(roll.ended)) == (["8-kvar"], ["6-overtagen"])


def test_a_seat_takes_over_one_other_and_first_that_of_its_own_holder() -> None:
    seats = (make_seat("1", A, span=PAST), make_seat("2", B, span=PAST), make_seat("3", B, span=Span(DAYS[3])))
    roll = call_roll(ForumBody("f", "slag", seats=seats), ON)
    assert (ids_of(roll.holdovers), ids_of(roll.ended)) == (["1"], ["2"])


def test_as_proposed_every_doubtful_seat_exists() -> None:
    body = ForumBody("f", "slag", seats=(make_seat("1", A, doubtful=True),))
    rule = make_rule(RuleKind.SEAT, parties=("a",))
    assert check(rule, *body.seats).state == "unknown"
    assert assess_as_proposed(rule, body, ON, PlaceTree()) == "met"
    assert assess_as_proposed(make_rule(RuleKind.SEAT, parties=("b",)), body, ON, PlaceTree()) == "broken"


def test_a_seat_counts_for_the_party_that_it_speaks_for() -> None:
    rule = make_rule(RuleKind.SEAT, parties=("b",))
    assert check(rule, make_seat("1", A, behalf=B)).state == "met"
    assert check(make_rule(RuleKind.SEAT, parties=("a",)), make_seat("1", A, behalf=B)).state == "broken"
    assert check(make_rule(RuleKind.SEAT, parties=("a",)), make_seat("1", A, behalf=make_party("b", span=PAST))).state == "met"


def test_like_seats_count_one_by_one_and_outcomes_name_the_seats() -> None:
    outcome = check(make_rule(RuleKind.SEAT, least=3, parties=("a",)), make_seat("1", A, number=3), make_seat("2", B))
    assert (outcome.state, ids_of(outcome.counted), outcome.count, outcome.of) == ("met", ["1"], 3, 4)


# --- every place, empty seats, absence -------------------------------------------------------------------------------

COUNTY = PlaceTree(
    {"lan": PlaceKind.COUNTY, "flen": PlaceKind.MUNICIPALITY, "trosa": PlaceKind.MUNICIPALITY, "boden": PlaceKind.MUNICIPALITY},
    {"lan": frozenset({"lan"}), "boden": frozenset({"boden"}), **{id_: frozenset({id_, "lan"}) for id_ in ("flen", "trosa")}},
)


@pytest.mark.parametrize(
    ("state", "lacking", "places"),
    [
        ("met", (), [{"flen", "lan"}, {"trosa", "lan"}]),
        ("broken", ("trosa",), [{"flen", "lan"}, {"boden"}]),
        ("unknown", (), [{"flen", "lan"}, set()]),
    ],
)
def test_every_municipality_of_the_county_has_a_seat(state: str, lacking: tuple[str, ...], places: list[set[str]]) -> None:
    seats = tuple(make_seat(str(n), make_party(str(n), places=frozenset(place))) for n, place in enumerate(places))
    rule = make_rule(RuleKind.EVERY_PLACE, place_kind=PlaceKind.MUNICIPALITY)
    outcome = check_seat_rule(rule, ForumBody("f", "slag", "lan", seats=seats), ON, COUNTY)
    assert outcome
    assert (outcome.state, outcome.lacking) == (state, lacking)
    of_party = rule.model_copy(update={"parties": ("0",)})
    told = check_seat_rule(of_party, ForumBody("f", "slag", "lan", seats=seats), ON, COUNTY)
    assert told
    assert "trosa" in told.lacking  # the party counts where it is


def test_without_a_place_it_is_unknown_which_municipalities() -> None:
    rule = make_rule(RuleKind.EVERY_PLACE, place_kind=PlaceKind.MUNICIPALITY)
    assert check(rule, make_seat("1", A)).reason == UnknownReason.NO_PLACES


@pytest.mark.parametrize(
    ("state", "seats"),
    [
        ("met", [make_seat("1", A), make_seat("2", B)]),
        ("met", [make_seat("1", A), make_seat("2", None), make_seat("3", C, position=Position.DEPUTY)]),
        ("broken", [make_seat("1", A), make_seat("2", None)]),
        ("broken", [make_seat("1", A), make_seat("2", B, span=PAST)]),
        ("met", [make_seat("1", A), make_seat("2", B, span=PAST), make_seat("3", C, span=SINCE)]),
        ("unknown", [make_seat("1", A), make_seat("2", B, span=PAST), make_seat("3", C, span=SINCE, doubtful=True)]),
        ("unknown", [make_seat("1", A), make_seat("2", None), make_seat("3", C, position=Position.DEPUTY, doubtful=True)]),
    ],
)
def test_a_seat_stands_empty_unless_a_deputy_can_take_it(state: str, seats: list[SeatTerm]) -> None:
    assert check(make_rule(RuleKind.FILLED), *seats).state == state


@pytest.mark.parametrize(
    ("state", "present"), [("met", {"a", "b"}), ("met", {"a", "c"}), ("broken", {"a"}), ("unknown", set()), ("unknown", None)]
)
def test_an_absent_member_is_replaced_by_a_deputy(state: str, present: set[str] | None) -> None:
    seats = (make_seat("1", A), make_seat("2", B), make_seat("3", C, position=Position.DEPUTY))
    meetings = () if present is None else (MeetingRecord("m", held_on=DAYS[0], present=frozenset(present)),)
    outcome = check(make_rule(RuleKind.ATTENDED), *seats, meetings=meetings)
    assert (outcome.state, ids_of(outcome.counted)) == (state, ["2"] if state == "broken" else [])
    assert outcome.since == (DAYS[0] if state == "broken" else None)


def test_meetings_count_in_the_twelve_months_up_to_the_day() -> None:
    held = tuple(MeetingRecord(day, held_on=day) for day in ("2024-06-01", "2025-03-09", "2025-03-10", "2026-03-09"))
    outcome = check(make_rule(RuleKind.MEETINGS, least=3), meetings=held)
    assert (outcome.state, outcome.meetings, outcome.since) == ("broken", ("2025-03-10", "2026-03-09"), "2025-06-01")
    assert check(make_rule(RuleKind.MEETINGS, least=3), meetings=held[2:]).reason == UnknownReason.NOT_A_YEAR


@pytest.mark.parametrize("day", ["2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28"])
def test_a_year_later_is_the_first_day_whose_year_before_it_is(day: str) -> None:
    later = year_after(day)
    assert year_before(later) >= day
    assert year_before(shift_day(later, -1)) < day


def test_a_chair_whose_term_ran_out_is_told_as_such() -> None:
    outcome = check(
        make_rule(RuleKind.CHAIR, parties=("a",)), make_seat("1", A), make_seat("2", B, span=PAST, position=Position.CHAIR)
    )
    assert (outcome.state, outcome.reason) == ("unknown", "term-ended")
