"""What was known of a record at a time, read from the journal alone: the last that it says of the record and its relations.

The journal is not replayed: the last operation on a record holds all its values.
"""

from model.changes.operation_keys import RELATIONS, as_named, is_related, key_of
from model.changes.operations import Operation
from model.errors import NotFound
from model.history.knowledge import Known, as_it_was, standing_on
from model.language import Text
from model.vocabulary.actors import Actor
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.record import Record
from model.vocabulary.types import Key
from queries.journal.journal import BEYOND
from queries.journal.search import Row, marked, marks_of, names
from queries.journal.search import relations as told_with
from queries.memory.history import last_by
from queries.server.graph import Graph


def known(graph: Graph, key: Key, on: str, as_known_on: str | None = None) -> Known:
    """The record and its relations that were true `on` a day, as known by the end of `as_known_on`. Raises NotFound."""
    before = last_by(graph, as_known_on) + 1 if as_known_on else BEYOND
    row, operation = _last(graph, key, before, as_known_on)
    about = _related(graph, {key}, before)
    steps = _related(graph, {key_of(item) for item in about if item.type == Assignment.label}, before)
    listed = [*about, *steps] if key[0] == Decision.label else about
    called = names(graph, [operation, *listed], before)
    by_then = [record for item in (*about, *steps) if isinstance(record := item.record, Step)]
    ways = as_named(key)
    true = [was for item in listed if (was := as_it_was(item.record, by_then, called, on))]
    relations = [item for item in true if isinstance(item, Step) or is_related(ways, item.label, item.values())]
    held = as_it_was(operation.record, by_then, called, on) is not None
    record = standing_on(operation.record, by_then, on)
    return Known(record, held, tuple(sorted(relations, key=_place)), called, on, as_known_on, row["number"])


def _related(graph: Graph, keys: set[Key], before: int) -> list[Operation]:
    """The last operation on each of the records that are told together with those of `keys`, and still name them."""
    newest: dict[Key, Operation] = {}
    for _row, operation in told_with(graph, keys, before) if keys else ():
        newest.setdefault(key_of(operation), operation)
    ways = {way for key in keys for way in as_named(key)}
    return [item for item in newest.values() if item.after and is_related(ways, item.type, item.after)]


def _place(record: Record) -> tuple[int, str, str]:
    """In the order of the vocabulary; steps by their date."""
    return ORDER[record.label], record.on if isinstance(record, Step) else "", record.id


def _last(graph: Graph, key: Key, before: int, as_known_on: str | None) -> tuple[Row, Operation]:
    for row, operation in marked(graph, marks_of([key]), before):
        if key_of(operation) == key:
            if operation.after is None:
                break
            return row, operation
    text = Text("nothing is known of '{id}': it was taken away", id=key[1])
    if as_known_on:
        text = Text("on {day} nothing was known of '{id}'", day=as_known_on, id=key[1])
    raise NotFound(text, (), Text("See what it has been through: landskap history {id}", id=key[1]))


TOLD: tuple[type[Record], ...] = (Actor, *RELATIONS)
ORDER = {type_.label: place for place, type_ in enumerate(TOLD)}
