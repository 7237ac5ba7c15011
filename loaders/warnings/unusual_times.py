"""Notices about assignments and their days, in a load or an edit: open ends, idle steps, days that are too early or too late."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from loaders.rows.rules import NoticeRule
from loaders.staging.store import StagedRecords
from model.changes.operations import Operation, Operations, is_ending
from model.checks.surroundings import select_surroundings
from model.checks.validation import build_problem
from model.errors import Problem
from model.language import JoinedText, PluralText, Text
from model.vocabulary.assignment_state import find_ended_pauses, find_idle_steps
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind, StepNorm
from model.vocabulary.forums import Meeting
from model.vocabulary.record import LATEST_DAY, Record
from model.vocabulary.types import TYPES

MOST_ASSIGNMENTS_NAMED = 5
"""The number of open assignments that a notice names."""
YEARS_AHEAD = timedelta(days=3653)
"""A day more than ten years ahead is more often a slip than a plan."""


def find_open_ends(operations: Iterable[Operation], by_hand: bool = False) -> Iterator[Problem]:
    """Yield a notice if assignments end, or are removed, while they are open: how many, how many overdue, and the first."""
    today = date.today().isoformat()
    ending = [
        item.record_before
        for item in operations
        if item.type == Assignment.label
        and item.before
        and (not item.after or (is_ending(item) and item.record.last_day < today))
    ]
    open_ = [record for record in ending if isinstance(record, Assignment) and record.open]
    if not open_:
        return
    order = sorted(open_, key=lambda record: (record.next_due or LATEST_DAY, record.id))
    first = JoinedText(
        f"{record.id} ({record.next_due})" if record.next_due else record.id for record in order[:MOST_ASSIGNMENTS_NAMED]
    )
    late = sum((record.next_due or today) < today for record in open_)
    more = " …" if len(open_) > MOST_ASSIGNMENTS_NAMED else ""
    text = PluralText("{n} assignment ends while it is open, {late} past its date: {first}{more}",
                   "{n} assignments end while they are open, {late} of them past their date: {first}{more}",
                   n=len(open_), late=late, first=first, more=more)  # fmt: skip
    left_out = Text("an assignment that is done has a last step that says so; --keep-missing keeps what a file leaves out")
    hint = Text("an assignment that is done has a last step that says so") if by_hand else left_out
    yield Problem(NoticeRule.OPEN_ENDS, text, hint, Assignment.label)


def report_idle_steps(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each step in a load that has no effect now and had one before."""
    for steps in staged.find_turned_trails():
        before = [step for item in steps if isinstance(step := staged.find_known(*item.key), Step)]
        yield from _find_idle(before, steps)


