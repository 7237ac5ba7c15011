"""What is worked out in the background: a young task is waited for, an old one answers with what is ready."""

import threading
from collections.abc import Iterator

import pytest

from model.language import Text
from queries.server.background import Background, WorkState, name_task

KEY = ("findings", "2026-11-30")


class Work:
    """A task of three steps, each of which waits until it may be done."""

    def __init__(self) -> None:
        self.may, self.begun = threading.Semaphore(0), 0

    def do(self) -> Iterator[WorkState[str]]:
        self.begun += 1
        for n in range(3):
            yield WorkState("abc"[:n], 3 - n, Text("still being worked out"))
            assert self.may.acquire(timeout=10)
        yield WorkState("abc")

    def allow(self, steps: int) -> None:
        for _ in range(steps):
            self.may.release()


@pytest.fixture
def version() -> list[str | None]:
    return ["1"]


@pytest.fixture
def background(version: list[str | None]) -> Iterator[Background]:
    made = Background(lambda: version[0], lambda: False)
    yield made
    made.close()


def test_what_is_ready_in_time_is_the_whole_answer_and_is_made_once(background: Background) -> None:
    work = Work()
    work.allow(3)
    assert [background.ask(KEY, work.do).value for _ in range(2)] == ["abc", "abc"]
    assert work.begun == 1
    assert background.list_ready() == [name_task(KEY)]


def test_what_takes_long_answers_with_what_is_ready(background: Background, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.server.background.PATIENCE_SECONDS", 0.0)
    work = Work()
    first = background.ask(KEY, work.do)
    assert (first.value, first.left, background.list_ready()) == ("", 3, [])
    assert first.as_json() == {
        "complete": False,
        "left": 3,
        "missing": {"sv": "still being worked out", "en": "still being worked out"},
    }
    work.allow(3)
    monkeypatch.setattr("queries.server.background.PATIENCE_SECONDS", 10.0)
    assert background.ask(KEY, work.do).as_json() == {"complete": True, "left": 0, "missing": None}
    assert work.begun == 1


def test_a_change_drops_the_task_and_begins_it_anew(
    background: Background, version: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queries.server.background.PATIENCE_SECONDS", 0.0)
    old, new = Work(), Work()
    background.ask(KEY, old.do)
    version[0] = "2"
    new.allow(3)
    old.allow(2)
    monkeypatch.setattr("queries.server.background.PATIENCE_SECONDS", 10.0)
    assert background.ask(KEY, new.do).value == "abc"
    assert old.may.acquire(blocking=False)  # at most the step that had begun was done


def test_a_failure_is_told_and_tried_again(background: Background) -> None:
    def fail() -> Iterator[WorkState[str]]:
        yield WorkState("", 1)
        raise ValueError("no")

    work = Work()
    work.allow(3)
    with pytest.raises(ValueError, match="no"):
        background.ask(KEY, fail)
    assert background.ask(KEY, work.do).value == "abc"


def test_in_the_middle_of_a_large_change_it_is_done_at_once(background: Background, version: list[str | None]) -> None:
    version[0] = None
    work = Work()
    work.allow(3)
    assert background.ask(KEY, work.do).value == "abc"
