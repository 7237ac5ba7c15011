"""Steps of one day that a log has in another order than that of their kinds: what the day undoes is left out (decision 0018)."""

from pathlib import Path

import pytest

from model.vocabulary.decisions import Assignment, Step
from tests.loaders.log.test_decision_log import LONG, find_notices, read_log

HEADINGS = "Dnr,Händelse,Tid,Vem\n"


def stands(tmp_path: Path, *events: str) -> tuple[bool, list[str]]:
    """Whether the assignment is open after the events, and its steps by day."""
    rows = HEADINGS + "".join(f"A 1,{event},Komvux\n" for event in events)
    contents, problems = read_log(tmp_path, rows, LONG)
    assert problems == []
    (assignment,) = contents.of(Assignment).values()
    steps = sorted(contents.of(Step).values(), key=lambda step: (step.on, step.kind))
    return assignment.open, [f"{step.kind} {step.on[5:]}" for step in steps]


CLOSED = ("kommunicerat,2026-01-12", "återrapporterat,2026-02-10 10:00")


@pytest.mark.parametrize(
    "times",
    [
        ("återupptaget,2026-02-12 10:00", "återrapporterat,2026-02-12 10:05"),
        ("återrapporterat,2026-02-12 10:05", "återupptaget,2026-02-12 10:00"),
        ("återupptaget,2026-02-12", "återrapporterat,2026-02-12"),
    ],
    ids=["by time", "by time, not row", "by row, as the log is in the order of days"],
)
def test_what_is_reopened_and_closed_again_on_one_day_is_closed(tmp_path: Path, times: tuple[str, ...]) -> None:
    assert stands(tmp_path, *CLOSED, *times) == (False, ["communicated 01-12", "reported_back 02-10", "reported_back 02-12"])
    rows = HEADINGS + "".join(f"A 1,{event},Komvux\n" for event in (*CLOSED, *times))
    (told,) = [notice for notice in find_notices(tmp_path, rows, LONG) if "same day" in notice]
    assert "'resumed' is undone on the same day, as 'reported back' stands last of it in the log: the step is left out" in told


def test_of_an_event_that_a_day_has_twice_the_last_counts(tmp_path: Path) -> None:
    day = ("återrapporterat,2026-02-12 09:00", "återupptaget,2026-02-12 10:00", "återrapporterat,2026-02-12 10:05")
    assert stands(tmp_path, "kommunicerat,2026-01-12", *day) == (False, ["communicated 01-12", "reported_back 02-12"])
    untimed = [event.rpartition(" ")[0] for event in day]
    assert stands(tmp_path, "kommunicerat,2026-01-12", *untimed)[0] is False


def test_what_is_closed_and_reopened_on_one_day_is_open(tmp_path: Path) -> None:
    day = ("återrapporterat,2026-02-12 09:00", "återupptaget,2026-02-12 10:00")
    is_open, _steps = stands(tmp_path, "kommunicerat,2026-01-12", *day)
    assert is_open


def test_the_newest_first_is_an_order_too(tmp_path: Path) -> None:
    newest_first = ("återrapporterat,2026-02-12", "återupptaget,2026-02-12", *reversed(CLOSED))
    assert stands(tmp_path, *newest_first)[0] is False


def test_rows_in_no_order_leave_nothing_out(tmp_path: Path) -> None:
    rows = ("återrapporterat,2026-02-10", "kommunicerat,2026-01-12", "återupptaget,2026-02-12", "återrapporterat,2026-02-12")
    assert stands(tmp_path, *rows)[1] == ["communicated 01-12", "reported_back 02-10", "reported_back 02-12", "resumed 02-12"]
    text = HEADINGS + "".join(f"A 1,{event},Komvux\n" for event in rows)
    assert any("is the last event of its day in the log" in notice for notice in find_notices(tmp_path, text, LONG))
