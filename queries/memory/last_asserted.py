"""What a source said of records when its loads last wrote them, read from the journal; loads that are undone do not count."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from model.changes.operation_keys import key_of
from model.changes.operations import Operation
from model.changes.undo import undone_by
from model.vocabulary.types import Key
from queries.journal.journal import BEYOND
from queries.journal.search import ALL, PAGE, changes_marked, marked, marks_of, operations_of
from queries.memory.history import undoings
from queries.server.graph import Graph

MOST_MARKS = 500
"""Records that the journal is searched for by their marks; for more all of it is read."""
SEPARATOR = ", "
"""What stands between the sources of one load."""
Word = dict[str, Any]
"""Field → what a source said in it."""


def loads_of(graph: Graph, source: str) -> frozenset[int]:
    """The numbers of the loads of `source` that are not undone."""
    return frozenset(_loads(graph, source)) - undone_by(undoings(graph)).keys()


def _loads(graph: Graph, source: str) -> Iterator[int]:
    before = BEYOND
    while rows := graph.read("changes/loads", source=source, before=before, most=PAGE).rows:
        yield from (row["number"] for row in rows if source in row["source"].split(SEPARATOR))
        before = rows[-1]["number"]


def touched_by_others(graph: Graph, loads: frozenset[int], is_wanted: Callable[[Key], bool]) -> set[Key]:
    """The wanted records that something else than those loads has touched since the first of them."""
    others = (operation for row, operation in marked(graph, ALL, after=min(loads)) if row["number"] not in loads)
    return {key for operation in others if is_wanted(key := key_of(operation))}


def last_words(graph: Graph, source: str, loads: frozenset[int], keys: Mapping[Key, Key]) -> dict[Key, Word]:
    """What the loads wrote last in each field of the records; nothing of what `source` has said no longer since.

    `keys` has, for each record, what it is or was called → what it is called now.
    """
    words: dict[Key, Word] = {}
    complete: set[Key] = set()
    for operation in _written(graph, loads, keys):
        key = keys.get(key_of(operation))
        if key and key not in complete and _goes_back(words.setdefault(key, {}), operation, source):
            complete.add(key)
    return words


def _goes_back(word: Word, operation: Operation, source: str) -> bool:
    """Add what an older operation wrote; whether there is nothing to find before it."""
    before, after = operation.before or {}, operation.after or {}
    if source not in after.get("asserted_by", ()):
        return True  # here it said the record no longer
    begins = source not in before.get("asserted_by", ())
    for name in after if begins else (name for name, _before, _after in operation.fields()):
        word.setdefault(name, after[name])
    return begins


def _written(graph: Graph, loads: frozenset[int], keys: Iterable[Key]) -> Iterator[Operation]:
    """The operations of the loads, at least those on the records, the newest first."""
    marks = marks_of(wanted) if len(wanted := list(keys)) <= MOST_MARKS else ALL
    before, after = max(loads) + 1, min(loads) - 1
    while rows := changes_marked(graph, marks, before, after, PAGE):
        yield from (operation for _row, operation in operations_of(graph, [row for row in rows if row["number"] in loads]))
        before = rows[-1]["number"]
