"""The order of ports at a box's border: by where the flows go, so that they need not cross when they leave or arrive."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from viz.layout.routing import Route
from viz.style.badges import BorderSide

_End = tuple[int, bool]
"""The place of a route among the routes, and whether its target's end is meant."""


def sort_ports(routes: Sequence[Route]) -> list[Route]:
    """Return the same routes with ports exchanged between those that turn in the channel at a border."""
    ends: dict[tuple[str, BorderSide], list[_End]] = defaultdict(list)
    for place, route in enumerate(routes):
        if len(route.lanes) > 1:
            if route.lanes[0] != route.lanes[1]:
                ends[route.line.source, route.leaves].append((place, False))
            if route.lanes[-1] != route.lanes[-2]:
                ends[route.line.target, route.arrives].append((place, True))

    def sort_key(end: _End) -> tuple[int, str]:
        """Return the lane beside the border's that the flow comes from or goes to, and the line's id."""
        route = routes[end[0]]
        return route.lanes[-2] if end[1] else route.lanes[1], route.line.id

    lanes = [list(route.lanes) for route in routes]
    for here in ends.values():
        ports = sorted(routes[place].lanes[-1 if at_target else 0] for place, at_target in here)
        for (place, at_target), port in zip(sorted(here, key=sort_key), ports, strict=True):
            lanes[place][-1 if at_target else 0] = port
    return [replace(route, lanes=tuple(changed)) for route, changed in zip(routes, lanes, strict=True)]
