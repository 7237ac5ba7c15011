"""The last values that a source's loads asserted for records, from the journal. Undone loads do not count."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from model.changes.operation_keys import key_of
from model.changes.operations import Operation
from model.changes.undo import find_undoing_changes
from model.vocabulary.types import Key
from queries.journal.journal import NO_UPPER_BOUND
from queries.journal.search import (
    ALL_MARKS,
    ENTRIES_PER_PAGE,
    find_marked_changes,
    find_operations,
    make_marks,
    read_marked_operations,
)
from queries.memory.history import read_undoings
from queries.server.graph import Graph

MOST_SEARCHED_RECORDS = 500
"""The largest number of records to find by their marks. For more, the whole journal is read."""
SOURCE_SEPARATOR = ", "
"""The separator between the sources of one load."""
AssertedValues = dict[str, Any]
"""The values that a source asserted, by field."""


def find_loads(graph: Graph, source: str) -> frozenset[int]:
    """Return the numbers of the source's loads that are not undone."""
    loads: set[int] = set()
    before = NO_UPPER_BOUND
    while rows := graph.read("changes/loads", source=source, before=before, most=ENTRIES_PER_PAGE).rows:
        loads |= {row["number"] for row in rows if source in row["source"].split(SOURCE_SEPARATOR)}
        before = rows[-1]["number"]
    return frozenset(loads - find_undoing_changes(read_undoings(graph)).keys())


def find_touched_by_others(graph: Graph, loads: frozenset[int], is_wanted: Callable[[Key], bool]) -> set[Key]:
    """Return the wanted records that other changes than `loads` have touched since the first of them."""
    others = (operation for row, operation in find_operations(graph, ALL_MARKS, after=min(loads)) if row["number"] not in loads)
    return {key for operation in others if is_wanted(key := key_of(operation))}


def read_last_asserted(graph: Graph, source: str, loads: frozenset[int], keys: Mapping[Key, Key]) -> dict[Key, AssertedValues]:
    """Return the values that the loads last wrote in each field, without those that `source` has retracted since.

    `keys` maps each record's present and former keys to its present key.
    """
    asserted: dict[Key, AssertedValues] = {}
    complete: set[Key] = set()
    for operation in _read_operations(graph, loads, keys):
        key = keys.get(key_of(operation))
        if key and key not in complete and _collect_values(asserted.setdefault(key, {}), operation, source):
            complete.add(key)
    return asserted


def _collect_values(values: AssertedValues, operation: Operation, source: str) -> bool:
    """Add the values that an older operation wrote. Return whether still older operations can be skipped."""
    before, after = operation.before or {}, operation.after or {}
    if source not in after.get("asserted_by", ()):
        return True  # the source retracted the record here
    begins = source not in before.get("asserted_by", ())
    for name in after if begins else (name for name, _before, _after in operation.fields()):
        values.setdefault(name, after[name])
    return begins


def _read_operations(graph: Graph, loads: frozenset[int], keys: Iterable[Key]) -> Iterator[Operation]:
    """Yield the operations of the loads, newest first; at least those on the records."""
    marks = make_marks(wanted) if len(wanted := list(keys)) <= MOST_SEARCHED_RECORDS else ALL_MARKS
    before, after = max(loads) + 1, min(loads) - 1
    while rows := find_marked_changes(graph, marks, before, after, ENTRIES_PER_PAGE):
        yield from (
            operation for _row, operation in read_marked_operations(graph, [row for row in rows if row["number"] in loads])
        )
        before = rows[-1]["number"]
