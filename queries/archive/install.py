"""The installation of a whole landscape, with its journal and revisions, into an empty graph: all of it, or nothing.

Until it is complete, the journal's head has a mark that only the installing process knows, and transactions are kept only while
the mark stands. The next installation removes the remains of a process that died.
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
from model.vocabulary.types import NODES, RELATIONSHIPS
from queries.archive.archive import GraphArchive
from queries.archive.publishing import revision_properties_of
from queries.journal.apply import entry_id_of, entry_properties_of
from queries.journal.chunk_index import pack_operations
from queries.journal.journal import read_head
from queries.journal.prefetch import prefetch_items
from queries.landscape.writes import ROWS_PER_WRITE, Write, make_derivations, make_joins, make_puts
from queries.server.chunks import CHUNKS_PER_BATCH, pack_chunks, split_batches
from queries.server.graph import Graph, Transaction

MARK_PREFIX = "install "
"""The prefix of an installation's mark at the head. Large changes have other marks."""


def install_archive(graph: Graph, archive: Archive, tell: ProgressCallback = ignore_progress) -> IntegrityTally:
    """Write all of `archive` into the empty graph, and return its counts.

    Raises Conflict if the graph holds a landscape or the archive changes meanwhile; the archive's own error if it contradicts
    itself; GraphDamaged if the graph does not read back like the archive. Then the graph is empty again.
    """
    installation = _Installation.begin(graph)
    try:
        with scan_archive(archive, tell) as scan:
            installation.write(_make_record_writes(scan), 1)
            installation.write(_make_journal_writes(scan), CHUNKS_PER_BATCH)
        _check_copy(graph, scan, tell)
        installation.end(scan.head)
    except BaseException:
        with suppress(LandskapError):  # the head stays unfinished, so the next installation clears the graph
            installation.clear()
        raise
    return scan.tally


@dataclass(frozen=True, slots=True)
class _Installation:
    """A graph under installation, owned by the process that knows the mark at its head."""

    graph: Graph
    mark: str

    @classmethod
    def begin(cls, graph: Graph) -> "_Installation":
        """Begin in an empty graph, or clear an unfinished installation. Raises Conflict if the graph holds a landscape."""
        before = graph.read("changes/head").rows[0]
        installation = cls(graph, f"{MARK_PREFIX}{utc_now()} {secrets.token_hex(8)}")
        if not graph.write_repeatable(lambda run: run.run("installing/begin", mark=installation.mark, like=MARK_PREFIX)):
            text = Text("{where} holds a landscape already; nothing was written", where=graph.where)
            raise Conflict(text, Text("Name an empty folder or database."))
        if before["unfinished"]:
            installation._delete_content()
        return installation

    def write(self, writes: Iterable[Write], at_once: int) -> None:
        """Run the writes, `at_once` in a transaction. The next ones are prepared meanwhile."""
        with prefetch_items(split_batches(writes, at_once)) as ready:
            for batch in ready:
                self.graph.write_repeatable(partial(self._run_guarded, batch))

    def end(self, at: Head) -> None:
        """Set the head, which ends the installation."""
        try:
            self._run("installing/end", mark=self.mark, number=at.number, hash=at.hash)
        except Conflict:
            if read_head(self.graph) != at:  # otherwise it is done, and only the answer was lost
                raise

    def clear(self) -> None:
        """Remove everything that was written."""
        self._delete_content()
        self.end(Head(0, GENESIS))

    def _delete_content(self) -> None:
        """Delete steps before assignments and those before decisions, so that nodes with many relationships go last."""
        nodes = ((f"records/{node.stem()}/clear", ROWS_PER_WRITE) for node in reversed(NODES))
        for name, most in (("installing/clear-journal", CHUNKS_PER_BATCH), *nodes):
            while self._run(name, most=most)[0]["gone"]:
                pass

    def _run(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        return self.graph.write_repeatable(partial(self._run_guarded, [(name, parameters)]))

    def _run_guarded(self, writes: list[Write], transaction: Transaction) -> list[dict[str, Any]]:
        """Run the writes if the mark stands, and return the rows of the last. Raises Conflict."""
        if not transaction.run("installing/hold", mark=self.mark):
            raise Conflict(Text("another process has begun to write to {where}", where=self.graph.where))
        return [transaction.run(name, **parameters) for name, parameters in writes][-1]


def _make_record_writes(scan: ArchiveScan) -> Iterator[Write]:
    """Yield the writes of the nodes, then of their references and what derives from them, then of the relationships."""
    for node in NODES:
        for batch in split_batches(map(build_creation, scan.records(node)), ROWS_PER_WRITE):
            yield from make_puts(node, batch)
    for node in NODES:
        if node.references():
            what, count = Text("Joining {what}", what=node.plural), scan.tally.records[node.label]
            records = report_progress(scan.archive.records(node), scan.tell, what, count)
            for batch in split_batches(map(build_creation, records), ROWS_PER_WRITE):
                yield from make_joins(node, batch)
                yield from make_derivations(node, batch)
    for edge in RELATIONSHIPS:
        for batch in split_batches(map(build_creation, scan.records(edge)), ROWS_PER_WRITE):
            yield from make_puts(edge, batch)


def _make_journal_writes(scan: ArchiveScan) -> Iterator[Write]:
    for changes in scan.changes():
        id_ = entry_id_of(changes)
        yield (
            "changes/record",
            {"id": id_, "properties": entry_properties_of(changes, scan.tally.hash, count_actions(changes.operations))},
        )
        for chunk in pack_operations(id_, changes.operations):
            yield "changes/hold-chunks", {"id": id_, "chunks": [chunk]}
    for frozen in scan.revisions():
        id_ = frozen.revision.id
        yield "revisions/record", {"id": id_, "properties": revision_properties_of(frozen.revision)}
        for chunk in pack_chunks(id_, frozen.quads()):
            yield "revisions/hold-chunks", {"id": id_, "chunks": [chunk]}


def _check_copy(graph: Graph, scan: ArchiveScan, tell: ProgressCallback) -> None:
    """Read the graph back and compare it with the archive. Raises GraphDamaged."""

    def tell_back(what: Localizable, done: int, of: int) -> None:
        tell(Text("Checking what was written: {what}", what=what), done, of)

    try:
        same = tally_archive(GraphArchive(graph, scan.head), tell_back).totals() == scan.tally.totals()
    except GraphDamaged:
        same = False
    if not same:
        text = Text("the copy in {where} differs from {source}; it was removed",
                    where=graph.where, source=scan.archive.where)  # fmt: skip
        raise GraphDamaged(text, Text("Records in the source refer to missing records, or share an id."))
