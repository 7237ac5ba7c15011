"""Findings chosen and counted by who decided, addressee, area, rule or severity: how many of each severity, and the oldest."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.findings import Finding, Row
from model.language import LANGUAGES, Localizable, Text
from model.text.describe import rests_on
from model.text.names import term_of
from model.vocabulary.finding_rules import FindingRule, Severity
from queries.following.stall_groups import format_options
from queries.landscape.parties import find_with_predecessors
from queries.questions.hand_offs import read_parties
from queries.questions.parameters import FindingsQuestion
from queries.review.running import RuleReport
from queries.server.graph import Reader

FILTERS_OF_FINDINGS = ("rule", "severity", "forum", "addressee", "area", "source")
FINDING_DAYS = ("due", "oldest", "since", "superseded_on", "addressee_ended", "taken_on", "day")
"""The fields of rows that say since when something is so; of each row the first that has a value counts."""
_NONE: Mapping[str, Text] = {
    "forum": Text("not of a forum"), "addressee": Text("not of an addressee"), "area": Text("no area"),
}  # fmt: skip


class FindingPlaces:
    """Where findings belong: who decided, addressee and area, from their rows and the areas of forums."""

    def __init__(self, reader: Reader, findings: Iterable[Finding]) -> None:
        ids = {row.get(field) for finding in findings for row in finding.rows for field in ("forum", "party")}
        self.parties = read_parties(reader, filter(None, ids))
        self.areas = {row["id"]: term_of(row) for row in reader.read("registers/areas").rows}

    def find(self, finding: Finding, by: str) -> str | None:
        """Return the id or code of the group to which a finding belongs; None if it belongs to none."""
        row = finding.rows[0] if finding.rows else {}
        forum = row.get("forum")
        match by:
            case "rule" | "severity":
                return str(getattr(finding, by))
            case "area":
                return row.get("area") or (self.parties[forum]["area"] if forum in self.parties else None)
            case "addressee":
                return row.get("party") if forum or "addressee" in row else None
        return forum

    def name(self, by: str, key: str | None) -> Localizable | str:
        """Return the name of a group."""
        if key is None:
            return _NONE[by]
        if by in ("rule", "severity"):
            return (FindingRule if by == "rule" else Severity).of(key).term
        named = self.areas.get(key) if by == "area" else term_of(self.parties[key]) if key in self.parties else None
        return named or key


def make_choice(reader: Reader, question: FindingsQuestion, places: FindingPlaces) -> Callable[[Finding], bool]:
    """Return whether a finding is of the forum, addressee (with its predecessors), area and source of the question."""
    wanted: dict[str, Collection[str]] = {name: [id_] for name, id_ in question.given("forum", "area").items()}
    if question.addressee:
        wanted["addressee"] = find_with_predecessors(reader, question.addressee, question.on)
    source = question.source
    return lambda finding: (
        (source is None or rests_on(finding.evidence, source))
        and all(places.find(finding, by) in ids for by, ids in wanted.items())
    )


def choose_of_report(report: RuleReport, chosen: Callable[[Finding], bool]) -> RuleReport:
    """Return the report with its chosen findings. How many more there are is not known of a rule that left any out."""
    findings, muted = [*filter(chosen, report.findings)], [*filter(chosen, report.muted)]
    whole = report.left_out == 0
    examples = sum(finding.example for finding in findings)
    return replace(report, findings=findings, muted=muted, left_out=0 if whole else None, examples=examples, examples_known=whole)


def group_findings(question: FindingsQuestion, reports: Iterable[RuleReport], places: FindingPlaces) -> list[Row]:
    """Return the groups, those with the most serious findings first, then the most important ones, then the most.

    Rows: `group` (id or code, None for what belongs to none), `name`, `name_en`, `findings`, `serious`, `important`, `note`,
    `examples` (how many are invented), `odd` (how many rest on a date before the decision, or on steps out of order), `oldest`
    (the earliest day that the others tell: a date passed, or since when it is so), `oldest_finding` (its id), `command` (which
    lists them; None where no option does).
    """
    groups: dict[str | None, list[Finding]] = {}
    for report in reports:
        for finding in report.findings:
            groups.setdefault(places.find(finding, question.by or ""), []).append(finding)
    return order_groups([_make_row(question, key, found, places) for key, found in groups.items()])


def order_groups(rows: Iterable[Row]) -> list[Row]:
    """Return groups with the most serious findings first, then the most important ones, then the most."""
    return sorted(rows, key=lambda row: (*(-row[severity] for severity in Severity), row["oldest"] or "~", row["group"] or "~"))


def _make_row(question: FindingsQuestion, key: str | None, found: Sequence[Finding], places: FindingPlaces) -> Row:
    by = question.by or ""
    name = places.name(by, key)
    names = [name if isinstance(name, str) else name.in_(language) for language in LANGUAGES]
    even = [finding for finding in found if not has_odd_dates(finding)]
    oldest, finding = min(((day_of(finding) or "~", finding.id) for finding in even), default=("~", None))
    options: dict[str, Any] = question.given(*FILTERS_OF_FINDINGS) | {by: key, "on": question.on}
    return {
        "group": key,
        "name": names[0],
        "name_en": names[1],
        "findings": len(found),
        **{str(severity): sum(finding.severity == severity for finding in found) for severity in Severity},
        "examples": sum(finding.example for finding in found),
        "odd": len(found) - len(even),
        "oldest": None if oldest == "~" else oldest,
        "oldest_finding": None if oldest == "~" else finding,
        "command": " ".join(["landskap findings", *format_options(options)]) if key else None,
    }


def has_odd_dates(finding: Finding) -> bool:
    """Return whether a finding rests on dates that cannot be right: due before the decision, or steps out of order."""
    return any(row.get("due_before_decision") or row.get("out_of_order") for row in finding.rows)


def day_of(finding: Finding) -> str | None:
    """Return since when a finding is so, as far as its rows tell: the first of FINDING_DAYS, the earliest of its rows."""
    days = (next((row[field] for field in FINDING_DAYS if row.get(field)), None) for row in finding.rows)
    return min(filter(None, days), default=None)
