"""Where flows may pass the strips: lanes a few pixels apart, closed where boxes stand, dearer where others pass already.

The way of a flow is one lane per strip, from the port on its source to the port on its target; between two strips lies a
*channel*, where it changes lanes. There is always a way: the gaps between boxes and the margins are never all closed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import ceil, floor, inf

from viz.layout.extents import find_extents
from viz.layout.grid import Grid
from viz.layout.initial_placement import BoxPlace
from viz.style.badges import BorderSide, insets_of

LANE_WIDTH = 5.0
"""Px between lanes."""
CLEARANCE = 4.0
"""Px that a flow keeps from boxes that are not its ends."""
SHARED_COST, BESIDE_COST, PORT_BESIDE_COST = 400.0, 26.0, 150.0
"""What it costs to take a lane where a flow passes already, or one beside it; at a border there are arrow heads to keep apart."""
BORDER_COST, DIVIDER_COST = 8.0, 3.0
"""What it costs to run along a panel's border, and along the line between two columns."""

_Closed = Sequence[tuple[int, float, float]]
"""Where no flow passes besides boxes: (strip, left, right)."""


class LaneCosts:
    """The lanes of all strips, and of the boxes' upper and lower borders, with what it costs to take them."""

    def __init__(self, grid: Grid, places: Mapping[str, BoxPlace], closed: _Closed) -> None:
        self.count = int(grid.width / LANE_WIDTH)
        self.in_strip = find_extents(grid, places)
        self.strips = len(self.in_strip)
        self.boxes = {box.id: box for strip in self.in_strip for box in strip}
        self.costs = [self._open_lanes(grid, strip) for strip in range(self.strips)]
        for strip, left, right in closed:
            self._close(strip, left, right)
        for box in self.boxes.values():
            self._close(box.strip, box.left - CLEARANCE, box.right + CLEARANCE)
        self.port_costs: dict[tuple[str, BorderSide], list[float]] = {}
        self.beside: dict[tuple[str, str], int] = defaultdict(int)

    def ports(self, id_: str, side: BorderSide) -> list[float]:
        """What each lane costs as a port of the box; those that do not meet the border are closed."""
        if (id_, side) not in self.port_costs:
            box = self.boxes[id_]
            costs = [inf] * self.count
            left, right = insets_of(box.box, side, box.width)
            for lane in range(ceil((box.left + left) / LANE_WIDTH), floor((box.right - right) / LANE_WIDTH) + 1):
                costs[lane] = 0.12 * abs(lane * LANE_WIDTH - box.centre)
            self.port_costs[id_, side] = costs
        return self.port_costs[id_, side]

    def are_neighbours(self, one: str, other: str) -> bool:
        """Whether the two stand side by side, nothing between them, in one part of the map."""
        first, second = sorted((self.boxes[one], self.boxes[other]), key=lambda box: box.left)
        if first.strip != second.strip:
            return False
        row = self.in_strip[first.strip]
        between = self.costs[first.strip][
            ceil((first.right + CLEARANCE) / LANE_WIDTH) : floor((second.left - CLEARANCE) / LANE_WIDTH) + 1
        ]
        return row.index(second) - row.index(first) == 1 and inf not in between

    def _open_lanes(self, grid: Grid, strip: int) -> list[float]:
        costs = [inf, inf, *[0.0] * (self.count - 4), inf, inf]
        banded = grid.is_forum(grid.band_of[strip])
        for track in grid.panels if banded else grid.columns:
            for edge in (track.left, track.right):
                for lane in range(max(2, round(edge / LANE_WIDTH) - 1), min(self.count - 2, round(edge / LANE_WIDTH) + 2)):
                    costs[lane] += BORDER_COST if banded else DIVIDER_COST
        for lane in range(int(grid.columns[0].left / LANE_WIDTH) if grid.columns else 0):
            costs[lane] = inf
        return costs

    def _close(self, strip: int, left: float, right: float) -> None:
        for lane in range(max(0, floor(left / LANE_WIDTH) + 1), min(self.count, ceil(right / LANE_WIDTH))):
            self.costs[strip][lane] = inf


def add_lane_cost(costs: list[float], lane: int, beside: float, times: int) -> None:
    """Let the lane cost more (times 1) or less (times -1), and those next to it `beside`."""
    costs[lane] += times * SHARED_COST
    for near in (lane - 1, lane + 1):
        if 0 <= near < len(costs):
            costs[near] += times * beside
