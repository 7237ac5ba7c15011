"""What is new about a party that has ended, in a load or an edit, and begins after that: it holds on no day."""

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
"""What is said of parties, and begins or is done on a day."""
MOST_IDS_NAMED = 3


class NewRecord(NamedTuple):
    """A record that is new, or becomes otherwise, and what it was."""

    record: Record
    before: Record | None


def find_after_end(staged: StagedRecords) -> Iterator[Problem]:
    """A load says something new of a party that had ended, which begins after that."""
    ended = [id_ for id_ in staged.ended() if (party := staged.party(id_)) and not _ends_now(staged, party)]
    fields = dict.fromkeys(naming for type_ in PARTIES for naming in referring_fields_of(type_) if naming[0] in DATED_TYPES)
    named = (record for type_, field in fields for record in staged.find_naming_anew(type_, field, ended)) if ended else ()
    new = {record.key: NewRecord(record, staged.known(*record.key)) for record in named if not staged.leaves(*record.key)}
    yield from _describe_late(staged, new.values())


def find_after_end_in_edit(records: Records, operations: Iterable[Operation]) -> Iterator[Problem]:
    """The same in an edit."""
    made = [item for item in operations if item.after and TYPES[item.type] in DATED_TYPES]
    yield from _describe_late(records, [NewRecord(item.record, item.record_before if item.before else None) for item in made])


def _ends_now(staged: StagedRecords, party: Party) -> bool:
    """Whether the load makes it end on another day: then what hangs on it is told (`loaders.warnings.endings`)."""
    known = staged.known(*party.key)
    return known is None or known.valid_to != party.valid_to


def _describe_late(records: Records, new: Iterable[NewRecord]) -> Iterator[Problem]:
    """Each party that has ended with what is new after that: how many of which type, and the first."""
    found: dict[Party, list[Record]] = {}
    for record, before in new:
        for party in _find_ended_parties(records, record):
            if before is None or party not in set(_find_ended_parties(records, before)):
                found.setdefault(party, []).append(record)
    for party, late in found.items():
        what = JoinedText(_describe_type(type_, [record.id for record in late if isinstance(record, type_)]) for type_ in
                      dict.fromkeys(type(record) for record in late))  # fmt: skip
        text = Text("'{id}' ended on {day}; what is new about it begins after that, or says no first day: {what}",
                    id=party.id, day=party.display_day("valid_to"), what=what)  # fmt: skip
        hint = Text("what follows it is named instead, or its last day is taken away")
        yield Problem(NoticeRule.AFTER_ITS_END, text, hint, late[0].label, late[0].id)


def _describe_type(type_: type[Record], ids: list[str]) -> Text:
    more = " …" if len(ids) > MOST_IDS_NAMED else ""
    return Text("{what} {n} ({first}{more})", what=type_.plural, n=len(ids), first=", ".join(ids[:MOST_IDS_NAMED]), more=more)


def _find_ended_parties(records: Records, record: Record) -> Iterator[Party]:
    """The parties that a record names, and that had ended when it begins."""
    first, today = _first_day_of(records, record), date.today().isoformat()
    for party in records.get(references_of_record(record)):
        if isinstance(party, Party) and (first > party.last_day if first else party.last_day < min(today, record.last_day)):
            yield party


def _first_day_of(records: Records, record: Record) -> str | None:
    """The day on which it begins, or was decided, if that is said."""
    of = records.find(Decision.label, record.decision) if isinstance(record, Assignment) else record
    taken = of.taken_on if isinstance(of, Decision) else None
    return max(filter(None, (record.valid_from, taken)), default=None)
