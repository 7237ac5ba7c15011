"""A way with corners drawn as one smooth path: straight runs, rounded corners, one S where two corners are close."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from viz.geometry import Point

KAPPA = 0.5523
"""How far a cubic's handles reach for a quarter of an ellipse."""
SPACING = 5.0
"""Px between the points given along a curve, about."""
Cubic = tuple[Point, Point, Point, Point]


def path_data(start: Point, pieces: Sequence[tuple[Point, ...]]) -> str:
    """SVG path data: a piece of one point is a straight line, one of three a cubic."""
    return f"M{_xy(start)}" + "".join(("L" if len(piece) == 1 else "C") + " ".join(map(_xy, piece)) for piece in pieces)


def pieces_of(corners: Sequence[Point], reach: Sequence[float]) -> list[tuple[Point, ...]]:
    """The path through `corners` (alternately vertical and horizontal runs), each rounded by at most its `reach` in px.

    `reach` belongs to the inner corners; the horizontal arm of a corner may be twice as long as the vertical one.
    """
    pieces: list[tuple[Point, ...]] = []
    inner = list(zip(corners, corners[1:], corners[2:], reach, strict=False))
    skip = False
    for place, (before, corner, after, radius) in enumerate(inner):
        if skip:
            skip = False
        elif _close(corner, after) and place + 1 < len(inner):
            pieces += _s_curve(corner, after, min(radius, inner[place + 1][3]), before, inner[place + 1][2])
            skip = True
        else:
            pieces += _corner(before, corner, after, radius)
    return [*pieces, (corners[-1],)]


def points_along(start: Point, pieces: Sequence[tuple[Point, ...]]) -> list[Point]:
    """Points on the path from its start to its end, close together in curves."""
    points = [start]
    for piece in pieces:
        if len(piece) == 1:
            points += _on_line(points[-1], piece[0])
        else:
            points += _on_cubic((points[-1], *piece))  # type: ignore[arg-type]  # a piece has one point or three
    return points


def half_way(points: Sequence[Point]) -> Point:
    """The point in the middle of the longest level run, or of the whole way where none is level."""
    level = [(abs(one[0] - other[0]), one, other) for one, other in _runs(points) if abs(one[1] - other[1]) < 1]
    longest = max(level, default=None)
    if longest and longest[0] > 40:
        return ((longest[1][0] + longest[2][0]) / 2, longest[1][1])
    return points[len(points) // 2]


def _runs(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Where the path keeps its height: first and last point."""
    start = points[0]
    for one, other in pairwise([*points, (points[-1][0], points[-1][1] + 100)]):
        if abs(one[1] - other[1]) > 0.5:
            yield start, one
            start = other


def _close(one: Point, other: Point) -> bool:
    """Whether a level run is too short for two round corners."""
    return one[1] == other[1] and abs(one[0] - other[0]) < 30


def _s_curve(first: Point, second: Point, radius: float, before: Point, after: Point) -> list[tuple[Point, ...]]:
    up = 1 if before[1] > first[1] else -1
    down = 1 if after[1] > second[1] else -1
    if up == down:  # both ends on one side: a U
        turn = min(radius, abs(first[0] - second[0]) / 2)
        return [*_corner(before, first, second, turn), *_corner(first, second, after, turn)]
    start, end = (first[0], first[1] + up * radius), (second[0], second[1] + down * radius)
    return [(start,), ((first[0], first[1] - up * radius * 0.2), (second[0], second[1] - down * radius * 0.2), end)]


def _corner(before: Point, corner: Point, after: Point, radius: float) -> list[tuple[Point, ...]]:
    """A straight run to the corner and a quarter of an ellipse around it."""
    start, end = _towards(corner, before, radius), _towards(corner, after, radius)
    return [(start,), (_between(start, corner), _between(end, corner), end)]


def _towards(corner: Point, other: Point, radius: float) -> Point:
    """Where the rounding begins on the way to `other`."""
    length = hypot(other[0] - corner[0], other[1] - corner[1])
    level = other[1] == corner[1]
    arm = min(radius * 1.7, length / 2) if level else min(radius, length)
    share = arm / length if length else 0
    return (corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share)


def _between(arm: Point, corner: Point) -> Point:
    return (arm[0] + (corner[0] - arm[0]) * KAPPA, arm[1] + (corner[1] - arm[1]) * KAPPA)


def _on_line(start: Point, end: Point) -> list[Point]:
    steps = max(1, round(hypot(end[0] - start[0], end[1] - start[1]) / (3 * SPACING)))
    return [_mix(start, end, step / steps) for step in range(1, steps + 1)]


def _on_cubic(cubic: Cubic) -> list[Point]:
    length = sum(hypot(one[0] - other[0], one[1] - other[1]) for one, other in pairwise(cubic))
    steps = max(2, round(length / SPACING))
    return [_cubic_at(cubic, step / steps) for step in range(1, steps + 1)]


def _cubic_at(cubic: Cubic, at: float) -> Point:
    back = 1 - at
    shares = (back**3, 3 * back**2 * at, 3 * back * at**2, at**3)
    return (
        round(sum(share * x for share, (x, _) in zip(shares, cubic, strict=True)), 2),
        round(sum(share * y for share, (_, y) in zip(shares, cubic, strict=True)), 2),
    )


def _mix(one: Point, other: Point, at: float) -> Point:
    return (round(one[0] + (other[0] - one[0]) * at, 2), round(one[1] + (other[1] - one[1]) * at, 2))


def _xy(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
