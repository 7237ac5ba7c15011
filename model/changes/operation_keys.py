"""The keys of an operation: its own record, and the records that this names before or after."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache

from model.changes.operations import Operation, Values
from model.vocabulary.actors import Actor, Involvement
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Meeting, Representation, Seat
from model.vocabulary.groups import GroupMembership
from model.vocabulary.processes import ProcessFlow, Task, Theme
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from model.vocabulary.types import PARTIES, PARTY, TYPES, Key

RELATION_TYPES: tuple[type[Record], ...] = (
    Involvement, GroupMembership, Representation, Flow, Seat, Meeting, Decision, Assignment, Step, ProcessFlow, Task, Theme,
)  # fmt: skip
"""The types that are shown together with the records that they name: a party's relations, a decision's consequences."""

RELATION_LABELS = frozenset(type_.label for type_ in RELATION_TYPES)


def key_of(operation: Operation) -> Key:
    """Return the key of the operation's own record."""
    return operation.type, operation.id


def references_of_operation(operation: Operation) -> Iterator[Key]:
    """Yield the keys of all records that the operation's record names before or after, evidence included."""
    for values in filter(None, (operation.before, operation.after)):
        yield from references_of_values(operation.type, values)


def references_of_values(type_: str, values: Values) -> Iterator[Key]:
    """Yield the keys of all records that the fields of a record name, sources cited as evidence included."""
    for field, to in _reference_fields_of(type_):
        value = values.get(field)
        for id_ in value if isinstance(value, list) else [value] if value else ():
            yield to, id_
    for evidence in values.get("evidence", ()):
        yield Source.label, evidence.partition(" ")[0]


def is_operation_related(ways: AbstractSet[Key], operation: Operation) -> bool:
    """Return whether the operation's record was or is a relation of a record that is named as one of `ways`."""
    return any(is_related(ways, operation.type, values) for values in (operation.before, operation.after) if values)


def is_related(ways: AbstractSet[Key], type_: str, values: Values) -> bool:
    """Return whether a record is a relation of a record named as one of `ways`, or an organisation that resulted from it."""
    if type_ in RELATION_LABELS:
        return not ways.isdisjoint(references_of_values(type_, values))
    return any((Actor.label, id_) in ways for id_ in values.get("resulted_from", ()))


def reference_keys_of(key: Key) -> set[Key]:
    """Return the keys by which a record can be named: that of its type, and for a party also that of a `Party`."""
    return {key, (PARTY, key[1])} if TYPES[key[0]].party else {key}


def candidate_keys_of(key: Key) -> set[Key]:
    """Return the keys of the records that a reference may mean: of a `Party`, one for each type of party."""
    return {(type_.label, key[1]) for type_ in PARTIES} if key[0] == PARTY else {key}


@cache
def _reference_fields_of(type_: str) -> tuple[tuple[str, str], ...]:
    """Return a type's fields that name other records, as (field, label of the records named)."""
    return tuple((field, ref.to) for field, ref in TYPES[type_].references().items()) if type_ in TYPES else ()
