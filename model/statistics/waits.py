"""Waits in whole days, and how many of them are at risk on each day.

Conventions, all of them as in R's `survival`:

- A wait that ends on the day on which it began lasts 0 days and counts: one that is seen from its start is at risk on day 0.
- Of what happens on one day, endings come before departures: what is last seen on day 30 was at risk on day 30.
- A wait that is seen only from some day on (delayed entry) is at risk on the days *after* its `entry`. If it ended on that day or
  before, it was never at risk and does not count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

FROM_THE_START = -1
"""The entry of a wait that is seen from its first day on."""


class Waits(NamedTuple):
    """So many equal waits. `exit` is the day of their ending, or of their last sight if they still wait (`ending` is None)."""

    exit: int
    ending: str | None = None
    entry: int = FROM_THE_START
    count: int = 1  # type: ignore[assignment]  # a tuple has a method of that name, which nobody needs here

    @property
    def at_risk(self) -> bool:
        """Whether they are seen waiting on any day."""
        return self.exit > self.entry


@dataclass(frozen=True, slots=True)
class RiskDay:
    """A day on which waits end or are last seen: how many are at risk, how many end in which way, how many are only last seen."""

    day: int
    at_risk: int
    endings: Mapping[str, int] = field(default_factory=dict)
    last_seen: int = 0

    @property
    def ended(self) -> int:
        """How many end, in any way."""
        return sum(self.endings.values())


def count_risk_days(waits: Iterable[Waits]) -> list[RiskDay]:
    """Return the days on which waits end or are last seen, in order."""
    entering: Counter[int] = Counter()
    leaving: dict[int, Counter[str | None]] = defaultdict(Counter)
    for wait in waits:
        if wait.at_risk and wait.count:
            entering[wait.entry] += wait.count
            leaving[wait.exit][wait.ending] += wait.count
    days: list[RiskDay] = []
    at_risk, entries = 0, sorted(entering, reverse=True)
    for day in sorted(leaving):
        while entries and entries[-1] < day:
            at_risk += entering[entries.pop()]
        endings = {ending: number for ending, number in leaving[day].items() if ending is not None}
        days.append(RiskDay(day, at_risk, endings, leaving[day][None]))
        at_risk -= leaving[day].total()
    return days
