"""What ends, or has ended, in a load or an edit: what still hangs on it, and what was said of the past that becomes otherwise."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from loaders.rows.rules import NoticeRule
from loaders.staging.store import StagedRecords
from model.changes.operations import Operation
from model.checks.validation import build_problem
from model.edits.succession import count_remaining_relations
from model.errors import Problem
from model.language import JoinedText, PluralText, Text
from model.vocabulary.contents import Records
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

RULES_TO_CONFIRM = frozenset({NoticeRule.TURNED_ROUND, NoticeRule.CONFIRMED_GONE})
"""What an edit by hand does not do without being asked whether it is meant."""


def find_left_behind(records: Records, operations: Iterable[Operation], since: str | None = None) -> Iterator[Problem]:
    """The parties that `operations` end, each with what holds `since` a day (today) and afterwards and names it still."""
    for (label, id_), counts in count_remaining_relations(records, operations, since or date.today().isoformat()).items():
        what = JoinedText(Text("{what} {n}", what=TYPES[type_].plural, n=n) for type_, n in counts.items())
        text = Text("'{id}' ends and still has, until you end or move it: {what}", id=id_, what=what)
        yield Problem(NoticeRule.STILL_HANGING, text, None, label, id_)


def find_left_by_load(staged: StagedRecords) -> Iterator[Problem]:
    """The same of the parties that a load ends, or lets go of."""
    return find_left_behind(staged, staged.alterations())


def find_changed_days(operations: Iterable[Operation], by_hand: bool = False) -> Iterator[Problem]:
    """A first or last day that was said, and is past, becomes another one; `by_hand` also a last day that is not past yet."""
    today = date.today().isoformat()
    for operation in operations:
        if operation.before and operation.after:
            before, after = operation.record_before, operation.record
            said = {
                "valid_from": _explain_first_day(before, after, today),
                "valid_to": _explain_last_day(before, after, today, by_hand),
            }
            yield from (_build_problem(NoticeRule.TURNED_ROUND, after, field, text) for field, text in said.items() if text)


def find_confirmed_gone(operations: Iterable[Operation]) -> Iterator[Problem]:
    """What is confirmed does not hold on the day."""
    for operation in operations:
        if operation.before and operation.after and operation.before["confirmed_on"] != operation.after["confirmed_on"]:
            record, day = operation.record, operation.record.confirmed_on
            if day and not record.holds_on(day):
                ended = record.last_day < day
                text = (
                    Text("it ended on {day}", day=record.display_day("valid_to"))
                    if ended
                    else Text("it begins on {day}", day=record.display_day("valid_from"))
                )
                yield _build_problem(NoticeRule.CONFIRMED_GONE, record, "confirmed_on", text)


def find_succession_gaps(old: Iterable[Record], new: Iterable[Record], day: str) -> Iterator[Problem]:
    """What is succeeded from `day` on ended long before it, or what follows is not there on it."""
    for record in old:
        if _day_after(record.last_day) < day:
            text = Text("it ended on {day} already, and keeps that last day", day=record.display_day("valid_to"))
            yield _build_problem(NoticeRule.SUCCEEDS_GAP, record, "valid_to", text)
    for record in new:
        if record.last_day < day:
            text = Text("it ended on {day}, before it is to follow", day=record.display_day("valid_to"))
            yield _build_problem(NoticeRule.SUCCEEDS_GAP, record, "valid_to", text)
        elif record.first_day > day:
            text = Text("it begins on {day}, after the first day of what follows", day=record.display_day("valid_from"))
            yield _build_problem(NoticeRule.SUCCEEDS_GAP, record, "valid_from", text)


def _explain_first_day(before: Record, after: Record, today: str) -> Text | None:
    """What becomes of a first day that was said, when it is past; or how one that is new hides what is there today."""
    was, now = before.valid_from, after.valid_from
    if was == now:
        return None
    if was is None:
        hides = before.holds_on(today) and after.first_day > today
        return Text("it is there today, and is to begin on {now}", now=after.display_day("valid_from")) if hides else None
    if now is None:
        return Text("its first day was {was}, and is taken away", was=before.display_day("valid_from"))
    if min(was, now) >= today:
        return None
    days = _describe_days("valid_from", before, after)
    if now < was:
        return PluralText("its first day was {was}, and becomes {now}: {n} day more",
                       "its first day was {was}, and becomes {now}: {n} days more", **days)  # fmt: skip
    return PluralText("its first day was {was}, and becomes {now}: {n} day less",
                   "its first day was {was}, and becomes {now}: {n} days less", **days)  # fmt: skip


def _explain_last_day(before: Record, after: Record, today: str, by_hand: bool) -> Text | None:
    """What becomes of a last day that was said, when it is past; by hand also of a later one that is put off."""
    was, now = before.valid_to, after.valid_to
    if was is None or was == now:
        return None
    if was >= today and not (by_hand and after.last_day > was):
        return None
    if now is None:
        return Text("its last day was {was}, and is taken away: it goes on", was=before.display_day("valid_to"))
    days = _describe_days("valid_to", before, after)
    if now > was:
        return PluralText("its last day was {was}, and becomes {now}: {n} day more",
                       "its last day was {was}, and becomes {now}: {n} days more", **days)  # fmt: skip
    return PluralText("its last day was {was}, and becomes {now}: {n} day less",
                   "its last day was {was}, and becomes {now}: {n} days less", **days)  # fmt: skip


def _describe_days(day: str, before: Record, after: Record) -> dict[str, Any]:
    """Return what a day was and is, as it is told, and how many days lie between."""
    between = abs(_count_days(getattr(before, day), getattr(after, day)))
    return {"was": before.display_day(day), "now": after.display_day(day), "n": between}


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _count_days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _build_problem(rule: NoticeRule, record: Record, field: str, text: Text) -> Problem:
    name = record.id if record.party else f"{record.stem()}:{record.id}"
    hint = Text("who said so, and when: landskap history {id}", id=name)
    return build_problem(rule, record, field, str(getattr(record, field) or ""), text, hint)
