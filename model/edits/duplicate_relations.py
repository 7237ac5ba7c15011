"""Relations that become duplicates when two parties are merged, and how such duplicates are merged into one.

Duplicates that existed before the merger are left as they are.
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
"""Types that no other record names, so that a duplicate can be removed."""
IGNORED_FIELDS = frozenset(
    {
        "id", "evidence", "asserted_by", "certainty", "certainty_reason", "example", "confirmed_on",
        *(field for column in Record.periods() for field in column.fields),
    }
)  # fmt: skip
"""Fields in which two relations may differ and still be duplicates, if they hold at the same time."""


def find_duplicate_relations(contents: Contents, moved: Collection[Key]) -> Iterator[list[Record]]:
    """Yield groups of duplicates that hold at the same time and include one of `moved`; others come first."""
    for type_ in PARTY_RELATIONS:
        by_statement: dict[Any, list[Record]] = {}
        for record in contents.of(type_).values():
            by_statement.setdefault(_statement_of(record), []).append(record)
        for alike in by_statement.values():
            for group in _group_overlapping(alike):
                if len(group) > 1 and any(record.key in moved for record in group):
                    yield sorted(group, key=lambda record: (record.key in moved, record.id))


def _statement_of(record: Record) -> tuple[Any, ...]:
    """Return a key that is equal for duplicates.

    Vacant seats are only equal to themselves. Whether a seat exists or is proposed does not count.
    """
    if isinstance(record, Seat):
        return (record.holder or record.key, record.forum, record.position, record.mandate, record.on_behalf_of)
    return tuple(str(value) for name, value in record.values().items() if name not in IGNORED_FIELDS)


def _group_overlapping(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield groups of records whose time overlaps, also through a third record between two."""
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
    """Return the first of the group with the time and evidence of all; certain, or existing, if one is. Raises InputError."""
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
    """Return a day of the record with its period fields."""
    return {field: getattr(record, field) for field in Record.columns()[day].fields}
