"""The records of one type as they are to be, read from where they are staged."""

import sqlite3
from collections.abc import Iterator, Mapping, ValuesView
from functools import cached_property

from model.vocabulary.record import Record

MOST_RECORDS_CACHED = 1000
"""Records of a type that are kept in memory once they are asked for."""
MOST_IDS_CACHED = 250_000
"""Ids of a type that are kept in memory once they are asked for; of more, each is looked up on disk."""


class StagedRegister(Mapping[str, Record]):
    """The records of one type, by id. It is not asked before all is said."""

    def __init__(self, database: sqlite3.Connection, place: int, type_: type[Record]) -> None:
        self._database, self._place, self._type = database, place, type_

    def __getitem__(self, id_: str) -> Record:
        if self._cached_records is not None:
            return self._cached_records[id_]
        row = self._database.execute("SELECT record FROM joined WHERE type = ? AND id = ?", (self._place, id_)).fetchone()
        if row is None:
            raise KeyError(id_)
        return self._type.model_validate_json(row[0])

    def __contains__(self, id_: object) -> bool:
        if self._cached_ids is not None:
            return id_ in self._cached_ids
        query = "SELECT 1 FROM joined WHERE type = ? AND id = ?"
        return self._database.execute(query, (self._place, id_)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        rows = self._database.execute("SELECT id FROM joined WHERE type = ? ORDER BY id", (self._place,))
        return (row[0] for row in rows)

    def __len__(self) -> int:
        return self._size

    def values(self) -> ValuesView[Record]:
        """The records, each read from disk once."""
        return _Values(self)

    def records(self) -> Iterator[Record]:
        """The records in the order of their ids."""
        rows = self._database.execute("SELECT record FROM joined WHERE type = ? ORDER BY id", (self._place,))
        return (self._type.model_validate_json(row[0]) for row in rows)

    @cached_property
    def _size(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM joined WHERE type = ?", (self._place,)).fetchone()[0])

    @cached_property
    def _cached_ids(self) -> frozenset[str] | None:
        return frozenset(self) if self._size <= MOST_IDS_CACHED else None

    @cached_property
    def _cached_records(self) -> Mapping[str, Record] | None:
        return {record.id: record for record in self.records()} if self._size <= MOST_RECORDS_CACHED else None


class _Values(ValuesView[Record]):
    """The values of a register, without a look-up of each."""

    def __init__(self, register: StagedRegister) -> None:
        super().__init__(register)
        self._register = register

    def __iter__(self) -> Iterator[Record]:
        return self._register.records()
