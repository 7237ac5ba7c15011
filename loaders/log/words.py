"""The words of a decision log for parties: their meaning in the mapping, else the landscape's own names."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from loaders.log.mapping import LEAVE_OUT
from loaders.rows.dataset import SkippedRow
from loaders.rows.rules import LogRule
from model.errors import FileLocation, Problem
from model.language import PluralText, Text
from model.text.names import PARTY_NAME_FIELDS, normalize_name
from model.text.nearest import find_nearest, is_short_form
from model.vocabulary.contents import Party

LEAST_NEAR_SCORE = 80
"""Likeness (0–100) from which a word is taken for a misspelt name."""
PARTY_SEPARATORS = ("och", "samt", "and", "&", "+", ";", ",", "/", "|")
"""Signs and words that may separate the parties in a cell."""
UNKNOWN_PARTY = ""
"""The meaning of an unknown word, unlike that of a word that means no party (None)."""


@dataclass(slots=True)
class PartyNames:
    """The parties of a landscape by all of their names."""

    ids_by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    short: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, Sequence[str]] = field(default_factory=dict)

    def learn(self, parties: Iterable[Party]) -> None:
        """Add parties."""
        self.learn_rows(party.values() for party in parties)

    def learn_rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add parties, each as a row with its id and names."""
        for row in rows:
            self.short[row["id"]] = row.get("short_name") or row.get("name") or row["id"]
            if parent := row.get("part_of") or row.get("held_at"):
                self.parents[row["id"]] = parent
            if aliases := row.get("aliases"):
                self.aliases[row["id"]] = aliases
            others = (*(row.get("aliases") or ()), *(row.get("former_ids") or ()))
            for name in (row["id"], *(row.get(called) for called in PARTY_NAME_FIELDS), *others):
                if name:
                    self.ids_by_name[normalize_name(name)].add(row["id"])

    def of(self, word: str) -> list[str]:
        """Return the ids of all parties with that name."""
        return sorted(self.ids_by_name.get(normalize_name(word), ()))

    def near(self, word: str) -> list[str]:
        """Return up to three ids of parties with the nearest names."""
        return list(dict.fromkeys(id_ for name in self._find_near_names(word) for id_ in sorted(self.ids_by_name[name])))[:3]

    def nearest(self, word: str) -> list[str]:
        """Return the ids of all parties with the nearest name."""
        return [id_ for name in self._find_near_names(word)[:1] for id_ in sorted(self.ids_by_name[name])]

    def apart(self, ids: Iterable[str]) -> str:
        """Return ids, each with the party that it is a part of: `hamnradet-au (Hamnrådet)`."""
        parents = {id_: self.parents.get(id_) for id_ in ids}
        return ", ".join(f"{id_} ({self.short.get(of, of)})" if of else id_ for id_, of in parents.items())

    def _find_near_names(self, word: str) -> list[str]:
        """Return the names that the word shortens; else those nearly like it, or that have all words of the other."""
        folded = normalize_name(word)
        words = set(folded.split())
        shortened = sorted(name for name in self.ids_by_name if is_short_form(folded.split(), name.split()))
        return shortened or [
            name
            for name in find_nearest(folded, self.ids_by_name)
            if fuzz.ratio(folded, name) >= LEAST_NEAR_SCORE or words <= set(name.split()) or words >= set(name.split())
        ]


def split_parties(cell: str, between: Sequence[str]) -> list[str]:
    """Return the parts of a cell, with any of `between` (signs, or words by themselves) or a new line between them."""
    signs = [rf"\s{re.escape(word)}\s" if word.isalpha() else re.escape(word) for word in between]
    return [part.strip() for part in re.split("|".join([*signs, "\n"]), cell) if part.strip()]


def find_separators(cell: str, knows: Callable[[str], object]) -> Sequence[str]:
    """Return the fewest separators that split a cell into parties that are all known; else nothing."""
    present = [one for one in PARTY_SEPARATORS if len(split_parties(cell, [one])) > 1]
    for n in range(1, len(present) + 1):
        for between in combinations(present, n):
            if all(map(knows, split_parties(cell, between))):
                return between
    return ()


