"""A change too large for one transaction: its journal entry is written first, then it is applied in batches.

Every batch may be repeated without harm, and is kept only while its process has the `claim` of the head, which also says how
far the change has come, so that whoever finds it left by a process that died can settle it:

    journalling   nothing is applied yet: the entry is taken away again
    applying      the entry is whole: the change is gone through to its end
    undoing       it was broken off: what was applied is taken back

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
"""Without a sign of life for so long, an unfinished change is taken to be left."""


def apply_in_batches(graph: Graph, changes: ChangeSet, beside: EntryProperties, tell: ProgressCallback) -> None:
    """Apply `changes`: all of them, or, when it is broken off, nothing. `beside` is kept with the entry.

    Raises Conflict when the journal's head has moved; OutcomeUnknown when the graph went away before it could be taken back.
    """
    begun = _LargeChange(graph, entry_id_of(changes), _make_claim())
    if not begun.begin(changes.previous):
        raise head_conflict()
    try:
        all_new = begun.journal(changes, beside, tell)
        begun.apply(changes.operations, CREATION_PASSES if all_new else WRITE_PASSES, Text("Writing"), tell)
    except BaseException as error:
        if not _is_done(begun, changes, error, tell):
            raise


def _is_done(begun: "_LargeChange", changes: ChangeSet, error: BaseException, tell: ProgressCallback) -> bool:
    """Whether what `error` broke off was done before; else it is taken back. Raises OutcomeUnknown when the graph went away."""
    try:
        with suppress(Conflict):  # it is settled: by its last write, whose answer was lost, or by somebody else
            begun.settle(tell, broken_off=True)
            return False
        return is_in_journal(begun.graph, changes)
    except GraphError:
        raise _lost_graph_error(begun.graph.where) from error


def settle_change(graph: Graph, unfinished: dict[str, Any], tell: ProgressCallback) -> Text | None:
    """Bring to an end what a process left that died, and tell which end; `unfinished` is the row of the head.

    None when somebody else did it first. Raises GraphBusy when that process lives.
    """
    if datetime.fromisoformat(unfinished["beat"]) + ABANDONED_AFTER > datetime.now(UTC):
        raise large_change_error(graph, unfinished)
    try:
        return _describe_outcome(
            _LargeChange(graph, unfinished["unfinished"], unfinished["claim"]).settle(tell, broken_off=False)
        )
    except Conflict:
        if graph.read("changes/head").rows[0]["claim"]:  # else it is settled, and only the answer was lost
            raise
        return None


@dataclass(frozen=True, slots=True)
class _LargeChange:
    """An unfinished change in the hands of the one process that knows its claim."""

    graph: Graph
    id: str
    claim: str

    def begin(self, previous: str) -> bool:
        """Whether the head is still at the hash `previous`, and now waits for this change."""
        asked = {"hash": previous, "id": self.id, "claim": self.claim, "now": _read_clock()}
        return bool(self.graph.write_repeatable(lambda transaction: transaction.run("large/begin", **asked)))

    def journal(self, changes: ChangeSet, beside: EntryProperties, tell: ProgressCallback) -> bool:
        """Write the whole entry; whether all in it is new. It has no number, and so is none yet, until the change is applied."""
        said = _drop_number(changes.head())
        self._run_guarded(("changes/record", {"id": self.id, "properties": said}), "journalling")
        counts: Counter[str] = Counter()
        operations = _count_operations(
            report_progress(changes.operations, tell, Text("Writing the journal"), len(changes.operations)), counts
        )
        first, last = serialize_head(changes.head())
        digest = hashlib.sha256(first)
        chunks = split_batches(_make_chunk_rows(self.id, split_operations(operations), digest.update), CHUNKS_PER_BATCH)
        self._write((("changes/hold-chunks", {"id": self.id, "chunks": batch}) for batch in chunks), "journalling")
        digest.update(last)
        entry = _drop_number(entry_properties_of(changes, digest.hexdigest(), counts))
        self._run_guarded(("large/describe", {"id": self.id, "properties": {**entry, **beside}}), "journalling")
        return counts.keys() == {"create"}

    def apply(self, operations: Operations, passes: Sequence[WritePass], what: Text, tell: ProgressCallback) -> None:
        """Write `operations`, and make the entry the last of the journal."""
        self._write(make_writes(_ReportingOperations(operations, len(passes), what, tell), passes), "applying")
        self._run_as_owner("large/finish", id=self.id)

    def settle(self, tell: ProgressCallback, broken_off: bool) -> dict[str, Any]:
        """Take the change over from whoever has the claim, and bring it to an end; take it back when it is `broken_off`.

        The row of what was taken over.
        """
        taken = replace(self, claim=_make_claim())
        rows = taken._run_as_owner("large/take-over", old=self.claim, broken_off=broken_off, now=_read_clock())
        operations = StoredOperations(self.graph, self.id, rows[0]["operations"] or 0)
        if rows[0]["phase"] == "applying":
            taken.apply(operations, WRITE_PASSES, Text("Finishing what was left"), tell)
        elif rows[0]["phase"] == "undoing":
            taken._write(
                make_writes(_ReportingOperations(_InverseOperations(operations), len(WRITE_PASSES), Text("Taking back"), tell)),
                "undoing",
            )
            taken._forget()
        else:
            taken._forget()
        return rows[0]

    def _forget(self) -> None:
        """Take the entry away, nothing of which is applied by now."""
        forget = ("large/forget-chunks", {"id": self.id, "most": CHUNKS_PER_BATCH})
        while self._run_guarded(forget, "journalling")[0]["gone"]:
            pass
        self._run_as_owner("large/let-go", id=self.id)

    def _write(self, writes_: Iterable[Write], phase: Phase) -> None:
        """Each of the writes in a transaction of its own; the next is made meanwhile."""
        with prefetch_items(writes_) as ready:
            for write in ready:
                self._run_guarded(write, phase)

    def _run_guarded(self, write: Write, phase: Phase) -> list[dict[str, Any]]:
        """The rows of a write in a transaction that is kept only while the claim holds. Raises Conflict."""
        return self.graph.write_repeatable(partial(self._held, write, phase))

    def _held(self, write: Write, phase: Phase, transaction: Transaction) -> list[dict[str, Any]]:
        if not transaction.run("large/hold", claim=self.claim, phase=phase, now=_read_clock()):
            raise _takeover_conflict()
        return transaction.run(write[0], **write[1])

    def _run_as_owner(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """The row of a text that answers only who has the claim. Raises Conflict when somebody else has it."""
        rows = self.graph.write_repeatable(lambda transaction: transaction.run(name, claim=self.claim, **parameters))
        if not rows:
            raise _takeover_conflict()
        return rows


class _InverseOperations:
    """Operations the other way round: what makes undone what they did."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def __iter__(self) -> Iterator[Operation]:
        return (replace(operation, before=operation.after, after=operation.before) for operation in self._operations)

    def __len__(self) -> int:
        return len(self._operations)


