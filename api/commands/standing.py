"""Where assignments stood before a change, and where they stand after it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from model.changes.operations import Operation
from model.language import JoinedText, Localizable, Term, Text
from model.text.describe import describe_deadline
from model.vocabulary.decisions import Assignment, StepKind


def describe_changes(
    assignments: Iterable[Assignment], operations: Sequence[Operation], names: Mapping[str, Term]
) -> Iterator[Text]:
    """Yield a sentence for each assignment: where it stood, and where it stands after the operations."""
    for before, now in _pair_changes(assignments, operations):
        who = names.get(before.addressee, Term(before.addressee, before.addressee))
        was, is_ = describe_standing(before), describe_standing(now)
        if was == is_:
            yield Text("{who}: stands at {standing}, as before", who=who, standing=was)
        else:
            yield Text("{who}: stood at {was}; now {now}", who=who, was=was, now=is_)


def serialize_changes(assignments: Iterable[Assignment], operations: Sequence[Operation]) -> list[dict[str, Any]]:
    """Return where each assignment stood and where it stands after the operations, as plain JSON values."""
    return [
        {"assignment": before.id, "before": _serialize_standing(before), "after": _serialize_standing(now)}
        for before, now in _pair_changes(assignments, operations)
    ]


def _pair_changes(assignments: Iterable[Assignment], operations: Sequence[Operation]) -> Iterator[tuple[Assignment, Assignment]]:
    made = (item.record for item in operations if item.type == Assignment.label and item.after)
    after = {record.id: record for record in made if isinstance(record, Assignment)}
    return ((before, after.get(before.id, before)) for before in assignments)


def _serialize_standing(assignment: Assignment) -> dict[str, Any]:
    values = assignment.values()
    return {field: values[field] for field in ("step", "since", "next_due", "next_due_words", "paused_until", "open")}


def describe_standing(assignment: Assignment) -> Localizable:
    """Return where an assignment stands: its step and since when, its pause, and whether it has ended."""
    parts: list[Localizable] = []
    if assignment.step is None:
        parts.append(Text("no step"))
    else:
        step = StepKind.of(assignment.step).term
        parts.append(Text("{step} since {day}", step=step, day=assignment.since) if assignment.since else step)
    if assignment.open and assignment.next_due:
        parts.append(describe_deadline(assignment))
    if not assignment.open:
        parts.append(Text("ended"))
    return JoinedText(parts)
