"""Times of the journal in local time."""

import time
from collections.abc import Iterator

import pytest

from model.text.timestamps import format_minute, local_day_of, start_of_day


@pytest.fixture(autouse=True)
def stockholm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Check summer and winter time in Sweden."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield
    time.tzset()


def test_a_moment_is_read_where_people_are() -> None:
    assert [format_minute("2026-11-26T14:56:55Z"), format_minute("2026-06-30T22:56:55Z")] == [
        "2026-11-26 15:56",
        "2026-07-01 00:56",
    ]
    assert local_day_of("2026-06-30T22:56:55Z") == "2026-07-01"


def test_a_day_begins_where_people_are() -> None:
    assert [start_of_day("2026-11-26"), start_of_day("2026-07-01")] == ["2026-11-25T23:00:00Z", "2026-06-30T22:00:00Z"]
    assert start_of_day("1900-01-01") == start_of_day("1970-01-02")
