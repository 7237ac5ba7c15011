"""What comes after one another in time: the steps of an assignment."""

from collections.abc import Iterable, Iterator

from model.contents import Records
from model.decisions import TRAIL, Assignment, Decision, Step, StepKind
from model.language import Text


def steps_out_of_order(records: Records) -> Iterator[tuple[Step, Text]]:
    """Return the steps that are dated before their decision, or before a step of the trail that they come after, with why.

    Such days are told and kept: what is done by word of mouth, or entered late, really stands so in the logs of others.
    """
    for steps in records.by(Step, "assignment"):
        taken_on = _taken_on(steps[0].assignment, records) or ""
        yield from ((step, Text("earlier than the decision, taken {on}", on=taken_on)) for step in steps if step.on < taken_on)
        yield from _in_the_order_of_the_trail(step for step in steps if step.on >= taken_on)  # the others are told already


def _taken_on(id_: str, records: Records) -> str | None:
    """When the decision of the assignment of that id was taken, if that is known."""
    assignment = records.of(Assignment).get(id_)
    decision = records.of(Decision).get(assignment.decision) if assignment else None
    return decision.taken_on if decision else None


def _in_the_order_of_the_trail(steps: Iterable[Step]) -> Iterator[tuple[Step, Text]]:
    """Each kind of the trail by the first day of its steps: one that came again later is not out of order."""
    first: dict[StepKind, Step] = {}
    for step in sorted(steps, key=lambda step: (step.on, step.id)):
        first.setdefault(step.kind, step)
    before: Step | None = None
    for step in (first[kind] for kind in TRAIL if kind in first):
        if before and step.on < before.on:
            yield step, Text("'{kind}' earlier than '{before}', {on}", kind=step.kind.term, before=before.kind.term, on=before.on)
        before = step if before is None or step.on > before.on else before
