"""The page of one decision: every addressee's trail, what it waits for and why it is listed, and what belongs to the decision."""

from dataclasses import replace
from typing import Any

from api.pages.addresses import DECISIONS
from api.pages.decisions.figure import MARKS, count_funnel
from api.pages.decisions.lanes import DecisionLane, build_lanes, list_state_marks, make_lane_table
from api.pages.findings import SEVERITY_MARKS, describe_finding
from api.pages.page import Asked, Elsewhere, WebPage
from api.pages.pictures import read_picture_style, write_svg
from api.printing.findings_output import format_threshold
from api.printing.row_lines import describe_row
from model.findings import Finding
from model.language import Localizable
from model.text.describe import status_marks_of
from model.text.names import name_of, term_of
from model.vocabulary.finding_rules import RULE_FACTS, RULE_MEANINGS
from model.vocabulary.period import format_day
from queries.following.decision_trails import DecisionTrails, read_decision_of, read_decision_trails
from queries.following.standing_counts import read_standings
from queries.questions.decisions import select_columns, tell_uncertain
from queries.review.decision_findings import DecisionFindings, find_of_decision
from viz.charts.drawing import draw_hatches

MOST_FOR_WHOLES = 20_000
"""In a larger landscape the rules that compare decisions are not run for a page."""


def build_decision_page(asked: Asked) -> WebPage:
    """Return the page of a decision. Raises NotFound, and Elsewhere for the id of an assignment."""
    graph, on = asked.graph, asked.on
    id_, assignment = read_decision_of(graph, asked.id_)
    if assignment:
        raise Elsewhere(asked.link.decision(id_, assignment))
    trails = graph.keep(("decision", id_, on), lambda: read_decision_trails(graph, id_, on))
    counts = count_funnel(read_standings(graph, on))
    wholes = counts.whole + counts.outside <= MOST_FOR_WHOLES
    found = graph.keep(("decision findings", id_, on), lambda: find_of_decision(graph, id_, trails.rows, on, wholes))
    lanes, title = build_lanes(trails, on, asked.language), name_of(trails.decision)
    table = make_lane_table(lanes)
    return WebPage(
        template="decision",
        title=title,
        content={
            **_describe_decision(trails, asked),
            "lanes": [_describe_lane(lane, asked) for lane in lanes.lanes],
            "drawn": lanes,
            "hatches": draw_hatches(),
            "table": table,
            "findings": [_describe_listed_finding(finding, found, trails, asked) for finding in found.findings],
            "wholes": wholes,
        },
        data=_make_data(trails, found),
        section=DECISIONS,
        tables=[table],
        files={"svg": lambda path: write_svg(path, lanes.draw_document(title.in_(asked.language), read_picture_style()))}
        if lanes.lanes
        else {},
        styles=("charts.css", "decisions.css"),
        scripts=("copying.js",),
    )


def _describe_decision(trails: DecisionTrails, asked: Asked) -> dict[str, Any]:
    """Return what the page says of the decision itself."""
    decision = trails.decision
    return {
        "decision": decision,
        "decision_marks": status_marks_of(decision),
        "forum": trails.names.get(decision.taken_in or ""),
        "forum_address": asked.link.party(decision.taken_in) if decision.taken_in else None,
        "meeting": trails.meeting,
        "marks": list_state_marks(trails),
        "dues": _span_dues(trails),
        "number": len(trails.rows) + trails.left_out,
        "left_out": trails.left_out,
        "share": replace(asked.link, on=asked.on).decision(decision.id),
        "ties": [(tie.term, name_of(other), asked.link.decision(other.id), other) for tie, other in trails.ties],
        "evidence": _list_evidence(decision.evidence, trails),
    }


def _span_dues(trails: DecisionTrails) -> str:
    """Return the day by which it is to be done, the first and the last if they differ; empty without any."""
    days = {row["own_due"]: row["own_due_words"] for row in trails.rows if row["own_due"]}
    if len(days) == 1:
        return format_day(*days.popitem())
    return "–".join((min(days), max(days))) if days else ""


def _describe_lane(lane: DecisionLane, asked: Asked) -> dict[str, Any]:
    row = lane.row
    return {
        "lane": lane,
        "id": row["assignment"],
        "party": term_of(row, "addressee"),
        "party_address": asked.link.party(row["party"]),
        "party_ended": row["addressee_ended"],
        "followed_by": row["followers"],
        "mark": MARKS[row["state"]],
        "state": row["state"].term,
        "stands": lane.stands,
        "waits": lane.waits,
        "owner": row["owner"],
        "closed": lane.lane.closed is not None,
        "uncertain": [*tell_uncertain(row)],
        "example": row["example"],
        "muted": (row["muted_until"], row["mute_reason"]) if row["muted_until"] else None,
    }


def _describe_listed_finding(finding: Finding, found: DecisionFindings, trails: DecisionTrails, asked: Asked) -> dict[str, Any]:
    """Return a finding with all that says why it is listed."""
    rule, mute = finding.rule, found.mutes.get(finding.id)
    in_force = found.in_force[rule]
    return {
        **describe_finding(finding, asked.link),
        "mark": "paused" if mute else SEVERITY_MARKS[finding.severity],
        "muted": mute,
        "rule": rule.term,
        "rule_address": asked.link.rule(rule),
        "version": finding.version,
        "meaning": RULE_MEANINGS[rule],
        "section": RULE_FACTS[rule].section,
        "threshold": format_threshold(in_force) if in_force.threshold is not None else None,
        "evidence": _list_evidence(finding.evidence, trails),
        "rows": [list(describe_row(row)) for row in finding.rows],
        "pasteable": finding.asked.pasteable,
    }


def _list_evidence(evidence: tuple[str, ...], trails: DecisionTrails) -> list[tuple[Localizable | str, str]]:
    """Return each source of some evidence by its name, with its place."""
    parted = [item.partition(" ")[::2] for item in dict.fromkeys(evidence)]
    return [(name_of(trails.sources[source]) if source in trails.sources else source, place) for source, place in parted]


def _make_data(trails: DecisionTrails, found: DecisionFindings) -> dict[str, Any]:
    return {
        "question": "decision",
        "decision": trails.decision.values(),
        "meeting": trails.meeting.values() if trails.meeting else None,
        "assignments": [
            select_columns(row)
            | {"state": row["state"], "steps": [step.values() for step in trails.steps.get(row["assignment"], [])]}
            for row in trails.rows
        ],
        "left_out": trails.left_out,
        "ties": [{"tie": tie, "decision": other.id, "name": other.name} for tie, other in trails.ties],
        "findings": [finding.as_json() for finding in found.findings],
    }
