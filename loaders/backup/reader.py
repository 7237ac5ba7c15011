"""Read a backup as an archive, without a server. Everything in it is checked, for it may be damaged or forged."""

import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import TypeAdapter

from loaders.backup.format import (
    ABOUT,
    BACKUP_FORMAT,
    CHANGES,
    CONTENTS,
    LONGEST_DOCUMENT,
    LONGEST_LINE,
    MOST_FILES,
    MOST_INFLATED_BYTES,
    MOST_INFLATION,
    MOST_RECORDS,
    REVISIONS,
    BackupDigest,
    operations_file,
    quads_file,
    records_file,
)
from loaders.rows.given_files import check_regular
from loaders.rows.rules import BackupRule
from model.changes.chain import Head, read_items
from model.changes.operations import ChangeSet, Operation, Reason
from model.checks.validation import build_record
from model.errors import FileLocation, GraphNewer, InputError, LandskapError, LimitExceeded, Problem, cause_of
from model.history.archive import FrozenRevision
from model.history.revisions import Revision
from model.language import Text
from model.progress import ProgressCallback, ignore_progress
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

READ_SIZE = 500_000
"""Bytes."""
ZIP_ERRORS = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError, KeyError)
"""The errors that reading a file raises that is cut off, altered or made to do harm."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class BackupAbout:
    """The version that wrote a backup, when (UTC), the landscape's name, and the head of the journal."""

    format: int
    software: str
    written_at: str
    landscape: str | None
    head: Head


@dataclass(frozen=True, slots=True)
class BackupContents:
    """The numbers of records (by type), changes and revisions in a backup, and the digest of all files before this one."""

    records: dict[str, int]
    changes: int
    revisions: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupEntry:
    """A line of the journal: a change, and the number of its operations."""

    number: int
    at: str
    who: str
    why: str
    source: str | None
    source_sha256: str | None
    previous: str
    operations: int
    undoes: int | None = None


ABOUTS, ALL_CONTENTS, ENTRIES = TypeAdapter(BackupAbout), TypeAdapter(BackupContents), TypeAdapter(BackupEntry)
OPERATIONS, REVISION_ROWS, VALUES = TypeAdapter(Operation), TypeAdapter(Revision), TypeAdapter(dict[str, Any])
TAKE_EARLIER_BACKUP = Text("Nothing was written. Take an earlier backup.")


@contextmanager
def open_backup(path: Path, tell: ProgressCallback = ignore_progress) -> Iterator["BackupFile"]:
    """Open the backup at `path` and check that it is whole, within the limits and unaltered since it was written.

    Raises InputError, LimitExceeded; GraphNewer if a newer version wrote it.
    """
    check_regular(path)
    try:
        with path.open("rb") as file, _open_zip(path, file) as files:
            backup = BackupFile(path, files)
            backup.check(tell)
            yield backup
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error


def _open_zip(path: Path, file: BinaryIO) -> ZipFile:
    try:
        return ZipFile(file)
    except ZIP_ERRORS as error:
        raise _incomplete_error(path) from error


