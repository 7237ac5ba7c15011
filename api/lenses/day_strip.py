"""The strip of days below a map: each a link, with a bar of how much changes up to it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from api.lenses.landscape_day import read_whole
from api.lenses.map_part import is_large
from api.pages.page import Asked
from model.text.timestamps import local_day_of
from model.vocabulary.contents import Contents
from model.vocabulary.days import shift_day
from model.vocabulary.decisions import Decision, Step
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Representation, Seat
from model.vocabulary.record import Record
from queries.archive.publishing import read_revisions

MONTHS_BACK = 11
"""Months of the strip of days, before the present one."""
LIMITED: tuple[type[Record], ...] = (Flow, Seat, Representation)
"""What begins and ends, beside parties."""
BAR_HIGH, BAR_LEAST = 20, 2
"""The height of the highest bar, and of the lowest."""


def list_days(asked: Asked) -> list[dict[str, Any]]:
    """Return the days of the strip: the first of each of the last months, today, and the days of revisions.

    Each has how much changes after the day before it in the strip, and the height of its bar: none in a landscape that is too
    large to be read for that.
    """
    today = date.today()
    months = [_go_back(today, back) for back in range(MONTHS_BACK, -1, -1)]
    found: dict[str, str] = {day.isoformat(): "month" for day in months if day < today}
    found |= {local_day_of(revision.at): "revision" for revision in read_revisions(asked.graph)}
    found |= {today.isoformat(): "today"} | ({} if asked.on in found or asked.on == today.isoformat() else {asked.on: "chosen"})
    days = sorted(found)
    counts = _count_changes(asked, days)
    shown: list[int] | list[None] = counts or [None] * len(days)
    return [
        {
            "day": day,
            "kind": found[day],
            "chosen": day == asked.on,
            "address": replace(asked.link, on=None if found[day] == "today" else day).same(),
            "count": count,
            "bar": measure_bar(count, max(counts)) if counts and count else 0,
        }
        for day, count in zip(days, shown, strict=True)
    ]


def _count_changes(asked: Asked, days: Sequence[str]) -> list[int] | None:
    if is_large(asked.graph, asked.on):
        return None
    changing = asked.graph.keep(("days-of-change",), lambda: sorted(find_days_of_change(read_whole(asked.graph))))
    return count_between(changing, days)


def find_days_of_change(contents: Contents) -> Iterator[str]:
    """Yield a day for everything that begins, ends or happens: parties, flows, seats, representations, decisions and steps."""
    yield from _find_limits(contents.parties())
    for type_ in LIMITED:
        yield from _find_limits(contents.of(type_).values())
    yield from (decision.taken_on for decision in contents.of(Decision).values() if decision.taken_on)
    yield from (step.on for step in contents.of(Step).values() if step.on)


def _find_limits(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        if record.valid_from:
            yield record.first_day
        if record.valid_to:
            yield shift_day(record.last_day, 1)


def count_between(changing: Sequence[str], days: Sequence[str]) -> list[int]:
    """Return how many of the sorted days `changing` come after the day before each of the sorted `days`, up to it.

    The first of `days` has those of the month before it.
    """
    before = [shift_day(days[0], -30), *days[:-1]]
    return [bisect_right(changing, day) - bisect_right(changing, last) for day, last in zip(days, before, strict=True)]


def measure_bar(count: int, most: int) -> int:
    """Return the height of a bar in px; none for nothing."""
    return max(round(BAR_HIGH * count / most), BAR_LEAST) if count else 0


def _go_back(day: date, months: int) -> date:
    """Return the first day of the month so many months before that of a day."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
