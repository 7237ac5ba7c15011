"""The journal, through which all changes go: a ChangeSet is applied together with its journal entry.

(:Head {number, hash})                         serialises the writers
(:ChangeSet {number, …})-[:HOLDS]->(:Chunk)    the operations, compressed
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from model.changes.chain import GENESIS, Head
from model.changes.operations import ChangeSet, Operation, Operations, Reason
from model.errors import Conflict, GraphUnavailable, LandskapError, OutcomeUnknown
from model.language import JoinedText, Text
from model.progress import ProgressCallback, ignore_progress
from model.text.timestamps import utc_now
from model.vocabulary.contents import Records
from queries.journal.apply import EntryProperties, ExtraWrites, apply_in_transaction, head_conflict
from queries.journal.batched import apply_in_batches
from queries.journal.chunk_index import StoredOperations
from queries.landscape.graph_records import GraphRecords
from queries.landscape.registers import read_whole_head
from queries.server.graph import Graph

CHANGE_TRIES = 8
"""How often a change is planned if others keep changing the landscape."""
FIRST_WAIT = 0.02
"""The longest wait before the second try, in seconds. It doubles with each try."""
OPERATIONS_PER_TRANSACTION = 30_000
"""The largest number of operations in a transaction (measured: see docs/decisions). Larger changes go in batches."""

NO_UPPER_BOUND = 2**53
"""A number above that of every change and revision."""

Planner = Callable[[Records], Sequence[Operation]]


def read_head(graph: Graph) -> Head:
    """Return the head of the graph's journal."""
    row = graph.read("changes/head").rows[0]
    return Head(row["number"], row["hash"])


def has_past_head(graph: Graph, then: Head) -> bool:
    """Return whether the graph's journal once had the head `then`."""
    if then.number > read_head(graph).number:
        return False
    rows = read_entries(graph, most=1, before=then.number + 1)
    return ([Head(row["number"], row["hash"]) for row in rows] or [Head(0, GENESIS)]) == [then]


@contextmanager
def _note_nothing_written() -> Iterator[None]:
    """Add to GraphUnavailable that nothing was written."""
    try:
        yield
    except OutcomeUnknown:
        raise
    except GraphUnavailable as error:
        raise GraphUnavailable(JoinedText((error.text, Text("nothing was written")), "; "), error.way_out) from error


@_note_nothing_written()
def apply_change(
    graph: Graph, reason: Reason, plan: Planner, also: ExtraWrites | None = None, tell: ProgressCallback = ignore_progress
) -> ChangeSet | None:
    """Apply the operations that `plan` returns for the current landscape. Return None if there are none.

    If the landscape changes meanwhile, `plan` is called again. `also` writes more in the same transaction. Raises Conflict if
    that happens too often, and GraphBusy while a large change is being written; then nothing is written. Raises OutcomeUnknown if
    the graph is lost and cannot confirm the change.
    """
    for attempt in range(CHANGE_TRIES):
        before = read_whole_head(graph)
        try:
            operations = tuple(plan(GraphRecords(graph, tell)))
        except (LandskapError, ValidationError):
            if read_whole_head(graph) == before:
                raise
            continue  # it may have read partly before and partly after another change
        if not operations:
            return None
        try:
            return _apply_or_batch(graph, Head(before["number"], before["hash"]), reason, operations, also, tell)
        except Conflict:
            time.sleep(random.uniform(0, FIRST_WAIT * 2**attempt))  # noqa: S311  # so that two writers do not meet again
    raise contention_conflict()


@_note_nothing_written()
def apply_to_head(
    graph: Graph,
    to: Head,
    reason: Reason,
    operations: Operations,
    tell: ProgressCallback = ignore_progress,
    beside: EntryProperties = MappingProxyType({}),
) -> ChangeSet:
    """Apply all of `operations`, or nothing, to the landscape with the head `to`.

    The journal entry also gets the properties `beside`. Raises Conflict if the head has moved.
    """
    return _apply_or_batch(graph, to, reason, operations, None, tell, beside)


def _apply_or_batch(
    graph: Graph,
    to: Head,
    reason: Reason,
    operations: Operations,
    also: ExtraWrites | None,
    tell: ProgressCallback,
    beside: EntryProperties = MappingProxyType({}),
) -> ChangeSet:
    """Apply the operations in one transaction, or in batches if they are many and `also` is None."""
    large = also is None and len(operations) > OPERATIONS_PER_TRANSACTION
    changes = ChangeSet(to.number + 1, next_timestamp(graph), reason, operations if large else tuple(operations), to.hash)
    if large:
        apply_in_batches(graph, changes, beside, tell)
    else:
        apply_in_transaction(graph, changes, beside, also)
    return changes


def guard_plan(plan: Planner, shown: Operations | None) -> Planner:
    """Wrap `plan` so that it raises Conflict if its operations differ from `shown`; None disables the check."""
    if shown is None:
        return plan

    def plan_as_shown(records: Records) -> Sequence[Operation]:
        operations = plan(records)
        if list(operations) != list(shown):
            raise head_conflict(Text("Give the command again: its plan has changed."))
        return operations

    return plan_as_shown


def contention_conflict() -> Conflict:
    """Return the error for a landscape that others changed during each try."""
    return Conflict(Text("others keep changing the landscape; nothing was written"), Text("Try again in a moment."))


def next_timestamp(graph: Graph) -> str:
    """Return the time of the next change: now, but never before the last change, even if the clock went back."""
    return max([utc_now(), *(str(last["at"]) for last in read_entries(graph, most=1))])


def read_entries(graph: Graph, most: int = 1000, before: int = NO_UPPER_BOUND) -> list[dict[str, Any]]:
    """Return the newest `most` journal entries below the number `before`, newest first, without their operations."""
    return graph.read("changes/journal", before=before, most=most).rows


def read_change_set(graph: Graph, entry: dict[str, Any]) -> ChangeSet:
    """Return the ChangeSet of a journal entry. Each iteration over its operations reads them again."""
    operations = StoredOperations(graph, f"change-{entry['number']}", entry["operations"])
    return ChangeSet(entry["number"], entry["at"], reason_of(entry), operations, entry["previous"])


def reason_of(entry: dict[str, Any]) -> Reason:
    """Return the reason of a journal entry."""
    return Reason(entry["who"], entry["why"], entry["source"], entry["source_sha256"], entry["undoes"])
