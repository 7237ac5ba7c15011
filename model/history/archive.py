"""All of a landscape as it is handed on: every record, the journal that made them, and the revisions that froze them.

It comes from a graph (`queries.archive.archive`) or from a file (`loaders.backup.reader`), and is read the same way.
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

    def revisions(self) -> Iterator[FrozenRevision]:
        """The revisions, the first first."""

    def contradiction_error(self, how: Text) -> LandskapError:
        """The error to raise when it contradicts itself."""


@dataclass(slots=True)
class ArchiveScan:
    """An archive as it is gone through once: told, counted, and each change and revision held against its hash."""

    archive: Archive
    head: Head
    counts: Mapping[str, int]
    tell: ProgressCallback
    tally: IntegrityTally = field(default_factory=IntegrityTally)

    def records(self, type_: type[Record]) -> Iterator[Record]:
        """All records of a type."""
        what = Text("Reading {what}", what=type_.plural)
        for record in report_progress(
            _guard_reads(self.archive.records(type_)), self.tell, what, self.counts.get(type_.label, 0)
        ):
            self.tally.record(record)
            yield record

    def changes(self) -> Iterator[ChangeSet]:
        """The journal, the first change first."""
        for changes in report_progress(
            _guard_reads(self.archive.changes()), self.tell, Text("Reading the journal"), self.head.number
        ):
            with _convert_errors():
                self.tally.change(changes)
            yield changes

    def revisions(self) -> Iterator[FrozenRevision]:
        """The revisions, the first first."""
        for frozen in report_progress(_guard_reads(self.archive.revisions()), self.tell, Text("Reading the revisions")):
            with _convert_errors():
                self.tally.revision(frozen.revision, frozen.quads())
            yield frozen

    def close(self) -> None:
        """See that all went by that there is to be. Raises Contradiction."""
        if {label: n for label, n in self.counts.items() if n} != self.tally.records:
            raise Contradiction(Text("there are not as many records as it says"))
        self.tally.close(self.head.number, self.head.hash)


@contextmanager
def scan_archive(archive: Archive, tell: ProgressCallback = ignore_progress) -> Iterator[ArchiveScan]:
    """`archive` to be gone through once, wholly.

    Raises Conflict when it changes meanwhile; the archive's own error when it contradicts itself.
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
    """All of `archive`, counted and held against itself. Raises as `scan_archive` does."""
    with scan_archive(archive, tell) as passage:
        records = (record for type_ in TYPES.values() for record in passage.records(type_))
        for _each in chain(records, passage.changes(), passage.revisions()):
            pass
    return passage.tally


@contextmanager
def _convert_errors() -> Iterator[None]:
    """What cannot be read is a Contradiction as well."""
    try:
        yield
    except Contradiction:
        raise
    except (ValueError, zlib.error) as error:
        raise Contradiction(Text("a text in it cannot be read")) from error


def _guard_reads(things: Iterable[_T]) -> Iterator[_T]:
    with _convert_errors():
        yield from things


def _check_unchanged(passage: ArchiveScan) -> None:
    if passage.archive.head() != passage.head:
        raise archive_conflict(passage.archive)


def archive_conflict(archive: Archive) -> Conflict:
    """Return the error of an archive that changes while it is read."""
    text = Text("{where} is being changed while it is read; nothing was written", where=archive.where)
    return Conflict(text, Text("Do it again when nobody changes it."))
