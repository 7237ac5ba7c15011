"""Each notice of a load: the least that raises it, and cases that do not."""

from collections.abc import Sequence
from typing import Any

import pytest

from loaders.staging.report import LoadReport
from loaders.staging.store import StagedRecords
from loaders.warnings.edit_notices import find_edit_disorder
from loaders.warnings.load_notices import find_load_notices
from loaders.warnings.more_certain import find_more_certain_in_edit
from loaders.warnings.unusual import find_double_seats, find_double_seats_in_edit
from model.changes.operations import Operation, build_creation
from model.errors import FileLocation
from model.vocabulary.decisions import StepKind
from model.vocabulary.forums import Headcount, Mandate, Position
from model.vocabulary.record import Certainty, Record, Standing
from tests.landscapes import (
    BASE,
    EVIDENCE,
    actor,
    assignment,
    concerns,
    decision,
    flow,
    forum,
    landscape,
    represents,
    seat,
    step,
)  # fmt: skip

HELD = [actor(f"a-{number}", name=f"Aktör {number}") for number in range(20)]


def find_notices(held: Sequence[Record], loaded: Sequence[Record]) -> list[tuple[str, str]]:
    with StagedRecords.on_disk() as staged:
        staged.add_known(held)
        for row, record in enumerate(loaded, 1):
            staged.stage(record, FileLocation("x.csv", row))
        return [(notice.rule, str(notice.text)) for notice in find_load_notices(staged, LoadReport())]


def make_ended(day: str, many: int) -> list[Record]:
    return [record.model_copy(update={"valid_to": day}) for record in HELD[:many]]


def test_a_quarter_that_ends_is_much_and_less_is_not() -> None:
    assert find_notices(HELD, make_ended("2190-12-31", 5)) == [("much-goes", "5 of 20 actors are ended or taken away")]
    assert find_notices(HELD, make_ended("2190-12-31", 4)) == []
    assert find_notices(HELD[:4], make_ended("2190-12-31", 4)) == []


def test_a_last_day_long_ago() -> None:
    assert find_notices(HELD, make_ended("2020-12-31", 1)) == [
        ("ended-long-ago", "ends on 2020-12-31, more than a year ago: is the year right?")
    ]
    assert find_notices(make_ended("2020-12-31", 1), make_ended("2020-12-31", 1)) == []


def test_a_name_that_becomes_quite_another() -> None:
    almi = actor("almi", name="Almi Invest")
    assert find_notices([almi], [actor("almi", name="Kommunförbundet")]) == [
        ("another-name", "was called 'Almi Invest', and is to be called 'Kommunförbundet': is it still the same?")
    ]
    assert find_notices([almi], [actor("almi", name="Kommunförbundet", aliases=("Almi Invest",))]) == []
    assert find_notices([almi], [actor("almi", name="Almi Invest AB")]) == []


def test_new_and_unchanged_records_are_not_unusual() -> None:
    assert find_notices([], [*HELD, seat("f", "a-1", valid_to="2020-01-01")]) == []
    assert find_notices(HELD, HELD) == []


MEMBER, CHAIR = seat("f", "a-1"), seat("f", "a-1", id="f-a-1-ordf", position=Position.CHAIR)


def test_like_seats_are_asked_about_and_may_be_one_row_with_their_number() -> None:
    here = landscape(actor("a"), forum("f"), seat("f", "a"))
    two = seat("f", "a", id="f-a-2")
    (notice,) = find_double_seats_in_edit(here, [build_creation(two)])
    assert str(notice.text) == "'a' sits there at the same time by 'f-a', as member: is it another person?"
    assert str(notice.hint) == "a person has one seat; write equal seats of several persons as one row with the field Number"
    assert find_notices([*here], [two]) == [("another-seat", str(notice.text))]
    assert find_notices([*here], [seat("f", "a", number=2)]) == []


TWICE = [("another-seat", "'a-1' sits there at the same time by 'f-a-1', as member: is it another person?")]


