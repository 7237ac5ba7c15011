"""What the signs of the map mean, drawn as a line of samples under it."""

from collections.abc import Iterator
from dataclasses import replace

from model.language import Language, Text
from model.vocabulary.flows import FlowKind
from viz.draw.markup import element, number, text
from viz.draw.strokes import arrow, loop, stroke
from viz.style.badges import LOOP
from viz.style.geometry import FlowPath, Line, MapView, Rect
from viz.style.palette import AREAS, BADGE, BOX_BORDER, FLAG, INK, MUTED, PAPER, PROPOSED_DASH
from viz.style.text_width import text_width

SIZE = 12.0
ROW_HEIGHT = 22.0
SAMPLE, SPACE = 40.0, 16.0
"""Px for a sample, and between one entry and the next."""
Entry = tuple[str, str]
"""A sample drawn from 0, 0 (its left middle) to the right, and its words."""


def legend(view: MapView, x: float, y: float, width: float, language: Language) -> tuple[str, float]:
    """The legend from (x, y), as wide as the map, with the view's notes under it; and its height."""
    parts, left, top = [], x, y + ROW_HEIGHT / 2 + 2
    for sample, words in entries(view, language):
        needed = SAMPLE + 6 + text_width(words, SIZE) + SPACE
        if left + needed > x + width:
            left, top = x, top + ROW_HEIGHT
        drawn = sample + element("text", text(words), x=number(SAMPLE + 6), y="4.3", font_size=number(SIZE), fill=INK)
        parts.append(element("g", drawn, transform=f"translate({number(left)} {number(top)})"))
        left += needed
    for note in view.notes:
        top += ROW_HEIGHT
        parts.append(element("text", text(note), x=number(x + 4), y=number(top + 4.3), font_size=number(SIZE), fill=MUTED))
    return element("g", "".join(parts)), top - y + ROW_HEIGHT / 2 + 2


def entries(view: MapView, language: Language) -> Iterator[Entry]:
    """The kinds of flow, then boxes, then areas."""
    for kind in FlowKind:
        word = kind.term.in_(language)
        yield _flow(kind, 2), word[:1].upper() + word[1:]
    if any(line.kind is None for line in view.lines):
        yield _flow(None, 2), Text("Several kinds").in_(language)
    yield _flow(FlowKind.INFORMATION, 0), Text("Begins with a dot: the flow exists").in_(language)
    yield _flow(FlowKind.INFORMATION, 1), Text("Half a dot: some of its flows exist").in_(language)
    for sample, words in _signs():
        yield sample, words.in_(language)
    for area in view.areas:
        colours = AREAS[area.colour]
        yield _card(rx="4", fill=colours.ground, stroke=colours.border), area.name


def _signs() -> Iterator[tuple[str, Text]]:
    plain = {"fill": PAPER, "stroke": BOX_BORDER}
    yield _card(rx="2", **plain), Text("Actor")
    yield _card(rx="8", **plain), Text("Forum, council or network")
    yield element("polygon", points="8,-8 32,-8 36,-4 36,4 32,8 8,8 4,4 4,-4", **plain), Text("Function")
    yield _card(rx="2", **plain, stroke_dasharray=" ".join(map(number, PROPOSED_DASH))), Text("Proposed")
    yield _pill(18, "9", PAPER, INK), Text("Number on a line: so many flows")
    yield _pill(22, "9", BADGE, PAPER), Text("Stack of several, dashed behind: some are proposed")
    yield loop(Rect(8, -7, LOOP + 14, 14), 3), Text("Flows within a stack")
    yield _pill(30, "ex.", FLAG, PAPER), Text("Example, invented")


def _card(**attributes: str) -> str:
    return element("rect", x="4", y="-8", width="32", height="16", **attributes)


def _pill(width: float, word: str, fill: str, ink: str) -> str:
    pill = element("rect", x=number(20 - width / 2), y="-7", width=number(width), height="14", rx="7", fill=fill, stroke=ink)
    return pill + element("text", word, x="20", y="4", font_size="11", font_weight="600", text_anchor="middle", fill=ink)


def _flow(kind: FlowKind | None, proposed: int) -> str:
    """A sample of a line of two flows, so many of them proposed."""
    line = Line("", "", "", kind, ("", ""), proposed)
    path = FlowPath("", "M4 0L32 0", (4, 0), (39, 0), 0, (20, 0))
    return stroke(line, replace(path, tip=(39.0, 0.0))) + arrow(line, path)
