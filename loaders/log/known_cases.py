"""Recall the landscape's records of the cases in a partial log: the decision, its assignments, and the steps that stand.

A log of events covers the days from its first event to its last. A step in the landscape stands if its day is outside them;
within them, the log decides.
"""

from itertools import chain

from loaders.log.cases import Case, Cases, KnownPart
from loaders.rows.dataset import KnownRecords
from model.vocabulary.decisions import Assignment, Decision, Step

_Days = tuple[str, str]
"""A first and a last day."""


def recall_cases(cases: Cases, known: KnownRecords) -> None:
    """Add the landscape's decision, assignments and steps to each case."""
    _recall_forums(cases, known)
    covered = _days_of(cases)
    decided = {cases.id_of(case): case for case in cases.found.values()}
    for id_, case in decided.items():
        found = known.find_known(Decision.label, id_) if id_ else None
        if isinstance(found, Decision):
            case.decision = found
            case.taken_before = _find_day_before(case, found, covered)
    parts: dict[str, KnownPart] = {}
    for assignment in known.find_known_naming(Assignment, "decision", decided):
        if assignment.valid_to is None:
            part = parts[assignment.id] = decided[assignment.decision].known[assignment.addressee] = KnownPart(assignment)
    for step in known.find_known_naming(Step, "assignment", parts):
        part = parts[step.assignment]
        part.steps.append(step)
        if covered and not covered[0] <= step.on <= covered[1]:
            part.standing.append(step)


def _recall_forums(cases: Cases, known: KnownRecords) -> None:
    """Find the decisions of the cases whose rows do not name the forum."""
    waiting = {row.number: row for row in cases.waiting if row.number}
    for decision in known.find_known_naming(Decision, "case_number", waiting) if waiting else ():
        row = waiting.get(decision.case_number or "")
        if row and decision.taken_in and (row.key, decision.taken_in) not in cases.found:
            case = cases.find_case(row, decision.taken_in)
            if cases.id_of(case) != decision.id:
                del cases.found[row.key, decision.taken_in]


def _days_of(cases: Cases) -> _Days | None:
    """Return the first and last day that a log of events covers; None for a log of decisions, which covers all days."""
    if cases.says.kind != "long":
        return None
    events = chain(*(case.events for case in cases.found.values()), *(row.events for row in cases.waiting))
    days = sorted(event.on for event in events)
    return (days[0], days[-1]) if days else None


def _find_day_before(case: Case, decision: Decision, covered: _Days | None) -> str | None:
    """Return the landscape's day of the decision if the log gives no other; else None."""
    if case.given["taken_on"] or not decision.taken_on:
        return None
    outside = covered is None or not covered[0] <= decision.taken_on <= covered[1]
    return decision.taken_on if outside or case.taken is None else None
