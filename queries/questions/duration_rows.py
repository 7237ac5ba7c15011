"""The rows of `durations`: numbers with their intervals, and None wherever a number would say more than is known."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from model.statistics.beta_product import bound_part
from model.statistics.curves import HALF, Band, Curve, CurvePoint, IntervalMethod, find_last_followed
from model.statistics.remaining import estimate_remaining
from model.statistics.waits import FROM_THE_START, Waits
from model.vocabulary.decisions import StepKind
from queries.questions.legs import OTHER_ENDINGS, PASSED, Leg
from queries.questions.parameters import DurationsQuestion
from queries.questions.tallies import EXECUTED, YEAR_STATES, GroupKey, LegTally, Tallies

LEAST_SUMMARIZED = 5
"""Fewer than these are listed one by one and never summarized."""
SPANS = (90, 180, 365)
"""The days within which shares are told."""
_Row = dict[str, Any]


def list_duration_rows(tallies: Tallies, keys: Sequence[GroupKey], question: DurationsQuestion) -> Iterator[_Row]:
    """Yield the rows of all groups: first their legs, then their quarters, then their years."""
    for key in keys:
        for leg, tally in tallies.list_legs(key):
            yield {"what": "leg", **_name_leg(key, leg), **summarize_leg(tally)}
    for key in keys:
        for leg, tally in tallies.list_legs(key):
            if leg.first == StepKind.TAKEN:
                for quarter, waits in tally.split_by_quarter().items():
                    yield {"what": "cohort", **_name_leg(key, leg), **summarize_cohort(quarter, waits, question.on)}
    for key in keys:
        for year, states in tallies.list_years(key):
            decided = states.total()
            shares = _describe_part(states[EXECUTED], decided)
            counts = {state: states[state] for state in YEAR_STATES}
            yield {
                "what": "year",
                "group": key.group,
                "example": key.example,
                "year": year,
                "decided": decided,
                **counts,
                **shares,
            }


def _name_leg(key: GroupKey, leg: Leg) -> _Row:
    return {"group": key.group, "example": key.example, "leg": leg.code}


def summarize_leg(tally: LegTally) -> _Row:
    """Return the numbers of a leg.

    `begun` have begun it and are seen waiting on some day. Of these, `passed`, the others of `endings` (skipped: a later step is
    on record, this one is not) and `waiting` make the whole. `unseen` ended before their first day on record, `disordered` have
    steps out of order: neither is counted. `median` is the day on which half had passed, and `median_followed` how many were
    still followed then: None for fewer than five, unless none was lost from sight before. `followed` is the last day on which
    at least five were still followed, `followed_count` how many. `within` tells the shares that have passed and that still wait
    after so many days. `curve` is the share that has not passed, with the interval `method`. All of these are None for fewer
    than five, and `days` lists them.
    """
    every = tally.list_waits()
    waits = [wait for wait in every if wait.at_risk]
    begun = _count(waits)
    endings = {ending: _count(wait for wait in waits if wait.ending == ending) for ending in OTHER_ENDINGS}
    counts = {
        "begun": begun,
        "passed": _count(wait for wait in waits if wait.ending == PASSED),
        "waiting": _count(wait for wait in waits if wait.ending is None),
        "endings": endings,
        "unseen": _count(wait for wait in every if not wait.at_risk),
        "disordered": tally.disordered,
        "delayed": _count(wait for wait in waits if wait.entry != FROM_THE_START),
    }
    if begun < LEAST_SUMMARIZED:
        return {**counts, **dict.fromkeys(SUMMARY_FIELDS), "days": _list_one_by_one(waits)}
    return {**counts, **_summarize_waits(waits), "days": None}


SUMMARY_FIELDS = (
    "median", "median_low", "median_high", "median_followed", "followed", "followed_count", "followed_passed",
    "followed_waiting", "emptied_on", "within", "method", "curve",
)  # fmt: skip


def _summarize_waits(waits: Sequence[Waits]) -> _Row:
    curve, waiting = estimate_remaining(waits, PASSED), estimate_remaining(waits)
    median, median_followed = _find_median(curve)
    low, high = curve.find_quantile_band() if median is not None else (None, None)
    followed = find_last_followed(curve.points[1:], LEAST_SUMMARIZED)
    if followed is None:
        return dict.fromkeys(SUMMARY_FIELDS)
    passed, still = (one.find_point(followed) for one in (curve, waiting))
    return {
        "median": median,
        "median_low": low,
        "median_high": high,
        "median_followed": median_followed,
        "followed": followed,
        "followed_count": max(point.at_risk for point in curve.points[1:] if point.day == followed),
        "followed_passed": passed and 1 - passed.share,
        "followed_waiting": still and still.share,
        "emptied_on": curve.emptied_on,
        "within": [_describe_span(waits, days, curve, waiting) for days in SPANS],
        "method": str(curve.method),
        "curve": [_describe_point(point) for point in _thin_points(curve)],
    }


def _find_median(curve: Curve) -> tuple[int | None, int | None]:
    """Return the day on which half had passed, and how many were followed then. None for too few, unless none was lost before."""
    median = curve.find_quantile()
    point = next((point for point in curve.points if point.day == median), None)
    if point is None:
        return None, None
    lost = any(before.last_seen for before in curve.points if before.day < point.day)
    return (None, None) if lost and point.at_risk < LEAST_SUMMARIZED else (median, point.at_risk)


def _describe_span(waits: Sequence[Waits], days: int, curve: Curve, waiting: Curve) -> _Row:
    """Return the shares after so many days; None if fewer than five are known that long, or nobody is followed that long."""
    known = _count(wait for wait in waits if wait.ending is not None or wait.exit >= days)
    point, still = curve.find_point(days), waiting.find_point(days)
    if known < LEAST_SUMMARIZED or point is None or still is None:
        return {"days": days, "known": known, "passed": None, "low": None, "high": None, "waiting": None}
    passed = _turn_band(curve.find_band(days))
    return {
        "days": days,
        "known": known,
        "passed": 1 - point.share,
        "low": passed.low,
        "high": passed.high,
        "waiting": still.share,
    }


def _turn_band(band: Band) -> Band:
    """Return the interval of the share that has passed from that of the share that has not."""
    low, high = (None if value is None else 1 - value for value in (band.high, band.low))
    return Band(low, high)


def _describe_point(point: CurvePoint) -> _Row:
    band = point.on_day
    return {
        "day": point.day,
        "at_risk": point.at_risk,
        "ended": point.ended,
        "last_seen": point.last_seen,
        "not_passed": point.share,
        "low": band.low,
        "high": band.high,
    }


def _thin_points(curve: Curve) -> list[CurvePoint]:
    """Return the points at which the curve or its interval steps, and the last one."""
    points = curve.points[1:]
    if curve.method == IntervalMethod.BETA_PRODUCT:
        return list(points)
    return [point for number, point in enumerate(points, 1) if point.ended or number == len(points)]


def _list_one_by_one(waits: Sequence[Waits]) -> list[_Row]:
    found = [{"days": wait.exit, "ending": wait.ending} for wait in waits for _ in range(wait.count)]
    return sorted(found, key=lambda one: (one["days"], one["ending"] or ""))


def summarize_cohort(quarter: str, waits: Sequence[Waits], on: str) -> _Row:
    """Return how many of a quarter's decided assignments passed within 90, 180 and 365 days.

    None of a span is told (`too_recent`) if the last day of the quarter is not that many days ago. Assignments that are seen only
    from a later day on, or were let go of before the span ended, are not `known` and not in the whole.
    """
    spans = []
    for days in SPANS:
        if _last_day_of(quarter) + timedelta(days) > date.fromisoformat(on):
            spans.append({"days": days, "too_recent": True, "known": None, "passed": None, **_describe_part(0, 0)})
            continue
        seen = [wait for wait in waits if wait.entry == FROM_THE_START and (wait.ending is not None or wait.exit >= days)]
        known, passed = _count(seen), _count(wait for wait in seen if wait.ending == PASSED and wait.exit <= days)
        spans.append({"days": days, "too_recent": False, "known": known, "passed": passed, **_describe_part(passed, known)})
    return {"quarter": quarter, "decided": _count(waits), "within": spans}


def _last_day_of(quarter: str) -> date:
    year, number = int(quarter[:4]), int(quarter[-1])
    first_after = date(year + number // 4, number % 4 * 3 + 1, 1)
    return first_after - timedelta(1)


def _describe_part(some: int, whole: int) -> _Row:
    """Return a share with its exact interval; None of fewer than five."""
    if whole < LEAST_SUMMARIZED:
        return {"share": None, "low": None, "high": None}
    band = bound_part(some, whole)
    return {"share": some / whole, "low": band.low, "high": band.high}


def _count(waits: "Sequence[Waits] | Iterator[Waits]") -> int:
    return sum(wait.count for wait in waits)


def is_half_waiting(row: Mapping[str, Any]) -> bool:
    """Return whether more than half still wait on the last day on which at least five are followed."""
    return row["followed_waiting"] is not None and row["followed_waiting"] > HALF
