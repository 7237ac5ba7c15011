"""The page of the yearly wheel: what each quarter is for, which meetings were held and are planned, and which are missing."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from api.pages.addresses import YEAR
from api.pages.page import Asked, WebPage
from api.pages.pictures import read_picture_style, write_svg
from loaders.reports.data_tables import DataColumn, DataTable
from loaders.reports.meeting_calendar import write_meeting_calendar
from model.errors import NotUnderstood
from model.language import JoinedText, Language, Localizable, PluralText, Text
from model.text.names import name_of
from queries.following.yearly_wheel import QUARTERS, QuarterState, WheelForum, WheelQuarter, YearlyWheel, answer_yearly_wheel
from queries.memory.history import read_history
from viz.charts.year_wheel import MOST_RINGS, WheelMark, WheelRing, draw_year_wheel
from viz.style.static_files import read_static

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
QUARTER_WORDS: dict[QuarterState, Text] = {
    "held": Text("held"),
    "planned": Text("planned"),
    "missing": Text("missing: no meeting on record"),
    "open": Text("not planned yet"),
    "none": Text("none expected"),
}
COUNT_WORDS: dict[QuarterState, Text] = {
    "held": Text("quarters of forums with a meeting held"),
    "planned": Text("with a meeting planned"),
    "missing": Text("where one is missing"),
    "open": Text("where none is planned yet"),
}
QUARTER_MARKS: dict[QuarterState, str] = {"held": "held", "planned": "planned", "missing": "none", "open": "unknown"}


def build_year_page(asked: Asked) -> WebPage:
    """Return the page of a year, this one unless the address names another. Raises NotUnderstood, NotFound."""
    year = _read_year(asked)
    wheel = answer_yearly_wheel(asked.graph, year, asked.on, asked.query.get("forum") or None)
    told = [forum for forum in wheel.forums if any(quarter.meetings or quarter.expected for quarter in forum.quarters)]
    ringed = sorted(told, key=lambda forum: not any(quarter.meetings for quarter in forum.quarters))[:MOST_RINGS]
    rings = [_make_ring(forum, wheel, asked.language) for forum in told if forum in ringed]
    title = Text("The yearly wheel of {year}", year=year)
    draw = partial(draw_year_wheel, rings, year, asked.on, asked.language, title.in_(asked.language))
    files: dict[str, Callable[[Path], object]] = {"ics": lambda path: _write_calendar(path, asked, wheel)}
    if rings:
        files["svg"] = lambda path: write_svg(path, draw(style=read_picture_style() + read_static("year.css")))
    return WebPage(
        template="year",
        title=title,
        section=YEAR,
        content={
            "year": year,
            "figure": draw() if rings else None,
            "left_out": len(told) - len(rings),
            "counts": [(QUARTER_MARKS[state], wheel.count(state), COUNT_WORDS[state]) for state in QUARTER_MARKS],
            "quarters": [_describe_quarter(number, wheel, told, asked) for number in reversed(QUARTERS)],
            "forum": asked.query.get("forum"),
        },
        data=wheel.as_json(),
        tables=[_make_table(wheel)],
        styles=["charts.css", "year.css"],
        files=files,
    )


def _read_year(asked: Asked) -> int:
    said = asked.query.get("year") or asked.on[:4]
    if not said.isdecimal() or not EARLIEST_YEAR <= int(said) <= LATEST_YEAR:
        way_out = Text("Give a year from {first} to {last}.", first=EARLIEST_YEAR, last=LATEST_YEAR)
        raise NotUnderstood(Text("'{said}' is not a year that can be used here", said=said), (), way_out)
    return int(said)


def _make_ring(forum: WheelForum, wheel: YearlyWheel, language: Language) -> WheelRing:
    expected = frozenset(quarter.quarter for quarter in forum.quarters if quarter.expected)
    marks = [mark for quarter in forum.quarters for mark in _make_marks(quarter, wheel.year, language)]
    return WheelRing(forum.short.in_(language), forum.colour, expected, marks)


def _make_marks(quarter: WheelQuarter, year: int, language: Language) -> Iterator[WheelMark]:
    for row in quarter.meetings:
        words = f"{row['day']}: {QUARTER_WORDS[row['how']].in_(language)}"
        yield WheelMark(row["how"], row["day"], str(int(row["day"][8:])), words)
    if quarter.state == "missing" or quarter.state == "open":
        middle = f"{year}-{3 * quarter.quarter - 1:02}-15"
        yield WheelMark(
            "missing" if quarter.state == "missing" else "open", middle, "", QUARTER_WORDS[quarter.state].in_(language)
        )


def _describe_quarter(number: int, wheel: YearlyWheel, forums: list[WheelForum], asked: Asked) -> dict[str, Any]:
    """Return what a quarter is for, by the kind of forum that takes it up, and each forum's meetings or their lack."""
    themes = [theme for theme in wheel.themes if theme.quarter == number]
    rows = [(forum, quarter) for forum in forums for quarter in forum.quarters if quarter.quarter == number]
    without = {
        state: [_describe_row(forum, quarter, asked) for forum, quarter in rows if quarter.state == state]
        for state in ("missing", "open")
    }
    return {
        "number": number,
        "themes": [
            (wheel.kinds.get(body, body), [name_of(theme).in_(asked.language) for theme in group])
            for body, group in groupby(themes, key=lambda theme: theme.body)
        ],
        "rows": [_describe_row(forum, quarter, asked) for forum, quarter in rows if quarter.meetings],
        "without": [found for found in without.values() if found],
    }


def _describe_row(forum: WheelForum, quarter: WheelQuarter, asked: Asked) -> dict[str, Any]:
    return {
        "mark": QUARTER_MARKS[quarter.state],
        "name": forum.name.in_(asked.language),
        "address": asked.link.party(forum.id),
        "proposed": forum.proposed,
        "state": QUARTER_WORDS[quarter.state],
        "example": any(row["example"] for row in quarter.meetings),
        "meetings": [
            {"day": row["day"], "how": QUARTER_WORDS[row["how"]], "told": _tell_decisions(row)} for row in quarter.meetings
        ],
    }


def _tell_decisions(row: Mapping[str, Any]) -> Localizable | None:
    """Return how many decisions a meeting took, and how many of them are open and late."""
    if not row["decisions"]:
        return None
    taken = PluralText("{n} decision", "{n} decisions", n=row["decisions"])
    late = [Text("{n} late", n=row["late"])] if row["late"] else []
    return JoinedText([taken, Text("{n} open", n=row["open"]), *late])


def _make_table(wheel: YearlyWheel) -> DataTable:
    columns = [
        DataColumn("forum", Text("Forum"), 40),
        DataColumn("quarter", Text("Quarter"), 10, number=True),
        DataColumn("expected", Text("Expected"), 12),
        DataColumn("state", Text("State"), 30),
        DataColumn("meetings", Text("Meetings"), 40),
    ]
    rows = [
        (forum.name, quarter.quarter, Text("yes") if quarter.expected else None, QUARTER_WORDS[quarter.state],
         ", ".join(row["day"] for row in quarter.meetings))
        for forum in wheel.forums
        for quarter in forum.quarters
    ]  # fmt: skip
    return DataTable(Text("The yearly wheel of {year}", year=wheel.year), columns, rows)


def _write_calendar(path: Path, asked: Asked, wheel: YearlyWheel) -> None:
    rows = [row for forum in wheel.forums for quarter in forum.quarters for row in quarter.meetings]
    last = next(iter(read_history(asked.graph, 1).entries))
    write_meeting_calendar(path, rows, asked.frame.landscape, last.at, last.number, asked.language)
