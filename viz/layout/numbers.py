"""Where the number of a line's flows stands: on the line, where it covers neither a box nor another number."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from viz.style.geometry import Point, Rect

NUMBER_HEIGHT = 11.0
RUN_SHARES = (0.5, 0.36, 0.64, 0.22, 0.78)
"""Where on a straight run is tried, in parts of it."""


def rect_of_number(middle: Point, flows: int) -> Rect:
    """What a number covers."""
    width = 5 + 5.4 * len(str(flows))
    return Rect(middle[0] - width / 2, middle[1] - NUMBER_HEIGHT / 2, width, NUMBER_HEIGHT)


def place_number(corners: Sequence[Point], flows: int, taken: list[Rect]) -> Point:
    """Return where the number stands on the way through `corners`, and take the place."""
    tried = [(place, rect_of_number(place, flows)) for place in _list_places(corners)]
    place, rect = next((one for one in tried if not any(map(one[1].overlaps, taken))), tried[0])
    taken.append(rect)
    return place


def _list_places(corners: Sequence[Point]) -> Iterator[Point]:
    """Places on the way, those on the longest run first."""
    runs = sorted(pairwise(corners), key=lambda run: -abs(run[0][0] - run[1][0]) - abs(run[0][1] - run[1][1]))
    for (x, y), (to_x, to_y) in runs:
        for share in RUN_SHARES:
            yield round(x + (to_x - x) * share, 1), round(y + (to_y - y) * share, 1)