class _ReportingOperations:
    """Operations whose progress is told while they are gone through, some number of times in all."""

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
    """The operations, counted by what they do as they are taken."""
    for operation in operations:
        counts[operation.action] += 1
        yield operation


def _make_chunk_rows(owner: str, parts_: Iterable[OperationsPart], update: Callable[[bytes], None]) -> Iterator[dict[str, Any]]:
    """The rows of the chunks that the parts become, their texts given to `update` on the way."""
    for order, part in enumerate(parts_):
        update(part.text)
        yield make_chunk_row(part, owner, order)


def _drop_number(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "number"}


def _describe_outcome(row: dict[str, Any]) -> Text:
    """How a change ended that was taken over; an older version may not have said yet when and why it was made."""
    said = {"at": format_minute(row["at"]) if row["at"] else "–", "why": row["why"] or "–"}
    if row["phase"] == "applying":
        return Text("the large change of {at} ({why}) had been left half-way; it has been brought to its end as change {number}",
                    **said, number=row["number"])  # fmt: skip
    return Text(
        "the large change of {at} ({why}) had been left half-way; it has been taken back, and nothing of it is written", **said
    )


def _make_claim() -> str:
    return secrets.token_hex(8)


def _read_clock() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _takeover_conflict() -> Conflict:
    return Conflict(Text("somebody else has settled the unfinished change"), Text("Look at it with: landskap status"))


def _lost_graph_error(where: str) -> OutcomeUnknown:
    text = Text("the graph at {where} went away in the midst of a large change", where=where)
    way_out = Text("The next command, two minutes later or more, brings it to its end or takes it back, and tells which.")
    return OutcomeUnknown(text, way_out)
