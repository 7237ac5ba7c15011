"""The levels of flows that change lanes in a channel, ordered for few crossings.

A *turn* enters the channel from the strip above or below at one x and leaves it at another. The order of two turns that meet
decides how often they cross. Turns that do not meet can share a level.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from viz.layout.lanes import LANE_WIDTH
from viz.layout.routing import Route, lane_changes_of, straight_passes_of

TURN_GAP = 9.0
"""The least px between two turns on one level."""
OVERLAP_CROSSINGS = 6
"""The cost of two flows on top of one another, in crossings."""
MOST_PASSES = 4


@dataclass(frozen=True)
class Turn:
    """A change of lanes: the x at which the flow meets the strip above (`tops`) and the strip below (`bottoms`)."""

    line: str
    channel: int
    tops: tuple[float, ...]
    bottoms: tuple[float, ...]

    @cached_property
    def left(self) -> float:
        """Return the x of its left end."""
        return min((*self.tops, *self.bottoms))

    @cached_property
    def right(self) -> float:
        """Return the x of its right end."""
        return max((*self.tops, *self.bottoms))

    def near(self, other: "Turn") -> bool:
        """Return whether two turns would touch on one level."""
        return self.left < other.right + TURN_GAP and other.left < self.right + TURN_GAP


@dataclass(frozen=True, slots=True)
class Channel:
    """The levels of a channel's turns, from 0 at the top to `levels` - 1. A turn with spare room lies between two levels.

    `crossings` counts crossings of two turns, and of a turn and a straight flow.
    """

    level: Mapping[str, float]
    levels: int
    crossings: int


def find_turns(routes: Sequence[Route]) -> Mapping[int, list[Turn]]:
    """Return the turns of each channel, by its number."""
    turns: dict[int, list[Turn]] = defaultdict(list)
    for route in routes:
        for channel, before, after in lane_changes_of(route):
            turns[channel].append(_build_turn(route, channel, before * LANE_WIDTH, after * LANE_WIDTH))
    return turns


def order_channels(routes: Sequence[Route]) -> Mapping[int, Channel]:
    """Return the channels in which flows turn, by number."""
    straight: dict[int, list[float]] = defaultdict(list)
    for channel, lane in (passed for route in routes for passed in straight_passes_of(route)):
        straight[channel].append(lane * LANE_WIDTH)
    return {number: order_channel(turns, straight[number]) for number, turns in find_turns(routes).items()}


def order_channel(turns: Sequence[Turn], straight: Sequence[float] = ()) -> Channel:
    """Return the levels of a channel's turns. `straight` has the x of flows that pass it straight."""
    order = _find_order(turns)
    down = _assign_levels(order)
    up = _assign_levels(order[::-1])
    levels = max(down.values(), default=-1) + 1
    crossed = sum(count_crossings(above, below) for above, below in combinations(order, 2))
    crossed += sum(turn.left < x < turn.right for turn in turns for x in straight)
    return Channel({turn.line: (down[turn.line] + levels - 1 - up[turn.line]) / 2 for turn in turns}, levels, crossed)


def count_crossings(above: Turn, below: Turn) -> int:
    """Return how often two turns cross if one lies above the other; flows on top of one another count more."""
    if above.right < below.left or below.right < above.left:
        return 0
    through = sum(above.left < x < above.right for x in below.tops) + sum(below.left < x < below.right for x in above.bottoms)
    covered = sum(abs(x - other) < LANE_WIDTH / 2 for x in below.tops for other in above.bottoms)
    return through + OVERLAP_CROSSINGS * covered


def _build_turn(route: Route, channel: int, before: float, after: float) -> Turn:
    if route.first == route.last:
        both = (before, after)
        return Turn(route.line.id, channel, *((both, ()) if route.leaves == "bottom" else ((), both)))
    above, below = (before, after) if route.first < route.last else (after, before)
    return Turn(route.line.id, channel, (above,), (below,))


def _find_order(turns: Sequence[Turn]) -> list[Turn]:
    """Return the turns from top to bottom: sorted by their crossings with all others, then each moved to its best place."""
    gain = [[count_crossings(one, other) - count_crossings(other, one) for other in turns] for one in turns]
    order = sorted(range(len(turns)), key=lambda place: (sum(gain[place]), turns[place].left, turns[place].line))
    for _ in range(MOST_PASSES):
        if not [turn for turn in list(order) if _move_to_best(order, turn, gain)]:
            break
    return [turns[place] for place in order]


def _move_to_best(order: list[int], turn: int, gain: Sequence[Sequence[int]]) -> bool:
    """Move a turn to its best place in the order. Return whether it moved."""
    at = order.index(turn)
    order.pop(at)
    cost, costs = 0, [0]
    for other in order:
        cost += gain[other][turn]
        costs.append(cost)
    least = min(costs)
    best = at if costs[at] == least else costs.index(least)
    order.insert(best, turn)
    return best != at


def _assign_levels(order: Sequence[Turn]) -> dict[str, int]:
    """Return the level of each turn: the first below all earlier turns that it would touch."""
    levels: dict[str, int] = {}
    for place, turn in enumerate(order):
        before = (levels[other.line] + 1 for other in order[:place] if other.near(turn))
        levels[turn.line] = max(before, default=0)
    return levels
