"""Where hand-offs break, as a user reads it."""

import pytest

from api.terminal.session import Session
from api.terminal.stall_output import print_breaks, print_stall_groups
from model.language import Language
from queries.findings.breaks import find_breaks
from queries.following.stall_groups import answer_stalls
from queries.questions.parameters import BreaksQuestion, StallsQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, forum, landscape


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def broken(graph: Graph) -> Graph:
    period = {"due": "2026-03-31", "due_edtf": "2026-01/2026-03", "due_words": "kvartal 1 2026"}
    parts = [assignment(f"u{number}", "b", "a", **period) for number in range(3)]
    put(graph, landscape(forum("f"), actor("a"), decision("b", *parts, taken_in="f", taken_on="2026-01-01")))
    return graph


def read(graph: Graph, capsys: pytest.CaptureFixture[str], language: Language = "en", **more: str) -> str:
    print_breaks(Session("somewhere", language), find_breaks(graph, BreaksQuestion.model_validate({"on": "2026-06-01"} | more)))
    return " ".join(capsys.readouterr().out.split())


def test_a_hand_off(broken: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    said = read(broken, capsys)
    assert (
        "• The hand-off from F to A is broken: 3 of 3 assignments not yet executed stand still, "
        "the oldest past kvartal 1 2026, 2026-03-31" in said
    )
    assert "Broken: at least 3 stand still, and at least 50 % of what waits." in said
    assert said.count("No flow of a kind that would carry it leads from any of these to its addressee.") == 1
    assert "1 hand-off at which something stands still" in said
    assert " F A 3 3 100 % " in said


def test_steps_and_waits_in_swedish(broken: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    steps, waits = (read(broken, capsys, "sv", view=view) for view in ("steps", "waits"))
    assert "1 steg där något står stilla" in steps
    assert " 3 3 100 % " in steps
    assert "1 väntan" in waits
    assert " A F kommunicering 3 3 " in waits


def test_groups_tell_examples_apart_and_write_medians_as_the_language_does(
    graph: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    dues = ["2026-05-31", "2026-05-30", "2026-05-20", "2026-05-19", "2026-05-01", "2026-04-30"]
    parts = [assignment(f"u{due}", "b", "a", due=due, example=due == dues[0]) for due in dues]
    put(graph, landscape(forum("f"), actor("a"), decision("b", *parts, taken_in="f")))
    print_stall_groups(Session("somewhere", "sv"), answer_stalls(graph, StallsQuestion(on="2026-06-01", by="addressee")))
    said = " ".join(capsys.readouterr().out.split())
    assert "6 uppdrag står stilla (varav 1 påhittat exempel), 0 är okända" in said
    assert " A 6 6 0 0 0 1 2026-04-30 32 12,5 " in said
