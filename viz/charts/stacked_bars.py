"""Stacked bars: how a whole divides, one bar a row. A funnel is bars of one scale, each as long as what came so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from viz.charts.drawing import LABEL_SIZE, LEAST_WIDTH, Drawing, draw_label, draw_span
from viz.style.typeface import measure_text

BAR_HEIGHT = 20.0
SegmentKind = Literal[
    "further", "late", "awaited", "in-time", "paused", "ended", "unknown", "done", "direct", "network", "deputy", "none"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class BarSegment:
    """A part of a bar: what it is, how many, and words to stand in it where they fit."""

    kind: SegmentKind
    count: int
    label: str = ""


def draw_stacked_bar(segments: Sequence[BarSegment], whole: int, title: str, description: str = "") -> Drawing:
    """Return a bar of a scale on which `whole` is the full width. Segments without anything in them are left out."""
    parts, start = [], 0.0
    for segment in segments:
        if not segment.count:
            continue
        end = start + segment.count / max(1, whole)
        parts.append(draw_span(f"segment {segment.kind}", start, end, 0.5, BAR_HEIGHT - 1, radius=2))
        if segment.label and measure_text(segment.label, LABEL_SIZE, "semibold") + 12 < (end - start) * LEAST_WIDTH:
            parts.append(draw_label(segment.label, start, 14.5, shift=7, classes=f"in-segment {segment.kind}"))
        start = end
    return Drawing(BAR_HEIGHT, "".join(parts), title, description)
