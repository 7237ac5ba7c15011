"""The records of a graph, read only when they are needed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TypeVar

from model.language import Term, Text
from model.progress import ProgressCallback, ignore_progress
from model.text.names import name_of
from model.vocabulary.contents import Party, Records
from model.vocabulary.namesakes import find_distinctions
from model.vocabulary.record import Record, Relationship
from model.vocabulary.types import PARTIES, PARTY, TYPES, Key, group_by_type
from queries.landscape.registers import read_records, record_values_of
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader
from queries.server.paging import ROWS_PER_PAGE, read_pages

_R = TypeVar("_R", bound=Record)


class GraphRecords(Records):
    """The records in a graph. Each is read at most once; use a new object to see later changes.

    The cost follows the records asked for. `of` and iteration read whole registers. Progress is reported to `tell`.
    """

    def __init__(self, graph: Graph, tell: ProgressCallback = ignore_progress) -> None:
        self._graph, self._tell = graph, tell
        self._registers: dict[str, Mapping[str, Record]] = {}
        self._found: dict[Key, Record | None] = {}

    def of(self, type_: type[_R]) -> Mapping[str, _R]:
        """Return all records of one type, by id and in order of id."""
        if type_.label not in self._registers:
            records = {record.id: self._keep(record) for record in read_records(self._graph, type_)}
            self._registers[type_.label] = dict(sorted(records.items()))
        return self._registers[type_.label]  # type: ignore[return-value]  # each label's register holds only its own type

    def find(self, label: str, id_: str) -> Record | None:
        """Return the record of that type and id, or None."""
        return next(self.get([(label, id_)]), None)

    def party(self, id_: str) -> Party | None:
        """Return the actor, forum or function of that id, or None."""
        return next(self.get([(PARTY, id_)]), None)  # type: ignore[return-value]  # what is a Party is one of its three types

    def get(self, keys: Iterable[Key]) -> Iterator[Record]:
        """Yield the existing records of `keys`, each once, in the order of the vocabulary.

        A `Party` key matches all three types.
        """
        wanted = [(type_.label, id_) for type_, ids in group_by_type(keys).items() for id_ in ids]
        for batch in split_batches(key for key in wanted if key not in self._found):
            self._found |= dict.fromkeys(batch)
            for record in self._graph.read_in_transaction(partial(_read_some, group_by_type(batch))):
                self._keep(record)
            self._tell(Text("Reading the landscape"), len(self._found), 0)
        yield from filter(None, map(self._found.get, wanted))

    def of_id(self, id_: str) -> Iterator[Record]:
        """Yield the nodes of that id, or else its relationships, in the order of the vocabulary."""
        texts = ("records/nodes-of-id", "records/relationships-of-id")
        found = next((rows for text in texts if (rows := self._graph.read(text, id=id_).rows)), [])
        return self.get((row["label"], id_) for row in found)

    def find_naming(self, type_: type[_R], field: str, ids: Collection[str]) -> Iterator[_R]:
        """Yield the records of a type whose `field` holds one of `ids`."""
        for batch in split_batches(sorted(ids)):
            rows = read_pages(self._graph, f"records/{type_.stem()}/naming-{field}", lambda row: str(row["id"]), ids=batch)
            if issubclass(type_, Relationship):
                yield from (self._keep(type_.model_validate(record_values_of(type_, row))) for row in rows)
            else:
                yield from self.get((type_.label, row["id"]) for row in rows)  # type: ignore[misc]  # all of the one type

    def find_merged_parties(self, ids: Collection[str]) -> Iterator[Party]:
        """Yield the parties into which a party with one of `ids` was merged."""
        rows = self._graph.read("parties/of-former-ids", ids=sorted(ids)).rows
        return self.get((PARTY, row["id"]) for row in rows)  # type: ignore[return-value]  # what is a Party is one of its types

    def ids(self, type_: type[Record]) -> Iterable[str]:
        """Return the first page of a type's ids, to suggest one when an id is misspelt."""
        return (row["id"] for row in self._graph.read(f"records/{type_.stem()}/ids", most=ROWS_PER_PAGE).rows)

    def distinctions(self) -> Mapping[str, Term]:
        """Return the words that tell namesakes apart, by id, among the parties that have been read."""
        registers = (record for type_ in PARTIES for record in self._registers.get(type_.label, {}).values())
        met = (record for record in self._found.values() if record and record.party)
        return find_distinctions({party.id: name_of(party) for party in chain(registers, met)}, self)

    def __iter__(self) -> Iterator[Record]:
        for type_ in TYPES.values():
            yield from read_records(self._graph, type_)

    def _keep(self, record: _R) -> _R:
        self._found[record.key] = record
        return record


def _read_some(wanted: Mapping[type[Record], list[str]], reader: Reader) -> list[Record]:
    """Return the records with the wanted ids."""
    rows = ((type_, reader.read(f"records/{type_.stem()}/some", ids=ids).rows) for type_, ids in wanted.items())
    return [type_.model_validate(record_values_of(type_, row)) for type_, found in rows for row in found]
