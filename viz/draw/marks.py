"""The marks and looks of lenses: shape says the state, colour repeats it. The same stand on boxes, in legends and in panels.

Colours are attributes for light paper; on a page the classes of `viz/static/drawings.css` replace them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from viz.draw.markup import element, format_dash, number
from viz.style.palette import FADED_BORDER, FOCUS, INK, PAPER, PROPOSED_DASH
from viz.view.lens import LensState, LineLook

STOP, STOP_PALE, STOP_DARK, STOP_REST = "#a31545", "#f7d9e3", "#7d0f35", "#b3617f"
WAIT, GONE, MOVED, RENAMED, HELD = "#7a5200", "#8a4b08", "#0f6460", "#6a1b6a", "#f0e3b4"
Dash = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BoxLook:
    """How a box is drawn: its class, border, ground, its width and dashes; `struck` strikes the name through."""

    name: str
    border: str
    ground: str = PAPER
    width: float = 1.6
    dash: Dash = ()
    struck: bool = False


FADED_LOOK = BoxLook("faded", FADED_BORDER, width=1.0)
LOOKS: Mapping[LensState, BoxLook] = {
    "plain": BoxLook("strong", INK, width=1.3),
    "stuck": BoxLook("stop", STOP, width=2.0),
    "awaited": BoxLook("strong", INK),
    "direct": BoxLook("held", WAIT, HELD),
    "network": BoxLook("held-hatched", WAIT, "url(#hatch)"),
    "deputy": BoxLook("held-some", WAIT),
    "none": BoxLook("stop", STOP),
    "unknown": BoxLook("strong", INK, width=1.3, dash=(2.0, 2.5)),
    "proposed": BoxLook("strong", INK, width=1.3, dash=PROPOSED_DASH),
    "uncertain": BoxLook("wait", WAIT),
    "unconfirmed": BoxLook("gone", GONE),
    "added": BoxLook("new", FOCUS, width=2.0),
    "ended": BoxLook("gone", GONE, dash=PROPOSED_DASH, struck=True),
    "moved": BoxLook("moved", MOVED),
    "renamed": BoxLook("renamed", RENAMED),
    "changed": BoxLook("strong", INK),
    "former": BoxLook("moved", MOVED, width=1.3, dash=(2.0, 2.5)),
    "lost": BoxLook("stop", STOP, STOP_PALE, 2.2, struck=True),
    "cut-off": BoxLook("stop", STOP),
    "sourceless": BoxLook("stop", STOP, width=1.3),
    "weakened": BoxLook("rest", STOP_REST, dash=PROPOSED_DASH),
    "apart": BoxLook("wait", WAIT, dash=PROPOSED_DASH),
}


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a line of a lens is drawn: its class, colour, width and dashes; `broken` lines stop halfway, the rest is dotted."""

    name: str
    colour: str
    width: float
    dash: Dash = ()
    broken: bool = False


LINE_STYLES: Mapping[LineLook, LineStyle] = {
    "broken": LineStyle("stop", STOP, 2.2, broken=True),
    "stuck": LineStyle("stop", STOP, 1.4, broken=True),
    "seat": LineStyle("held", WAIT, 1.9),
    "deputy": LineStyle("held", WAIT, 1.9, (2.0, 3.0)),
    "added": LineStyle("new", FOCUS, 2.0),
    "ended": LineStyle("gone", GONE, 1.9, (2.0, 3.0)),
    "moved": LineStyle("moved", MOVED, 2.0),
    "lost": LineStyle("stop", STOP, 1.6, (2.0, 3.0)),
    "uncertain": LineStyle("wait", WAIT, 1.5, (4.0, 3.0)),
    "mending": LineStyle("new", FOCUS, 1.9, (2.0, 3.0)),
}


def draw_mark(state: LensState, x: float, y: float) -> str:
    """Return the mark of a state around (x, y); nothing for a state that its box alone shows."""
    name = SHAPES.get(state)
    if name is None:
        return ""
    look = LOOKS[state]
    drawn = "".join(_draw_shape(name, look.border, look.name))
    return element("g", drawn, transform=f"translate({number(x)} {number(y)})", class_="mark")


