"""A rule that does not finish in time is left out and named; the others are answered."""

from collections.abc import Collection
from typing import Any

import pytest

from model.errors import QueryTooSlow
from model.language import Text
from model.vocabulary.finding_rules import FindingRule
from queries.findings.rule_functions import RULE_FUNCTIONS
from queries.findings.rule_run import RuleFindings, RuleRun
from queries.questions.parameters import ExplainQuestion, FindingsQuestion
from queries.review.answering import answer_findings
from queries.review.explaining import answer_explain
from queries.review.time_limit import RuleWatch
from queries.server.graph import Graph
from tests.graphs import put
from tests.queries.review.test_answering import ON, owing

SLOW, OTHER = FindingRule.AREA_WITHOUT_FORUM, FindingRule.PAST_DATE


def let_be_slow(patch: pytest.MonkeyPatch, rules: Collection[FindingRule]) -> None:
    """Let these rules exceed the time limit."""

    def give_up(run: RuleRun) -> RuleFindings:
        raise QueryTooSlow(Text("the question took too long and was stopped"))

    patch.setattr("queries.review.running.RULE_FUNCTIONS", {**RULE_FUNCTIONS, **dict.fromkeys(rules, give_up)})
    patch.setattr(RuleWatch, "find_slowest", lambda watch: watch._begun[-1][0])


def ask(graph: Graph, **more: Any) -> list[tuple[str, bool, int | None]]:
    answer = answer_findings(graph, FindingsQuestion.model_validate({"on": ON, "rule": [SLOW, OTHER]} | more))
    return [(row["rule"], row["done"], row["count"]) for row in answer.as_json()["rows"]]


def test_a_slow_rule_is_left_out_and_the_others_are_answered(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, owing("2026-04-01"))
    let_be_slow(monkeypatch, [SLOW])
    assert ask(graph) == [(OTHER, True, 1), (SLOW, False, None)]


def test_a_run_goes_on_after_the_rules_that_have_finished(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, owing("2026-04-01"))
    calls = []

    def finish(run: RuleRun) -> RuleFindings:
        calls.append(OTHER)
        return RuleFindings(())

    def give_up_once(run: RuleRun) -> RuleFindings:
        calls.append(SLOW)
        if calls.count(SLOW) == 1:
            raise QueryTooSlow(Text("the question took too long and was stopped"))
        return RuleFindings(())

    monkeypatch.setattr("queries.review.running.RULE_FUNCTIONS", {**RULE_FUNCTIONS, OTHER: finish, SLOW: give_up_once})
    monkeypatch.setattr(RuleWatch, "find_slowest", lambda _watch: OTHER)
    assert ask(graph) == [(OTHER, True, 0), (SLOW, True, 0)]
    assert calls == [OTHER, SLOW, SLOW]


def test_a_slow_rule_is_not_compared(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, owing("2026-04-01"))
    let_be_slow(monkeypatch, [SLOW])
    compared = answer_findings(graph, FindingsQuestion.model_validate({"on": ON, "rule": [SLOW, OTHER], "since": ON})).compared
    assert compared
    assert (compared.incomplete, [finding.rule for finding in compared.new]) == ([SLOW], [OTHER])


def test_what_is_left_with_nothing_to_run_names_the_rule(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, owing("2026-04-01"))
    let_be_slow(monkeypatch, [SLOW, OTHER])
    with pytest.raises(QueryTooSlow, match="the rule area-without-forum did not finish"):
        ask(graph, rule=[SLOW])
    with pytest.raises(QueryTooSlow, match="the rules area-without-forum, past-own-date did not finish"):
        ask(graph)
    with pytest.raises(QueryTooSlow, match="the rule past-own-date did not finish"):
        answer_explain(graph, ExplainQuestion(finding="past-own-date/u1", on=ON))


def test_the_slowest_rule_is_the_one_that_took_longest_and_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 9.0, 10.0])
    monkeypatch.setattr("time.monotonic", lambda: next(moments))
    watch = RuleWatch()
    watch.begin(SLOW)
    watch.begin(OTHER)
    assert watch.find_slowest() == SLOW
