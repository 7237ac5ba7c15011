"""The progress of long work."""

import time

import pytest

from api.terminal.progress import show_progress
from model.language import Text
from model.progress import report_progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time, as a list of one number that tests change."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_where_nobody_watches_a_line_comes_now_and_then(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    what = Text("Writing {what}", what="aktörer")
    with show_progress("en") as tell:
        for done in range(0, 2001, 100):
            tell(what, done, 4000)
            clock[0] += 1
    assert capsys.readouterr().err.splitlines() == [
        "Writing aktörer: 200 of 4000, 100 a second, 0 min 38 s left",
        "Writing aktörer: 1200 of 4000, 100 a second, 0 min 28 s left",
    ]


def test_short_work_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress("sv") as tell:
        for _ in report_progress(range(5000), tell, Text("Reading")):
            clock[0] += 0.0003
    assert capsys.readouterr().err == ""


def test_what_is_told_passes_through(clock: list[float]) -> None:
    tellings: list[tuple[int, int]] = []
    assert list(report_progress("abc", lambda _what, done, of: tellings.append((done, of)), Text("Reading"), 3)) == [
        "a",
        "b",
        "c",
    ]
    assert tellings == [(0, 3), (3, 3)]


def test_an_estimate_that_is_passed_is_no_longer_told(clock: list[float]) -> None:
    tellings: list[tuple[int, int]] = []
    list(report_progress(range(4500), lambda _what, done, of: tellings.append((done, of)), Text("Reading"), 2000))
    assert tellings == [(0, 2000), (1000, 2000), (2000, 2000), (3000, 0), (4000, 0), (4500, 4500)]
