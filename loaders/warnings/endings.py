"""Notices about endings in a load or an edit: relations that are left behind, and first and last days that change."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from loaders.rows.rules import NoticeRule
from model.changes.operations import Operation
from model.checks.validation import build_problem
from model.edits.succession import count_remaining_relations
from model.errors import Problem
from model.language import JoinedText, PluralText, Text
from model.vocabulary.contents import Records
from model.vocabulary.days import shift_day
from model.vocabulary.decisions import Decision
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

RULES_TO_CONFIRM = frozenset({NoticeRule.TURNED_ROUND, NoticeRule.CONFIRMED_GONE})
"""The notices that an edit asks the user to confirm."""


def find_left_behind(records: Records, operations: Iterable[Operation], since: str | None = None) -> Iterator[Problem]:
    """Yield a notice for each party or decision that `operations` end and that leaves something behind.

    That are relations that hold on the day `since` (today) or later, and open assignments.
    """
    for (label, id_), counts in count_remaining_relations(records, operations, since or date.today().isoformat()).items():
        yield Problem(NoticeRule.STILL_HANGING, _describe_left_behind(label, id_, counts), None, label, id_)


def _describe_left_behind(label: str, id_: str, counts: Mapping[str, int]) -> Text:
    if label == Decision.label:
        return PluralText(
            "'{id}' ends; {n} of its assignments stays open until a step closes it: rejected, superseded or reported back",
            "'{id}' ends; {n} of its assignments stay open until a step closes them: rejected, superseded or reported back",
            id=id_,
            n=sum(counts.values()),
        )
    what = JoinedText(Text("{what} {n}", what=TYPES[type_].plural, n=n) for type_, n in counts.items())
    return Text("'{id}' ends and still has these relations, until you end or move them: {what}", id=id_, what=what)


def find_changed_days(operations: Iterable[Operation], by_hand: bool = False) -> Iterator[Problem]:
    """Yield a notice for each first or last day in the past that changes; `by_hand` also for a later last day that is put off."""
    today = date.today().isoformat()
    for operation in operations:
        if operation.before and operation.after:
            before, after = operation.record_before, operation.record
            changes = {
                "valid_from": _explain_first_day(before, after, today),
                "valid_to": _explain_last_day(before, after, today, by_hand),
            }
            yield from (_build_notice(NoticeRule.TURNED_ROUND, after, field, text) for field, text in changes.items() if text)


def find_confirmed_gone(operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield a notice for each record that is confirmed as of a day on which it does not hold."""
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
                yield _build_notice(NoticeRule.CONFIRMED_GONE, record, "confirmed_on", text)


def find_succession_gaps(old: Iterable[Record], new: Iterable[Record], day: str) -> Iterator[Problem]:
    """Yield a notice if `old` ended long before the succession on `day`, or if `new` does not hold on it."""
    for record in old:
        if shift_day(record.last_day, 1) < day:
            text = Text("it ended on {day} already and keeps that last day", day=record.display_day("valid_to"))
            yield _build_notice(NoticeRule.SUCCEEDS_GAP, record, "valid_to", text)
    for record in new:
        if record.last_day < day:
            text = Text("it ended on {day}, before the succession", day=record.display_day("valid_to"))
            yield _build_notice(NoticeRule.SUCCEEDS_GAP, record, "valid_to", text)
        elif record.first_day > day:
            text = Text("it begins on {day}, after the succession", day=record.display_day("valid_from"))
            yield _build_notice(NoticeRule.SUCCEEDS_GAP, record, "valid_from", text)


def _explain_first_day(before: Record, after: Record, today: str) -> Text | None:
    """Describe the change of a first day in the past, or of one that hides a record today; None if there is none."""
    was, now = before.valid_from, after.valid_from
    if was == now:
        return None
    if was is None:
        hides = before.holds_on(today) and after.first_day > today
        return Text("it exists today, and would begin on {now}", now=after.display_day("valid_from")) if hides else None
    if now is None:
        return Text("its first day was {was} and is taken away", was=before.display_day("valid_from"))
    if min(was, now) >= today:
        return None
    days = _describe_days("valid_from", before, after)
    if now < was:
        return PluralText("its first day was {was}, and becomes {now}: {n} day more",
                       "its first day was {was}, and becomes {now}: {n} days more", **days)  # fmt: skip
    return PluralText("its first day was {was}, and becomes {now}: {n} day less",
                   "its first day was {was}, and becomes {now}: {n} days less", **days)  # fmt: skip


def _explain_last_day(before: Record, after: Record, today: str, by_hand: bool) -> Text | None:
    """Describe the change of a last day in the past, by hand also of a later one that is put off; None if there is none."""
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
    """Return the day before and after as users read it, and the number of days between."""
    between = date.fromisoformat(getattr(after, day)) - date.fromisoformat(getattr(before, day))
    return {"was": before.display_day(day), "now": after.display_day(day), "n": abs(between.days)}


def _build_notice(rule: NoticeRule, record: Record, field: str, text: Text) -> Problem:
    name = record.id if record.party else f"{record.stem()}:{record.id}"
    hint = Text("see who wrote it, and when: landskap history {id}", id=name)
    return build_problem(rule, record, field, str(getattr(record, field) or ""), text, hint)
