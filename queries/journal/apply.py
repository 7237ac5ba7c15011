"""Changes that are applied in one transaction together with their journal entry."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from model.changes.operations import ChangeSet, count_actions
from model.errors import Conflict, GraphError, OutcomeUnknown
from model.language import Text
from queries.journal.chunk_index import pack_operations
from queries.landscape.writes import make_writes
from queries.server.graph import Graph, Transaction

ExtraWrites = Callable[[Transaction], None]
"""A function that writes more in the transaction of a change."""
EntryProperties = Mapping[str, Any]
"""The properties of a journal entry that are not hashed."""

TRY_AGAIN = Text("Try again.")
SETTLE_SECONDS = 0.5
"""How long a server may still need to commit or roll back a transaction whose connection broke."""


def apply_in_transaction(graph: Graph, changes: ChangeSet, beside: EntryProperties, also: ExtraWrites | None = None) -> None:
    """Apply `changes` and the writes of `also`. The journal entry also gets the properties `beside`.

    Raises Conflict if the journal's head has moved; then nothing is written. If the answer is lost, the journal is searched for
    the change. Raises OutcomeUnknown if that search fails.
    """
    try:
        graph.write(lambda transaction: _write_changes(transaction, changes, beside, also))
    except OutcomeUnknown as unknown:
        time.sleep(SETTLE_SECONDS)
        try:
            found = is_in_journal(graph, changes)
        except GraphError:
            raise unknown from None
        if not found:
            raise head_conflict() from unknown


def is_in_journal(graph: Graph, changes: ChangeSet) -> bool:
    """Return whether the journal holds exactly these changes, also below later ones. Waits for other writers."""
    values = {"id": entry_id_of(changes), "hash": changes.hash}
    return bool(graph.write_repeatable(lambda transaction: transaction.run("changes/kept", **values)))


def _write_changes(transaction: Transaction, changes: ChangeSet, beside: EntryProperties, also: ExtraWrites | None) -> None:
    hash_ = changes.hash
    if not transaction.run("changes/advance-head", from_hash=changes.previous, number=changes.number, hash=hash_):
        raise head_conflict()
    for name, parameters in make_writes(changes.operations):
        transaction.run(name, **parameters)
    if also:
        also(transaction)
    entry = entry_properties_of(changes, hash_, count_actions(changes.operations))
    transaction.run("changes/record", id=entry_id_of(changes), properties={**entry, **beside})
    chunks = list(pack_operations(entry_id_of(changes), changes.operations))
    transaction.run("changes/hold-chunks", id=entry_id_of(changes), chunks=chunks)


def head_conflict(way_out: Text = TRY_AGAIN) -> Conflict:
    """Return the error for a landscape that was changed after the change was planned."""
    return Conflict(Text("somebody else changed the landscape in between; nothing was written"), way_out)


def entry_id_of(changes: ChangeSet) -> str:
    """Return the id of the change's journal entry."""
    return f"change-{changes.number}"


def entry_properties_of(changes: ChangeSet, hash_: str, counts: Mapping[str, int]) -> dict[str, Any]:
    """Return the properties of a change's journal entry. `counts` has the number of its operations by action."""
    return {
        **changes.head(),
        "hash": hash_,
        "operations": len(changes.operations),
        "counts": json.dumps(counts, sort_keys=True),
    }
