"""Dates as other systems write them. The year first or a month's name is unambiguous; other orders need a date format.

A date format is written with D, M and Y (or Å): `DD/MM/YYYY`, `M/D/YY`.
A time of day after the date is ignored, unless a time zone is given to convert it to.
"""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from loaders.rows.rules import LogRule
from model.errors import Problem
from model.language import Text
from model.rules import CellRule
from model.text.nearest import format_suggestion
from model.vocabulary.period import MONTH_NUMBERS, parse_last_period
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY, RuleBroken, validate_date

ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)"
TIME = (
    r"(?:,?[T ]+(?:kl\.? ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<more>\d{2}(?:[.,]\d+)?))?"
    r"|(?P<minutes>\d{2})(?:\d{2})?)"
    rf"(?: ?(?P<half>[AP])\.?M\.?)?(?: ?{ZONE})?)?"
)
"""A time of day as people and systems write it: `10:15`, `kl. 10.15`, `13:45:40.276+02:00`, `T134540Z`, `1:45:40 PM`."""
YEAR_FIRST = re.compile(
    rf"(?P<Y>\d{{4}})(?:(?P<between>[-/.])(?P<M>\d{{1,2}})(?P=between)(?P<D>\d{{1,2}})|(?P<m>\d\d)(?P<d>\d\d)){TIME}",
    re.IGNORECASE,
)
YEAR_LAST = re.compile(rf"(?P<first>\d{{1,2}})([-/. ])(?P<second>\d{{1,2}})\2(?P<year>\d{{4}}|\d\d){TIME}", re.IGNORECASE)
"""Day and month in either order, then the year."""
SLASH_AND_YEAR = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2}) (?P<year>\d{4})")
"""A handwritten form: `15/1 2026`."""
NAMED_MONTH = re.compile(
    rf"(?:(?:den )?(?P<D>\d{{1,2}})\.?[ -](?P<M>[^\W\d_]+)|(?P<m>[^\W\d_]+)\.? (?P<d>\d{{1,2}}))[.,]?[ -](?P<Y>\d{{4}}){TIME}",
    re.IGNORECASE,
)
"""A day with the name of its month and the whole year: `12 mars 2024`, `12-mar-2024`, `March 12, 2024`."""
DATE_FORMAT_CODE = re.compile(r"(?P<first>D{1,2}|M{1,2}|Y{4}|Y{2})(?:[^\w]{0,2}(?:D{1,2}|M{1,2}|Y{4}|Y{2})){2}")


class AmbiguousDate(ValueError):
    """A date that can be read in more than one way, and no date format is given."""


class NoSuchDay(RuleBroken):
    """Text of the form of a date that is no possible day."""


CORRECT_HINT = Text("correct it")
FORMAT_HINT = Text("give the cell a date format")
EXCEL_DAY = re.compile(r"[2-7]\d{4}")
"""Excel's numbers of the days from 1954 to 2119, counted from 30 December 1899."""


def parse_excel_day(text: str) -> str | None:
    """Return the day of an Excel day number, as a cell without a date format gives it; None for other text."""
    return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat() if EXCEL_DAY.fullmatch(text.strip()) else None


def describe_excel_day(number: str, day: str) -> Text:
    """Say which day a number is in Excel."""
    return Text("{number} is {day} in Excel", number=number, day=day)


def parse_date_format(code: str) -> str:
    """Return a date format in D, M and Y. Raises RuleBroken when it is none."""
    way = code.strip().upper().replace("Å", "Y")
    if not DATE_FORMAT_CODE.fullmatch(way) or any(letter not in way for letter in "DMY"):
        text = Text("'{said}' is not a date format: use D, M and Y, as in DD/MM/YYYY", said=code)
        raise RuleBroken(LogRule.DATE_FORMAT, "date_format", text)
    return way


def parse_cell_day(cell: str, way: str | None, zone: ZoneInfo | None = None) -> str:
    """Return the day in a cell as YYYY-MM-DD.

    With `zone`, a time that names its own time zone is converted first. Raises RuleBroken where there is no day, AmbiguousDate
    where the date format `way` is needed.
    """
    text = cell.strip()
    if written := _match_date(text, way):
        day, found = written
        return _day_in_zone(_build_day(*day), found, zone)
    if not way and YEAR_LAST.fullmatch(text):
        raise AmbiguousDate(text)
    raise RuleBroken(CellRule.DATE, "", Text("'{said}' is not a date", said=text))


def parse_cell_moment(cell: str, way: str | None) -> str:
    """Return the day and time in a cell, comparable within one log; empty where there is no time, or midnight."""
    written = _match_date(cell.strip(), way)
    if not written or not written[1]["hour"]:
        return ""
    day, found = written
    hour, minute, more = int(found["hour"]), found["minute"] or found["minutes"] or "00", found["more"] or "00"
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"] in "pP")
    time = f"{hour:02}:{minute}:{more}"
    return "" if time.startswith("00:00:00") else f"{'-'.join(part.zfill(2) for part in day)} {time}"


