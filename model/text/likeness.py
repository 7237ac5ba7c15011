"""Likely duplicates: records with the same organisation number, or with names that are alike.

Names are compared word by word, without regard to case, legal form, "kommun", small words and word order. A long word may be
spelled a little differently. Every pair found has a reason.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nsmallest
from typing import Any

from rapidfuzz import fuzz, process

from model.language import Text
from model.vocabulary.record import Record

SCORE_SAME_NUMBER, SCORE_SAME_NAME, SCORE_INITIALS = 100, 95, 80
"""Scores: one organisation number; one name once folded; a name and its initials."""
LEAST_NAME_SIMILARITY = 85
"""How alike (0–100) two differently spelled names must be; this is also their score, at most SCORE_SAME_NAME - 1."""
FEWEST_FUZZY_LETTERS = 8
"""Letters from which a word may be spelled a little differently; in shorter words each letter counts."""
LEAST_WORD_SIMILARITY = 88
FEWEST_INITIALS = 3
LEGAL_FORMS = (
    "ab aktiebolag aktiebolaget publ hb handelsbolag kb kommanditbolag ek fören förening föreningen ekonomisk ideell ideella"
)
SMALL_WORDS = "stiftelse stiftelsen kommun kommunen kommuns kommunens för i in of the och and av vid på en ett den det"
IGNORED_WORDS = frozenset(f"{LEGAL_FORMS} {SMALL_WORDS}".split())
"""Words that distinguish little: legal forms, words for a municipality, small words."""
WORD_ENDINGS = ("s", "n", "en", "et", "ns", "ens", "ets")
"""Endings by which two forms of a word may differ: genitive, definite form."""
COMPARED_FIELDS = ("name", "short_name")
"""The English names are not compared: they are translations, and distinguish less."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records of one type that are likely the same, with a score (0–100) and the reason."""

    one: Record
    two: Record
    score: int
    why: Text


@dataclass(frozen=True, slots=True)
class _ComparedName:
    """A name of a record, as written and as the words that are compared."""

    record: Record
    name: str
    words: tuple[str, ...]
    initials: bool = False

    @property
    def folded(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=200_000)
def fold_name(name: str) -> tuple[str, ...]:
    """Return the distinctive words of a name in alphabetical order; all its words if none is distinctive."""
    words = WORD.findall(unicodedata.normalize("NFC", name).casefold())
    return tuple(sorted({word for word in words if word not in IGNORED_WORDS} or set(words)))


