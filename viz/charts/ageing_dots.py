"""Ageing dots: how long things have stood, a dot each, with the usual time as a shaded field.

Many are counted in columns instead.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viz.charts.drawing import (
    LABEL_SIZE,
    LEAST_WIDTH,
    Drawing,
    draw_label,
    draw_span,
    draw_upright,
    put,
)
from viz.charts.scales import CountScale
from viz.charts.state_marks import StateMark, draw_state_mark
from viz.style.typeface import measure_text

ROW_HEIGHT, DOT_SPACE, LABEL_ROOM = 44.0, 11.0, 14.0
ROOMY_WIDTH = 380.0
"""Px: the narrowest place at which the words beside the oldest are drawn."""
MOST_DOTS, COLUMNS = 80, 48
"""More than so many are counted in so many columns."""
MOST_STACKED = 7
"""So many dots stand above each other at most; the others of the place lie over these."""


@dataclass(frozen=True, slots=True)
class AgeingDot:
    """Things that have stood equally long: how many days, in which state, and how many they are."""

    days: int
    state: StateMark
    count: int = 1


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """The dots of a row, the days that are usual, and the words beside the one that has stood longest."""

    dots: Sequence[AgeingDot]
    usual_days: int | None = None
    oldest: str = ""


def draw_ageing_row(row: AgeingRow, most: int, title: str, description: str = "") -> Drawing:
    """Return a row on a scale of 0 to `most` days."""
    scale = CountScale(most)
    if sum(dot.count for dot in row.dots) > MOST_DOTS:
        ground = _draw_ground(row, scale, ROW_HEIGHT)
        return Drawing(ROW_HEIGHT, "".join((*ground, *_draw_columns(row.dots, scale))), title, description)
    places = _stack(row.dots, scale)
    levels = max((abs(level) for _dot, level in places), default=0)
    side = _find_side(row, scale, places)
    above = LABEL_ROOM if side == "above" else 0.0
    height = max(ROW_HEIGHT, (2 * levels + 1) * DOT_SPACE + 6 + above)
    middle = (height + above) / 2
    parts = [*_draw_ground(row, scale, height)]
    parts += [
        put(draw_state_mark(dot.state), _keep_inside(scale.share_of(dot.days)), middle + level * DOT_SPACE)
        for dot, level in places
    ]
    if side:
        oldest, level = places[-1]
        at, down = _keep_inside(scale.share_of(oldest.days)), middle + level * DOT_SPACE + 4.3
        words = {"right": (at, down, "start", 10), "left": (at, down, "end", -10), "above": (1.0, LABEL_ROOM - 3, "end", 0)}[side]
        parts.append(draw_label(row.oldest, *words, classes="label roomy"))
    return Drawing(height, "".join(parts), title, description)


def draw_day_axis(most: int, words: str, title: str) -> Drawing:
    """Return the axis under the rows: days, with the words for them after the last."""
    *ticks, (end, last) = CountScale(most).list_ticks()
    told = f"{last} {words}"
    anchor = "end" if end > 0.9 else "middle" if end else "start"
    found = [draw_label(told, end, 12, anchor, classes="tick")]
    width = measure_text(told, LABEL_SIZE) + 24
    for at, text in ticks:
        room = {"narrow": LEAST_WIDTH, "roomy": ROOMY_WIDTH}
        fits = [name for name, wide in room.items() if (end - at) * wide > width]
        if fits:
            found.append(
                draw_label(text, at, 12, "middle" if at else "start", classes="tick" if "narrow" in fits else "tick roomy")
            )
    return Drawing(16, "".join(found), title)


def _keep_inside(across: float) -> float:
    """Return a place at which a whole dot is seen."""
    edge = 6 / LEAST_WIDTH
    return min(1 - edge, max(edge, across))


def _stack(dots: Sequence[AgeingDot], scale: CountScale) -> list[tuple[AgeingDot, int]]:
    """Return each dot with its level: 0, or above and below others that it would touch at the narrowest width."""
    found: list[tuple[AgeingDot, int]] = []
    last: dict[int, float] = {}
    levels = sorted(range(-(MOST_STACKED // 2), MOST_STACKED // 2 + 1), key=lambda level: (abs(level), level))
    singles = [dot for dot in sorted(dots, key=lambda dot: dot.days) for _one in range(dot.count)]
    for dot in singles:
        at = _keep_inside(scale.share_of(dot.days)) * LEAST_WIDTH
        level = next((level for level in levels if at - last.get(level, -100) >= DOT_SPACE), levels[-1])
        last[level] = at
        found.append((dot, level))
    return found


def _draw_columns(dots: Sequence[AgeingDot], scale: CountScale) -> Iterator[str]:
    """Yield a column for each stretch of days, what is late below the others."""
    late, others = Counter[int](), Counter[int]()
    for dot in dots:
        column = min(COLUMNS - 1, int(scale.share_of(dot.days) * COLUMNS))
        (late if dot.state in ("late", "awaited") else others)[column] += dot.count
    most = max((late[column] + others[column] for column in range(COLUMNS)), default=1)
    for column in range(COLUMNS):
        bottom = ROW_HEIGHT - 2
        for counts, kind in ((late, "late"), (others, "in-time")):
            if counts[column]:
                height = max(1.5, counts[column] / most * (ROW_HEIGHT - 6))
                yield draw_span(f"column {kind}", (column + 0.1) / COLUMNS, (column + 0.9) / COLUMNS, bottom - height, height)
                bottom -= height


def _draw_ground(row: AgeingRow, scale: CountScale, height: float) -> Iterator[str]:
    if row.usual_days is not None:
        end = scale.share_of(row.usual_days)
        yield draw_span("usual", 0, end, 0, height)
        yield draw_upright("usual-end", end, 0, height)
    for at, _text in scale.list_ticks()[1:]:
        yield draw_upright("grid", at, 0, height)


def _find_side(row: AgeingRow, scale: CountScale, places: Sequence[tuple[AgeingDot, int]]) -> str:
    """Return on which side of the dot that has stood longest its words have room: "right", "left", "above"; "" without any."""
    if not row.oldest or not places:
        return ""
    oldest, level = places[-1]
    at, width = _keep_inside(scale.share_of(oldest.days)), measure_text(row.oldest, LABEL_SIZE)
    if (1 - at) * ROOMY_WIDTH > width + 12:
        return "right"
    beside = [scale.share_of(dot.days) for dot, other in places[:-1] if abs(other - level) < 2]
    return "left" if (at - max(beside, default=0)) * ROOMY_WIDTH > width + 24 else "above"
