"""The words of a decision log for parties and events: what the mapping says of them, else the landscape's own names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from loaders.log.mapping import LEAVE_OUT
from loaders.rows.dataset import SkippedRow
from loaders.rows.rules import LogRule
from model.errors import FileLocation, Problem
from model.language import PluralText, Text
from model.text.names import PARTY_NAME_FIELDS, normalize_name
from model.text.nearest import find_nearest
from model.vocabulary.contents import Party

LEAST_NEAR_SCORE = 80
"""How alike (0–100) a name is to a word that is taken for a slip."""
PARTY_SEPARATORS = ("och", "samt", "and", "&", "+", ";", ",", "/", "|")
"""What may stand between the parties that a cell names."""
UNKNOWN_PARTY = ""
"""What an unknown word means; unlike one that is said to mean nothing (None)."""


@dataclass(slots=True)
class PartyNames:
    """The parties of a landscape by everything that they are called."""

    called: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    short: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def learn(self, parties: Iterable[Party]) -> None:
        """Know these as well."""
        self.learn_rows(party.values() for party in parties)

    def learn_rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Know these as well, each as its id and names."""
        for row in rows:
            self.short[row["id"]] = row.get("short_name") or row.get("name") or row["id"]
            if parent := row.get("part_of") or row.get("held_at"):
                self.parents[row["id"]] = parent
            others = (*(row.get("aliases") or ()), *(row.get("former_ids") or ()))
            for name in (row["id"], *(row.get(called) for called in PARTY_NAME_FIELDS), *others):
                if name:
                    self.called[normalize_name(name)].add(row["id"])

    def of(self, word: str) -> list[str]:
        """The ids of all that are called so."""
        return sorted(self.called.get(normalize_name(word), ()))

    def near(self, word: str) -> list[str]:
        """Ids whose names are nearest."""
        return list(dict.fromkeys(id_ for name in self._find_near_names(word) for id_ in sorted(self.called[name])))[:3]

    def nearest(self, word: str) -> list[str]:
        """Ids of all that are called by the name that is nearest."""
        return [id_ for name in self._find_near_names(word)[:1] for id_ in sorted(self.called[name])]

    def apart(self, ids: Iterable[str]) -> str:
        """Ids, each with what its party is a part of: `hamnradet-au (Hamnrådet)`."""
        parents = {id_: self.parents.get(id_) for id_ in ids}
        return ", ".join(f"{id_} ({self.short.get(of, of)})" if of else id_ for id_, of in parents.items())

    def _find_near_names(self, word: str) -> list[str]:
        return [name for name in find_nearest(normalize_name(word), self.called) if _is_near(normalize_name(word), name)]


def _is_near(word: str, name: str) -> bool:
    """Whether a name is nearly the word, or one of the two has all the words of the other."""
    words, others = set(word.split()), set(name.split())
    return fuzz.ratio(word, name) >= LEAST_NEAR_SCORE or words <= others or others <= words


def split_parties(cell: str, between: str) -> list[str]:
    """What stands in a cell, with `between` (a sign, or a word by itself) or a new line between."""
    sign = rf"\s{re.escape(between)}\s" if between.isalpha() else re.escape(between)
    return [part.strip() for part in re.split(rf"{sign}|\n", cell) if part.strip()]


@dataclass(slots=True)
class PartyWords:
    """What the words of a column mean: by `table` of the mapping, by name, or as all `others`. Unknown ones are remembered."""

    table: str
    said: Mapping[str, str | None]
    names: PartyNames
    others: str | None = None
    unknown: Counter[str] = field(default_factory=Counter)
    others_rows: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[FileLocation, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.said = {normalize_name(word): id_ for word, id_ in self.said.items()}

    def meaning(self, word: str, place: FileLocation, heading: str) -> str | None:
        """The id of the party; None for nobody; UNKNOWN, which `problems` tells."""
        if normalize_name(word) in self.said:
            return self.said[normalize_name(word)]
        found = self.names.of(word)
        if len(found) == 1:
            return found[0]
        if not found and self.others:
            self.others_rows[word] += 1
            self.first.setdefault(word, (place, heading))
            return None if self.others == LEAVE_OUT else self.others
        self.unknown[word] += 1
        self.first.setdefault(word, (place, heading))
        return UNKNOWN_PARTY

    def knows(self, word: str) -> bool:
        """Whether the word means one party, or nobody."""
        return normalize_name(word) in self.said or len(self.names.of(word)) == 1

    def list_others(self) -> Iterator[SkippedRow]:
        """Every word that was taken as all others are, at the first place where it stands."""
        nobody = Text("not read")
        for word, rows in self.others_rows.items():
            place, heading = self.first[word]
            means = nobody if self.others == LEAVE_OUT else Text("taken for '{id}'", id=self.others)
            yield SkippedRow(place, Text("nobody is called '{said}': {means}", said=word, means=means), heading, rows)

    def problems(self) -> Iterator[Problem]:
        """Every word that nobody is called by, or several are, at the first place where it stands."""
        for word, rows in self.unknown.items():
            place, heading = self.first[word]
            several = self.names.of(word)
            text = (
                Text("several are called '{said}': {ids}", said=word, ids=self.names.apart(several))
                if several
                else PluralText("nobody is called '{said}'", "nobody is called '{said}', on {n} rows", n=rows, said=word)
            )
            yield Problem(LogRule.PARTY, text, self._suggest(word, several), field=heading, value=word, place=place)

    def _find_separator(self, word: str) -> str | None:
        """What stands between the parties that a word names together, if each is known."""
        split = ((between, split_parties(word, between)) for between in PARTY_SEPARATORS)
        return next((between for between, parts in split if len(parts) > 1 and all(map(self.knows, parts))), None)

    def _suggest(self, word: str, several: list[str]) -> Text:
        if self.table == "addressees" and (between := self._find_separator(word)):
            return Text(
                'it names {n} parties: say in the mapping what stands between them, between: "{between}"',
                n=len(split_parties(word, between)), between=between,
            )  # fmt: skip
        if several:
            return Text("say in the mapping under {table} which of them it is", table=self.table)
        near = self.names.nearest(word)
        if len(near) > 1:
            ids = self.names.apart(near)
            return Text(
                "say in the mapping under {table} who it is: '{word}' may be any of {ids}", table=self.table, word=word, ids=ids
            )
        if near:
            return Text(
                "say in the mapping under {table} who it is, perhaps '{word}': {id}", table=self.table, word=word, id=near[0]
            )
        return Text(
            "say in the mapping under {table} who it is, or under others who all such are; see all with: landskap parties",
            table=self.table,
        )
