"""A curve: the share of waits that has not ended in a certain way, day by day, with an interval of 95 %."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

HALF = 0.5
ROUNDING = 1e-9
"""By so much a share may differ from another and still be the same, after some thousand multiplications."""


class IntervalMethod(StrEnum):
    """How the intervals of a curve are made."""

    LOG_LOG = "log-log"
    BETA_PRODUCT = "beta-product"


@dataclass(frozen=True, slots=True)
class Band:
    """An interval of 95 % for a share. None where none can be given."""

    low: float | None
    high: float | None


NO_BAND = Band(None, None)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A step of a curve: the share that remains on `day` and until the next point, with its interval on the day and after it."""

    day: int
    at_risk: int
    ended: int
    last_seen: int
    share: float
    on_day: Band = NO_BAND
    after: Band = NO_BAND


@dataclass(frozen=True, slots=True)
class Curve:
    """The share that remains. The first point stands before day 0; the last is the last day on which anything was seen.

    `emptied_on` is the day on which nothing was at risk any more although more was seen later (delayed entry). From there on the
    curve says nothing.
    """

    points: tuple[CurvePoint, ...]
    method: IntervalMethod
    emptied_on: int | None = None

    @property
    def last_day(self) -> int:
        """The last day on which anything was seen; -1 if there is nothing."""
        return self.points[-1].day

    def find_point(self, day: int) -> CurvePoint | None:
        """Return the point that holds on a day. None beyond what was seen, unless nothing remains."""
        beyond = day > self.last_day and self.points[-1].share > ROUNDING
        broken = self.emptied_on is not None and day >= self.emptied_on
        if beyond or broken:
            return None
        return self.points[bisect_right(self.points, day, key=lambda point: point.day) - 1]

    def find_band(self, day: int) -> Band:
        """Return the interval on a day; without limits where there is none."""
        point = self.find_point(day)
        if point is None:
            return NO_BAND
        return point.on_day if point.day == day else point.after

    def find_quantile(self, remaining: float = HALF) -> int | None:
        """Return the first day on which at most that share remains; None if that is not reached. Days are not interpolated."""
        return self._find_first(lambda point: (point.share, point.share), remaining)

    def find_quantile_band(self, remaining: float = HALF) -> tuple[int | None, int | None]:
        """Return the first days on which the lower and the upper limit are at most that share; None where not reached."""
        low = self._find_first(lambda point: (point.on_day.low, point.after.low), remaining)
        return low, self._find_first(lambda point: (point.on_day.high, point.after.high), remaining)

    def _find_first(self, values_of: Callable[[CurvePoint], tuple[float | None, float | None]], most: float) -> int | None:
        """Return the first day on which a value is small enough. Each point has one for its day and one for the days after."""
        for point in self.points:
            if self.emptied_on is not None and point.day >= self.emptied_on:
                return None
            on_day, after = ((value is not None and value <= most + ROUNDING) for value in values_of(point))
            if on_day and point.day >= 0:
                return point.day
            if after:
                return point.day + 1
        return None


def find_last_followed(points: Sequence[CurvePoint], least: int) -> int | None:
    """Return the last day on which at least so many were at risk; None if there never were."""
    return max((point.day for point in points if point.at_risk >= least), default=None)
