"""Working days of Sweden against lists written by hand, and against counting day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from model.vocabulary.days import (
    FIRST_DAY_COUNTED,
    add_working_days,
    count_working_days,
    go_back_working_days,
    list_working_days,
)
from tests.conftest import limit_examples

FREE = {
    2025: "01-01 01-06 04-18 04-21 05-01 05-29 06-06 06-20 12-24 12-25 12-26 12-31",
    2026: "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31",
    2027: "01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31",
}
"""The days from Monday to Friday without work, from the almanac."""


def is_worked(day: date) -> bool:
    return day.toordinal() in list_working_days(day.year)


def test_the_years_of_the_almanac() -> None:
    for year, free in FREE.items():
        days = (date(year, 1, 1) + timedelta(n) for n in range(365))
        found = [day for day in days if day.weekday() < 5 and not is_worked(day)]
        assert " ".join(f"{day:%m-%d}" for day in found) == free


def test_days_between_a_holiday_and_a_weekend_are_worked() -> None:
    assert is_worked(date(2026, 1, 5))
    assert is_worked(date(2026, 5, 15))
    assert is_worked(date(2025, 5, 30))


def test_three_working_days_over_midsummer() -> None:
    assert add_working_days(date(2026, 6, 17), 1) == date(2026, 6, 18)
    assert add_working_days(date(2026, 6, 17), 3) == date(2026, 6, 23)
    assert add_working_days(date(2026, 6, 20), 1) == date(2026, 6, 22)
    assert add_working_days(date(2026, 6, 20), 0) == date(2026, 6, 20)


def test_what_lies_beyond_the_calendar_has_no_end() -> None:
    assert add_working_days(date(2026, 1, 1), 1_000_000) == date.max


@limit_examples(100)
@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(0, 400))
def test_counted_day_by_day(first: date, number: int) -> None:
    day, left = first, number
    while left:
        day += timedelta(1)
        left -= is_worked(day)
    assert add_working_days(first, number) == day


def test_counting_back_is_the_reverse_of_counting() -> None:
    """Of three working days until a Monday the first is the Thursday; until Midsummer's Eve, a Friday, the Tuesday."""
    assert str(go_back_working_days(date(2026, 6, 1), 3)) == "2026-05-28"
    assert str(go_back_working_days(date(2026, 6, 19), 3)) == "2026-06-16"
    for number in (1, 5, 300):
        first = go_back_working_days(date(2026, 6, 19), number)
        assert count_working_days(first - timedelta(1), date(2026, 6, 19)) == number
        assert count_working_days(first, date(2026, 6, 19)) == number - 1
    assert go_back_working_days(date(2026, 6, 19), 1_000_000) == FIRST_DAY_COUNTED
