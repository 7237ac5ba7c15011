"""Distinctions between parties of the same name: the organisation, place or kind of each, its days, or else its id.

Every list of parties adds them to the names of namesakes, and to no other names: *Arbetsutskottet (Hamnrådet)*.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from model.language import Term
from model.vocabulary.record import Record
from model.vocabulary.types import PARTY, Key

ASPECTS = (("part_of", "held_at"), ("place",), ("area",), ("level",), ("kind",), ("type",))
"""Aspects that may distinguish namesakes, the plainest first: the fields that state it, of which a type has at most one."""


class RecordLookup(Protocol):
    """A place to look up records."""

    def get(self, keys: Iterable[Key]) -> Iterator[Record]:
        """Yield the records of `keys` that exist."""


def find_distinctions(called: Mapping[str, Term], records: RecordLookup) -> dict[str, Term]:
    """Return id → distinction for each party of `called` (id → name) that shares its name with another."""
    groups = _group_namesakes(called)
    parties = {party.id: party for party in records.get((PARTY, id_) for group in groups for id_ in group)}
    words = {
        record.key: short_name_of(record) for record in records.get(key for one in parties.values() for key in aspects_of(one))
    }
    found: dict[str, Term] = {}
    for group in groups:
        found |= _choose_distinctions(
            {id_: [*_list_distinctions(parties.get(id_), called[id_], words), Term(id_, id_)] for id_ in group}
        )
    return found


def aspects_of(party: Record) -> Iterator[Key]:
    """Yield the keys of the records that may distinguish the party from its namesakes."""
    return (key for aspect in ASPECTS if (key := _aspect_key_of(party, aspect)))


def append_distinction(name: Term, apart: Term | None) -> Term:
    """Return the name followed by its distinction in parentheses, if it has one."""
    return Term(f"{name.sv} ({apart.sv})", f"{name.en} ({apart.en})") if apart else name


def short_name_of(record: Record) -> Term:
    """Return a record's short name in both languages, else its name, else its id."""

    def value(field: str) -> str | None:
        return getattr(record, field, None)

    swedish = value("short_name") or value("name") or record.id
    return Term(swedish, value("short_name_en") or value("name_en") or swedish)


def _group_namesakes(called: Mapping[str, Term]) -> list[list[str]]:
    """Return groups of ids that share a name in either language."""
    alike: dict[str, set[str]] = defaultdict(set)
    for id_, name in called.items():
        for word in (name.sv, name.en):
            alike[word.casefold()].add(id_)
    group_of: dict[str, frozenset[str]] = {}
    for ids in alike.values():
        if len(ids) > 1:
            group = frozenset(ids).union(*(group_of.get(id_, ()) for id_ in ids))
            group_of |= dict.fromkeys(group, group)
    return [sorted(group) for group in dict.fromkeys(group_of.values())]


def _aspect_key_of(party: Record, aspect: Iterable[str]) -> Key | None:
    """Return the key of the record that the party names in one of the fields of an aspect."""
    for field in aspect:
        if (ref := party.references().get(field)) and (id_ := getattr(party, field)):
            return ref.to, id_
    return None


def _list_distinctions(party: Record | None, name: Term, called: Mapping[Key, Term]) -> Iterator[Term | None]:
    """Yield candidates in order: a word or None for each aspect, then the days. The party's own name is none."""
    for aspect in ASPECTS:
        key = _aspect_key_of(party, aspect) if party else None
        word = called.get(key, Term(key[1], key[1])) if key else None
        yield word if word and word.sv.casefold() != name.sv.casefold() else None
    first = (party.valid_from_words or party.valid_from or "") if party else ""
    last = (party.valid_to_words or party.valid_to or "") if party else ""
    yield Term(f"{first}–{last}", f"{first}–{last}") if first or last else None


def _choose_distinctions(group: Mapping[str, Sequence[Term | None]]) -> dict[str, Term]:
    """Return for each of a group its first candidate that no other has in the same place. The last one is the id."""
    times = Counter((place, word) for words in group.values() for place, word in enumerate(words))
    found = {
        id_: next(word for place, word in enumerate(words) if word and times[place, word] == 1) for id_, words in group.items()
    }
    chosen = Counter(found.values())
    return {id_: word if chosen[word] == 1 else Term(id_, id_) for id_, word in found.items()}
