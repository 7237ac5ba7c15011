"""The ports of a box's border in the order of where their flows go, so that these need not cross on leaving or arriving."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from viz.layout.routing import Route
from viz.style.badges import BorderSide

_End = tuple[int, bool]
"""A route's place among the routes, and whether its target's end is meant."""


def sort_ports(routes: Sequence[Route]) -> list[Route]:
    """The same routes, those that turn right at a border having changed ports with one another."""
    ends: dict[tuple[str, BorderSide], list[_End]] = defaultdict(list)
    for place, route in enumerate(routes):
        if len(route.lanes) > 1:
            for end in _find_turning(route, place):
                ends[_border_of(route, end)].append(end)
    lanes = [list(route.lanes) for route in routes]
    for here in ends.values():
        ports = sorted(_port_at(routes[place], at_target) for place, at_target in here)
        for (place, at_target), port in zip(sorted(here, key=lambda end: _next_lane(routes, end)), ports, strict=True):
            lanes[place][-1 if at_target else 0] = port
    return [replace(route, lanes=tuple(changed)) for route, changed in zip(routes, lanes, strict=True)]


def _find_turning(route: Route, place: int) -> list[_End]:
    """The ends of the route that turn in the channel at the border."""
    ends = []
    if route.lanes[0] != route.lanes[1]:
        ends.append((place, False))
    if route.lanes[-1] != route.lanes[-2]:
        ends.append((place, True))
    return ends


def _border_of(route: Route, end: _End) -> tuple[str, BorderSide]:
    return (route.line.target, route.arrives) if end[1] else (route.line.source, route.leaves)


def _port_at(route: Route, at_target: bool) -> int:
    return route.lanes[-1] if at_target else route.lanes[0]


def _next_lane(routes: Sequence[Route], end: _End) -> tuple[int, str]:
    """Where the flow comes from or goes to next."""
    route = routes[end[0]]
    return (route.lanes[-2] if end[1] else route.lanes[1]), route.line.id
