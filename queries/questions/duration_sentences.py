"""The sentence of a leg: how many passed and wait, and how long it took as far as that is known."""

from collections.abc import Iterator, Mapping
from typing import Any

from model.language import JoinedText, Localizable, PluralText, Text
from model.statistics.curves import HALF, ROUNDING
from model.text.names import term_of
from model.text.numbers import format_per_cent
from queries.questions.duration_rows import is_half_waiting
from queries.questions.legs import LEGS_OF_CODE, PASSED

_Row = Mapping[str, Any]
ENDING_TEXTS = {
    "skipped": Text("went on without this step on record"),
    "rejected": Text("rejected"),
    "superseded": Text("superseded"),
}


def make_duration_sentence(row: _Row) -> Text:
    """Return the sentence of a row of a leg."""
    leg: Localizable = LEGS_OF_CODE[row["leg"]].term
    where = JoinedText((term_of(row, "group_name"), leg), ", ") if row["group_name"] else leg
    return PluralText(
        "{leg}: of {n} assignment, {passed} has passed, {waiting} still waits{others}. {summary}{left_out}",
        "{leg}: of {n} assignments, {passed} have passed, {waiting} still wait{others}. {summary}{left_out}",
        leg=where,
        n=row["begun"],
        passed=row["passed"],
        waiting=row["waiting"],
        others=_list_endings(row),
        summary=_summarize(row),
        left_out=JoinedText(_list_left_out(row), ""),
    )


def _list_endings(row: _Row) -> Localizable | str:
    found = [JoinedText((str(number), ENDING_TEXTS[name]), " ") for name, number in row["endings"].items() if number]
    return Text("; {n} ended otherwise ({list})", n=sum(row["endings"].values()), list=JoinedText(found)) if found else ""


def _summarize(row: _Row) -> Localizable:
    if row["days"] is not None:
        return Text("Fewer than five are not summarized; in days: {days}.", days=format_days(row))
    if row["emptied_on"] is not None:
        return Text("From day {day} on nobody was in sight any more, so nothing is summarized.", day=row["emptied_on"])
    if row["followed"] is None:
        return Text("At no time were five in sight together, so nothing is summarized.")
    if row["median"] is not None:
        return Text(
            "Half had passed after {days} days{band}; {n} were followed that long.",
            days=row["median"],
            band=_format_median_band(row),
            n=row["median_followed"],
        )
    followed = {"days": row["followed"], "n": row["followed_count"]}
    if is_half_waiting(row):
        return Text("More than half still wait after {days} days; {n} were followed that long.", **followed)
    return Text(
        "After {days} days {passed} have passed and {waiting} still wait; {n} were followed that long.",
        passed=format_share(row["followed_passed"]),
        waiting=format_share(row["followed_waiting"]),
        **followed,
    )


def format_share(share: float) -> Localizable:
    """Return a share in whole per cent. One below half that would be rounded to half has a decimal: 49,6 %."""
    part = round(100 * share)
    if part != 50 or share >= HALF - ROUNDING:
        return format_per_cent(part)
    return format_per_cent(min(100 * share, 49.9))


def _format_median_band(row: _Row) -> Localizable | str:
    low, high = row["median_low"], row["median_high"]
    if low is None or (low == 0 and high is None):
        return ""
    if high is None:
        return Text(" (95 %: at least {low})", low=low)
    return Text(" (95 %: {low} to {high})", low=low, high=high)


def _list_left_out(row: _Row) -> Iterator[Text]:
    if row["disordered"]:
        yield PluralText(
            " {n} has steps out of order and is not counted.",
            " {n} have steps out of order and are not counted.",
            n=row["disordered"],
        )
    if row["unseen"]:
        yield PluralText(
            " {n} ended before it was on record and is not counted.",
            " {n} ended before they were on record and are not counted.",
            n=row["unseen"],
        )
    if row["delayed"]:
        yield PluralText(" {n} is seen only from a later day on.", " {n} are seen only from a later day on.", n=row["delayed"])


def format_days(row: _Row) -> str:
    """Return the days of each of a few: "12 · (30) · 45+". A plus: it still waits. Brackets: it ended otherwise."""
    return " · ".join(_format_day(one["days"], one["ending"]) for one in row["days"]) or "–"


def _format_day(days: int, ending: str | None) -> str:
    return f"{days}+" if ending is None else str(days) if ending == PASSED else f"({days})"
