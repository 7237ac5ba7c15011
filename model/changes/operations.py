"""Change sets: operations on records with who, when, why and from what, chained by hash.

An operation holds the whole record before and after, and a change set holds at most one operation per record. So any change set
can be described, replayed and undone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, Protocol

from model.changes.chain import encode_canonical, hash_pieces
from model.vocabulary.contents import Contents, Records
from model.vocabulary.record import Record, period_fields_of
from model.vocabulary.types import TYPES

Action = Literal["create", "set", "end", "remove", "publish"]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """What a change does to one record: its values before (None if created) and after (None if removed)."""

    action: Action
    type: str
    id: str
    before: Values | None
    after: Values | None

    def as_json(self) -> dict[str, Any]:
        """Return the operation as plain JSON values."""
        return {"action": self.action, "type": self.type, "id": self.id, "before": self.before, "after": self.after}

    @property
    def record(self) -> Record:
        """The record after the operation. Raises ValueError for a removal."""
        if self.after is None:
            raise ValueError("a removed record has no values after")
        return TYPES[self.type].model_validate(self.after)

    @property
    def record_before(self) -> Record:
        """The record before the operation. Raises ValueError for a creation."""
        if self.before is None:
            raise ValueError("a created record has no values before")
        return TYPES[self.type].model_validate(self.before)

    def fields(self) -> Iterator[tuple[str, Any, Any]]:
        """Yield the fields that differ, as (field, before, after)."""
        before, after = self.before or {}, self.after or {}
        for name in dict.fromkeys([*before, *after]):
            if before.get(name) != after.get(name):
                yield name, before.get(name), after.get(name)


class Operations(Protocol):
    """Operations that can be iterated any number of times; those of a large change are kept outside memory."""

    def __iter__(self) -> Iterator[Operation]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Who changes the landscape (a function, never a person), why, and from which file with its SHA-256 (None by hand).

    `undoes` is the number of the change that this one undoes, if any.
    """

    who: str
    why: str
    source: str | None = None
    source_sha256: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One applied change. `number` is gapless from 1; `at` is UTC, ISO 8601; `previous` is the hash of the change before."""

    number: int
    at: str
    reason: Reason
    operations: Operations
    previous: str

    @property
    def hash(self) -> str:
        """The SHA-256 of the change set's canonical JSON, which includes the hash of the change before."""
        before, after = serialize_head(self.head())
        return hash_pieces(chain([before], serialize_operations(self.operations), [after]))

    def as_json(self) -> dict[str, Any]:
        """Return the whole change set as plain JSON values."""
        return {**self.head(), "operations": [operation.as_json() for operation in self.operations]}

    def head(self) -> dict[str, Any]:
        """Return everything but the operations. It has `undoes` only if the change undoes another."""
        undoes = {} if self.reason.undoes is None else {"undoes": self.reason.undoes}
        return {
            "number": self.number,
            "at": self.at,
            "who": self.reason.who,
            "why": self.reason.why,
            "source": self.reason.source,
            "source_sha256": self.reason.source_sha256,
            "previous": self.previous,
            **undoes,
        }


def serialize_operations(operations: Iterable[Operation]) -> Iterator[bytes]:
    """Yield the canonical JSON of a list of operations in pieces."""
    yield b"["
    for place, operation in enumerate(operations):
        yield (b"," if place else b"") + encode_canonical(operation.as_json())
    yield b"]"


def serialize_head(head: Values) -> tuple[bytes, bytes]:
    """Return the canonical JSON of a change set without its operations: the parts before and after their list."""
    before, after = encode_canonical({**head, "operations": []}).split(b'"operations":[]')
    return before + b'"operations":', after


def count_actions(operations: Iterable[Operation]) -> dict[str, int]:
    """Return action → number of operations."""
    counts: dict[str, int] = {}
    for operation in operations:
        counts[operation.action] = counts.get(operation.action, 0) + 1
    return counts


def build_operation(type_: str, id_: str, before: Values | None, after: Values | None) -> Operation:
    """Return the operation that turns `before` (None: nothing) into `after` (None: nothing).

    It is an ending if it only sets the last day, and possibly who asserts the record.
    """
    if before is None:
        return Operation("create", type_, id_, None, after)
    if after is None:
        return Operation("remove", type_, id_, before, None)
    changed = {name for name, value in after.items() if before[name] != value}
    ends = changed - {"asserted_by", *period_fields_of("valid_to")} == {"valid_to"} and after["valid_to"] is not None
    return Operation("end" if ends else "set", type_, id_, before, after)


def is_ending(operation: Operation) -> bool:
    """Return whether the operation gives a record a last day that it did not have."""
    before, after = operation.before or {}, operation.after or {}
    return bool(after.get("valid_to")) and before.get("valid_to") != after["valid_to"]


def build_creation(record: Record) -> Operation:
    """Return the operation that adds `record`."""
    return build_operation(record.label, record.id, None, record.values())


def build_removal(record: Record) -> Operation:
    """Return the operation that removes `record` as if it had never existed."""
    return build_operation(record.label, record.id, record.values(), None)


def build_alteration(before: Record, after: Record) -> Operation:
    """Return the operation that turns `before` into `after`."""
    return build_operation(before.label, before.id, before.values(), after.values())


def diff_records(before: Records, after: Contents) -> list[Operation]:
    """Return the operations that turn `before` into `after`, in an order in which they can be applied."""
    common = Contents(before.get(record.key for record in after))
    operations: list[Operation] = []
    for record in after:
        old = common.find(*record.key)
        if old is None:
            operations.append(build_creation(record))
        elif old != record:
            operations.append(build_alteration(old, record))
    removals = [build_removal(record) for record in before if after.find(*record.key) is None]
    return operations + removals[::-1]


def apply_operations(contents: Contents, operations: Operations) -> Contents:
    """Return `contents` after `operations`."""
    gone = [operation.record_before for operation in operations if operation.after is None]
    made = [operation.record for operation in operations if operation.after is not None]
    return contents.without(gone).with_(made)
