"""Searches in the journal for the operations on some records. They use the chunks' marks instead of reading it all."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from model.changes.operation_keys import (
    candidate_keys_of,
    is_operation_related,
    key_of,
    reference_keys_of,
    references_of_operation,
)
from model.changes.operations import Operation
from model.errors import NotFound
from model.language import JoinedText, Text
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.forums import Seat
from model.vocabulary.namesakes import aspects_of
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from model.vocabulary.types import RELATIONSHIPS, TYPES, Key
from queries.journal.chunk_index import NAMED_SIGN, TOUCHED_SIGN, mark_of, parse_operations
from queries.journal.journal import NO_UPPER_BOUND, read_change_set
from queries.landscape.parties import find_merge_target, find_party, party_type_of
from queries.server.chunks import CHUNKS_PER_BATCH, chunk_id_of, split_batches, unpack_chunk
from queries.server.graph import Graph

ENTRIES_PER_PAGE = 1000
"""The number of journal entries in a page."""
TYPES_NAMED_BY_OTHERS = frozenset({*(type_.label for type_ in RELATIONSHIPS), Seat.label, Assignment.label, Step.label})
"""The types whose records are described by the names of the records that they join."""
WHERE_IDS_ARE = Text(
    "Find the ids of parties with landskap parties, and those of decisions and assignments in an export: landskap export"
    " FILE.xlsx"
)
EntryRow = dict[str, Any]
ALL_MARKS = [""]
"""Marks that match every chunk."""
EntryOperation = tuple[EntryRow, Operation]
"""A journal entry and one of its operations."""


def make_marks(touched: Iterable[Key], named: Iterable[Key] = ()) -> list[str]:
    """Return the marks of chunks that touch or name one of the records."""
    return [*(mark_of(TOUCHED_SIGN, key) for key in touched), *(mark_of(NAMED_SIGN, key) for key in named)]


def find_operations(graph: Graph, marks: list[str], before: int = NO_UPPER_BOUND, after: int = 0) -> Iterator[EntryOperation]:
    """Yield all operations in chunks with one of `marks`, of the changes between two numbers, newest change first."""
    while rows := find_marked_changes(graph, marks, before, after, ENTRIES_PER_PAGE):
        yield from read_marked_operations(graph, rows)
        before = rows[-1]["number"]


def find_operations_since(graph: Graph, number: int) -> Iterator[Operation]:
    """Yield the operations on records in all changes after `number`, newest change first."""
    return (operation for _row, operation in find_operations(graph, ALL_MARKS, after=number) if operation.type in TYPES)


def find_marked_changes(graph: Graph, marks: list[str], before: int, after: int, most: int) -> list[EntryRow]:
    """Return the newest `most` changes between two numbers that have chunks with one of `marks`, and where those are."""
    return graph.read("changes/touching", marks=marks, before=before, since=after, most=most).rows


def read_marked_operations(graph: Graph, rows: Iterable[EntryRow]) -> Iterator[EntryOperation]:
    """Yield all operations in the marked chunks of the changes."""
    for has_marks, group in groupby(rows, lambda row: bool(row["marked"] == len(row["places"]))):
        if has_marks:
            yield from _read_from_chunks(graph, group)
        else:
            yield from ((row, operation) for row in group for operation in read_change_set(graph, row).operations)


def _read_from_chunks(graph: Graph, rows: Iterable[EntryRow]) -> Iterator[EntryOperation]:
    wanted = ((row, chunk_id_of(f"change-{row['number']}", place)) for row in rows for place in sorted(row["places"]))
    for batch in split_batches(wanted, CHUNKS_PER_BATCH):
        found = graph.read("changes/parts", ids=[id_ for _row, id_ in batch]).rows
        data = {chunk["id"]: chunk["data"] for chunk in found}
        for row, id_ in batch:
            yield from ((row, operation) for operation in parse_operations(unpack_chunk(data[id_])))


def find_last_operations(graph: Graph, keys: Iterable[Key], before: int = NO_UPPER_BOUND) -> dict[Key, Operation]:
    """Return the last operation on each record before the change `before`. A `Party` key matches actors, forums and functions."""
    missing = set(keys)
    wanted = {candidate for key in missing for candidate in candidate_keys_of(key)}
    found: dict[Key, Operation] = {}
    for _row, operation in find_operations(graph, make_marks(wanted), before):
        key = key_of(operation)
        if key in wanted:
            found.setdefault(key, operation)
            missing -= reference_keys_of(key)
        if not missing:
            break
    return found


def read_named_records(graph: Graph, operations: Iterable[Operation], before: int = NO_UPPER_BOUND) -> Contents:
    """Return the records that the operations name, as they were before a change, with the records that give those their names.

    Records that tell namesakes apart are included.
    """
    found: list[Record] = []
    seen = {(Source.label, "")}
    wanted = _find_named_keys(operations)
    while wanted:
        seen |= wanted
        operations = find_last_operations(graph, wanted, before).values()
        found += map(_last_record_of, operations)
        wanted = _find_named_keys(item for item in operations if item.type in TYPES_NAMED_BY_OTHERS) - seen
    contents = Contents(found)
    parties = (party for party in contents.parties() if party.id in contents.distinctions())
    if distinguishing := {key for party in parties for key in aspects_of(party)} - seen:
        return contents.with_(map(_last_record_of, find_last_operations(graph, distinguishing, before).values()))
    return contents


def _last_record_of(operation: Operation) -> Record:
    """Return the record after the operation, or before it if the operation removed the record."""
    return operation.record_before if operation.after is None else operation.record


def _find_named_keys(operations: Iterable[Operation]) -> set[Key]:
    """Return the keys that the operations name, except sources, which are their evidence."""
    return {key for operation in operations for key in references_of_operation(operation) if key[0] != Source.label}


def find_relation_operations(
    graph: Graph, keys: set[Key], before: int = NO_UPPER_BOUND, after: int = 0
) -> Iterator[EntryOperation]:
    """Yield the operations on relations of the records of `keys`: flows, seats, successors and so on."""
    references = {reference for key in keys for reference in reference_keys_of(key)}
    for row, operation in find_operations(graph, make_marks((), references), before, after):
        if is_operation_related(references, operation):
            yield row, operation


def find_key(graph: Graph, name: str) -> Key:
    """Find a record's key by its id (also of a removed one), `type:id`, a decision's name or case number, or a party's name.

    Raises NotFound.
    """
    unknown = Text("nothing on record is called '{said}'", said=name)
    keys = _find_keys(graph, name) or _find_decision(graph, name)
    keys = keys or _find_keys(graph, find_party(graph, name, unknown, WHERE_IDS_ARE))
    if len(keys) == 1:
        return keys[0]
    ids = [f"{TYPES[label].stem()}:{id_}" for label, id_ in keys]
    text = Text("several have the id '{said}': {ids}", said=name, ids=", ".join(ids))
    raise NotFound(text, ids, Text("Give one of the ids."))


def _find_keys(graph: Graph, name: str) -> list[Key]:
    stem, _, id_ = name.rpartition(":")
    if not stem and graph.read("parties/of-id", id=id_).rows:
        return list(find_last_operations(graph, [("Party", id_)]))
    found = find_last_operations(graph, [(label, id_) for label, type_ in TYPES.items() if stem in ("", type_.stem())])
    keys: list[Key] = []
    for key, last in found.items():
        merged_into = find_merge_target(graph, key[1]) if last.after is None and TYPES[key[0]].party else None
        keys.append((party_type_of(graph, merged_into).label, merged_into) if merged_into else key)
    return sorted(keys)


def _find_decision(graph: Graph, name: str) -> list[Key]:
    """Return the key of the decision of that name or case number, if there is one. Raises NotFound where several have it."""
    rows = sorted(graph.read("decisions/of-name-or-number", said=name).rows, key=lambda row: str(row["id"]))
    if len(rows) > 1:
        ids = JoinedText(f"{row['id']} ({row['case_number']})" if row["case_number"] else row["id"] for row in rows)
        text = Text("several are called '{said}': {ids}", said=name, ids=ids)
        raise NotFound(text, [row["id"] for row in rows], Text("Give one of the ids."))
    return [(Decision.label, row["id"]) for row in rows]


def find_former_keys(graph: Graph, key: Key) -> set[Key]:
    """Return the keys of the records that were merged into the record."""
    last = find_last_operations(graph, [key]).get(key)
    values = (last.after or last.before or {}) if last else {}
    return {(key[0], former) for former in values.get("former_ids", ())}
