"""Notices about changes of existing records that may be slips in a large file."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

from rapidfuzz import fuzz, utils

from loaders.rows.columns import column_values, fact_columns_of
from loaders.rows.dataset import SkippedRow
from loaders.rows.headings import describe_column
from loaders.rows.rules import NoticeRule
from loaders.staging.conflicts import describe_field_change
from loaders.staging.store import StagedRecords
from model.changes.operations import Operation, is_ending
from model.checks.warnings import find_misordered_steps
from model.errors import Problem
from model.language import JoinedText, PluralText, Text
from model.representation.rule_states import year_after
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.forums import Headcount, Position, Seat
from model.vocabulary.types import TYPES

LARGE_SHARE, LARGE_ENOUGH = 0.25, 5
"""Ending or removing a quarter of a type's records, and at least five, gives a notice."""
LONG_AGO = timedelta(days=366)
"""A new last day further back than this is more often a slip than news."""
LEAST_NAME_SCORE = 50
"""The similarity (0–100) from which a new name may well be of the same party."""


def find_mass_endings(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each type of which a large part, or all, is ended or removed."""
    ending = Counter(operation.type for operation in staged.alterations() if operation.after is None or is_ending(operation))
    today = date.today().isoformat()
    for label, held in staged.count_known().items():
        if ending[label] and not any(record.last_day >= today for record in staged.of(TYPES[label]).values()):
            text = Text("all {what} are ended or taken away, {held} in all: none is left", what=TYPES[label].plural, held=held)
            yield Problem(NoticeRule.NONE_LEFT, text, None, label)
        elif ending[label] >= max(LARGE_ENOUGH, LARGE_SHARE * held):
            numbers = {"going": ending[label], "held": held}
            text = Text("{going} of {held} {what} are ended or taken away", **numbers, what=TYPES[label].plural)
            yield Problem(NoticeRule.MUCH_GOES, text, None, label)


def find_ended_long_ago(operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield a notice for each record that gets a last day long ago."""
    border = (date.today() - LONG_AGO).isoformat()
    for operation in operations:
        if is_ending(operation) and (day := (operation.after or {})["valid_to"]) < border:
            shown = operation.record.display_day("valid_to")
            text = Text("ends on {day}, more than a year ago: is the year right?", day=shown)
            yield Problem(NoticeRule.ENDED_LONG_AGO, text, None, operation.type, operation.id, "valid_to", day)


def find_renamings(operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield a notice for each name that becomes quite another, without the old one as an alias: it may be another party."""
    for operation in operations:
        before, after = operation.before or {}, operation.after or {}
        old, new = before.get("name"), after.get("name")
        if (
            old
            and new
            and old not in after.get("aliases", ())
            and fuzz.WRatio(old, new, processor=utils.default_process) < LEAST_NAME_SCORE
        ):
            text = Text("was called '{old}', and is to be called '{new}': is it still the same?", old=old, new=new)
            hint = Text("give another party an id of its own; if it is the same under a new name, keep the old name as an alias")
            yield Problem(NoticeRule.ANOTHER_NAME, text, hint, operation.type, operation.id, "name", new)


def find_double_seats(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each party that gets another seat in a forum, such as a chair listed as a member too.

    One person may be counted twice. Seats that the load retracts, and those of parties that have ended, do not count.
    """
    for seats in staged.find_sharing(Seat, "forum", "holder"):
        for one, other in combinations([] if _has_ended(staged, seats[0]) else seats, 2):
            changed = next((seat for seat in (other, one) if staged.find_known(*seat.key) != seat), None)
            if (
                changed
                and one.holder
                and _may_be_one(one, other)
                and not any(staged.is_retracted(*seat.key) for seat in (one, other))
            ):
                yield _describe_double_seat(changed, one if changed is other else other)


def find_counted_often(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each headcount less than a year after another of the forum, which it replaces in every answer."""
    for counts in staged.group_by(Headcount, "forum"):
        for one, other in pairwise(sorted(counts, key=lambda count: (count.on, count.id))):
            is_new = any(staged.find_known(*count.key) != count for count in (one, other))
            if is_new and other.on < year_after(one.on):
                text = Text(
                    "less than a year after '{id}' ({day}), which no answer shows any more: both would tell who came or left",
                    id=one.id,
                    day=one.on,
                )
                hint = Text("to correct a count, load it with the id that it had; otherwise count at most once a year")
                yield Problem(NoticeRule.COUNTED_OFTEN, text, hint, other.label, other.id, "on", other.on)


def find_double_seats_in_edit(records: Records, operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield the same notices for the seats that an edit adds or changes."""
    for operation in operations:
        seat = operation.record if operation.after else None
        if isinstance(seat, Seat) and seat.holder and not _has_ended(records, seat):
            beside = (other for other in records.find_naming(Seat, "holder", [seat.holder]) if other.forum == seat.forum)
            yield from (
                _describe_double_seat(seat, other) for other in beside if other.id != seat.id and _may_be_one(seat, other)
            )


def _has_ended(records: Records, seat: Seat) -> bool:
    """Return whether the holder of the seat has ended."""
    holder = records.party(seat.holder) if seat.holder else None
    return holder is not None and holder.last_day < date.today().isoformat()


def _describe_double_seat(seat: Seat, beside: Seat) -> Problem:
    text = Text("'{holder}' sits there at the same time by '{id}', as {position}: is it another person?",
                holder=seat.holder, id=beside.id, position=beside.position.term)  # fmt: skip
    hint = Text("a person has one seat; a chair is a member already")
    if seat.position == beside.position:
        number = Seat.columns()["number"].about.heading
        hint = Text(
            "a person has one seat; write equal seats of several persons as one row with the field {number}", number=number
        )
    return Problem(NoticeRule.ANOTHER_SEAT, text, hint, seat.label, seat.id, "position", seat.position)


def find_missing_columns(missing: Mapping[tuple[str, str], int]) -> Iterator[Problem]:
    """Yield a notice for each field without a column in a table: the landscape's values stand.

    `missing` is type and field → the number of rows with such a value.
    """
    for (label, field), rows in sorted(missing.items()):
        text = PluralText("{what} have no column {column}: the landscape's values there stand, in {n} row",
                       "{what} have no column {column}: the landscape's values there stand, in {n} rows",
                       column=describe_column(TYPES[label].columns()[field]), what=TYPES[label].plural, n=rows)  # fmt: skip
        hint = Text("to take it away, keep the column and empty its cells")
        yield Problem(NoticeRule.NO_COLUMN, text, hint, label, "", field)


def find_contradictions(operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield a notice for each record that a source has for the first time, with other values than its other sources."""
    for operation in operations:
        before, after = operation.before or {}, operation.after or {}
        others, new = before.get("asserted_by") or (), set(after.get("asserted_by") or ())
        facts = fact_columns_of(TYPES[operation.type]) if after else ()
        changed = [column for column in facts if column_values(column, before) != column_values(column, after)]
        if others and changed and not new <= set(others):
            text = Text("new from {new}, and different from what {others} had: {changes}",
                        new=", ".join(sorted(new.difference(others))), others=", ".join(others),
                        changes=JoinedText(describe_field_change(column, before, after) for column in changed))  # fmt: skip
            yield Problem(NoticeRule.OTHERS_WORD, text, None, operation.type, operation.id)


def _may_be_one(one: Seat, other: Seat) -> bool:
    """Return whether two seats of a party in a forum may be one person's. A convener may have a seat of its own."""
    alike = (one.on_behalf_of, one.standing) == (other.on_behalf_of, other.standing)
    overlap = max(one.first_day, other.first_day) <= min(one.last_day, other.last_day)
    convenes = one.position != other.position and Position.CONVENER in (one.position, other.position)
    return alike and overlap and not convenes


def find_not_read(skipped: Sequence[tuple[SkippedRow, int]]) -> Iterator[Problem]:
    """Yield a notice for each kind of row that is not read, at the first such row."""
    for row, n in skipped:
        text: Text
        if row.why is None:
            text = PluralText(
                "{n} row that begins with # is not read", "{n} rows that begin with # are not read; this is the first", n=n
            )
        elif not n:
            text = row.why
        elif row.field:
            text = PluralText("{why} (in {n} row)", "{why} (in {n} rows)", n=n, why=row.why)
        else:
            text = PluralText("{why}: {n} row is not read", "{why}: {n} rows are not read", n=n, why=row.why)
        yield Problem(NoticeRule.NOT_READ, text, None, field=row.field, place=row.place)


def find_disordered_steps(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each step out of order in the assignments that a load touches."""
    touched = {step.assignment for step in staged.find_new(Step)}
    decisions = set()
    for operation in staged.alterations():
        if (ids := _assignment_ids_of(operation)) and not staged.is_retracted(operation.type, operation.id):
            touched |= ids
        decisions |= {operation.id} if operation.type == Decision.label else set()
    if decisions:
        touched |= {item.id for item in staged.of(Assignment).values() if item.decision in decisions}
    yield from find_disorder(staged, touched) if touched else ()


def _assignment_ids_of(operation: Operation) -> set[str]:
    """Return the ids of the assignments whose steps an operation may put out of order."""
    if operation.type == Assignment.label:
        return {operation.id}
    return {str((operation.after or operation.before or {})["assignment"])} if operation.type == Step.label else set()


def find_disorder(records: Records, assignments: Collection[str]) -> Iterator[Problem]:
    """Yield a notice for each step out of order in the assignments with those ids, first those before their decision."""
    found = [(step, text) for step, text in find_misordered_steps(records) if step.assignment in assignments]
    for step, text in sorted(found, key=lambda item: "before" in item[1].values):  # the step before which it stands
        rule = NoticeRule.STEP_ORDER if "before" in text.values else NoticeRule.BEFORE_DECISION
        yield Problem(rule, text, None, Step.label, step.id, "on", step.on)
