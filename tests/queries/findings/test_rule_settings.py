"""Which threshold of a rule is in force."""

from typing import Any

from model.vocabulary.decisions import DayUnit
from model.vocabulary.finding_rules import FindingRule, RuleSetting
from queries.findings.rule_settings import RuleInForce, read_rules_in_force
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import landscape

RULE = FindingRule.NEVER_COMMUNICATED


def setting(id_: str, **more: Any) -> RuleSetting:
    return RuleSetting(**{"id": id_, "rule": RULE} | more)


def in_force(graph: Graph, *settings: RuleSetting, on: str = "2026-06-01") -> RuleInForce:
    put(graph, landscape(*settings))
    return graph.read_in_transaction(lambda reader: read_rules_in_force(reader, on))[RULE]


def test_without_a_setting_the_starting_value_counts(graph: Graph) -> None:
    assert in_force(graph) == RuleInForce(RULE, 30)
    assert in_force(graph, setting("annan", rule=FindingRule.NO_OWNER, used=False)) == RuleInForce(RULE, 30)


def test_a_setting_gives_threshold_and_unit_or_lets_the_rule_rest(graph: Graph) -> None:
    assert in_force(graph, setting("egen", threshold=10, unit=DayUnit.WORKING_DAYS)) == RuleInForce(
        RULE, 10, DayUnit.WORKING_DAYS, setting="egen"
    )
    assert in_force(graph, setting("egen", used=False)) == RuleInForce(RULE, 30, used=False, setting="egen")


def test_the_setting_with_the_latest_first_day_counts_and_of_equal_ones_the_strictest(graph: Graph) -> None:
    settings = [
        setting("alltid", threshold=1),
        setting("slapp", threshold=60, valid_from="2026-01-01"),
        setting("strang", threshold=20, valid_from="2026-01-01"),
        setting("av", used=False, valid_from="2026-01-01"),
        setting("sedan", threshold=2, valid_from="2026-07-01"),
    ]
    assert in_force(graph, *settings).setting == "strang"
    assert in_force(graph, *settings, on="2025-12-31").setting == "alltid"
    assert in_force(graph, *settings, on="2026-07-01").setting == "sedan"


def test_an_invented_setting_does_not_count(graph: Graph) -> None:
    assert in_force(graph, setting("pahittad", threshold=1, example=True)) == RuleInForce(RULE, 30)
