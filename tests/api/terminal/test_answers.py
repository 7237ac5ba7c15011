"""Answers as tables: each row can be told from every other."""

import pytest

from api.terminal.answers import print_answer
from api.terminal.session import Session
from model.vocabulary.decisions import StepKind
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, landscape, step


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


def test_a_period_shows_in_its_words_before_the_day(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    period = {"due": "2026-03-31", "due_edtf": "2026-01/2026-03", "due_words": "kvartal 1 2026"}
    ended = {"valid_to": "2026-02-28", "valid_to_edtf": "2026-02", "valid_to_words": "februari 2026"}
    put(graph, landscape(actor("a", **ended), decision("b", assignment("u", "b", "a", **period))))
    print_answer(Session("somewhere", "en"), find_stalled(graph, StallsQuestion(on="2026-06-01")), {})
    said = " ".join(capsys.readouterr().out.split())
    assert "62 days past its own date (kvartal 1 2026, 2026-03-31). The addressee ended februari 2026, 2026-02-28." in said
    assert "62 its own date kvartal 1 2026 (2026-03-31)" in said


def test_a_screen_shows_the_first_rows_and_how_to_see_all(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    parts = [assignment(f"u{number}", "b", "a", due=f"2026-05-0{number}") for number in range(1, 4)]
    put(graph, landscape(actor("a"), decision("b", *parts)))
    print_answer(Session("somewhere", "en"), find_stalled(graph, StallsQuestion(on="2026-06-01")), {}, most=2)
    said = " ".join(capsys.readouterr().out.split())
    assert "3 assignments stand still" in said
    assert ("its own date 2026-05-02" in said, "its own date 2026-05-03" in said) == (True, False)
    assert "The first 2 of 3. All: --most 3." in said


def test_of_what_awaits_its_report_the_count_is_said_first(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    question = StallsQuestion(on="2026-06-01", rule="report-awaited")
    empty = find_stalled(graph, question)
    parts = [assignment("u", "b", "a", due="2026-05-01"), assignment("v", "b", "a")]
    put(graph, landscape(actor("a"), decision("b", *parts), [step(part.id, StepKind.EXECUTED, "2026-04-01") for part in parts]))
    for answer, count in (
        (empty, "Executed and not reported back: no part of the balance list (0)"),
        (
            find_stalled(graph, question),
            "Executed and not reported back: no part of the balance list (2: 1 in time, 1 unknown whether in time)",
        ),
    ):
        print_answer(Session("somewhere", "en"), answer, {})
        said = " ".join(capsys.readouterr().out.split())
        assert said.startswith(f"As of 2026-06-01 {count}")
        assert "stand still" not in said
        assert said.count("Executed and not reported back") == 1
