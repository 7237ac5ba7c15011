"""The routes of flows through the strips: the cheapest lanes from port to port by length, bends and other flows.

A route is found strip by strip: a lane is reached straight on, or by a bend from the best lane beside it. The simplest flows are
routed first; then each flow that bends is routed again with all the others in place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import inf
from operator import add

from viz.layout.grid import Grid
from viz.layout.lanes import BESIDE_COST, LANE_WIDTH, PORT_BESIDE_COST, LaneCosts, add_lane_cost
from viz.style.badges import BorderSide
from viz.style.geometry import FlowLine

BEND_COST = 34.0
"""The cost of changing lanes besides the way, in px."""
WITHIN_BAND_FACTOR = 1.35
"""The factor of costs in the narrow channels inside a band."""
CROWD_COST = 3.0
"""The cost of a bend for each flow that already changes lanes in the channel."""
WINDOW_LANES = 20
"""Lanes left and right of the two ends that are searched first."""
LEAST_SIDE_GAP = 24.0
"""The least gap in px between neighbours for a flow straight across it."""
MOST_ACROSS = 2


@dataclass(frozen=True, slots=True)
class Route:
    """The route of a line: its `lanes` from the source's strip to the target's, or none if it goes straight to a neighbour.

    If both ends stand in one strip, it leaves and arrives at the same side.
    """

    line: FlowLine
    lanes: tuple[int, ...]
    first: int
    last: int
    leaves: BorderSide
    arrives: BorderSide


class Router:
    """Finds routes one after another, and raises the costs of the lanes that they take."""

    def __init__(self, grid: Grid, lane_costs: LaneCosts) -> None:
        self.lane_costs = lane_costs
        self.load = [0] * (lane_costs.strips + 1)
        bands = grid.band_of
        self.within = [0 < channel < len(bands) and bands[channel - 1] == bands[channel] for channel in range(len(bands) + 1)]

    def route(self, line: FlowLine) -> Route:
        """Return the cheapest route at present, and take its lanes."""
        source, target = self.lane_costs.boxes[line.source], self.lane_costs.boxes[line.target]
        if source.strip == target.strip:
            return self._take_route(self._route_across(line) or self._route_around(line))
        down = source.strip < target.strip
        leaves: BorderSide = "bottom" if down else "top"
        arrives: BorderSide = "top" if down else "bottom"
        strips = range(source.strip, target.strip + 1) if down else range(source.strip, target.strip - 1, -1)
        costs = [self.lane_costs.strip_costs[strip] for strip in strips]
        costs[0], costs[-1] = self.lane_costs.ports(line.source, leaves), self.lane_costs.ports(line.target, arrives)
        channels = [max(pair) for pair in pairwise(strips)]
        lanes = find_cheapest(costs, [self._prices_of(channel) for channel in channels], self._find_window(line))
        return self._take_route(Route(line, tuple(lanes), source.strip, target.strip, leaves, arrives))

    def release(self, route: Route) -> None:
        """Give the lanes of a route back."""
        self._count(route, -1)

    def _take_route(self, route: Route) -> Route:
        self._count(route, 1)
        return route

    def _count(self, route: Route, times: int) -> None:
        """Add a route to the costs (`times` 1), or remove it (`times` -1)."""
        if not route.lanes:
            self.lane_costs.beside[_pair_of(route.line)] += times
            return
        step = 1 if route.first < route.last else -1
        between = range(route.first + step, route.last, step) if route.first != route.last else ()
        for strip, lane in zip(between, route.lanes[1:-1], strict=True):
            add_lane_cost(self.lane_costs.strip_costs[strip], lane, BESIDE_COST, times)
        add_lane_cost(self.lane_costs.ports(route.line.source, route.leaves), route.lanes[0], PORT_BESIDE_COST, times)
        add_lane_cost(self.lane_costs.ports(route.line.target, route.arrives), route.lanes[-1], PORT_BESIDE_COST, times)
        for channel, _, _ in lane_changes_of(route):
            self.load[channel] += times

    def _prices_of(self, channel: int) -> tuple[float, float]:
        """Return the cost of a lane's width along a channel, and of a bend in it."""
        rate = WITHIN_BAND_FACTOR if self.within[channel] else 1.0
        return LANE_WIDTH * rate, BEND_COST * rate + CROWD_COST * self.load[channel]

    def _find_window(self, line: FlowLine) -> tuple[int, int]:
        ends = [self.lane_costs.boxes[id_].centre / LANE_WIDTH for id_ in (line.source, line.target)]
        return max(0, int(min(ends)) - WINDOW_LANES), min(self.lane_costs.count, int(max(ends)) + WINDOW_LANES)

    def _route_across(self, line: FlowLine) -> Route | None:
        """Return the straight route to a neighbour, if there is room for it."""
        first, second = sorted((self.lane_costs.boxes[line.source], self.lane_costs.boxes[line.target]), key=lambda box: box.left)
        free = self.lane_costs.beside[_pair_of(line)] < MOST_ACROSS and second.left - first.right >= LEAST_SIDE_GAP
        if free and self.lane_costs.are_neighbours(line.source, line.target):
            return Route(line, (), first.strip, first.strip, "top", "top")
        return None

    def _route_around(self, line: FlowLine) -> Route:
        """Return the cheapest route that leaves and arrives on the same side, above or below the strip."""
        strip = self.lane_costs.boxes[line.source].strip
        sides: tuple[BorderSide, BorderSide] = ("bottom", "top")
        options = []
        for side in sides:
            channel = strip + (side == "bottom")
            costs = [self.lane_costs.ports(line.source, side), self.lane_costs.ports(line.target, side)]
            lanes = find_cheapest(costs, [self._prices_of(channel)], self._find_window(line))
            cost = self._prices_of(channel)[1] + sum(cost[lane] for cost, lane in zip(costs, lanes, strict=True))
            options.append((cost, Route(line, tuple(lanes), strip, strip, side, side)))
        return min(options, key=lambda option: option[0])[1]


