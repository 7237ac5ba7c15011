"""The history of the landscape or of one record: the changes in the journal with their operations."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from model.changes.operation_keys import is_operation_related, key_of, reference_keys_of
from model.changes.operations import Operation
from model.changes.undo import find_undoing_changes
from model.errors import NotUnderstood
from model.history.change_history import Entry
from model.language import Text
from model.text.timestamps import start_of_day
from model.vocabulary.days import shift_day
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.record import validate_date
from model.vocabulary.types import Key
from queries.journal.journal import NO_UPPER_BOUND, reason_of
from queries.journal.search import (
    ALL_MARKS,
    EntryOperation,
    EntryRow,
    find_former_keys,
    find_marked_changes,
    find_operations,
    find_relation_operations,
    make_marks,
    read_marked_operations,
    read_named_records,
)
from queries.server.graph import Graph

MOST_LISTED_OPERATIONS = 20
"""The largest number of operations to list for a change in the history of all. Larger changes only get their counts."""
MOST_HISTORY_ENTRIES = 999
"""The largest number of changes in one answer."""
_ChangeOperations = tuple[EntryRow, list[Operation] | None]


@dataclass(frozen=True, slots=True)
class History:
    """A page of changes, newest first. `next` is the number of the last one if there are older ones."""

    entries: list[Entry]
    next: str | None


def read_history(graph: Graph, most: int, after: int = 0, before: int = NO_UPPER_BOUND) -> History:
    """Return the newest `most` changes between the changes `after` and `before`. Small ones include all their operations."""
    rows = find_marked_changes(graph, ALL_MARKS, before, after, most + 1)
    few = {row["number"]: list[Operation]() for row in rows if row["operations"] <= MOST_LISTED_OPERATIONS}
    for row, operation in read_marked_operations(graph, [row for row in rows if row["number"] in few]):
        few[row["number"]].append(operation)
    return _build_history(graph, ((row, few.get(row["number"])) for row in rows), most)


def read_record_history(graph: Graph, key: Key, most: int, after: int = 0, before: int = NO_UPPER_BOUND) -> History:
    """Return the newest `most` changes between `after` and `before` that touched the record or its relations."""
    by_change = groupby(_find_operations_about(graph, key, after, before), lambda happened: int(happened[0]["number"]))
    groups = (list(group) for _number, group in by_change)
    return _build_history(graph, ((group[0][0], [operation for _row, operation in group]) for group in groups), most)


def _find_operations_about(graph: Graph, key: Key, after: int, before: int) -> Iterator[EntryOperation]:
    """Yield the operations on the record, on records merged into it, and on their relations. Decisions include their steps."""
    keys = {key, *find_former_keys(graph, key)}
    if key[0] == Decision.label:
        keys |= {key_of(item) for _row, item in find_relation_operations(graph, keys) if item.type == Assignment.label}
    references = {reference for one in keys for reference in reference_keys_of(one)}
    for row, operation in find_operations(graph, make_marks(keys, references), before, after):
        if key_of(operation) in keys or is_operation_related(references, operation):
            yield row, operation


def _build_history(graph: Graph, found: Iterator[_ChangeOperations], most: int) -> History:
    changes = list(islice(found, most + 1))
    shown = changes[:most]
    named = read_named_records(graph, [operation for _row, operations in shown for operation in operations or ()])
    undone = find_undoing_changes(read_undoings(graph))
    entries = [
        Entry(row["number"], row["at"], reason_of(row), json.loads(row["counts"]), row["hash"], operations, named,
              undone.get(row["number"]))
        for row, operations in shown
    ]  # fmt: skip
    return History(entries, str(entries[-1].number) if len(changes) > most else None)


def read_undoings(graph: Graph) -> Iterator[tuple[int, int]]:
    """Yield the number of each change that undoes another, with that one's number, oldest first."""
    after = 0
    while rows := graph.read("changes/undoings", since=after, most=1000).rows:
        yield from ((row["number"], row["undoes"]) for row in rows)
        after = rows[-1]["number"]


def parse_change_number(text: str) -> int | None:
    """Return the number in `7` or `change-7`, or None for other text."""
    found = re.fullmatch(r"(?:change-)?([0-9]{1,15})", text)
    return int(found[1]) if found else None


def find_last_change(graph: Graph, day: str) -> int:
    """Return the number of the last change on or before the local `day`; 0 if there is none."""
    return _find_last_before(graph, shift_day(day, 1))


def _find_last_before(graph: Graph, day: str) -> int:
    return int(graph.read("changes/last-by", moment=start_of_day(day)).rows[0]["number"] or 0)


def find_number_after(graph: Graph, text: str | None) -> int:
    """Return the number of the change after which a history begins, from a change or a day. Raises NotUnderstood."""
    return _parse_number(text, 0, lambda day: find_last_change(graph, day))


def find_number_before(graph: Graph, text: str | None) -> int:
    """Return the number of the change before which a history ends, from a change or a day. Raises NotUnderstood."""
    return _parse_number(text, NO_UPPER_BOUND, lambda day: _find_last_before(graph, day) + 1)


def _parse_number(text: str | None, default: int, of_day: Callable[[str], int]) -> int:
    if text is None:
        return default
    if (number := parse_change_number(text)) is not None:
        return number
    try:
        return of_day(validate_date(text))
    except ValueError:
        wrong = Text("'{said}' is neither a change nor a date", said=text)
        raise NotUnderstood(wrong, (), Text("Write a change as 7, a date as YYYY-MM-DD.")) from None
