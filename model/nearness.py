"""The nearest known words to one that is not known, for "did you mean …?"."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

NEAR_ENOUGH = 70
"""How alike (0–100) a word must be to be suggested."""


def nearest(wanted: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words nearest to `wanted`, best first, at most `most`."""
    found = process.extract(
        wanted, sorted(set(known)), scorer=fuzz.WRatio, processor=utils.default_process, limit=most, score_cutoff=NEAR_ENOUGH
    )
    return [word for word, _score, _index in found]
