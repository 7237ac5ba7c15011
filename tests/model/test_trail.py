"""Where an assignment stands, from its steps."""

import pytest

from model.decisions import StepKind
from model.trail import Standstill, standing_of
from tests.landscapes import step

S = StepKind


def after(due: str | None, *steps: tuple[S, str] | tuple[S, str, str]) -> Standstill:
    return standing_of(due, [step("u", kind, on, until=until[0] if until else None, reason="x") for kind, on, *until in steps])


def test_nothing_is_known_without_steps() -> None:
    assert after("2026-01-01") == Standstill(next_due="2026-01-01")


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
