"""A landscape on disk while a load is planned: what the graph holds, and over it what files say; memory does not grow with it.

known   what the graph holds: type, id, the record as canonical JSON
said    what there is to be instead, or as well (no record: it is to go), and where which of the files says it
earlier what a record was when a file was exported (no record: there was none), where it has been touched since
leaving what a source says no longer: as it is if it stays, and whether it is to go
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self, TypeVar

from pydantic_core import from_json

from model.chain import canonical
from model.changes import Operation, Values, change_of
from model.contents import Party, Records
from model.decisions import Assignment, Decision, Step
from model.errors import LimitExceeded
from model.identity import Present
from model.language import Text
from model.places import Place
from model.record import Record
from model.registers import Source
from model.vocabulary import PARTIES, TYPES, Key, targets
from queries.journal import Head

R = TypeVar("R", bound=Record)
LABELS = tuple(TYPES)
FEW = 1000
"""Records of a type that are kept in memory once they are asked for."""
SMALL = 250_000
"""Ids of a type that are kept in memory once they are asked for; of more, each is looked up on disk."""

SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;
CREATE TABLE known (type INTEGER, id TEXT, record TEXT, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE said (
    type INTEGER, id TEXT, record TEXT, file TEXT, row INTEGER, sheet TEXT, part INTEGER, PRIMARY KEY (type, id)
) WITHOUT ROWID;
CREATE VIEW joined AS
    SELECT type, id, record FROM said WHERE record IS NOT NULL
    UNION ALL
    SELECT type, id, record FROM known k WHERE NOT EXISTS (SELECT 1 FROM said s WHERE s.type = k.type AND s.id = k.id);
CREATE TABLE trail (assignment TEXT, step TEXT, record TEXT, PRIMARY KEY (assignment, step)) WITHOUT ROWID;
CREATE TABLE kept (type INTEGER, id TEXT, record TEXT);
CREATE TABLE earlier (stamp INTEGER, type INTEGER, id TEXT, record TEXT, PRIMARY KEY (stamp, type, id)) WITHOUT ROWID;
CREATE TABLE new (type INTEGER, id TEXT, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE leaving (type INTEGER, id TEXT, record TEXT, goes INTEGER, PRIMARY KEY (type, id)) WITHOUT ROWID;
"""
SAY_AS_KNOWN = """
INSERT INTO said SELECT type, id, record, ?, ?, ?, ? FROM known WHERE type = ? AND id = ?
"""
ALTERED = """
FROM said s LEFT JOIN known k ON k.type = s.type AND k.id = s.id WHERE s.record IS NOT k.record
"""
NEW = """
SELECT record FROM said s WHERE type = ? AND record IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM known k WHERE k.type = s.type AND k.id = s.id) ORDER BY id
"""
TOGETHER = """
SELECT named, record FROM (
    SELECT id, record, json_extract(record, :one, :other) AS named,
           count(*) OVER (PARTITION BY json_extract(record, :one, :other)) AS times FROM joined WHERE type = :type)
WHERE times > 1 ORDER BY named, id
"""
MISSING = """
SELECT record FROM known k WHERE type = ?
    AND NOT EXISTS (SELECT 1 FROM said s WHERE s.type = k.type AND s.id = k.id) ORDER BY id
"""
CALLED_ANEW = """
SELECT s.record FROM said s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.type = ? AND s.record IS NOT NULL AND s.record IS NOT k.record
  AND json_extract(s.record, '$.name', '$.short_name', '$.aliases', '$.organisation_number')
      IS NOT json_extract(k.record, '$.name', '$.short_name', '$.aliases', '$.organisation_number')
"""
MERGED = """
SELECT k.type, former.value, k.id FROM known k, json_each(k.record, '$.former_ids') former WHERE k.type IN (?, ?, ?)
"""

