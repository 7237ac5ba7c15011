"""Notices about new records of parties that have ended: a record that begins after the end never holds."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from loaders.rows.rules import NoticeRule
from loaders.staging.store import StagedRecords
from model.changes.operations import Operation
from model.checks.surroundings import references_of_record
from model.edits.succession import CONTINUING_TYPES
from model.errors import Problem
from model.language import JoinedText, Text
from model.vocabulary.contents import Party, Records
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.record import Record
from model.vocabulary.types import PARTIES, TYPES, referring_fields_of

DATED_TYPES: tuple[type[Record], ...] = (*CONTINUING_TYPES, Decision)
"""The types that name parties and begin, or happen, on a day."""
MOST_IDS_NAMED = 3


class NewRecord(NamedTuple):
    """A record that is new or changes, and its earlier version."""

    record: Record
    before: Record | None


def find_after_end(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each party that had ended, about new records in a load that begin later."""
    ended = [
        id_
        for id_ in staged.ids_of_ended_parties()
        if (party := staged.party(id_))
        and (known := staged.find_known(*party.key))
        and known.valid_to == party.valid_to  # of a last day that changes, `endings` has a notice
    ]
    fields = dict.fromkeys(field for type_ in PARTIES for field in referring_fields_of(type_) if field[0] in DATED_TYPES)
    named = (record for type_, field in fields for record in staged.find_changed_naming(type_, field, ended)) if ended else ()
    stays = (record for record in named if not staged.is_retracted(*record.key))
    new = {record.key: NewRecord(record, staged.find_known(*record.key)) for record in stays}
    yield from _describe_late(staged, new.values())


def find_after_end_in_edit(records: Records, operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield the same notices for an edit of `records`."""
    made = [item for item in operations if item.after and TYPES[item.type] in DATED_TYPES]
    yield from _describe_late(records, [NewRecord(item.record, item.record_before if item.before else None) for item in made])


def _describe_late(records: Records, new: Iterable[NewRecord]) -> Iterator[Problem]:
    """Yield a notice for each party that has ended: how many new records of each type begin later, and the first of them."""
    found: dict[Party, list[Record]] = {}
    for record, before in new:
        for party in _find_ended_parties(records, record):
            if before is None or party not in set(_find_ended_parties(records, before)):
                found.setdefault(party, []).append(record)
    for party, late in found.items():
        what = JoinedText(_describe_type(type_, [record.id for record in late if isinstance(record, type_)]) for type_ in
                      dict.fromkeys(type(record) for record in late))  # fmt: skip
        text = Text("'{id}' ended on {day}; new records about it begin later, or have no first day: {what}",
                    id=party.id, day=party.display_day("valid_to"), what=what)  # fmt: skip
        hint = Text("name the party that follows it instead, or take away its last day")
        yield Problem(NoticeRule.AFTER_ITS_END, text, hint, late[0].label, late[0].id)


def _describe_type(type_: type[Record], ids: list[str]) -> Text:
    more = " …" if len(ids) > MOST_IDS_NAMED else ""
    return Text("{what} {n} ({first}{more})", what=type_.plural, n=len(ids), first=", ".join(ids[:MOST_IDS_NAMED]), more=more)


def _find_ended_parties(records: Records, record: Record) -> Iterator[Party]:
    """Yield the parties that a record names and that had ended when it begins."""
    decision = records.find(Decision.label, record.decision) if isinstance(record, Assignment) else record
    taken = decision.taken_on if isinstance(decision, Decision) else None
    first, today = max(filter(None, (record.valid_from, taken)), default=None), date.today().isoformat()
    for party in records.get(references_of_record(record)):
        if isinstance(party, Party) and (first > party.last_day if first else party.last_day < min(today, record.last_day)):
            yield party
