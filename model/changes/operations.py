"""Nothing changes except by a ChangeSet: operations with who, when, why and from what, chained by hash.

An operation holds the whole record before and after, each record at most once in a ChangeSet, so that any ChangeSet can
be told, replayed and undone.
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
    """What becomes of one record: its values before (None when created) and after (None when removed)."""

    action: Action
    type: str
    id: str
    before: Values | None
    after: Values | None

    def as_json(self) -> dict[str, Any]:
        """The operation as plain JSON values."""
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
        """The fields that differ, as (field, before, after)."""
        before, after = self.before or {}, self.after or {}
        for name in dict.fromkeys([*before, *after]):
            if before.get(name) != after.get(name):
                yield name, before.get(name), after.get(name)


class Operations(Protocol):
    """Operations that can be gone through as often as one likes; of a large change they are kept outside memory."""

    def __iter__(self) -> Iterator[Operation]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Who changes the landscape (a function, never a person), why, and from what file with its SHA-256 (None by hand).

    `undoes` is the number of the change that this one undoes, if it does.
    """

    who: str
    why: str
    source: str | None = None
    source_sha256: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One applied change. `number` is gapless from 1; `at` is UTC, ISO 8601; `previous` is the hash of the one before."""

    number: int
    at: str
    reason: Reason
    operations: Operations
    previous: str

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON of the ChangeSet, which holds the hash of the one before."""
        before, after = serialize_head(self.head())
        return hash_pieces(chain([before], serialize_operations(self.operations), [after]))

    def as_json(self) -> dict[str, Any]:
        """The whole ChangeSet as plain JSON values."""
        return {**self.head(), "operations": [operation.as_json() for operation in self.operations]}

    def head(self) -> dict[str, Any]:
        """Everything but the operations; `undoes` only of a change that undoes another."""
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
    """The canonical JSON of a list of operations, piece by piece."""
    yield b"["
    for place, operation in enumerate(operations):
        yield (b"," if place else b"") + encode_canonical(operation.as_json())
    yield b"]"


def serialize_head(head: Values) -> tuple[bytes, bytes]:
    """The canonical JSON of a ChangeSet with that head: what stands before its list of operations, and what after it."""
    before, after = encode_canonical({**head, "operations": []}).split(b'"operations":[]')
    return before + b'"operations":', after


def count_actions(operations: Iterable[Operation]) -> dict[str, int]:
    """Action → how many."""
    counts: dict[str, int] = {}
    for operation in operations:
        counts[operation.action] = counts.get(operation.action, 0) + 1
    return counts


def build_operation(type_: str, id_: str, before: Values | None, after: Values | None) -> Operation:
    """What makes `before` (None: nothing) into `after` (None: nothing); an ending when only the last day is set.

    Who says the record may change with its ending.
    """
    if before is None:
        return Operation("create", type_, id_, None, after)
    if after is None:
        return Operation("remove", type_, id_, before, None)
    changed = {name for name, value in after.items() if before[name] != value}
    ends = changed - {"asserted_by", *period_fields_of("valid_to")} == {"valid_to"} and after["valid_to"] is not None
    return Operation("end" if ends else "set", type_, id_, before, after)


def is_ending(operation: Operation) -> bool:
    """Whether the operation gives what was there, or what is new, a last day that it did not have."""
    before, after = operation.before or {}, operation.after or {}
    return bool(after.get("valid_to")) and before.get("valid_to") != after["valid_to"]


def build_creation(record: Record) -> Operation:
    """The operation that adds `record`."""
    return build_operation(record.label, record.id, None, record.values())


def build_removal(record: Record) -> Operation:
    """The operation that takes `record` away as if it had never been."""
    return build_operation(record.label, record.id, record.values(), None)


def build_alteration(before: Record, after: Record) -> Operation:
    """The operation that makes `before` into `after`."""
    return build_operation(before.label, before.id, before.values(), after.values())


def diff_records(before: Records, after: Contents) -> list[Operation]:
    """The operations that make `before` into `after`, in the order in which they can be applied."""
    held = Contents(before.get(record.key for record in after))
    made = [operation for record in after if (operation := _diff_record(held, record))]
    gone = [build_removal(record) for record in before if after.find(*record.key) is None]
    return made + gone[::-1]


def _diff_record(before: Contents, record: Record) -> Operation | None:
    old = before.find(*record.key)
    if old is None:
        return build_creation(record)
    return build_alteration(old, record) if old != record else None


def apply_operations(contents: Contents, operations: Operations) -> Contents:
    """`contents` after `operations`."""
    gone = [operation.record_before for operation in operations if operation.after is None]
    made = [operation.record for operation in operations if operation.after is not None]
    return contents.without(gone).with_(made)
