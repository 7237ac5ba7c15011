"""Statements that may be kept but are likely wrong: relations more certain than their ends, and steps out of order."""

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
    Flow, Seat, Involvement, Representation, GroupMembership, ProcessFlow, Task, Theme,
)  # fmt: skip
"""The types of statement that rest on the records that they name. What a register says of its assignments does not: an
uncertain forum or addressee makes them no less certain (docs/following-up.md)."""


def find_uncertain_ends(record: Record, records: Records) -> Iterator[Record]:
    """Yield the uncertain records that a certain relation names. Examples are ignored: they rest on nothing."""
    if isinstance(record, DEPENDENT_TYPES) and record.certainty == Certainty.CERTAIN and not record.example:
        for field, ref in record.references().items():
            named = records.get((type_.label, id_) for id_ in referenced_ids_of(record, field) for type_ in targets_of(ref))
            yield from (end for end in named if end.certainty == Certainty.UNCERTAIN)


def find_misordered_steps(records: Records) -> Iterator[tuple[Step, Text]]:
    """Yield the steps dated before their decision, or before an earlier step of the trail, each with the reason.

    Such steps are warned about and kept: oral decisions and late entries really look so in other organisations' logs.
    """
    for steps in records.group_by(Step, "assignment"):
        assignment = records.of(Assignment).get(steps[0].assignment)
        decision = records.of(Decision).get(assignment.decision) if assignment else None
        yield from check_step_order(steps, decision.taken_on if decision else None)


def check_step_order(steps: Collection[Step], taken_on: str | None) -> Iterator[tuple[Step, Text]]:
    """Yield the steps of one assignment that are out of order, with the reason; `taken_on` is the day of its decision."""
    first = taken_on or ""
    yield from ((step, Text("earlier than the decision, taken {on}", on=first)) for step in steps if step.on < first)
    for one_round in _split_rounds(step for step in steps if step.on >= first):  # the others are reported already
        yield from _check_trail_order(one_round)


def _split_rounds(steps: Iterable[Step]) -> list[list[Step]]:
    """Return the steps in rounds: a resumption of an ended assignment starts the trail anew."""
    rounds: list[list[Step]] = [[]]
    for step in sort_steps(steps):
        if step.kind == StepKind.RESUMED and any(item.kind in ENDINGS for item in rounds[-1]):
            rounds.append([])
        rounds[-1].append(step)
    return rounds


def _check_trail_order(steps: Iterable[Step]) -> Iterator[tuple[Step, Text]]:
    """Check each kind of step of the trail by its first day; a later repetition is not out of order."""
    first: dict[StepKind, Step] = {}
    for step in sorted(steps, key=lambda step: (step.on, step.id)):
        first.setdefault(step.kind, step)
    before: Step | None = None
    for step in (first[kind] for kind in TRAIL if kind in first):
        if before and step.on < before.on:
            yield step, Text("'{kind}' earlier than '{before}', {on}", kind=step.kind.term, before=before.kind.term, on=before.on)
        before = step if before is None or step.on > before.on else before
