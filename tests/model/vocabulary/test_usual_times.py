"""Which usual time counts, and on which day it ends."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from model.vocabulary.decisions import DayUnit
from model.vocabulary.usual_times import KnownTime, StepTimes, UsualTime, find_soonest, select_times
from tests.conftest import limit_examples

WORKING = DayUnit.WORKING_DAYS
TIMES = st.builds(UsualTime, st.integers(0, 60), st.sampled_from(DayUnit))


def known(days: int, forum_kind: str | None = None, decision_kind: str | None = None) -> KnownTime:
    return KnownTime("taken", UsualTime(days), False, forum_kind, decision_kind)


def select(forum_kind: str | None, decision_kind: str, *of: KnownTime) -> list[int]:
    found = select_times(of, forum_kind, decision_kind)
    return [time.days for time in found.times] if found else []


def test_the_most_specific_counts_and_the_kind_of_forum_before_that_of_decision() -> None:
    every = known(1), known(2, None, "order"), known(3, "rad"), known(4, "rad", "order")
    assert select("rad", "order", *every) == [4]
    assert select("rad", "order", *every[:3]) == [3]
    assert select("verkstad", "order", *every) == [2]
    assert select(None, "request", *every) == [1]
    assert select(None, "request", *every[1:]) == []


def test_of_equally_specific_ones_the_one_that_ends_first_counts() -> None:
    times = StepTimes((UsualTime(7), UsualTime(6, WORKING)))
    assert times.counting("2026-03-02") == UsualTime(7)  # from a Monday, six working days end on the Tuesday
    assert StepTimes((UsualTime(7), UsualTime(3, WORKING))).end_of("2026-06-18") == "2026-06-24"


def test_past_is_the_day_after_the_last_working_day() -> None:
    times = StepTimes((UsualTime(5, WORKING),))
    assert {times.end_of(since) for since in ("2026-05-29", "2026-05-30", "2026-05-31")} == {"2026-06-05"}  # Friday to Sunday
    assert times.first_since("2026-06-05") == "2026-05-29"
    assert times.first_since("2026-06-06") == "2026-06-01"


def test_a_usual_time_without_an_end_is_never_past() -> None:
    for unit in DayUnit:
        assert UsualTime(1_000_000, unit).end_of("2026-01-01") > "2200-12-31"


@limit_examples(100)
@given(st.lists(TIMES, min_size=1, max_size=3), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_first_day_since_which_it_ends_so_late(made: list[UsualTime], end: date) -> None:
    times = StepTimes(tuple(made))
    first = date.fromisoformat(times.first_since(str(end)))
    assert times.end_of(str(first)) >= str(end) > times.end_of(str(first - timedelta(1)))


@limit_examples(100)
@given(st.lists(st.lists(TIMES, min_size=1, max_size=3), min_size=1, max_size=4), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_soonest_of_several_ends_when_the_first_of_them_does(made: list[list[UsualTime]], since: date) -> None:
    several = [StepTimes(tuple(times)) for times in made]
    assert find_soonest(several).end_of(str(since)) == min(times.end_of(str(since)) for times in several)
