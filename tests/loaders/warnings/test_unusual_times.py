"""Notices about the days of assignments: steps without effect, and due days before the decision."""

import pytest

from loaders.warnings.unusual_times import find_far_ahead_in_edit, find_trail_notices
from model.changes.operations import build_creation, build_operation
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import PAUSES, StepKind
from model.vocabulary.record import Record
from tests.landscapes import actor, assignment, decision, norm, step
from tests.loaders.warnings.test_unusual import find_notices

PART = [actor("a"), *decision("b", assignment("u", "b", "a", due="2026-06-30"), taken_on="2026-01-01")]
ENDED = step("u", StepKind.REJECTED, "2026-02-01", reason="x")
LATER = step("u", StepKind.EXECUTED, "2026-03-01")
RESUMED = step("u", StepKind.RESUMED, "2026-02-15")
GOES_ON = ("no-effect", "changes nothing: the assignment has ended")
NOTHING_PAUSED = ("no-effect", "changes nothing: the assignment is neither paused nor ended, so it cannot be resumed")


def test_a_step_after_an_ending_changes_nothing_unless_it_is_resumed_before() -> None:
    assert find_notices(PART, [ENDED, LATER]) == [GOES_ON]
    assert find_notices([*PART, ENDED, LATER], [ENDED, LATER]) == []
    assert find_notices([*PART, LATER], [ENDED]) == [GOES_ON]
    assert find_notices(PART, [ENDED, RESUMED, LATER]) == []
    assert find_notices(PART, [RESUMED, LATER]) == [NOTHING_PAUSED]


HELD = step("u", StepKind.HELD, "2026-02-01", until="2026-06-01", reason="x")
ENDS_HOLD = ("pause-ended", "ends 'on hold' until 2026-06-01: the assignment is not paused any more")


@pytest.mark.parametrize(
    ("kind", "day", "told"),
    [
        (StepKind.LINE_DECISION, "2026-05-31", [ENDS_HOLD]), (StepKind.EXTENDED, "2026-05-31", [ENDS_HOLD]),
        (StepKind.LINE_DECISION, "2026-06-01", []), (StepKind.RESUMED, "2026-05-31", []), (StepKind.EXECUTED, "2026-05-31", []),
        (StepKind.DEFERRED, "2026-05-31", []), (StepKind.REJECTED, "2026-05-31", []), (StepKind.LINE_DECISION, "2026-02-01", []),
    ],
)  # fmt: skip
def test_a_step_that_ends_a_pause_before_its_date_without_a_word(kind: StepKind, day: str, told: list[tuple[str, str]]) -> None:
    more = {"until": "2026-12-01", "reason": "x"} if kind in PAUSES else {"reason": "x"} if kind == StepKind.REJECTED else {}
    later = step("u", kind, day, **more)
    assert find_notices(PART, [HELD, later]) == find_notices([*PART, HELD], [later]) == told
    assert find_notices([*PART, HELD, later], [actor("b"), HELD, later]) == []
    by_hand = find_trail_notices(Contents([*PART, HELD]), [build_creation(later)])
    assert [(item.rule, str(item.text)) for item in by_hand] == told


def test_a_due_date_before_the_decision() -> None:
    early = assignment("u", "b", "a", due="2025-06-30")
    expected = [("due-early", "due 2025-06-30, before the decision was taken, 2026-01-01: is the year right?")]
    assert find_notices(PART, [early]) == expected
    assert find_notices([*PART[:2], early], [early]) == []


def test_the_same_by_hand() -> None:
    held = Contents([*PART, ENDED])
    assert [(item.rule, item.id) for item in find_trail_notices(held, [build_creation(LATER)])] == [("no-effect", LATER.id)]
    later = [build_operation("Decision", "b", PART[1].values(), {**PART[1].values(), "taken_on": "2026-07-01"})]
    assert [(item.rule, item.id) for item in find_trail_notices(held, later)] == [("due-early", "u")]
    assert list(find_trail_notices(held, [build_creation(RESUMED)])) == []


@pytest.mark.parametrize(
    ("slip", "right", "expected"),
    [
        (decision("d", taken_on="2162-10-01")[0], "taken_on", "2162-10-01 lies in the future: is the year right?"),
        (step("u", StepKind.TAKEN, "2162-10-01"), "on", "2162-10-01 lies in the future: is the year right?"),
        (assignment("u", "b", "a", due="2162-11-01"), "due", "2162-11-01 is more than ten years ahead: is the year right?"),
    ],
)
def test_days_in_the_far_future(slip: Record, right: str, expected: str) -> None:
    mended = slip.model_copy(update={right: "2026-02-01"})
    assert [text for rule, text in find_notices(PART, [slip]) if rule == "far-ahead"] == [expected]
    assert [str(item.text) for item in find_far_ahead_in_edit([build_creation(slip)])] == [expected]
    assert find_notices([*PART[:1], slip], [slip]) == find_notices(PART, [mended]) == []
    assert list(find_far_ahead_in_edit([build_creation(mended)])) == []


def test_a_new_usual_time_without_a_first_day_measures_the_past() -> None:
    known, dated, new = (
        norm(StepKind.TAKEN, 30),
        norm(StepKind.EXECUTED, 30, valid_from="2026-01-01"),
        norm(StepKind.COMMUNICATED, 30),
    )
    assert [rule for rule, _text in find_notices([known], [known, dated, new])] == ["no-first-day"]