NO_LONGER = """
SELECT * FROM (
    SELECT k.record AS record, EXISTS (SELECT 1 FROM new n WHERE n.type = k.type AND n.id = k.id) AS new,
        (SELECT max(value) FROM json_each(:stamps) WHERE NOT EXISTS
            (SELECT 1 FROM earlier e WHERE e.stamp = value AND e.type = k.type AND e.id = k.id AND e.record IS NULL)) AS stamp
    FROM known k
    WHERE k.type = :type AND NOT EXISTS (SELECT 1 FROM said s WHERE s.type = k.type AND s.id = k.id) ORDER BY k.id
) WHERE stamp IS NOT NULL
     OR EXISTS (SELECT 1 FROM json_each(record, '$.asserted_by') who JOIN json_each(:sources) source USING (value))
"""
DIFFERING = """
SELECT s.type, s.id, s.record, k.record FROM said s JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.part = ? AND s.record IS NOT k.record
"""
DIFFERS = f"{DIFFERING} AND s.type = ? AND s.id = ?"  # our own text
STAYING = """
UPDATE said SET record = (SELECT record FROM leaving l WHERE l.type = said.type AND l.id = said.id)
WHERE record IS NULL AND type IN (SELECT value FROM json_each(:aims)) AND id IN
    (SELECT substr(value, 1, instr(value || ' ', ' ') - 1) FROM joined j, json_each(j.record, :field) WHERE j.type = :type)
"""

