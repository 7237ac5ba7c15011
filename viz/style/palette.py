"""The colours, dashes and arrow heads of the map: one place for page, SVG and document.

Text has at least 4.5:1 and graphics at least 3:1 against what they stand on (WCAG 2.1 1.4.3, 1.4.11; tested). Kinds of
flow differ in dash and arrow head too, never in colour alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from types import MappingProxyType
from typing import Literal

from model.vocabulary.flows import FlowKind
from model.vocabulary.registers import Colour
from viz.style.geometry import Point

FONT = "Landskap Sans"
PAPER = "#ffffff"
INK = "#1b2733"
MUTED = "#4a5866"
ROW = "#f3f5f7"
ROW_BORDER = "#e1e6eb"
DIVIDER = "#cbd3db"
BOX_BORDER = "#5f7183"
BADGE = "#33475b"
MARK = "#8a4b00"
FLAG = "#6a1b6a"
FOCUS = "#0b3d91"
FADED, FADED_BORDER = "#5b6876", "#c4cdd6"
"""Names and borders of what a selection does not concern: still read, still chosen."""
WALKED = "#ffd24a"
"""What lies behind the flow that one has stepped to."""


@dataclass(frozen=True, slots=True)
class AreaColours:
    """An area's panel: its ground, the strip with the heading, the border of panel and boxes, text on any of them."""

    ground: str
    side: str
    border: str
    text: str


AREAS: Mapping[Colour, AreaColours] = MappingProxyType(
    {
        Colour.GREEN: AreaColours("#e7f4ea", "#cde5d4", "#2a7d4f", "#16432a"),
        Colour.BLUE: AreaColours("#e6f0fa", "#cbdef2", "#2f6cab", "#133a66"),
        Colour.YELLOW: AreaColours("#fdf5d6", "#f1e4b4", "#8f7000", "#4a3900"),
        Colour.VIOLET: AreaColours("#f2ecfa", "#e0d3f1", "#7650ab", "#402566"),
        Colour.GREY: AreaColours("#f0f1f3", "#dfe2e6", "#667280", "#2f3842"),
    }
)

ArrowHead = Literal["triangle", "barbed", "hollow", "diamond", "open"]

HEADS: Mapping[ArrowHead, tuple[Point, ...]] = MappingProxyType(
    {
        "triangle": ((0, 0), (-8, -3.6), (-8, 3.6)),
        "barbed": ((0, 0), (-9, -4.2), (-6, 0), (-9, 4.2)),
        "hollow": ((0, 0), (-8, -4), (-8, 4)),
        "diamond": ((0, 0), (-5, -3.8), (-10, 0), (-5, 3.8)),
        "open": ((-7, -4), (0, 0), (-7, 4)),
    }
)
"""Arrow heads with the tip at 0, 0, pointing right. "hollow" is filled with PAPER, "open" is a stroke without fill."""

HEAD_LENGTH = 8
"""How far before its tip a path ends, so that the stroke does not show through the head."""


@dataclass(frozen=True, slots=True)
class FlowStyle:
    """How a kind of flow is drawn: `width` of one flow in px, `dash` as SVG's stroke-dasharray in px, empty for a whole line."""

    colour: str
    width: float
    dash: tuple[float, ...]
    head: ArrowHead


FLOWS: Mapping[FlowKind, FlowStyle] = MappingProxyType(
    {
        FlowKind.DEMAND: FlowStyle("#1d4f91", 1.7, (), "triangle"),
        FlowKind.DELIVERY: FlowStyle("#1a7040", 1.8, (9, 3), "barbed"),
        FlowKind.SUPPORT: FlowStyle("#7a3595", 1.7, (2, 3), "hollow"),
        FlowKind.ORDER: FlowStyle("#9c2f13", 2.1, (10, 2.5, 2, 2.5), "diamond"),
        FlowKind.INFORMATION: FlowStyle("#4a6580", 1.2, (4, 3), "open"),
    }
)
SEVERAL = FlowStyle("#5f7183", 1.3, (14, 2), "triangle")
"""How a line is drawn that stands for flows of several kinds."""
WIDER, MOST_WIDER = 0.35, 1.8
"""Px that a line is wider each time its flows are twice as many, and at most."""

PROPOSED_DASH = (4.0, 2.5)
"""The border of a box that the source proposes; an existing one has a whole border."""

TAIL_RADIUS = 2.4
"""A filled dot marks the beginning of an existing flow; a proposed flow begins with a ring."""


def style_of(kind: FlowKind | None) -> FlowStyle:
    """How a line of that kind is drawn, or one of several kinds (None)."""
    return FLOWS[kind] if kind else SEVERAL


def width_of(style: FlowStyle, flows: int) -> float:
    """The width in px of a line that stands for so many flows."""
    return round(style.width + min(MOST_WIDER, WIDER * log2(max(1, flows))), 2)


def luminance_of(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.1)."""
    red, green, blue = (_to_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_of(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((luminance_of(one), luminance_of(other)))
    return (light + 0.05) / (dark + 0.05)


def _to_linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
