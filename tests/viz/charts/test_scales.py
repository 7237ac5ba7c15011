"""Days and counts across a chart."""

import pytest

from viz.charts.scales import CountScale, DayScale, find_round_tick, format_short_day


def test_days_stand_in_proportion_between_the_first_and_the_last() -> None:
    scale = DayScale("2026-01-01", "2026-01-11")
    assert [scale.share_of(day) for day in ("2026-01-01", "2026-01-06", "2026-01-11")] == [0, 0.5, 1]
    assert [scale.share_of(day) for day in ("1999-01-01", "2099-01-01")] == [0, 1]
    assert DayScale("2026-01-01", "2026-01-01").share_of("2026-01-01") == 0


def test_a_scale_around_days_keeps_all_of_them_off_its_edges() -> None:
    scale = DayScale.around(["2026-03-01", "2025-03-01", "2026-02-01"])
    assert 0 < scale.share_of("2025-03-01") < 0.05
    assert 0.95 < scale.share_of("2026-03-01") < 1
    assert DayScale.around(["0001-01-01", "9999-12-31"]) == DayScale("0001-01-01", "9999-12-31")


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("2026-04-02", ["okt 2025", "nov", "dec", "jan 2026", "feb", "mar", "apr"]),
        ("2027-04-02", ["okt 2025", "jan 2026", "apr", "jul", "okt", "jan 2027", "apr"]),
        ("2033-01-01", ["2026", "2027", "2028", "2029", "2030", "2031", "2032", "2033"]),
        ("2200-12-31", ["2050", "2100", "2150", "2200"]),
    ],
)
def test_months_are_so_far_apart_that_their_number_fits_and_the_year_is_told_where_it_changes(
    last: str, words: list[str]
) -> None:
    assert [text for _at, text in DayScale("2025-09-05", last).list_ticks("sv", 8)] == words


def test_days_are_short_in_both_languages() -> None:
    assert [format_short_day("2025-10-09", language) for language in ("sv", "en")] == ["9 okt", "9 Oct"]


def test_counts_have_round_ticks() -> None:
    assert [text for _at, text in CountScale(420).list_ticks()] == ["0", "60", "120", "180", "240", "300", "360", "420"]
    assert CountScale(0).list_ticks() == [(0.0, "0")]
    assert all(most / find_round_tick(most, 6) <= 6 for most in range(1, 5000))