ADDRESSED = """
UPDATE said SET record = (SELECT record FROM leaving l WHERE l.type = said.type AND l.id = said.id)
WHERE record IS NULL AND type = :assignment AND id IN (
    SELECT l.id FROM leaving l JOIN joined d ON d.type = :decision AND d.id = json_extract(l.record, '$.decision')
    WHERE l.type = :assignment AND d.id NOT IN (SELECT json_extract(record, '$.decision') FROM joined WHERE type = :assignment))
"""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A field that a source said as `was` the last time and says as `said` now, while the landscape has it as `now` since.

    `stands` says whether it stays so.
    """

    key: Key
    field: str
    was: Any
    said: Any
    now: Any
    stands: bool


class Staged(Records):
    """The landscape as it is to be: what is said, and what is known beside it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.said_formerly: Counter[Key] = Counter()
        """By which former ids files name something, and how often."""
        self._database = database
        self._recalled: set[Head] = set()
        self.weighed: list[Weighed] = []
        """Where somebody else has changed what a source said since it did."""
        self._registers = {label: _Register(database, place, type_) for place, (label, type_) in enumerate(TYPES.items())}

    @classmethod
    @contextmanager
    def on_disk(cls) -> Iterator[Self]:
        """An empty one in a folder of its own, gone afterwards. Raises LimitExceeded when the disk has no room for it."""
        try:
            with TemporaryDirectory(prefix="landskap-") as folder, closing(_opened(Path(folder) / "staged")) as database:
                yield cls(database)
        except sqlite3.OperationalError as error:
            way_out = Text("Make room in the folder for temporary files; the variable TMPDIR names another.")
            raise LimitExceeded(Text("the load has no room on the disk: {error}", error=error), way_out) from error

    def of(self, type_: type[R]) -> Mapping[str, R]:
        """All records of one type, by id and in its order."""
        return self._registers[type_.label]  # type: ignore[return-value]  # each label's register holds only its own type

    def by(self, type_: type[R], field: str) -> Iterator[list[R]]:
        """The records of a type, together those that name the same in `field`; sorted on disk."""
        rows = self._database.execute(
            "SELECT json_extract(record, '$.' || ?) AS named, record FROM joined WHERE type = ? ORDER BY named, id",
            (field, LABELS.index(type_.label)),
        )
        for _, group in groupby(rows, key=itemgetter(0)):
            yield [type_.model_validate_json(record) for _, record in group]

    def together(self, type_: type[R], one: str, other: str) -> Iterator[list[R]]:
        """The records of a type of which several name the same in both fields, together."""
        values = {"type": LABELS.index(type_.label), "one": f"$.{one}", "other": f"$.{other}"}
        for _, group in groupby(self._database.execute(TOGETHER, values), key=itemgetter(0)):
            yield [type_.model_validate_json(record) for _, record in group]

    def know(self, records: Iterable[Record]) -> None:
        """Keep what the graph holds."""
        rows = ((LABELS.index(record.label), record.id, _text(record)) for record in records)
        self._database.executemany("INSERT INTO known VALUES (?, ?, ?)", rows)

    def known(self, label: str, id_: str) -> Record | None:
        """What the graph holds of that type and id."""
        values = self.known_values(label, id_)
        return TYPES[label].model_validate(values) if values else None

    def known_values(self, label: str, id_: str) -> Values | None:
        """The same as plain values."""
        row = self._one("SELECT record FROM known WHERE type = ? AND id = ?", LABELS.index(label), id_)
        return from_json(row[0]) if row else None

    def merged(self) -> Present:
        """What the ids stand for now of what was merged into something that is known."""
        places = [LABELS.index(type_.label) for type_ in PARTIES]
        rows = self._database.execute(MERGED, places)
        return {(LABELS[place], former): id_ for place, former, id_ in rows}

    def known_parties(self) -> Iterator[Party]:
        """Every actor, forum and function that the graph holds."""
        for type_ in PARTIES:
            rows = self._database.execute("SELECT record FROM known WHERE type = ? ORDER BY id", (LABELS.index(type_.label),))
            yield from (type_.model_validate_json(row[0]) for row in rows)  # type: ignore[misc]  # PARTIES are the types of Party

    def say(self, record: Record, place: Place, part: int = 0, known: Values | None = None, **kept: Any) -> Place | None:
        """Keep what the file of that number says at `place`, with fields that the model keeps; `known` as it is known.

        Where files said something of the same id before, that place is returned instead.
        """
        key, where = (LABELS.index(record.label), record.id), (place.file, place.row, place.sheet, part)
        values = {**record.values(), **kept}
        try:
            if values == known:
                self._database.execute(SAY_AS_KNOWN, (*where, *key))
            else:
                self._database.execute(
                    "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?)", (*key, canonical(values).decode(), *where)
                )
        except sqlite3.IntegrityError:
            return self.place_of(record.label, record.id)
        return None

    def differing(self, part: int) -> Iterator[tuple[Key, Values, Values]]:
        """What the file of that number says otherwise than it is known: its key, as it is said, as it is known."""
        for type_, id_, said, known in self._database.execute(DIFFERING, (part,)):
            yield (LABELS[type_], id_), from_json(said), from_json(known)

    def differs(self, part: int, key: Key) -> tuple[Values, Values] | None:
        """How the file of that number says the record, and how it is known, if it says it otherwise."""
        row = self._one(DIFFERS, part, LABELS.index(key[0]), key[1])
        return (from_json(row[2]), from_json(row[3])) if row else None

    def said_in_files(self) -> dict[str, int]:
        """Type → how many records files say."""
        return self._counts("SELECT type, count(*) FROM said WHERE file IS NOT NULL GROUP BY type")

    def new(self, type_: type[R]) -> Iterator[R]:
        """The records of a type that are said and were not known."""
        return self._found(NEW, type_)

    def missing(self, type_: type[R]) -> Iterator[R]:
        """The records of a type that were known and are not said."""
        return self._found(MISSING, type_)

    def _found(self, text: str, type_: type[R]) -> Iterator[R]:
        rows = self._database.execute(text, (LABELS.index(type_.label),))
        return (type_.model_validate_json(row[0]) for row in rows)

    def keep(self, records: Iterable[Record]) -> None:
        """Keep what follows from what is said: records as they are to be, wherever they stand."""
        rows = ((LABELS.index(record.label), record.id, _text(record)) for record in records)
        self._database.executemany("INSERT INTO kept VALUES (?, ?, ?)", rows)
        self._database.execute(
            "INSERT INTO said (type, id, record) SELECT type, id, record FROM kept WHERE true"
            " ON CONFLICT DO UPDATE SET record = excluded.record"
        )
        self._database.execute("DELETE FROM kept")

    def place_of(self, label: str, id_: str) -> Place | None:
        """Where a file says it."""
        row = self._one("SELECT file, row, sheet FROM said WHERE type = ? AND id = ?", LABELS.index(label), id_)
        return Place(*row) if row and row[0] else None

    def recall(self, stamp: Head, operations: Iterable[Operation]) -> None:
        """Keep what records were before the operations, the newest first, that have been made since the export of that stamp."""
        self._recalled.add(stamp)
        values = (
            (stamp.number, LABELS.index(item.type), item.id, item.before and _text(item.record_before)) for item in operations
        )
        self._database.executemany("INSERT OR REPLACE INTO earlier VALUES (?, ?, ?, ?)", values)

    def since(self, stamp: Head | None) -> int | None:
        """The number of the change that an export of that stamp holds, if what has happened since is recalled."""
        return stamp.number if stamp in self._recalled and stamp else None

    def touched_since(self, stamp: int, label: str, id_: str) -> bool:
        """Whether the record has been touched since the change `stamp`, as far as that is recalled."""
        found = self._one("SELECT 1 FROM earlier WHERE stamp = ? AND type = ? AND id = ?", stamp, LABELS.index(label), id_)
        return found is not None

    def earlier(self, stamp: int, label: str, id_: str) -> Record | None:
        """What the record was at the change `stamp`, if it has been touched since and was there."""
        row = self._one("SELECT record FROM earlier WHERE stamp = ? AND type = ? AND id = ?", stamp, LABELS.index(label), id_)
        return TYPES[label].model_validate_json(row[0]) if row and row[0] else None

    def note_new(self, keys: Iterable[tuple[str, str]]) -> None:
        """Keep which records are in no revision."""
        self._database.executemany("INSERT OR IGNORE INTO new VALUES (?, ?)", ((LABELS.index(label), id_) for label, id_ in keys))

    def no_longer_said(
        self, label: str, sources: Iterable[str], stamps: Iterable[int] = ()
    ) -> Iterator[tuple[Record, bool, int | None]]:
        """What one of `sources` says of that type and files do not, and whatever else was there at one of `stamps`.

        With each whether it is noted as new, and the last of the stamps at which it was there.
        """
        values = {"type": LABELS.index(label), "sources": json.dumps([*sources]), "stamps": json.dumps([*stamps])}
        for record, new, stamp in self._database.execute(NO_LONGER, values):
            yield TYPES[label].model_validate_json(record), bool(new), stamp

    def let_go(self, leaving: Iterable[tuple[Record, bool]]) -> None:
        """Keep what becomes of records that are missing, and whether they are to go; what is named by what stays stays too."""
        rows = ((LABELS.index(record.label), record.id, _text(record), goes) for record, goes in leaving)
        self._database.executemany("INSERT INTO leaving VALUES (?, ?, ?, ?)", rows)
        self._database.execute("INSERT INTO said (type, id, record) SELECT type, id, iif(goes, NULL, record) FROM leaving")
        while self._addressed() or any(self._stays(*aim) for aim in _aims()):  # what stays now may name more
            pass

    def _addressed(self) -> bool:
        """Whether an assignment that was to go stays, because the decision would be addressed to nobody."""
        labels = {"assignment": LABELS.index(Assignment.label), "decision": LABELS.index(Decision.label)}
        return bool(self._one("SELECT 1 FROM leaving WHERE type = ?", labels["assignment"])) and self._changed(ADDRESSED, labels)

    def _stays(self, type_: int, field: str, aims: Sequence[int]) -> bool:
        """Whether something that was to go stays, because that field of that type names it."""
        to_go = "SELECT 1 FROM said WHERE record IS NULL AND type IN (SELECT value FROM json_each(?)) LIMIT 1"
        if not self._one(to_go, json.dumps(aims)):
            return False
        values = {"type": type_, "field": f"$.{field}", "aims": json.dumps(aims)}
        return self._changed(STAYING, values)

    def _changed(self, text: str, values: Mapping[str, Any]) -> bool:
        return self._database.execute(text, values).rowcount > 0

    def called_anew(self, type_: type[R]) -> Iterator[R]:
        """The records of a type that are new, or get a name or organisation number that they did not have."""
        rows = self._database.execute(CALLED_ANEW, (LABELS.index(type_.label),))
        return (type_.model_validate_json(record) for (record,) in rows)

    def trails(self) -> Iterator[tuple[Assignment, list[Step]]]:
        """Every assignment with its steps."""
        self._database.execute(
            "INSERT OR REPLACE INTO trail SELECT json_extract(record, '$.assignment'), id, record FROM joined WHERE type = ?",
            (LABELS.index(Step.label),),
        )
        rows = self._database.execute(
            "SELECT j.record, t.record FROM joined j LEFT JOIN trail t ON t.assignment = j.id WHERE j.type = ? ORDER BY j.id",
            (LABELS.index(Assignment.label),),
        )
        for record, found in groupby(rows, key=itemgetter(0)):
            yield Assignment.model_validate_json(record), [Step.model_validate_json(step) for _, step in found if step]

    def operations(self) -> "Altered":
        """What makes the graph say what is said."""
        return Altered(self._database)

    def unchanged(self) -> dict[str, int]:
        """Type → how many records are said as they are known."""
        return self._counts(
            "SELECT s.type, count(*) FROM said s JOIN known k ON k.type = s.type AND k.id = s.id"
            " WHERE s.record = k.record GROUP BY s.type"
        )

    def held(self) -> dict[str, int]:
        """Type → how many records the graph holds."""
        return self._counts("SELECT type, count(*) FROM known GROUP BY type")

    def alterations(self) -> "Altered":
        """The operations on what the graph holds."""
        return Altered(self._database, "AND k.record IS NOT NULL")

    def _counts(self, text: str) -> dict[str, int]:
        return {LABELS[place]: count for place, count in self._database.execute(text)}

    def _one(self, text: str, *values: Any) -> Any:
        return self._database.execute(text, values).fetchone()


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(SCHEMA)
    database.execute("BEGIN")
    return database


