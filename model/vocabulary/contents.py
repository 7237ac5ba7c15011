"""A landscape's records: all of them by type and id, or only those that are asked for."""

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
    """A landscape's records, wherever they are kept."""

    @abstractmethod
    def of(self, type_: type[_R]) -> Mapping[str, _R]:
        """All records of one type, by id and in its order."""

    def find(self, label: str, id_: str) -> Record | None:
        """The record of that type and id, if there is one."""
        return self.of(TYPES[label]).get(id_)

    def get(self, keys: Iterable[Key]) -> Iterator[Record]:
        """Those of `keys` that there are, each once, in the order of the vocabulary; of a `Party` whatever has the id."""
        for type_, ids in group_by_type(keys).items():
            of_type = self.of(type_)
            yield from (of_type[id_] for id_ in ids if id_ in of_type)

    def of_id(self, id_: str) -> Iterator[Record]:
        """The nodes of that id, of whatever type; where there is none, the relationships. In the order of the vocabulary."""
        kinds = ([(type_.label, id_) for type_ in types] for types in (NODES, RELATIONSHIPS))
        yield from next((found for keys in kinds if (found := list(self.get(keys)))), [])

    def find_naming(self, type_: type[_R], field: str, ids: Collection[str]) -> Iterator[_R]:
        """The records of a type that name one of `ids` in `field`."""
        for record in self.of(type_).values():
            if any(id_ in ids for id_ in referenced_ids_of(record, field)):
                yield record

    def find_merged_parties(self, ids: Collection[str]) -> Iterator[Party]:
        """The parties that others were merged into, one of which had one of `ids`."""
        return (party for party in self.parties() if any(id_ in ids for id_ in party.former_ids))

    def ids(self, type_: type[Record]) -> Iterable[str]:
        """The ids of the records of one type, for what somebody may have meant; of very many, the first."""
        return self.of(type_)

    def group_by(self, type_: type[_R], field: str) -> Iterator[list[_R]]:
        """The records of a type, together those that name the same in `field`."""
        groups: dict[str, list[_R]] = {}
        for record in self.of(type_).values():
            groups.setdefault(getattr(record, field), []).append(record)
        yield from groups.values()

    def party(self, id_: str) -> Party | None:
        """The actor, forum or function of that id."""
        for type_ in PARTIES:
            if found := self.of(type_).get(id_):
                return found  # type: ignore[return-value]  # PARTIES are the three types of Party
        return None

    def parties(self) -> Iterator[Party]:
        """Every actor, forum and function, in that order."""
        for type_ in PARTIES:
            yield from self.of(type_).values()  # type: ignore[misc]  # PARTIES are the three types of Party

    def distinctions(self) -> Mapping[str, Term]:
        """Id → what tells a party from those that are called the same; only of parties with namesakes."""
        return find_distinctions({party.id: Term(party.name, party.name_en or party.name) for party in self.parties()}, self)

    @property
    def landscape(self) -> Landscape | None:
        """The landscape's own row, if it has been loaded."""
        return next(iter(self.of(Landscape).values()), None)

    def __iter__(self) -> Iterator[Record]:
        for type_ in TYPES.values():
            yield from self.of(type_).values()

    def __len__(self) -> int:
        return sum(len(self.of(type_)) for type_ in TYPES.values())


class Contents(Records):
    """Records in memory. It is never changed; `with_` and `without` give new ones."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        found: dict[str, dict[str, Record]] = {label: {} for label in TYPES}
        for record in records:
            found[record.label][record.id] = record
        self._records = {label: dict(sorted(of_type.items())) for label, of_type in found.items()}
        self._distinctions: Mapping[str, Term] | None = None

    def of(self, type_: type[_R]) -> Mapping[str, _R]:
        """All records of one type, by id and in its order."""
        return self._records[type_.label]  # type: ignore[return-value]  # each label's dict holds only its own type

    def distinctions(self) -> Mapping[str, Term]:
        """The same, looked for once."""
        if self._distinctions is None:
            self._distinctions = super().distinctions()
        return self._distinctions

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Contents) and self._records == other._records

    __hash__ = None  # type: ignore[assignment]  # compared by value

    def with_(self, records: Iterable[Record]) -> "Contents":
        """These records and `records`, which win over those of the same id."""
        return Contents([*self, *records])

    def without(self, records: Iterable[Record]) -> "Contents":
        """These records but for `records`."""
        gone = {record.key for record in records}
        return Contents(record for record in self if record.key not in gone)

    def on(self, day: str) -> "Contents":
        """What holds on `day` (ISO date)."""
        return Contents(record for record in self if record.holds_on(day))

    def counts(self) -> dict[str, int]:
        """Type → number of records, for the types that have any."""
        return {label: len(records) for label, records in self._records.items() if records}
