"""What the signs of the map mean, drawn as a line of samples under it."""

from collections.abc import Iterator
from dataclasses import replace

from model.language import Language, Text
from model.vocabulary.flows import FlowKind
from viz.draw.markup import element, escape_text, number
from viz.draw.strokes import draw_arrow, draw_loop, draw_stroke
from viz.style.badges import LOOP
from viz.style.geometry import FlowLine, FlowPath, MapView, Rect
from viz.style.palette import AREAS, BADGE, BOX_BORDER, FLAG, INK, MUTED, PAPER, PROPOSED_DASH
from viz.style.text_width import measure_text

LEGEND_SIZE = 12.0
ROW_HEIGHT = 22.0
SAMPLE_WIDTH, ENTRY_GAP = 40.0, 16.0
"""Px for a sample, and between one entry and the next."""
_LegendEntry = tuple[str, str]
"""A sample drawn from 0, 0 (its left middle) to the right, and its words."""


def draw_legend(view: MapView, x: float, y: float, width: float, language: Language) -> tuple[str, float]:
    """The legend from (x, y), as wide as the map, with the view's notes under it; and its height."""
    parts, left, top = [], x, y + ROW_HEIGHT / 2 + 2
    for sample, words in draw_entries(view, language):
        needed = SAMPLE_WIDTH + 6 + measure_text(words, LEGEND_SIZE) + ENTRY_GAP
        if left + needed > x + width:
            left, top = x, top + ROW_HEIGHT
        drawn = sample + element(
            "text", escape_text(words), x=number(SAMPLE_WIDTH + 6), y="4.3", font_size=number(LEGEND_SIZE), fill=INK
        )
        parts.append(element("g", drawn, transform=f"translate({number(left)} {number(top)})"))
        left += needed
    for note in view.notes:
        top += ROW_HEIGHT
        parts.append(
            element("text", escape_text(note), x=number(x + 4), y=number(top + 4.3), font_size=number(LEGEND_SIZE), fill=MUTED)
        )
    return element("g", "".join(parts)), top - y + ROW_HEIGHT / 2 + 2


def draw_entries(view: MapView, language: Language) -> Iterator[_LegendEntry]:
    """The kinds of flow, then boxes, then areas."""
    for kind in FlowKind:
        word = kind.term.in_(language)
        yield _draw_flow(kind, 2), word[:1].upper() + word[1:]
    if any(line.kind is None for line in view.lines):
        yield _draw_flow(None, 2), Text("Several kinds").in_(language)
    yield _draw_flow(FlowKind.INFORMATION, 0), Text("Begins with a dot: the flow exists").in_(language)
    yield _draw_flow(FlowKind.INFORMATION, 1), Text("Half a dot: some of its flows exist").in_(language)
    for sample, words in _draw_signs():
        yield sample, words.in_(language)
    for area in view.areas:
        colours = AREAS[area.colour]
        yield _draw_card(rx="4", fill=colours.ground, stroke=colours.border), area.name


def _draw_signs() -> Iterator[tuple[str, Text]]:
    plain = {"fill": PAPER, "stroke": BOX_BORDER}
    yield _draw_card(rx="2", **plain), Text("Actor")
    yield _draw_card(rx="8", **plain), Text("Forum, council or network")
    yield element("polygon", points="8,-8 32,-8 36,-4 36,4 32,8 8,8 4,4 4,-4", **plain), Text("Function")
    yield _draw_card(rx="2", **plain, stroke_dasharray=" ".join(map(number, PROPOSED_DASH))), Text("Proposed")
    yield _draw_pill(18, "9", PAPER, INK), Text("Number on a line: so many flows")
    yield _draw_pill(22, "9", BADGE, PAPER), Text("Stack of several, dashed behind: some are proposed")
    yield draw_loop(Rect(8, -7, LOOP + 14, 14), 3), Text("Flows within a stack")
    yield _draw_pill(30, "ex.", FLAG, PAPER), Text("Example, invented")


def _draw_card(**attributes: str) -> str:
    return element("rect", x="4", y="-8", width="32", height="16", **attributes)


def _draw_pill(width: float, word: str, fill: str, ink: str) -> str:
    pill = element("rect", x=number(20 - width / 2), y="-7", width=number(width), height="14", rx="7", fill=fill, stroke=ink)
    return pill + element("text", word, x="20", y="4", font_size="11", font_weight="600", text_anchor="middle", fill=ink)


def _draw_flow(kind: FlowKind | None, proposed: int) -> str:
    """A sample of a line of two flows, so many of them proposed."""
    line = FlowLine("", "", "", kind, ("", ""), proposed)
    path = FlowPath("", "M4 0L32 0", (4, 0), (39, 0), 0, (20, 0))
    return draw_stroke(line, replace(path, tip=(39.0, 0.0))) + draw_arrow(line, path)
