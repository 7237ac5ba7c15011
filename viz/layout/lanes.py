"""The lanes through the strips, a few pixels apart: closed at boxes, and more expensive where other flows pass.

A flow takes one lane in each strip, from the port on its source to the port on its target. It changes lanes in the *channels*
between strips. There is always a way, since gaps and margins are never all closed.
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
"""Px between a flow and the boxes that it passes."""
SHARED_COST, BESIDE_COST, PORT_BESIDE_COST = 400.0, 26.0, 150.0
"""The cost of a lane that another flow takes, and of one beside it, also at a border, where arrow heads must stay apart."""
BORDER_COST, DIVIDER_COST = 8.0, 3.0
"""The cost of a lane along a panel's border, and along the line between two columns."""

_Closed = Sequence[tuple[int, float, float]]
"""Places besides boxes that no flow may cross, as (strip, left, right)."""


class LaneCosts:
    """The costs of all lanes: through each strip, and as ports at the upper and lower border of each box."""

    def __init__(self, grid: Grid, places: Mapping[str, BoxPlace], closed: _Closed) -> None:
        self.count = int(grid.width / LANE_WIDTH)
        self.in_strip = find_extents(grid, places)
        self.strips = len(self.in_strip)
        self.boxes = {box.id: box for strip in self.in_strip for box in strip}
        self.strip_costs = [self._open_lanes(grid, strip) for strip in range(self.strips)]
        for strip, left, right in closed:
            self._close(strip, left, right)
        for box in self.boxes.values():
            self._close(box.strip, box.left - CLEARANCE, box.right + CLEARANCE)
        self.port_costs: dict[tuple[str, BorderSide], list[float]] = {}
        self.beside: dict[tuple[str, str], int] = defaultdict(int)

    def ports(self, id_: str, side: BorderSide) -> list[float]:
        """Return the cost of each lane as a port of a box. Lanes that do not meet its border are closed."""
        if (id_, side) not in self.port_costs:
            box = self.boxes[id_]
            costs = [inf] * self.count
            left, right = insets_of(box.box, side, box.width)
            for lane in range(ceil((box.left + left) / LANE_WIDTH), floor((box.right - right) / LANE_WIDTH) + 1):
                costs[lane] = 0.12 * abs(lane * LANE_WIDTH - box.centre)
            self.port_costs[id_, side] = costs
        return self.port_costs[id_, side]

    def are_neighbours(self, one: str, other: str) -> bool:
        """Return whether two boxes stand side by side in one part of the map, with nothing between them."""
        first, second = sorted((self.boxes[one], self.boxes[other]), key=lambda box: box.left)
        if first.strip != second.strip:
            return False
        row = self.in_strip[first.strip]
        between = self.strip_costs[first.strip][
            ceil((first.right + CLEARANCE) / LANE_WIDTH) : floor((second.left - CLEARANCE) / LANE_WIDTH) + 1
        ]
        return row.index(second) - row.index(first) == 1 and inf not in between

    def _open_lanes(self, grid: Grid, strip: int) -> list[float]:
        """Return the costs of a strip's lanes without boxes."""
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
            self.strip_costs[strip][lane] = inf


def add_lane_cost(costs: list[float], lane: int, beside: float, times: int) -> None:
    """Raise the cost of a lane (`times` 1) or lower it (`times` -1), and that of its neighbours by `beside`."""
    costs[lane] += times * SHARED_COST
    for near in (lane - 1, lane + 1):
        if 0 <= near < len(costs):
            costs[near] += times * beside
