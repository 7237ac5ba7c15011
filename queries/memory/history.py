"""What changed, when, by what: the journal as people read it, of all or of one record."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice

from model.changes.operation_keys import is_operation_related, key_of, reference_keys_of
from model.changes.operations import Operation
from model.changes.undo import find_undoing_changes
from model.errors import NotUnderstood
from model.history.change_history import Entry
from model.language import Text
from model.text.timestamps import start_of_day
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
"""Operations of a change that are told one by one where all changes are listed; of larger changes they are counted."""
MOST_HISTORY_ENTRIES = 999
"""Changes at most in one answer."""
_ChangeOperations = tuple[EntryRow, list[Operation] | None]


@dataclass(frozen=True, slots=True)
class History:
    """Changes, newest first; `next` is the number of the last when there are older ones than were asked for."""

    entries: list[Entry]
    next: str | None


def read_history(graph: Graph, most: int, after: int = 0, before: int = NO_UPPER_BOUND) -> History:
    """The newest `most` of the changes between the changes `after` and `before`; small ones with all their operations."""
    rows = find_marked_changes(graph, ALL_MARKS, before, after, most + 1)
    few = {row["number"]: list[Operation]() for row in rows if row["operations"] <= MOST_LISTED_OPERATIONS}
    for row, operation in read_marked_operations(graph, [row for row in rows if row["number"] in few]):
        few[row["number"]].append(operation)
    return _build_history(graph, ((row, few.get(row["number"])) for row in rows), most)


def read_record_history(graph: Graph, key: Key, most: int, after: int = 0, before: int = NO_UPPER_BOUND) -> History:
    """The newest `most` of the changes between two that touched the record, or what is told together with it."""
    by_change = groupby(_find_operations_about(graph, key, after, before), lambda happened: int(happened[0]["number"]))
    groups = (list(group) for _number, group in by_change)
    return _build_history(graph, ((group[0][0], [operation for _row, operation in group]) for group in groups), most)


def _find_operations_about(graph: Graph, key: Key, after: int, before: int) -> Iterator[EntryOperation]:
    """The operations on the record, what was merged into it, and their relations; of a decision, also on the steps of its own."""
    keys = {key, *find_former_keys(graph, key)}
    if key[0] == Decision.label:
        keys |= {key_of(item) for _row, item in find_relation_operations(graph, keys) if item.type == Assignment.label}
    ways = {way for one in keys for way in reference_keys_of(one)}
    for row, operation in find_operations(graph, make_marks(keys, ways), before, after):
        if key_of(operation) in keys or is_operation_related(ways, operation):
            yield row, operation


def _build_history(graph: Graph, found: Iterator[_ChangeOperations], most: int) -> History:
    told = list(islice(found, most + 1))
    kept = told[:most]
    called = read_named_records(graph, [operation for _row, operations in kept for operation in operations or ()])
    undone = find_undoing_changes(read_undoings(graph))
    made = [
        Entry(row["number"], row["at"], reason_of(row), json.loads(row["counts"]), row["hash"], operations, called,
              undone.get(row["number"]))
        for row, operations in kept
    ]  # fmt: skip
    return History(made, str(made[-1].number) if len(told) > most else None)


def read_undoings(graph: Graph) -> Iterator[tuple[int, int]]:
    """Every change that undoes another, with the number of that one; the first first."""
    after = 0
    while rows := graph.read("changes/undoings", since=after, most=1000).rows:
        yield from ((row["number"], row["undoes"]) for row in rows)
        after = rows[-1]["number"]


def parse_change_number(said: str) -> int | None:
    """The number of the change that is written `7` or `change-7`; None for something else."""
    found = re.fullmatch(r"(?:change-)?([0-9]{1,15})", said)
    return int(found[1]) if found else None


def find_last_change(graph: Graph, day: str) -> int:
    """The number of the last change on `day`, where we are, or before it; 0 when there was none."""
    following = date.fromisoformat(day) + timedelta(days=1)
    return _find_last_before(graph, following.isoformat())


def _find_last_before(graph: Graph, day: str) -> int:
    return int(graph.read("changes/last-by", moment=start_of_day(day)).rows[0]["number"] or 0)


def find_number_after(graph: Graph, said: str | None) -> int:
    """The number of the change after which one asks, said as a change or as a day. Raises NotUnderstood."""
    return _parse_number(said, 0, lambda day: find_last_change(graph, day))


def find_number_before(graph: Graph, said: str | None) -> int:
    """The number of the change before which one asks, said as a change or as a day. Raises NotUnderstood."""
    return _parse_number(said, NO_UPPER_BOUND, lambda day: _find_last_before(graph, day) + 1)


def _parse_number(said: str | None, unsaid: int, of_day: Callable[[str], int]) -> int:
    if said is None:
        return unsaid
    if (number := parse_change_number(said)) is not None:
        return number
    try:
        return of_day(validate_date(said))
    except ValueError:
        text = Text("'{said}' is neither a change nor a date", said=said)
        raise NotUnderstood(text, (), Text("Write a change as 7, a date as YYYY-MM-DD.")) from None
