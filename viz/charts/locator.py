"""Where a party stands among the levels and areas, as a small map: cells, with lines to those that it has flows with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viz.charts.drawing import Drawing, draw_label, draw_span, put, shape, share
from viz.draw.markup import number

NAMES, GAP = 0.25, 0.012
"""The shares of the width that the names of levels take, and that is between cells."""
CELL_HIGH, CELL_GAP, HEAD = 30.0, 5.0, 32.0
THICKEST, PARTIES_PER_PX = 5.0, 8
"""The widest line in px, and how many parties make it a px wider."""
CellPlace = tuple[int, int]
"""A row and a column."""


@dataclass(frozen=True, slots=True)
class LocatorColumn:
    """A column: the heading of its group, which may span several, and the colour of its area, if it is one."""

    group: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class LocatorRow:
    """A level: its name, how many parties the party has flows with in each column, and its own column, if it is at the level."""

    name: str
    counts: Sequence[int]
    here: int | None


def draw_locator(columns: Sequence[LocatorColumn], rows: Sequence[LocatorRow], title: str, description: str) -> Drawing:
    """Return the small map. The place of the party has a disc, other places the number of parties with which it has flows."""
    wide = (1 - NAMES) / max(1, len(columns))
    here = next(((down, row.here) for down, row in enumerate(rows) if row.here is not None), None)
    counts = {(down, across): count for down, row in enumerate(rows) for across, count in enumerate(row.counts)}
    parts = [*_draw_headings(columns, wide)]
    for down, row in enumerate(rows):
        parts.append(draw_label(row.name, 0, _find_middle((down, 0), wide)[1] + 4, classes="tick"))
    for place in counts:
        x, y = _find_middle(place, wide)
        colour = columns[place[1]].colour
        named = f"cell area-{colour}" if colour else "cell"
        parts.append(draw_span(named, x - wide / 2 + GAP / 2, x + wide / 2 - GAP / 2, y - CELL_HIGH / 2, CELL_HIGH, 5))
    if here:
        ways = (_draw_way(_find_middle(here, wide), _find_middle(to, wide), n) for to, n in counts.items() if n and to != here)
        parts += ways
    parts += [_draw_sign(_find_middle(place, wide), count, place == here) for place, count in counts.items()]
    return Drawing(HEAD + len(rows) * (CELL_HIGH + CELL_GAP), "".join(parts), title, description)


def _find_middle(place: CellPlace, wide: float) -> tuple[float, float]:
    """Return the share of the width and the px from the top at which the middle of a cell is."""
    return NAMES + (place[1] + 0.5) * wide, HEAD + place[0] * (CELL_HIGH + CELL_GAP) + CELL_HIGH / 2


def _draw_headings(columns: Sequence[LocatorColumn], wide: float) -> Iterator[str]:
    """Yield the heading of each group over its columns, every other one higher, so that long ones have room."""
    groups = list(dict.fromkeys(column.group for column in columns))
    for place, group in enumerate(groups):
        own = [across for across, column in enumerate(columns) if column.group == group]
        first, last = NAMES + own[0] * wide, NAMES + (own[-1] + 1) * wide
        is_last = place == len(groups) - 1 and place > 0
        at = last if is_last else (first + last) / 2
        yield draw_label(group, at, HEAD - 8 - 13 * (place % 2), "end" if is_last else "middle", classes="tick")


def _draw_way(start: tuple[float, float], end: tuple[float, float], count: int) -> str:
    thick = number(min(THICKEST, 1 + count / PARTIES_PER_PX))
    ends = {"x1": share(start[0]), "y1": number(start[1]), "x2": share(end[0]), "y2": number(end[1])}
    return shape("line", "way", **ends, stroke_width=thick)


def _draw_sign(middle: tuple[float, float], count: int, is_here: bool) -> str:
    """Return what stands in a cell: a disc where the party is, and the number of others on a ground of its own."""
    x, y = middle
    parts = []
    if is_here:
        parts.append(put(shape("circle", "here-disc", r="7", cx="-9" if count else "0"), x, y))
    if count:
        shift = 7 if is_here else 0
        parts.append(put(shape("rect", "count-ground", x=number(shift - 10), y="-8", width="20", height="16", rx="8"), x, y))
        parts.append(draw_label(str(count), x, y + 4, "middle", shift=shift))
    return "".join(parts)
