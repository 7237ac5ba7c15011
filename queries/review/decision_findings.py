"""What the rules find of one decision: of each of its assignments, and of the decision itself.

The findings are those of `landskap findings`; the rules' lists are not read for them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from model.findings import Finding
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule
from queries.findings.addressee_rules import find_ended_addressees
from queries.findings.rule_run import RuleRun
from queries.findings.rule_settings import RuleInForce, read_rules_in_force
from queries.findings.standing_rules import find_of_assignment
from queries.landscape.mutes import MuteInForce, read_mutes
from queries.questions.decisions import make_disorder_finding, make_stall_finding
from queries.questions.stall_filters import PAST_RULES, rule_of
from queries.review.running import MOST_RUN, SEVERITY_ORDER, run_rule
from queries.server.graph import Graph, Reader

_Row = dict[str, Any]
DECISION_RULES = (FindingRule.NO_MANDATE_PRESENT, FindingRule.SUPERSEDED_ACTIVE, FindingRule.SAME_MATTER)
"""The rules that look at decisions as wholes. They read registers, and are run only in a landscape that is not too large."""


@dataclass(frozen=True, slots=True)
class DecisionFindings:
    """The findings of a decision, the rules' thresholds, and what is muted, by the id of its finding.

    What puts an assignment on the balance list comes first, then the most serious.
    """

    findings: list[Finding] = field(default_factory=list)
    in_force: Mapping[FindingRule, RuleInForce] = field(default_factory=dict)
    mutes: Mapping[str, MuteInForce] = field(default_factory=dict)


def find_of_decision(graph: Graph, decision: str, rows: list[_Row], on: str, wholes: bool = True) -> DecisionFindings:
    """Return what the rules find of a decision and its assignments; `rows` are those of `StandingReader.read_rows`.

    `wholes` says whether to run DECISION_RULES as well.
    """

    def read(reader: Reader) -> DecisionFindings:
        in_force, mutes = read_rules_in_force(reader, on), read_mutes(reader, on)
        found = [finding for row in rows for finding in _find_of_row(reader, on, row, in_force)]
        if wholes:
            found += _find_of_whole(reader, on, decision, in_force)
        order = {
            rule: (rule not in PAST_RULES, SEVERITY_ORDER.index(RULE_FACTS[rule].severity), n)
            for n, rule in enumerate(FindingRule)
        }
        places = {row["assignment"]: n for n, row in enumerate(rows)}
        unique = {finding.id: finding for finding in found}.values()
        listed = sorted(unique, key=lambda finding: (order[finding.rule], places.get(finding.about[0], 0)))
        return DecisionFindings(listed, in_force, mutes)

    return graph.read_in_transaction(read)


def _find_of_row(reader: Reader, on: str, row: _Row, in_force: Mapping[FindingRule, RuleInForce]) -> Iterator[Finding]:
    def run_of(rule: FindingRule) -> RuleRun | None:
        rules = in_force[rule]
        return RuleRun(reader, on, rules.threshold, rules.unit, 1, frozenset({row["assignment"]})) if rules.used else None

    if row["how"] in ("stalled", "executed") and in_force[rule_of(row)].used:
        yield make_stall_finding(row, on)
    if row["disorder"] and in_force[FindingRule.STEPS_OUT_OF_ORDER].used:
        yield make_disorder_finding(row, on)
    yield from find_of_assignment(run_of, row)
    if row["addressee_ended"] and (run := run_of(FindingRule.ADDRESSEE_ENDED)):
        yield from find_ended_addressees(run).findings


def _find_of_whole(reader: Reader, on: str, decision: str, in_force: Mapping[FindingRule, RuleInForce]) -> Iterable[Finding]:
    reports = (run_rule(reader, on, MOST_RUN, in_force[rule], {}) for rule in DECISION_RULES)
    return (finding for report in reports for finding in report.findings if decision in finding.entities)
