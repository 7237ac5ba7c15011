"""The state of an assignment, computed from its steps."""

import pytest

from model.vocabulary.assignment_state import AssignmentProgress, assess_progress, derive_assignment, find_idle_steps
from model.vocabulary.decisions import StepKind
from tests.landscapes import assignment, step

S = StepKind
_StepWords = tuple[S, str] | tuple[S, str, str]


def after(due: str | None, *steps: _StepWords) -> AssignmentProgress:
    return assess_progress(
        due, [step("u", kind, on, until=until[0] if until else None, reason="x") for kind, on, *until in steps]
    )


def test_nothing_is_known_without_steps() -> None:
    assert after("2026-01-01") == AssignmentProgress(next_due="2026-01-01")


def test_the_trail_goes_forward() -> None:
    now = after(None, (S.COMMUNICATED, "2026-02-01"), (S.TAKEN, "2026-01-01"))
    assert (now.step, now.since, now.last_stepped) == (S.COMMUNICATED, "2026-02-01", "2026-02-01")


def test_an_earlier_step_that_comes_late_does_not_take_it_back() -> None:
    assert after(None, (S.EXECUTED, "2026-02-01"), (S.COMMUNICATED, "2026-03-01")).step == S.EXECUTED


def test_a_hold_counts_until_its_date_and_then_the_own_date_again() -> None:
    held = after("2026-03-01", (S.TAKEN, "2026-01-01"), (S.HELD, "2026-01-15", "2026-06-01"))
    assert (held.next_due, held.paused_until, held.step) == ("2026-06-01", "2026-06-01", S.TAKEN)
    resumed = after("2026-03-01", (S.TAKEN, "2026-01-01"), (S.HELD, "2026-01-15", "2026-06-01"), (S.RESUMED, "2026-02-01"))
    assert (resumed.next_due, resumed.paused_until) == ("2026-03-01", None)


def test_an_extension_stays() -> None:
    now = after("2026-03-01", (S.EXTENDED, "2026-02-01", "2026-05-01"), (S.COMMUNICATED, "2026-02-10"))
    assert now.next_due == "2026-05-01"


@pytest.mark.parametrize("kind", [S.REPORTED_BACK, S.REJECTED, S.SUPERSEDED])
def test_endings_close_it(kind: S) -> None:
    assert not after("2026-03-01", (S.TAKEN, "2026-01-01"), (kind, "2026-02-01")).open


def test_on_one_day_the_trail_has_its_order() -> None:
    now = after(None, (S.REPORTED_BACK, "2026-01-01"), (S.TAKEN, "2026-01-01"), (S.EXECUTED, "2026-01-01"))
    assert (now.step, now.open) == (S.REPORTED_BACK, False)


@pytest.mark.parametrize("ending", [S.REPORTED_BACK, S.REJECTED, S.SUPERSEDED])
def test_a_resumption_reopens_whatever_was_closed_and_the_next_ending_closes_it(ending: S) -> None:
    reopened = [(S.EXECUTED, "2026-01-20"), (ending, "2026-02-10"), (S.RESUMED, "2026-03-01")]
    now = after("2026-01-31", *reopened)
    assert (now.open, now.step, now.since, now.next_due) == (True, S.RESUMED, "2026-03-01", "2026-01-31")
    now = after("2026-01-31", *reopened, (S.COMMUNICATED, "2026-03-05"))
    assert (now.open, now.step, now.since) == (True, S.COMMUNICATED, "2026-03-05")
    assert not after("2026-01-31", *reopened, (S.EXECUTED, "2026-04-01"), (ending, "2026-04-10")).open


def test_what_is_reopened_can_be_extended_and_paused() -> None:
    extended = after(
        "2026-01-31", (S.REJECTED, "2026-02-01"), (S.RESUMED, "2026-03-01"), (S.EXTENDED, "2026-03-01", "2026-06-01")
    )
    assert (extended.open, extended.next_due) == (True, "2026-06-01")
    held = after(None, (S.REJECTED, "2026-02-01"), (S.RESUMED, "2026-03-01"), (S.HELD, "2026-03-02", "2026-06-01"))
    assert (held.open, held.step, held.paused_until) == (True, S.RESUMED, "2026-06-01")