def _match_date(text: str, way: str | None) -> tuple[tuple[str, str, str], re.Match[str]] | None:
    """Return the year, month and day as written, with the match; None where they cannot be read."""
    if found := YEAR_FIRST.fullmatch(text):
        return (found["Y"], found["M"] or found["m"], found["D"] or found["d"]), found
    if (found := NAMED_MONTH.fullmatch(text)) and (month := MONTH_NUMBERS.get((found["M"] or found["m"]).casefold())):
        return (found["Y"], str(month), found["D"] or found["d"]), found
    if way and (found := _build_pattern(way).fullmatch(text)):
        return (found["Y"], found["M"], found["D"]), found
    return None


def _day_in_zone(day: str, time: re.Match[str], zone: ZoneInfo | None) -> str:
    """Return the day in `zone` at a time that names its own zone; without one the day itself."""
    if not zone or not time["zone"]:
        return day
    hour, minute = int(time["hour"]) % 24, int(time["minute"] or time["minutes"] or 0)
    if time["half"]:
        hour = hour % 12 + 12 * (time["half"] in "pP")
    offset_digits = re.sub(r"[^-+0-9]", "", time["zone"]) or "+0000"
    offset = timedelta(hours=int(offset_digits[:3]), minutes=int(f"{offset_digits[0]}{offset_digits[3:] or 0}"))
    try:
        at = datetime.fromisoformat(day).replace(hour=hour, minute=minute % 60, tzinfo=timezone(offset))
        return at.astimezone(zone).date().isoformat()
    except ValueError:  # an offset of more than a day
        return day


def is_day(value: str) -> bool:
    """Return whether a value is a day of the calendar, in any way of writing."""
    found = YEAR_LAST.fullmatch(value)
    return bool(_find_possible_days(found)) if found else _try_day(value) is not None


def is_day_or_period(value: str) -> bool:
    """Return whether a value is a day or a period, also after words such as *senast*."""
    return is_day(value) or parse_last_period(value) is not None


def add_day_hint(problem: Problem) -> Problem:
    """Return a date's problem with a hint: the only day that can be meant, or what is wrong with the number or the year."""
    if problem.rule == CellRule.DATE and (counted := parse_excel_day(problem.value)):
        return replace(problem, text=describe_excel_day(problem.value, counted), hint=FORMAT_HINT)
    if problem.rule == CellRule.DATE and (beyond := _explain_beyond(problem.value)):
        return replace(problem, text=beyond, hint=CORRECT_HINT)
    day = _find_only_day(problem.value.strip()) if problem.rule == CellRule.DATE else None
    return replace(problem, hint=format_suggestion([day])) if day else problem


def _explain_beyond(text: str) -> Text | None:
    """Return what is wrong with a day that is too far off; None for other text."""
    try:
        parse_cell_day(text, None)
    except NoSuchDay as broken:
        return broken.text if YEAR_FIRST.fullmatch(text.strip()) and not EARLIEST_DAY <= text.strip() <= LATEST_DAY else None
    except (AmbiguousDate, RuleBroken):
        return None
    return None


def _find_only_day(text: str) -> str | None:
    """Return the only day that the text can mean; None when there is none, or several."""
    if found := SLASH_AND_YEAR.fullmatch(text) or YEAR_LAST.fullmatch(text):
        days = _find_possible_days(found) if len(found["year"]) == 4 else set()
        return next(iter(days)) if len(days) == 1 else None
    return _try_day(text)


def _find_possible_days(found: re.Match[str]) -> set[str]:
    """Return the days that can be meant, with either of the first two numbers as the month."""
    first, second, year = found["first"], found["second"], found["year"]
    ways = {(first, second), (second, first)}
    return {day for month, day_ in ways if (day := _try_day(f"{_full_year(year)}-{month}-{day_}"))}


def _try_day(text: str) -> str | None:
    try:
        return parse_cell_day(text, None)
    except (AmbiguousDate, RuleBroken):
        return None


def _build_day(year: str, month: str, day: str) -> str:
    written = f"{_full_year(year)}-{month:0>2}-{day:0>2}"
    if not EARLIEST_DAY <= written <= LATEST_DAY:
        text = Text("'{day}' is not between {first} and {last}", day=written, first=EARLIEST_DAY, last=LATEST_DAY)
        raise NoSuchDay(CellRule.DATE, "", text)
    try:
        return validate_date(written)
    except RuleBroken as broken:
        raise NoSuchDay(broken.rule, broken.field, broken.text) from None


def _full_year(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


@cache
def _build_pattern(way: str) -> re.Pattern[str]:
    def group(found: re.Match[str]) -> str:
        letters = found[0]
        return rf"(?P<{letters[0]}>\d{{{len(letters)}}})" if letters[0] == "Y" else rf"(?P<{letters[0]}>\d{{1,2}})"

    return re.compile(re.sub(r"([DMY])\1*", group, re.sub(r"([^\w])", r"\\\1", way)) + TIME, re.IGNORECASE)
