"""The map as one SVG file, for print, for the document and for readers without script: same geometry, same palette as the page.

Every text is escaped; there is no script and no reference to anything outside the file.
"""

from collections.abc import Iterator

from model.language import Language, Text
from viz.draw.legend import legend
from viz.draw.markup import element, number, text, text_element
from viz.draw.strokes import arrow, count, loop, stroke
from viz.style.geometry import Box, Caption, FlowPath, Geometry, Headed, Line, MapView, Panel, PlacedBox, Rect
from viz.style.palette import (
    AREAS,
    BADGE,
    BOX_BORDER,
    DIVIDER,
    FLAG,
    FONT,
    INK,
    MUTED,
    PAPER,
    PROPOSED_DASH,
    ROW,
    ROW_BORDER,
    AreaColours,
)
from viz.style.typeface import embedded_fonts

MARGIN = 14.0
TITLE_HEIGHT = 52.0


def svg_of(view: MapView, geometry: Geometry, language: Language, within_page: bool = False) -> str:
    """The map with title, headings and legend as an SVG document; within a page it takes the page's font."""
    legend_, legend_height = legend(view, MARGIN, geometry.height + TITLE_HEIGHT, geometry.width, language)
    width, height = geometry.width + 2 * MARGIN, geometry.height + TITLE_HEIGHT + legend_height + MARGIN
    content = "".join(
        [
            element("title", text(view.title), id="picture-title"),
            element("desc", text(_description(view, language)), id="picture-description"),
            "" if within_page else element("style", embedded_fonts()),
            element("rect", width=number(width), height=number(height), fill=PAPER),
            _title(view),
            element(
                "g", "".join(_map(view, geometry, language)), transform=f"translate({number(MARGIN)} {number(TITLE_HEIGHT)})"
            ),
            legend_,
        ]
    )
    return element(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=number(width),
        height=number(height),
        lang=language,
        role="img",
        aria_labelledby="picture-title picture-description",
        font_family=f"'{FONT}', 'Open Sans', Arial, sans-serif",
        fill=INK,
    )


def _description(view: MapView, language: Language) -> str:
    text = Text(
        "{subtitle} {boxes} boxes and {lines} lines: what each party gives and receives is also in the table of the page.",
        subtitle=view.subtitle,
        boxes=len(view.boxes),
        lines=len(view.lines),
    )
    return text.in_(language)


def _title(view: MapView) -> str:
    title = element("text", text(view.title), x=number(MARGIN + 2), y="24", font_size="19", font_weight="600")
    return title + element("text", text(view.subtitle), x=number(MARGIN + 2), y="42", font_size="12.5", fill=MUTED)


def _map(view: MapView, geometry: Geometry, language: Language) -> Iterator[str]:
    """From the ground up: bands, panels, headings, flows, boxes."""
    boxes, lines = {box.id: box for box in view.boxes}, {line.id: line for line in view.lines}
    yield from (_band(row) for row in geometry.rows)
    yield from (_divider(*divider) for divider in geometry.dividers)
    yield from (_panel(panel) for panel in geometry.panels)
    headed = (*geometry.columns, *geometry.rows, *geometry.forum_rows)
    yield from (text_element(part.caption, INK) for part in headed)
    yield from (_flow(lines[path.id], path, boxes) for path in geometry.paths)
    yield from (count(lines[path.id], path.count_at) for path in geometry.paths if path.count_at)
    colours = {panel.id: AREAS[panel.colour] for panel in geometry.panels}
    yield from (_box(boxes[placed.id], placed, colours.get(boxes[placed.id].area or ""), language) for placed in geometry.boxes)


def _band(row: Headed) -> str:
    return _rect(row.rect, rx="8", fill=ROW, stroke=ROW_BORDER)


def _divider(x: float, top: float, bottom: float) -> str:
    return element("line", x1=number(x), y1=number(top), x2=number(x), y2=number(bottom), stroke=DIVIDER, stroke_dasharray="3 4")


