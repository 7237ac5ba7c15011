"""The way of each flow through the strips: the cheapest lanes from port to port, counting length, bends and company.

Found strip by strip (the cost of reaching a lane is that of going straight on, or of a bend from the best lane beside), with
the flows that are simplest to draw first; then each that bends once more with all the others in place.
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
"""What changing lanes costs besides the way, in px."""
WITHIN_BAND_FACTOR = 1.35
"""How much dearer the way is in the narrow channels inside a band."""
CROWD_COST = 3.0
"""What each flow that changes lanes in a channel costs the next one that does."""
WINDOW_LANES = 20
"""Lanes left and right of the two ends where a way is looked for first."""
LEAST_SIDE_GAP = 24.0
"""The least gap in px between neighbours for a flow that goes straight across."""
MOST_ACROSS = 2


@dataclass(frozen=True, slots=True)
class Route:
    """A flow's way: `lanes` from the source's strip to the target's; none when it goes straight across to the neighbour.

    When both ends stand in one strip, it leaves and arrives at the same `side`.
    """

    line: FlowLine
    lanes: tuple[int, ...]
    first: int
    last: int
    leaves: BorderSide
    arrives: BorderSide


class Router:
    """Finds ways, and keeps count of who passes where."""

    def __init__(self, grid: Grid, streets: LaneCosts) -> None:
        self.streets = streets
        self.load = [0] * (streets.strips + 1)
        bands = grid.band_of
        self.within = [0 < channel < len(bands) and bands[channel - 1] == bands[channel] for channel in range(len(bands) + 1)]

    def route(self, line: FlowLine) -> Route:
        """The cheapest way as things stand, taken from now on."""
        source, target = self.streets.boxes[line.source], self.streets.boxes[line.target]
        if source.strip == target.strip:
            return self._take_route(self._route_across(line) or self._route_around(line))
        down = source.strip < target.strip
        leaves: BorderSide = "bottom" if down else "top"
        arrives: BorderSide = "top" if down else "bottom"
        strips = range(source.strip, target.strip + 1) if down else range(source.strip, target.strip - 1, -1)
        costs = [self.streets.costs[strip] for strip in strips]
        costs[0], costs[-1] = self.streets.ports(line.source, leaves), self.streets.ports(line.target, arrives)
        channels = [max(pair) for pair in pairwise(strips)]
        lanes = find_cheapest(costs, [self._prices_of(channel) for channel in channels], self._find_window(line))
        return self._take_route(Route(line, tuple(lanes), source.strip, target.strip, leaves, arrives))

    def release(self, route: Route) -> None:
        """Forget that the flow passes."""
        self._count(route, -1)

    def _take_route(self, route: Route) -> Route:
        self._count(route, 1)
        return route

    def _count(self, route: Route, times: int) -> None:
        if not route.lanes:
            self.streets.beside[_pair_of(route.line)] += times
            return
        last = len(route.lanes) - 1
        for place, (costs, lane) in enumerate(zip(self._costs_along(route), route.lanes, strict=True)):
            add_lane_cost(costs, lane, BESIDE_COST if 0 < place < last else PORT_BESIDE_COST, times)
        for channel, _, _ in lane_changes_of(route):
            self.load[channel] += times

    def _costs_along(self, route: Route) -> list[list[float]]:
        """The costs that the route's lanes belong to: ports at its ends, strips between."""
        step = 1 if route.first < route.last else -1
        between = [self.streets.costs[strip] for strip in range(route.first + step, route.last, step)]
        ends = self.streets.ports(route.line.source, route.leaves), self.streets.ports(route.line.target, route.arrives)
        return [ends[0], *(between if route.first != route.last else []), ends[1]]

    def _prices_of(self, channel: int) -> tuple[float, float]:
        """What a lane's width along the channel costs, and a bend in it."""
        rate = WITHIN_BAND_FACTOR if self.within[channel] else 1.0
        return LANE_WIDTH * rate, BEND_COST * rate + CROWD_COST * self.load[channel]

    def _find_window(self, line: FlowLine) -> tuple[int, int]:
        ends = [self.streets.boxes[id_].centre / LANE_WIDTH for id_ in (line.source, line.target)]
        return max(0, int(min(ends)) - WINDOW_LANES), min(self.streets.count, int(max(ends)) + WINDOW_LANES)

    def _route_across(self, line: FlowLine) -> Route | None:
        """Straight to the neighbour, if there is room for it."""
        first, second = sorted((self.streets.boxes[line.source], self.streets.boxes[line.target]), key=lambda box: box.left)
        free = self.streets.beside[_pair_of(line)] < MOST_ACROSS and second.left - first.right >= LEAST_SIDE_GAP
        if free and self.streets.are_neighbours(line.source, line.target):
            return Route(line, (), first.strip, first.strip, "top", "top")
        return None

    def _route_around(self, line: FlowLine) -> Route:
        """Out and in on the same side, above or below the strip."""
        strip = self.streets.boxes[line.source].strip
        sides: tuple[BorderSide, BorderSide] = ("bottom", "top")
        options = []
        for side in sides:
            channel = strip + (side == "bottom")
            costs = [self.streets.ports(line.source, side), self.streets.ports(line.target, side)]
            lanes = find_cheapest(costs, [self._prices_of(channel)], self._find_window(line))
            cost = self._prices_of(channel)[1] + sum(cost[lane] for cost, lane in zip(costs, lanes, strict=True))
            options.append((cost, Route(line, tuple(lanes), strip, strip, side, side)))
        return min(options, key=lambda option: option[0])[1]


