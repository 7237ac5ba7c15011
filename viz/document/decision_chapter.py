"""The chapter of the document on decisions: how far they have come, then each with its assignments and their steps in order."""

from collections.abc import Iterator, Sequence

from model.language import JoinedText, Localizable, Term, Text
from model.text.describe import describe_party, describe_step_days, status_marks_of
from model.text.names import name_of
from model.vocabulary.assignment_state import sort_steps
from model.vocabulary.decisions import TRAIL, Assignment, Decision, Step
from viz.document.content import ContentChapter, ContentEntry, ContentLine
from viz.document.line_writing import NOTHING, LineWriter, join_filled

_Steps = dict[str, list[Step]]
"""The steps of each assignment, by its id."""
LETTERS = (Term("F", "T"), Term("K", "C"), Term("L", "L"), Term("V", "E"), Term("Å", "R"))
"""The steps of the trail, in their order, each as a letter."""
TOLD = frozenset(
    column.about.heading
    for column in Assignment.columns().values()
    if column.about.derived or column.name in ("owner", "due", "due_words", "due_edtf")
)
"""Headings of what an assignment's line tells by itself, and of what the model keeps of its steps, which they tell."""


def write_decisions(writer: LineWriter) -> ContentChapter:
    """Return how far the decisions have come, then each decision with its assignments and the steps that they have taken."""
    steps: _Steps = {}
    for step in writer.contents.of(Step).values():
        steps.setdefault(step.assignment, []).append(step)
    assignments: dict[str, list[Assignment]] = {}
    for assignment in writer.contents.of(Assignment).values():
        assignments.setdefault(assignment.decision, []).append(assignment)
    entries = [_write_follow_up(writer, steps)] if assignments else []
    for decision in sorted(writer.contents.of(Decision).values(), key=lambda each: (each.taken_on or "", each.id)):
        lines = [writer.write_line(decision.reads, writer.describe_details(decision), [decision])]
        lines += _write_assignments(writer, assignments.get(decision.id, []), steps)
        entries.append(ContentEntry(name_of(decision), "", tuple(lines)))
    words = zip(LETTERS, TRAIL, strict=True)
    trail = JoinedText(Text("{letter} {step}", letter=letter, step=step.term) for letter, step in words)
    lede = Text("The steps of an assignment: {trail}. A dash is a step that is not on record.", trail=trail)
    return ContentChapter(Text("Decisions and their follow-up"), lede, tuple(entries))


def _write_follow_up(writer: LineWriter, steps: _Steps) -> ContentEntry:
    """Return how many assignments have taken each step, and what is known of the dates of those that are open."""
    held = list(writer.contents.of(Assignment).values())
    taken = {each.id: {step.kind for step in steps.get(each.id, ()) if step.on <= writer.day} for each in held}
    lines = [
        ContentLine(kind.term, Text("{n} of {all} assignments", n=sum(kind in one for one in taken.values()), all=len(held)))
        for kind in TRAIL
    ]
    lines.append(ContentLine(Text("dates"), JoinedText(_count_dates(writer, held))))
    return ContentEntry(Text("How far they have come"), "", tuple(lines))


def _count_dates(writer: LineWriter, held: Sequence[Assignment]) -> Iterator[Localizable]:
    """Yield how many assignments are closed, are past their date, have it before them, or have none."""
    open_ = [each for each in held if each.open]
    late = sum(is_late(each, writer.day) for each in open_)
    undated = sum(each.next_due is None for each in open_)
    counts = {
        Text("past their date"): late,
        Text("with their date ahead"): len(open_) - late - undated,
        Text("open without a date"): undated,
        Text("closed"): len(held) - len(open_),
        Text("example"): sum(each.example for each in held),
    }
    return (Text("{n} {what}", n=n, what=what) for what, n in counts.items() if n)


def is_late(assignment: Assignment, day: str) -> bool:
    """Return whether the date that counts for an open assignment is past on the day."""
    return assignment.open and assignment.next_due is not None and assignment.next_due < day


def _write_assignments(writer: LineWriter, assignments: Sequence[Assignment], steps: _Steps) -> Iterator[ContentLine]:
    """Yield a line for the assignments of a decision that have come equally far, with their addressees."""
    groups: dict[Localizable, list[Assignment]] = {}
    for assignment in assignments:
        groups.setdefault(_tell_assignment(writer, assignment, sort_steps(steps.get(assignment.id, []))), []).append(assignment)
    for told, members in groups.items():
        names = JoinedText(writer.name_parties({each.addressee for each in members}))
        taken = [step for each in members for step in steps.get(each.id, [])]
        yield writer.write_line(Text("to"), join_filled((names, told)), [*members, *taken])


def _tell_assignment(writer: LineWriter, assignment: Assignment, steps: Sequence[Step]) -> Localizable:
    """Return the trail of an assignment by letters, other steps in words, its date and owner, and its details."""
    late = Text("the date has passed") if is_late(assignment, writer.day) else NOTHING
    due = Text("due {day}", day=assignment.display_day("due")) if assignment.due else Text("no date")
    trail = _tell_steps(writer, assignment, steps) if steps else (Text("no steps on record"),)
    return join_filled((*trail, due, late, assignment.owner or Text("no owner"), writer.describe_details(assignment, TOLD)))


def _tell_steps(writer: LineWriter, assignment: Assignment, steps: Sequence[Step]) -> Iterator[Localizable]:
    """Yield the trail of an assignment, with the days of each step, then its other steps."""
    trail = []
    for letter, kind in zip(LETTERS, TRAIL, strict=True):
        days = [_tell_step(writer, assignment, step) for step in steps if step.kind == kind]
        trail.append(Text("{letter} {days}", letter=letter, days=JoinedText(days) if days else "–"))
    yield JoinedText(trail, " · ")
    yield from (
        Text("{step} {details}", step=step.kind.term, details=_tell_step(writer, assignment, step))
        for step in steps
        if step.kind not in TRAIL
    )


def _tell_step(writer: LineWriter, assignment: Assignment, step: Step) -> Localizable:
    """Return the days of a step and its reason, and what of its marks and evidence the assignment does not say."""
    said = {mark.in_("sv") for mark in status_marks_of(assignment)}
    marks = [mark for mark in status_marks_of(step) if mark.in_("sv") not in said]
    by = [describe_party(step.by, writer.contents)] if step.by else []
    cited = [] if step.evidence == assignment.evidence else [writer.cite(step.evidence)]
    more = join_filled((*by, *marks, *cited))
    return Text("{days} ({more})", days=describe_step_days(step), more=more) if more.in_("sv") else describe_step_days(step)
