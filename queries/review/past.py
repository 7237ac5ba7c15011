"""Questions to the landscape as it was known after an earlier change.

Everything that was written since is taken back in a transaction of its own, the question is asked in it, and the transaction is
rolled back: nothing of it is ever kept, and nobody else sees it. It costs what has changed since, not the whole landscape.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from model.changes.operation_keys import key_of
from model.changes.operations import Operation, diff_records
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from model.vocabulary.types import Key
from queries.journal.journal import CHANGE_TRIES, NO_UPPER_BOUND, contention_conflict, read_head
from queries.journal.search import ALL_MARKS, find_marked_changes, find_operations_since
from queries.landscape.writes import make_writes
from queries.server.graph import Graph, Reader, Transaction

_T = TypeVar("_T")
MOST_TAKEN_BACK = 20_000
"""The largest number of operations since an earlier change that are taken back to ask what was known then."""


class _TakenBackError(Exception):
    """Raised to roll back the transaction in which a question was asked."""


def count_operations_since(graph: Graph, number: int) -> int:
    """Return how many operations came after the change of that number; any number above the limit if they are too many."""
    rows = find_marked_changes(graph, ALL_MARKS, NO_UPPER_BOUND, number, MOST_TAKEN_BACK)
    return sum(int(row["operations"]) for row in rows) + (MOST_TAKEN_BACK if len(rows) == MOST_TAKEN_BACK else 0)


def ask_as_known(graph: Graph, number: int, ask: Callable[[Reader], _T]) -> _T:
    """Ask the landscape as it was known after the change of that number. Nothing is written.

    Raises Conflict if others keep changing the landscape.
    """
    for _attempt in range(CHANGE_TRIES):
        head, found = read_head(graph).number, list[_T]()
        work = partial(_ask_taken_back, head, _plan_return(graph, number), ask, found)
        with suppress(_TakenBackError):
            graph.write(work)
        if found:
            return found[0]
    raise contention_conflict()


def _ask_taken_back(
    head: int, operations: list[Operation], ask: Callable[[Reader], _T], found: list[_T], transaction: Transaction
) -> None:
    """Ask after `operations`, put the answer into `found`, and roll back. Leaves `found` empty if the head has moved."""
    found.clear()
    reader = transaction.as_reader()
    if reader.read("changes/head").rows[0]["number"] == head:
        for name, parameters in make_writes(operations):
            transaction.run(name, **parameters)
        found.append(ask(reader))
    raise _TakenBackError


def _plan_return(graph: Graph, number: int) -> list[Operation]:
    """Return the operations that make of the landscape what it was after the change of that number."""
    now, then = read_changed_since(graph, number)
    return diff_records(Contents(filter(None, now.values())), Contents(filter(None, then.values())))


def read_changed_since(graph: Graph, number: int) -> tuple[dict[Key, Record | None], dict[Key, Record | None]]:
    """Return the records that were changed after the change of that number, as they are now and as they were; None: not there."""
    now: dict[Key, Record | None] = {}
    then: dict[Key, Record | None] = {}
    for operation in find_operations_since(graph, number):
        now.setdefault(key_of(operation), operation.record if operation.after else None)
        then[key_of(operation)] = operation.record_before if operation.before else None
    return now, then
