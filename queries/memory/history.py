"""What changed, when, by what: the journal as people read it, of all or of one record."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice

from model.changes.operation_keys import as_named, is_told_with, key_of
from model.changes.operations import Operation
from model.changes.undo import undone_by
from model.errors import NotUnderstood
from model.history.change_history import Entry
from model.language import Text
from model.text.timestamps import beginning
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.record import real_date
from model.vocabulary.types import Key
from queries.journal.journal import BEYOND, reason_of
from queries.journal.search import (
    ALL,
    Happened,
    Row,
    changes_marked,
    former_keys,
    marked,
    marks_of,
    names,
    operations_of,
    relations,
)
from queries.server.graph import Graph

MOST_TOLD = 20
"""Operations of a change that are told one by one where all changes are listed; of larger changes they are counted."""
MOST = 999
"""Changes at most in one answer."""
Told = tuple[Row, list[Operation] | None]


@dataclass(frozen=True, slots=True)
class History:
    """Changes, newest first; `next` is the number of the last when there are older ones than were asked for."""

    entries: list[Entry]
    next: str | None


def history(graph: Graph, most: int, after: int = 0, before: int = BEYOND) -> History:
    """The newest `most` of the changes between the changes `after` and `before`; small ones with all their operations."""
    rows = changes_marked(graph, ALL, before, after, most + 1)
    few = {row["number"]: list[Operation]() for row in rows if row["operations"] <= MOST_TOLD}
    for row, operation in operations_of(graph, [row for row in rows if row["number"] in few]):
        few[row["number"]].append(operation)
    return _history(graph, ((row, few.get(row["number"])) for row in rows), most)


def history_of(graph: Graph, key: Key, most: int, after: int = 0, before: int = BEYOND) -> History:
    """The newest `most` of the changes between two that touched the record, or what is told together with it."""
    by_change = groupby(_concerning(graph, key, after, before), lambda happened: int(happened[0]["number"]))
    groups = (list(group) for _number, group in by_change)
    return _history(graph, ((group[0][0], [operation for _row, operation in group]) for group in groups), most)


def _concerning(graph: Graph, key: Key, after: int, before: int) -> Iterator[Happened]:
    """The operations on the record, what was merged into it, and their relations; of a decision, also on the steps of its own."""
    keys = {key, *former_keys(graph, key)}
    if key[0] == Decision.label:
        keys |= {key_of(item) for _row, item in relations(graph, keys) if item.type == Assignment.label}
    ways = {way for one in keys for way in as_named(one)}
    for row, operation in marked(graph, marks_of(keys, ways), before, after):
        if key_of(operation) in keys or is_told_with(ways, operation):
            yield row, operation


def _history(graph: Graph, found: Iterator[Told], most: int) -> History:
    told = list(islice(found, most + 1))
    kept = told[:most]
    called = names(graph, [operation for _row, operations in kept for operation in operations or ()])
    undone = undone_by(undoings(graph))
    made = [
        Entry(row["number"], row["at"], reason_of(row), json.loads(row["counts"]), row["hash"], operations, called,
              undone.get(row["number"]))
        for row, operations in kept
    ]  # fmt: skip
    return History(made, str(made[-1].number) if len(told) > most else None)


def undoings(graph: Graph) -> Iterator[tuple[int, int]]:
    """Every change that undoes another, with the number of that one; the first first."""
    after = 0
    while rows := graph.read("changes/undoings", since=after, most=1000).rows:
        yield from ((row["number"], row["undoes"]) for row in rows)
        after = rows[-1]["number"]


def number_of(said: str) -> int | None:
    """The number of the change that is written `7` or `change-7`; None for something else."""
    found = re.fullmatch(r"(?:change-)?([0-9]{1,15})", said)
    return int(found[1]) if found else None


def last_by(graph: Graph, day: str) -> int:
    """The number of the last change on `day`, where we are, or before it; 0 when there was none."""
    following = date.fromisoformat(day) + timedelta(days=1)
    return _last_before(graph, following.isoformat())


def _last_before(graph: Graph, day: str) -> int:
    return int(graph.read("changes/last-by", moment=beginning(day)).rows[0]["number"] or 0)


def number_after(graph: Graph, said: str | None) -> int:
    """The number of the change after which one asks, said as a change or as a day. Raises NotUnderstood."""
    return _number(said, 0, lambda day: last_by(graph, day))


def number_before(graph: Graph, said: str | None) -> int:
    """The number of the change before which one asks, said as a change or as a day. Raises NotUnderstood."""
    return _number(said, BEYOND, lambda day: _last_before(graph, day) + 1)


def _number(said: str | None, unsaid: int, of_day: Callable[[str], int]) -> int:
    if said is None:
        return unsaid
    if (number := number_of(said)) is not None:
        return number
    try:
        return of_day(real_date(said))
    except ValueError:
        text = Text("'{said}' is neither a change nor a date", said=said)
        raise NotUnderstood(text, (), Text("Write a change as 7, a date as YYYY-MM-DD.")) from None
