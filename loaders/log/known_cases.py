"""What the landscape has of the cases of which a log tells a part: who took them, whose part they are, which steps stand.

A log of events speaks of the days from its first event to its last one. A step that the landscape has on another day stands; one
that it has within them is the log's to say.
"""

from collections.abc import Iterator

from loaders.log.cases import Case, Cases, KnownPart
from loaders.log.log_rows import LogEvent
from loaders.rows.dataset import KnownRecords
from model.vocabulary.decisions import Assignment, Decision, Step

_Days = tuple[str, str]
"""A first and a last day."""


def recall_cases(cases: Cases, known: KnownRecords) -> None:
    """Add to each case what is known of it."""
    _recall_forums(cases, known)
    speaks = _days_of(cases)
    decided = {cases.id_of(case): case for case in cases.found.values()}
    for id_, case in decided.items():
        found = known.find_known(Decision.label, id_) if id_ else None
        if isinstance(found, Decision):
            case.decision = found
            case.taken_before = _find_day_before(case, found, speaks)
    parts: dict[str, KnownPart] = {}
    for assignment in known.find_known_naming(Assignment, "decision", decided):
        if assignment.valid_to is None:
            part = parts[assignment.id] = decided[assignment.decision].known[assignment.addressee] = KnownPart(assignment)
    for step in known.find_known_naming(Step, "assignment", parts):
        part = parts[step.assignment]
        part.steps.append(step)
        if speaks and not speaks[0] <= step.on <= speaks[1]:
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
    """Return the first and last day of which a log of events speaks; None for a log of decisions, which tells of all days."""
    days = sorted(event.on for event in _list_events(cases)) if cases.says.kind == "long" else []
    return (days[0], days[-1]) if days else None


def _list_events(cases: Cases) -> Iterator[LogEvent]:
    for case in cases.found.values():
        yield from case.events
    for row in cases.waiting:
        yield from row.events


def _find_day_before(case: Case, decision: Decision, speaks: _Days | None) -> str | None:
    """Return the day on which the decision was taken, where the log says no other."""
    if case.given["taken_on"] or not decision.taken_on:
        return None
    outside = speaks is None or not speaks[0] <= decision.taken_on <= speaks[1]
    return decision.taken_on if outside or case.taken is None else None
