"""A load on disk while it is planned: the landscape as the graph holds it, and over it the records of files.

Memory does not grow with the landscape. All SQL of a load is run here; its texts are in `tables`.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, ValuesView
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self, TypeVar

from pydantic_core import from_json

from loaders.staging import tables
from loaders.staging.tables import LABELS, TYPE_NUMBERS, open_staging_database
from model.changes.chain import encode_canonical
from model.changes.operations import Operation, Values, build_operation
from model.checks.warnings import DEPENDENT_TYPES
from model.edits.identity import CurrentIds
from model.errors import FileLocation, LimitExceeded
from model.language import Term, Text
from model.vocabulary.contents import Party, Records
from model.vocabulary.decisions import ENDINGS, Assignment, Decision, Step, StepKind
from model.vocabulary.namesakes import find_distinctions
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from model.vocabulary.types import PARTIES, TYPES, Key, targets_of

_R = TypeVar("_R", bound=Record)
MOST_RECORDS_CACHED = 1000
"""A type with at most so many records is cached in memory when a record is looked up."""
MOST_IDS_CACHED = 250_000
"""The ids of a type with at most so many records are cached in memory when one is looked up; of more, each is read from disk."""
PARTY_NUMBERS = tuple(TYPE_NUMBERS[type_.label] for type_ in PARTIES)


class StagedRecords(Records):
    """The landscape as it will be after a load: the records that files give, and those of the graph that they leave alone.

    Add the graph's records with `add_known`, then stage rows; read the landscape only when all rows are staged.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._registers = {label: _StagedRegister(database, type_) for label, type_ in TYPES.items()}

    @classmethod
    @contextmanager
    def on_disk(cls) -> Iterator[Self]:
        """Yield an empty store in a temporary folder. Raises LimitExceeded when the disk is full."""
        try:
            with (
                TemporaryDirectory(prefix="landskap-") as folder,
                closing(open_staging_database(Path(folder) / "staged")) as database,
            ):
                yield cls(database)
        except sqlite3.OperationalError as error:
            way_out = Text("Make room in the folder for temporary files; the variable TMPDIR names another.")
            raise LimitExceeded(Text("the disk has no room for the load: {error}", error=error), way_out) from error

    # The landscape as it will be

    def of(self, type_: type[_R]) -> Mapping[str, _R]:
        """Return all records of one type, by id and in its order."""
        return self._registers[type_.label]  # type: ignore[return-value]  # each label's register holds only its own type

    def group_by(self, type_: type[_R], field: str) -> Iterator[list[_R]]:
        """Yield the records of a type in groups that name the same record in `field`; sorted on disk."""
        return self._select_groups(type_, tables.SELECT_BY_FIELD, field=f"$.{field}")

    def find_naming(self, type_: type[_R], field: str, ids: Collection[str]) -> Iterator[_R]:
        """Yield the records of a type that name one of `ids` in `field`."""
        return self._select(type_, tables.SELECT_NAMING, field=f"$.{field}", ids=json.dumps([*ids]))

    def find_sharing(self, type_: type[_R], one: str, other: str) -> Iterator[list[_R]]:
        """Yield the records of a type in groups of two or more that have the same values in both fields."""
        return self._select_groups(type_, tables.SELECT_SHARING, one=f"$.{one}", other=f"$.{other}")

    @cached_property
    def _distinctions(self) -> Mapping[str, Term]:
        rows = self._database.execute(tables.SELECT_NAMESAKES, PARTY_NUMBERS)
        return find_distinctions({id_: Term(name, name_en) for id_, name, name_en in rows}, self)

    def distinctions(self) -> Mapping[str, Term]:
        """Return id → the words that distinguish a party from others of the same name. Computed once."""
        return self._distinctions

    def assignments_with_steps(self) -> Iterator[tuple[Assignment, list[Step]]]:
        """Yield every assignment with its steps."""
        self._database.execute(tables.INSERT_TRAIL, (TYPE_NUMBERS[Step.label],))
        rows = self._database.execute(tables.SELECT_TRAILS, (TYPE_NUMBERS[Assignment.label],))
        for record, found in groupby(rows, key=itemgetter(0)):
            yield Assignment.model_validate_json(record), [Step.model_validate_json(step) for _, step in found if step]

    # The records of the graph

    def add_known(self, records: Iterable[Record]) -> None:
        """Add records of the graph."""
        self._database.executemany(tables.INSERT_KNOWN, map(_row_of, records))

    def find_known(self, label: str, id_: str) -> Record | None:
        """Return the graph's record of that type and id."""
        values = self.find_known_values(label, id_)
        return TYPES[label].model_validate(values) if values else None

    def find_known_values(self, label: str, id_: str) -> Values | None:
        """Return the plain values of the graph's record of that type and id."""
        row = self._fetch_one(tables.SELECT_KNOWN, TYPE_NUMBERS[label], id_)
        return from_json(row[0]) if row else None

    def find_known_naming(self, type_: type[_R], field: str, ids: Collection[str]) -> Iterator[_R]:
        """Yield the records of a type that the graph holds and that have one of `ids` in `field`."""
        return self._select(type_, tables.SELECT_KNOWN_NAMING, field=f"$.{field}", ids=json.dumps([*ids]))

    def known_parties(self) -> Iterator[Party]:
        """Yield every actor, forum and function that the graph holds."""
        for type_ in PARTIES:
            yield from self._select(type_, tables.SELECT_ALL_KNOWN)  # type: ignore[misc]  # PARTIES are the types of Party

    def count_known(self) -> dict[str, int]:
        """Return type → number of records that the graph holds."""
        return self._count_by_type(tables.COUNT_KNOWN)

    def current_ids(self) -> CurrentIds:
        """Return the current id of every party that was merged into one that the graph holds."""
        rows = self._database.execute(tables.SELECT_FORMER_IDS, PARTY_NUMBERS)
        return {(LABELS[number], former): id_ for number, former, id_ in rows}

    def ids_of_ended_parties(self) -> list[str]:
        """Return the ids of the parties that have a last day in the graph."""
        return [row[0] for row in self._database.execute(tables.SELECT_ENDED, PARTY_NUMBERS)]

    def is_known_source(self, source: str) -> bool:
        """Return whether the graph holds a record of the source."""
        return self._fetch_one(tables.SELECT_SOURCE, source) is not None

    # The records of files

    def stage(
        self, record: Record, place: FileLocation, part: int = 0, known: Values | None = None, **derived: Any
    ) -> FileLocation | None:
        """Stage the record of the row at `place` in the file with number `part`; `derived` are fields that the model keeps.

        `known` are the values of the graph's record. If a row with the same id is staged already, return its place instead.
        """
        key, location = (TYPE_NUMBERS[record.label], record.id), (place.file, place.row, place.sheet, part)
        values = {**record.values(), **derived}
        try:
            if values == known:
                self._database.execute(tables.INSERT_AS_KNOWN, (*location, *key))
            else:
                self._database.execute(tables.INSERT_STAGED, (*key, encode_canonical(values).decode(), *location))
        except sqlite3.IntegrityError:
            return self.place_of(record.label, record.id)
        return None

    def overwrite(self, records: Iterable[Record]) -> None:
        """Stage records in place of those of the same id, whether these are staged or known. The places of rows stay."""
        self._database.executemany(tables.INSERT_OVERWRITING, map(_row_of, records))
        self._database.execute(tables.OVERWRITE_STAGED)
        self._database.execute(tables.DELETE_OVERWRITING)

    def place_of(self, label: str, id_: str) -> FileLocation | None:
        """Return the place of the row with that id."""
        row = self._fetch_one(tables.SELECT_PLACE, TYPE_NUMBERS[label], id_)
        return FileLocation(*row) if row and row[0] else None

    def count_of_part(self, part: int) -> int:
        """Return how many records the file of that number has."""
        return int(self._fetch_one(tables.COUNT_OF_PART, part)[0])

    def count_by_type(self) -> dict[str, int]:
        """Return type → number of records that the files have."""
        return self._count_by_type(tables.COUNT_BY_TYPE)

    def count_sources(self, part: int) -> Counter[str]:
        """Return source → how many records of the file of that number it has in the graph."""
        return Counter(dict(self._database.execute(tables.COUNT_SOURCES, (part,))))

    # The records of the graph when a file was exported

    def add_earlier(self, stamp: int, operations: Iterable[Operation]) -> None:
        """Add records as they were at the change `stamp`. `operations` are all later ones, the newest first."""
        rows = (
            (stamp, TYPE_NUMBERS[item.type], item.id, item.before and _encode_record(item.record_before)) for item in operations
        )
        self._database.executemany(tables.INSERT_EARLIER, rows)

    def is_touched_since(self, stamp: int, label: str, id_: str) -> bool:
        """Return whether the record was touched after the change `stamp`."""
        return self._fetch_one(tables.SELECT_EARLIER, stamp, TYPE_NUMBERS[label], id_) is not None

    def find_earlier(self, stamp: int, label: str, id_: str) -> Record | None:
        """Return the record as it was at the change `stamp`, if it was touched afterwards and was there."""
        row = self._fetch_one(tables.SELECT_EARLIER, stamp, TYPE_NUMBERS[label], id_)
        return TYPES[label].model_validate_json(row[0]) if row and row[0] else None

    def count_added_since(self, stamp: int) -> int:
        """Return how many records were added to the graph after the change `stamp` that no file has."""
        return int(self._fetch_one(tables.COUNT_ADDED_SINCE, stamp)[0])

    # How files and graph differ

    def find_new(self, type_: type[_R]) -> Iterator[_R]:
        """Yield the staged records of a type that the graph does not hold."""
        return self._select(type_, tables.SELECT_NEW)

    def find_missing(self, type_: type[_R]) -> Iterator[_R]:
        """Yield the graph's records of a type that are not staged."""
        return self._select(type_, tables.SELECT_MISSING)

    def find_differing(self, part: int) -> Iterator[tuple[Key, Values, Values]]:
        """Yield the records that the file of that number changes: key, values in the file, values in the graph."""
        for number, id_, staged, known in self._database.execute(tables.SELECT_DIFFERING, (part,)):
            yield (LABELS[number], id_), from_json(staged), from_json(known)

    def find_difference(self, part: int, key: Key) -> tuple[Values, Values] | None:
        """Return a record's values in the file of that number and in the graph; None if they are the same."""
        row = self._fetch_one(tables.SELECT_DIFFERENCE, part, TYPE_NUMBERS[key[0]], key[1])
        return (from_json(row[0]), from_json(row[1])) if row else None

    def count_unchanged(self) -> dict[str, int]:
        """Return type → number of records that the files have just as the graph holds them."""
        return self._count_by_type(tables.COUNT_UNCHANGED)

    def operations(self) -> "StagedOperations":
        """Return the operations that make the graph's landscape into the staged one."""
        return StagedOperations(self._database, creations=True)

    def alterations(self) -> "StagedOperations":
        """Return the operations on records that the graph holds."""
        return StagedOperations(self._database, creations=False)

    # The changes that notices are about

    def find_turned_trails(self) -> Iterator[list[Step]]:
        """Yield the steps of each assignment that was resumed, or that has a step after its ending."""
        return self._select_groups(Step, tables.SELECT_TURNED_TRAILS, endings=json.dumps(ENDINGS), resumed=StepKind.RESUMED)

    def find_assignments_due_early(self) -> Iterator[tuple[Assignment, Decision]]:
        """Yield every assignment that is due before its decision was taken, with the decision."""
        numbers = {"assignment": TYPE_NUMBERS[Assignment.label], "decision": TYPE_NUMBERS[Decision.label]}
        for assignment, decision in self._database.execute(tables.SELECT_DUE_EARLY, numbers):
            yield Assignment.model_validate_json(assignment), Decision.model_validate_json(decision)

    def find_later_than(self, day: str, type_: type[_R], field: str) -> Iterator[_R]:
        """Yield the records of a type to which the load gives a day in `field` that is after `day`."""
        return self._select(type_, tables.SELECT_LATER_THAN, field=f"$.{field}", day=day)

    def find_changed_naming(self, type_: type[_R], field: str, ids: Collection[str]) -> Iterator[_R]:
        """Yield the records of a type that are new or changed and name one of `ids` in `field`."""
        return self._select(type_, tables.SELECT_CHANGED_NAMING, field=f"$.{field}", ids=json.dumps([*ids]))

    def find_renamed(self, type_: type[_R]) -> Iterator[_R]:
        """Yield the records of a type that are new, or get another name or organisation number."""
        return self._select(type_, tables.SELECT_RENAMED)

    def find_certain_relations(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the types with relations that the load makes more certain than the records they name.

        With each type, the ids of its relations → the id of an uncertain record that the relation names.
        """
        targets = {
            type_: {name: _numbers_of(targets_of(ref)) for name, ref in type_.references().items()} for type_ in DEPENDENT_TYPES
        }
        ends = {number for fields in targets.values() for numbers in fields.values() for number in numbers}
        self._database.execute(tables.DELETE_UNCERTAIN)
        self._database.execute(tables.INSERT_UNCERTAIN, (json.dumps(sorted(ends)),))
        if not self._fetch_one(tables.SELECT_ANY_UNCERTAIN):
            return
        for type_, fields in targets.items():
            values = {"type": TYPE_NUMBERS[type_.label], "fields": json.dumps(list(fields)), "types": json.dumps(fields)}
            if found := dict(self._database.execute(tables.SELECT_MORE_CERTAIN, values).fetchall()):
                yield type_.label, found

    # Records that their source no longer has

    def find_retractable(self, label: str, sources: Iterable[str], stamps: Iterable[int]) -> Iterator[tuple[Record, int | None]]:
        """Yield the graph's records of a type that no file has, if one of `sources` has them or they were there at a stamp.

        `stamps` are numbers of changes. With each record, the last of them at which it was there.
        """
        values = {"type": TYPE_NUMBERS[label], "sources": json.dumps([*sources]), "stamps": json.dumps([*stamps])}
        for record, stamp in self._database.execute(tables.SELECT_RETRACTABLE, values):
            yield TYPES[label].model_validate_json(record), stamp

    def retract(self, records: Iterable[tuple[Record, bool]]) -> None:
        """Stage records that their source no longer has: each as it will be if it stays, and whether to remove it.

        A record stays if a record that stays names it, or if its decision would have no addressee without it.
        """
        self._database.executemany(tables.INSERT_RETRACTED, ((*_row_of(record), removed) for record, removed in records))
        self._database.execute(tables.STAGE_RETRACTED)
        while self._restore_addressed() or any(self._restore_named(*reference) for reference in _list_references()):
            pass  # what stays now may name more

    def is_retracted(self, label: str, id_: str) -> bool:
        """Return whether the source of the record no longer has it: it ends, is removed, or has one source less."""
        return self._fetch_one(tables.SELECT_RETRACTED, TYPE_NUMBERS[label], id_) is not None

    def _restore_addressed(self) -> bool:
        """Keep assignments without which their decision would have no addressee; return whether there were any."""
        numbers = {"assignment": TYPE_NUMBERS[Assignment.label], "decision": TYPE_NUMBERS[Decision.label]}
        if self._fetch_one(tables.SELECT_ANY_RETRACTED, numbers["assignment"]) is None:
            return False
        return self._database.execute(tables.RESTORE_ADDRESSED, numbers).rowcount > 0

    def _restore_named(self, type_: int, field: str, targets: list[int]) -> bool:
        """Keep records that records of a type name in `field`; return whether there were any."""
        if self._fetch_one(tables.SELECT_ANY_REMOVED, json.dumps(targets)) is None:
            return False
        values = {"type": type_, "field": f"$.{field}", "targets": json.dumps(targets)}
        return self._database.execute(tables.RESTORE_NAMED, values).rowcount > 0

    # Running statements

    def _select(self, type_: type[_R], statement: str, **values: Any) -> Iterator[_R]:
        """Yield the records of a type that a statement with the column `record` finds."""
        rows = self._database.execute(statement, {"type": TYPE_NUMBERS[type_.label], **values})
        return (type_.model_validate_json(record) for (record,) in rows)

    def _select_groups(self, type_: type[_R], statement: str, **values: Any) -> Iterator[list[_R]]:
        """Yield the records of a type in groups; the statement's first column is the group, its second the record."""
        rows = self._database.execute(statement, {"type": TYPE_NUMBERS[type_.label], **values})
        for _, group in groupby(rows, key=itemgetter(0)):
            yield [type_.model_validate_json(record) for _, record in group]

    def _count_by_type(self, statement: str) -> dict[str, int]:
        return {LABELS[number]: count for number, count in self._database.execute(statement)}

    def _fetch_one(self, statement: str, *values: Any) -> Any:
        return self._database.execute(statement, values).fetchone()


class StagedOperations:
    """The operations of a load, read from disk at each iteration: creations and changes, then removals."""

    def __init__(self, database: sqlite3.Connection, *, creations: bool) -> None:
        self._database, self._values = database, {"creations": creations}

    def __iter__(self) -> Iterator[Operation]:
        for statement in (tables.SELECT_WRITTEN, tables.SELECT_REMOVED):
            for number, id_, before, after in self._database.execute(statement, self._values):
                yield build_operation(LABELS[number], id_, before and from_json(before), after and from_json(after))

    def __len__(self) -> int:
        return self._size

    @cached_property
    def _size(self) -> int:
        return int(self._database.execute(tables.COUNT_OPERATIONS, self._values).fetchone()[0])


class _StagedRegister(Mapping[str, Record]):
    """The records of one type as they will be, by id."""

    def __init__(self, database: sqlite3.Connection, type_: type[Record]) -> None:
        self._database, self._number, self._type = database, TYPE_NUMBERS[type_.label], type_

    def __getitem__(self, id_: str) -> Record:
        if self._cached_records is not None:
            return self._cached_records[id_]
        row = self._database.execute(tables.SELECT_RECORD, (self._number, id_)).fetchone()
        if row is None:
            raise KeyError(id_)
        return self._type.model_validate_json(row[0])

    def __contains__(self, id_: object) -> bool:
        if self._cached_ids is not None:
            return id_ in self._cached_ids
        return self._database.execute(tables.SELECT_RECORD, (self._number, id_)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._database.execute(tables.SELECT_IDS, (self._number,)))

    def __len__(self) -> int:
        return self._size

    def values(self) -> ValuesView[Record]:
        """Return the records; an iteration reads each from disk once."""
        return _RegisterValues(self)

    def records(self) -> Iterator[Record]:
        """Yield the records in the order of their ids."""
        rows = self._database.execute(tables.SELECT_RECORDS, (self._number,))
        return (self._type.model_validate_json(row[0]) for row in rows)

    @cached_property
    def _size(self) -> int:
        return int(self._database.execute(tables.COUNT_RECORDS, (self._number,)).fetchone()[0])

    @cached_property
    def _cached_ids(self) -> frozenset[str] | None:
        return frozenset(self) if self._size <= MOST_IDS_CACHED else None

    @cached_property
    def _cached_records(self) -> Mapping[str, Record] | None:
        return {record.id: record for record in self.records()} if self._size <= MOST_RECORDS_CACHED else None


class _RegisterValues(ValuesView[Record]):
    """The records of a register, read in one statement."""

    def __init__(self, register: _StagedRegister) -> None:
        super().__init__(register)
        self._register = register

    def __iter__(self) -> Iterator[Record]:
        return self._register.records()


def _row_of(record: Record) -> tuple[int, str, str]:
    """Return a record as the tables have it."""
    return TYPE_NUMBERS[record.label], record.id, _encode_record(record)


def _encode_record(record: Record) -> str:
    return encode_canonical(record.values()).decode()


def _numbers_of(types: Iterable[type[Record]]) -> list[int]:
    return [TYPE_NUMBERS[type_.label] for type_ in types]


def _list_references() -> Iterator[tuple[int, str, list[int]]]:
    """Yield each field that names other records: the number of its type, its name, the numbers of the types that it may name."""
    for type_ in TYPES.values():
        number = TYPE_NUMBERS[type_.label]
        yield number, "evidence", [TYPE_NUMBERS[Source.label]]
        for field, ref in type_.references().items():
            yield number, field, _numbers_of(targets_of(ref))
