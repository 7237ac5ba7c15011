"""A replay of the journal. Stores a hash of each record in a temporary file, so that size does not matter."""

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from model.changes.chain import encode_canonical
from model.changes.operation_keys import key_of
from model.changes.operations import Operation, Values
from model.vocabulary.types import Key

CACHE_KILOBYTES = 64_000
"""The part of the file that is kept in memory, in kB."""


class Replay:
    """The records after the operations so far, as hashes by key."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KILOBYTES}"):
            self._run(f"PRAGMA {pragma}")
        self._run("CREATE TABLE record (type TEXT, id TEXT, hash BLOB, PRIMARY KEY (type, id)) WITHOUT ROWID")

    @classmethod
    @contextmanager
    def on_disk(cls) -> Iterator["Replay"]:
        """Yield an empty replay in a temporary folder, which is deleted afterwards."""
        with (
            tempfile.TemporaryDirectory(prefix="landskap-") as folder,
            closing(sqlite3.connect(Path(folder) / "replay", isolation_level=None)) as connection,
        ):
            yield cls(connection)

    def apply(self, operation: Operation) -> bool:
        """Apply `operation`. Return whether its values before match the record."""
        key, before, after = key_of(operation), _hash_values(operation.before), _hash_values(operation.after)
        fits = self._hash_of(key) == before
        if after is None:
            self._run("DELETE FROM record WHERE type = ? AND id = ?", key)
        else:
            self._run("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", (*key, after))
        return fits

    def take(self, key: Key, values: Values | None) -> bool | None:
        """Remove a record. Return whether it has `values`, or None if it does not exist. None stands for invalid values."""
        known = self._hash_of(key)
        self._run("DELETE FROM record WHERE type = ? AND id = ?", key)
        return None if known is None else known == _hash_values(values)

    def rest(self) -> Iterator[Key]:
        """Yield the keys of the records that were not taken."""
        return ((label, id_) for label, id_ in self._run("SELECT type, id FROM record ORDER BY type, id"))

    def _hash_of(self, key: Key) -> bytes | None:
        found = self._run("SELECT hash FROM record WHERE type = ? AND id = ?", key).fetchone()
        return found[0] if found else None


def _hash_values(values: Values | None) -> bytes | None:
    """Return the hash of a record's filled fields. Empty and missing fields count the same."""
    if values is None:
        return None
    filled = {field: value for field, value in values.items() if value not in (None, [])}
    return hashlib.sha256(encode_canonical(filled)).digest()[:16]
