"""The records of a landscape: an interface to read them (`Records`), and all of them in memory (`Contents`)."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from model.language import Term
from model.vocabulary.actors import Actor, Function
from model.vocabulary.forums import Forum
from model.vocabulary.namesakes import find_distinctions
from model.vocabulary.record import Record, referenced_ids_of
from model.vocabulary.registers import Landscape
from model.vocabulary.types import NODES, PARTIES, RELATIONSHIPS, TYPES, Key, group_by_type

_R = TypeVar("_R", bound=Record)

Party = Actor | Forum | Function


class Records(ABC):
    """The records of a landscape, wherever they are stored."""

    @abstractmethod
    def of(self, type_: type[_R]) -> Mapping[str, _R]:
        """Return all records of one type, by id and in its order."""

    def find(self, label: str, id_: str) -> Record | None:
        """Return the record of that type and id, or None."""
        return self.of(TYPES[label]).get(id_)

    def get(self, keys: Iterable[Key]) -> Iterator[Record]:
        """Yield the records of `keys` that exist, each once, in the vocabulary's order. A `Party` is any party of that id."""
        for type_, ids in group_by_type(keys).items():
            of_type = self.of(type_)
            yield from (of_type[id_] for id_ in ids if id_ in of_type)

    def find_named(self, record: Record, field: str) -> Record | None:
        """Return the record that another names in a field of one id; None if it names none there, or has no such field."""
        ref, id_ = record.references().get(field), getattr(record, field, None)
        return next(self.get([(ref.to, id_)]), None) if ref and id_ else None

    def of_id(self, id_: str) -> Iterator[Record]:
        """Yield all nodes of that id, in the order of the vocabulary; if there is none, the relationships of that id."""
        kinds = ([(type_.label, id_) for type_ in types] for types in (NODES, RELATIONSHIPS))
        yield from next((found for keys in kinds if (found := list(self.get(keys)))), [])

    def find_naming(self, type_: type[_R], field: str, ids: Collection[str]) -> Iterator[_R]:
        """Yield the records of a type that name one of `ids` in `field`."""
        for record in self.of(type_).values():
            if any(id_ in ids for id_ in referenced_ids_of(record, field)):
                yield record

    def find_merged_parties(self, ids: Collection[str]) -> Iterator[Party]:
        """Yield the parties whose former ids include one of `ids`."""
        return (party for party in self.parties() if any(id_ in ids for id_ in party.former_ids))

    def ids(self, type_: type[Record]) -> Iterable[str]:
        """Return the ids of one type, to suggest from; of a very large register, only the first."""
        return self.of(type_)

    def group_by(self, type_: type[_R], field: str) -> Iterator[list[_R]]:
        """Yield the records of a type in groups that have the same value in `field`."""
        groups: dict[str, list[_R]] = {}
        for record in self.of(type_).values():
            groups.setdefault(getattr(record, field), []).append(record)
        yield from groups.values()

    def party(self, id_: str) -> Party | None:
        """Return the actor, forum or function of that id, or None."""
        for type_ in PARTIES:
            if found := self.of(type_).get(id_):
                return found  # type: ignore[return-value]  # PARTIES are the three types of Party
        return None

    def parties(self) -> Iterator[Party]:
        """Yield every actor, forum and function, in that order."""
        for type_ in PARTIES:
            yield from self.of(type_).values()  # type: ignore[misc]  # PARTIES are the three types of Party

    def distinctions(self) -> Mapping[str, Term]:
        """Return id → distinction, for the parties that share a name with another."""
        return find_distinctions({party.id: Term(party.name, party.name_en or party.name) for party in self.parties()}, self)

    @property
    def landscape(self) -> Landscape | None:
        """The row about the landscape itself, if it has been loaded."""
        return next(iter(self.of(Landscape).values()), None)

    def __iter__(self) -> Iterator[Record]:
        for type_ in TYPES.values():
            yield from self.of(type_).values()

    def __len__(self) -> int:
        return sum(len(self.of(type_)) for type_ in TYPES.values())


class Contents(Records):
    """Records in memory. They never change; `with_` and `without` return new contents."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        found: dict[str, dict[str, Record]] = {label: {} for label in TYPES}
        for record in records:
            found[record.label][record.id] = record
        self._records = {label: dict(sorted(of_type.items())) for label, of_type in found.items()}
        self._distinctions: Mapping[str, Term] | None = None

    def of(self, type_: type[_R]) -> Mapping[str, _R]:
        """Return all records of one type, by id and in its order."""
        return self._records[type_.label]  # type: ignore[return-value]  # each label's dict holds only its own type

    def distinctions(self) -> Mapping[str, Term]:
        """Return id → distinction, for the parties that share a name with another; computed once."""
        if self._distinctions is None:
            self._distinctions = super().distinctions()
        return self._distinctions

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Contents) and self._records == other._records

    __hash__ = None  # type: ignore[assignment]  # compared by value

    def with_(self, records: Iterable[Record]) -> "Contents":
        """Return these records and `records`, which replace those of the same type and id."""
        return Contents([*self, *records])

    def without(self, records: Iterable[Record]) -> "Contents":
        """Return these records except `records`."""
        gone = {record.key for record in records}
        return Contents(record for record in self if record.key not in gone)

    def on(self, day: str) -> "Contents":
        """Return the records that hold on `day` (ISO date)."""
        return Contents(record for record in self if record.holds_on(day))

    def counts(self) -> dict[str, int]:
        """Return type → number of records, for the types that have any."""
        return {label: len(records) for label, records in self._records.items() if records}
