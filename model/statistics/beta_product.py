"""Beta-product intervals of the share that remains, for small groups (Fay, Brittain and Proschan 2013; Fay and Brittain 2016).

The share that remains is the product of the parts that stay on each day with an ending. If `d` of `n` at risk end, the part that
stays is bounded by a beta distribution with n − d + 1 and d. The product is taken to be the beta distribution with the same first
two moments. Between two endings the lower limit expects that one more of those at risk next has ended unseen. After the last day
the lower limit is 0. Without censoring, and without ties, these are Clopper and Pearson's limits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from model.statistics.curves import Band, CurvePoint

TAIL = 0.025
"""What lies outside the interval on each side."""


@dataclass(frozen=True, slots=True)
class _Moments:
    """The first two moments of a product of independent beta distributions; 1 and 1 without any factor."""

    first: float = 1.0
    second: float = 1.0

    def times(self, a: int, b: int) -> "_Moments":
        """Return the moments after one more factor, with the parameters `a` and `b`."""
        mean = a / (a + b)
        return _Moments(self.first * mean, self.second * mean * (a + 1) / (a + b + 1))

    def find_quantile(self, part: float) -> float:
        """Return a quantile of the beta distribution with these moments."""
        from scipy.special import betaincinv

        if self.first == 1:
            return 1.0
        scale = (self.first - self.second) / (self.second - self.first**2)
        return float(betaincinv(scale * self.first, scale * (1 - self.first), part))


def bound_by_beta_product(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    """Return the points of a curve of waits that are all seen from their start, with beta-product intervals.

    Each point is a day with those at risk and those that ended; the first one stands before day 0.
    """
    return [
        replace(point, on_day=on_day, after=after) for point, (on_day, after) in zip(points, _bound_points(points), strict=True)
    ]


def _bound_points(points: Sequence[CurvePoint]) -> Iterable[tuple[Band, Band]]:
    """Yield the interval on the day of each point, and the one after it until the next."""
    product, high = _Moments(), 1.0
    next_at_risk = [*(point.at_risk for point in points[1:]), 0]
    for point, following in zip(points, next_at_risk, strict=True):
        expected = product.times(point.at_risk, 1) if point.at_risk else product
        if point.ended:
            product = expected = product.times(point.at_risk - point.ended + 1, point.ended)
            high = product.find_quantile(1 - TAIL)
        on_day = Band(expected.find_quantile(TAIL), high)
        after = Band(product.times(following, 1).find_quantile(TAIL) if following else 0.0, high)
        yield on_day, after


def bound_part(some: int, whole: int) -> Band:
    """Return Clopper and Pearson's limits of the part that `some` of `whole` are."""
    from scipy.special import betaincinv

    low = float(betaincinv(some, whole - some + 1, TAIL)) if some else 0.0
    return Band(low, float(betaincinv(some + 1, whole - some, 1 - TAIL)) if some < whole else 1.0)
