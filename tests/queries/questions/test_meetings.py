"""Meetings and what became of their decisions: cases worked by hand, pages, earlier days."""

from collections.abc import Sequence
from typing import Any

import pytest

from model.errors import NotFound, NotUnderstood
from model.vocabulary.decisions import StepKind
from model.vocabulary.forums import Meeting
from queries.questions.meetings import answer_meetings
from queries.questions.parameters import MeetingsQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape, step

ON = "2026-06-01"


def meeting(id_: str, of: str = "f", **days: Any) -> Meeting:
    return Meeting(**{"id": id_, "name": id_.capitalize(), "forum": of, "evidence": EVIDENCE} | days)


MEETINGS = (
    meeting("m1", held_on="2026-01-10", present=("a",)),
    meeting("m2", held_on="2026-03-10", planned_on="2026-03-09"),
    meeting("m3", planned_on="2026-04-10", cancelled_on="2026-04-01"),
    meeting("m4", cancelled_on="2026-05-01"),
    meeting("m5", "g", planned_on="2026-09-10"),
    meeting("m6", held_on="2026-03-10"),
)
LANDSCAPE = landscape(
    actor("a"), actor("b"), forum("f"), forum("g"), MEETINGS,
    decision("late", assignment("late-a", "late", "a", due="2026-05-01"), assignment("late-b", "late", "b"), meeting="m1"),
    decision("open", assignment("open-a", "open", "a", due="2026-07-01"), meeting="m1"),
    decision("done", assignment("done-a", "done", "a", due="2026-02-01"), meeting="m1"),
    decision("paused", assignment("paused-a", "paused", "a", due="2026-02-01"), meeting="m2"),
    step("late-a", StepKind.TAKEN, "2026-01-10"),
    step("done-a", StepKind.REPORTED_BACK, "2026-03-01"),
    step("paused-a", StepKind.HELD, "2026-03-11", until="2026-08-01", reason="medel"),
)  # fmt: skip


def ask(graph: Graph, **asked: Any) -> list[tuple[Any, ...]]:
    answer = answer_meetings(graph, MeetingsQuestion(**{"on": ON, **asked}))
    return [(row["meeting"], row["how"], row["decisions"], row["open"], row["late"]) for row in answer.rows]


def test_the_latest_come_first_with_their_decisions(graph: Graph) -> None:
    put(graph, LANDSCAPE)
    every = [
        ("m5", "planned", 0, 0, 0),
        ("m4", "cancelled", 0, 0, 0),
        ("m3", "cancelled", 0, 0, 0),
        ("m2", "held", 1, 1, 0),
        ("m6", "held", 0, 0, 0),
        ("m1", "held", 3, 2, 1),
    ]
    assert ask(graph) == every
    assert ask(graph, forum="F") == [row for row in every if row[0] != "m5"]
    assert ask(graph, since="2026-03-10", until="2026-04-30") == every[2:5]
    assert ask(graph, since="2026-03-10", until="2026-04-30", forum="f") == every[2:5]
    _assert_pages(graph, every)


def _assert_pages(graph: Graph, every: Sequence[tuple[Any, ...]]) -> None:
    """Pages of each size hold the same rows, of all forums and of one."""
    for forum_, expected in ((None, every), ("f", [row for row in every if row[0] != "m5"])):
        for most in (1, 2, 4):
            found: list[str] = []
            after = None
            for _page in range(len(every) + 1):
                answer = answer_meetings(graph, MeetingsQuestion(on=ON, most=most, after=after, forum=forum_))
                found += [row["meeting"] for row in answer.rows]
                if (after := answer.next) is None:
                    break
            assert found == [row[0] for row in expected]


def test_an_earlier_day_is_answered_as_it_was_then(graph: Graph) -> None:
    put(graph, LANDSCAPE)
    then = {row[0]: row[1:] for row in ask(graph, on="2026-02-15")}
    assert then["m1"] == ("held", 3, 3, 1), "the done one was open and late, and the late one not late yet"
    assert then["m2"] == ("planned", 1, 1, 1), "it was not paused yet"
    assert then["m3"] == ("planned", 0, 0, 0)


def test_who_was_present_is_told(graph: Graph) -> None:
    put(graph, LANDSCAPE)
    rows = answer_meetings(graph, MeetingsQuestion(on=ON)).rows
    assert [row["present"] for row in rows if row["meeting"] in ("m1", "m2")] == [[], ["a"]]


@pytest.mark.parametrize("after", ["x", "2026-01-01", "2026-13-01/m1", "2026-01-01/m1/m2"])
def test_a_page_at_an_unknown_place_is_refused(graph: Graph, after: str) -> None:
    with pytest.raises(NotUnderstood, match="not a place"):
        answer_meetings(graph, MeetingsQuestion(on=ON, after=after))


def test_a_period_that_ends_before_it_begins_and_what_is_no_forum_are_refused(graph: Graph) -> None:
    put(graph, LANDSCAPE)
    with pytest.raises(NotUnderstood, match="ends before it begins"):
        ask(graph, since="2026-03-01", until="2026-02-01")
    with pytest.raises(NotFound, match="not a forum"):
        ask(graph, forum="a")
