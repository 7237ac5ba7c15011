"""A landscape on disk while a load is planned: what the graph holds, and over it what files say; memory does not grow with it."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self, TypeVar

from pydantic_core import from_json

from loaders.rows.dataset import SkippedRow, TableOrder
from loaders.staging.register import StagedRegister
from loaders.staging.retractions import Retractions
from loaders.staging.tables import (
    COUNT_ADDED_SINCE,
    COUNT_SAYERS,
    FROM_ALTERED,
    INSERT_AS_KNOWN,
    INSERT_DOUBTED,
    LABELS,
    SELECT_DIFFERENCE,
    SELECT_DIFFERING,
    SELECT_DUE_EARLY,
    SELECT_ENDED,
    SELECT_LATER_THAN,
    SELECT_MERGED,
    SELECT_MISSING,
    SELECT_MORE_CERTAIN,
    SELECT_NAMESAKES,
    SELECT_NAMING,
    SELECT_NAMING_ANEW,
    SELECT_NEW,
    SELECT_RENAMED,
    SELECT_SAYER,
    SELECT_TOGETHER,
    SELECT_TURNED,
    encode_record,
    open_staging_database,
)
from model.changes.chain import Head, encode_canonical
from model.changes.operations import Operation, Values, build_operation
from model.checks.warnings import DEPENDENT_TYPES
from model.edits.identity import CurrentIds
from model.errors import FileLocation, LimitExceeded
from model.language import Localizable, Term, Text
from model.vocabulary.contents import Party, Records
from model.vocabulary.decisions import ENDINGS, Assignment, Decision, Step, StepKind
from model.vocabulary.namesakes import find_distinctions
from model.vocabulary.record import Record
from model.vocabulary.types import PARTIES, TYPES, Key, targets_of

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True, slots=True)
class NewerValue:
    """A field that a source said as `was` the last time and says as `said` now, while the landscape has it as `now` since.

    `stands` says whether it stays so.
    """

    key: Key
    field: str
    was: Localizable | str
    said: Localizable | str
    now: Localizable | str
    stands: bool


class StagedRecords(Records):
    """The landscape as it is to be: what is said, and what is known beside it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.said_formerly: Counter[Key] = Counter()
        """By which former ids files name something, and how often."""
        self._database = database
        self.tables: TableOrder = {}
        """The tables of the files."""
        self.rows, self.aside = 0, 0
        self.aside_in: dict[str, tuple[FileLocation, int]] = {}  # file → the first of its rows that begin with #, and how many do
        """Rows of the files that say something, and that begin with `#`."""
        self.unread: dict[SkippedRow, int] = {}
        """What else is not to be read, each kind by the first of it, and how often there is such."""
        self._alike: dict[tuple[str, str, str], SkippedRow] = {}
        self._recalled: set[Head] = set()
        self.weighed: list[NewerValue] = []
        """Where somebody else has changed what a source said since it did."""
        self.left_out: Counter[tuple[str, str]] = Counter()
        """Type and field → in how many rows a table has no column for what the landscape says."""
        self.newer: Counter[int] = Counter()
        """The change that an export holds → how many records the landscape has otherwise since, and the file does not change."""
        self.leaving = Retractions(database)
        """What a source says no longer."""
        self._registers = {label: StagedRegister(database, place, type_) for place, (label, type_) in enumerate(TYPES.items())}

    @classmethod
    @contextmanager
    def on_disk(cls) -> Iterator[Self]:
        """An empty one in a folder of its own, gone afterwards. Raises LimitExceeded when the disk has no room for it."""
        try:
            with (
                TemporaryDirectory(prefix="landskap-") as folder,
                closing(open_staging_database(Path(folder) / "staged")) as database,
            ):
                yield cls(database)
        except sqlite3.OperationalError as error:
            way_out = Text("Make room in the folder for temporary files; the variable TMPDIR names another.")
            raise LimitExceeded(Text("the load has no room on the disk: {error}", error=error), way_out) from error

    def of(self, type_: type[_R]) -> Mapping[str, _R]:
        """All records of one type, by id and in its order."""
        return self._registers[type_.label]  # type: ignore[return-value]  # each label's register holds only its own type

    def group_by(self, type_: type[_R], field: str) -> Iterator[list[_R]]:
        """The records of a type, together those that name the same in `field`; sorted on disk."""
        rows = self._database.execute(
            "SELECT json_extract(record, '$.' || ?) AS named, record FROM joined WHERE type = ? ORDER BY named, id",
            (field, LABELS.index(type_.label)),
        )
        for _, group in groupby(rows, key=itemgetter(0)):
            yield [type_.model_validate_json(record) for _, record in group]

    def find_naming(self, type_: type[_R], field: str, ids: Collection[str]) -> Iterator[_R]:
        """The records of a type that name one of `ids` in `field`."""
        values = {"type": LABELS.index(type_.label), "field": f"$.{field}", "ids": json.dumps([*ids])}
        return (type_.model_validate_json(row[0]) for row in self._database.execute(SELECT_NAMING, values))

    def together(self, type_: type[_R], one: str, other: str) -> Iterator[list[_R]]:
        """The records of a type of which several name the same in both fields, together."""
        values = {"type": LABELS.index(type_.label), "one": f"$.{one}", "other": f"$.{other}"}
        for _, group in groupby(self._database.execute(SELECT_TOGETHER, values), key=itemgetter(0)):
            yield [type_.model_validate_json(record) for _, record in group]

    def find_turned_trails(self) -> Iterator[list[Step]]:
        """The steps of each assignment that was resumed, or to which something has happened since it ended."""
        values = {"step": LABELS.index(Step.label), "endings": json.dumps(ENDINGS), "resumed": StepKind.RESUMED}
        for _, group in groupby(self._database.execute(SELECT_TURNED, values), key=itemgetter(0)):
            yield [Step.model_validate_json(record) for _, record in group]

    def due_early(self) -> Iterator[tuple[Assignment, Decision]]:
        """Every assignment that is due before its decision was taken, with the decision."""
        values = {"assignment": LABELS.index(Assignment.label), "decision": LABELS.index(Decision.label)}
        for assignment, decision in self._database.execute(SELECT_DUE_EARLY, values):
            yield Assignment.model_validate_json(assignment), Decision.model_validate_json(decision)

    def find_later_than(self, day: str, type_: type[_R], field: str) -> Iterator[_R]:
        """The records of a type that get, or have from the start, a day in `field` that lies after `day`."""
        values = {"type": LABELS.index(type_.label), "field": f"$.{field}", "day": day}
        return (type_.model_validate_json(row[0]) for row in self._database.execute(SELECT_LATER_THAN, values))

    def ended(self) -> list[str]:
        """The ids of the parties that have a last day, as is known."""
        return [row[0] for row in self._database.execute(SELECT_ENDED, [LABELS.index(type_.label) for type_ in PARTIES])]

    def find_naming_anew(self, type_: type[_R], field: str, ids: Collection[str]) -> Iterator[_R]:
        """The records of a type that are new or become otherwise, and name one of `ids` in `field`."""
        values = {"type": LABELS.index(type_.label), "field": f"$.{field}", "ids": json.dumps([*ids])}
        return (type_.model_validate_json(row[0]) for row in self._database.execute(SELECT_NAMING_ANEW, values))

    def leaves(self, label: str, id_: str) -> bool:
        """Whether its source says it no longer: it ends, goes, or has one less who says it."""
        return self._fetch_one("SELECT 1 FROM leaving WHERE type = ? AND id = ?", LABELS.index(label), id_) is not None

    def know(self, records: Iterable[Record]) -> None:
        """Keep what the graph holds."""
        rows = ((LABELS.index(record.label), record.id, encode_record(record)) for record in records)
        self._database.executemany("INSERT INTO known VALUES (?, ?, ?)", rows)

    def known(self, label: str, id_: str) -> Record | None:
        """What the graph holds of that type and id."""
        values = self.known_values(label, id_)
        return TYPES[label].model_validate(values) if values else None

    def known_values(self, label: str, id_: str) -> Values | None:
        """The same as plain values."""
        row = self._fetch_one("SELECT record FROM known WHERE type = ? AND id = ?", LABELS.index(label), id_)
        return from_json(row[0]) if row else None

    def merged(self) -> CurrentIds:
        """What the ids stand for now of what was merged into something that is known."""
        places = [LABELS.index(type_.label) for type_ in PARTIES]
        rows = self._database.execute(SELECT_MERGED, places)
        return {(LABELS[place], former): id_ for place, former, id_ in rows}

    def known_parties(self) -> Iterator[Party]:
        """Every actor, forum and function that the graph holds."""
        for type_ in PARTIES:
            rows = self._database.execute("SELECT record FROM known WHERE type = ? ORDER BY id", (LABELS.index(type_.label),))
            yield from (type_.model_validate_json(row[0]) for row in rows)  # type: ignore[misc]  # PARTIES are the types of Party

    @cached_property
    def _distinctions(self) -> Mapping[str, Term]:
        rows = self._database.execute(SELECT_NAMESAKES, [LABELS.index(type_.label) for type_ in PARTIES])
        return find_distinctions({id_: Term(name, name_en) for id_, name, name_en in rows}, self)

    def distinctions(self) -> Mapping[str, Term]:
        """Id → what tells a party from those whose name is just the same, looked for once. It is asked when all is said."""
        return self._distinctions

    def say(
        self, record: Record, place: FileLocation, part: int = 0, known: Values | None = None, **kept: Any
    ) -> FileLocation | None:
        """Keep what the file of that number says at `place`, with fields that the model keeps; `known` as it is known.

        Where files said something of the same id before, that place is returned instead.
        """
        key, where = (LABELS.index(record.label), record.id), (place.file, place.row, place.sheet, part)
        values = {**record.values(), **kept}
        try:
            if values == known:
                self._database.execute(INSERT_AS_KNOWN, (*where, *key))
            else:
                self._database.execute(
                    "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?)", (*key, encode_canonical(values).decode(), *where)
                )
        except sqlite3.IntegrityError:
            return self.place_of(record.label, record.id)
        return None

    def set_aside(self, aside: SkippedRow) -> None:
        """Count what is not to be read."""
        if aside.why is None:
            self.aside += 1
            first, n = self.aside_in.get(aside.place.file, (aside.place, 0))
            self.aside_in[aside.place.file] = (first, n + 1)
            return
        alike = self._alike.setdefault((aside.place.file, aside.field, str(aside.why)), aside)
        self.unread[alike] = self.unread.get(alike, 0) + aside.rows

    def differing(self, part: int) -> Iterator[tuple[Key, Values, Values]]:
        """What the file of that number says otherwise than it is known: its key, as it is said, as it is known."""
        for type_, id_, said, known in self._database.execute(SELECT_DIFFERING, (part,)):
            yield (LABELS[type_], id_), from_json(said), from_json(known)

    def differs(self, part: int, key: Key) -> tuple[Values, Values] | None:
        """How the file of that number says the record, and how it is known, if it says it otherwise."""
        row = self._fetch_one(SELECT_DIFFERENCE, part, LABELS.index(key[0]), key[1])
        return (from_json(row[2]), from_json(row[3])) if row else None

    def count_newer(self, stamp: int) -> int:
        """How many records the landscape has otherwise, or added, since the change that an export holds, and files leave so."""
        return self.newer[stamp] + int(self._fetch_one(COUNT_ADDED_SINCE, stamp)[0])

    def count_said(self, part: int) -> int:
        """How many records the file of that number says."""
        return int(self._fetch_one("SELECT count(*) FROM said WHERE part = ? AND file IS NOT NULL", part)[0])

    def count_sayers(self, part: int) -> Counter[str]:
        """Who says, as is known, how many of the records that the file of that number says."""
        return Counter(dict(self._database.execute(COUNT_SAYERS, (part,))))

    def is_sayer(self, source: str) -> bool:
        """Whether anything known is said by the source."""
        return self._fetch_one(SELECT_SAYER, source) is not None

    def count_in_files(self) -> dict[str, int]:
        """Type → how many records files say."""
        return self._count_by_type("SELECT type, count(*) FROM said WHERE file IS NOT NULL GROUP BY type")

    def new(self, type_: type[_R]) -> Iterator[_R]:
        """The records of a type that are said and were not known."""
        return self._found(SELECT_NEW, type_)

    def missing(self, type_: type[_R]) -> Iterator[_R]:
        """The records of a type that were known and are not said."""
        return self._found(SELECT_MISSING, type_)

    def _found(self, text: str, type_: type[_R]) -> Iterator[_R]:
        rows = self._database.execute(text, (LABELS.index(type_.label),))
        return (type_.model_validate_json(row[0]) for row in rows)

    def keep(self, records: Iterable[Record]) -> None:
        """Keep what follows from what is said: records as they are to be, wherever they stand."""
        rows = ((LABELS.index(record.label), record.id, encode_record(record)) for record in records)
        self._database.executemany("INSERT INTO kept VALUES (?, ?, ?)", rows)
        self._database.execute(
            "INSERT INTO said (type, id, record) SELECT type, id, record FROM kept WHERE true"
            " ON CONFLICT DO UPDATE SET record = excluded.record"
        )
        self._database.execute("DELETE FROM kept")

    def place_of(self, label: str, id_: str) -> FileLocation | None:
        """Where a file says it."""
        row = self._fetch_one("SELECT file, row, sheet FROM said WHERE type = ? AND id = ?", LABELS.index(label), id_)
        return FileLocation(*row) if row and row[0] else None

    def recall(self, stamp: Head, operations: Iterable[Operation]) -> None:
        """Keep what records were before the operations, the newest first, that have been made since the export of that stamp."""
        self._recalled.add(stamp)
        values = (
            (stamp.number, LABELS.index(item.type), item.id, item.before and encode_record(item.record_before))
            for item in operations
        )
        self._database.executemany("INSERT OR REPLACE INTO earlier VALUES (?, ?, ?, ?)", values)

    def since(self, stamp: Head | None) -> int | None:
        """The number of the change that an export of that stamp holds, if what has happened since is recalled."""
        return stamp.number if stamp in self._recalled and stamp else None

    def is_touched_since(self, stamp: int, label: str, id_: str) -> bool:
        """Whether the record has been touched since the change `stamp`, as far as that is recalled."""
        found = self._fetch_one("SELECT 1 FROM earlier WHERE stamp = ? AND type = ? AND id = ?", stamp, LABELS.index(label), id_)
        return found is not None

    def earlier(self, stamp: int, label: str, id_: str) -> Record | None:
        """What the record was at the change `stamp`, if it has been touched since and was there."""
        row = self._fetch_one(
            "SELECT record FROM earlier WHERE stamp = ? AND type = ? AND id = ?", stamp, LABELS.index(label), id_
        )
        return TYPES[label].model_validate_json(row[0]) if row and row[0] else None

    def find_renamed(self, type_: type[_R]) -> Iterator[_R]:
        """The records of a type that are new, or get a name or organisation number that they did not have."""
        rows = self._database.execute(SELECT_RENAMED, (LABELS.index(type_.label),))
        return (type_.model_validate_json(record) for (record,) in rows)

    def more_certain(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Type by type the certain relations that the load makes name something uncertain: id → that of an end."""
        aims = {
            type_: {name: _numbers_of(targets_of(ref)) for name, ref in type_.references().items()} for type_ in DEPENDENT_TYPES
        }
        ends = {place for fields in aims.values() for places in fields.values() for place in places}
        self._database.execute("DELETE FROM doubted")
        self._database.execute(INSERT_DOUBTED, (json.dumps(sorted(ends)),))
        if not self._fetch_one("SELECT count(*) FROM doubted")[0]:
            return
        for type_, fields in aims.items():
            values = {"type": LABELS.index(type_.label), "fields": json.dumps(list(fields)), "types": json.dumps(fields)}
            if found := dict(self._database.execute(SELECT_MORE_CERTAIN, values).fetchall()):
                yield type_.label, found

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

    def operations(self) -> "StagedOperations":
        """What makes the graph say what is said."""
        return StagedOperations(self._database)

    def unchanged(self) -> dict[str, int]:
        """Type → how many records files say as they are known."""
        return self._count_by_type(
            "SELECT s.type, count(*) FROM said s JOIN known k ON k.type = s.type AND k.id = s.id"
            " WHERE s.record = k.record AND s.file IS NOT NULL GROUP BY s.type"
        )

    def held(self) -> dict[str, int]:
        """Type → how many records the graph holds."""
        return self._count_by_type("SELECT type, count(*) FROM known GROUP BY type")

    def alterations(self) -> "StagedOperations":
        """The operations on what the graph holds."""
        return StagedOperations(self._database, "AND k.record IS NOT NULL")

    def _count_by_type(self, text: str) -> dict[str, int]:
        return {LABELS[place]: count for place, count in self._database.execute(text)}

    def _fetch_one(self, text: str, *values: Any) -> Any:
        return self._database.execute(text, values).fetchone()


class StagedOperations:
    """The operations of a staged landscape, read from disk each time they are gone through: what is made, then what goes."""

    def __init__(self, database: sqlite3.Connection, only: str = "") -> None:
        self._database, self._altered = database, f"{FROM_ALTERED} {only}"

    def __iter__(self) -> Iterator[Operation]:
        columns = "SELECT s.type, s.id, k.record, s.record"
        for rest in ("AND s.record IS NOT NULL ORDER BY s.type, s.id", "AND s.record IS NULL ORDER BY s.type DESC, s.id DESC"):
            for type_, id_, before, after in self._database.execute(f"{columns} {self._altered} {rest}"):  # our own texts
                yield build_operation(LABELS[type_], id_, before and from_json(before), after and from_json(after))

    def __len__(self) -> int:
        return self._size

    @cached_property
    def _size(self) -> int:
        """Counted once: it is asked for each time that progress is told."""
        return int(self._database.execute(f"SELECT count(*) {self._altered}").fetchone()[0])  # our own text


def _numbers_of(types: Iterable[type[Record]]) -> list[int]:
    """What stands for the types in the tables."""
    return [LABELS.index(type_.label) for type_ in types]
