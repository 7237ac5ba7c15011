"""Periods as people write them: `2026-06`, `kvartal 2 2026`, `T3 2026`, `v. 24 2026`, `hösten 2008 (2008-09/2008-11)`.

Years, half years, tertials (four months), quarters, months, ISO weeks and intervals are parsed in Swedish and English. The days
of seasons and terms are never guessed: the writer gives them, either in parentheses after the words, or in a table of a log's
mapping.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

MONTH_NAMES = (
    ("januari", "january", "jan"), ("februari", "february", "feb"), ("mars", "march", "mar"), ("april", "apr"), ("maj", "may"),
    ("juni", "june", "jun"), ("juli", "july", "jul"), ("augusti", "august", "aug"), ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"), ("november", "nov"), ("december", "dec"),
)  # fmt: skip
"""The names of each month in Swedish and English."""
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names}
ORDINALS = {
    **{str(number): number for number in range(1, 5)},
    "första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "1:a": 1, "2:a": 2, "3:e": 3, "4:e": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
YEAR = re.compile(r"(?:19|20|21)\d\d|2200")
YEAR_PREFIX = r"(?:(?:år|året|hela|helåret|under|i|year|during|in|all of) )*"
SHORT_YEAR = r"(?P<short>[2-9]\d)"
"""The last two digits of a year from 2020, after a quarter, a tertial or a half year: `Q4-26`."""
AT_THE_LATEST = re.compile(
    r"(?:senast|t\.? ?o\.? ?m\.?|till och med|no later than|by)"
    r"(?: (?:vid|under|i|den|utgången av|in|the end of))* (?P<period>.+)",
    re.IGNORECASE,
)
"""Words before a period or day that is a last day anyway."""
LONE_WEEK = re.compile(r"(?:v\.?|vecka|week|w)[ -]?(?P<n>\d\d?)")
MOST_YEARS_TO_WEEK_53 = 8
"""Years among which at least one has a week 53."""
EXPLAINED_PERIOD = re.compile(r"(?P<words>.+?)\s*\((?P<edtf>[^()]+)\)")
"""Words, followed by the period that they mean in parentheses."""
ORDINAL_PATTERN = "|".join(map(re.escape, ORDINALS))


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day (both included), the period in EDTF as a day, month, year or interval, and the words as written."""

    first: str
    last: str
    edtf: str
    words: str


def days_of(edtf: str) -> tuple[str, str] | None:
    """Return the first and last day of a day, month, year or interval in EDTF; None if it is none of these."""
    begins, _, ends = edtf.partition("/")
    first, last = _days_of_one(begins), _days_of_one(ends or begins)
    return (first[0], last[1]) if first and last and first[0] <= last[1] and edtf.count("/") == bool(ends) else None


def _days_of_one(edtf: str) -> tuple[str, str] | None:
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", edtf) or not YEAR.match(edtf):
        return None
    try:
        year, month, day = (int(part) if part else 0 for part in (edtf[:4], edtf[5:7], edtf[8:]))
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


def parse_last_period(written: str, means: Mapping[str, str] | None = None) -> Period | None:
    """Return the period of which `written` means the last day: like `parse_period`, also after words such as *senast*."""
    found = AT_THE_LATEST.fullmatch(" ".join(written.split()))
    whole = parse_period(written, means)
    if whole or not found:
        return whole
    day = found["period"] if re.fullmatch(r"\d{4}-\d\d-\d\d", found["period"]) else ""
    read = parse_period(found["period"], means)
    return _build_period(read.edtf if read else day, found[0])


def is_week_without_year(written: str) -> bool:
    """Return whether `written` names a week of no year, such as `v. 24` or `senast vecka 24`."""
    return _read_lone_week(written) is not None


def find_next_week(written: str, day: str) -> Period | None:
    """Return the first week of that number that ends on `day` or later; None if `written` does not name a week of no year."""
    number = _read_lone_week(written)
    for year in range(int(day[:4]), int(day[:4]) + MOST_YEARS_TO_WEEK_53) if number else ():
        period = parse_period(f"v. {number} {year}")
        if period and period.last >= day:
            return Period(period.first, period.last, period.edtf, " ".join(written.split()))
    return None


def _read_lone_week(written: str) -> int | None:
    words = " ".join(written.split()).casefold()
    latest = AT_THE_LATEST.fullmatch(words)
    found = LONE_WEEK.fullmatch(latest["period"] if latest else words)
    return int(found["n"]) if found and 1 <= int(found["n"]) <= 53 else None


def parse_period(written: str, means: Mapping[str, str] | None = None) -> Period | None:
    """Return the period that `written` expresses; None for plain days, and for words whose days are unknown.

    `means` gives the meaning of words in lower case: of the whole text (`v. 24` → `2026-06-08/2026-06-14`), or of the text
    without its year (`våren` → `03/05`, `ht` → `08-15/12-31`). A span that ends before it begins ends in the next year.
    """
    words = " ".join(written.split())
    if edtf := _look_up_words(words, means or {}) or _parse_calendar(words.casefold()):
        return _build_period(edtf, words)
    found = EXPLAINED_PERIOD.fullmatch(words)
    edtf = _parse_edtf(found["edtf"].strip()) if found else None
    return _build_period(edtf, found["words"]) if found and edtf else None


def format_period(day: str, edtf: str | None, words: str | None) -> str:
    """Return a text that `parse_period` reads as the same period and words."""
    if not edtf or not words:
        return day
    read = parse_period(words)
    return words if read and (read.edtf, read.words) == (edtf, words) else f"{words} ({edtf})"


