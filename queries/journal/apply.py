"""A change applied in one transaction together with its journal entry."""

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
"""Writes more in the transaction of a change."""
EntryProperties = Mapping[str, Any]
"""Properties of a journal entry that are no part of what is hashed."""

TRY_AGAIN = Text("Try again.")
SETTLE_SECONDS = 0.5
"""What a server may still need to keep or to drop a transaction whose line broke."""


def apply_in_transaction(graph: Graph, changes: ChangeSet, beside: EntryProperties, also: ExtraWrites | None = None) -> None:
    """Apply `changes`, whose entry has `beside`, and what `also` writes.

    Raises Conflict when the journal's head has moved; then nothing is written. When the answer is lost the journal is asked.
    Raises OutcomeUnknown when that cannot be.
    """
    try:
        graph.write(lambda transaction: _write_changes(transaction, changes, beside, also))
    except OutcomeUnknown as unknown:
        time.sleep(SETTLE_SECONDS)
        try:
            kept = is_in_journal(graph, changes)
        except GraphError:
            raise unknown from None
        if not kept:
            raise head_conflict() from unknown


def is_in_journal(graph: Graph, changes: ChangeSet) -> bool:
    """Whether the journal holds these very changes, whatever has come after them. Who writes just now is waited for."""
    asked = {"id": entry_id_of(changes), "hash": changes.hash}
    return bool(graph.write_repeatable(lambda transaction: transaction.run("changes/kept", **asked)))


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
    """Somebody else changed the landscape since the change was planned."""
    return Conflict(Text("somebody else changed the landscape in between; nothing was written"), way_out)


def entry_id_of(changes: ChangeSet) -> str:
    """The id of the change's journal entry."""
    return f"change-{changes.number}"


def entry_properties_of(changes: ChangeSet, hash_: str, counts: Mapping[str, int]) -> dict[str, Any]:
    """What the journal entry says of the change beside its operations; `counts` has how many there are of each action."""
    said = json.dumps(counts, sort_keys=True)
    return {**changes.head(), "hash": hash_, "operations": len(changes.operations), "counts": said}