def find_routes(grid: Grid, lane_costs: LaneCosts, lines: Sequence[FlowLine]) -> list[Route]:
    """Return the route of each line, in their order."""
    router = Router(grid, lane_costs)
    routes = {line.id: router.route(line) for line in sorted(lines, key=lambda line: _difficulty_of(lane_costs, line))}
    for line in sorted(lines, key=lambda line: _difficulty_of(lane_costs, line)):
        if lane_changes_of(routes[line.id]):
            router.release(routes[line.id])
            routes[line.id] = router.route(line)
    return [routes[line.id] for line in lines]


def lane_changes_of(route: Route) -> list[tuple[int, int, int]]:
    """Return the changes of lanes as (channel, lane before, lane after). Channel n lies above strip n."""
    if route.first == route.last:
        channel = route.first + (route.leaves == "bottom")
        return [(channel, *route.lanes)] if route.lanes else []  # type: ignore[list-item]  # two lanes: out and in
    step = 1 if route.first < route.last else -1
    strips = range(route.first, route.last, step)
    pairs = zip(strips, route.lanes, route.lanes[1:], strict=False)
    return [(max(strip, strip + step), before, after) for strip, before, after in pairs if before != after]


def straight_passes_of(route: Route) -> list[tuple[int, int]]:
    """Return the channels that a route passes straight, as (channel, lane)."""
    step = 1 if route.first < route.last else -1
    strips = range(route.first, route.last, step)
    pairs = zip(strips, route.lanes, route.lanes[1:], strict=False)
    return [(max(strip, strip + step), before) for strip, before, after in pairs if before == after]


def find_cheapest(costs: Sequence[Sequence[float]], prices: Sequence[tuple[float, float]], window: tuple[int, int]) -> list[int]:
    """Return the lane in each strip of the cheapest way in the window of lanes, or in all lanes if the window has no way."""
    low, high = window
    reached = [list(costs[0][low:high])]
    for cost, (rate, bend) in zip(costs[1:], prices, strict=True):
        reached.append(_extend_costs(reached[-1], cost[low:high], rate, bend))
    if min(reached[-1]) == inf:
        return find_cheapest(costs, prices, (0, len(costs[0])))
    return [lane + low for lane in _trace_back(reached, prices)]


def _extend_costs(straight: Sequence[float], cost: Sequence[float], rate: float, bend: float) -> list[float]:
    """Return the cost of reaching each lane of the next strip: straight on, or by a bend from the best lane beside it.

    Most of a map's time is spent here, so the loops call no functions.
    """
    best, from_left = inf, []
    for here in straight:
        best += rate
        if here < best:
            best = here
        from_left.append(best)
    best, onward = inf, []
    for here, come, there in zip(reversed(straight), reversed(from_left), reversed(cost), strict=True):
        best += rate
        if here < best:
            best = here
        if best < come:
            come = best
        come += bend
        if here < come:
            come = here
        onward.append(there + come)
    return onward[::-1]


@cache
def _sideways_costs(rate: float, count: int) -> list[float]:
    """Return the costs of moving sideways by 0 to `count` - 1 lanes."""
    return [rate * lane for lane in range(count)]


def _trace_back(reached: Sequence[Sequence[float]], prices: Sequence[tuple[float, float]]) -> list[int]:
    """Return the lanes of the cheapest way, found backwards from the last."""
    lane = reached[-1].index(min(reached[-1]))
    lanes = [lane]
    for costs, (rate, bend) in zip(reversed(reached[:-1]), reversed(prices), strict=True):
        rise = _sideways_costs(rate, len(costs))
        bent = [*map(add, costs, rise[lane:0:-1]), *map(add, costs[lane:], rise)]
        best = min(bent)
        lane = bent.index(best) if best + bend < costs[lane] else lane
        lanes.append(lane)
    return lanes[::-1]


def _difficulty_of(lane_costs: LaneCosts, line: FlowLine) -> tuple[int, float, str]:
    """Return a sort key by which short flows come first."""
    source, target = lane_costs.boxes[line.source], lane_costs.boxes[line.target]
    return abs(source.strip - target.strip), abs(source.centre - target.centre), line.id


def _pair_of(line: FlowLine) -> tuple[str, str]:
    return (line.source, line.target) if line.source < line.target else (line.target, line.source)
