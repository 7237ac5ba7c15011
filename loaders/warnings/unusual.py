"""What a load does to what was there that a coordinator would want to look at twice: slips of the hand in a large file."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from rapidfuzz import fuzz, utils

from loaders.rows.columns import column_values, fact_columns_of
from loaders.rows.headings import describe_column
from loaders.rows.rules import NoticeRule
from loaders.staging.conflicts import describe_field_change
from loaders.staging.store import StagedRecords
from model.changes.operations import Operation, is_ending
from model.checks.warnings import find_misordered_steps
from model.errors import Problem
from model.language import JoinedText, PluralText, Text
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.forums import Position, Seat
from model.vocabulary.types import TYPES

LARGE_SHARE, LARGE_ENOUGH = 0.25, 5
"""A quarter of a type's records, and at least five of them, is much to end or take away at once."""
LONG_AGO = timedelta(days=366)
"""A last day that is first told of when it lies longer back than this is oftener a slip than news."""
LEAST_NAME_SCORE = 50
"""How alike (0–100) two names are when the second may well be the first's successor."""


def find_mass_endings(staged: StagedRecords) -> Iterator[Problem]:
    """A large part of a type's records, or all of them, is ended or taken away."""
    going = Counter(operation.type for operation in staged.alterations() if operation.after is None or is_ending(operation))
    today = date.today().isoformat()
    for label, held in staged.held().items():
        if going[label] and not any(record.last_day >= today for record in staged.of(TYPES[label]).values()):
            text = Text("all {what} are ended or taken away, {held} in all: none are left", what=TYPES[label].plural, held=held)
            yield Problem(NoticeRule.NONE_LEFT, text, None, label)
        elif going[label] >= max(LARGE_ENOUGH, LARGE_SHARE * held):
            numbers = {"going": going[label], "held": held}
            text = Text("{going} of {held} {what} are ended or taken away", **numbers, what=TYPES[label].plural)
            yield Problem(NoticeRule.MUCH_GOES, text, None, label)


def find_ended_long_ago(operations: Iterable[Operation]) -> Iterator[Problem]:
    """A record gets a last day that lies long back."""
    border = (date.today() - LONG_AGO).isoformat()
    for operation in operations:
        if is_ending(operation) and (day := (operation.after or {})["valid_to"]) < border:
            told = operation.record.display_day("valid_to")
            text = Text("ends on {day}, more than a year ago: is the year right?", day=told)
            yield Problem(NoticeRule.ENDED_LONG_AGO, text, None, operation.type, operation.id, "valid_to", day)


def find_renamings(operations: Iterable[Operation]) -> Iterator[Problem]:
    """A name becomes quite another, without the old one among its aliases: it may be about something else."""
    for operation in operations:
        before, after = operation.before or {}, operation.after or {}
        old, new = before.get("name"), after.get("name")
        if old and new and old not in after.get("aliases", ()) and not _are_alike(old, new):
            text = Text("was called '{old}', and is to be called '{new}': is it still the same?", old=old, new=new)
            hint = Text("something else gets an id of its own; the same under a new name keeps the old one as an alias")
            yield Problem(NoticeRule.ANOTHER_NAME, text, hint, operation.type, operation.id, "name", new)


def find_double_seats(staged: StagedRecords) -> Iterator[Problem]:
    """A party is given another seat in a forum, such as a chair who stands as a member too: one person may be counted twice.

    Seats that the load lets go of, and those of who has ended, are no matter.
    """
    for seats in staged.together(Seat, "forum", "holder"):
        for one, other in combinations([] if _has_ended(staged, seats[0]) else seats, 2):
            told = next((seat for seat in (other, one) if staged.known(*seat.key) != seat), None)
            if told and one.holder and _may_be_one(one, other) and not any(staged.leaves(*seat.key) for seat in (one, other)):
                yield _describe_double_seat(told, one if told is other else other)


def find_double_seats_in_edit(records: Records, operations: Iterable[Operation]) -> Iterator[Problem]:
    """The same of a seat that is edited."""
    for operation in operations:
        seat = operation.record if operation.after else None
        if isinstance(seat, Seat) and seat.holder and not _has_ended(records, seat):
            beside = (other for other in records.find_naming(Seat, "holder", [seat.holder]) if other.forum == seat.forum)
            yield from (
                _describe_double_seat(seat, other) for other in beside if other.id != seat.id and _may_be_one(seat, other)
            )


def _has_ended(records: Records, seat: Seat) -> bool:
    """Whether who holds the seat is no more."""
    holder = records.party(seat.holder) if seat.holder else None
    return holder is not None and holder.last_day < date.today().isoformat()


