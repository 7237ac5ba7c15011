"""A whole landscape written into an empty graph, with its journal and its revisions: all of it, or nothing.

Until it is done the head of the journal says so, in words that only the process knows that writes it: every transaction is
kept only while they stand. What a process left that died is taken away by the next that writes a whole landscape there.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from model.changes.chain import GENESIS, Head
from model.changes.operations import build_creation, count_actions
from model.errors import Conflict, GraphDamaged, LandskapError
from model.history.archive import Archive, ArchiveScan, scan_archive, tally_archive
from model.history.integrity import IntegrityTally
from model.language import Localizable, Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.text.timestamps import utc_now
from model.vocabulary.record import Record
from model.vocabulary.types import NODES, RELATIONSHIPS
from queries.archive.archive import GraphArchive
from queries.journal.apply import entry_id_of, entry_properties_of
from queries.journal.chunk_index import pack_operations
from queries.journal.journal import read_head
from queries.journal.prefetch import prefetch_items
from queries.landscape.writes import ROWS_PER_WRITE, Write, make_joins, make_puts
from queries.server.chunks import CHUNKS_PER_BATCH, pack_chunks, split_batches
from queries.server.graph import Graph, Transaction

MARK_PREFIX = "install "
"""How the mark at the head begins that a whole landscape is being written; a large change leaves another."""


def install_archive(graph: Graph, archive: Archive, tell: ProgressCallback = ignore_progress) -> IntegrityTally:
    """Write all of `archive` into `graph`, which holds no landscape; what was written.

    Raises Conflict when the graph holds a landscape or the archive changes meanwhile; the archive's own error when it contradicts
    itself; GraphDamaged when what was written does not read back as it is in the archive. Then the graph is empty again.
    """
    begun = _Installation.begin(graph)
    try:
        with scan_archive(archive, tell) as passage:
            begun.write(_make_record_writes(passage), 1)
            begun.write(_make_journal_writes(passage), CHUNKS_PER_BATCH)
        _check_copy(graph, passage, tell)
        begun.end(passage.head)
    except BaseException:
        with suppress(LandskapError):  # the head goes on saying that it is unfinished: the next one takes it away
            begun.clear()
        raise
    return passage.tally


@dataclass(frozen=True, slots=True)
class _Installation:
    """A graph into which a whole landscape is being written, by the one process that knows the mark at its head."""

    graph: Graph
    mark: str

    @classmethod
    def begin(cls, graph: Graph) -> "_Installation":
        """Begin in an empty graph, or where it was begun before. Raises Conflict when the graph is not for that."""
        before = graph.read("changes/head").rows[0]
        begun = cls(graph, f"{MARK_PREFIX}{utc_now()} {secrets.token_hex(8)}")
        if not graph.write_repeatable(lambda run: run.run("installing/begin", mark=begun.mark, like=MARK_PREFIX)):
            text = Text("{where} holds a landscape already; nothing was written", where=graph.where)
            raise Conflict(text, Text("Name an empty folder or database."))
        if before["unfinished"]:
            begun._delete_content()
        return begun

    def write(self, writes: Iterable[Write], at_once: int) -> None:
        """The writes, so many in a transaction; the next are made meanwhile."""
        with prefetch_items(split_batches(writes, at_once)) as ready:
            for batch in ready:
                self.graph.write_repeatable(partial(self._run_guarded, batch))

    def end(self, at: Head) -> None:
        """Place the head: the landscape is whole, or gone."""
        try:
            self._run("installing/end", mark=self.mark, number=at.number, hash=at.hash)
        except Conflict:
            if read_head(self.graph) != at:  # else it is done, and only the answer was lost
                raise

    def clear(self) -> None:
        """Take away all that was written."""
        self._delete_content()
        self.end(Head(0, GENESIS))

    def _delete_content(self) -> None:
        """Steps before assignments before decisions: what hangs on much goes last, and has little on it by then."""
        nodes = ((f"records/{node.stem()}/clear", ROWS_PER_WRITE) for node in reversed(NODES))
        for name, most in (("installing/clear-journal", CHUNKS_PER_BATCH), *nodes):
            while self._run(name, most=most)[0]["gone"]:
                pass

    def _run(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        return self.graph.write_repeatable(partial(self._run_guarded, [(name, parameters)]))

    def _run_guarded(self, writes: list[Write], transaction: Transaction) -> list[dict[str, Any]]:
        """Run the writes if the mark stands; the rows of the last."""
        if not transaction.run("installing/hold", mark=self.mark):
            raise Conflict(Text("somebody else has begun to write to {where}", where=self.graph.where))
        return [transaction.run(name, **parameters) for name, parameters in writes][-1]


def _make_record_writes(passage: ArchiveScan) -> Iterator[Write]:
    """The nodes, then what joins them, then the edges with facts of their own."""
    for node in NODES:
        for batch in split_batches(map(build_creation, passage.records(node)), ROWS_PER_WRITE):
            yield from make_puts(node, batch)
    for node in NODES:
        if node.references():
            for batch in split_batches(map(build_creation, _reread_records(passage, node)), ROWS_PER_WRITE):
                yield from make_joins(node, batch)
    for edge in RELATIONSHIPS:
        for batch in split_batches(map(build_creation, passage.records(edge)), ROWS_PER_WRITE):
            yield from make_puts(edge, batch)


def _reread_records(passage: ArchiveScan, type_: type[Record]) -> Iterator[Record]:
    what, count = Text("Joining {what}", what=type_.plural), passage.tally.records[type_.label]
    return report_progress(passage.archive.records(type_), passage.tell, what, count)


def _make_journal_writes(passage: ArchiveScan) -> Iterator[Write]:
    for changes in passage.changes():
        id_ = entry_id_of(changes)
        yield (
            "changes/record",
            {"id": id_, "properties": entry_properties_of(changes, passage.tally.hash, count_actions(changes.operations))},
        )
        for chunk in pack_operations(id_, changes.operations):
            yield "changes/hold-chunks", {"id": id_, "chunks": [chunk]}
    for frozen in passage.revisions():
        id_ = frozen.revision.id
        yield "revisions/record", {"id": id_, "properties": {**frozen.revision.as_json(), "hash": frozen.revision.hash}}
        for chunk in pack_chunks(id_, frozen.quads()):
            yield "revisions/hold-chunks", {"id": id_, "chunks": [chunk]}


def _check_copy(graph: Graph, passage: ArchiveScan, tell: ProgressCallback) -> None:
    """Read back all that was written."""

    def tell_back(what: Localizable, done: int, of: int) -> None:
        tell(Text("Checking what was written: {what}", what=what), done, of)

    try:
        same = tally_archive(GraphArchive(graph, passage.head), tell_back).totals() == passage.tally.totals()
    except GraphDamaged:
        same = False
    if not same:
        text = Text("what was written to {where} does not read back as {source} has it; nothing is left of it",
                    where=graph.where, source=passage.archive.where)  # fmt: skip
        raise GraphDamaged(text, Text("Records there refer to others that are not there, or have an id twice."))
