"""The archive in a graph. Its protocol is `model.history.archive.Archive`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from model.changes.chain import Head
from model.changes.operations import ChangeSet
from model.errors import GraphDamaged, LandskapError
from model.history.archive import FrozenRevision, archive_conflict
from model.language import Text
from model.vocabulary.record import Record
from queries.archive.publishing import read_revisions
from queries.journal.journal import read_change_set, read_entries, read_head
from queries.landscape import registers
from queries.landscape.registers import read_records
from queries.server.chunks import read_pieces
from queries.server.graph import Graph

_ENTRIES_PER_PAGE = 500
"""The number of journal entries that are read at a time."""


@dataclass(frozen=True, slots=True)
class GraphArchive:
    """The archive in a graph. `ends` is the head that the graph will get when it is complete."""

    graph: Graph
    ends: Head | None = None

    @property
    def where(self) -> str:
        """Return the graph's address."""
        return self.graph.where

    def head(self) -> Head:
        """Return the number and hash of the last change. Raises Conflict while a large change is being written."""
        if self.ends:
            return self.ends
        if self.graph.read("changes/head").rows[0]["unfinished"]:
            raise archive_conflict(self)
        return read_head(self.graph)

    def counts(self) -> Mapping[str, int]:
        """Return the number of records of each type."""
        return registers.count_records(self.graph)

    def records(self, type_: type[Record]) -> Iterator[Record]:
        """Yield all records of a type, page by page."""
        return read_records(self.graph, type_)

    def changes(self) -> Iterator[ChangeSet]:
        """Yield the changes of the journal, oldest first."""
        last = self.head().number
        for first in range(1, last + 1, _ENTRIES_PER_PAGE):
            page = read_entries(self.graph, most=_ENTRIES_PER_PAGE, before=min(first + _ENTRIES_PER_PAGE, last + 1))
            yield from (read_change_set(self.graph, entry) for entry in reversed(page) if entry["number"] >= first)

    def revisions(self) -> Iterator[FrozenRevision]:
        """Yield the revisions, oldest first."""
        for revision in read_revisions(self.graph):
            yield FrozenRevision(revision, partial(read_pieces, self.graph, "revisions/chunks", revision.id))

    def contradiction_error(self, how: Text) -> LandskapError:
        """Return the error for a graph that contradicts itself."""
        text = Text("the landscape in {where} contradicts itself: {how}", where=self.where, how=how)
        return GraphDamaged(text, Text("Restore the last backup into an empty graph: landskap restore FILE"))