def test_a_chair_with_a_seat_as_member_may_be_counted_twice() -> None:
    assert find_notices([*HELD, MEMBER], [*HELD, MEMBER, CHAIR]) == find_notices([], [*HELD, CHAIR, MEMBER]) == TWICE
    assert find_notices([*HELD, CHAIR], [*HELD, CHAIR, MEMBER]) == [
        ("another-seat", "'a-1' sits there at the same time by 'f-a-1-ordf', as chair: is it another person?")
    ]
    assert find_notices(HELD, [*HELD, MEMBER, seat("f", "a-1", id="f-a-1-2", mandate=Mandate.DECIDE)]) == TWICE


@pytest.mark.parametrize(
    "change",
    [
        {"valid_from": "2026-07-01"}, {"on_behalf_of": "a-2"}, {"standing": Standing.PROPOSED},
        {"position": Position.CONVENER}, {"holder": "a-2"}, {"forum": "g"}, {"holder": None},
    ],
)  # fmt: skip
def test_another_seat_that_is_no_slip(change: dict[str, Any]) -> None:
    ended = MEMBER.model_copy(update={"valid_to": "2026-06-30"})
    assert find_notices(HELD, [*HELD, ended, CHAIR.model_copy(update=change)]) == []


def test_existing_seats_are_not_noticed_again() -> None:
    assert find_notices([*HELD, MEMBER, CHAIR], [*HELD, MEMBER, CHAIR]) == []


def test_retracted_seats_and_those_of_ended_holders_are_not_noticed() -> None:
    with StagedRecords.on_disk() as staged:
        staged.add_known([*HELD, MEMBER, CHAIR])
        staged.retract([(CHAIR.model_copy(update={"valid_to": "2026-11-01"}), False)])
        assert list(find_double_seats(staged)) == []
    gone = HELD[1].model_copy(update={"valid_to": "2026-06-30"})
    assert [rule for rule, _ in find_notices([gone, MEMBER], [CHAIR]) if rule == "another-seat"] == []


TRAIL = [actor("a"), *decision("b", assignment("u", "b", "a"), taken_on="2026-01-01")]
EARLY = step("u", StepKind.EXECUTED, "2025-12-31")
OUT_OF_ORDER = [("before-decision", "earlier than the decision, taken 2026-01-01")]


def test_steps_out_of_order_are_noticed_only_when_they_are_new() -> None:
    assert find_notices([], [*TRAIL, EARLY]) == find_notices(TRAIL, [*TRAIL, EARLY]) == OUT_OF_ORDER
    assert find_notices([*TRAIL, EARLY], [*TRAIL, EARLY, actor("c")]) == []


def test_a_decision_of_a_later_day_brings_its_steps_out_of_order() -> None:
    earlier = [record.model_copy(update={"taken_on": "2025-01-01"}) if record.id == "b" else record for record in TRAIL]
    assert find_notices([*earlier, EARLY], [*TRAIL, EARLY]) == OUT_OF_ORDER


def test_steps_out_of_order_are_noticed_in_the_edit_that_causes_them() -> None:
    assert find_notices_by_hand([*TRAIL, EARLY], step("u", StepKind.TAKEN, "2026-01-02")) == []
    assert find_notices_by_hand(TRAIL, EARLY) == OUT_OF_ORDER


def find_notices_by_hand(held: Sequence[Record], made: Record) -> list[tuple[str, str]]:
    operation = Operation("create", made.label, made.id, None, made.values())
    return [(notice.rule, str(notice.text)) for notice in find_edit_disorder(landscape(*held), [operation])]


def make_uncertain(record: Record) -> Record:
    return record.model_copy(update={"certainty": Certainty.UNCERTAIN, "certainty_reason": "en av flera"})


CERTAIN = [actor("a"), actor("b"), forum("f"), *decision("d"), *BASE]
RELATIONS = [
    flow("a", "b"),
    flow("b", "a"),
    seat("f", "a"),
    assignment("u", "d", "a"),
    concerns("a", "gron"),
    represents("f", "a"),
]


