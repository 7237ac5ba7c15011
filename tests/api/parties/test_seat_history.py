"""The seats of a forum over time: how many there are from each day on."""

from api.parties.seat_history import count_over_time


def test_seats_count_from_their_first_day_until_after_their_last() -> None:
    spans = [(None, None, 2), ("2026-02-01", "2026-03-31", 1), ("2026-05-01", None, 3)]
    assert count_over_time(spans, "2026-01-01") == [("2026-01-01", 2), ("2026-02-01", 3), ("2026-04-01", 2), ("2026-05-01", 5)]


def test_a_seat_that_follows_another_at_once_changes_nothing() -> None:
    spans = [(None, "2026-03-31", 1), ("2026-04-01", None, 1)]
    assert count_over_time(spans, "2026-01-01") == [("2026-01-01", 1)]
