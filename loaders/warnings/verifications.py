"""Notices about verifications, which confirm what an addressee says, and about decisions that may be on record already."""

from collections.abc import Iterable, Iterator

from loaders.rows.rules import NoticeRule
from model.changes.operations import Operation
from model.checks.validation import build_problem
from model.errors import Problem
from model.language import Text
from model.text.names import normalize_name
from model.vocabulary.contents import Records
from model.vocabulary.decisions import TRAIL, Assignment, Decision, Step, StepKind
from queries.server.graph import Graph

VERIFIABLE = TRAIL[TRAIL.index(StepKind.EXECUTED) :]
"""The steps that can be verified: those that an addressee says."""


def find_doubtful_verifications(records: Records, steps: Iterable[Step]) -> Iterator[Problem]:
    """Yield a notice for each verification by the addressee itself, and for each before there is anything to verify."""
    for step in steps:
        assignment = records.find(Assignment.label, step.assignment)
        if step.kind != StepKind.VERIFIED or not isinstance(assignment, Assignment):
            continue
        if step.by == assignment.addressee:
            text = Text("'{by}' verifies its own work: the forum or the one who coordinates does that", by=step.by)
            yield build_problem(NoticeRule.SELF_VERIFIED, step, "by", step.by, text)
        others = records.find_naming(Step, "assignment", [step.assignment])
        if not any(other.kind in VERIFIABLE and other.on <= step.on for other in others):
            text = Text("there is nothing to verify: by then it is neither executed nor reported back")
            yield build_problem(NoticeRule.STEP_ORDER, step, "on", step.on, text)


def find_decided_before(graph: Graph, records: Records, operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield a notice for each decision, with the same name or case number, that a new decision may be."""
    made = [item.record for item in operations if item.type == Decision.label and item.before is None]
    for decision in made:
        if isinstance(decision, Decision):
            words = list(filter(None, (decision.name, decision.case_number)))
            ids = {row["id"] for word in words for row in graph.read("decisions/of-name-or-number", said=word).rows}
            for other in records.get((Decision.label, id_) for id_ in sorted(ids - {decision.id})):
                if isinstance(other, Decision):
                    yield _describe_decided_before(decision, other)


def _describe_decided_before(decision: Decision, other: Decision) -> Problem:
    same = normalize_name(decision.name) == normalize_name(other.name)
    what = Text("name") if same else Text("case number")
    text = Text("has the same {what} as '{id}', taken {on}: is it the same decision?", what=what, id=other.id,
                on=other.taken_on or "–")  # fmt: skip
    hint = Text("if so, record what happened to it: landskap step {id} …", id=other.id)
    return build_problem(NoticeRule.LIKELY_SAME, decision, "name", decision.name, text, hint)