def has_same_words(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Return whether each word of one name has a counterpart in the other."""
    left = list(two)
    for word in one:
        found = next((other for other in left if word == other), None) or next(
            (other for other in left if _is_same_word(word, other)), None
        )
        if found is None:
            return False
        left.remove(found)
    return not left


def _is_same_word(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    if short.isdecimal() or long.isdecimal():
        return short == long
    if long.startswith(short) and len(short) > FEWEST_INITIALS and long[len(short) :] in WORD_ENDINGS:
        return True
    return len(short) >= FEWEST_FUZZY_LETTERS and fuzz.ratio(short, long) >= LEAST_WORD_SIMILARITY


class NameIndex:
    """An index of records by name and organisation number, which finds likely duplicates without comparing all pairs."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._blocks: dict[tuple[Any, ...], dict[str, list[_ComparedName]]] = defaultdict(dict)
        self._numbers: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in records:
            self.add(record)

    def __bool__(self) -> bool:
        return bool(self._blocks)

    def add(self, record: Record) -> None:
        """Add a record to the index."""
        if number := getattr(record, "organisation_number", None):
            self._numbers[record.label, number].append(record)
        for called in _list_names(record):
            for block in _blocks_of(called):
                self._blocks[block].setdefault(called.folded, []).append(called)

    def find_similar(self, record: Record) -> list[Likeness]:
        """Return the likely duplicates of a record, each once, the likeliest first."""
        found: dict[str, Likeness] = {}
        for likeness in self._find_candidates(record):
            if likeness.two.id != record.id and not _are_distinct(record, likeness.two):
                best = found.get(likeness.two.id)
                found[likeness.two.id] = likeness if best is None or likeness.score > best.score else best
        return sorted(found.values(), key=lambda likeness: (-likeness.score, likeness.two.id))

    def _find_candidates(self, record: Record) -> Iterator[Likeness]:
        number = getattr(record, "organisation_number", None)
        for other in self._numbers.get((record.label, number), ()) if number else ():
            yield Likeness(record, other, SCORE_SAME_NUMBER, Text("the same organisation number, {number}", number=number))
        for called in _list_names(record):
            for block in _blocks_of(called):
                yield from self._search_block(called, self._blocks.get(block, {}))

    def _search_block(self, called: _ComparedName, block: dict[str, list[_ComparedName]]) -> Iterator[Likeness]:
        near = process.extract(called.folded, block.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_NAME_SIMILARITY, limit=None)
        for folded, score, _place in near:
            for other in block[folded]:
                if has_same_words(called.words, other.words) and not (called.initials and other.initials):
                    yield _build_likeness(called, other, score)


def _list_names(record: Record) -> Iterator[_ComparedName]:
    names = dict.fromkeys(
        filter(None, (*(getattr(record, name, None) for name in COMPARED_FIELDS), *getattr(record, "aliases", ())))
    )
    for name in names:
        yield _ComparedName(record, name, fold_name(name))
        letters = "".join(word[0] for word in WORD.findall(name.casefold()) if word not in IGNORED_WORDS)
        if len(letters) >= FEWEST_INITIALS:
            yield _ComparedName(record, name, (letters,), initials=True)


def _blocks_of(called: _ComparedName) -> Iterator[tuple[Any, ...]]:
    """Yield the blocks in which a name is compared with others.

    Names share a block if they have as many words, the same digits, and the same beginning or the same end.
    """
    digits = tuple(word for word in called.words if word.isdecimal())
    for end in (("begins", called.folded[:3]), ("ends", called.folded[-3:])):
        yield called.record.label, len(called.words), digits, *end


def _build_likeness(one: _ComparedName, two: _ComparedName, score: float) -> Likeness:
    names = {"one": one.name, "two": two.name}
    if one.initials or two.initials:
        return Likeness(
            one.record, two.record, SCORE_INITIALS, Text("'{one}' and '{two}': one has the initials of the other", **names)
        )
    if one.name == two.name:
        return Likeness(one.record, two.record, SCORE_SAME_NAME, Text("both are called '{one}'", **names))
    if one.words == two.words:
        text = Text("'{one}' and '{two}': the same but for case, legal form, small words or their order", **names)
        return Likeness(one.record, two.record, SCORE_SAME_NAME, text)
    return Likeness(
        one.record, two.record, min(SCORE_SAME_NAME - 1, round(score)), Text("'{one}' and '{two}' are spelled alike", **names)
    )


def _are_distinct(one: Record, two: Record) -> bool:
    """Return whether two records certainly differ: in organisation number, place or whole, or as predecessor and successor."""
    for field in ("organisation_number", "place"):
        if len(_distinct_values_of(one, two, field)) > 1:
            return True
    if len(_distinct_values_of(one, two, "part_of")) > 1 and len(_distinct_values_of(one, two, "organisation_number")) == 0:
        return True
    return any(a.id in getattr(b, "resulted_from", ()) for a, b in ((one, two), (two, one)))


def _distinct_values_of(one: Record, two: Record, field: str) -> set[str]:
    """Return the values of a field that the two records give."""
    return {value for record in (one, two) if (value := getattr(record, field, None))}


def find_likely_pairs(records: Iterable[Record]) -> Iterator[Likeness]:
    """Yield every pair of `records` that are likely the same, once."""
    names = NameIndex()
    for record in records:
        yield from names.find_similar(record)
        names.add(record)


@dataclass(frozen=True, slots=True)
class LikelyPairs:
    """The likeliest pairs, the likeliest first; `cut` if there are more."""

    pairs: list[Likeness]
    cut: bool


def find_likeliest(registers: Iterable[Iterable[Record]], most: int) -> LikelyPairs:
    """Return the `most` likeliest pairs over all registers, each pair in the order of ids."""
    pairs = (pair for records in registers for pair in find_likely_pairs(records))
    found = nsmallest(most + 1, pairs, key=lambda pair: (-pair.score, pair.two.label, pair.two.id, pair.one.id))
    return LikelyPairs([replace(pair, one=pair.two, two=pair.one) for pair in found[:most]], len(found) > most)
