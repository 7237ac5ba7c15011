"""Where an assignment stands, read from its steps: the trail taken → communicated → line decision → executed → reported back.

A hold, deferral or extension is no stall until its own new date has passed. Nothing here asks the graph.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from model.vocabulary.contents import Contents
from model.vocabulary.decisions import ENDINGS, TRAIL, Assignment, Step, StepKind


class AssignmentState(StrEnum):
    """Whether an assignment is to be done."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


_NEXT_WHEN_OPEN: Mapping[StepKind, AssignmentState] = MappingProxyType(
    dict.fromkeys((*TRAIL, StepKind.EXTENDED), AssignmentState.OPEN)
    | dict.fromkeys((StepKind.HELD, StepKind.DEFERRED), AssignmentState.PAUSED)
    | dict.fromkeys(ENDINGS, AssignmentState.CLOSED)
)
NEXT_STATES: Mapping[AssignmentState, Mapping[StepKind, AssignmentState]] = MappingProxyType(
    {
        AssignmentState.OPEN: _NEXT_WHEN_OPEN,
        AssignmentState.PAUSED: {**_NEXT_WHEN_OPEN, StepKind.RESUMED: AssignmentState.OPEN},
        AssignmentState.CLOSED: {**dict.fromkeys(ENDINGS, AssignmentState.CLOSED), StepKind.RESUMED: AssignmentState.OPEN},
    }
)
"""State → step → the state after it. *Resumed* reopens whatever was closed, and the next ending closes it.

A step that is not there leaves the state as it is: nothing is paused or closed that could be resumed, or what is closed goes on.
"""
STATE_VERSION = 2
"""The version of what is kept from steps: raise it when the same steps leave other fields, and graphs are brought up to it."""


@dataclass(frozen=True, slots=True)
class AssignmentProgress:
    """Where an assignment stands on a day; dates are ISO strings, None is unknown."""

    step: StepKind | None = None
    since: str | None = None
    next_due: str | None = None
    next_due_words: str | None = None
    paused_until: str | None = None
    last_stepped: str | None = None
    open: bool = True

    @property
    def state(self) -> AssignmentState:
        """Whether it is to be done."""
        return AssignmentState.CLOSED if not self.open else AssignmentState.PAUSED if self.paused_until else AssignmentState.OPEN


def sort_steps(steps: Iterable[Step]) -> list[Step]:
    """Steps by date; on one day in the order of the trail, pauses and endings last, then by id."""
    ranks = {kind: rank for rank, kind in enumerate(StepKind)}
    return sorted(steps, key=lambda step: (step.on, ranks[step.kind], step.id))


_Due = tuple[str | None, str | None]
"""A day, and the words for it where it is a period's last."""


def assess_progress(due: str | None, steps: Iterable[Step], words: str | None = None) -> AssignmentProgress:
    """Where an assignment due on `due` stands after `steps` (those of the assignment, in any order).

    `words` are those for the day where it is a period's last.
    """
    return assess_ordered_steps(sort_steps(steps), due, words)


def assess_ordered_steps(steps: Iterable[Step], due: str | None = None, words: str | None = None) -> AssignmentProgress:
    """Where an assignment due on `due` stands after steps that come just as they are given."""
    counts: _Due = (due, words)
    now = AssignmentProgress(next_due=due, next_due_words=words)
    for step in steps:
        counts = (step.until, step.until_words) if step.kind == StepKind.EXTENDED else counts
        now = _apply_step(now, step, counts)
    return now


def _apply_step(now: AssignmentProgress, step: Step, due: _Due) -> AssignmentProgress:
    """After `step`: a hold or deferral counts until its own date or the next step; else `due`, as it may be extended.

    What is reopened stands at its resumption, until the trail goes on from there.
    """
    reopened = (now.state, step.kind) == (AssignmentState.CLOSED, StepKind.RESUMED)
    forward = reopened or (step.kind in TRAIL and (now.step not in TRAIL or TRAIL.index(step.kind) > TRAIL.index(now.step)))
    paused_until = step.until if step.kind in (StepKind.HELD, StepKind.DEFERRED) else None
    next_due, words = (paused_until, step.until_words) if paused_until else due
    return AssignmentProgress(
        step=step.kind if forward else now.step,
        since=step.on if forward else now.since,
        next_due=next_due,
        next_due_words=words,
        paused_until=paused_until,
        last_stepped=step.on,
        open=NEXT_STATES[now.state].get(step.kind, now.state) != AssignmentState.CLOSED,
    )


def find_idle_steps(steps: Iterable[Step]) -> list[Step]:
    """The steps of an assignment that change nothing: resumptions of what goes on, and what goes on after an ending.

    What happens on the day of a resumption belongs to it.
    """
    now, found = AssignmentProgress(), []
    for _day, group in groupby(sort_steps(steps), key=lambda step: step.on):
        idle = []
        for step in group:
            if step.kind not in NEXT_STATES[now.state]:
                idle.append(step)
            now = _apply_step(now, step, (None, None))
        found += [step for step in idle if step.kind == StepKind.RESUMED or not now.open]
    return found


UNKNOWN_LIST = "unknown"
"""The list of the assignments of which neither a date nor a step is known."""


def balance_list_of(step: str | None, example: bool) -> str:
    """The list in which an assignment without a date of its own stands: its step's; what is invented has lists of its own."""
    return (f"{step}-example" if example else str(step)) if step else UNKNOWN_LIST


def balance_of(assignment: Assignment, now: AssignmentProgress) -> str | None:
    """Its place in the balance list, whose order is that of these texts: `2026-05-01 ID`, `taken 2026-02-01 ID`, `unknown ID`.

    By the date that counts; without one, by the step and since when; None when it is closed.
    """
    if not now.open:
        return None
    if now.next_due:
        return f"{now.next_due} {assignment.id}"
    return " ".join(filter(None, (balance_list_of(now.step, assignment.example), now.since, assignment.id)))


def derive_assignment(assignment: Assignment, steps: Iterable[Step]) -> Assignment:
    """`assignment` with the fields that are kept from its own `steps`, as they are on its last day.

    A step that has ended before counts no longer; the day after its last is when something happened.
    """
    steps = list(steps)
    counting = [step for step in steps if step.last_day >= assignment.last_day]
    ended = [step for step in steps if step.last_day < assignment.last_day]
    now = asdict(assess_progress(assignment.due, counting, assignment.due_words))
    events = [*(_day_after(step.last_day) for step in ended), *(max(step.on, step.first_day) for step in counting)]
    return apply_progress(assignment, AssignmentProgress(**now | {"last_stepped": max(events, default=None)}))


def apply_progress(assignment: Assignment, now: AssignmentProgress) -> Assignment:
    """`assignment` with its kept fields as it stands `now`."""
    return assignment.model_copy(update={**asdict(now), "balance": balance_of(assignment, now)})


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def derive_assignments(contents: Contents) -> Contents:
    """`contents` with every assignment's kept fields as its steps say."""
    steps: dict[str, list[Step]] = {}
    for step in contents.of(Step).values():
        steps.setdefault(step.assignment, []).append(step)
    assignments = contents.of(Assignment).values()
    return contents.with_(derive_assignment(assignment, steps.get(assignment.id, ())) for assignment in assignments)
