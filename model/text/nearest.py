"""The nearest known words to an unknown one, for "did you mean …?"."""

from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import OSA

from model.language import JoinedText, Localizable, Text

LEAST_SIMILARITY = 70
"""How alike (0–100) a whole word must be to be suggested."""
LEAST_SLIP_SIMILARITY = 0.5
"""How alike (0–1) a whole word must be, counting slips: letters missing, added, replaced or swapped."""
LEAST_PART_SIMILARITY = 85
"""How alike (0–100) a part of a word must be if no whole word is near."""

LONGEST_SHORT_FORM = 4
"""Letters of a shortened word."""


def find_nearest(wanted: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return the known words nearest to `wanted`, best first, at most `most`."""
    words = sorted(set(known))
    whole = [
        word
        for word in _find_best(wanted, words, fuzz.ratio, LEAST_SIMILARITY, most)
        if OSA.normalized_similarity(wanted, word, processor=utils.default_process) > LEAST_SLIP_SIMILARITY
    ]
    return whole or _find_best(wanted, words, fuzz.WRatio, LEAST_PART_SIMILARITY, most)


def format_suggestion(near: Sequence[Localizable | str]) -> Text | None:
    """Return the hint "did you mean …?" with the near words; None if there are none."""
    return Text("did you mean '{near}'?", near=JoinedText(near, "', '")) if near else None


def _find_best(wanted: str, words: list[str], scorer: Callable[..., float], least: int, most: int) -> list[str]:
    found = process.extract(wanted, words, scorer=scorer, processor=utils.default_process, limit=most, score_cutoff=least)
    return [word for word, _score, _index in found]


def is_short_form(words: Sequence[str], name: Sequence[str]) -> bool:
    """Return whether the words are those of a name, at least one of them shortened, as in `bf transport`."""
    return len(words) > 1 and len(words) == len(name) and words != name and all(map(_is_short_word, words, name))


def _is_short_word(word: str, whole: str) -> bool:
    """Return whether a word is `whole`, or up to four of its letters in their order, from the first one on."""
    letters = iter(whole)
    return word == whole or (
        len(word) <= LONGEST_SHORT_FORM and word[0] == whole[0] and all(letter in letters for letter in word)
    )
