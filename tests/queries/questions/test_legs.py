"""The legs of an assignment: what begins a wait, what ends it, and what is no wait."""

import pytest

from model.statistics.waits import FROM_THE_START, Waits
from queries.questions.legs import LEGS, LEGS_OF_CODE, read_trail
from queries.questions.parameters import UnusableValue, parse_leg

ON = "2026-06-30"
TAKEN = "2026-01-01"


def wait(
    leg: str, *steps: tuple[str, str], taken: str | None = TAKEN, until: str = ON, seen_from: str | None = None
) -> Waits | None:
    return read_trail(taken, [[kind, on] for kind, on in steps], until, seen_from).find_wait(LEGS_OF_CODE[leg])


def test_each_step_to_the_next_and_the_whole_way() -> None:
    assert [leg.code for leg in LEGS] == [
        "taken-communicated", "communicated-line_decision", "line_decision-executed", "executed-reported_back",
        "taken-executed", "taken-reported_back",
    ]  # fmt: skip


def test_a_wait_lasts_from_the_first_day_of_one_step_to_the_first_day_of_the_other() -> None:
    steps = ("communicated", "2026-01-11"), ("communicated", "2026-02-01"), ("line_decision", "2026-01-31")
    assert wait("taken-communicated", *steps) == Waits(10, "passed")
    assert wait("communicated-line_decision", *steps) == Waits(20, "passed")
    assert wait("taken-executed", *steps) == Waits(180, None)
    assert wait("line_decision-executed") is None


def test_steps_of_one_day_take_no_days() -> None:
    assert wait("taken-communicated", ("communicated", TAKEN)) == Waits(0, "passed")


def test_a_step_that_is_missing_was_skipped_on_the_day_of_the_next_one_on_record() -> None:
    steps = ("communicated", "2026-01-11"), ("executed", "2026-03-01"), ("reported_back", "2026-04-01")
    assert wait("communicated-line_decision", *steps) == Waits(49, "skipped")
    assert wait("line_decision-executed", *steps) is None
    assert wait("taken-executed", *steps) == Waits(59, "passed")


def test_a_wait_may_end_otherwise() -> None:
    assert wait("taken-communicated", ("rejected", "2026-02-01")) == Waits(31, "rejected")
    assert wait("taken-executed", ("communicated", "2026-01-11"), ("superseded", "2026-02-01")) == Waits(31, "superseded")
    assert wait("communicated-line_decision", ("communicated", "2026-03-01"), ("rejected", "2026-02-01")) is None


def test_what_comes_first_ends_it_and_on_one_day_the_step_itself() -> None:
    assert wait("taken-executed", ("executed", "2026-03-01"), ("rejected", "2026-02-01")) == Waits(31, "rejected")
    assert wait("taken-executed", ("executed", "2026-02-01"), ("rejected", "2026-02-01")) == Waits(31, "passed")
    assert wait("taken-communicated", ("executed", "2026-02-01"), ("superseded", "2026-02-01")) == Waits(31, "skipped")


def test_what_is_resumed_goes_on_waiting_pauses_and_all() -> None:
    lifted = ("rejected", "2026-02-01"), ("resumed", "2026-03-01")
    assert wait("taken-executed", *lifted) == Waits(180, None)
    assert wait("taken-executed", *lifted, ("executed", "2026-04-01")) == Waits(90, "passed")
    assert wait("taken-executed", *lifted, ("superseded", "2026-05-01")) == Waits(120, "superseded")
    assert wait("taken-executed", ("rejected", "2026-03-01"), ("resumed", "2026-03-01")) == Waits(59, "rejected")
    assert wait(
        "executed-reported_back", ("executed", "2026-02-01"), ("reported_back", "2026-03-01"), ("resumed", "2026-04-01")
    ) == Waits(28, "passed")


@pytest.mark.parametrize("leg", ["communicated-line_decision", "taken-communicated"])
def test_steps_out_of_order_are_no_wait(leg: str) -> None:
    trail = read_trail("2026-02-01", [["communicated", "2026-01-20"], ["line_decision", "2026-01-10"]], ON)
    assert trail.find_wait(LEGS_OF_CODE[leg]) is None
    assert trail.is_disordered(LEGS_OF_CODE[leg])


def test_without_a_day_of_the_decision_the_step_taken_counts() -> None:
    steps = ("taken", "2026-01-05"), ("communicated", "2026-01-11")
    assert wait("taken-communicated", *steps) == Waits(10, "passed")
    assert wait("taken-communicated", *steps, taken=None) == Waits(6, "passed")
    assert wait("taken-communicated", ("communicated", "2026-01-11"), taken=None) is None


def test_what_was_let_go_of_is_seen_until_its_last_day() -> None:
    assert wait("taken-executed", until="2026-01-31") == Waits(30, None)
    assert wait("taken-executed", until="2025-12-31") is None


def test_what_is_on_record_only_later_is_at_risk_from_that_day() -> None:
    assert wait("taken-executed", seen_from="2026-01-31") == Waits(180, None, 29)
    assert wait("taken-executed", ("executed", "2026-01-30"), seen_from="2026-01-31") == Waits(29, "passed", 29)
    assert wait("taken-executed", seen_from=TAKEN) == Waits(180, None, FROM_THE_START)


def test_a_leg_is_named_by_its_code_or_its_steps_in_either_language() -> None:
    for said in ("taken-executed", "fattat-verkställt", "Fattat → verkställt", "taken -> executed"):
        assert parse_leg(said) == "taken-executed"
    assert parse_leg("kommunicerat–linjebeslut") == "communicated-line_decision"
    with pytest.raises(UnusableValue, match="unknown leg 'fattat-fattat'"):
        parse_leg("fattat-fattat")
