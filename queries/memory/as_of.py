"""What was known of a record at a time, read from the journal alone: the last that it says of the record and its relations.

The journal is not replayed: the last operation on a record holds all its values.
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
from queries.journal.search import EntryRow, find_operations, make_marks, read_named_records
from queries.journal.search import find_relation_operations as told_with
from queries.memory.history import find_last_change
from queries.server.graph import Graph


def read_record_as_of(graph: Graph, key: Key, on: str, as_known_on: str | None = None) -> KnownRecord:
    """The record and its relations that were true `on` a day, as known by the end of `as_known_on`. Raises NotFound."""
    before = find_last_change(graph, as_known_on) + 1 if as_known_on else NO_UPPER_BOUND
    row, operation = _find_last(graph, key, before, as_known_on)
    about = _find_relations(graph, {key}, before)
    steps = _find_relations(graph, {key_of(item) for item in about if item.type == Assignment.label}, before)
    listed = [*about, *steps] if key[0] == Decision.label else about
    called = read_named_records(graph, [operation, *listed], before)
    by_then = [record for item in (*about, *steps) if isinstance(record := item.record, Step)]
    ways = reference_keys_of(key)
    true = [was for item in listed if (was := reconstruct_record(item.record, by_then, called, on))]
    relations = [item for item in true if isinstance(item, Step) or is_related(ways, item.label, item.values())]
    held = reconstruct_record(operation.record, by_then, called, on) is not None
    record = reconstruct_standing(operation.record, by_then, on)
    return KnownRecord(record, held, tuple(sorted(relations, key=_order_of)), called, on, as_known_on, row["number"])


def _find_relations(graph: Graph, keys: set[Key], before: int) -> list[Operation]:
    """The last operation on each of the records that are told together with those of `keys`, and still name them."""
    newest: dict[Key, Operation] = {}
    for _row, operation in told_with(graph, keys, before) if keys else ():
        newest.setdefault(key_of(operation), operation)
    ways = {way for key in keys for way in reference_keys_of(key)}
    return [item for item in newest.values() if item.after and is_related(ways, item.type, item.after)]


def _order_of(record: Record) -> tuple[int, str, str]:
    """In the order of the vocabulary; steps by their date."""
    return TYPE_ORDER[record.label], record.on if isinstance(record, Step) else "", record.id


def _find_last(graph: Graph, key: Key, before: int, as_known_on: str | None) -> tuple[EntryRow, Operation]:
    for row, operation in find_operations(graph, make_marks([key]), before):
        if key_of(operation) == key:
            if operation.after is None:
                break
            return row, operation
    text = Text("nothing is known of '{id}': it was taken away", id=key[1])
    if as_known_on:
        text = Text("on {day} nothing was known of '{id}'", day=as_known_on, id=key[1])
    raise NotFound(text, (), Text("See what it has been through: landskap history {id}", id=key[1]))


ORDERED_TYPES: tuple[type[Record], ...] = (Actor, *RELATION_TYPES)
TYPE_ORDER = {type_.label: place for place, type_ in enumerate(ORDERED_TYPES)}