def find_routes(grid: Grid, streets: LaneCosts, lines: Sequence[FlowLine]) -> list[Route]:
    """A way for every line, in the lines' order."""
    router = Router(grid, streets)
    routes = {line.id: router.route(line) for line in sorted(lines, key=lambda line: _difficulty_of(streets, line))}
    for line in sorted(lines, key=lambda line: _difficulty_of(streets, line)):
        if lane_changes_of(routes[line.id]):
            router.release(routes[line.id])
            routes[line.id] = router.route(line)
    return [routes[line.id] for line in lines]


def lane_changes_of(route: Route) -> list[tuple[int, int, int]]:
    """Where the route changes lanes: (channel, lane before, lane after). Channel n lies above strip n."""
    if route.first == route.last:
        channel = route.first + (route.leaves == "bottom")
        return [(channel, *route.lanes)] if route.lanes else []  # type: ignore[list-item]  # two lanes: out and in
    step = 1 if route.first < route.last else -1
    strips = range(route.first, route.last, step)
    pairs = zip(strips, route.lanes, route.lanes[1:], strict=False)
    return [(max(strip, strip + step), before, after) for strip, before, after in pairs if before != after]


def straight_passes_of(route: Route) -> list[tuple[int, int]]:
    """Where the route goes straight through a channel: (channel, lane)."""
    step = 1 if route.first < route.last else -1
    strips = range(route.first, route.last, step)
    pairs = zip(strips, route.lanes, route.lanes[1:], strict=False)
    return [(max(strip, strip + step), before) for strip, before, after in pairs if before == after]


def find_cheapest(costs: Sequence[Sequence[float]], prices: Sequence[tuple[float, float]], window: tuple[int, int]) -> list[int]:
    """The lane in each strip that makes the cheapest way; looked for everywhere when the window holds none."""
    low, high = window
    reached = [list(costs[0][low:high])]
    for cost, (rate, bend) in zip(costs[1:], prices, strict=True):
        reached.append(_extend_costs(reached[-1], cost[low:high], rate, bend))
    if min(reached[-1]) == inf:
        return find_cheapest(costs, prices, (0, len(costs[0])))
    return [lane + low for lane in _trace_back(reached, prices)]


def _extend_costs(straight: Sequence[float], cost: Sequence[float], rate: float, bend: float) -> list[float]:
    """What it costs to have come to each lane of the next strip: straight on, or after a bend from the best lane beside.

    Written out lane by lane: most of a map's time goes here, and a call for each would be the most of that.
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
    """What the way along so many lanes costs."""
    return [rate * lane for lane in range(count)]


def _trace_back(reached: Sequence[Sequence[float]], prices: Sequence[tuple[float, float]]) -> list[int]:
    """Back from the cheapest last lane to where it was reached from."""
    lane = reached[-1].index(min(reached[-1]))
    lanes = [lane]
    for costs, (rate, bend) in zip(reversed(reached[:-1]), reversed(prices), strict=True):
        rise = _sideways_costs(rate, len(costs))
        bent = [*map(add, costs, rise[lane:0:-1]), *map(add, costs[lane:], rise)]
        best = min(bent)
        lane = bent.index(best) if best + bend < costs[lane] else lane
        lanes.append(lane)
    return lanes[::-1]


def _difficulty_of(streets: LaneCosts, line: FlowLine) -> tuple[int, float, str]:
    source, target = streets.boxes[line.source], streets.boxes[line.target]
    return abs(source.strip - target.strip), abs(source.centre - target.centre), line.id


def _pair_of(line: FlowLine) -> tuple[str, str]:
    return (line.source, line.target) if line.source < line.target else (line.target, line.source)
