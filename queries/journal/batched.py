"""Changes too large for one transaction: the journal entry is written first, then the change is applied in batches.

Each batch may safely be repeated. It is kept only while its process has the `claim` of the head. The head also records the phase
of the change, so that another process can settle it after a crash:

    journalling   nothing is applied: the entry is removed
    applying      the entry is complete: the change is applied to its end
    undoing       the change was aborted: its writes are reversed

(:Head {unfinished: "change-7", phase, claim, beat})
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Literal

from model.changes.operations import ChangeSet, Operation, Operations, serialize_head
from model.errors import Conflict, GraphError, OutcomeUnknown
from model.language import Text
from model.progress import THINGS_PER_REPORT, ProgressCallback, report_progress
from model.text.timestamps import format_minute
from queries.journal.apply import EntryProperties, entry_id_of, entry_properties_of, head_conflict, is_in_journal
from queries.journal.chunk_index import OperationsPart, StoredOperations, make_chunk_row, split_operations
from queries.journal.prefetch import prefetch_items
from queries.landscape.registers import large_change_error
from queries.landscape.writes import CREATION_PASSES, WRITE_PASSES, Write, WritePass, make_writes
from queries.server.chunks import CHUNKS_PER_BATCH, split_batches
from queries.server.graph import Graph, Transaction

Phase = Literal["journalling", "applying", "undoing"]
ABANDONED_AFTER = timedelta(minutes=2)
"""An unfinished change without a sign of life for so long counts as abandoned."""


def apply_in_batches(graph: Graph, changes: ChangeSet, beside: EntryProperties, tell: ProgressCallback) -> None:
    """Apply all of `changes`, or nothing if it is aborted. The journal entry also gets the properties `beside`.

    Raises Conflict if the journal's head has moved, and OutcomeUnknown if the graph is lost before the change can be reversed.
    """
    change = _LargeChange(graph, entry_id_of(changes), _make_claim())
    if not change.begin(changes.previous):
        raise head_conflict()
    try:
        all_new = change.journal(changes, beside, tell)
        change.apply(changes.operations, CREATION_PASSES if all_new else WRITE_PASSES, Text("Writing"), tell)
    except BaseException as error:
        if not _is_done(change, changes, error, tell):
            raise


def _is_done(change: "_LargeChange", changes: ChangeSet, error: BaseException, tell: ProgressCallback) -> bool:
    """Return whether the change was complete before `error` aborted it. If not, reverse it. Raises OutcomeUnknown."""
    try:
        with suppress(Conflict):  # it is settled already: by its own last write, whose answer was lost, or by another process
            change.settle(tell, broken_off=True)
            return False
        return is_in_journal(change.graph, changes)
    except GraphError:
        text = Text("the connection to {where} was lost during a large change", where=change.graph.where)
        way_out = Text("The next command, after two minutes or more, completes or undoes it and reports the outcome.")
        raise OutcomeUnknown(text, way_out) from error


def settle_change(graph: Graph, unfinished: dict[str, Any], tell: ProgressCallback) -> Text | None:
    """Complete or reverse a change that a dead process left. `unfinished` is the head's row.

    Returns a message with the outcome, or None if another process was faster. Raises GraphBusy if the process is alive.
    """
    if datetime.fromisoformat(unfinished["beat"]) + ABANDONED_AFTER > datetime.now(UTC):
        raise large_change_error(graph, unfinished)
    try:
        return _describe_outcome(
            _LargeChange(graph, unfinished["unfinished"], unfinished["claim"]).settle(tell, broken_off=False)
        )
    except Conflict:
        if graph.read("changes/head").rows[0]["claim"]:  # without a claim it is settled, and only the answer was lost
            raise
        return None


@dataclass(frozen=True, slots=True)
class _LargeChange:
    """An unfinished change, owned by the process that knows its claim."""

    graph: Graph
    id: str
    claim: str

    def begin(self, previous: str) -> bool:
        """Make the head wait for this change. Return False if the head is not at the hash `previous`."""
        values = {"hash": previous, "id": self.id, "claim": self.claim, "now": _read_clock()}
        return bool(self.graph.write_repeatable(lambda transaction: transaction.run("large/begin", **values)))

    def journal(self, changes: ChangeSet, beside: EntryProperties, tell: ProgressCallback) -> bool:
        """Write the whole entry and return whether all its operations create records.

        It gets its number when the change is applied.
        """
        head = _drop_number(changes.head())
        self._run_guarded(("changes/record", {"id": self.id, "properties": head}), "journalling")
        counts: Counter[str] = Counter()
        operations = _count_operations(
            report_progress(changes.operations, tell, Text("Writing the journal"), len(changes.operations)), counts
        )
        first, last = serialize_head(changes.head())
        digest = hashlib.sha256(first)
        chunks = split_batches(_make_chunk_rows(self.id, split_operations(operations), digest.update), CHUNKS_PER_BATCH)
        self._write_all((("changes/hold-chunks", {"id": self.id, "chunks": batch}) for batch in chunks), "journalling")
        digest.update(last)
        entry = _drop_number(entry_properties_of(changes, digest.hexdigest(), counts))
        self._run_guarded(("large/describe", {"id": self.id, "properties": {**entry, **beside}}), "journalling")
        return counts.keys() == {"create"}

    def apply(self, operations: Operations, passes: Sequence[WritePass], what: Text, tell: ProgressCallback) -> None:
        """Write `operations`, and make the entry the last of the journal."""
        self._write_all(make_writes(_ReportingOperations(operations, len(passes), what, tell), passes), "applying")
        self._run_as_owner("large/finish", id=self.id)

    def settle(self, tell: ProgressCallback, broken_off: bool) -> dict[str, Any]:
        """Take over the change and complete it; reverse it if it was `broken_off`. Return the head's row before the takeover."""
        taken = replace(self, claim=_make_claim())
        rows = taken._run_as_owner("large/take-over", old=self.claim, broken_off=broken_off, now=_read_clock())
        operations = StoredOperations(self.graph, self.id, rows[0]["operations"] or 0)
        if rows[0]["phase"] == "applying":
            taken.apply(operations, WRITE_PASSES, Text("Completing the interrupted change"), tell)
        elif rows[0]["phase"] == "undoing":
            taken._write_all(
                make_writes(
                    _ReportingOperations(
                        _InverseOperations(operations), len(WRITE_PASSES), Text("Undoing the interrupted change"), tell
                    )
                ),
                "undoing",
            )
            taken._forget()
        else:
            taken._forget()
        return rows[0]

    def _forget(self) -> None:
        """Remove the entry, of which nothing is applied any more."""
        forget = ("large/forget-chunks", {"id": self.id, "most": CHUNKS_PER_BATCH})
        while self._run_guarded(forget, "journalling")[0]["gone"]:
            pass
        self._run_as_owner("large/let-go", id=self.id)

    def _write_all(self, writes_: Iterable[Write], phase: Phase) -> None:
        """Run each write in its own transaction. The next one is prepared meanwhile."""
        with prefetch_items(writes_) as ready:
            for write in ready:
                self._run_guarded(write, phase)

    def _run_guarded(self, write: Write, phase: Phase) -> list[dict[str, Any]]:
        """Run a write in a transaction that is kept only while the claim holds, and return its rows. Raises Conflict."""
        return self.graph.write_repeatable(partial(self._run_held, write, phase))

    def _run_held(self, write: Write, phase: Phase, transaction: Transaction) -> list[dict[str, Any]]:
        if not transaction.run("large/hold", claim=self.claim, phase=phase, now=_read_clock()):
            raise _takeover_conflict()
        return transaction.run(write[0], **write[1])

    def _run_as_owner(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """Run a query that requires the claim, and return its rows. Raises Conflict if another process has the claim."""
        rows = self.graph.write_repeatable(lambda transaction: transaction.run(name, claim=self.claim, **parameters))
        if not rows:
            raise _takeover_conflict()
        return rows


class _InverseOperations:
    """The inverses of operations."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def __iter__(self) -> Iterator[Operation]:
        return (replace(operation, before=operation.after, after=operation.before) for operation in self._operations)

    def __len__(self) -> int:
        return len(self._operations)


class _ReportingOperations:
    """Operations that report the progress of `times` iterations over them."""

    def __init__(self, operations: Operations, times: int, what: Text, tell: ProgressCallback) -> None:
        self._operations, self._times, self._what, self._tell, self._done = operations, times, what, tell, 0

    def __iter__(self) -> Iterator[Operation]:
        for operation in self._operations:
            if self._done % THINGS_PER_REPORT == 0:
                self._tell(self._what, self._done // self._times, len(self._operations))
            self._done += 1
            yield operation

    def __len__(self) -> int:
        return len(self._operations)


def _count_operations(operations: Iterable[Operation], counts: Counter[str]) -> Iterator[Operation]:
    """Yield the operations and count them by action."""
    for operation in operations:
        counts[operation.action] += 1
        yield operation


def _make_chunk_rows(owner: str, parts_: Iterable[OperationsPart], update: Callable[[bytes], None]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the parts' chunks. Passes the text of each to `update`."""
    for order, part in enumerate(parts_):
        update(part.text)
        yield make_chunk_row(part, owner, order)


def _drop_number(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "number"}


def _describe_outcome(row: dict[str, Any]) -> Text:
    """Return how a change ended that was taken over. Older versions may not have recorded when and why it was made."""
    words = {"at": format_minute(row["at"]) if row["at"] else "–", "why": row["why"] or "–"}
    if row["phase"] == "applying":
        return Text("the large change of {at} ({why}) was interrupted; it has been completed as change {number}",
                    **words, number=row["number"])  # fmt: skip
    return Text("the large change of {at} ({why}) was interrupted; it has been undone, and nothing of it is written", **words)


def _make_claim() -> str:
    return secrets.token_hex(8)


def _read_clock() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _takeover_conflict() -> Conflict:
    return Conflict(Text("somebody else has settled the unfinished change"), Text("See the outcome with: landskap status"))
