"""Labels: at most two lines in the largest text size that fits, cut with an ellipsis only if no size does."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from viz.style.geometry import Caption, Rect, Weight
from viz.style.hyphenation import find_element_breaks, find_joint_breaks, find_no_breaks
from viz.style.palette import CAPITAL_MIDDLE
from viz.style.typeface import measure_text

LABEL_SIZES = (12.0, 11.5, 11.0)
LINE_HEIGHT = 1.14
LONGEST_LABEL = 400
"""Characters; no box is wide enough for more."""
ELLIPSIS = "…"
_FindBreaks = Callable[[str], list[int]]
LINE_ENDINGS = ("& ", "och ", "and ", "– ")
"""Words that rather end a line than begin the next."""
WORD_SEAM = re.compile(r"(?<=[-/–])(?=\w)|\s+")


@lru_cache(maxsize=20_000)
def fit_text(
    text: str, width: float, weight: Weight = "regular", sizes: tuple[float, ...] = LABEL_SIZES
) -> tuple[tuple[str, ...], float]:
    """Return the lines and the text size in px for `text` in `width` px: whole words if possible, else hyphenated, else cut."""
    plain = " ".join(text[: LONGEST_LABEL + 1].split())
    whole, divided = ([(size, breaks) for size in sizes] for breaks in (find_no_breaks, find_element_breaks))
    # A slightly smaller size is better than a hyphen, a hyphen better than the smallest sizes.
    ways = [*whole[:2], *divided[:2], *whole[2:], *divided[2:], *((size, find_joint_breaks) for size in sizes)]
    for size, breaks in ways:
        for lines in _divide(plain, breaks):
            if all(measure_text(line, size, weight) <= width for line in lines):
                return lines, size
    return _cut(plain, width, sizes[-1], weight), sizes[-1]


@lru_cache(maxsize=20_000)
def least_text_width(text: str, size: float, weight: Weight = "regular") -> float:
    """Return the least width in px that holds `text` on two lines at `size` px, compounds divided if needed."""
    return min(
        max(measure_text(line, size, weight) for line in lines) for lines in _divide(text[:LONGEST_LABEL], find_element_breaks)
    )


def center_caption(rect: Rect, lines: tuple[str, ...], size: float, weight: Weight = "regular") -> Caption:
    """Return the lines centred in `rect`."""
    x, y = rect.middle
    return Caption(lines, round(x, 1), space_baselines(y, len(lines), size), size, weight, "middle")


def start_caption(x: float, y: float, lines: tuple[str, ...], size: float, weight: Weight = "regular") -> Caption:
    """Return the lines beginning at `x`, with their middle at `y`."""
    return Caption(lines, round(x, 1), space_baselines(y, len(lines), size), size, weight, "start")


def space_baselines(middle: float, count: int, size: float) -> tuple[float, ...]:
    """Return the baselines of `count` lines around `middle`."""
    first = middle - (count - 1) * size * LINE_HEIGHT / 2 + size * CAPITAL_MIDDLE
    return tuple(round(first + place * size * LINE_HEIGHT, 1) for place in range(count))


def _divide(text: str, breaks: _FindBreaks) -> Iterator[tuple[str, ...]]:
    """Yield the ways to set `text`: on one line, divided between words (most even first), divided in a word."""
    yield (text,)
    seams = [(found.start(), found.end()) for found in WORD_SEAM.finditer(text) if 0 < found.start() < len(text)]
    for start, end in sorted(seams, key=lambda seam: (text[seam[1] :].startswith(LINE_ENDINGS), abs(sum(seam) - len(text)))):
        yield text[:start], text[end:]
    edges = [0, *(place for seam in seams for place in seam), len(text)]
    words = [(start, text[start:end]) for start, end in pairwise(edges) if end - start > 7]
    # The word nearest the middle first.
    for start, word in sorted(words, key=lambda word: abs(2 * word[0] + len(word[1]) - len(text))):
        for place in breaks(word):
            yield text[: start + place] + "-", text[start + place :]


def _cut(text: str, width: float, size: float, weight: Weight) -> tuple[str, ...]:
    """Return as much of the text as two lines hold. The first ends with a whole word if it is then still half full."""
    first = _fit_beginning(text, width, size, weight)
    if (space := first.rfind(" ")) > len(first) / 2:
        first = first[:space]
    rest = text[len(first) :].lstrip()
    second = _fit_beginning(rest, width - measure_text(ELLIPSIS, size, weight), size, weight)
    return (first.rstrip(), second.rstrip() + ELLIPSIS)


def _fit_beginning(text: str, width: float, size: float, weight: Weight) -> str:
    """Return the longest beginning of `text` that fits, at least one character."""
    count = next((count for count in range(1, len(text) + 1) if measure_text(text[:count], size, weight) > width), len(text) + 1)
    return text[: max(1, count - 1)]
