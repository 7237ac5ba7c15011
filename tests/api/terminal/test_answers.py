"""Answers as tables: each row can be told from every other."""

import pytest

from api.terminal.answers import print_answer
from api.terminal.session import Session
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, landscape


def test_the_case_is_told_or_the_id_where_nothing_else_tells_decisions_apart(
    graph: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = {"d-1": "KS 7", "d-2": None, "d-3": None}
    names = {"d-1": "Kurs", "d-2": "Kurs", "d-3": "Prov"}
    like = [
        decision(id_, assignment(f"u-{id_}", id_, "a", due="2026-01-01"), name=names[id_], case_number=number)
        for id_, number in numbers.items()
    ]
    put(graph, landscape(actor("a"), *like))
    print_answer(Session("somewhere", "en"), find_stalled(graph, StallsQuestion(on="2026-06-01")), {})
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[2] if line[1] == "KS" else line[1] for line in lines if line[:1] in (["Kurs"], ["Prov"])] == ["7", "d-2", "–"]
