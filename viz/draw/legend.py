"""The map's legend: a sample of every sign with its meaning, in rows under the SVG. The page's legend shows the same samples."""

from collections.abc import Iterator
from typing import Literal, get_args

from model.language import Language, Text
from model.vocabulary.flows import FlowKind
from viz.draw.markup import element, escape_text, format_dash, number
from viz.draw.strokes import draw_arrow, draw_loop, draw_stroke
from viz.style.geometry import FlowLine, FlowPath, MapView, Rect
from viz.style.palette import (
    AREAS,
    BADGE,
    BOX_BORDER,
    FLAG,
    FONT_WEIGHTS,
    INK,
    LOOP_ROOM,
    MUTED,
    PAPER,
    PROPOSED_DASH,
    SIGN_SIZE,
)
from viz.style.typeface import measure_text

LEGEND_SIZE = 12.0
ROW_HEIGHT = 22.0
SAMPLE_WIDTH, ENTRY_GAP = 40.0, 16.0
"""The width in px of a sample, and of the gap between two entries."""
Sign = Literal["actor", "forum", "function", "proposed", "number", "stack", "loop", "example"]
_LegendEntry = tuple[str, str]
"""A sample, drawn to the right from 0, 0 (its left middle), and its words."""


def draw_legend(view: MapView, x: float, y: float, width: float, language: Language) -> tuple[str, float]:
    """Return the legend with its upper left corner at (x, y) and the view's notes under it, and its height in px."""
    parts, left, top = [], x, y + ROW_HEIGHT / 2 + 2
    for sample, words in draw_entries(view, language):
        needed = SAMPLE_WIDTH + 6 + measure_text(words, LEGEND_SIZE) + ENTRY_GAP
        if left + needed > x + width:
            left, top = x, top + ROW_HEIGHT
        text = element("text", escape_text(words), x=number(SAMPLE_WIDTH + 6), y="4.3", font_size=number(LEGEND_SIZE), fill=INK)
        parts.append(element("g", sample + text, transform=f"translate({number(left)} {number(top)})"))
        left += needed
    for note in view.notes:
        top += ROW_HEIGHT
        parts.append(
            element(
                "text",
                escape_text(note),
                x=number(x + 4),
                y=number(top + 4.3),
                font_size=number(LEGEND_SIZE),
                fill=MUTED,
                class_="muted",
            )
        )
    return element("g", "".join(parts)), top - y + ROW_HEIGHT / 2 + 2


def draw_entries(view: MapView, language: Language) -> Iterator[_LegendEntry]:
    """Yield the entries: the kinds of flow, then the signs of boxes, then the areas."""
    for kind in FlowKind:
        word = kind.term.in_(language)
        yield draw_flow_sample(kind, 2), word[:1].upper() + word[1:]
    if any(line.kind is None for line in view.lines):
        yield draw_flow_sample(None, 2), Text("Several kinds").in_(language)
    yield draw_flow_sample(FlowKind.INFORMATION, 0), Text("Begins with a dot: the flow exists").in_(language)
    yield draw_flow_sample(FlowKind.INFORMATION, 1), Text("Half a dot: some of its flows exist").in_(language)
    for sign in get_args(Sign):
        yield draw_sign_sample(sign), SIGN_WORDS[sign].in_(language)
    for area in view.areas:
        colours = AREAS[area.colour]
        card = element(
            "rect",
            x="4",
            y="-8",
            width="32",
            height="16",
            rx="4",
            fill=colours.ground,
            stroke=colours.border,
            class_="area-ground",
        )
        yield element("g", card, class_=f"area-{area.colour}"), area.name


def draw_flow_sample(kind: FlowKind | None, proposed: int) -> str:
    """Return a line that stands for two flows of the kind, or of several kinds (None), so many of them proposed."""
    line = FlowLine("", "", "", kind, ("", ""), proposed)
    path = FlowPath("", "M4 0L32 0", (4, 0), (39, 0), 0, (20, 0))
    return element("g", draw_stroke(line, path) + draw_arrow(line, path), class_=f"flow-{kind or 'several'}")


def draw_sign_sample(sign: Sign) -> str:
    """Return a box or a sign on a box or line."""
    match sign:
        case "function":
            points = "8,-8 32,-8 36,-4 36,4 32,8 8,8 4,4 4,-4"
            return element("polygon", points=points, fill=PAPER, stroke=BOX_BORDER, class_="card-ground card-border")
        case "proposed":
            return _draw_card("2", fill=PAPER, stroke=BOX_BORDER, stroke_dasharray=format_dash(PROPOSED_DASH))
        case "number":
            return _draw_pill(18, "9", PAPER, INK, "few")
        case "stack":
            return _draw_pill(22, "9", BADGE, PAPER, "count")
        case "loop":
            return draw_loop(Rect(8, -7, LOOP_ROOM + 14, 14), 3)
        case "example":
            return _draw_pill(30, "ex.", FLAG, PAPER, "example")
        case "actor" | "forum":
            return _draw_card("8" if sign == "forum" else "2", fill=PAPER, stroke=BOX_BORDER)


def _draw_card(radius: str, **attributes: str) -> str:
    return element("rect", x="4", y="-8", width="32", height="16", rx=radius, class_="card-ground card-border", **attributes)


def _draw_pill(width: float, word: str, fill: str, ink: str, name: str) -> str:
    place = {"x": number(20 - width / 2), "y": "-7", "width": number(width), "height": "14", "rx": "7"}
    pill = element("rect", **place, fill=fill, stroke=ink, class_=f"c-{name}")
    words = {"font_size": number(SIGN_SIZE), "font_weight": str(FONT_WEIGHTS["semibold"]), "text_anchor": "middle"}
    return pill + element("text", word, x="20", y="4", **words, fill=ink, class_=f"c-{name}-word")


SIGN_WORDS: dict[Sign, Text] = {
    "actor": Text("Actor"),
    "forum": Text("Forum, council or network"),
    "function": Text("Function"),
    "proposed": Text("Proposed"),
    "number": Text("Number on a line: so many flows"),
    "stack": Text("Stack of several, dashed behind: some are proposed"),
    "loop": Text("Flows within a stack"),
    "example": Text("Example, invented"),
}
