"""Our estimates equal those of R: `survival`, `cmprsk`, `bpcp` (known_answers.R made known_answers.json)."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from model.statistics.curves import NO_BAND, Curve, CurvePoint, IntervalMethod
from model.statistics.remaining import NORMAL_QUANTILE, estimate_remaining
from model.statistics.waits import FROM_THE_START, Waits

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("known_answers.json").read_text(encoding="utf-8"))
CLOSE = 1e-9
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))


def waits_of(case: dict[str, Any]) -> list[Waits]:
    rows = zip(case["exit"], case["ending"], case["entry"], strict=True)
    return [Waits(exit_, ending or None, entry) for exit_, ending, entry in rows]


def is_delayed(case: dict[str, Any]) -> bool:
    return any(entry != FROM_THE_START for entry in case["entry"])


def points_of(curve: Curve) -> dict[int, CurvePoint]:
    return {point.day: point for point in curve.points[1:]}


@every_case
def test_kaplan_meier_with_log_log_intervals(case: dict[str, Any]) -> None:
    curve, known = estimate_remaining(waits_of(case), method=IntervalMethod.LOG_LOG), case["km"]
    points = points_of(curve)
    ours = [points[day] for day in known["day"] if day in points]  # R also lists days on which only somebody enters
    theirs = {
        day: values for day, *values in zip(*(known[name] for name in ("day", "at_risk", "share", "low", "high")), strict=True)
    }
    assert len(ours) == len(points)
    for point in ours:
        at_risk, share, low, high = theirs[point.day]
        assert [point.at_risk, point.share] == pytest.approx([at_risk, share], abs=CLOSE)
        if share == 1:  # R says 1 to 1; we say that there is no interval before the first ending
            low = high = None
        assert point.on_day.low == (low if low is None else pytest.approx(low, abs=CLOSE))
        assert point.on_day.high == (high if high is None else pytest.approx(high, abs=CLOSE))


@every_case
def test_the_median_and_its_interval(case: dict[str, Any]) -> None:
    curve = estimate_remaining(waits_of(case), method=IntervalMethod.LOG_LOG)
    assert [curve.find_quantile(), *curve.find_quantile_band()] == case["km"]["median"]


@every_case
def test_the_incidence_of_each_of_several_endings(case: dict[str, Any]) -> None:
    for known_of in (case.get("incidence", {}), case.get("cuminc", {})):
        for ending, known in known_of.items():
            points = points_of(estimate_remaining(waits_of(case), ending))
            theirs = dict(zip(known["day"], known["share"], strict=True))  # of a day that cuminc has twice, the share after it
            days = [day for day in theirs if day in points]
            assert [1 - points[day].share for day in days] == pytest.approx([theirs[day] for day in days], abs=CLOSE)


@every_case
def test_the_error_of_an_incidence(case: dict[str, Any]) -> None:
    """R gives the standard error; the interval is ours. With delayed entry R has only a jackknife's, which is not the same."""
    if is_delayed(case):
        return
    for ending, known in case.get("incidence", {}).items():
        points = points_of(estimate_remaining(waits_of(case), ending))
        for day, share, error in zip(known["day"], known["share"], known["error"], strict=True):
            if points[day].on_day != NO_BAND:
                width = NORMAL_QUANTILE * error / ((1 - share) * math.log(1 - share))
                limits = sorted((1 - share) ** math.exp(sign * width) for sign in (-1, 1))
                assert [points[day].on_day.low, points[day].on_day.high] == pytest.approx(limits, abs=CLOSE)


@every_case
def test_beta_product_intervals(case: dict[str, Any]) -> None:
    if is_delayed(case):
        return  # they are for waits that are seen from their start
    first, *points = estimate_remaining(waits_of(case), method=IntervalMethod.BETA_PRODUCT).points
    known = case["beta"]
    assert first.after.low == pytest.approx(known["low_first"], abs=CLOSE)
    assert [point.on_day.low for point in points] == pytest.approx(known["low"], abs=CLOSE)
    assert [point.on_day.high for point in points] == pytest.approx(known["high"], abs=CLOSE)
    assert [point.after.low for point in points] == pytest.approx(known["low_after"], abs=CLOSE)
    assert [point.after.high for point in points] == pytest.approx(known["high_after"], abs=CLOSE)
