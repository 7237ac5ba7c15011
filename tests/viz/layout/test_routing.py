"""Routes through the strips are as straight and as far apart as possible, and cross seldom."""

from itertools import pairwise
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from viz.layout.channels import Turn, count_crossings, order_channel
from viz.layout.routing import find_cheapest

COSTS = st.lists(st.sampled_from((0.0, 1.0, 7.0, 50.0)), min_size=6, max_size=6)


def turn(name: str, top: float, bottom: float) -> Turn:
    return Turn(name, 1, (top,), (bottom,))


def test_a_way_goes_straight_until_it_is_blocked() -> None:
    free, blocked = [0.0] * 9, [0.0, 0.0, 0.0, inf, inf, inf, 0.0, 0.0, 0.0]
    port = [inf, inf, inf, inf, 0.0, inf, inf, inf, inf]
    assert find_cheapest([port, free, blocked, free], [(4.0, 20.0)] * 3, (0, 9)) in (
        [4, 4, 2, 2],
        [4, 4, 6, 6],
        [4, 2, 2, 2],
        [4, 6, 6, 6],
    )


def test_a_way_outside_the_window_is_found_when_there_is_none_in_it() -> None:
    port, wall = [inf, inf, 0.0, 0.0, inf, inf], [0.0, inf, inf, inf, inf, inf]
    assert find_cheapest([port, wall], [(1.0, 1.0)], (2, 4)) == [2, 0]


@given(st.lists(COSTS, min_size=2, max_size=4), st.integers(1, 5), st.integers(0, 9))
def test_no_way_is_cheaper(costs: list[list[float]], rate: int, bend: int) -> None:
    def price(lanes: list[int]) -> float:
        steps = sum(abs(one - other) * rate + bend for one, other in pairwise(lanes) if one != other)
        return steps + sum(cost[lane] for cost, lane in zip(costs, lanes, strict=True))

    ways: list[list[int]] = [[]]
    for _ in costs:
        ways = [[*way, lane] for way in ways for lane in range(6)]
    found = find_cheapest(costs, [(float(rate), float(bend))] * (len(costs) - 1), (0, 6))
    assert price(found) == min(map(price, ways))


def test_turns_in_one_direction_lie_so_that_they_do_not_cross() -> None:
    first, second = turn("first", 10, 60), turn("second", 30, 90)
    assert (count_crossings(second, first), count_crossings(first, second)) == (0, 2)
    channel = order_channel([first, second])
    assert channel.level["second"] < channel.level["first"]
    assert channel.crossings == 0


def test_turns_that_do_not_meet_share_a_level() -> None:
    assert order_channel([turn("left", 10, 40), turn("right", 80, 120)]).levels == 1


def test_turns_that_meet_have_levels_a_whole_step_apart() -> None:
    turns = [turn(str(number), 10 * number, 200 - 10 * number) for number in range(8)]
    levels = sorted(order_channel(turns).level.values())
    assert all(after - before >= 1 for before, after in pairwise(levels))


def test_a_flow_that_goes_straight_through_a_turn_is_a_crossing() -> None:
    assert order_channel([turn("a", 10, 60)], straight=[30, 70]).crossings == 1
