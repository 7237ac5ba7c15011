"""Labels in boxes: at most two lines of the largest size that holds all of the text; an ellipsis only when none does."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from viz.style.geometry import Caption, Rect, Weight
from viz.style.hyphenation import element_breaks, joint_breaks, no_breaks
from viz.style.text_width import text_width

SIZES = (12.0, 11.5, 11.0)
LINE_HEIGHT = 1.14
ASCENT = 0.36
"""From the middle of a line down to its baseline, in em (half the height of capitals)."""
LONGEST = 400
"""Characters that are looked at; no box is wide enough for more."""
ELLIPSIS = "…"
Breaks = Callable[[str], list[int]]
HANGING = ("& ", "och ", "and ", "– ")
"""What stays at the end of a line rather than beginning the next."""
SEAM = re.compile(r"(?<=[-/–])(?=\w)|\s+")


@lru_cache(maxsize=20_000)
def fitted(
    text: str, width: float, weight: Weight = "regular", sizes: tuple[float, ...] = SIZES
) -> tuple[tuple[str, ...], float]:
    """The lines and the size in px for `text` in `width` px: whole words first, then hyphenated, then cut with an ellipsis."""
    plain = " ".join(text[: LONGEST + 1].split())
    whole, divided = ([(size, breaks) for size in sizes] for breaks in (no_breaks, element_breaks))
    # A little smaller is better than a hyphen, a hyphen better than small.
    ways = [*whole[:2], *divided[:2], *whole[2:], *divided[2:], *((size, joint_breaks) for size in sizes)]
    for size, breaks in ways:
        if lines := _two_lines(plain, width, size, weight, breaks):
            return lines, size
    return _cut(plain, width, sizes[-1], weight), sizes[-1]


@lru_cache(maxsize=20_000)
def width_needed(text: str, size: float, weight: Weight = "regular") -> float:
    """The least width in px that holds `text` on two lines at `size` px, compounds divided where need be."""
    return min(max(text_width(line, size, weight) for line in lines) for lines in _divisions(text[:LONGEST], element_breaks))


def caption_in(rect: Rect, lines: tuple[str, ...], size: float, weight: Weight = "regular") -> Caption:
    """The lines in the middle of `rect`."""
    x, y = rect.middle
    return Caption(lines, round(x, 1), baselines(y, len(lines), size), size, weight, "middle")


def caption_from(x: float, y: float, lines: tuple[str, ...], size: float, weight: Weight = "regular") -> Caption:
    """The lines beginning at `x`, their middle at `y`."""
    return Caption(lines, round(x, 1), baselines(y, len(lines), size), size, weight, "start")


def baselines(middle: float, count: int, size: float) -> tuple[float, ...]:
    """Baselines of `count` lines about `middle`."""
    first = middle - (count - 1) * size * LINE_HEIGHT / 2 + size * ASCENT
    return tuple(round(first + place * size * LINE_HEIGHT, 1) for place in range(count))


def _two_lines(text: str, width: float, size: float, weight: Weight, breaks: Breaks) -> tuple[str, ...]:
    for lines in _divisions(text, breaks):
        if all(text_width(line, size, weight) <= width for line in lines):
            return lines
    return ()


def _divisions(text: str, breaks: Breaks) -> Iterator[tuple[str, ...]]:
    """The ways to set `text`: on one line, divided between words (evenest first), divided in a word."""
    yield (text,)
    seams = [(found.start(), found.end()) for found in SEAM.finditer(text) if 0 < found.start() < len(text)]
    for start, end in sorted(seams, key=lambda seam: (text[seam[1] :].startswith(HANGING), abs(sum(seam) - len(text)))):
        yield text[:start], text[end:]
    for start, word in _long_words(text, seams):
        for place in breaks(word):
            yield text[: start + place] + "-", text[start + place :]


def _long_words(text: str, seams: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """The words that can be divided, with where they begin, the one nearest the middle first."""
    edges = [0, *(place for seam in seams for place in seam), len(text)]
    words = [(start, text[start:end]) for start, end in pairwise(edges) if end - start > 7]
    return sorted(words, key=lambda word: abs(2 * word[0] + len(word[1]) - len(text)))


def _cut(text: str, width: float, size: float, weight: Weight) -> tuple[str, ...]:
    """As much of the text as two lines hold, the first ending with a word where that leaves it half full."""
    first = _beginning(text, width, size, weight)
    if (space := first.rfind(" ")) > len(first) / 2:
        first = first[:space]
    rest = text[len(first) :].lstrip()
    second = _beginning(rest, width - text_width(ELLIPSIS, size, weight), size, weight)
    return (first.rstrip(), second.rstrip() + ELLIPSIS)


def _beginning(text: str, width: float, size: float, weight: Weight) -> str:
    """The longest beginning of `text` that fits, of at least one character."""
    count = next((count for count in range(1, len(text) + 1) if text_width(text[:count], size, weight) > width), len(text) + 1)
    return text[: max(1, count - 1)]
