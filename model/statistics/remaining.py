"""Estimates of the share that remains: Kaplan–Meier for any ending, Aalen–Johansen for one ending among several.

Both are one recursion over the days. `S` is the share that still waits, `F` the share that has ended in the way asked about. Of
those at risk on a day, the part `q` ends in any way and the part `k` in that way:

    F → F + S k          S → S (1 − q)

The variances follow it by the delta method, with a multinomial of those at risk. For `S` that is Greenwood's formula. Where
nothing else competes, F = 1 − S and both have the same variance.

The intervals are of the kind log(−log) of the share that remains, 1 − F. As long as all or nothing remains they do not exist.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model.statistics.beta_product import bound_by_beta_product
from model.statistics.curves import NO_BAND, ROUNDING, Band, Curve, CurvePoint, IntervalMethod
from model.statistics.waits import FROM_THE_START, RiskDay, Waits, count_risk_days

MOST_SMALL = 30
"""The largest group that gets beta-product intervals."""
NORMAL_QUANTILE = 1.959963984540054
"""Of the normal distribution at 97.5 %."""


@dataclass(slots=True)
class _State:
    """The shares on a day with their variances: still waiting, ended in the way asked about, and the covariance of the two."""

    waiting: float = 1.0
    ended: float = 0.0
    waiting_variance: float = 0.0
    ended_variance: float = 0.0
    covariance: float = 0.0

    def pass_day(self, at_risk: int, ended: int, in_this_way: int) -> None:
        """Move on past a day on which so many of those at risk ended, in any way and in the way asked about."""
        any_, this = ended / at_risk, in_this_way / at_risk
        stays, spread = 1 - any_, self.waiting**2 / at_risk
        self.ended_variance += 2 * this * self.covariance + this**2 * self.waiting_variance + spread * this * (1 - this)
        self.covariance = stays * (self.covariance + this * self.waiting_variance) - spread * stays * this
        self.waiting_variance = stays**2 * self.waiting_variance + spread * any_ * stays
        self.ended += self.waiting * this
        self.waiting *= stays


def estimate_remaining(waits: Iterable[Waits], ending: str | None = None, method: IntervalMethod | None = None) -> Curve:
    """Return the share that has not ended in the way `ending`; if it is None, the share that has not ended at all.

    Small groups get beta-product intervals, unless some waits are seen only from some day on or other endings compete; all others
    log-log intervals. `method` chooses otherwise. Nothing at all gives a curve of one point.
    """
    waits = [wait for wait in waits if wait.at_risk and wait.count]
    days = count_risk_days(waits)
    if ending is not None and all(wait.ending in (None, ending) for wait in waits):
        ending = None  # nothing competes
    delayed = any(wait.entry != FROM_THE_START for wait in waits)
    if method is None:
        small = sum(wait.count for wait in waits) <= MOST_SMALL and not delayed and ending is None
        method = IntervalMethod.BETA_PRODUCT if small else IntervalMethod.LOG_LOG
    points = _follow(days, ending)
    if method == IntervalMethod.BETA_PRODUCT:
        points = bound_by_beta_product(points)
    return Curve(tuple(points), method, _find_emptied(days))


def _follow(days: Sequence[RiskDay], ending: str | None) -> list[CurvePoint]:
    """Return the points of the curve with log-log intervals, the one before day 0 first."""
    points = [CurvePoint(FROM_THE_START, days[0].at_risk if days else 0, 0, 0, 1.0)]
    state = _State()
    for day in days:
        this = day.ended if ending is None else day.endings.get(ending, 0)
        state.pass_day(day.at_risk, day.ended, this)
        share = state.waiting if ending is None else 1 - state.ended
        variance = state.waiting_variance if ending is None else state.ended_variance
        band = _bound_by_log_log(share, variance)
        points.append(CurvePoint(day.day, day.at_risk, this, day.last_seen, share, band, band))
    return points


def _bound_by_log_log(share: float, variance: float) -> Band:
    """Return the interval that is symmetric on the scale log(−log share); none if all or nothing remains."""
    if not ROUNDING < share < 1 - ROUNDING:
        return NO_BAND
    hazard = -math.log(share)
    factor = math.exp(NORMAL_QUANTILE * math.sqrt(max(0.0, variance)) / (share * hazard))
    return Band(math.exp(-hazard * factor), math.exp(-hazard / factor))


def _find_emptied(days: Sequence[RiskDay]) -> int | None:
    """Return the first day after which nothing was at risk, if more was seen later."""
    return next((day.day for day in days[:-1] if day.at_risk == day.ended + day.last_seen), None)
