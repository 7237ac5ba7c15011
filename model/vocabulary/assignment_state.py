"""The state of an assignment, computed from its steps: taken → communicated → line decision → executed → reported back.

A hold, deferral or extension counts as a stall only after its own new date. Nothing here reads the graph.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from model.vocabulary.contents import Contents
from model.vocabulary.days import shift_day
from model.vocabulary.decisions import ENDINGS, TRAIL, Assignment, Step, StepKind


class AssignmentState(StrEnum):
    """Whether an assignment is open, paused or closed."""

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
        AssignmentState.OPEN: {**_NEXT_WHEN_OPEN, StepKind.VERIFIED: AssignmentState.OPEN},
        AssignmentState.PAUSED: {
            **_NEXT_WHEN_OPEN, StepKind.RESUMED: AssignmentState.OPEN, StepKind.VERIFIED: AssignmentState.PAUSED
        },
        AssignmentState.CLOSED: {
            **dict.fromkeys((*ENDINGS, StepKind.VERIFIED), AssignmentState.CLOSED), StepKind.RESUMED: AssignmentState.OPEN
        },
    }
)  # fmt: skip
"""State → step → next state. *Resumed* reopens any closed assignment; the next ending closes it again. A verification changes no
state: it confirms what the addressee said.

A step that is missing leaves the state unchanged: a resumption of an open assignment, or an ordinary step after an ending.
"""
VERIFIABLE = (StepKind.EXECUTED, StepKind.REPORTED_BACK)
"""The steps that can be verified. A verified execution stays verified when it is reported back; a resumption empties it."""
STATE_VERSION = 5
"""Version of the fields kept from the steps. Raise it when equal steps give other fields; older graphs are then updated."""


@dataclass(frozen=True, slots=True)
class AssignmentProgress:
    """The progress of an assignment on a day. Dates are ISO strings; None is unknown."""

    step: StepKind | None = None
    since: str | None = None
    next_due: str | None = None
    next_due_words: str | None = None
    paused_until: str | None = None
    last_stepped: str | None = None
    verified: str | None = None
    deferrals: int | None = None
    open: bool = True

    @property
    def state(self) -> AssignmentState:
        """The state that follows from `open` and `paused_until`."""
        return AssignmentState.CLOSED if not self.open else AssignmentState.PAUSED if self.paused_until else AssignmentState.OPEN


def sort_steps(steps: Iterable[Step]) -> list[Step]:
    """Return steps by date; on one day in the order of the trail, pauses and endings last, then by id."""
    ranks = {kind: rank for rank, kind in enumerate(StepKind)}
    return sorted(steps, key=lambda step: (step.on, ranks[step.kind], step.id))


_Due = tuple[str | None, str | None]
"""A day, and the words for it if it is the last day of a period."""


def assess_progress(due: str | None, steps: Iterable[Step], words: str | None = None) -> AssignmentProgress:
    """Return the progress of an assignment that is due on `due`, after its `steps` in any order.

    `words` are those of `due` if it is the last day of a period.
    """
    return assess_ordered_steps(sort_steps(steps), due, words)


def assess_ordered_steps(steps: Iterable[Step], due: str | None = None, words: str | None = None) -> AssignmentProgress:
    """Return the progress of an assignment that is due on `due`, after `steps` in the given order."""
    *_, now = follow_progress(steps, due, words)
    return now


def follow_progress(steps: Iterable[Step], due: str | None = None, words: str | None = None) -> Iterator[AssignmentProgress]:
    """Yield the progress of an assignment that is due on `due`: at first, and after each of `steps` in the given order."""
    counts: _Due = (due, words)
    now = AssignmentProgress(next_due=due, next_due_words=words)
    yield now
    for step in steps:
        counts = (step.until, step.until_words) if step.kind == StepKind.EXTENDED else counts
        now = _apply_step(now, step, counts)
        yield now


def _apply_step(now: AssignmentProgress, step: Step, due: _Due) -> AssignmentProgress:
    """Return the progress after `step`, where `due` is the due date as extended so far.

    A hold or deferral counts until its own date or the next step. A reopened assignment stands at its resumption until the next
    step of the trail, and what was verified or deferred before no longer counts.
    """
    if step.kind == StepKind.VERIFIED:
        return replace(now, last_stepped=step.on, verified=step.on if now.step in VERIFIABLE else now.verified)
    is_open = NEXT_STATES[now.state].get(step.kind, now.state) != AssignmentState.CLOSED
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
        verified=None if reopened else now.verified,
        deferrals=((now.deferrals or 0) + (step.kind == StepKind.DEFERRED) or None) if is_open else None,
        open=is_open,
    )


def find_idle_steps(steps: Iterable[Step]) -> list[Step]:
    """Return the steps of an assignment that have no effect: resumptions of an open one, and steps after an ending.

    Steps on the day of a resumption belong to it.
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


