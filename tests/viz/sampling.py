"""Points along the path of a flow, a few pixels apart, from the path data that page and SVG draw."""

import re
from itertools import pairwise
from math import hypot

from viz.style.geometry import FlowPath, Point

SPACING = 5.0
Cubic = tuple[Point, Point, Point, Point]


def points_of(path: FlowPath) -> list[Point]:
    """Return the points from the path's tail to its tip; the path data itself ends where the head begins."""
    pieces = [(letter, _parse_points(numbers)) for letter, numbers in re.findall(r"([MLC])([^MLC]+)", path.d)]
    points = [*pieces[0][1]]
    for letter, piece in pieces[1:]:
        points += (
            _sample_line(points[-1], piece[0]) if letter == "L" else _sample_cubic((points[-1], piece[0], piece[1], piece[2]))
        )
    return [*points, path.tip]


def _parse_points(numbers: str) -> list[Point]:
    values = [float(number) for number in numbers.replace(",", " ").split()]
    return list(zip(values[::2], values[1::2], strict=True))


def _sample_line(start: Point, end: Point) -> list[Point]:
    steps = max(1, round(hypot(end[0] - start[0], end[1] - start[1]) / (3 * SPACING)))
    shares = (step / steps for step in range(1, steps + 1))
    return [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in shares]


def _sample_cubic(cubic: Cubic) -> list[Point]:
    length = sum(hypot(one[0] - other[0], one[1] - other[1]) for one, other in pairwise(cubic))
    steps = max(2, round(length / SPACING))
    return [_point_of_cubic(cubic, step / steps) for step in range(1, steps + 1)]


def _point_of_cubic(cubic: Cubic, at: float) -> Point:
    back = 1 - at
    shares = (back**3, 3 * back**2 * at, 3 * back * at**2, at**3)
    return (
        round(sum(share * x for share, (x, _) in zip(shares, cubic, strict=True)), 2),
        round(sum(share * y for share, (_, y) in zip(shares, cubic, strict=True)), 2),
    )
