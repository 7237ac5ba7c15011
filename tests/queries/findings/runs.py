"""Running one rule in tests."""

from model.findings import Finding
from model.vocabulary.decisions import DayUnit
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule
from queries.findings.rule_functions import RULE_FUNCTIONS
from queries.findings.rule_run import RuleFindings, RuleRun
from queries.server.graph import Graph

ON = "2026-06-01"


def run_rule(
    graph: Graph,
    rule: FindingRule,
    on: str = ON,
    most: int = 50,
    threshold: int | None = None,
    unit: DayUnit = DayUnit.DAYS,
) -> RuleFindings:
    """The findings of one rule, with its starting threshold unless one is given."""
    limit = RULE_FACTS[rule].threshold if threshold is None else threshold
    return graph.read_in_transaction(lambda reader: RULE_FUNCTIONS[rule](RuleRun(reader, on, limit, unit, most)))


def find_ids(graph: Graph, rule: FindingRule, on: str = ON) -> list[str]:
    """The records that a rule's findings are about, the worst first."""
    return ["+".join(finding.about) for finding in run_rule(graph, rule, on).findings]


def find_one(graph: Graph, rule: FindingRule, on: str = ON) -> Finding:
    """The one finding of a rule."""
    (finding,) = run_rule(graph, rule, on).findings
    return finding