class PartyMention(NamedTuple):
    """A word for a party, where it stands and under which heading."""

    word: str
    place: FileLocation
    heading: str


@dataclass(slots=True)
class PartyWords:
    """The meaning of a column's words: by a `table` of the mapping, by name, or as all `others`. Counts unknown ones."""

    table: str
    meanings: Mapping[str, str | tuple[str, ...] | None]
    names: PartyNames
    others: str | None = None
    unknown: Counter[str] = field(default_factory=Counter)
    others_rows: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[FileLocation, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.meanings = {normalize_name(word): id_ for word, id_ in self.meanings.items()}

    def find(self, word: str) -> Sequence[str] | None:
        """Return the ids of the parties that a word means, empty for no party; None if the word is unknown or ambiguous."""
        if normalize_name(word) in self.meanings:
            means = self.meanings[normalize_name(word)]
            return (means,) if isinstance(means, str) else means or ()
        if self.is_other(word):
            return () if self.others in (None, LEAVE_OUT) else (self.others,)
        found = self.names.of(word)
        return found if len(found) == 1 else None

    def is_other(self, word: str) -> bool:
        """Return whether a word has a meaning only through `others` in the mapping."""
        return self.others is not None and normalize_name(word) not in self.meanings and not self.names.of(word)

    def resolve(self, mention: PartyMention, rows: int = 1) -> Sequence[str] | None:
        """Return the ids as `find` does. Count the `rows` of a word that is unknown or read through `others`."""
        found, word = self.find(mention.word), mention.word
        if found is None:
            self.unknown[word] += rows
        elif self.is_other(word):
            self.others_rows[word] += rows
        else:
            return found
        self.first.setdefault(word, (mention.place, mention.heading))
        return found

    def knows(self, word: str) -> bool:
        """Return whether the word means one party, or none."""
        return normalize_name(word) in self.meanings or len(self.names.of(word)) == 1

    def list_others(self) -> Iterator[SkippedRow]:
        """Yield each word that was read through `others`, at its first place."""
        nobody = Text("not read")
        for word, rows in self.others_rows.items():
            place, heading = self.first[word]
            means = nobody if self.others == LEAVE_OUT else Text("taken for '{id}'", id=self.others)
            yield SkippedRow(place, Text("no party is called '{said}': {means}", said=word, means=means), heading, rows)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each word that is the name of no party, or of several, at its first place."""
        for word, rows in self.unknown.items():
            place, heading = self.first[word]
            several = self.names.of(word)
            text = (
                Text("several parties are called '{said}': {ids}", said=word, ids=self.names.apart(several))
                if several
                else PluralText("no party is called '{said}'", "no party is called '{said}', on {n} rows", n=rows, said=word)
            )
            yield Problem(LogRule.PARTY, text, self._suggest(word, several), field=heading, value=word, place=place)

    def _suggest(self, word: str, several: list[str]) -> Text:
        if self.table == "addressees" and (between := find_separators(word, self.knows)):
            quoted = ", ".join(f'"{separator}"' for separator in between)
            return Text(
                "it names {n} parties: say in the mapping what stands between them, between: {between}",
                n=len(split_parties(word, between)), between=quoted if len(between) == 1 else f"[{quoted}]",
            )  # fmt: skip
        if several:
            return Text("choose one of them in the mapping under {table}", table=self.table)
        near = self.names.nearest(word)
        if len(near) > 1:
            ids = self.names.apart(near)
            return Text(
                "choose one in the mapping under {table}: '{word}' may be any of {ids}", table=self.table, word=word, ids=ids
            )
        if near:
            return Text(
                "name the party in the mapping under {table}, perhaps '{word}': {id}", table=self.table, word=word, id=near[0]
            )
        return Text(
            "name the party in the mapping under {table}, or one for all such names under others; "
            "list all with: landskap parties",
            table=self.table,
        )
