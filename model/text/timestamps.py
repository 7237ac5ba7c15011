"""Moments: the journal has them in UTC, people read and say them in the time where they are."""

from datetime import UTC, datetime

EARLIEST_JOURNAL_DAY = "1970-01-02"
"""No journal begins before it, and not every system can tell its own time of earlier days."""


def format_utc(moment: datetime) -> str:
    """A moment as the journal keeps it: UTC, ISO 8601 to the second; one without a zone is of where we are."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_now() -> str:
    """Return the time now as the journal keeps it: UTC, ISO 8601 to the second."""
    return format_utc(datetime.now(UTC))


def start_of_day(day: str) -> str:
    """The moment, as the journal keeps it, at which a day begins where we are."""
    return format_utc(datetime.fromisoformat(max(day, EARLIEST_JOURNAL_DAY)))


def format_minute(at: str) -> str:
    """A moment of the journal where we are, as people read it: `2026-11-26 15:56`."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def local_day_of(at: str) -> str:
    """The day, where we are, of a moment of the journal."""
    return format_minute(at)[: len(EARLIEST_JOURNAL_DAY)]
