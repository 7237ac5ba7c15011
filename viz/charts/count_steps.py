"""Counts over time as small multiples: a row of steps for each of some groups, on one scale of days and one of counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.language import Language
from viz.charts.drawing import Drawing, draw_label, draw_upright, put, shape
from viz.charts.scales import DayScale
from viz.draw.markup import element, number

ROW, HEAD, STEPS_HIGH, BOTTOM = 46.0, 16.0, 24.0, 20.0
GRAIN = 1000
"""The steps are drawn on so many units, and stretched to the width and the height of their row."""
MOST_DAY_TICKS = 4


@dataclass(frozen=True, slots=True)
class CountSteps:
    """A row: the name of a group, and how many it is from each day on, in order; the first day is the earliest shown."""

    name: str
    counts: Sequence[tuple[str, int]]


def draw_count_steps(
    rows: Sequence[CountSteps], scale: DayScale, on: str, language: Language, title: str, description: str
) -> Drawing:
    """Return the rows one below the other, each with its count on the day `on`, which a line points out."""
    most = max((count for row in rows for _day, count in row.counts), default=0)
    parts = [_draw_row(row, place * ROW, scale, most, on) for place, row in enumerate(rows)]
    bottom = len(rows) * ROW
    parts.append(draw_upright("today", scale.share_of(on), 0, bottom))
    for at, text in scale.list_ticks(language, MOST_DAY_TICKS):
        anchor = "start" if at < 0.1 else "end" if at > 0.9 else "middle"
        parts.append(draw_label(text, at, bottom + 14, anchor, classes="tick"))
    return Drawing(bottom + BOTTOM, "".join(parts), title, description)


def _draw_row(row: CountSteps, top: float, scale: DayScale, most: int, on: str) -> str:
    now = next((count for day, count in reversed(row.counts) if day <= on), 0)
    ground = top + HEAD + STEPS_HIGH
    box = {"y": number(top + HEAD), "width": "100%", "height": number(STEPS_HIGH), "viewBox": f"0 0 {GRAIN} {GRAIN}"}
    drawn = shape("path", "count-steps", d=trace_steps(row.counts, scale, most))
    return "".join(
        (
            draw_label(f"{row.name} {now}", 0, top + 12),
            element("svg", drawn, preserveAspectRatio="none", **box),
            shape("line", "grid", x1="0", x2="100%", y1=number(ground), y2=number(ground)),
            put(shape("circle", "count-now", r="3"), scale.share_of(on), ground - STEPS_HIGH * (now / most if most else 0)),
        )
    )


def trace_steps(counts: Sequence[tuple[str, int]], scale: DayScale, most: int) -> str:
    """Return the outline of an area that is as high as each count from its day on, up to the end of the scale."""
    corners: list[tuple[float, float]] = [(0, 0)]
    for day, count in counts:
        across = scale.share_of(day)
        corners += [(across, corners[-1][1]), (across, count / most if most else 0)]
    corners += [(1, corners[-1][1]), (1, 0)]
    return "M" + "L".join(f"{number(x * GRAIN)} {number((1 - y) * GRAIN)}" for x, y in corners) + "Z"
