"""The yearly wheel: which forums meet in which quarter, which meetings their themes lead one to expect, and which are missing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from model.language import LANGUAGES, Term
from model.text.names import term_of
from model.vocabulary.processes import Theme
from model.vocabulary.record import Standing
from model.vocabulary.registers import Area
from queries.landscape.parties import find_forum
from queries.landscape.registers import read_records
from queries.questions.meetings import find_meetings
from queries.questions.parameters import MeetingsQuestion
from queries.server.graph import Graph

QUARTERS = (1, 2, 3, 4)
_Row = Mapping[str, Any]
QuarterState = Literal["held", "planned", "missing", "open", "none"]
"""What a forum's quarter holds: a meeting held, only planned ones, or none.

Where its themes lead one to expect a meeting, none is "missing", or "open" while the quarter lasts or lies ahead.
"""


@dataclass(frozen=True, slots=True)
class WheelQuarter:
    """A quarter of a forum: its meetings by day, whether a theme leads one to expect one, and what that comes to."""

    quarter: int
    meetings: Sequence[_Row]
    expected: bool
    state: QuarterState


@dataclass(frozen=True, slots=True)
class WheelForum:
    """A forum with its four quarters. `proposed` is whether it only is; `colour` is that of its area; `short` a short name."""

    id: str
    name: Term
    short: Term
    area: str
    colour: str
    proposed: bool
    quarters: Sequence[WheelQuarter]


@dataclass(frozen=True, slots=True)
class YearlyWheel:
    """The forums of a year, and the themes of its quarters by the kind of forum that takes them up."""

    year: int
    on: str
    forums: Sequence[WheelForum]
    themes: Sequence[Theme]
    kinds: Mapping[str, Term]

    def count(self, state: QuarterState) -> int:
        """Return how many quarters of forums are so."""
        return sum(quarter.state == state for forum in self.forums for quarter in forum.quarters)

    def as_json(self) -> dict[str, Any]:
        """Return the wheel as plain JSON values."""
        return {
            "year": self.year,
            "themes": [theme.values() for theme in self.themes],
            "forums": [
                {
                    "forum": forum.id,
                    "name": {language: forum.name.in_(language) for language in LANGUAGES},
                    "area": forum.area,
                    "proposed": forum.proposed,
                    "quarters": [
                        {"quarter": one.quarter, "expected": one.expected, "state": one.state, "meetings": [*one.meetings]}
                        for one in forum.quarters
                    ],
                }
                for forum in self.forums
            ],
        }


def answer_yearly_wheel(graph: Graph, year: int, on: str, forum: str | None = None) -> YearlyWheel:
    """Return the wheel of a year as of the day `on`, of one forum if given. Raises NotFound.

    It holds the forums that met or mean to meet in the year, and those of the kinds whose themes say in which quarters they meet.
    """
    chosen = find_forum(graph, forum) if forum else None
    question = MeetingsQuestion(on=on, since=f"{year}-01-01", until=f"{year}-12-31", forum=chosen)
    meetings = defaultdict[str, list[_Row]](list)
    for row in find_meetings(graph, question).rows:
        if row["how"] != "cancelled":
            meetings[row["forum"]].append(row)
    themes = sorted(read_records(graph, Theme), key=lambda theme: (theme.quarter, theme.body, theme.id))
    expected = {(theme.body, theme.quarter) for theme in themes}
    areas = {area.id: area for area in read_records(graph, Area)}
    rows = sorted(_read_forums(graph, on), key=lambda row: areas[row["area"]].order)
    bodies = {body for body, _quarter in expected}
    told = [row for row in rows if row["forum"] in meetings or (row["kind"] in bodies and not chosen) or row["forum"] == chosen]
    over = {number for number in QUARTERS if f"{year}-{3 * number:02}-31" < on}
    forums = []
    for row in told:
        own, kind = meetings[row["forum"]], row["kind"]
        quarters = [_assess(number, own, (kind, number) in expected, number in over) for number in QUARTERS]
        colour, proposed = str(areas[row["area"]].colour), row["standing"] == Standing.PROPOSED
        forums.append(WheelForum(row["forum"], term_of(row), _find_short(row), row["area"], colour, proposed, quarters))
    kinds = {row["kind"]: term_of(row, "kind_name") for row in rows}
    return YearlyWheel(year, on, forums, themes, kinds)


def _find_short(row: _Row) -> Term:
    name = term_of(row)
    return Term(row["short_name"] or name.sv, row["short_name_en"] or name.en)


def _read_forums(graph: Graph, on: str) -> Sequence[_Row]:
    return graph.keep(("wheel-forums", on), lambda: graph.read("meetings/forums", on=on).rows)


def _assess(quarter: int, meetings: Sequence[_Row], awaited: bool, over: bool) -> WheelQuarter:
    """Return a quarter of a forum. It is `awaited` if its themes lead one to expect a meeting, `over` on days after it."""
    own = sorted((row for row in meetings if (int(row["day"][5:7]) + 2) // 3 == quarter), key=lambda row: str(row["day"]))
    state: QuarterState = "missing" if awaited and over else "open" if awaited else "none"
    if own:
        state = "held" if any(row["how"] == "held" for row in own) else "planned"
    return WheelQuarter(quarter, own, awaited, state)
