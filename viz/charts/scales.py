"""Scales across a chart: days with their months, and counts with round ticks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from model.language import Language, Term

MONTHS = (
    Term("jan", "Jan"), Term("feb", "Feb"), Term("mar", "Mar"), Term("apr", "Apr"), Term("maj", "May"), Term("jun", "Jun"),
    Term("jul", "Jul"), Term("aug", "Aug"), Term("sep", "Sep"), Term("okt", "Oct"), Term("nov", "Nov"), Term("dec", "Dec"),
)  # fmt: skip
MONTHS_PER_TICK = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
ROUND_STEPS = (1, 2, 3, 5, 6, 10)
MOST_TICKS = 7
"""Ticks stand at these multiples of a power of ten: counts of days are read in sixties, too."""
MARGIN, LEAST_MARGIN = 0.03, 3
"""A scale of days has a margin of this share, and of so many days, on both sides."""
Tick = tuple[float, str]
"""The share of the width at which a tick stands, and its words."""


def format_short_day(day: str, language: Language) -> str:
    """Return an ISO date without its year: "9 okt"."""
    _year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1].in_(language)}"


@dataclass(frozen=True, slots=True)
class DayScale:
    """The days from `first` to `last`, ISO dates, across the width."""

    first: str
    last: str

    @classmethod
    def around(cls, days: Iterable[str]) -> "DayScale":
        """Return the scale that holds all of some days, with a margin beside the first and the last."""
        numbers = [date.fromisoformat(day).toordinal() for day in days]
        margin = max(LEAST_MARGIN, round(MARGIN * (max(numbers) - min(numbers))))
        first, last = max(1, min(numbers) - margin), min(date.max.toordinal(), max(numbers) + margin)
        return cls(date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat())

    def share_of(self, day: str) -> float:
        """Return at which share of the width a day stands, 0 to 1; days outside stand at the ends."""
        return min(1.0, max(0.0, self._count(day) / max(1, self._count(self.last))))

    def _count(self, day: str) -> int:
        return date.fromisoformat(day).toordinal() - date.fromisoformat(self.first).toordinal()

    def list_ticks(self, language: Language, most: int) -> list[Tick]:
        """Return the first days of months, at most `most`, so many months apart as that takes; with years where they change."""
        for months in MONTHS_PER_TICK:
            days = [*self._list_firsts(months)]
            if len(days) <= most:
                return [(self.share_of(day), text) for day, text in _name_months(days, months, language)]
        return []

    def _list_firsts(self, months: int) -> Iterator[str]:
        years = max(1, months // 12)
        year, month = int(self.first[:4]) // years * years, 1
        while (day := f"{year:04}-{month:02}-01") <= self.last and year < 10_000:
            if day >= self.first:
                yield day
            year, month = year + (month + months - 1) // 12, (month + months - 1) % 12 + 1


def _name_months(days: list[str], months: int, language: Language) -> Iterator[tuple[str, str]]:
    year = ""
    for day in days:
        name = MONTHS[int(day[5:7]) - 1].in_(language)
        yield day, day[:4] if months >= 12 else name if day[:4] == year else f"{name} {day[:4]}"
        year = day[:4]


@dataclass(frozen=True, slots=True)
class CountScale:
    """The counts from 0 to `most` across the width."""

    most: float

    def share_of(self, count: float) -> float:
        """Return at which share of the width a count stands, 0 to 1."""
        return min(1.0, max(0.0, count / self.most)) if self.most else 0.0

    def list_ticks(self, about: int = MOST_TICKS) -> list[Tick]:
        """Return round counts from 0, at most one more than `about`."""
        tick = find_round_tick(self.most, about)
        return [(self.share_of(value), str(value)) for value in range(0, int(self.most) + 1, tick)]


def round_up(most: int, about: int = MOST_TICKS) -> int:
    """Return the round number at which a scale of whole numbers up to `most` ends, with about so many ticks."""
    tick = find_round_tick(most, about)
    return -(-most // tick) * tick


def find_round_tick(most: float, about: int) -> int:
    """Return the least round number of which at most `about` reach `most`."""
    power = 1
    while True:
        for step in ROUND_STEPS:
            if step * power * about >= most:
                return step * power
        power *= 10
