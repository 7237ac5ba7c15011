"""Relations that say the same once two parties are one: made into one, which holds for the time of all and rests on all evidence.

What has been so all the while is left: only what a merger brings together becomes one.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from model.checks.validation import build_record
from model.edits.by_hand import build_refusal
from model.vocabulary.actors import Involvement
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Representation, Seat
from model.vocabulary.groups import GroupMembership
from model.vocabulary.record import EARLIEST_DAY, Certainty, Record
from model.vocabulary.types import Key

PARTY_RELATIONS: tuple[type[Record], ...] = (Involvement, GroupMembership, Representation, Flow, Seat)
"""What nothing else names, so that one of two can go."""
IGNORED_FIELDS = frozenset(
    {
        "id", "evidence", "asserted_by", "certainty", "certainty_reason", "example", "confirmed_on",
        *(field for column in Record.periods() for field in column.fields),
    }
)  # fmt: skip
"""Fields in which two relations may differ and still say the same, where their time overlaps."""


def find_duplicate_relations(contents: Contents, moved: Collection[Key]) -> Iterator[list[Record]]:
    """Groups of relations that say the same at the same time, since some of them were `moved`; those that were not come first."""
    for type_ in PARTY_RELATIONS:
        said: dict[Any, list[Record]] = {}
        for record in contents.of(type_).values():
            said.setdefault(_statement_of(record), []).append(record)
        for alike in said.values():
            for group in _group_overlapping(alike):
                if len(group) > 1 and any(record.key in moved for record in group):
                    yield sorted(group, key=lambda record: (record.key in moved, record.id))


def _statement_of(record: Record) -> tuple[Any, ...]:
    """The same of two that are to be one; vacant seats are told apart by their ids, and a seat is one, existing or proposed."""
    if isinstance(record, Seat):
        return (record.holder or record.key, record.forum, record.position, record.mandate, record.on_behalf_of)
    return tuple(str(value) for name, value in record.values().items() if name not in IGNORED_FIELDS)


def _group_overlapping(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Those that hold at the same time, together; of three the first and the last may be joined by the one between."""
    group: list[Record] = []
    last = EARLIEST_DAY
    for record in sorted(records, key=lambda record: record.first_day):
        if group and record.first_day > last:
            yield group
            group, last = [], EARLIEST_DAY
        group.append(record)
        last = max(last, record.last_day)
    yield group


def merge_relations(group: list[Record]) -> Record:
    """The first of the group, for the time and on the evidence of all; certain, or existing, if one is. Raises InputError."""
    first = next((record for record in group if record.certainty == Certainty.CERTAIN), group[0])
    values: dict[str, Any] = {
        "evidence": [item for record in group for item in record.evidence],
        "asserted_by": [item for record in group for item in record.asserted_by],
        "certainty": first.certainty,
        "certainty_reason": first.certainty_reason,
        "example": all(record.example for record in group),
        **_day_fields_of("valid_from", min(group, key=lambda record: record.valid_from or "")),
        **_day_fields_of("valid_to", max(group, key=lambda record: record.last_day)),
        "confirmed_on": max((record.confirmed_on for record in group if record.confirmed_on), default=None),
    }
    if isinstance(group[0], Seat):
        seats = [record for record in group if isinstance(record, Seat)]
        values |= {"standing": min(seat.standing for seat in seats), "number": max(seat.number for seat in seats)}
    found = build_record(type(group[0]), group[0].values() | values)
    if isinstance(found, Record):
        return found
    raise build_refusal(found)


def _day_fields_of(day: str, record: Record) -> dict[str, Any]:
    """A day of the record, and of which period it is."""
    return {field: getattr(record, field) for field in Record.columns()[day].fields}