def idle(*steps: _StepWords) -> list[tuple[S, str]]:
    made = [step("u", kind, on, until=until[0] if until else None, reason="x") for kind, on, *until in steps]
    return [(item.kind, item.on) for item in find_idle_steps(made)]


def test_a_step_after_an_ending_changes_nothing_unless_it_is_resumed() -> None:
    assert idle((S.REJECTED, "2026-02-01"), (S.EXECUTED, "2026-03-01")) == [(S.EXECUTED, "2026-03-01")]
    assert idle((S.REJECTED, "2026-02-01"), (S.SUPERSEDED, "2026-03-01")) == []
    assert idle((S.REJECTED, "2026-02-01"), (S.RESUMED, "2026-03-01"), (S.EXTENDED, "2026-03-01", "2026-06-01")) == []


def test_only_what_is_paused_or_closed_can_be_resumed() -> None:
    assert idle((S.TAKEN, "2026-01-01"), (S.RESUMED, "2026-02-01")) == [(S.RESUMED, "2026-02-01")]
    assert idle((S.HELD, "2026-01-01", "2026-03-01"), (S.RESUMED, "2026-02-01")) == []


def test_a_verification_is_of_what_is_executed_or_reported_back_and_changes_no_state() -> None:
    executed, reported = (S.EXECUTED, "2026-02-01"), (S.REPORTED_BACK, "2026-04-01")
    assert after(None, (S.TAKEN, "2026-01-01"), (S.VERIFIED, "2026-03-01")).verified is None
    seen = after(None, executed, (S.VERIFIED, "2026-03-01"))
    assert (seen.verified, seen.step, seen.since, seen.open) == ("2026-03-01", S.EXECUTED, "2026-02-01", True)
    assert after(None, executed, (S.VERIFIED, "2026-03-01"), reported).verified == "2026-03-01"
    assert after(None, executed, reported, (S.VERIFIED, "2026-04-01"), (S.VERIFIED, "2026-05-01")).verified == "2026-05-01"
    assert after(None, executed, reported, (S.VERIFIED, "2026-05-01"), (S.RESUMED, "2026-06-01")).verified is None


def test_deferrals_are_counted_while_it_is_open() -> None:
    deferred: list[_StepWords] = [(S.DEFERRED, f"2026-0{month}-01", "2026-12-31") for month in (1, 2, 3)]
    assert after(None, *deferred, (S.HELD, "2026-04-01", "2026-12-31")).deferrals == 3
    assert after(None, (S.TAKEN, "2026-01-01")).deferrals is None
    assert after(None, *deferred, (S.REJECTED, "2026-04-01")).deferrals is None
    reopened: list[_StepWords] = [
        *deferred,
        (S.REJECTED, "2026-04-01"),
        (S.DEFERRED, "2026-04-02", "2026-12-31"),
        (S.RESUMED, "2026-05-01"),
    ]
    assert after(None, *reopened).deferrals is None
    assert after(None, *reopened, (S.DEFERRED, "2026-06-01", "2026-12-31")).deferrals == 1


def test_a_step_that_has_ended_counts_no_longer() -> None:
    part = assignment("u", "b", "a")
    reported = step("u", S.REPORTED_BACK, "2026-02-01", valid_to="2026-03-31")
    now = derive_assignment(part, [step("u", S.TAKEN, "2026-01-01"), reported])
    assert (now.open, now.step, now.last_stepped) == (True, S.TAKEN, "2026-04-01")
    now = derive_assignment(assignment("u", "b", "a", valid_to="2026-03-31"), [step("u", S.TAKEN, "2026-01-01"), reported])
    assert (now.open, now.last_stepped) == (False, "2026-02-01")
