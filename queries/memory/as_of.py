"""A record as it was known at a time, from its last operation in the journal and those of its relations.

No replay is needed: an operation holds all values of its record.
"""

from model.changes.operation_keys import RELATION_TYPES, is_related, key_of, reference_keys_of
from model.changes.operations import Operation
from model.errors import NotFound
from model.history.knowledge import KnownRecord, reconstruct_record, reconstruct_standing
from model.language import Text
from model.vocabulary.actors import Actor
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.record import Record
from model.vocabulary.types import Key
from queries.journal.journal import NO_UPPER_BOUND
from queries.journal.search import (
    EntryRow,
    find_operations,
    find_relation_operations,
    make_marks,
    read_named_records,
)
from queries.memory.history import find_last_change
from queries.server.graph import Graph


def read_record_as_of(graph: Graph, key: Key, on: str, as_known_on: str | None = None) -> KnownRecord:
    """Return the record and its relations that held `on` a day, as known at the end of `as_known_on`. Raises NotFound."""
    before = find_last_change(graph, as_known_on) + 1 if as_known_on else NO_UPPER_BOUND
    row, operation = _find_last(graph, key, before, as_known_on)
    about = _find_relations(graph, {key}, before)
    steps = _find_relations(graph, {key_of(item) for item in about if item.type == Assignment.label}, before)
    listed = [*about, *steps] if key[0] == Decision.label else about
    named = read_named_records(graph, [operation, *listed], before)
    known_steps = [record for item in (*about, *steps) if isinstance(record := item.record, Step)]
    references = reference_keys_of(key)
    true = [then for item in listed if (then := reconstruct_record(item.record, known_steps, named, on))]
    relations = [item for item in true if isinstance(item, Step) or is_related(references, item.label, item.values())]
    holds = reconstruct_record(operation.record, known_steps, named, on) is not None
    record = reconstruct_standing(operation.record, known_steps, on)
    return KnownRecord(record, holds, tuple(sorted(relations, key=_order_of)), named, on, as_known_on, row["number"])


def _find_relations(graph: Graph, keys: set[Key], before: int) -> list[Operation]:
    """Return the last operations on the relations that still name one of `keys`."""
    newest: dict[Key, Operation] = {}
    for _row, operation in find_relation_operations(graph, keys, before) if keys else ():
        newest.setdefault(key_of(operation), operation)
    references = {reference for key in keys for reference in reference_keys_of(key)}
    return [item for item in newest.values() if item.after and is_related(references, item.type, item.after)]


def _order_of(record: Record) -> tuple[int, str, str]:
    """Return the sort key of a relation: the order of the vocabulary, and the date of steps."""
    return TYPE_ORDER[record.label], record.on if isinstance(record, Step) else "", record.id


def _find_last(graph: Graph, key: Key, before: int, as_known_on: str | None) -> tuple[EntryRow, Operation]:
    for row, operation in find_operations(graph, make_marks([key]), before):
        if key_of(operation) == key:
            if operation.after is None:
                break
            return row, operation
    text = Text("nothing is known of '{id}': it was removed", id=key[1])
    if as_known_on:
        text = Text("on {day} nothing was known of '{id}'", day=as_known_on, id=key[1])
    raise NotFound(text, (), Text("See its history: landskap history {id}", id=key[1]))


ORDERED_TYPES: tuple[type[Record], ...] = (Actor, *RELATION_TYPES)
TYPE_ORDER = {type_.label: place for place, type_ in enumerate(ORDERED_TYPES)}
