"""The nearest known words to one that is not known, for "did you mean …?"."""

from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import OSA

from model.language import JoinedText, Localizable, Text

LEAST_SIMILARITY = 70
"""How alike (0–100) a whole word must be to be suggested."""
LEAST_SLIP_SIMILARITY = 0.5
"""Which part of a whole word must be more than slips of the hand: letters missed, added, exchanged or in the wrong order."""
LEAST_PART_SIMILARITY = 85
"""How alike a part must be, where no whole word is near."""


def find_nearest(wanted: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words nearest to `wanted`, best first, at most `most`."""
    words = sorted(set(known))
    whole = [word for word in _find_best(wanted, words, fuzz.ratio, LEAST_SIMILARITY, most) if _differs_by_slips(wanted, word)]
    return whole or _find_best(wanted, words, fuzz.WRatio, LEAST_PART_SIMILARITY, most)


def format_suggestion(near: Sequence[Localizable | str]) -> Text | None:
    """The hint that tells the words that are near; None where there is none."""
    return Text("did you mean '{near}'?", near=JoinedText(near, "', '")) if near else None


def _find_best(wanted: str, words: list[str], scorer: Callable[..., float], least: int, most: int) -> list[str]:
    found = process.extract(wanted, words, scorer=scorer, processor=utils.default_process, limit=most, score_cutoff=least)
    return [word for word, _score, _index in found]


def _differs_by_slips(wanted: str, word: str) -> bool:
    return OSA.normalized_similarity(wanted, word, processor=utils.default_process) > LEAST_SLIP_SIMILARITY
