"""Archives: a whole landscape with its records, the journal that made them, and the revisions frozen from it.

A graph is an archive (`queries.archive.archive`), and so is a backup file (`loaders.backup.reader`).
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol, TypeVar

from model.changes.chain import Head
from model.changes.operations import ChangeSet
from model.errors import Conflict, LandskapError
from model.history.integrity import Contradiction, IntegrityTally
from model.history.revisions import Revision
from model.language import Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FrozenRevision:
    """A revision and its quads in pieces, which can be read any number of times."""

    revision: Revision
    quads: Callable[[], Iterator[bytes]]


class Archive(Protocol):
    """A whole landscape, wherever it is stored; it can be read any number of times."""

    @property
    def where(self) -> str:
        """The address or file."""

    def head(self) -> Head:
        """Return the number and hash of the last change. Raises Conflict while someone is changing it."""

    def counts(self) -> Mapping[str, int]:
        """Return type → number of records."""

    def records(self, type_: type[Record]) -> Iterator[Record]:
        """Yield all records of a type."""

    def changes(self) -> Iterator[ChangeSet]:
        """Yield the journal from its first change on."""

    def revisions(self) -> Iterator[FrozenRevision]:
        """Yield the revisions from the first on."""

    def contradiction_error(self, how: Text) -> LandskapError:
        """Return the error to raise if the archive contradicts itself."""


@dataclass(slots=True)
class ArchiveScan:
    """One pass over an archive, with progress, which counts the parts and verifies the hash of each change and revision."""

    archive: Archive
    head: Head
    counts: Mapping[str, int]
    tell: ProgressCallback
    tally: IntegrityTally = field(default_factory=IntegrityTally)

    def records(self, type_: type[Record]) -> Iterator[Record]:
        """Yield all records of a type."""
        what = Text("Reading {what}", what=type_.plural)
        for record in report_progress(
            _guard_reads(self.archive.records(type_)), self.tell, what, self.counts.get(type_.label, 0)
        ):
            self.tally.record(record)
            yield record

    def changes(self) -> Iterator[ChangeSet]:
        """Yield the journal from its first change on."""
        for changes in report_progress(
            _guard_reads(self.archive.changes()), self.tell, Text("Reading the journal"), self.head.number
        ):
            with _convert_errors():
                self.tally.change(changes)
            yield changes

    def revisions(self) -> Iterator[FrozenRevision]:
        """Yield the revisions from the first on."""
        for frozen in report_progress(_guard_reads(self.archive.revisions()), self.tell, Text("Reading the revisions")):
            with _convert_errors():
                self.tally.revision(frozen.revision, frozen.quads())
            yield frozen

    def close(self) -> None:
        """Raise Contradiction unless everything has been read and agrees."""
        if {label: n for label, n in self.counts.items() if n} != self.tally.records:
            raise Contradiction(Text("it has another number of records than it states"))
        self.tally.close(self.head.number, self.head.hash)


@contextmanager
def scan_archive(archive: Archive, tell: ProgressCallback = ignore_progress) -> Iterator[ArchiveScan]:
    """Open `archive` for one complete pass.

    Raises Conflict if it changes meanwhile, and the archive's own error if it contradicts itself.
    """
    passage = ArchiveScan(archive, archive.head(), archive.counts(), tell)
    try:
        yield passage
        passage.close()
    except Contradiction as error:
        _check_unchanged(passage)
        raise archive.contradiction_error(error.text) from error
    _check_unchanged(passage)


def tally_archive(archive: Archive, tell: ProgressCallback = ignore_progress) -> IntegrityTally:
    """Return the counts of all of `archive`, verified. Raises the errors of `scan_archive`."""
    with scan_archive(archive, tell) as passage:
        records = (record for type_ in TYPES.values() for record in passage.records(type_))
        for _each in chain(records, passage.changes(), passage.revisions()):
            pass
    return passage.tally


@contextmanager
def _convert_errors() -> Iterator[None]:
    """Turn errors of unreadable content into Contradiction."""
    try:
        yield
    except Contradiction:
        raise
    except (ValueError, zlib.error) as error:
        raise Contradiction(Text("it contains unreadable text")) from error


def _guard_reads(things: Iterable[_T]) -> Iterator[_T]:
    with _convert_errors():
        yield from things


def _check_unchanged(passage: ArchiveScan) -> None:
    if passage.archive.head() != passage.head:
        raise archive_conflict(passage.archive)


def archive_conflict(archive: Archive) -> Conflict:
    """Return the error of an archive that changes while it is read."""
    text = Text("{where} is being changed while it is read; nothing was written", where=archive.where)
    return Conflict(text, Text("Try again when no one is changing it."))
