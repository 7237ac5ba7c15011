"""The colours and measures by which page, SVG and document draw the map, each declared here alone.

The page's script receives every constant of this module whose name is in capitals; `viz/static/draw.js` has no measure of its own
for what the SVG draws too. Lengths are CSS pixels.

Text has a contrast of at least 4.5:1 and graphics of at least 3:1 (WCAG 2.1 1.4.3, 1.4.11; tested). Kinds of flow differ in dash
and arrow head too, never in colour alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from types import MappingProxyType
from typing import Literal

from model.vocabulary.flows import FlowKind
from model.vocabulary.registers import Colour
from viz.style.geometry import Point, Weight

FONT = "Landskap Sans"
FONT_WEIGHTS: Mapping[Weight, int] = MappingProxyType({"regular": 400, "semibold": 600})
PAPER = "#ffffff"
INK = "#1b2733"
MUTED = "#4a5866"
ROW = "#f3f5f7"
ROW_BORDER = "#e1e6eb"
DIVIDER = "#cbd3db"
BOX_BORDER = "#5f7183"
BADGE = "#33475b"
FLAG = "#6a1b6a"
FOCUS = "#0b3d91"
FADED, FADED_BORDER = "#5b6876", "#c4cdd6"
"""Names and borders of boxes that a selection does not concern. They stay readable and can still be chosen."""
WALKED = "#ffd24a"
"""The ground of the flow that the user has stepped to."""

ROW_RADIUS = 8.0
DIVIDER_DASH = (3.0, 4.0)
PANEL_RADIUS, PANEL_STROKE = 9.0, 1.2
ACTOR_RADIUS, FORUM_RADIUS, FUNCTION_CUT = 3.0, 13.0, 7.0
"""The corners of boxes: the radius for actors and for forums, and the length of a function's cut corner."""
BOX_STROKE = 1.1

SIGN_SIZE, SMALL_SIGN_SIZE, LONGEST_LARGE_SIGN = 11.0, 9.0, 4
"""The text size of a sign on a box, of up to so many characters, and of a longer one."""
CAPITAL_MIDDLE = 0.36
"""From the middle of a line of text down to its baseline, in em (half the height of capitals)."""
NUMBER_HEIGHT, NUMBER_PADDING, NUMBER_DIGIT = 11.0, 5.0, 5.4
"""The number on a line: its height, and its width without digits and for each digit."""
NUMBER_SIZE, NUMBER_DROP = 9.0, 3.2
"""The text size of the number on a line, and from its middle down to its baseline."""
LOOP_ROOM, LOOP_INSET = 10.0, 8.0
"""The sign of flows within a stack: the width of its loop beside the number, and from its left side to the loop's middle."""
LOOP_RADIUS, LOOP_START, LOOP_STROKE = 3.7, 2.6, 1.3
"""The loop is an arc around its middle. It begins right of the middle and above it by LOOP_START each."""
LOOP_HEAD: tuple[Point, Point, Point] = ((3.9, -4.6), (3.9, -1.4), (0.7, -1.4))
"""The corners of the loop's arrow head, from the loop's middle."""
LOOP_DROP = 3.9
"""From the middle of the loop's number down to its baseline."""


@dataclass(frozen=True, slots=True)
class AreaColours:
    """The colours of an area: the panel's ground, its heading strip, the border of panel and boxes, and the text on them."""

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

LEAST_HEAD_STROKE, HEAD_THINNER = 1.2, 0.6
"""An arrow head's outline is thinner than its line, down to a least width."""
HEAD_LENGTH = 8
"""How far before its tip a path ends, so that its stroke stays hidden behind the head."""


@dataclass(frozen=True, slots=True)
class FlowStyle:
    """The line of a kind of flow: `width` for one flow in px, `dash` as SVG's stroke-dasharray in px (empty for a solid line)."""

    colour: str
    width: float
    dash: tuple[float, ...]
    head: ArrowHead

    @property
    def head_stroke(self) -> float:
        """Return the width in px of the arrow head's outline."""
        return round(max(LEAST_HEAD_STROKE, self.width - HEAD_THINNER), 1)


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
"""The line that stands for flows of several kinds."""
WIDER, MOST_WIDER = 0.35, 1.8
"""Px that a line gains each time the number of its flows doubles, and at most."""

DARK: Mapping[str, str] = MappingProxyType(
    {
        PAPER: "#11171e", INK: "#e6ecf2", MUTED: "#a8b5c2", ROW: "#182029", ROW_BORDER: "#293440", DIVIDER: "#3c4956",
        BOX_BORDER: "#8f9dab", BADGE: "#a8b9ca", FLAG: "#e2aee2", FOCUS: "#9dc1ff", FADED: "#8f9dab", FADED_BORDER: "#3c4956",
        WALKED: "#6a5a26",
        "#e7f4ea": "#16281d", "#cde5d4": "#1f3b2a", "#2a7d4f": "#63b083", "#16432a": "#bfe6cd",
        "#e6f0fa": "#15263a", "#cbdef2": "#1e3753", "#2f6cab": "#74a8dc", "#133a66": "#c2dbf5",
        "#fdf5d6": "#2d2710", "#f1e4b4": "#443b18", "#8f7000": "#c7a83a", "#4a3900": "#f0e0a0",
        "#f2ecfa": "#241c33", "#e0d3f1": "#372a4e", "#7650ab": "#a98adb", "#402566": "#dccdf3",
        "#f0f1f3": "#1d252d", "#dfe2e6": "#2b353f", "#667280": "#8593a1", "#2f3842": "#d3dbe3",
        "#1d4f91": "#9dc1ff", "#1a7040": "#7fd1a0", "#7a3595": "#d9b0ea", "#9c2f13": "#ff9e83", "#4a6580": "#a8b9ca",
    }
)  # fmt: skip
"""What each colour becomes on dark paper: on a page whose reader prefers it. Files and prints are of light paper."""

PROPOSED_DASH = (4.0, 2.5)
"""The border of a box that the source only proposes. An existing one has a solid border."""

TAIL_RADIUS, TAIL_STROKE = 2.4, 1.0
"""An existing flow begins with a filled dot, a proposed one with a ring."""


def style_of(kind: FlowKind | None) -> FlowStyle:
    """Return the style of a kind of flow, or of several kinds (None)."""
    return FLOWS[kind] if kind else SEVERAL


def width_of(style: FlowStyle, flows: int) -> float:
    """Return the width in px of a line that stands for so many flows."""
    return round(style.width + min(MOST_WIDER, WIDER * log2(max(1, flows))), 2)


def luminance_of(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.1)."""
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4) for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_of(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((luminance_of(one), luminance_of(other)))
    return (light + 0.05) / (dark + 0.05)