def find_pauses_ended(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each pause that another step ends before its date, where one of the two is new in the load."""
    new = {step.id for step in staged.find_new(Step)}
    for steps in staged.group_by(Step, "assignment") if new else ():
        yield from _describe_ended_pauses(steps, new)


def find_due_early(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each assignment that a load makes due before its decision was taken."""
    for assignment, decision in staged.find_assignments_due_early():
        altered = any(staged.find_known(*record.key) != record for record in (assignment, decision))
        if altered and not staged.is_retracted(*assignment.key):
            yield from _check_due_early(assignment, decision)


def find_trail_notices(records: Records, operations: Operations) -> Iterator[Problem]:
    """Yield the notices about idle steps and early due days for `operations` on `records`."""
    altered = [item for item in operations if TYPES[item.type] in (Decision, Assignment, Step)]
    made = [item.record for item in altered if item.after is not None]
    gone = [item.record_before for item in altered if item.after is None]
    before = select_surroundings(records, made, gone)
    after = before.without(gone).with_(made)
    for steps in after.group_by(Step, "assignment"):
        yield from _find_idle(before.of(Step).values(), steps)
        yield from _describe_ended_pauses(steps, {record.id for record in made})
    for assignment in after.of(Assignment).values():
        decision = after.of(Decision).get(assignment.decision)
        if decision and {assignment.key, decision.key} & {record.key for record in made}:
            yield from _check_due_early(assignment, decision)


def find_norms_for_the_past(norms: Iterable[StepNorm]) -> Iterator[Problem]:
    """Yield a notice for each usual time without a first day, but for invented ones."""
    for norm in norms:
        if norm.valid_from is None and not norm.example:
            column = StepNorm.columns()["valid_from"]
            text = Text("without a first day, it also measures what was decided before today: that may become late at once")
            hint = Text("if it is new, give its first day under {column}", column=column.about.heading)
            yield build_problem(NoticeRule.NO_FIRST_DAY, norm, "valid_from", "", text, hint)


def find_far_ahead(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each new day in a load that is in the future (of decisions and steps), or far ahead (due days)."""
    for (type_, field), latest in _latest_days().items():
        yield from (_describe_too_late(record, field) for record in staged.find_later_than(latest, type_, field))


def find_far_ahead_in_edit(operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield the same notices for an edit."""
    for operation in operations:
        for (type_, field), latest in _latest_days().items():
            day = (operation.after or {}).get(field) if operation.type == type_.label else None
            if day and day > latest and day != (operation.before or {}).get(field):
                yield _describe_too_late(operation.record, field)


def _latest_days() -> dict[tuple[type[Record], str], str]:
    """Return type and field → the last day that needs no notice."""
    today = date.today()
    far = (today + YEARS_AHEAD).isoformat()
    now = today.isoformat()
    happened: dict[tuple[type[Record], str], str] = {(Decision, "taken_on"): now, (Step, "on"): now, (Meeting, "held_on"): now}
    return {**happened, (Step, "until"): far, (Assignment, "due"): far}


def _describe_too_late(record: Record, field: str) -> Problem:
    day = getattr(record, field)
    text = Text("{day} lies in the future: is the year right?", day=day)
    if (type(record), field) in ((Step, "until"), (Assignment, "due")):
        text = Text("{day} is more than ten years ahead: is the year right?", day=record.display_day(field))
    return build_problem(NoticeRule.FAR_AHEAD, record, field, day, text)


def _find_idle(before: Iterable[Step], steps: Collection[Step]) -> Iterator[Problem]:
    """Yield a notice for each of the `steps` of an assignment that has no effect, unless it had none among the steps `before`."""
    assignments = {step.assignment for step in steps}
    known = {step.id for step in find_idle_steps(step for step in before if step.assignment in assignments)}
    for step in find_idle_steps(steps):
        if step.id not in known:
            if step.kind == StepKind.RESUMED:
                text = Text("changes nothing: the assignment is neither paused nor ended, so it cannot be resumed")
                hint = None
            else:
                text = Text("changes nothing: the assignment has ended")
                hint = Text("if it goes on, it has a step '{resumed}' before", resumed=StepKind.RESUMED.term)
            yield build_problem(NoticeRule.NO_EFFECT, step, "on", step.on, text, hint)


def _describe_ended_pauses(steps: Iterable[Step], new: Collection[str]) -> Iterator[Problem]:
    """Yield a notice for each pause that ends before its date, where its step or the one that ends it is `new`."""
    for pause, step in find_ended_pauses(steps):
        if {pause.id, step.id} & {*new}:
            text = Text("ends '{pause}' until {until}: the assignment is not paused any more",
                        pause=pause.kind.term, until=pause.display_day("until"))  # fmt: skip
            hint = Text("if it still is, it has a step '{pause}' after this one", pause=pause.kind.term)
            yield build_problem(NoticeRule.PAUSE_ENDED, step, "on", step.on, text, hint)


def _check_due_early(assignment: Assignment, decision: Decision) -> Iterator[Problem]:
    """Yield a notice if the assignment is due before its decision was taken."""
    if assignment.due and decision.taken_on and assignment.due < decision.taken_on:
        text = Text(
            "due {due}, before the decision was taken, {on}: is the year right?",
            due=assignment.display_day("due"),
            on=decision.taken_on,
        )
        yield build_problem(NoticeRule.DUE_EARLY, assignment, "due", assignment.due, text)