class BackupFile:
    """A backup as an archive (`queries.archive.archive`), whose records and operations are checked as they are read."""

    def __init__(self, path: Path, files: ZipFile) -> None:
        self._path, self._files, self.where = path, files, str(path)

    def check(self, tell: ProgressCallback) -> None:
        """Check sizes, names, numbers and digest. Raises InputError, LimitExceeded, GraphNewer."""
        found = self._files.infolist()
        self._check_sizes(found)
        names = [info.filename for info in found]
        if len(set(names)) < len(names) or names[:1] != [ABOUT] or names[-1:] != [CONTENTS]:
            raise _incomplete_error(self._path)
        self.about = self._read_document(ABOUT, ABOUTS)
        if self.about.format > BACKUP_FORMAT:
            text = Text("{file} was written by a newer Landskap ({version})", file=self._path, version=self.about.software)
            raise GraphNewer(text, Text("Update Landskap."))
        self.contents = self._read_document(CONTENTS, ALL_CONTENTS)
        self._check_counts(set(names))
        self._check_digest(names[:-1], tell)

    def head(self) -> Head:
        """Return the number and hash of the last change."""
        return self.about.head

    def counts(self) -> Mapping[str, int]:
        """Return type → number of records."""
        return self.contents.records

    def records(self, type_: type[Record]) -> Iterator[Record]:
        """Yield all records of a type. Raises InputError for a line without a valid record."""
        name = records_file(type_)
        for place, line in self._lines(name) if name in self._files.namelist() else ():
            found = build_record(type_, self._read_part(place, VALUES.validate_json, line))
            if not isinstance(found, Record):
                raise self._wrong(*(replace(problem, place=place) for problem in found))
            yield found

    def changes(self) -> Iterator[ChangeSet]:
        """Yield the journal's changes, the first first."""
        for place, line in self._lines(CHANGES):
            entry = self._read_part(place, ENTRIES.validate_json, line)
            reason = Reason(entry.who, entry.why, entry.source, entry.source_sha256, entry.undoes)
            operations = _Operations(self, operations_file(entry.number), entry.operations)
            yield ChangeSet(entry.number, entry.at, reason, operations, entry.previous)

    def operations(self, name: str) -> Iterator[Operation]:
        """Yield the operations of a change; `name` is its file."""
        items = read_items(self._read_pieces(name))
        while (item := self._read_part(FileLocation(name), next, items, None)) is not None:
            yield self._read_part(FileLocation(name), OPERATIONS.validate_python, item)

    def revisions(self) -> Iterator[FrozenRevision]:
        """Yield the revisions, the first first."""
        for place, line in self._lines(REVISIONS):
            revision = self._read_part(place, REVISION_ROWS.validate_json, line)
            yield FrozenRevision(revision, partial(self._read_pieces, quads_file(revision.number)))

    def contradiction_error(self, how: Text) -> LandskapError:
        """Return the error that the file contradicts itself."""
        text = Text("{file} contradicts itself: {how}", file=self._path, how=how)
        return InputError(text, (), TAKE_EARLIER_BACKUP)

    def _check_sizes(self, found: list[ZipInfo]) -> None:
        """Raise LimitExceeded or InputError before anything is inflated."""
        inflated = sum(info.file_size for info in found)
        if len(found) > MOST_FILES or inflated > min(MOST_INFLATED_BYTES, MOST_INFLATION * self._path.stat().st_size):
            text = Text("{file} is larger than a backup may be: {files} files that are {bytes} bytes when inflated",
                        file=self._path, files=len(found), bytes=inflated)  # fmt: skip
            raise LimitExceeded(text)
        if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in found):
            raise _incomplete_error(self._path)

    def _check_counts(self, names: set[str]) -> None:
        """Raise InputError unless the backup has exactly the files that its contents require."""
        if sum(self.contents.records.values()) > MOST_RECORDS:
            raise LimitExceeded(Text("{file} has more than {most} records", file=self._path, most=MOST_RECORDS))
        wanted = {ABOUT, CHANGES, REVISIONS, CONTENTS}
        wanted |= {records_file(TYPES[label]) for label in self.contents.records if label in TYPES}
        wanted |= {operations_file(number + 1) for number in range(min(self.contents.changes, MOST_FILES))}
        wanted |= {quads_file(number + 1) for number in range(min(self.contents.revisions, MOST_FILES))}
        missing = (Problem(BackupRule.PART_MISSING, Text("is missing"), place=FileLocation(name)) for name in wanted - names)
        known = wanted | {records_file(type_) for type_ in TYPES.values()}
        foreign = (
            Problem(BackupRule.PART_FOREIGN, Text("does not belong in a backup"), place=FileLocation(name))
            for name in names - known
        )
        if problems := [*missing, *foreign]:
            raise self._wrong(*problems)

    def _check_digest(self, names: list[str], tell: ProgressCallback) -> None:
        digest, done = BackupDigest(), 0
        total = sum(info.file_size for info in self._files.infolist())
        for name in names:
            sha256 = hashlib.sha256()
            for piece in self._read_pieces(name):
                sha256.update(piece)
                done += len(piece)
                tell(Text("Checking {file}, in kilobytes", file=self._path.name), done // 1000, total // 1000)
            digest.add(name, sha256.hexdigest())
        if digest.hexdigest() != self.contents.sha256:
            raise self.contradiction_error(Text("it was altered after it was written"))

    def _read_document(self, name: str, as_: TypeAdapter[_T]) -> _T:
        text = b"".join(self._read_pieces(name)) if self._files.getinfo(name).file_size <= LONGEST_DOCUMENT else b""
        return self._read_part(FileLocation(name), as_.validate_json, text)

    def _lines(self, name: str) -> Iterator[tuple[FileLocation, bytes]]:
        """Yield each line with its place. Raises InputError, LimitExceeded."""
        with self._read_part(FileLocation(name), self._files.open, name) as raw, io.BufferedReader(raw, READ_SIZE) as file:  # type: ignore[type-var]  # it reads as a raw file does
            number = 0
            while line := self._read_part(FileLocation(name), file.readline, LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    place = FileLocation(name, number)
                    text = Text("{place} in {file} is longer than {most} bytes", place=place, file=self._path, most=LONGEST_LINE)
                    raise LimitExceeded(text)
                yield FileLocation(name, number), line

    def _read_pieces(self, name: str) -> Iterator[bytes]:
        with self._read_part(FileLocation(name), self._files.open, name) as file:
            while piece := self._read_part(FileLocation(name), file.read, READ_SIZE):
                yield piece

    def _read_part(self, place: FileLocation, read: Callable[..., _T], *what: Any) -> _T:
        """Return `read(*what)`. Raises InputError if the file is damaged."""
        try:
            return read(*what)
        except ZIP_ERRORS as error:
            raise self._wrong(Problem(BackupRule.PART_UNREADABLE, Text("cannot be read"), place=place)) from error

    def _wrong(self, *problems: Problem) -> InputError:
        return InputError(Text("{file} cannot be restored", file=self._path), problems, TAKE_EARLIER_BACKUP)


class _Operations:
    """The operations of a change in a backup, read at each iteration."""

    def __init__(self, backup: BackupFile, name: str, count: int) -> None:
        self._backup, self._name, self._count = backup, name, count

    def __iter__(self) -> Iterator[Operation]:
        return self._backup.operations(self._name)

    def __len__(self) -> int:
        return self._count


def _incomplete_error(path: Path) -> InputError:
    text = Text("{file} is not a whole backup: it was cut off, or is another kind of file", file=path)
    return InputError(text, (), TAKE_EARLIER_BACKUP)
