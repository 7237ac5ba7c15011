"""Where hand-offs break, as a user reads it."""

import pytest

from api.terminal.session import Session
from api.terminal.stall_output import print_breaks
from model.language import Language
from queries.findings.breaks import find_breaks
from queries.questions.parameters import BreaksQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, forum, landscape


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
        "• The hand-off from F to A is broken: 3 of 3 assignments are stuck, the oldest past kvartal 1 2026, 2026-03-31" in said
    )
    assert "(starting value 50 per cent). No flow of a kind that would carry it leads from the one to the other." in said
    assert "1 hand-off at which something is stuck" in said
    assert " F A 3 3 100 % " in said


def test_steps_and_waits_in_swedish(broken: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    steps, waits = (read(broken, capsys, "sv", view=view) for view in ("steps", "waits"))
    assert "1 steg där något har fastnat" in steps
    assert " 3 3 100 % " in steps
    assert "1 väntan" in waits
    assert " A F kommunicering 3 3 " in waits
