"""A change applied in one transaction together with its journal entry."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from model.changes import ChangeSet, count_actions
from model.errors import Conflict
from model.language import Text
from queries.graph import Graph, Transaction
from queries.marking import packed_operations
from queries.writing import writes

Also = Callable[[Transaction], None]


def apply_at_once(graph: Graph, changes: ChangeSet, also: Also | None = None) -> None:
    """Apply `changes`, and what `also` writes. Raises Conflict when the journal's head has moved; then nothing is written."""
    graph.write(lambda transaction: _apply(transaction, changes, also))


def _apply(transaction: Transaction, changes: ChangeSet, also: Also | None) -> None:
    hash_ = changes.hash
    if not transaction.run("changes/advance-head", from_hash=changes.previous, number=changes.number, hash=hash_):
        raise moved()
    for name, parameters in writes(changes.operations):
        transaction.run(name, **parameters)
    if also:
        also(transaction)
    transaction.run("changes/record", id=id_of(changes), properties=properties(changes, hash_, count_actions(changes.operations)))
    chunks = list(packed_operations(id_of(changes), changes.operations))
    transaction.run("changes/hold-chunks", id=id_of(changes), chunks=chunks)


def moved() -> Conflict:
    """Somebody else changed the landscape since the change was planned."""
    return Conflict(Text("somebody else changed the landscape in between; nothing was written"), Text("Try again."))


def id_of(changes: ChangeSet) -> str:
    """The id of the change's journal entry."""
    return f"change-{changes.number}"


def properties(changes: ChangeSet, hash_: str, counts: Mapping[str, int]) -> dict[str, Any]:
    """What the journal entry says of the change beside its operations; `counts` has how many there are of each action."""
    said = json.dumps(counts, sort_keys=True)
    return {**changes.head(), "hash": hash_, "operations": len(changes.operations), "counts": said}
