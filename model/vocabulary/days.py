"""Days counted and shifted: all days, as ISO dates, and Sweden's working days.

Working days are Monday to Friday, but for public holidays and the eves of Midsummer, Christmas and New Year. A day between a
holiday and a weekend is one. `holidays` is imported late: it takes longer than a command's start.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cache

SATURDAY = 5
FIRST_DAY_COUNTED = date(1900, 1, 1)
LAST_DAY_COUNTED = date(2300, 12, 31)
"""Later days are not counted: no assignment is asked about after the year 2200."""


def count_days(first: str, last: str) -> int:
    """Return the number of days from one day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def shift_day(day: str, days: int) -> str:
    """Return the day that many days later, or earlier if negative, but never before the first day of the calendar."""
    return date.fromordinal(max(1, date.fromisoformat(day).toordinal() + days)).isoformat()


def shift_year(day: str, years: int) -> str:
    """Return the same day that many years later; of 29 February, the 28th where there is none."""
    then = date.fromisoformat(day)
    try:
        return then.replace(year=then.year + years).isoformat()
    except ValueError:
        return then.replace(year=then.year + years, day=28).isoformat()


@cache
def list_working_days(year: int) -> Sequence[int]:
    """Return the working days of a year in Sweden, as ordinals (`date.toordinal`)."""
    import holidays

    free = holidays.country_holidays("SE", years=year, categories=("public", "de_facto"), include_sundays=False)
    days = (date.fromordinal(number) for number in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
    return [day.toordinal() for day in days if day.weekday() < SATURDAY and day not in free]


def add_working_days(day: date, number: int) -> date:
    """Return the day on which `number` working days have passed since `day`, which itself does not count.

    Without any working day to pass it is `day`, working day or not. A day after LAST_DAY_COUNTED is `date.max`.
    """
    after, year = day.toordinal(), day.year
    while number:
        if year > LAST_DAY_COUNTED.year:
            return date.max
        days = list_working_days(year)
        passed = bisect_right(days, after)
        if number <= len(days) - passed:
            return date.fromordinal(days[passed + number - 1])
        number, year = number - (len(days) - passed), year + 1
    return day


def count_working_days(first: date, last: date) -> int:
    """Return the working days after `first`, until `last`."""
    years = range(first.year, last.year + 1)
    return sum(
        bisect_right(days := list_working_days(year), last.toordinal()) - bisect_right(days, first.toordinal()) for year in years
    )


def go_back_working_days(day: date, number: int) -> date:
    """Return the working day from which it is `number` working days until `day`, itself and `day` included.

    A day before FIRST_DAY_COUNTED is that day.
    """
    until, year = day.toordinal(), day.year
    while year >= FIRST_DAY_COUNTED.year:
        days = list_working_days(year)
        passed = bisect_right(days, until)
        if number <= passed:
            return date.fromordinal(days[passed - number])
        number, year = number - passed, year - 1
    return FIRST_DAY_COUNTED
