"""A step curve with its band: which share has come through after so many days, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from viz.charts.drawing import Drawing, draw_label, draw_upright, put, shape
from viz.charts.scales import CountScale
from viz.draw.markup import element, number

TOP, HEIGHT, BOTTOM = 8.0, 132.0, 20.0
GRAIN = 1000
"""The curve is drawn on so many units across, and stretched to the width."""


@dataclass(frozen=True, slots=True)
class CurveStep:
    """From this day on: the share that has come through, with its interval; None where nothing is known of it."""

    day: int
    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class CurveMark:
    """A day to point out on the curve, with its words, such as the median."""

    day: int
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class CurveWords:
    """What a curve is, what it shows, and the word at the line at which all have come through."""

    title: str
    description: str
    all: str


def draw_step_curve(
    steps: Sequence[CurveStep],
    most: int,
    words: CurveWords,
    mark: CurveMark | None = None,
    known_until: int | None = None,
) -> Drawing:
    """Return the curve from nobody on day 0 up to `most` days; dashed after the day `known_until`, if one is given."""
    scale = CountScale(most)
    parts = [_draw_frame(scale, words.all)]
    known = [step for step in steps if step.low is not None and step.high is not None]
    stretched = shape("path", "band", d=_trace_band(known, scale, most)) if known else ""
    until = most if known_until is None else min(most, known_until)
    corners = _list_corners(steps, most)
    stretched += shape("path", "curve", d=_trace(_cut_corners(corners, 0, until), scale))
    if until < most:
        stretched += shape("path", "curve beyond", d=_trace(_cut_corners(corners, until, most), scale))
    box = {"y": number(TOP), "width": "100%", "height": number(HEIGHT), "viewBox": f"0 0 {GRAIN} {GRAIN}"}
    parts.append(element("svg", stretched, preserveAspectRatio="none", **box))
    if mark:
        at, down = scale.share_of(mark.day), TOP + HEIGHT * (1 - mark.share)
        parts.append(draw_upright("marked", at, down, TOP + HEIGHT))
        parts.append(put(shape("circle", "marked", r="4"), at, down))
        parts.append(draw_label(mark.words, at, down - 8, "end" if at > 0.6 else "start", classes="label"))
    return Drawing(TOP + HEIGHT + BOTTOM, "".join(parts), words.title, words.description)


def _draw_frame(scale: CountScale, all_words: str) -> str:
    parts = []
    for part, words in ((0.0, ""), (0.5, "½"), (1.0, all_words)):
        down = number(TOP + HEIGHT * (1 - part))
        parts.append(shape("line", "grid", x1="0", x2="100%", y1=down, y2=down))
        parts.append(draw_label(words, 0, TOP + HEIGHT * (1 - part) + 11, shift=3, classes="tick") if words else "")
    for at, text in scale.list_ticks():
        anchor = "start" if not at else "end" if at > 0.9 else "middle"
        parts.append(draw_label(text, at, TOP + HEIGHT + 15, anchor, classes="tick"))
    return "".join(parts)


_Corner = tuple[float, float]
"""A day and a share."""


def _list_corners(steps: Sequence[CurveStep], most: int) -> list[_Corner]:
    """Return the corners of the curve: flat until each step, then up or down to its share."""
    corners: list[_Corner] = [(0, 0.0)]
    for step in steps:
        corners += [(step.day, corners[-1][1]), (step.day, step.share)]
    return [*corners, (most, corners[-1][1])]


def _cut_corners(corners: Sequence[_Corner], start: float, end: float) -> list[_Corner]:
    """Return the corners between two days, with a corner on each of them."""
    before = [share for day, share in corners if day <= start]
    until = [share for day, share in corners if day <= end]
    inside = [(day, share) for day, share in corners if start < day <= end]
    return [(start, before[-1] if before else 0.0), *inside, (end, until[-1] if until else 0.0)]


def _trace_band(known: Sequence[CurveStep], scale: CountScale, most: int) -> str:
    upper = _list_corners([CurveStep(step.day, step.high or 0) for step in known], most)
    lower = _list_corners([CurveStep(step.day, step.low or 0) for step in known], most)
    return _trace([*upper, *reversed(lower)], scale) + "Z"


def _trace(corners: Sequence[_Corner], scale: CountScale) -> str:
    places = (f"{number(scale.share_of(day) * GRAIN)} {number((1 - share) * GRAIN)}" for day, share in corners)
    return "M" + "L".join(places)
