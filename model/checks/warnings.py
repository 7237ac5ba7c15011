"""What may be kept but is likely wrong: statements more certain than what they rest on, and steps out of order."""

from collections.abc import Collection, Iterable, Iterator

from model.language import Text
from model.vocabulary.actors import Involvement
from model.vocabulary.assignment_state import sort_steps
from model.vocabulary.contents import Records
from model.vocabulary.decisions import ENDINGS, TRAIL, Assignment, Decision, Step, StepKind
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Representation, Seat
from model.vocabulary.groups import GroupMembership
from model.vocabulary.processes import ProcessFlow, Task, Theme
from model.vocabulary.record import Certainty, Record, referenced_ids_of
from model.vocabulary.types import targets_of

DEPENDENT_TYPES: tuple[type[Record], ...] = (
    Flow, Seat, Assignment, Involvement, Representation, GroupMembership, ProcessFlow, Task, Theme,
)  # fmt: skip
"""The types of statement that rest on the records that they name."""


def find_uncertain_ends(record: Record, records: Records) -> Iterator[Record]:
    """The uncertain records that a relation names although it is certain itself."""
    if isinstance(record, DEPENDENT_TYPES) and record.certainty == Certainty.CERTAIN and not record.example:
        for field, ref in record.references().items():
            named = records.get((type_.label, id_) for id_ in referenced_ids_of(record, field) for type_ in targets_of(ref))
            yield from (end for end in named if end.certainty == Certainty.UNCERTAIN)


def find_misordered_steps(records: Records) -> Iterator[tuple[Step, Text]]:
    """Return the steps that are dated before their decision, or before a step of the trail that they come after, with why.

    Such days are told and kept: what is done by word of mouth, or entered late, really stands so in the logs of others.
    """
    for steps in records.group_by(Step, "assignment"):
        yield from check_step_order(steps, _decision_day_of(steps[0].assignment, records))


def check_step_order(steps: Collection[Step], taken_on: str | None) -> Iterator[tuple[Step, Text]]:
    """Return those of the steps of one assignment that are out of order, with why; its decision was `taken_on` a day."""
    first = taken_on or ""
    yield from ((step, Text("earlier than the decision, taken {on}", on=first)) for step in steps if step.on < first)
    for one_round in _split_rounds(step for step in steps if step.on >= first):  # the others are told already
        yield from _check_trail_order(one_round)


def _split_rounds(steps: Iterable[Step]) -> list[list[Step]]:
    """The steps until each resumption of what had ended: then the trail begins anew."""
    rounds: list[list[Step]] = [[]]
    for step in sort_steps(steps):
        if step.kind == StepKind.RESUMED and any(item.kind in ENDINGS for item in rounds[-1]):
            rounds.append([])
        rounds[-1].append(step)
    return rounds


def _decision_day_of(id_: str, records: Records) -> str | None:
    """When the decision of the assignment of that id was taken, if that is known."""
    assignment = records.of(Assignment).get(id_)
    decision = records.of(Decision).get(assignment.decision) if assignment else None
    return decision.taken_on if decision else None


def _check_trail_order(steps: Iterable[Step]) -> Iterator[tuple[Step, Text]]:
    """Each kind of the trail by the first day of its steps: one that came again later is not out of order."""
    first: dict[StepKind, Step] = {}
    for step in sorted(steps, key=lambda step: (step.on, step.id)):
        first.setdefault(step.kind, step)
    before: Step | None = None
    for step in (first[kind] for kind in TRAIL if kind in first):
        if before and step.on < before.on:
            yield step, Text("'{kind}' earlier than '{before}', {on}", kind=step.kind.term, before=before.kind.term, on=before.on)
        before = step if before is None or step.on > before.on else before