def _describe_double_seat(told: Seat, beside: Seat) -> Problem:
    text = Text("'{holder}' sits there at the same time by '{id}', as {position}: is it another person?",
                holder=told.holder, id=beside.id, position=beside.position.term)  # fmt: skip
    hint = Text("the same person has one seat; a chair is a member already")
    if told.position == beside.position:
        number = Seat.columns()["number"].about.heading
        hint = Text("the same person has one seat; like seats of several are one row with the field {number}", number=number)
    return Problem(NoticeRule.ANOTHER_SEAT, text, hint, told.label, told.id, "position", told.position)


def find_missing_columns(staged: StagedRecords) -> Iterator[Problem]:
    """A table has no column for what the landscape says of its rows: that stands."""
    for (label, field), rows in sorted(staged.left_out.items()):
        text = PluralText("there is no column {column} in {what}: what the landscape says there stands, in {n} row",
                       "there is no column {column} in {what}: what the landscape says there stands, in {n} rows",
                       column=describe_column(TYPES[label].columns()[field]), what=TYPES[label].plural, n=rows)  # fmt: skip
        hint = Text("to take it away, keep the column and empty its cells")
        yield Problem(NoticeRule.NO_COLUMN, text, hint, label, "", field)


def find_contradictions(staged: StagedRecords) -> Iterator[Problem]:
    """A source says something for the first time, and otherwise than others have said it."""
    for operation in staged.alterations():
        before, after = operation.before or {}, operation.after or {}
        others, new = before.get("asserted_by") or (), set(after.get("asserted_by") or ())
        facts = fact_columns_of(TYPES[operation.type]) if after else ()
        changed = [column for column in facts if column_values(column, before) != column_values(column, after)]
        if others and changed and not new <= set(others):
            text = Text("said for the first time by {new}, and otherwise than by {others}: {changes}",
                        new=", ".join(sorted(new.difference(others))), others=", ".join(others),
                        changes=JoinedText(describe_field_change(column, before, after) for column in changed))  # fmt: skip
            yield Problem(NoticeRule.OTHERS_WORD, text, None, operation.type, operation.id)


def _may_be_one(one: Seat, other: Seat) -> bool:
    """Whether two seats of a party in a forum may be said of one and the same. Who convenes may well sit there too."""
    alike = (one.on_behalf_of, one.standing) == (other.on_behalf_of, other.standing)
    overlap = max(one.first_day, other.first_day) <= min(one.last_day, other.last_day)
    convenes = one.position != other.position and Position.CONVENER in (one.position, other.position)
    return alike and overlap and not convenes


def _are_alike(one: str, other: str) -> bool:
    return fuzz.WRatio(one, other, processor=utils.default_process) >= LEAST_NAME_SCORE


def find_not_read(staged: StagedRecords) -> Iterator[Problem]:
    """What files say and is not to be read, each kind once, at its first place."""
    for place, n in staged.aside_in.values():
        text = PluralText(
            "{n} row that begins with # is not read", "{n} rows that begin with # are not read; this is the first", n=n
        )
        yield Problem(NoticeRule.NOT_READ, text, place=place)
    for aside, n in staged.unread.items():
        if not n and aside.why:
            yield Problem(NoticeRule.NOT_READ, aside.why, None, field=aside.field, place=aside.place)
            continue
        text = PluralText("{why}: {n} row is not read", "{why}: {n} rows are not read", n=n, why=aside.why)
        if aside.field:
            text = PluralText("{why} (in {n} row)", "{why} (in {n} rows)", n=n, why=aside.why)
        yield Problem(NoticeRule.NOT_READ, text, None, field=aside.field, place=aside.place)


def find_disordered_steps(staged: StagedRecords) -> Iterator[Problem]:
    """Steps out of order in the assignments that a load touches."""
    touched = {step.assignment for step in staged.new(Step)}
    decided = set()
    for operation in staged.alterations():
        if (of := assignment_ids_of(operation)) and not staged.leaves(operation.type, operation.id):
            touched |= of
        decided |= {operation.id} if operation.type == Decision.label else set()
    if decided:
        touched |= {item.id for item in staged.of(Assignment).values() if item.decision in decided}
    yield from find_disorder(staged, touched) if touched else ()


def assignment_ids_of(operation: Operation) -> set[str]:
    """The assignment in whose steps an operation may bring disorder."""
    if operation.type == Assignment.label:
        return {operation.id}
    return {str((operation.after or operation.before or {})["assignment"])} if operation.type == Step.label else set()


def find_disorder(records: Records, assignments: Collection[str]) -> Iterator[Problem]:
    """Steps out of order in the assignments of those ids."""
    for step, text in find_misordered_steps(records):
        if step.assignment in assignments:
            yield Problem(NoticeRule.STEP_ORDER, text, None, Step.label, step.id, "on", step.on)
