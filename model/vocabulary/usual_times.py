"""Usual times of steps: which one counts for an assignment, and until when it may stand at its step.

The most specific usual time counts: of the kind of forum and the kind of decision, of the kind of forum, of the kind of decision,
of the step alone. Of equally specific ones the one that ends first counts. Invented ones count only for invented assignments.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from model.vocabulary.days import add_working_days
from model.vocabulary.decisions import DayUnit
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY

_FIRST, _LAST = (date.fromisoformat(day).toordinal() for day in (EARLIEST_DAY, LATEST_DAY))


@dataclass(frozen=True, slots=True)
class UsualTime:
    """The usual number of days, or working days, at a step. The day on which an assignment came to the step does not count."""

    days: int
    unit: DayUnit = DayUnit.DAYS

    def end_of(self, since: str) -> str:
        """Return the last day of the usual time for an assignment at its step since `since`; it is past from the day after.

        With working days that is a working day: of three working days from a Thursday on, the Tuesday.
        """
        first = date.fromisoformat(since)
        if self.unit == DayUnit.WORKING_DAYS:
            return add_working_days(first, self.days).isoformat()
        return date.fromordinal(min(first.toordinal() + self.days, date.max.toordinal())).isoformat()


@dataclass(frozen=True, slots=True)
class StepTimes:
    """The usual times that count equally for some assignments at a step: at least one. The one that ends first counts."""

    times: tuple[UsualTime, ...]

    @property
    def is_plain(self) -> bool:
        """Whether assignments since different days always end on different days, in the same order."""
        return len(self.times) == 1 and self.times[0].unit == DayUnit.DAYS

    def counting(self, since: str) -> UsualTime:
        """Return the usual time that counts for an assignment at its step since `since`."""
        return min(self.times, key=lambda time: (time.end_of(since), time.days))

    def end_of(self, since: str) -> str:
        """Return the last day of the usual time that counts."""
        return min(time.end_of(since) for time in self.times)

    def first_since(self, end: str) -> str:
        """Return the earliest day since which an assignment is at its step if its usual time ends on `end` or later."""
        days = range(_FIRST, _LAST + 1)
        return date.fromordinal(
            _FIRST + bisect_left(days, end, key=lambda day: self.end_of(date.fromordinal(day).isoformat()))
        ).isoformat()


def find_soonest(several: Iterable[StepTimes]) -> StepTimes:
    """Return the usual times that end first, whichever of `several` (at least one) counts: the shortest of each unit."""
    shortest: dict[DayUnit, UsualTime] = {}
    for time in (time for times in several for time in times.times):
        shortest[time.unit] = min(time, shortest.get(time.unit, time), key=lambda item: item.days)
    return StepTimes(tuple(shortest.values()))


@dataclass(frozen=True, slots=True)
class KnownTime:
    """A usual time on record. A kind of forum or of decision that is None stands for any."""

    step: str
    time: UsualTime
    example: bool = False
    forum_kind: str | None = None
    decision_kind: str | None = None

    @property
    def rank(self) -> tuple[bool, bool]:
        """How specific it is; the highest counts."""
        return self.forum_kind is not None, self.decision_kind is not None

    def counts_for(self, forum_kind: str | None, decision_kind: str) -> bool:
        """Return whether it may count for what a forum of that kind, or no forum, has decided."""
        return self.forum_kind in (None, forum_kind) and self.decision_kind in (None, decision_kind)


def select_times(known: Iterable[KnownTime], forum_kind: str | None, decision_kind: str) -> StepTimes | None:
    """Return the most specific of the usual times that count for those kinds, None without any."""
    counting = [item for item in known if item.counts_for(forum_kind, decision_kind)]
    most = max((item.rank for item in counting), default=None)
    times = sorted({item.time for item in counting if item.rank == most}, key=lambda time: (time.unit, time.days))
    return StepTimes(tuple(times)) if times else None
