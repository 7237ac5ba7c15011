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

from model.changes.chain import GENESIS
from model.changes.operations import count_actions, creation
from model.errors import Conflict, GraphDamaged, LandskapError
from model.history.integrity import Tally
from model.language import Said, Text
from model.progress import Tell, silent, told
from model.vocabulary.record import Record
from model.vocabulary.types import NODES, RELATIONSHIPS
from queries.archive.archive import Archive, GraphArchive, Passage, passing, tallied
from queries.journal.apply import id_of, properties
from queries.journal.chunk_index import packed_operations
from queries.journal.journal import Head, head, utc_now
from queries.journal.prefetch import made_ahead
from queries.landscape.writes import BATCH, Write, joins, puts
from queries.server.chunks import AT_ONCE, in_batches, packed
from queries.server.graph import Graph, Transaction

LIKE = "install "
"""How the mark at the head begins that a whole landscape is being written; a large change leaves another."""


def install(graph: Graph, archive: Archive, tell: Tell = silent) -> Tally:
    """Write all of `archive` into `graph`, which holds no landscape; what was written.

    Raises Conflict when the graph holds a landscape or the archive changes meanwhile; the archive's own error when it contradicts
    itself; GraphDamaged when what was written does not read back as it is in the archive. Then the graph is empty again.
    """
    begun = _Begun.in_graph(graph)
    try:
        with passing(archive, tell) as passage:
            begun.write(_records(passage), 1)
            begun.write(_journal(passage), AT_ONCE)
        _see_that_it_is_the_same(graph, passage, tell)
        begun.end(passage.head)
    except BaseException:
        with suppress(LandskapError):  # the head goes on saying that it is unfinished: the next one takes it away
            begun.clear()
        raise
    return passage.tally


@dataclass(frozen=True, slots=True)
class _Begun:
    """A graph into which a whole landscape is being written, by the one process that knows the mark at its head."""

    graph: Graph
    mark: str

    @classmethod
    def in_graph(cls, graph: Graph) -> "_Begun":
        """Begin in an empty graph, or where it was begun before. Raises Conflict when the graph is not for that."""
        before = graph.read("changes/head").rows[0]
        begun = cls(graph, f"{LIKE}{utc_now()} {secrets.token_hex(8)}")
        if not graph.write_repeatable(lambda run: run.run("installing/begin", mark=begun.mark, like=LIKE)):
            text = Text("{where} holds a landscape already; nothing was written", where=graph.where)
            raise Conflict(text, Text("Name an empty folder or database."))
        if before["unfinished"]:
            begun._take_away()
        return begun

    def write(self, writes: Iterable[Write], at_once: int) -> None:
        """The writes, so many in a transaction; the next are made meanwhile."""
        with made_ahead(in_batches(writes, at_once)) as ready:
            for batch in ready:
                self.graph.write_repeatable(partial(self._kept, batch))

    def end(self, at: Head) -> None:
        """Place the head: the landscape is whole, or gone."""
        try:
            self._run("installing/end", mark=self.mark, number=at.number, hash=at.hash)
        except Conflict:
            if head(self.graph) != at:  # else it is done, and only the answer was lost
                raise

    def clear(self) -> None:
        """Take away all that was written."""
        self._take_away()
        self.end(Head(0, GENESIS))

    def _take_away(self) -> None:
        """Steps before assignments before decisions: what hangs on much goes last, and has little on it by then."""
        nodes = ((f"records/{node.stem()}/clear", BATCH) for node in reversed(NODES))
        for name, most in (("installing/clear-journal", AT_ONCE), *nodes):
            while self._run(name, most=most)[0]["gone"]:
                pass

    def _run(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        return self.graph.write_repeatable(partial(self._kept, [(name, parameters)]))

    def _kept(self, writes: list[Write], transaction: Transaction) -> list[dict[str, Any]]:
        """Run the writes if the mark stands; the rows of the last."""
        if not transaction.run("installing/hold", mark=self.mark):
            raise Conflict(Text("somebody else has begun to write to {where}", where=self.graph.where))
        return [transaction.run(name, **parameters) for name, parameters in writes][-1]


def _records(passage: Passage) -> Iterator[Write]:
    """The nodes, then what joins them, then the edges with facts of their own."""
    for node in NODES:
        for batch in in_batches(map(creation, passage.records(node)), BATCH):
            yield from puts(node, batch)
    for node in NODES:
        if node.references():
            for batch in in_batches(map(creation, _again(passage, node)), BATCH):
                yield from joins(node, batch)
    for edge in RELATIONSHIPS:
        for batch in in_batches(map(creation, passage.records(edge)), BATCH):
            yield from puts(edge, batch)


def _again(passage: Passage, type_: type[Record]) -> Iterator[Record]:
    what, count = Text("Joining {what}", what=type_.plural), passage.tally.records[type_.label]
    return told(passage.archive.records(type_), passage.tell, what, count)


def _journal(passage: Passage) -> Iterator[Write]:
    for changes in passage.changes():
        id_ = id_of(changes)
        yield (
            "changes/record",
            {"id": id_, "properties": properties(changes, passage.tally.hash, count_actions(changes.operations))},
        )
        for chunk in packed_operations(id_, changes.operations):
            yield "changes/hold-chunks", {"id": id_, "chunks": [chunk]}
    for frozen in passage.revisions():
        id_ = frozen.revision.id
        yield "revisions/record", {"id": id_, "properties": {**frozen.revision.as_json(), "hash": frozen.revision.hash}}
        for chunk in packed(id_, frozen.quads()):
            yield "revisions/hold-chunks", {"id": id_, "chunks": [chunk]}


def _see_that_it_is_the_same(graph: Graph, passage: Passage, tell: Tell) -> None:
    """Read back all that was written."""

    def tell_back(what: Said, done: int, of: int) -> None:
        tell(Text("Checking what was written: {what}", what=what), done, of)

    try:
        same = tallied(GraphArchive(graph, passage.head), tell_back).account() == passage.tally.account()
    except GraphDamaged:
        same = False
    if not same:
        text = Text("what was written to {where} does not read back as {source} has it; nothing is left of it",
                    where=graph.where, source=passage.archive.where)  # fmt: skip
        raise GraphDamaged(text, Text("Records there refer to others that are not there, or have an id twice."))