def format_day(day: str, words: str | None) -> str:
    """Return a day as it is shown: preceded by the words of its period, if it has one. Words that hold the day stand alone."""
    return f"{words} ({day})" if words and day not in words else words or day


def join_day(day: str, words: str | None) -> str:
    """Return a day as it is shown within parentheses: after the words of its period and a comma, if it has one.

    Words that hold the day, or that are its year or month, stand alone.
    """
    return f"{words}, {day}" if words and day not in words and not day.startswith(words) else words or day


def expand_span(span: str, year: int) -> str | None:
    """Return a span of months or days (`03/05`, `08-15/12-31`, `06-30`) of `year` in EDTF; None if it is not a span."""
    begins, _, ends = span.partition("/")
    edtf = "/".join(f"{of}-{part}" for of, part in ((year, begins), (year + (bool(ends) and ends < begins), ends)) if part)
    return edtf if re.fullmatch(r"\d\d(?:-\d\d)?(?:/\d\d(?:-\d\d)?)?", span) and days_of(edtf) else None


def _look_up_words(words: str, means: Mapping[str, str]) -> str | None:
    """Return the meaning of the words, or of the words without their year, from a table."""
    folded = words.casefold()
    if whole := means.get(folded):
        return _parse_edtf(whole)
    year = YEAR.search(folded)
    if year is None:
        return None
    beside = " ".join(folded.replace(year[0], " ", 1).split())
    return expand_span(means[beside], int(year[0])) if beside in means else None


def _parse_edtf(text: str) -> str | None:
    return text if days_of(text) else _parse_calendar(text.casefold())


def _build_period(edtf: str, words: str) -> Period | None:
    days = days_of(edtf)
    return Period(*days, edtf, words) if days else None


def _parse_calendar(folded: str) -> str | None:
    """Return a year, half year, quarter, month, week or interval in EDTF, None for a plain day. Expects lower case."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", folded):
        return None
    if days_of(folded):
        return folded
    return next((edtf for form, read in CALENDAR_FORMS if (found := form.fullmatch(folded)) and (edtf := read(found))), None)


def _make_part_parser(months: int) -> Callable[[re.Match[str]], str | None]:
    """Return the function that parses the n-th part of a year, of so many months."""

    def parse(found: re.Match[str]) -> str | None:
        year = found.groupdict().get("y") or f"20{found['short']}"
        last = months * ORDINALS[found["n"]]
        return f"{year}-{last - months + 1:02}/{year}-{last:02}" if last <= 12 else None

    return parse


def _parse_week(found: re.Match[str]) -> str | None:
    try:
        monday = date.fromisocalendar(int(found["y"]), int(found["n"]), 1)
    except ValueError:
        return None
    return f"{monday}/{monday + timedelta(days=6)}"


def _parse_month(found: re.Match[str]) -> str | None:
    month = MONTH_NUMBERS.get(found["m"])
    return f"{found['y']}-{month:02}" if month else None


def _parse_months(found: re.Match[str]) -> str | None:
    first, last = MONTH_NUMBERS.get(found["m"]), MONTH_NUMBERS.get(found["l"])
    return f"{found['y']}-{first:02}/{found['y']}-{last:02}" if first and last and first <= last else None


def _parse_interval(found: re.Match[str]) -> str | None:
    edtf = f"{found['a']}/{found['b']}"
    return edtf if days_of(edtf) else None


def _build_forms() -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]]:
    """Yield each way to write a calendar period, with the function that parses it."""
    year, of, month = rf"(?P<y>{YEAR.pattern})", r"(?:,? | of |[-/])?", r"(?P<m>[^\W\d_]+)\.?"

    def form(text: str) -> re.Pattern[str]:
        return re.compile(text)

    parts = (
        (3, r"q|k|kv\.? ?|kvartal |quarter ", r"kvartalet|kvartal|quarter"),
        (4, r"t|tertial ", r"tertialet|tertial"),
        (6, r"h|halvår |halvåret |half[ -]?year ", r"halvåret|halvår|half[ -]?year|half"),
    )
    yield form(YEAR_PREFIX + year), lambda found: found["y"]
    for months, before_number, after_number in parts:
        numbered, counted = rf"(?:{before_number})(?P<n>[1-4])", rf"(?:det )?(?P<n>{ORDINAL_PATTERN}) (?:{after_number})"
        for part in (numbered, counted):
            yield form(rf"{part}{of}{year}"), _make_part_parser(months)
            yield form(rf"{year}[ -/]*{part}"), _make_part_parser(months)
        yield form(rf"{numbered}[ /'’-]{SHORT_YEAR}"), _make_part_parser(months)
    for before, after in ((r"", rf"{of}{year}"), (rf"{year}[ -/]*", r"")):
        yield form(rf"{before}(?:v\.?|vecka|week|w)[ -]?(?P<n>\d\d?){after}"), _parse_week
    yield form(rf"(?:i |under |in |during )?{month}{of}{year}"), _parse_month
    yield form(rf"{month} ?(?:[-–/]| till | to ) ?(?P<l>[^\W\d_]+)\.? {year}"), _parse_months
    bound = r"\d{4}(?:-\d\d){0,2}"
    yield form(rf"(?P<a>{bound})(?: ?– ?| - | till | to |--)(?P<b>{bound})"), _parse_interval


CALENDAR_FORMS = tuple(_build_forms())