def _panel(panel: Panel) -> str:
    colours = AREAS[panel.colour]
    side = panel.side
    rounded = 9.0
    # The strip's left corners are round like the panel's, its right ones are not.
    strip = (
        f"M{number(side.right)} {number(side.y)}H{number(side.x + rounded)}Q{number(side.x)} {number(side.y)} {number(side.x)} "
        f"{number(side.y + rounded)}V{number(side.bottom - rounded)}Q{number(side.x)} {number(side.bottom)} "
        f"{number(side.x + rounded)} {number(side.bottom)}H{number(side.right)}Z"
    )
    return "".join(
        [
            _rect(panel.rect, rx=number(rounded), fill=colours.ground),
            element("path", d=strip, fill=colours.side),
            _rect(panel.rect, rx=number(rounded), fill="none", stroke=colours.border, stroke_width="1.2"),
            text_element(panel.caption, colours.text),
        ]
    )


def _flow(line: Line, path: FlowPath, boxes: dict[str, Box]) -> str:
    source, target = boxes[line.source].name, boxes[line.target].name
    title = element("title", text(f"{source} → {target}"))
    return element("g", title + stroke(line, path) + arrow(line, path))


def _box(box: Box, placed: PlacedBox, colours: AreaColours | None, language: Language) -> str:
    border, ink = (colours.border, colours.text) if colours else (BOX_BORDER, INK)
    dash = {"stroke_dasharray": " ".join(map(number, PROPOSED_DASH))}
    cards = [
        outline(box, card, fill=PAPER, stroke=border, stroke_width="1.1", **(dash if dashed else {}))
        for card, dashed in zip(cards_of(box, placed), _dashed(box), strict=False)
    ]
    parts = [element("title", text(box.name)), *cards, text_element(placed.caption, ink), *_signs(box, placed, border, language)]
    return element("g", "".join(parts))


def _dashed(box: Box) -> tuple[bool, ...]:
    """Whether each card is dashed, from back to front: all where all are proposed, those behind where some are."""
    front, behind = box.proposed == box.count, box.proposed > 0
    return (behind, behind, front) if box.shape == "stack" else (front,)


def cards_of(box: Box, placed: PlacedBox) -> list[Rect]:
    """What is drawn of the box from back to front: one card, or three for a stack."""
    card, deck = placed.card, placed.card.y - placed.rect.y
    shifts = (deck, deck / 2, 0.0) if box.shape == "stack" else (0.0,)
    return [Rect(card.x + shift, card.y - shift, card.width, card.height) for shift in shifts]


def outline(box: Box, rect: Rect, **attributes: str) -> str:
    """A card's outline: square for actors, round for forums, with cut corners for functions."""
    if box.stacked_shape == "function":
        cut = 7.0
        corners = (
            (rect.x + cut, rect.y), (rect.right - cut, rect.y), (rect.right, rect.y + cut), (rect.right, rect.bottom - cut),
            (rect.right - cut, rect.bottom), (rect.x + cut, rect.bottom), (rect.x, rect.bottom - cut), (rect.x, rect.y + cut),
        )  # fmt: skip
        return element("polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in corners), **attributes)
    return _rect(rect, rx="13" if box.stacked_shape == "forum" else "3", **attributes)


def _signs(box: Box, placed: PlacedBox, border: str, language: Language) -> Iterator[str]:
    if placed.badge:
        yield _sign(placed.badge, str(box.count), BADGE if border == BOX_BORDER else border, PAPER)
    if placed.loop:
        yield loop(placed.loop, box.within)
    if placed.flag:
        words = Text("example") if box.examples == box.count else Text("{n} ex.", n=box.examples)
        yield _sign(placed.flag, words.in_(language), FLAG, PAPER)


def _sign(rect: Rect, word: str, fill: str, ink: str) -> str:
    """A small filled pill with a word in it."""
    x, y = rect.middle
    size = 11 if len(word) < 5 and rect.height > 12 else 9
    caption = Caption((word,), x, (round(y + 0.36 * size, 1),), size, "semibold", "middle")
    return _rect(rect, rx=number(rect.height / 2), fill=fill, stroke=ink) + text_element(caption, ink)


def _rect(rect: Rect, **attributes: str) -> str:
    return element("rect", x=number(rect.x), y=number(rect.y), width=number(rect.width), height=number(rect.height), **attributes)
