"""What a source said of records when its loads last wrote them, read from the journal; loads that are undone do not count."""

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
"""Records that the journal is searched for by their marks; for more all of it is read."""
SOURCE_SEPARATOR = ", "
"""What stands between the sources of one load."""
AssertedValues = dict[str, Any]
"""Field → what a source said in it."""


def find_loads(graph: Graph, source: str) -> frozenset[int]:
    """The numbers of the loads of `source` that are not undone."""
    return frozenset(_read_loads(graph, source)) - find_undoing_changes(read_undoings(graph)).keys()


def _read_loads(graph: Graph, source: str) -> Iterator[int]:
    before = NO_UPPER_BOUND
    while rows := graph.read("changes/loads", source=source, before=before, most=ENTRIES_PER_PAGE).rows:
        yield from (row["number"] for row in rows if source in row["source"].split(SOURCE_SEPARATOR))
        before = rows[-1]["number"]


def find_touched_by_others(graph: Graph, loads: frozenset[int], is_wanted: Callable[[Key], bool]) -> set[Key]:
    """The wanted records that something else than those loads has touched since the first of them."""
    others = (operation for row, operation in find_operations(graph, ALL_MARKS, after=min(loads)) if row["number"] not in loads)
    return {key for operation in others if is_wanted(key := key_of(operation))}


def read_last_asserted(graph: Graph, source: str, loads: frozenset[int], keys: Mapping[Key, Key]) -> dict[Key, AssertedValues]:
    """What the loads wrote last in each field of the records; nothing of what `source` has said no longer since.

    `keys` has, for each record, what it is or was called → what it is called now.
    """
    words: dict[Key, AssertedValues] = {}
    complete: set[Key] = set()
    for operation in _read_operations(graph, loads, keys):
        key = keys.get(key_of(operation))
        if key and key not in complete and _collect_values(words.setdefault(key, {}), operation, source):
            complete.add(key)
    return words


def _collect_values(word: AssertedValues, operation: Operation, source: str) -> bool:
    """Add what an older operation wrote; whether there is nothing to find before it."""
    before, after = operation.before or {}, operation.after or {}
    if source not in after.get("asserted_by", ()):
        return True  # here it said the record no longer
    begins = source not in before.get("asserted_by", ())
    for name in after if begins else (name for name, _before, _after in operation.fields()):
        word.setdefault(name, after[name])
    return begins


def _read_operations(graph: Graph, loads: frozenset[int], keys: Iterable[Key]) -> Iterator[Operation]:
    """The operations of the loads, at least those on the records, the newest first."""
    marks = make_marks(wanted) if len(wanted := list(keys)) <= MOST_SEARCHED_RECORDS else ALL_MARKS
    before, after = max(loads) + 1, min(loads) - 1
    while rows := find_marked_changes(graph, marks, before, after, ENTRIES_PER_PAGE):
        yield from (
            operation for _row, operation in read_marked_operations(graph, [row for row in rows if row["number"] in loads])
        )
        before = rows[-1]["number"]
