"""The paths of routes in pixels: their ends, their rounded corners, and the places of numbers on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from viz.layout.channels import Channel
from viz.layout.curves import find_midpoint, format_path, round_corners
from viz.layout.heights import HEAD_ROOM, Heights, level_y
from viz.layout.lanes import LANE_WIDTH
from viz.layout.routing import Route, lane_changes_of
from viz.style.badges import rect_of_number
from viz.style.geometry import FlowPath, Point, Rect
from viz.style.palette import HEAD_LENGTH

LARGEST_RADIUS = 26.0
STRAIGHT_GAP = 11.0
"""Px between two flows that go straight across to a neighbour."""
RUN_SHARES = (0.5, 0.36, 0.64, 0.22, 0.78)
"""Where on a straight run a number is tried, in parts of the run."""


def build_paths(
    routes: Sequence[Route],
    rects: Mapping[str, Rect],
    channels: Mapping[int, Channel],
    heights: Heights,
    headings: Sequence[Rect],
) -> tuple[FlowPath, ...]:
    """Return the path of each route, in their order. Numbers do not cover boxes (`rects`) or `headings` if possible."""
    across: dict[frozenset[str], int] = defaultdict(int)
    taken = [*rects.values(), *headings]
    paths = []
    for route in routes:
        if route.lanes:
            corners, reach = _draw_winding(route, rects, channels, heights)
            angle = -90 if route.arrives == "bottom" else 90
        else:
            ends, reach = frozenset((route.line.source, route.line.target)), []
            corners, angle = _draw_straight(route, rects, across[ends])
            across[ends] += 1
        paths.append(_build_path(route, corners, reach, angle, taken))
    return tuple(paths)


def _draw_straight(route: Route, rects: Mapping[str, Rect], number: int) -> tuple[list[Point], int]:
    """Return the ends of a straight way to a neighbour, and the direction of its head in degrees."""
    source, target = rects[route.line.source], rects[route.line.target]
    y = round(source.middle[1] + (number - 0.5 * (number > 0)) * STRAIGHT_GAP, 1)
    right = source.x < target.x
    tail, tip = ((source.right, y), (target.x, y)) if right else ((source.x, y), (target.right, y))
    return [tail, tip], 0 if right else 180


def _draw_winding(
    route: Route, rects: Mapping[str, Rect], channels: Mapping[int, Channel], heights: Heights
) -> tuple[list[Point], list[float]]:
    """Return the corners of a way through the strips, and the largest radius of each inner corner."""
    source, target = rects[route.line.source], rects[route.line.target]
    tail = (route.lanes[0] * LANE_WIDTH, source.bottom if route.leaves == "bottom" else source.y)
    tip = (route.lanes[-1] * LANE_WIDTH, target.bottom if route.arrives == "bottom" else target.y)
    corners: list[Point] = [tail]
    reach: list[float] = []
    for channel, before, after in lane_changes_of(route):
        y = level_y(heights, channel, channels[channel], route.line.id)
        corners += [(before * LANE_WIDTH, y), (after * LANE_WIDTH, y)]
        reach += _reach_of(route, channel, y, heights)
    return [*corners, tip], reach


def _reach_of(route: Route, channel: int, y: float, heights: Heights) -> tuple[float, float]:
    """Return the largest radii of the two corners in a channel, which leave room for an arrow head that ends there."""
    top, bottom = heights.channels[channel]
    ends_here = channel == route.last + (route.arrives == "bottom")
    above, below = y - top, bottom - y
    if route.first == route.last:
        room = below if route.arrives == "top" else above
        return min(room, LARGEST_RADIUS), min(room - HEAD_ROOM + 2, LARGEST_RADIUS)
    down = route.first < route.last
    first, second = (above, below) if down else (below, above)
    return min(first, LARGEST_RADIUS), min(second - (HEAD_ROOM - 2 if ends_here else 0), LARGEST_RADIUS)


def _build_path(route: Route, corners: Sequence[Point], reach: Sequence[float], angle: int, taken: list[Rect]) -> FlowPath:
    """Return the path through the corners. Its number stands clear of the areas in `taken` if possible, and is added to them."""
    corners = [(round(x, 1), round(y, 1)) for x, y in corners]
    tail, tip = corners[0], corners[-1]
    pieces = round_corners(corners, reach)
    back = {0: (-1, 0), 180: (1, 0), 90: (0, -1), -90: (0, 1)}[angle]
    neck = (tip[0] + back[0] * HEAD_LENGTH, tip[1] + back[1] * HEAD_LENGTH)
    drawn = format_path(tail, [*pieces[:-1], (neck,)])
    flows = route.line.count
    count_at = place_number(corners, flows, taken) if flows > 1 else None
    return FlowPath(route.line.id, drawn, tail, tip, angle, find_midpoint(corners), count_at)


def place_number(corners: Sequence[Point], flows: int, taken: list[Rect]) -> Point:
    """Return the middle of the number on the way through `corners`, and add its area to `taken`.

    The longest runs are tried first. If all places are taken, the middle of the longest run is used.
    """
    runs = sorted(pairwise(corners), key=lambda run: -abs(run[0][0] - run[1][0]) - abs(run[0][1] - run[1][1]))
    places = (
        (round(x + (to_x - x) * share, 1), round(y + (to_y - y) * share, 1))
        for (x, y), (to_x, to_y) in runs
        for share in RUN_SHARES
    )
    tried = [(place, rect_of_number(place, flows)) for place in places]
    place, rect = next((one for one in tried if not any(map(one[1].overlaps, taken))), tried[0])
    taken.append(rect)
    return place
