"""The landscape of a published revision, taken out into an empty graph, where every question is answered as it was then.

It is made of the journal up to the publication rather than of the revision's N-Quads: those leave out settings of rules, muted
findings and decisions on revisions. The quads of each revision are held against its fingerprint while they are copied.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from model.changes.chain import Head
from model.changes.operation_keys import key_of
from model.changes.operations import ChangeSet, Operation
from model.errors import LandskapError, NotFound
from model.history.archive import FrozenRevision, archive_conflict
from model.history.integrity import IntegrityTally
from model.language import Text
from model.progress import ProgressCallback, ignore_progress
from model.vocabulary.record import Record
from model.vocabulary.types import Key
from queries.archive.archive import GraphArchive
from queries.archive.install import install_archive
from queries.archive.publishing import find_revision
from queries.journal.prepare import prepare_graph
from queries.journal.search import EntryRow, find_operations, find_operations_since, make_marks
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_server import stop_server


def find_publication(graph: Graph, number: int) -> EntryRow:
    """Return the journal entry of the change that published a revision. Raises NotFound."""
    revision = find_revision(graph, number)
    for row, operation in find_operations(graph, make_marks([("Revision", revision.id)])):
        if operation.action == "publish" and operation.id == revision.id:
            return row
    text = Text("revision {number} is not in the journal", number=number)
    raise NotFound(text, (), Text("Find the faults with: landskap verify"))


def find_change_of_revision(graph: Graph, number: int) -> int:
    """Return the number of the change that published a revision. Raises NotFound."""
    return int(find_publication(graph, number)["number"])


def check_out_revision(graph: Graph, number: int, target: Graph, tell: ProgressCallback = ignore_progress) -> IntegrityTally:
    """Write the landscape of a revision, with its journal, into the empty graph `target`. Return its counts.

    Raises NotFound, Conflict if `target` holds a landscape, and GraphDamaged if the journal or a revision contradicts itself.
    """
    return install_archive(target, _EarlierArchive.read(graph, number), tell)


@contextmanager
def open_checked_out(graph: Graph, number: int) -> Iterator[Graph]:
    """Give the landscape of a revision in a temporary local graph. Raises the errors of `check_out_revision`."""
    with tempfile.TemporaryDirectory(prefix="landskap-revision-") as name:
        folder = Path(name) / "graph"
        try:
            with Graph.open(LocalAddress(folder)) as target:
                prepare_graph(target)
                check_out_revision(graph, number, target)
                yield target
        finally:
            stop_server(folder)


@dataclass(frozen=True, slots=True)
class _EarlierArchive:
    """The archive in a graph as it was after the publication of a revision.

    `then` holds the records that have been changed since, as they were; None for those that did not exist.
    """

    whole: GraphArchive
    published: EntryRow
    number: int
    newest: Head
    then: Mapping[Key, Record | None]
    added: Mapping[str, int]

    @classmethod
    def read(cls, graph: Graph, number: int) -> "_EarlierArchive":
        """Read what has changed since the revision. It is held in memory; all else is read when it is written."""
        whole, row = GraphArchive(graph), find_publication(graph, number)
        newest, then = whole.head(), dict[Key, Record | None]()
        added = Counter[str]()
        for operation in find_operations_since(graph, int(row["number"])):
            then[key_of(operation)] = operation.record_before if operation.before else None
            added[operation.type] += _count_effect(operation)
        return cls(whole, row, number, newest, then, added)

    @property
    def where(self) -> str:
        """Return the graph's address."""
        return self.whole.where

    def head(self) -> Head:
        """Return the number and hash of the publication. Raises Conflict if somebody has changed the landscape meanwhile."""
        if self.whole.head() != self.newest:
            raise archive_conflict(self)
        return Head(int(self.published["number"]), str(self.published["hash"]))

    def counts(self) -> Mapping[str, int]:
        """Return the number of records of each type."""
        now = self.whole.counts()
        return {label: now.get(label, 0) - self.added.get(label, 0) for label in {*now, *self.added}}

    def records(self, type_: type[Record]) -> Iterator[Record]:
        """Yield all records of a type as they were."""
        left = {id_: record for (label, id_), record in self.then.items() if label == type_.label}
        for record in self.whole.records(type_):
            earlier = left.pop(record.id) if record.id in left else record
            if earlier:
                yield earlier
        yield from filter(None, left.values())

    def changes(self) -> Iterator[ChangeSet]:
        """Yield the changes of the journal up to the publication, oldest first."""
        return GraphArchive(self.whole.graph, self.head()).changes()

    def revisions(self) -> Iterator[FrozenRevision]:
        """Yield the revisions up to this one, oldest first."""
        return (frozen for frozen in self.whole.revisions() if frozen.revision.number <= self.number)

    def contradiction_error(self, how: Text) -> LandskapError:
        """Return the error for a graph that contradicts itself."""
        return self.whole.contradiction_error(how)


def _count_effect(operation: Operation) -> int:
    """Return how many records more there are after an operation."""
    return (operation.before is None) - (operation.after is None)
