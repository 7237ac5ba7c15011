"""Write a landscape to a backup: to a draft beside it, which gets the backup's name when it is whole."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from filelock import FileLock, Timeout

from loaders.backup.format import (
    ABOUT,
    BACKUP_FORMAT,
    CHANGES,
    CONTENTS,
    REVISIONS,
    BackupDigest,
    operations_file,
    quads_file,
    records_file,
)
from loaders.backup.reader import open_backup
from model.changes.chain import encode_canonical
from model.changes.operations import serialize_operations
from model.errors import InputError, cause_of
from model.history.archive import Archive, ArchiveScan, scan_archive
from model.history.integrity import IntegrityTally
from model.language import Text
from model.progress import ProgressCallback, ignore_progress
from model.software import software_version
from model.text.timestamps import utc_now
from model.vocabulary.registers import Landscape
from model.vocabulary.types import TYPES

CREATE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""A new file is created; a link that somebody put in its place is not followed."""


def write_backup(archive: Archive, path: Path, tell: ProgressCallback = ignore_progress) -> IntegrityTally:
    """Write all of `archive` to the new file `path` and return the numbers of records, changes and revisions.

    The file is read back before it gets its name. Raises InputError if it exists or cannot be written, and the errors of
    `scan_archive`; then there is no file.
    """
    if path.exists():
        raise InputError(Text("{file} is there already; nothing was written", file=path), (), Text("Give another name."))
    with _open_draft(path) as (draft, file):
        with scan_archive(archive, tell) as scan:
            _write(scan, file)
        os.fsync(file.fileno())
        with open_backup(draft, tell):  # checks that every byte can be read back
            pass
    return scan.tally


@contextmanager
def _open_draft(path: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Yield a draft beside `path`, which gets its name at the end and is deleted after an error. Raises InputError.

    A draft that a killed backup left is deleted first: the lock excludes other writers. Only its owner can read it.
    """
    draft = path.with_name(f"{path.name}.part")
    try:
        path.parent.stat()  # FileLock would create a folder that does not exist
        with _lock_path(path):
            try:
                draft.unlink(missing_ok=True)
                with os.fdopen(os.open(draft, CREATE_FLAGS, 0o600), "wb") as file:
                    yield draft, file
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(Text("{file} cannot be written: {error}", file=path, error=cause_of(error)), ()) from error


@contextmanager
def _lock_path(path: Path) -> Iterator[None]:
    """Keep other processes of this computer from writing a backup to `path`. Raises InputError if one does already."""
    path.parent.stat()  # raises FileNotFoundError: FileLock would make the missing folder
    lock = FileLock(path.with_name(f"{path.name}.part.lock"), timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise InputError(Text("another backup is being written to {file}", file=path), (), Text("Give another name.")) from None
    with lock:
        try:
            yield
        finally:
            with suppress(OSError):  # while it is held: FileLock takes no lock of a file that is gone
                Path(lock.lock_file).unlink()


def _write(scan: ArchiveScan, file: IO[bytes]) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED) as into:
        writer = _Writer(into)
        name = next((record.values()["name"] for record in scan.archive.records(Landscape)), None)
        head = {"number": scan.head.number, "hash": scan.head.hash}
        version = {"format": BACKUP_FORMAT, "software": software_version(), "written_at": utc_now()}
        writer.put(ABOUT, [encode_canonical({**version, "landscape": name, "head": head})])
        for type_ in TYPES.values():
            writer.put(records_file(type_), (_encode_line(record.values()) for record in scan.records(type_)))
        archive = scan.archive
        writer.put(CHANGES, (_encode_line({**one.head(), "operations": len(one.operations)}) for one in archive.changes()))
        for changes in scan.changes():
            writer.put(operations_file(changes.number), serialize_operations(changes.operations))
        writer.put(REVISIONS, (_encode_line(frozen.revision.as_json()) for frozen in archive.revisions()))
        for frozen in scan.revisions():
            writer.put(quads_file(frozen.revision.number), frozen.quads())
        tally = scan.tally
        contents = {"records": tally.records, "changes": tally.changes, "revisions": tally.revisions}
        writer.put(CONTENTS, [encode_canonical({**contents, "sha256": writer.digest.hexdigest()})])
    file.flush()


def _encode_line(value: object) -> bytes:
    return encode_canonical(value) + b"\n"


class _Writer:
    """Adds files to a ZIP, and keeps the digest of all."""

    def __init__(self, into: ZipFile) -> None:
        self._into, self.digest = into, BackupDigest()

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Add a file that is given in pieces."""
        sha256 = hashlib.sha256()
        with self._into.open(name, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                sha256.update(piece)
        self.digest.add(name, sha256.hexdigest())
