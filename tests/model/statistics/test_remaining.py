"""The share that remains: conventions, worked by hand, and against scipy and the textbook's sums."""

import math
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from model.statistics.curves import NO_BAND, Curve, IntervalMethod
from model.statistics.remaining import MOST_SMALL, NORMAL_QUANTILE, estimate_remaining
from model.statistics.waits import Waits, count_risk_days
from tests.conftest import limit_examples

DONE, REFUSED = "done", "refused"
EXITS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from([DONE, REFUSED, None])), min_size=1, max_size=60)


def shares(curve: Curve) -> dict[int, float]:
    return {point.day: round(point.share, 6) for point in curve.points[1:]}


def test_endings_come_before_last_sights_of_the_same_day() -> None:
    """Of four, two end on day 5 and one is last seen then: two of four are left, and only then one of one ends."""
    waits = [Waits(5, DONE, count=2), Waits(5), Waits(9, DONE)]
    assert [(day.day, day.at_risk, day.ended, day.last_seen) for day in count_risk_days(waits)] == [(5, 4, 2, 1), (9, 1, 1, 0)]
    assert shares(estimate_remaining(waits)) == {5: 0.5, 9: 0}


def test_a_wait_of_no_days_counts() -> None:
    assert shares(estimate_remaining([Waits(0, DONE), Waits(0), Waits(3, DONE)])) == {0: 0.666667, 3: 0}


def test_what_is_seen_late_is_at_risk_on_the_days_after_its_entry() -> None:
    """On day 4 only the first is at risk; the other entered that day. On day 6 the other is at risk too."""
    waits = [Waits(6, DONE), Waits(4, DONE), Waits(6, None, entry=4)]
    assert [(day.day, day.at_risk) for day in count_risk_days(waits)] == [(4, 2), (6, 2)]
    assert count_risk_days([Waits(4, DONE, entry=4), Waits(3, DONE, entry=7)]) == []


def test_nothing_is_a_curve_of_one_point() -> None:
    curve = estimate_remaining([])
    assert (shares(curve), curve.find_quantile(), curve.last_day, curve.find_point(0)) == ({}, None, -1, None)


def test_where_all_still_wait_there_is_no_median_and_nothing_is_said_of_later_days() -> None:
    curve = estimate_remaining([Waits(30), Waits(50)])
    assert curve.find_quantile() is None
    assert curve.find_quantile_band() == (0, None)  # of two, half may be gone at any time
    assert estimate_remaining([Waits(30, count=50)]).find_quantile_band() == (None, None)
    point = curve.find_point(50)
    assert point is not None
    assert point.share == 1
    assert (curve.find_point(51), curve.find_band(51)) == (None, NO_BAND)


def test_where_nothing_remains_later_days_are_known() -> None:
    point = estimate_remaining([Waits(3, DONE), Waits(5, DONE)]).find_point(400)
    assert point is not None
    assert point.share == 0


def test_the_median_is_the_first_day_on_which_at_least_half_have_ended() -> None:
    """Also where the curve lies flat at one half until day 9, where R would give the middle, 7."""
    assert estimate_remaining([Waits(5, DONE, count=2), Waits(9, DONE, count=2)]).find_quantile() == 5


def test_one_minus_kaplan_meier_says_too_much_where_endings_compete() -> None:
    """Of four, one is refused on day 1 and the others are done on day 2: three of four are done, not all."""
    waits = [Waits(1, REFUSED), Waits(2, DONE, count=3)]
    assert shares(estimate_remaining(waits, DONE)) == {1: 1, 2: 0.25}
    assert shares(estimate_remaining(waits, REFUSED)) == {1: 0.75, 2: 0.75}
    assert shares(estimate_remaining(waits)) == {1: 0.75, 2: 0}


def test_small_groups_get_beta_product_intervals() -> None:
    def method(*waits: Waits, ending: str | None = DONE) -> IntervalMethod:
        return estimate_remaining(waits, ending).method

    assert method(Waits(3, DONE, count=MOST_SMALL)) == IntervalMethod.BETA_PRODUCT
    assert method(Waits(3, DONE, count=MOST_SMALL), Waits(4)) == IntervalMethod.LOG_LOG
    assert method(Waits(3, DONE), Waits(4, DONE, entry=2)) == IntervalMethod.LOG_LOG
    assert method(Waits(3, DONE), Waits(4, REFUSED)) == IntervalMethod.LOG_LOG
    assert method(Waits(3, DONE), Waits(4, REFUSED), ending=None) == IntervalMethod.BETA_PRODUCT


def test_between_two_endings_a_small_group_is_less_certain_than_on_the_days_of_them() -> None:
    curve = estimate_remaining([Waits(10, DONE), Waits(20, DONE), Waits(30)])
    on, after, before_last = (curve.find_band(day).low for day in (10, 11, 30))
    assert on is not None
    assert after is not None
    assert on > after > 0
    assert (before_last is not None, curve.find_band(31)) == (True, NO_BAND)


