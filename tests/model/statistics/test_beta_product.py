"""Beta-product intervals: exact where nothing is censored, and covering at least 95 % in small groups."""

import math
from typing import Any

import numpy
import pytest
from scipy.special import betaincinv

from model.statistics.curves import IntervalMethod
from model.statistics.remaining import estimate_remaining
from model.statistics.waits import Waits

RUNS = 5_000
Numbers = numpy.ndarray[Any, numpy.dtype[Any]]


def test_without_censoring_they_are_clopper_and_pearsons() -> None:
    """Of 12, 4 have ended by day 20: the limits of 8 in 12."""
    waits = [Waits(day, "done") for day in (3, 9, 14, 20, 31, 33, 35, 40, 41, 42, 43, 44)]
    band = estimate_remaining(waits).find_band(25)
    assert band.low == pytest.approx(betaincinv(8, 5, 0.025), abs=1e-12)
    assert band.high == pytest.approx(betaincinv(9, 4, 0.975), abs=1e-12)


def test_where_nothing_ends_the_share_may_still_be_lower() -> None:
    band = estimate_remaining([Waits(30, count=8)]).find_band(30)
    assert [band.low, band.high] == pytest.approx([0.025 ** (1 / 8), 1])


@pytest.mark.parametrize("number", range(5, 31))
def test_they_cover_what_is_true_at_least_as_often_as_they_say(number: int) -> None:
    """Waits of an exponential kind with a mean of 100 days, each seen for up to 300 days; no two end at once.

    All runs are worked out together, and the first ones by our own function as well.
    """
    random = numpy.random.default_rng(number)
    asked = random.choice([10, 60, 150], RUNS)
    waited, seen = random.exponential(100, (RUNS, number)), random.uniform(0, 300, (RUNS, number))
    low, high = bound_all(waited, seen, asked)
    for run in range(10):
        assert bound_one(waited[run], seen[run], int(asked[run])) == pytest.approx([low[run], high[run]])
    true = numpy.exp(-asked / 100)
    assert numpy.mean((low <= true) & (true <= high)) >= 0.95 - 2 * math.sqrt(0.05 * 0.95 / RUNS)


def bound_all(waited: Numbers, seen: Numbers, asked: Numbers) -> tuple[Numbers, Numbers]:
    """The limits of each row's share on the day asked about: of n at risk one ends, beta with n and 1, with moments n/(n+1), n/(n+2)."""
    order = numpy.argsort(numpy.minimum(waited, seen), axis=1)
    exits = numpy.take_along_axis(numpy.minimum(waited, seen), order, 1)
    counts = numpy.take_along_axis(waited <= seen, order, 1) & (exits <= asked[:, None])
    at_risk = numpy.arange(exits.shape[1], 0, -1)
    first, second = (numpy.where(counts, at_risk / (at_risk + more), 1.0).prod(axis=1) for more in (1, 2))
    left = (exits > asked[:, None]).sum(axis=1)
    high = numpy.where(counts.any(axis=1), quantile(first, second, 0.975), 1.0)
    return numpy.where(left > 0, quantile(first * left / (left + 1), second * left / (left + 2), 0.025), 0.0), high


def quantile(first: Numbers, second: Numbers, part: float) -> Numbers:
    """A quantile of the beta distributions with those moments."""
    with numpy.errstate(all="ignore"):  # where there is no factor at all, or nobody left
        scale = (first - second) / (second - first**2)
        return numpy.asarray(betaincinv(scale * first, scale * (1 - first), part))


def bound_one(waited: Numbers, seen: Numbers, asked: int) -> list[float | None]:
    """The limits by our own function, of times in thousandths of a day."""
    waits = [Waits(int(min(end, last) * 1000), "done" if end <= last else None) for end, last in zip(waited, seen, strict=True)]
    points = estimate_remaining(waits, method=IntervalMethod.BETA_PRODUCT).points
    band = max((point for point in points if point.day <= asked * 1000), key=lambda point: point.day).after
    return [band.low, band.high]