def find_ended_pauses(steps: Iterable[Step]) -> list[tuple[Step, Step]]:
    """Return the holds and deferrals of an assignment that another step ends before their date, each with that step.

    A resumption, an execution and an ending say that the pause is over, and a new pause takes its place: these are left out.
    """
    found: list[tuple[Step, Step]] = []
    pause: Step | None = None
    for step in sort_steps(steps):
        if step.kind == StepKind.VERIFIED:
            continue
        if pause and pause.until and step.on < pause.until and step.kind in _ENDING_PAUSES_UNSAID:
            found.append((pause, step))
        pause = step if step.kind in (StepKind.HELD, StepKind.DEFERRED) else None
    return found


_ENDING_PAUSES_UNSAID = (StepKind.TAKEN, StepKind.COMMUNICATED, StepKind.LINE_DECISION, StepKind.EXTENDED)
UNKNOWN_LIST = "unknown"
"""The list of assignments without any known date or step."""


def balance_list_of(step: str | None, example: bool) -> str:
    """Return the list of an assignment without a date of its own: that of its step, separate for examples."""
    return (f"{step}-example" if example else str(step)) if step else UNKNOWN_LIST


def make_place(id_: str, example: bool, step: str | None, since: str | None, due: str | None) -> str:
    """Return the place in the balance list of an open assignment: its date that counts, or its step and since when."""
    if due and step != StepKind.EXECUTED:
        return f"{due} {id_}"
    return " ".join(filter(None, (balance_list_of(step, example), since, id_)))


def balance_of(assignment: Assignment, now: AssignmentProgress) -> str | None:
    """Return the place in the balance list, None if closed: `2026-05-01 ID`, `taken 2026-02-01 ID` or `unknown ID`.

    The list is sorted by these texts. Without a date that counts, the place is the step and its date; so it is for what is
    executed, whatever its date: only its report is missing.
    """
    if not now.open:
        return None
    return make_place(assignment.id, assignment.example, now.step, now.since, now.next_due)


def list_counting_steps(assignment: Assignment, steps: Iterable[Step]) -> list[Step]:
    """Return the steps that count as of the assignment's own last day: those that have not ended before it."""
    return [step for step in steps if step.last_day >= assignment.last_day]


def derive_assignment(assignment: Assignment, steps: Iterable[Step]) -> Assignment:
    """Return `assignment` with the fields kept from its `steps`, as of its own last day.

    A step that ended earlier no longer counts. The day after its last day counts as the latest event.
    """
    steps = list(steps)
    counting = list_counting_steps(assignment, steps)
    ended = [step for step in steps if step.last_day < assignment.last_day]
    now = asdict(assess_progress(assignment.due, counting, assignment.due_words))
    days_after = [shift_day(step.last_day, 1) for step in ended]
    events = [*days_after, *(max(step.on, step.first_day) for step in counting)]
    return apply_progress(assignment, AssignmentProgress(**now | {"last_stepped": max(events, default=None)}))


def apply_progress(assignment: Assignment, now: AssignmentProgress) -> Assignment:
    """Return `assignment` with its kept fields set from `now`."""
    return assignment.model_copy(update={**asdict(now), "balance": balance_of(assignment, now)})


def derive_assignments(contents: Contents) -> Contents:
    """Return `contents` with the kept fields of every assignment computed from its steps."""
    steps: dict[str, list[Step]] = {}
    for step in contents.of(Step).values():
        steps.setdefault(step.assignment, []).append(step)
    assignments = contents.of(Assignment).values()
    return contents.with_(derive_assignment(assignment, steps.get(assignment.id, ())) for assignment in assignments)
