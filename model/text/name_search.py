"""Search among names: without accents and case, words in any order and as parts of words, and misspelt; the best first."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice, takewhile
from operator import itemgetter

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

MOST_WORDS = 10
"""Words of a search; more are ignored."""
EXACT, BEGINS, CONTAINS, MISSPELT = 1.0, 0.9, 0.7, 0.5
"""What a word of the search is worth that is a word of the name, its beginning, a part of it, or nearly one."""
WHOLE_BONUS, START_BONUS, LIKENESS_BONUS = 1.0, 0.1, 0.3
"""What it adds that the whole name is asked for, that it begins so, and that it is like what was asked for."""
FEWEST_INNER, FEWEST_MISSPELT = 3, 4
"""Letters of a word that may be a part of another, or misspelt."""
LEAST_SPELLING = 0.74
"""How alike (0–1) a misspelt word must be."""
MOST_SPELLINGS = 40
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ł": "l"})
WORDS = re.compile(r"[^\W_]+")
UNHEARD = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Accents of letters, and signs that only tell how text is set."""
MOST_RANKED, MOST_FOUND = 1_000, 400
"""Things whose names are compared with the whole of what was said, of those whose words fit best; and those that are returned."""


@dataclass(frozen=True, slots=True)
class NamedThing:
    """Something that is found by its names: its sort, its id, and its names, the usual one first."""

    sort: str
    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameHit:
    """Something found. `exact` is true if one of its names, or its id, is what was asked for."""

    sort: str
    id: str
    score: float
    exact: bool


@dataclass(frozen=True, slots=True)
class NameHits:
    """What was found, the best first, at most MOST_FOUND; `count` is how many there are in all."""

    hits: Sequence[NameHit]
    count: int


def fold_words(text: str) -> str:
    """Return the words of a text without accents, case and signs, one space apart."""
    low = text.casefold()
    if not low.isascii():
        low = UNHEARD.sub("", unicodedata.normalize("NFKD", low)).translate(LETTERS)
    return " ".join(WORDS.findall(low))


class NameSearch:
    """An index of things by the words of their names. It is never changed."""

    def __init__(self, things: Iterable[NamedThing]) -> None:
        self._sorts: list[str] = []
        self._ids: list[str] = []
        self._names: list[tuple[str, ...]] = []
        places: dict[str, array[int]] = defaultdict(lambda: array("L"))
        whole: dict[str, array[int]] = defaultdict(lambda: array("L"))
        for place, thing in enumerate(things):
            names = tuple(dict.fromkeys(filter(None, map(fold_words, (*thing.names, thing.id)))))
            self._sorts.append(thing.sort)
            self._ids.append(thing.id)
            self._names.append(names)
            for name in names:
                whole[name].append(place)
            for word in {word for name in names for word in name.split()}:
                places[word].append(place)
        self._places: Mapping[str, Sequence[int]] = dict(places)
        self._whole: Mapping[str, Sequence[int]] = dict(whole)
        self._words = sorted(places)

    def find(self, said: str, sorts: Collection[str] = ()) -> NameHits:
        """Return what has the words that were said in its names, the best first.

        If nothing has all of them, misspelt words count, too; then names that hold them run together; then those with most of
        them.
        """
        folded = fold_words(said)
        words = folded.split()[:MOST_WORDS]
        if not words:
            return NameHits((), 0)
        spelled = [self._score_word(word, misspelt=False) for word in words]
        found = self._choose(_have_all(spelled), sorts)
        if not found:
            spelled = [self._score_word(word, misspelt=True) for word in words]
            found = self._choose(_have_all(spelled), sorts) or self._choose(self._find_joined("".join(words)), sorts)
            found = found or self._choose(_have_most(spelled), sorts)
        whole = {place: found[place] for place in self._whole.get(folded, ()) if place in found}
        best = whole | dict(nlargest(MOST_RANKED, found.items(), key=itemgetter(1)))
        hits = [self._make_hit(place, score / len(words), folded) for place, score in best.items()]
        return NameHits(sorted(hits, key=lambda hit: (-hit.score, hit.sort, hit.id))[:MOST_FOUND], len(found))

    def _choose(self, found: Mapping[int, float], sorts: Collection[str]) -> dict[int, float]:
        return {place: score for place, score in found.items() if not sorts or self._sorts[place] in sorts}

    def _score_word(self, word: str, *, misspelt: bool) -> dict[int, float]:
        """Return how well each thing has one word, by its place."""
        found: dict[int, float] = {}
        for own, score in self._list_alike(word, misspelt):
            for place in self._places[own]:
                found[place] = max(score, found.get(place, 0))
        return found

    def _list_alike(self, word: str, misspelt: bool) -> Iterator[tuple[str, float]]:
        """Yield the known words that a word may mean, and what each is worth."""
        rest = islice(self._words, bisect_left(self._words, word), None)
        for own in takewhile(lambda known: known.startswith(word), rest):
            yield own, EXACT if own == word else BEGINS
        if len(word) >= FEWEST_INNER:
            yield from ((own, CONTAINS) for own in self._words if word in own and not own.startswith(word))
        if misspelt and len(word) >= FEWEST_MISSPELT:
            near = process.extract(
                word, self._words, scorer=OSA.normalized_similarity, score_cutoff=LEAST_SPELLING, limit=MOST_SPELLINGS
            )
            yield from ((own, MISSPELT * alike) for own, alike, _place in near)

    def _find_joined(self, letters: str) -> dict[int, float]:
        """Return what holds the words run together."""
        if len(letters) < FEWEST_MISSPELT:
            return {}
        holds = (place for place, names in enumerate(self._names) if any(letters in name.replace(" ", "") for name in names))
        return dict.fromkeys(holds, CONTAINS)

    def _make_hit(self, place: int, score: float, folded: str) -> NameHit:
        names = self._names[place]
        exact = folded in names
        begins = any(name.startswith(folded) for name in names)
        likeness = max(fuzz.token_sort_ratio(folded, name) for name in names) / 100
        bonus = WHOLE_BONUS * exact + START_BONUS * begins + LIKENESS_BONUS * likeness
        return NameHit(self._sorts[place], self._ids[place], score + bonus, exact)


def _have_all(spelled: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """Return the things that have each word, with the sum of what these are worth."""
    first, *rest = sorted(spelled, key=len)
    return {place: sum(found[place] for found in spelled) for place in first if all(place in found for found in rest)}


def _have_most(spelled: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """Return the things that have at least half of the words, with the sum of what these are worth."""
    counts: dict[int, list[float]] = defaultdict(list)
    for found in spelled:
        for place, score in found.items():
            counts[place].append(score)
    return {place: sum(scores) for place, scores in counts.items() if 2 * len(scores) >= len(spelled)}
