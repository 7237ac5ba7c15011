"""What the journal says of some records, found by the marks of its chunks and not by reading all of it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from model.changes.operation_keys import as_kept, as_named, is_told_with, key_of, named
from model.changes.operations import Operation
from model.errors import NotFound
from model.language import Text
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Step
from model.vocabulary.forums import Seat
from model.vocabulary.namesakes import aspects_of
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from model.vocabulary.types import RELATIONSHIPS, TYPES, Key
from queries.journal.chunk_index import NAMED, TOUCHED, mark, operations_in
from queries.journal.journal import BEYOND, change_set
from queries.landscape.parties import find_party, merged_into, type_of
from queries.server.chunks import AT_ONCE, chunk_id, in_batches, unpacked
from queries.server.graph import Graph

PAGE = 1000
"""Entries of the journal in a page."""
TOLD_BY_OTHERS = frozenset({*(type_.label for type_ in RELATIONSHIPS), Seat.label, Assignment.label, Step.label})
"""Types that are called by the names of what they join."""
WHERE_IDS_ARE = Text(
    "The ids of parties are told by landskap parties, those of decisions and assignments by an export: landskap export FILE.xlsx"
)
Row = dict[str, Any]
ALL = [""]
"""What every chunk is marked with."""
Happened = tuple[Row, Operation]
"""An entry of the journal, and one of its operations."""


def marks_of(touched: Iterable[Key], named: Iterable[Key] = ()) -> list[str]:
    """The marks of chunks that touch, or name, one of those records."""
    return [*(mark(TOUCHED, key) for key in touched), *(mark(NAMED, key) for key in named)]


def marked(graph: Graph, marks: list[str], before: int = BEYOND, after: int = 0) -> Iterator[Happened]:
    """All operations of the chunks that have one of `marks`, of changes between two numbers, the newest change first."""
    while rows := changes_marked(graph, marks, before, after, PAGE):
        yield from operations_of(graph, rows)
        before = rows[-1]["number"]


def happened_since(graph: Graph, number: int) -> Iterator[Operation]:
    """Every operation on a record after the change of that number, of the newest change first."""
    return (operation for _row, operation in marked(graph, ALL, after=number) if operation.type in TYPES)


def changes_marked(graph: Graph, marks: list[str], before: int, after: int, most: int) -> list[Row]:
    """The newest `most` changes between two numbers with chunks that have one of `marks`, and which chunks; newest first."""
    return graph.read("changes/touching", marks=marks, before=before, since=after, most=most).rows


def operations_of(graph: Graph, rows: Iterable[Row]) -> Iterator[Happened]:
    """All operations of those chunks of those changes."""
    for has_marks, group in groupby(rows, lambda row: bool(row["marked"] == len(row["places"]))):
        read = _of_chunks if has_marks else _of_changes
        yield from read(graph, group)


def _of_chunks(graph: Graph, rows: Iterable[Row]) -> Iterator[Happened]:
    wanted = ((row, chunk_id(f"change-{row['number']}", place)) for row in rows for place in sorted(row["places"]))
    for batch in in_batches(wanted, AT_ONCE):
        found = graph.read("changes/parts", ids=[id_ for _row, id_ in batch]).rows
        data = {chunk["id"]: chunk["data"] for chunk in found}
        for row, id_ in batch:
            yield from ((row, operation) for operation in operations_in(unpacked(data[id_])))


def _of_changes(graph: Graph, rows: Iterable[Row]) -> Iterator[Happened]:
    for row in rows:
        yield from ((row, operation) for operation in change_set(graph, row).operations)


def latest(graph: Graph, keys: Iterable[Key], before: int = BEYOND) -> dict[Key, Operation]:
    """The last operation on each of the records, before the change `before`; of a `Party`, on the actor, forum or function."""
    missing = set(keys)
    wanted = {kept for key in missing for kept in as_kept(key)}
    found: dict[Key, Operation] = {}
    for _row, operation in marked(graph, marks_of(wanted), before):
        key = key_of(operation)
        if key in wanted:
            found.setdefault(key, operation)
            missing -= as_named(key)
        if not missing:
            break
    return found


def names(graph: Graph, operations: Iterable[Operation], before: int = BEYOND) -> Contents:
    """The records that the operations name, and those by whose names these are called, as they last were before a change.

    So is what tells namesakes among them apart.
    """
    found: list[Record] = []
    asked = {(Source.label, "")}
    wanted = _named(operations)
    while wanted:
        asked |= wanted
        operations = latest(graph, wanted, before).values()
        found += map(_last_record, operations)
        wanted = _named(item for item in operations if item.type in TOLD_BY_OTHERS) - asked
    contents = Contents(found)
    parties = (party for party in contents.parties() if party.id in contents.apart())
    if telling := {key for party in parties for key in aspects_of(party)} - asked:
        return contents.with_(map(_last_record, latest(graph, telling, before).values()))
    return contents


def _last_record(operation: Operation) -> Record:
    """The record after an operation; of one that went, as it was."""
    return operation.record_before if operation.after is None else operation.record


def _named(operations: Iterable[Operation]) -> set[Key]:
    """What they name, but for the sources that are their evidence."""
    return {key for operation in operations for key in named(operation) if key[0] != Source.label}


def relations(graph: Graph, keys: set[Key], before: int = BEYOND, after: int = 0) -> Iterator[Happened]:
    """The operations on what is told together with the records of `keys`: flows, seats, successors … that name one of them."""
    ways = {way for key in keys for way in as_named(key)}
    for row, operation in marked(graph, marks_of((), ways), before, after):
        if is_told_with(ways, operation):
            yield row, operation


def find_key(graph: Graph, said: str) -> Key:
    """The type and id of what is called `said`: an id (also of what is gone), `type:id`, or a party's name. Raises NotFound."""
    unknown = Text("nothing on record is called '{said}'", said=said)
    keys = _keys_of_id(graph, said) or _keys_of_id(graph, find_party(graph, said, unknown, WHERE_IDS_ARE))
    if len(keys) == 1:
        return keys[0]
    ids = [f"{TYPES[label].stem()}:{id_}" for label, id_ in keys]
    text = Text("several have the id '{said}': {ids}", said=said, ids=", ".join(ids))
    raise NotFound(text, ids, Text("Give one of the ids."))


def _keys_of_id(graph: Graph, said: str) -> list[Key]:
    stem, _, id_ = said.rpartition(":")
    if not stem and graph.read("parties/of-id", id=id_).rows:
        return list(latest(graph, [("Party", id_)]))
    found = latest(graph, [(label, id_) for label, type_ in TYPES.items() if stem in ("", type_.stem())])
    return sorted(_now(graph, key, operation) for key, operation in found.items())


def _now(graph: Graph, key: Key, last: Operation) -> Key:
    """The record that the one of `key` was merged into; `key` itself when it was not."""
    into = merged_into(graph, key[1]) if last.after is None and TYPES[key[0]].party else None
    return (type_of(graph, into).label, into) if into else key


def former_keys(graph: Graph, key: Key) -> set[Key]:
    """What was merged into the record."""
    last = latest(graph, [key]).get(key)
    values = (last.after or last.before or {}) if last else {}
    return {(key[0], former) for former in values.get("former_ids", ())}