class Altered:
    """The operations of a staged landscape, read from disk each time they are gone through: what is made, then what goes."""

    def __init__(self, database: sqlite3.Connection, only: str = "") -> None:
        self._database, self._altered = database, f"{ALTERED} {only}"

    def __iter__(self) -> Iterator[Operation]:
        columns = "SELECT s.type, s.id, k.record, s.record"
        for rest in ("AND s.record IS NOT NULL ORDER BY s.type, s.id", "AND s.record IS NULL ORDER BY s.type DESC, s.id DESC"):
            for type_, id_, before, after in self._database.execute(f"{columns} {self._altered} {rest}"):  # our own texts
                yield change_of(LABELS[type_], id_, before and from_json(before), after and from_json(after))

    def __len__(self) -> int:
        return self._size

    @cached_property
    def _size(self) -> int:
        """Counted once: it is asked for each time that progress is told."""
        return int(self._database.execute(f"SELECT count(*) {self._altered}").fetchone()[0])  # our own text


class _Register(Mapping[str, Record]):
    """The records of one type, by id. It is not asked before all is said."""

    def __init__(self, database: sqlite3.Connection, place: int, type_: type[Record]) -> None:
        self._database, self._place, self._type = database, place, type_

    def __getitem__(self, id_: str) -> Record:
        if self._few is not None:
            return self._few[id_]
        row = self._database.execute("SELECT record FROM joined WHERE type = ? AND id = ?", (self._place, id_)).fetchone()
        if row is None:
            raise KeyError(id_)
        return self._type.model_validate_json(row[0])

    def __contains__(self, id_: object) -> bool:
        if self._ids is not None:
            return id_ in self._ids
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
    def _ids(self) -> frozenset[str] | None:
        return frozenset(self) if self._size <= SMALL else None

    @cached_property
    def _few(self) -> Mapping[str, Record] | None:
        return {record.id: record for record in self.records()} if self._size <= FEW else None


class _Values(ValuesView[Record]):
    """The values of a register, without a look-up of each."""

    def __init__(self, register: _Register) -> None:
        super().__init__(register)
        self._register = register

    def __iter__(self) -> Iterator[Record]:
        return self._register.records()


def _aims() -> Iterator[tuple[int, str, list[int]]]:
    """Each field that names other records: its type, its name, and the types that it may name."""
    for place, type_ in enumerate(TYPES.values()):
        yield place, "evidence", [LABELS.index(Source.label)]
        for field, ref in type_.references().items():
            yield place, field, [LABELS.index(target.label) for target in targets(ref)]


def _text(record: Record) -> str:
    return canonical(record.values()).decode()