def test_a_curve_says_nothing_once_nobody_was_left_to_look_at() -> None:
    """Delayed entry: the only one at risk ends on day 3, and two more come into sight on day 5."""
    curve = estimate_remaining([Waits(3, DONE), Waits(9, DONE, entry=5), Waits(12, None, entry=5)])
    assert curve.emptied_on == 3
    assert (curve.find_quantile(), curve.find_point(9)) == (None, None)
    assert curve.find_point(2) is not None


@limit_examples(60)
@given(exits=EXITS)
def test_kaplan_meier_is_that_of_scipy(exits: list[tuple[int, str | None]]) -> None:
    waits = [Waits(day, DONE if ending else None) for day, ending in exits]
    curve = estimate_remaining(waits, method=IntervalMethod.LOG_LOG)
    ended, last_seen = ([wait.exit for wait in waits if (wait.ending is None) is still] for still in (False, True))
    theirs = ecdf(CensoredData(uncensored=ended, right=last_seen)).sf
    for day in range(curve.last_day + 1):
        point = curve.find_point(day)
        assert point is not None
        assert point.share == pytest.approx(float(theirs.evaluate(day)), abs=1e-9)
    with warnings.catch_warnings(action="ignore"):  # that there is none as long as all or nothing remains
        low, high = theirs.confidence_interval(method="log-log")
    for point in curve.points[1:]:
        if point.on_day != NO_BAND and point.ended:
            assert point.on_day.low == pytest.approx(float(low.evaluate(point.day)), abs=1e-9)
            assert point.on_day.high == pytest.approx(float(high.evaluate(point.day)), abs=1e-9)


def delta_method(waits: list[Waits], ending: str, until: int) -> tuple[float, float]:
    """The incidence of an ending with its variance, summed as Marubini and Valsecchi (1995) write it."""
    days = [day for day in count_risk_days(waits) if day.day <= until]
    waiting, ended, before, upto = 1.0, 0.0, [], []
    for day in days:
        before.append(waiting)
        ended += waiting * day.endings.get(ending, 0) / day.at_risk
        waiting *= 1 - day.ended / day.at_risk
        upto.append(ended)
    variance = 0.0
    for day, share, done in zip(days, before, upto, strict=True):
        n, d, k, later = day.at_risk, day.ended, day.endings.get(ending, 0), ended - done
        variance += later**2 * d / (n * (n - d)) if n > d else 0
        variance += share**2 * k * (n - k) / n**3 - 2 * later * share * k / n**2
    return ended, variance


@limit_examples(100)
@given(exits=EXITS, until=st.integers(0, 40), entry=st.sampled_from([-1, 2, 10]))
def test_aalen_johansen_is_the_textbooks(exits: list[tuple[int, str | None]], until: int, entry: int) -> None:
    late = [Waits(day + entry + 1, ending, entry) for day, ending in exits[::2]]
    waits = [*late, *(Waits(day, ending) for day, ending in exits)]
    curve = estimate_remaining([*waits, Waits(50, REFUSED)], DONE)
    point, (ended, variance) = curve.find_point(until), delta_method([*waits, Waits(50, REFUSED)], DONE, until)
    assert point is not None
    assert point.share == pytest.approx(1 - ended, abs=1e-9)
    if point.on_day != NO_BAND:
        width = NORMAL_QUANTILE * math.sqrt(variance) / ((1 - ended) * math.log(1 - ended))
        limits = sorted((1 - ended) ** math.exp(sign * width) for sign in (-1, 1))
        assert [point.on_day.low, point.on_day.high] == pytest.approx(limits, abs=1e-9)


@limit_examples(60)
@given(exits=EXITS)
def test_the_endings_and_what_still_waits_make_the_whole(exits: list[tuple[int, str | None]]) -> None:
    waits = [Waits(day, ending) for day, ending in exits]
    done, refused, waiting = (estimate_remaining(waits, ending).points for ending in (DONE, REFUSED, None))
    for parts in zip(done, refused, waiting, strict=True):
        assert (1 - parts[0].share) + (1 - parts[1].share) + parts[2].share == pytest.approx(1)


@limit_examples(30)
@given(exits=EXITS)
def test_equal_waits_may_be_counted_or_listed(exits: list[tuple[int, str | None]]) -> None:
    listed = [Waits(day, ending) for day, ending in exits]
    assert estimate_remaining([Waits(day, ending, count=3) for day, ending in exits]) == estimate_remaining(listed * 3)


def test_the_interval_of_half_of_a_hundred() -> None:
    """By hand: S = 0.5, Greenwood's variance of log S is 0.01, and log(-log S) has the standard error 0.1 / log 2."""
    point = estimate_remaining([Waits(10, DONE, count=50), Waits(20, count=50)]).find_point(10)
    assert point is not None
    limits = [0.5 ** math.exp(sign * 0.196 / math.log(2)) for sign in (1, -1)]
    assert [point.on_day.low, point.on_day.high] == pytest.approx(limits, abs=1e-4)