SHAPES: Mapping[LensState, str] = {
    "direct": "disc",
    "network": "half-diamond",
    "deputy": "half-disc",
    "none": "crossed-square",
    "unknown": "query-ring",
    "proposed": "dashed-square",
    "uncertain": "query",
    "unconfirmed": "clock",
    "added": "plus",
    "ended": "minus",
    "moved": "arrow",
    "renamed": "tag",
    "changed": "diamond",
    "lost": "crossed-disc",
    "cut-off": "break",
    "sourceless": "open-break",
    "weakened": "half-break",
    "apart": "split",
    "stuck": "break",
}
"""The shape of each state's mark."""
GROUNDS: Mapping[str, tuple[str, str]] = {
    "disc": ("circle", "filled"),
    "plus": ("square", "filled"),
    "arrow": ("circle", "filled"),
    "crossed-disc": ("circle", "filled"),
    "break": ("square", "filled"),
    "open-break": ("square", "open"),
    "half-break": ("square", "open"),
    "crossed-square": ("square", "open"),
    "dashed-square": ("square", "dashed"),
    "minus": ("square", "dashed"),
    "query-ring": ("circle", "dashed"),
    "query": ("circle", "open"),
    "clock": ("circle", "open"),
    "half-disc": ("circle", "open"),
    "half-diamond": ("diamond", "open"),
    "diamond": ("diamond", "open"),
    "split": ("square", "open"),
    "tag": ("tag", "open"),
}
"""The ground of each shape: its form, and whether it is filled, open or dashed."""
STROKES: Mapping[str, str] = {
    "plus": "M-3.5 0H3.5M0 -3.5V3.5",
    "arrow": "M-3.5 0H3M0.5 -2.8L3.3 0L0.5 2.8",
    "crossed-disc": "M-3 -3L3 3M3 -3L-3 3",
    "break": "M-2.8 3.5L-0.6 -3.5M0.6 3.5L2.8 -3.5",
    "open-break": "M-2.8 3.5L-0.6 -3.5M0.6 3.5L2.8 -3.5",
    "half-break": "M-1.1 3.5L1.1 -3.5",
    "crossed-square": "M-3 -3L3 3M3 -3L-3 3",
    "minus": "M-3.2 0H3.2",
    "clock": "M0 -3.6V0L2.6 1.6",
    "diamond": "M-2.4 -1.2H2.4M-2.4 1.4H2.4",
    "split": "M0 -5.5V5.5M-3.6 0H-1.4M1.4 0H3.6",
    "tag": "M-2.6 -1.5H1M-2.6 1.5H1",
}
"""What is drawn on each ground."""
FILLS: Mapping[str, str] = {"half-disc": "M0 -6A6 6 0 0 0 0 6Z", "half-diamond": "M0 -7L-7 0L0 7Z"}
QUERIES = ("query-ring", "query")
_FORMS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "circle": ("circle", {"r": "6"}),
    "square": ("rect", {"x": "-6", "y": "-6", "width": "12", "height": "12", "rx": "2"}),
    "diamond": ("polygon", {"points": "0,-7 7,0 0,7 -7,0"}),
    "tag": ("polygon", {"points": "-6,-4.5 2.5,-4.5 7,0 2.5,4.5 -6,4.5"}),
}


def _draw_shape(name: str, colour: str, look: str) -> list[str]:
    form, filling = GROUNDS[name]
    tag, places = _FORMS[form]
    filled = filling == "filled"
    dash = {"stroke_dasharray": "2.4 1.8"} if filling == "dashed" else {}
    parts = [
        element(
            tag, **places, **dash, fill=colour if filled else PAPER, stroke=colour, stroke_width="1.4",
            class_=f"m-{look} {'filled' if filled else 'open'}",
        )
    ]  # fmt: skip
    if name in FILLS:
        parts.append(element("path", d=FILLS[name], fill=colour, class_=f"m-{look} solid-part"))
    if name in STROKES:
        on = PAPER if filled else colour
        parts.append(
            element(
                "path",
                d=STROKES[name],
                fill="none",
                stroke=on,
                stroke_width="1.6",
                class_=f"m-{look} {'cut' if filled else 'drawn'}",
            )
        )
    if name in QUERIES:
        parts.append(
            element(
                "text",
                "?",
                y="3.9",
                text_anchor="middle",
                font_size="11",
                font_weight="600",
                fill=colour,
                class_=f"m-{look} word",
            )
        )
    return parts


def draw_mark_sample(state: LensState) -> str:
    """Return a mark for a legend or a list, as an SVG element of its own: a small box for a state without a mark."""
    drawn = draw_mark(state, 8, 8)
    if not drawn:
        look = LOOKS[state]
        drawn = element(
            "rect", x="1", y="3", width="14", height="10", rx="2", fill=PAPER, stroke=look.border, class_=f"b-{look.name}"
        )
    return _frame_sample(drawn, 16)


def draw_line_sample(look: LineLook) -> str:
    """Return a piece of a line for a legend, as an SVG element of its own."""
    style = LINE_STYLES[look]
    drawn = {"fill": "none", "stroke": style.colour, "stroke_width": number(style.width), "class_": f"l-{style.name}"}
    if style.broken:
        slashes = element("path", d="M20 13L23 3M25 13L28 3", **drawn)
        ways = element("path", d="M2 8H20", **drawn) + element("path", d="M29 8H46", stroke_dasharray="1.5 3.5", **drawn)
        return _frame_sample(ways + slashes, 48)
    dash = {"stroke_dasharray": format_dash(style.dash)} if style.dash else {}
    return _frame_sample(element("path", d="M2 8H46", **dash, **drawn), 48)


def _frame_sample(drawn: str, width: int) -> str:
    return element(
        "svg",
        drawn,
        viewBox=f"0 0 {width} 16",
        width=str(width),
        height="16",
        class_="drawing sample",
        aria_hidden="true",
        focusable="false",
    )
