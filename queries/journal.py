"""The one way in which the graph changes: a ChangeSet, applied in one transaction together with its journal entry.

(:Head {number, hash})                         serialises the writers
(:ChangeSet {number, …})-[:HOLDS]->(:Chunk)    the operations, deflated
"""

import json
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from model.chain import canonical
from model.changes import ChangeSet, Operation, Reason
from model.contents import Contents
from model.errors import Conflict, LimitExceeded
from model.language import Text
from queries.chunks import packed, pieces
from queries.graph import Graph, Transaction
from queries.registers import read_contents
from queries.writing import write

TRIES = 8
"""How often a change is planned anew when somebody else wrote in between."""
FIRST_WAIT = 0.02
"""Seconds, at most, before the second try; doubled with each."""
MOST_OPERATIONS = 100_000
"""Writes in one transaction (measured: see docs/decisions)."""

Plan = Callable[[Contents], Sequence[Operation]]
Also = Callable[[Transaction], None]


def change(graph: Graph, reason: Reason, plan: Plan, also: Also | None = None) -> ChangeSet | None:
    """Apply what `plan` makes of the landscape as it is; None when there is nothing to do.

    When somebody else changes the landscape in between, `plan` is asked again. `also` writes more in the same transaction.
    Raises Conflict when that happens too often, LimitExceeded when the change is too large; then nothing is written.
    """
    for attempt in range(TRIES):
        head = graph.read("changes/head").rows[0]
        operations = tuple(plan(read_contents(graph)))
        if not operations:
            return None
        if len(operations) > MOST_OPERATIONS:
            raise LimitExceeded(Text("{n} changes at once; at most {most}", n=len(operations), most=MOST_OPERATIONS))
        changes = ChangeSet(head["number"] + 1, utc_now(), reason, operations, head["hash"])
        if _applied(graph, changes, also):
            return changes
        time.sleep(random.uniform(0, FIRST_WAIT * 2**attempt))  # noqa: S311  # so that two writers do not meet again
    raise Conflict(Text("others keep changing the landscape; nothing was written"), Text("Try again in a moment."))


def _applied(graph: Graph, changes: ChangeSet, also: Also | None) -> bool:
    """Whether `changes` were applied; not when somebody else wrote since they were planned."""
    try:
        return graph.write(lambda transaction: _apply(transaction, changes, also))
    except Conflict:
        return False


def utc_now() -> str:
    """The time now, UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _apply(transaction: Transaction, changes: ChangeSet, also: Also | None) -> bool:
    moved = transaction.run("changes/advance-head", from_hash=changes.previous, number=changes.number, hash=changes.hash)
    if not moved:
        return False
    write(transaction, changes.operations)
    if also:
        also(transaction)
    _enter(transaction, changes)
    return True


def _enter(transaction: Transaction, changes: ChangeSet) -> None:
    id_ = f"change-{changes.number}"
    counts = json.dumps(changes.counts(), sort_keys=True)
    properties = {**changes.head(), "hash": changes.hash, "operations": len(changes.operations), "counts": counts}
    transaction.run("changes/record", id=id_, properties=properties)
    data = canonical([operation.as_json() for operation in changes.operations])
    transaction.run("changes/hold-chunks", id=id_, chunks=list(packed(id_, [data])))


def entries(graph: Graph, most: int = 1000, before: int = 2**53) -> list[dict[str, Any]]:
    """The newest `most` journal entries with a number below `before`, newest first, without their operations."""
    return graph.read("changes/journal", before=before, most=most).rows


def change_set(graph: Graph, entry: dict[str, Any]) -> ChangeSet:
    """The whole ChangeSet of a journal entry."""
    text = b"".join(pieces(graph, "changes/chunks", f"change-{entry['number']}"))
    operations = tuple(Operation(**item) for item in json.loads(text))
    reason = Reason(entry["who"], entry["why"], entry["source"], entry["source_sha256"])
    return ChangeSet(entry["number"], entry["at"], reason, operations, entry["previous"])
