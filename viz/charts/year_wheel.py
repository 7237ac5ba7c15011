"""The yearly wheel: a ring for each forum, a quarter's band filled where a meeting is expected, a mark for each meeting.

The months run clockwise from a wedge at the top in which the rings are named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from typing import Literal

from markupsafe import Markup

from model.language import Language
from viz.charts.drawing import shape
from viz.charts.scales import MONTHS
from viz.draw.markup import element, escape_text, number

SIZE, OUTER, INNER, WEDGE = 720.0, 300.0, 84.0, 66.0
"""Px: the picture's side, the radius of the rim and of the hub; degrees of the wedge with the names."""
MOST_RINGS = 14
"""More rings would be too narrow for their names."""
MARK_RADIUS = 10.0
MarkKind = Literal["held", "planned", "missing", "open"]


@dataclass(frozen=True, slots=True)
class WheelMark:
    """A meeting on its day, or a quarter without one, in its middle. `label` is the day of the month, `title` what it says."""

    kind: MarkKind
    day: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class WheelRing:
    """The ring of a forum: its name, the colour of its area, the quarters in which a meeting is expected, and its marks."""

    name: str
    colour: str
    expected: frozenset[int]
    marks: Sequence[WheelMark]


def draw_year_wheel(rings: Sequence[WheelRing], year: int, today: str, language: Language, title: str, style: str = "") -> Markup:
    """Return the wheel as an SVG; the first ring is outermost. `style` makes it a document of its own."""
    parts = [element("title", escape_text(title), id="wheel-title"), element("style", style) if style else ""]
    parts += _draw_rim(year, language)
    wide = (OUTER - INNER) / max(1, len(rings))
    for place, ring in enumerate(rings):
        outer = OUTER - place * wide
        parts += _draw_ring(ring, outer, wide)
    if today[:4] == str(year):
        (x1, y1), (x2, y2) = _place(_turn(today), INNER), _place(_turn(today), OUTER + 26)
        parts.append(shape("line", "today", x1=number(x1), y1=number(y1), x2=number(x2), y2=number(y2)))
    parts.append(shape("text", "year", str(year), x=number(SIZE / 2), y=number(SIZE / 2 + 10), text_anchor="middle"))
    sized = {"viewBox": f"0 0 {number(SIZE)} {number(SIZE)}", "role": "img", "aria_labelledby": "wheel-title"}
    named = {"xmlns": "http://www.w3.org/2000/svg"} if style else {}
    return Markup(shape("svg", "chart wheel", "".join(parts), **sized, **named))  # noqa: S704  # escaped by viz/draw/markup.py


def _turn(day: str) -> float:
    """Return at which angle in degrees, clockwise from the top, a day of its year stands."""
    one = date.fromisoformat(day)
    first, last = date(one.year, 1, 1).toordinal(), date(one.year, 12, 31).toordinal() + 1
    return WEDGE / 2 + (360 - WEDGE) * (one.toordinal() - first) / (last - first)


def _turn_of_month(month: int) -> float:
    """Return the angle at which a month begins, from 0; the thirteenth is the end of the year."""
    return WEDGE / 2 + (360 - WEDGE) * month / 12


def _place(turn: float, radius: float) -> tuple[float, float]:
    angle = turn * pi / 180
    return SIZE / 2 + radius * sin(angle), SIZE / 2 - radius * cos(angle)


def _draw_band(classes: str, begin: float, end: float, outer: float, inner: float) -> str:
    """Return a part of a ring between two angles."""
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = _place(begin, outer), _place(end, outer), _place(end, inner), _place(begin, inner)
    large = int(end - begin > 180)
    path = (
        f"M{number(x1)} {number(y1)}A{number(outer)} {number(outer)} 0 {large} 1 {number(x2)} {number(y2)}"
        f"L{number(x3)} {number(y3)}A{number(inner)} {number(inner)} 0 {large} 0 {number(x4)} {number(y4)}Z"
    )
    return shape("path", classes, d=path)


def _draw_rim(year: int, language: Language) -> Iterator[str]:
    """Yield the ground with the months' names, and the lines between the quarters."""
    yield _draw_band("rim", WEDGE / 2, 360 - WEDGE / 2, OUTER + 22, OUTER + 2)
    for month, name in enumerate(MONTHS):
        x, y = _place(_turn_of_month(month) + (360 - WEDGE) / 24, OUTER + 12)
        yield shape("text", "month", escape_text(name.in_(language)), x=number(x), y=number(y + 4), text_anchor="middle")
    for quarter in range(5):
        turn = _turn_of_month(3 * quarter)
        (x1, y1), (x2, y2) = _place(turn, INNER), _place(turn, OUTER + 30)
        yield shape("line", "quarter", x1=number(x1), y1=number(y1), x2=number(x2), y2=number(y2))
    for quarter in range(4):
        x, y = _place(_turn_of_month(3 * quarter) + (360 - WEDGE) / 8, OUTER + 42)
        yield shape("text", "quarter-name", f"{year} Q{quarter + 1}" if language == "en" else f"Kv {quarter + 1}",
                    x=number(x), y=number(y), text_anchor="middle")  # fmt: skip


def _draw_ring(ring: WheelRing, outer: float, wide: float) -> Iterator[str]:
    inner, middle = outer - wide + 1.5, outer - wide / 2
    yield _draw_band(f"ring {ring.colour}", WEDGE / 2, 360 - WEDGE / 2, outer, inner)
    for quarter in sorted(ring.expected):
        begin, end = _turn_of_month(3 * (quarter - 1)), _turn_of_month(3 * quarter)
        yield _draw_band(f"expected {ring.colour}", begin, end, outer, inner)
    x, y = _place(0, middle)
    yield shape("text", "ring-name", escape_text(ring.name), x=number(x), y=number(y + 4), text_anchor="middle")
    for mark in ring.marks:
        yield _draw_mark(mark, middle, min(MARK_RADIUS, wide / 2 - 1))


def _draw_mark(mark: WheelMark, middle: float, radius: float) -> str:
    x, y = _place(_turn(mark.day), middle)
    if mark.kind in ("held", "planned"):
        body = shape("circle", f"meeting {mark.kind}", cx=number(x), cy=number(y), r=number(radius))
    else:
        box = {"x": number(x - radius), "y": number(y - radius), "width": number(2 * radius), "height": number(2 * radius)}
        body = shape("rect", f"meeting {mark.kind}", rx="2", **box)
    label = {"missing": "×", "open": "?"}.get(mark.kind, mark.label)
    text = shape("text", f"meeting-label {mark.kind}", label, x=number(x), y=number(y + 4), text_anchor="middle")
    return element("g", element("title", escape_text(mark.title)) + body + text)
