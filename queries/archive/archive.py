"""All of a landscape as it is handed on: every record, the journal that made them, and the revisions that froze them.

It comes from a graph, or from a file (`loaders.backup.reader`), and is gone through the same way.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Protocol, TypeVar

from model.changes.operations import ChangeSet
from model.errors import Conflict, GraphDamaged, LandskapError
from model.history.integrity import Contradiction, Tally
from model.history.revisions import Revision
from model.language import Text
from model.progress import Tell, silent, told
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES
from queries.archive.publishing import revisions
from queries.journal.journal import Head, change_set, entries, head
from queries.landscape import registers
from queries.landscape.registers import read_type
from queries.server.chunks import pieces
from queries.server.graph import Graph

T = TypeVar("T")
PAGE = 500
"""Journal entries that are read at a time."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A revision and the quads that it froze, piece by piece, as often as one likes."""

    revision: Revision
    quads: Callable[[], Iterator[bytes]]


class Archive(Protocol):
    """All of a landscape, wherever it is kept; it can be gone through as often as one likes."""

    @property
    def where(self) -> str:
        """The address or file."""

    def head(self) -> Head:
        """The number and hash of the last change. Raises Conflict while somebody changes it."""

    def counts(self) -> Mapping[str, int]:
        """Type → how many records."""

    def records(self, type_: type[Record]) -> Iterator[Record]:
        """All records of a type."""

    def changes(self) -> Iterator[ChangeSet]:
        """The journal, the first change first."""

    def revisions(self) -> Iterator[Frozen]:
        """The revisions, the first first."""

    def refused(self, how: Text) -> LandskapError:
        """The error to raise when it contradicts itself."""


@dataclass(frozen=True, slots=True)
class GraphArchive:
    """A graph as an archive; `ends` is the head that it is to have when that is not in its place yet."""

    graph: Graph
    ends: Head | None = None

    @property
    def where(self) -> str:
        """The graph's address."""
        return self.graph.where

    def head(self) -> Head:
        """The number and hash of the last change. Raises Conflict while a large change is being written."""
        if self.ends:
            return self.ends
        if self.graph.read("changes/head").rows[0]["unfinished"]:
            raise _changed(self)
        return head(self.graph)

    def counts(self) -> Mapping[str, int]:
        """Type → how many records."""
        return registers.counts(self.graph)

    def records(self, type_: type[Record]) -> Iterator[Record]:
        """All records of a type, page by page."""
        return read_type(self.graph, type_)

    def changes(self) -> Iterator[ChangeSet]:
        """The journal, the first change first."""
        last = self.head().number
        for first in range(1, last + 1, PAGE):
            page = entries(self.graph, most=PAGE, before=min(first + PAGE, last + 1))
            yield from (change_set(self.graph, entry) for entry in reversed(page) if entry["number"] >= first)

    def revisions(self) -> Iterator[Frozen]:
        """The revisions, the first first."""
        for revision in revisions(self.graph):
            yield Frozen(revision, partial(pieces, self.graph, "revisions/chunks", revision.id))

    def refused(self, how: Text) -> LandskapError:
        """The graph contradicts itself."""
        text = Text("what {where} holds contradicts itself: {how}", where=self.where, how=how)
        return GraphDamaged(text, Text("Restore the last backup into an empty graph: landskap restore FILE"))


@dataclass(slots=True)
class Passage:
    """An archive as it is gone through once: told, counted, and each change and revision held against its hash."""

    archive: Archive
    head: Head
    counts: Mapping[str, int]
    tell: Tell
    tally: Tally = field(default_factory=Tally)

    def records(self, type_: type[Record]) -> Iterator[Record]:
        """All records of a type."""
        what = Text("Reading {what}", what=type_.plural)
        for record in told(_readable(self.archive.records(type_)), self.tell, what, self.counts.get(type_.label, 0)):
            self.tally.record(record)
            yield record

    def changes(self) -> Iterator[ChangeSet]:
        """The journal, the first change first."""
        for changes in told(_readable(self.archive.changes()), self.tell, Text("Reading the journal"), self.head.number):
            with _reading():
                self.tally.change(changes)
            yield changes

    def revisions(self) -> Iterator[Frozen]:
        """The revisions, the first first."""
        for frozen in told(_readable(self.archive.revisions()), self.tell, Text("Reading the revisions")):
            with _reading():
                self.tally.revision(frozen.revision, frozen.quads())
            yield frozen

    def close(self) -> None:
        """See that all went by that there is to be. Raises Contradiction."""
        if {label: n for label, n in self.counts.items() if n} != self.tally.records:
            raise Contradiction(Text("there are not as many records as it says"))
        self.tally.close(self.head.number, self.head.hash)


@contextmanager
def passing(archive: Archive, tell: Tell = silent) -> Iterator[Passage]:
    """`archive` to be gone through once, wholly.

    Raises Conflict when it changes meanwhile; the archive's own error when it contradicts itself.
    """
    passage = Passage(archive, archive.head(), archive.counts(), tell)
    try:
        yield passage
        passage.close()
    except Contradiction as error:
        _see_that_it_stands(passage)
        raise archive.refused(error.text) from error
    _see_that_it_stands(passage)


def tallied(archive: Archive, tell: Tell = silent) -> Tally:
    """All of `archive`, counted and held against itself. Raises as `passing` does."""
    with passing(archive, tell) as passage:
        records = (record for type_ in TYPES.values() for record in passage.records(type_))
        for _each in chain(records, passage.changes(), passage.revisions()):
            pass
    return passage.tally


@contextmanager
def _reading() -> Iterator[None]:
    """What cannot be read is a Contradiction as well."""
    try:
        yield
    except Contradiction:
        raise
    except (ValueError, zlib.error) as error:
        raise Contradiction(Text("a text in it cannot be read")) from error


def _readable(things: Iterable[T]) -> Iterator[T]:
    with _reading():
        yield from things


def _see_that_it_stands(passage: Passage) -> None:
    if passage.archive.head() != passage.head:
        raise _changed(passage.archive)


def _changed(archive: Archive) -> Conflict:
    text = Text("{where} is being changed while it is read; nothing was written", where=archive.where)
    return Conflict(text, Text("Do it again when nobody changes it."))
