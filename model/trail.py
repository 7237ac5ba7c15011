"""Where an assignment stands, read from its steps: the trail taken → communicated → line decision → executed → reported back.

A hold, deferral or extension is no stall until its own new date has passed. Nothing here asks the graph.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from model.contents import Contents
from model.decisions import ENDINGS, TRAIL, Assignment, Step, StepKind


@dataclass(frozen=True, slots=True)
class Standstill:
    """Where an assignment stands on a day; dates are ISO strings, None is unknown."""

    step: StepKind | None = None
    since: str | None = None
    next_due: str | None = None
    paused_until: str | None = None
    last_stepped: str | None = None
    open: bool = True


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Steps by date; on one day in the order of the trail, pauses and endings last, then by id."""
    ranks = {kind: rank for rank, kind in enumerate(StepKind)}
    return sorted(steps, key=lambda step: (step.on, ranks[step.kind], step.id))


def standing_of(due: str | None, steps: Iterable[Step]) -> Standstill:
    """Where an assignment due on `due` stands after `steps` (those of the assignment, in any order)."""
    now = Standstill(next_due=due)
    for step in in_order(steps):
        due = step.until if step.kind == StepKind.EXTENDED else due
        now = _after(now, step, due)
    return now


def _after(now: Standstill, step: Step, due: str | None) -> Standstill:
    """After `step`: a hold or deferral counts until its own date or the next step; else `due`, as it may be extended."""
    forward = step.kind in TRAIL and (now.step is None or TRAIL.index(step.kind) > TRAIL.index(now.step))
    paused_until = step.until if step.kind in (StepKind.HELD, StepKind.DEFERRED) else None
    return Standstill(
        step=step.kind if forward else now.step,
        since=step.on if forward else now.since,
        next_due=paused_until or due,
        paused_until=paused_until,
        last_stepped=step.on,
        open=now.open and step.kind not in ENDINGS,
    )


UNKNOWN = "unknown"
"""The list of the assignments of which neither a date nor a step is known."""


def list_of(step: str | None, example: bool) -> str:
    """The list in which an assignment without a date of its own stands: its step's; what is invented has lists of its own."""
    return (f"{step}-example" if example else str(step)) if step else UNKNOWN


def balance_of(assignment: Assignment, now: Standstill) -> str | None:
    """Its place in the balance list, whose order is that of these texts: `2026-05-01 ID`, `taken 2026-02-01 ID`, `unknown ID`.

    By the date that counts; without one, by the step and since when; None when it is closed.
    """
    if not now.open:
        return None
    if now.next_due:
        return f"{now.next_due} {assignment.id}"
    return " ".join(filter(None, (list_of(now.step, assignment.example), now.since, assignment.id)))


def kept(assignment: Assignment, steps: Iterable[Step]) -> Assignment:
    """`assignment` with the fields that are kept from its own `steps`."""
    now = standing_of(assignment.due, steps)
    return assignment.model_copy(update={**asdict(now), "balance": balance_of(assignment, now)})


def trails_kept(contents: Contents) -> Contents:
    """`contents` with every assignment's kept fields as its steps say."""
    steps: dict[str, list[Step]] = {}
    for step in contents.of(Step).values():
        steps.setdefault(step.assignment, []).append(step)
    assignments = contents.of(Assignment).values()
    return contents.with_(kept(assignment, steps.get(assignment.id, ())) for assignment in assignments)
