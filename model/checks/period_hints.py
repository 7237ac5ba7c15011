"""Hints for input that cannot be read as a day or a period."""

import re
from datetime import date

from model.language import Text
from model.vocabulary.period import EXPLAINED_PERIOD, MONTH_NUMBERS, YEAR, days_of

PERIOD_HINT = Text("or a period: 2026-06, Q2 2026, v. 24 2026; other words followed by their days: hösten 2026 (2026-09/2026-11)")
"""The hint for fields that accept a day or a period."""
WEEK = re.compile(r"(?:(?P<before>\d{4})[ -/]*)?(?:v\.?|vecka|week|w)[ -]?\d\d?(?:(?:,? | of |[-/])?(?P<after>\d{4}))?")
INTERVAL = re.compile(r"(?P<a>\d{4}(?:-\d\d){0,2})(?:/| ?– ?| - | till | to |--)(?P<b>\d{4}(?:-\d\d){0,2})")
YEAR_IN_TEXT = re.compile(rf"(?<![\d-])(?:{YEAR.pattern})(?![\d-])")
SEASON_DAYS = {
    "ht": "{year}-08/{year}-12",
    "höst": "{year}-09/{year}-11",
    "vt": "{year}-01/{year}-06",
    "vår": "{year}-03/{year}-05",
    "sommar": "{year}-06/{year}-08",
}
"""Beginnings of usual words, with the days that they often mean: only an example, because such words are never guessed."""


def suggest_period(written: str, required: bool = False) -> Text | None:
    """Return a hint on how to write an unreadable period; None if the input looks like a day."""
    words = " ".join(written.split())
    explained = EXPLAINED_PERIOD.fullmatch(words)
    if reversed_ := _find_reversed(explained["edtf"].strip() if explained else words):
        return Text("the period ends before it begins: {first} is after {last}", first=reversed_[0], last=reversed_[1])
    if not any(map(str.isalpha, words)):
        return None
    if (found := WEEK.fullmatch(words.casefold())) and YEAR.fullmatch(year := found["before"] or found["after"] or ""):
        return Text("{year} has {weeks} weeks", year=year, weeks=date(int(year), 12, 28).isocalendar().week)
    if not required and not any(map(str.isdecimal, words)) and words.casefold() not in MONTH_NUMBERS:
        return Text("'{said}' is no day: leave it empty, {or_a_period}", said=words, or_a_period=PERIOD_HINT)
    found = YEAR_IN_TEXT.search(words)
    if found and not explained and "(" not in words:
        return Text("write its days after the words, such as: {said} ({days})", said=words, days=_suggest_days(words, found[0]))
    return PERIOD_HINT


def _suggest_days(words: str, year: str) -> str:
    beside = words.casefold().replace(year, "").strip()
    return next((days for begins, days in SEASON_DAYS.items() if beside.startswith(begins)), "{year}-MM/{year}-MM").format(
        year=year
    )


def _find_reversed(written: str) -> tuple[str, str] | None:
    """Return the two ends of an interval that ends before it begins."""
    found = INTERVAL.fullmatch(written)
    first, last = (days_of(found["a"]), days_of(found["b"])) if found else (None, None)
    return (found["a"], found["b"]) if found and first and last and first[0] > last[1] else None
