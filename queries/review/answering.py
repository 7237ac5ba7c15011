"""`landskap findings`: all rules in one read transaction, and what has changed since an earlier moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.findings import Row
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule
from queries.landscape.mutes import MuteInForce, read_mutes
from queries.landscape.parties import find_area, find_party, find_source
from queries.questions.parameters import FindingsQuestion, find_ids
from queries.review.comparing import Comparison, compare_with_past, find_past_moment
from queries.review.finding_groups import FindingPlaces, choose_of_report, group_findings, make_choice
from queries.review.running import MOST_ASKED, MOST_RUN, RuleReport, run_rules
from queries.review.time_limit import RuleWatch, read_in_time
from queries.server.graph import Graph, Reader

MOST_COUNTED = 100
"""Up to so many findings of a rule are counted, however few are listed."""


@dataclass(frozen=True, slots=True)
class FindingsAnswer:
    """The answer to `landskap findings`: a report of each rule, the most serious first, and the comparison if one was asked for.

    At most `question.most` findings of a rule are listed; `mutes` are those in force, by the id of their finding. `groups` are
    those of `group_findings`, if the question asks for groups; `assignments` says on how many assignments their findings are.
    """

    question: FindingsQuestion
    reports: Sequence[RuleReport]
    mutes: Mapping[str, MuteInForce]
    compared: Comparison | None = None
    groups: Sequence[Row] = ()
    on_assignments: frozenset[str] = frozenset()

    @property
    def assignments(self) -> int:
        """Return on how many assignments the findings are."""
        return len(self.on_assignments)

    def as_json(self) -> dict[str, Any]:
        """Return the document that `--json` and the web answer with; `rows` are the rules with their counts."""
        muted = [
            {**finding.as_json(), "reason": self.mutes[finding.id].reason, "until": self.mutes[finding.id].until}
            for report in self.reports
            for finding in report.muted
        ]
        return {
            "question": self.question.name,
            "parameters": self.question.model_dump(exclude={"on"}, exclude_none=True),
            "on": self.question.on,
            "cut": any(report.left_out != 0 for report in self.reports),
            "rows": [report.as_json() for report in self.reports],
            "findings": [finding.as_json() for report in self.reports for finding in report.findings],
            **({"groups": [dict(row) for row in self.groups], "assignments": self.assignments} if self.question.by else {}),
            **({"muted": muted} if self.question.muted else {}),
            **({"compared": self.compared.as_json()} if self.compared else {}),
        }


def answer_findings(graph: Graph, question: FindingsQuestion, take_back: bool = True) -> FindingsAnswer:
    """Run the rules that the question chooses, in one read transaction; one that takes too long is left out.

    `take_back` allows an earlier moment to be asked as it was known then. Raises NotUnderstood, NotFound, QueryTooSlow.
    """
    find = {"forum": find_party, "addressee": find_party, "area": find_area, "source": find_source}
    question = question.model_copy(update=find_ids(graph, question, find))
    chosen = choose_rules(question)
    since = find_past_moment(graph, question.since) if question.since else None
    filtered = bool(question.given("forum", "addressee", "area", "source"))
    most = MOST_RUN if since else MOST_ASKED if filtered or question.by else max(question.most, MOST_COUNTED)

    def read(reader: Reader, watch: RuleWatch) -> tuple[list[RuleReport], dict[str, MuteInForce]]:
        return run_rules(reader, question.on, most, chosen, watch), read_mutes(reader, question.on)

    reports, mutes = read_in_time(graph, read, chosen)
    compared = compare_with_past(graph, reports, since, chosen, take_back) if since else None
    groups: Sequence[Row] = ()
    if filtered or question.by:
        reports, compared, groups = graph.read_in_transaction(lambda reader: _choose(reader, question, reports, compared))
    assignments = {
        str(row["assignment"])
        for report in reports
        for finding in report.findings
        for row in finding.rows
        if row.get("assignment")
    }
    shown = [_shorten(report, question.most) for report in reports]
    return FindingsAnswer(question, shown, mutes, compared, groups, frozenset(assignments))


def _choose(
    reader: Reader, question: FindingsQuestion, reports: Sequence[RuleReport], compared: Comparison | None
) -> tuple[list[RuleReport], Comparison | None, list[Row]]:
    """Return what is of the forum, addressee and area of the question, and its groups if the question asks for them."""
    listed = [finding for report in reports for finding in (*report.findings, *report.muted)]
    places = FindingPlaces(reader, [*listed, *(compared.gone if compared else ())])
    is_chosen = make_choice(reader, question, places)
    chosen = [choose_of_report(report, is_chosen) for report in reports]
    if compared:
        new, gone, remaining = ([*filter(is_chosen, found)] for found in (compared.new, compared.gone, compared.remaining))
        compared = replace(compared, new=new, gone=gone, remaining=remaining)
    return chosen, compared, group_findings(question, chosen, places) if question.by else []


def choose_rules(question: FindingsQuestion) -> list[FindingRule]:
    """Return the rules of the question's names and severities; without any of these, all."""
    return [
        rule
        for rule in FindingRule
        if (not question.rule or rule in question.rule)
        and (not question.severity or RULE_FACTS[rule].severity in question.severity)
    ]


def _shorten(report: RuleReport, most: int) -> RuleReport:
    left_out = None if report.left_out is None else report.left_out + len(report.findings[most:])
    return replace(report, findings=report.findings[:most], left_out=left_out)
