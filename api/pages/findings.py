"""The pages of findings: what the rules find, by rule; and how one finding is known, run again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from api.pages.addresses import FINDINGS, Addresses
from api.pages.page import Asked, FeedEntry, LazyData, WebPage
from api.printing.findings_output import describe_known, format_threshold
from api.printing.row_lines import describe_row
from loaders.reports.data_tables import DataColumn, DataTable
from model.findings import Finding
from model.language import JoinedText, Language, Localizable, Text
from model.text.describe import format_evidence, status_marks_of
from model.text.timestamps import format_minute, start_of_day
from model.vocabulary.days import shift_day
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.finding_rules import RULE_FACTS, RULE_MEANINGS, FindingRule, Severity
from model.vocabulary.record import Certainty, Record
from queries.questions.parameters import ExplainQuestion, FindingsQuestion
from queries.review.answering import FindingsAnswer
from queries.review.explaining import Explanation, answer_explain
from queries.review.running import RuleReport, describe_slow
from queries.review.step_by_step import work_out_findings

MOST_OF_ONE_RULE, MOST_OF_EACH = 200, 3
"""So many findings of a rule are listed where only that rule is asked for, and where all are."""
SEVERITY_MARKS = {Severity.SERIOUS: "late", Severity.IMPORTANT: "changed", Severity.NOTE: "message"}


def build_findings_page(asked: Asked) -> WebPage:
    """Return the page of what the rules find; of one rule all, of several the first ones."""
    question = asked.question(FindingsQuestion)
    question = question.model_copy(update={"by": "rule", "most": MOST_OF_ONE_RULE if len(question.rule) == 1 else MOST_OF_EACH})
    if asked.ending == "atom":
        question = question.model_copy(update={"since": question.since or find_last_sunday(question.on)})
    every = FindingsQuestion(on=question.on, by="rule", most=MOST_OF_EACH, **question.given("forum", "addressee", "area"))
    is_part = any(question.given("rule", "severity", "since", "muted").values())
    questions = [every] if not is_part else [question] if asked.ending else [every, question]
    worked = [asked.work_out("findings", one, work_out_findings) for one in questions]
    counted, answer = worked[0].state.value, worked[-1].state.value
    return WebPage(
        template="findings",
        title=Text("Findings"),
        section=FINDINGS,
        content={
            "lede": _sum_up(answer, worked[-1].state.left),
            "severities": _list_severities(counted, asked.language),
            "rules": _list_rules(counted, asked.language),
            "chosen": {name: ",".join(getattr(question, name)) or None for name in ("rule", "severity")},
            "sections": [_describe_report(report, asked) for report in answer.reports if report.findings or report.left_out != 0],
            "slow": [describe_slow(report.rule) for report in answer.reports if not report.done],
            "muted": [_describe_muted(answer, finding, asked.link) for report in answer.reports for finding in report.muted],
            "compared": _describe_comparison(answer, asked),
        },
        data=LazyData(answer.as_json),
        tables=[_make_table([finding for report in answer.reports for finding in report.findings])],
        entries=list(_list_entries(answer, asked)) if asked.ending == "atom" else (),
        is_feed=True,
        worked=worked,
    )


def find_last_sunday(on: str) -> str:
    """Return the last day of the week before that of a day: what is new since then is new this week."""
    return shift_day(on, -date.fromisoformat(on).isoweekday())


def _list_entries(answer: FindingsAnswer, asked: Asked) -> Iterator[FeedEntry]:
    """Yield the new findings for the feed, each from the moment since which it is new; none where nothing was known then."""
    if (compared := answer.compared) and compared.since.change:
        at = start_of_day(shift_day(compared.since.day, 1))
        for finding in compared.new:
            text = JoinedText((finding.rule.term, *([Text("example")] if finding.example else [])))
            yield FeedEntry(finding.id, at, finding.sentence, text, "Landskap", asked.link.finding(finding.id))


def _sum_up(answer: FindingsAnswer, left: int) -> Localizable:
    """Return how much is found in all; so far, if some rules are still being worked out."""
    found = [report for report in answer.reports if report.findings]
    n, known = sum(map(_count_findings, found)), all(report.count is not None for report in found)
    serious = sum(_count_findings(report) for report in found if _severity_of(report) == Severity.SERIOUS)
    text = Text("{n} findings by {rules} of {all} rules; {serious} of them are serious.") if known else Text(
        "More than {n} findings by {rules} of {all} rules; {serious} or more of them are serious."
    )  # fmt: skip
    text = Text(text.message, n=n, rules=len(found), all=len(answer.reports), serious=serious)
    return JoinedText((Text("So far:"), text), " ") if left else text


def _count_findings(report: RuleReport) -> int:
    """Return how many findings a rule has, those that are read if it has more than are counted."""
    return len(report.findings) if report.count is None else report.count


def _severity_of(report: RuleReport) -> Severity:
    return RULE_FACTS[report.rule].severity


def _list_severities(answer: FindingsAnswer, language: Language) -> list[dict[str, Any]]:
    counts = Counter[Severity]()
    for report in answer.reports:
        counts[_severity_of(report)] += _count_findings(report)
    return [
        {"name": severity.term.in_(language), "value": str(severity), "count": counts[severity], "mark": SEVERITY_MARKS[severity]}
        for severity in Severity
    ]


def _list_rules(answer: FindingsAnswer, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "name": report.rule.term.in_(language),
            "value": str(report.rule),
            "count": _count_findings(report),
            "mark": SEVERITY_MARKS[_severity_of(report)],
        }
        for report in answer.reports
        if report.findings
    ]


def _describe_report(report: RuleReport, asked: Asked) -> dict[str, Any]:
    """Return the section of a rule."""
    facts = RULE_FACTS[report.rule]
    return {
        "id": str(report.rule),
        "name": report.rule.term,
        "severity": facts.severity.term,
        "mark": SEVERITY_MARKS[facts.severity],
        "meaning": RULE_MEANINGS[report.rule],
        "note": report.note,
        "count": report.count,
        "examples": report.examples,
        "findings": [describe_finding(finding, asked.link) for finding in report.findings],
        "more": asked.link.same(rule=str(report.rule)) if report.left_out != 0 else None,
    }


def describe_finding(finding: Finding, link: Addresses) -> dict[str, Any]:
    """Return a finding as pages list it: its sentence, its marks, and the address that explains it."""
    return {
        "sentence": finding.sentence,
        "address": link.finding(finding.id),
        "mark": SEVERITY_MARKS[finding.severity],
        "example": finding.example,
        "uncertain": finding.certainty == Certainty.UNCERTAIN,
    }


def _describe_muted(answer: FindingsAnswer, finding: Finding, link: Addresses) -> dict[str, Any]:
    mute = answer.mutes[finding.id]
    return {**describe_finding(finding, link), "reason": mute.reason, "until": mute.until}


def _describe_comparison(answer: FindingsAnswer, asked: Asked) -> dict[str, Any] | None:
    """Return what is new and gone since the moment that the question names, or None."""
    if not (compared := answer.compared):
        return None
    listed = {"new": compared.new, "gone": compared.gone}
    return {
        "since": compared.since.describe(),
        "known": describe_known(compared),
        "remaining": len(compared.remaining),
        "lists": {name: [describe_finding(finding, asked.link) for finding in found] for name, found in listed.items()},
    }


def _make_table(findings: Sequence[Finding]) -> DataTable:
    columns = [
        DataColumn("rule", Text("Rule"), 28),
        DataColumn("severity", Text("Severity"), 12),
        DataColumn("sentence", Text("Sentence"), 90),
        DataColumn("evidence", Text("Evidence"), 30),
        DataColumn("example", Text("Example"), 10),
        DataColumn("id", Text("Id"), 40),
    ]
    rows = [
        (finding.rule.term, finding.severity.term, finding.sentence, format_evidence(finding.evidence),
         Text("example") if finding.example else None, finding.id)
        for finding in findings
    ]  # fmt: skip
    return DataTable(Text("Findings"), columns, rows)


def build_finding_page(asked: Asked) -> WebPage:
    """Return the page that explains a finding. Raises NotFound with the nearest findings."""
    question = ExplainQuestion(finding=asked.id_, on=asked.on)
    graph = asked.graph
    found: Explanation = graph.keep(("page-finding", question), lambda: answer_explain(graph, question))
    facts, finding = RULE_FACTS[found.rule], found.finding
    return WebPage(
        template="finding",
        title=found.rule.term,
        section=FINDINGS,
        content={
            "found": found,
            "facts": facts,
            "meaning": RULE_MEANINGS[found.rule],
            "threshold": format_threshold(found.in_force) if found.in_force.threshold is not None else None,
            "severity_mark": SEVERITY_MARKS[facts.severity],
            "uncertain": finding is not None and finding.certainty == Certainty.UNCERTAIN,
            "records": [_describe_record(record, called, asked.link) for record, called in found.records],
            "rows": [list(describe_row(row)) for row in finding.rows] if finding else [],
            "changes": [
                {"number": entry.number, "at": format_minute(entry.at), "who": entry.reason.who, "why": entry.reason.why}
                for entry in found.changes
            ],
            "rule_address": asked.link.rule(found.rule),
        },
        data=found.as_json(),
        tables=[_make_row_table(found.rule, finding)] if finding else [],
        scripts=("copying.js",),
    )


def _describe_record(record: Record, called: Localizable, link: Addresses) -> dict[str, Any]:
    return {
        "type": record.reads,
        "called": called,
        "marks": list(status_marks_of(record)),
        "reason": record.certainty_reason,
        "evidence": format_evidence(record.evidence),
        "address": find_record_address(record, link),
    }


def find_record_address(record: Record, link: Addresses) -> str | None:
    """Return the address of the page of a record, or None if it has none."""
    if record.party:
        return link.party(record.id)
    if isinstance(record, Assignment):
        return link.decision(record.decision, record.id)
    return link.decision(record.id) if isinstance(record, Decision) else None


def _make_row_table(rule: FindingRule, finding: Finding) -> DataTable:
    columns = [DataColumn("row", Text("Row"), 6, number=True), DataColumn("what", Text("What"), 30),
               DataColumn("value", Text("Value"), 60)]  # fmt: skip
    return DataTable(rule.term, columns, list(_list_values(finding)), [finding.sentence])


def _list_values(finding: Finding) -> Iterator[tuple[int, Localizable, Localizable | str]]:
    for number, row in enumerate(finding.rows, 1):
        for heading, value in describe_row(row):
            yield number, heading, value
