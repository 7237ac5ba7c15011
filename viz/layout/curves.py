"""Smooth paths through corners: straight runs, rounded corners, and an S where two corners are close."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from viz.style.geometry import Point

KAPPA = 0.5523
"""The reach of a cubic's handles for a quarter of an ellipse."""
SHORTEST_LABELLED_RUN = 40
"""Px; a longer horizontal run has room for words about the flow."""


def format_path(start: Point, pieces: Sequence[tuple[Point, ...]]) -> str:
    """Return SVG path data. A piece of one point is a straight line, a piece of three a cubic."""
    return f"M{_format_point(start)}" + "".join(
        ("L" if len(piece) == 1 else "C") + " ".join(map(_format_point, piece)) for piece in pieces
    )


def round_corners(corners: Sequence[Point], reach: Sequence[float]) -> list[tuple[Point, ...]]:
    """Return the path through `corners`, whose runs are alternately vertical and horizontal.

    Each inner corner is rounded by at most its `reach` in px; its horizontal arm may be up to 1.7 times as long.
    """
    pieces: list[tuple[Point, ...]] = []
    inner = list(zip(corners, corners[1:], corners[2:], reach, strict=False))
    skip = False
    for place, (before, corner, after, radius) in enumerate(inner):
        if skip:
            skip = False
        # A horizontal run is too short for two round corners.
        elif corner[1] == after[1] and abs(corner[0] - after[0]) < 30 and place + 1 < len(inner):
            pieces += _draw_s_curve(corner, after, min(radius, inner[place + 1][3]), before, inner[place + 1][2])
            skip = True
        else:
            pieces += _round_corner(before, corner, after, radius)
    return [*pieces, (corners[-1],)]


def find_midpoint(corners: Sequence[Point]) -> Point:
    """Return the middle of the longest horizontal run between `corners`, or of the longest run if none has room for words."""
    runs = [(abs(one[0] - other[0]) + abs(one[1] - other[1]), one, other) for one, other in pairwise(corners)]
    level = [run for run in runs if run[1][1] == run[2][1] and run[0] > SHORTEST_LABELLED_RUN]
    _length, one, other = max(level or runs)
    return (round(one[0] + (other[0] - one[0]) * 0.5, 2), round(one[1] + (other[1] - one[1]) * 0.5, 2))


def _draw_s_curve(first: Point, second: Point, radius: float, before: Point, after: Point) -> list[tuple[Point, ...]]:
    """Return the pieces through two close corners."""
    up = 1 if before[1] > first[1] else -1
    down = 1 if after[1] > second[1] else -1
    if up == down:  # Both ends are on one side, so the path is a U.
        turn = min(radius, abs(first[0] - second[0]) / 2)
        return [*_round_corner(before, first, second, turn), *_round_corner(first, second, after, turn)]
    start, end = (first[0], first[1] + up * radius), (second[0], second[1] + down * radius)
    return [(start,), ((first[0], first[1] - up * radius * 0.2), (second[0], second[1] - down * radius * 0.2), end)]


def _round_corner(before: Point, corner: Point, after: Point, radius: float) -> list[tuple[Point, ...]]:
    """Return a straight run to a corner and a quarter of an ellipse around it."""
    start, end = _point_towards(corner, before, radius), _point_towards(corner, after, radius)
    return [(start,), (_handle_of(start, corner), _handle_of(end, corner), end)]


def _point_towards(corner: Point, other: Point, radius: float) -> Point:
    """Return the end of a rounding on the run from `corner` to `other`."""
    length = hypot(other[0] - corner[0], other[1] - corner[1])
    level = other[1] == corner[1]
    arm = min(radius * 1.7, length / 2) if level else min(radius, length)
    share = arm / length if length else 0
    return (corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share)


def _handle_of(arm: Point, corner: Point) -> Point:
    return (arm[0] + (corner[0] - arm[0]) * KAPPA, arm[1] + (corner[1] - arm[1]) * KAPPA)


def _format_point(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
