"""Findings and the sentences of a day rule by rule: the last state is what the command answers; no state says too much."""

from collections.abc import Collection
from typing import Any

import pytest

from model.vocabulary.contents import Contents
from model.vocabulary.finding_rules import FindingRule
from queries.questions.parameters import FindingsQuestion, TodayQuestion
from queries.review.answering import answer_findings
from queries.review.briefing import answer_today
from queries.review.step_by_step import COMPARING, work_out_findings, work_out_today
from queries.server.graph import Graph
from tests.graphs import empty_graph, put
from tests.landscapes import actor
from tests.queries.review.test_answering import ON, owing
from tests.queries.review.test_time_limit import SLOW, let_be_slow


@pytest.fixture(scope="module")
def sormland(sormland_graph: Graph) -> Graph:
    return sormland_graph


@pytest.mark.parametrize(
    "asked",
    [{}, {"by": "rule", "most": 3}, {"by": "rule", "severity": "note"}, {"rule": "one-sided-forum"}, {"since": "2026-01-01"}],
)
def test_the_last_state_is_what_findings_answers(sormland: Graph, asked: dict[str, Any]) -> None:
    question = FindingsQuestion.model_validate(
        {"on": "2026-11-30"} | {k: [v] if k in ("rule", "severity") else v for k, v in asked.items()}
    )
    *before, last = work_out_findings(sormland, question)
    assert last.value.as_json() == answer_findings(sormland, question).as_json()
    assert [state.left for state in before] == sorted((state.left for state in before), reverse=True)
    assert all(state.missing and state.left for state in before)
    assert not last.left


@pytest.mark.parametrize("since", [None, "2026-01-01", "change-1"])
def test_the_last_state_is_what_today_answers(sormland: Graph, since: str | None) -> None:
    question = TodayQuestion(on="2026-11-30", since=since)
    states = [*work_out_today(sormland, question)]
    assert states[-1].value.as_json() == answer_today(sormland, question).as_json()
    assert not any(sentence.kind == "calm" for state in states[:-1] for sentence in state.value.sentences)


def test_what_is_new_is_compared_in_one_step_where_much_is_taken_back(
    local_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = empty_graph(local_graph)
    put(graph, owing("2026-04-01"))
    put(graph, Contents([*owing("2026-04-01"), actor("ny")]))
    question = TodayQuestion(on=ON, since="change-1")
    expected = answer_today(graph, question).as_json()
    assert [*work_out_today(graph, question)][-1].value.as_json() == expected
    monkeypatch.setattr("queries.review.comparing.FEW_TAKEN_BACK", 0)
    at_once = [*work_out_today(graph, question)]
    assert at_once[-1].value.as_json() == expected
    assert at_once[-2].missing == COMPARING


def test_rules_that_take_too_long_are_named_and_the_others_answered(local_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = empty_graph(local_graph)
    put(graph, owing("2026-04-01"))
    slow: Collection[FindingRule] = [SLOW, FindingRule.NOT_FED]
    let_be_slow(monkeypatch, slow)
    *_before, last = work_out_findings(graph, FindingsQuestion(on=ON, by="rule"))
    assert {report.rule for report in last.value.reports if not report.done} == {*slow}
    *_states, today = work_out_today(graph, TodayQuestion(on=ON))
    assert today.value.sentences


def test_that_there_are_more_than_are_read_is_told_in_the_readers_language(
    sormland: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queries.review.briefing.MOST_RUN", 1)
    sentences = answer_today(sormland, TodayQuestion(on="2026-11-30")).sentences
    told = " ".join(sentence.about.in_("sv") for sentence in sentences if sentence.about)
    assert "fler än 1 " in told
    assert "more than" not in told
