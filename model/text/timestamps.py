"""Times: UTC in the journal, local time for users."""

from datetime import UTC, datetime

EARLIEST_JOURNAL_DAY = "1970-01-02"
"""No journal begins earlier, and not every system knows local time before it."""


def format_utc(moment: datetime) -> str:
    """Return a time as the journal stores it: UTC, ISO 8601 to the second. A time without a zone is local."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_now() -> str:
    """Return the time now as the journal keeps it: UTC, ISO 8601 to the second."""
    return format_utc(datetime.now(UTC))


def start_of_day(day: str) -> str:
    """Return the start of a local day as the journal stores times."""
    return format_utc(datetime.fromisoformat(max(day, EARLIEST_JOURNAL_DAY)))


def format_minute(at: str) -> str:
    """Return a time of the journal in local time: `2026-11-26 15:56`."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def local_day_of(at: str) -> str:
    """Return the local day of a time of the journal."""
    return format_minute(at)[: len(EARLIEST_JOURNAL_DAY)]