def test_relations_more_certain_than_their_ends_are_noticed_once_per_type() -> None:
    unsure = [make_uncertain(CERTAIN[0]), *CERTAIN[1:]]
    assert [text for rule, text in find_notices([], [*unsure, *RELATIONS]) if rule == "more-certain"] == [
        "flows told as certain though what they rest on (in brackets) is uncertain: 2 – a-demand-b (a), b-demand-a (a)",
        "seats told as certain though what they rest on (in brackets) is uncertain: 1 – f-a (a)",
        "involvements told as certain though what they rest on (in brackets) is uncertain: 1 – a-i-gron (a)",
        "representations told as certain though what they rest on (in brackets) is uncertain: 1 – f-for-a (a)",
    ]
    assert find_notices([], [*unsure, *map(make_uncertain, RELATIONS)]) == find_notices([], [*CERTAIN, *RELATIONS]) == []


def test_a_record_that_becomes_uncertain_is_noticed_with_its_relations() -> None:
    assert len(find_notices([*CERTAIN, *RELATIONS], [make_uncertain(CERTAIN[2]), *CERTAIN[:2], *CERTAIN[3:], *RELATIONS])) == 2
    held = [make_uncertain(CERTAIN[2]), *CERTAIN[:2], *CERTAIN[3:], *RELATIONS]
    assert find_notices(held, held) == []
    assert find_notices(held, [*held, actor("new")]) == []


def test_more_than_three_are_counted() -> None:
    named = [make_uncertain(actor("a", name="Alfa")), *(actor(f"b-{n}", name=f"Beta {n}") for n in range(5))]
    (notice,) = [
        text for rule, text in find_notices([], [*named, *(flow("a", f"b-{n}") for n in range(5))]) if rule == "more-certain"
    ]
    assert notice.endswith("a-demand-b-0 (a), a-demand-b-1 (a), a-demand-b-2 (a) …")


def find_edit_notices(held: Sequence[Record], *made: Record) -> list[str]:
    records = landscape(*held)
    before = {record.key: record.values() for record in records}
    operations = [Operation("set", new.label, new.id, before.get(new.key), new.values()) for new in made]
    return [str(notice.text).split(" – ")[1] for notice in find_more_certain_in_edit(records, operations)]


def test_relations_that_an_edit_makes_more_certain_than_their_ends() -> None:
    held = [*CERTAIN, *RELATIONS]
    unsure = [make_uncertain(CERTAIN[0]), *CERTAIN[1:], *map(make_uncertain, RELATIONS)]
    assert find_edit_notices(held, make_uncertain(CERTAIN[2])) == ["f-for-a (f)", "f-a (f)"]
    assert find_edit_notices(unsure, RELATIONS[0], RELATIONS[3]) == ["a-demand-b (a)"]  # an assignment is as its register says
    assert find_edit_notices(held, make_uncertain(CERTAIN[2]), make_uncertain(RELATIONS[2]), make_uncertain(RELATIONS[5])) == []
    assert find_edit_notices(held, CERTAIN[0].model_copy(update={"description": "x"})) == []


def test_an_invented_relation_rests_on_nothing() -> None:
    invented = [record.model_copy(update={"example": True}) for record in RELATIONS]
    assert find_notices([], [*map(make_uncertain, CERTAIN), *invented]) == []


def test_a_headcount_less_than_a_year_after_another_of_the_forum_is_noticed() -> None:
    def count(id_: str, on: str, in_: str = "f") -> Headcount:
        return Headcount(id=id_, forum=in_, on=on, women=2, men=3, evidence=EVIDENCE)

    held = [forum("f"), forum("g"), count("forra", "2025-06-01")]
    told = [
        (
            "counted-often",
            "less than a year after 'forra' (2025-06-01), which no answer shows any more: both would tell who came or left",
        )
    ]
    assert find_notices(held, [count("ny", "2026-05-31")]) == told
    assert find_notices(held, [count("ny", "2026-06-01"), count("annan", "2025-06-08", "g")]) == []
