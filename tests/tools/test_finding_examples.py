"""The examples of the reference are true: each rule fires in its example, says so, and not in the nearest innocent case."""

import pytest

from model.findings import Finding
from model.vocabulary.contents import Contents
from model.vocabulary.finding_rules import FindingRule
from queries.findings.rule_functions import RULE_FUNCTIONS
from queries.findings.rule_run import RuleRun
from queries.findings.rule_settings import read_rules_in_force
from queries.server.graph import Graph, Reader
from tests.graphs import put
from tools.finding_examples import EXAMPLE_DAY, FINDING_EXAMPLES


def find(graph: Graph, rule: FindingRule, contents: Contents) -> list[Finding]:
    put(graph, contents)

    def run(reader: Reader) -> list[Finding]:
        in_force = read_rules_in_force(reader, EXAMPLE_DAY)[rule]
        return [*RULE_FUNCTIONS[rule](RuleRun(reader, EXAMPLE_DAY, in_force.threshold, in_force.unit, 10)).findings]

    return graph.read_in_transaction(run)


@pytest.mark.parametrize("rule", FINDING_EXAMPLES)
def test_the_rule_fires_in_its_example_and_says_what_the_reference_shows(graph: Graph, rule: FindingRule) -> None:
    example = FINDING_EXAMPLES[rule]
    (finding,) = find(graph, rule, example.build_landscape())
    assert (finding.rule, finding.sentence.in_("en"), finding.example) == (rule, example.sentence, True)
    assert "Project-Id-Version" not in finding.sentence.in_("sv")  # what gettext answers to an empty text
    assert find(graph, rule, example.build_innocent()) == []


def test_every_rule_that_has_a_function_has_an_example() -> None:
    assert set(FINDING_EXAMPLES) == set(RULE_FUNCTIONS)
