"""The map as an SVG: for print, for the document and for readers without script.

Every text is escaped. There is no script and no reference to anything outside the file.
"""

from collections.abc import Iterator, Mapping

from model.language import Language, Text
from model.vocabulary.contents import Contents
from model.vocabulary.registers import Colour
from viz.draw.legend import draw_legend
from viz.draw.markup import AddressOf, draw_caption, draw_rect, element, escape_text, format_dash, number
from viz.draw.strokes import draw_arrow, draw_count, draw_loop, draw_stroke
from viz.layout.lay_out import lay_out_view
from viz.style.geometry import Box, Caption, FlowLine, Geometry, MapView, Panel, PlacedBox, Rect
from viz.style.palette import (
    ACTOR_RADIUS,
    AREAS,
    BADGE,
    BOX_BORDER,
    BOX_STROKE,
    CAPITAL_MIDDLE,
    DIVIDER,
    DIVIDER_DASH,
    FLAG,
    FONT,
    FONT_WEIGHTS,
    FORUM_RADIUS,
    FUNCTION_CUT,
    INK,
    LONGEST_LARGE_SIGN,
    MUTED,
    PANEL_RADIUS,
    PANEL_STROKE,
    PAPER,
    PROPOSED_DASH,
    ROW,
    ROW_BORDER,
    ROW_RADIUS,
    SIGN_SIZE,
    SMALL_SIGN_SIZE,
)
from viz.style.typeface import embed_fonts
from viz.view.view import Surroundings, build_view, tell_unknown_beginnings

MARGIN = 14.0
TITLE_HEIGHT = 52.0
BOTTOM = 10.0
"""Px under a map without title and legend."""


def draw_map(contents: Contents, on: str, language: Language, beside: Surroundings = "nothing") -> str:
    """Return the map of a day (ISO date) as an SVG document, for what it stands in."""
    view = tell_unknown_beginnings(build_view(contents.on(on), on, language, beside=beside), contents, on, language)
    return draw_svg(view, lay_out_view(view), language)


def draw_svg(view: MapView, geometry: Geometry, language: Language, within_page: bool = False) -> str:
    """Return the map with title, headings and legend as an SVG document. Within a page it uses the page's font."""
    legend_, legend_height = draw_legend(view, MARGIN, geometry.height + TITLE_HEIGHT, geometry.width, language)
    width, height = geometry.width + 2 * MARGIN, geometry.height + TITLE_HEIGHT + legend_height + MARGIN
    left = number(MARGIN + 2)
    sentence = (
        Text("{subtitle} {boxes} boxes and {lines} lines: what each party gives and receives is also in the table of the page.")
        if within_page
        else Text("{subtitle} {boxes} boxes and {lines} lines.")
    )
    description = Text(sentence.message, subtitle=view.subtitle, boxes=len(view.boxes), lines=len(view.lines))
    content = "".join(
        [
            element("title", escape_text(view.title), id="picture-title"),
            element("desc", escape_text(description.in_(language)), id="picture-description"),
            "" if within_page else element("style", embed_fonts()),
            element("rect", width=number(width), height=number(height), fill=PAPER, class_="card-ground"),
            element("text", escape_text(view.title), x=left, y="24", font_size="19", font_weight=str(FONT_WEIGHTS["semibold"])),
            element("text", escape_text(view.subtitle), x=left, y="42", font_size="12.5", fill=MUTED, class_="muted"),
            element(
                "g",
                "".join(_draw_parts(view, geometry, language)),
                transform=f"translate({number(MARGIN)} {number(TITLE_HEIGHT)})",
            ),
            legend_,
        ]
    )
    named = {"role": "img", "class_": "drawing", "aria_labelledby": "picture-title picture-description"}
    return _enclose_svg(content, width, height, language, **named)


def draw_linked_map(view: MapView, language: Language, address_of: AddressOf) -> str:
    """Return the map as an SVG element within a page, whose boxes are links: `address_of` takes the id of a box.

    Its colours are those of `viz/static/drawings.css`, so that it follows dark and forced colours.
    """
    geometry = lay_out_view(view)
    boxes = Text(
        "{subtitle} {boxes} boxes and {lines} lines.", subtitle=view.subtitle, boxes=len(view.boxes), lines=len(view.lines)
    )
    content = [
        element("title", escape_text(view.title), id="map-title"),
        element("desc", escape_text(boxes.in_(language)), id="map-description"),
        *_draw_parts(view, geometry, language, address_of),
    ]
    named = {"role": "group", "class_": "drawing lens counted", "aria_labelledby": "map-title map-description"}
    return _enclose_svg("".join(content), geometry.width, geometry.height + BOTTOM, language, **named)


def _enclose_svg(content: str, width: float, height: float, language: Language, **attributes: str) -> str:
    """Return a drawing of a size as an SVG element."""
    return element(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=number(width),
        height=number(height),
        lang=language,
        font_family=f"'{FONT}', 'Open Sans', Arial, sans-serif",
        fill=INK,
        **attributes,
    )


def _draw_parts(view: MapView, geometry: Geometry, language: Language, address_of: AddressOf | None = None) -> Iterator[str]:
    """Yield the parts from the ground up: bands, dividers, panels, headings, flows, numbers, boxes."""
    boxes, lines = {box.id: box for box in view.boxes}, {line.id: line for line in view.lines}
    yield from (draw_rect(row.rect, rx=number(ROW_RADIUS), fill=ROW, stroke=ROW_BORDER, class_="band") for row in geometry.rows)
    for x, top, bottom in geometry.dividers:
        ends = {"x1": number(x), "y1": number(top), "x2": number(x), "y2": number(bottom)}
        yield element("line", **ends, stroke=DIVIDER, stroke_dasharray=format_dash(DIVIDER_DASH), class_="divider")
    yield from (_draw_panel(panel) for panel in geometry.panels)
    headed = (*geometry.columns, *geometry.rows, *geometry.forum_rows)
    yield from (draw_caption(part.caption, INK) for part in headed)
    for path in geometry.paths:
        line = lines[path.id]
        title = element("title", escape_text(_name_line(line, boxes, language)))
        yield element("g", title + draw_stroke(line, path) + draw_arrow(line, path), class_=_class_of(line))
    yield from (
        element("g", draw_count(lines[path.id], path.count_at), class_=_class_of(lines[path.id]))
        for path in geometry.paths
        if path.count_at
    )
    colours = {panel.id: panel.colour for panel in geometry.panels}
    for placed in geometry.boxes:
        box = boxes[placed.id]
        drawn = _draw_box(box, placed, colours.get(box.area or ""), language)
        yield element("a", drawn, href=address_of(box.id)) if address_of else drawn


def _name_line(line: FlowLine, boxes: Mapping[str, Box], language: Language) -> str:
    """Return what a line says where it is pointed at; one that counts flows says how many."""
    ends = f"{boxes[line.source].name} → {boxes[line.target].name}"
    if not line.counted:
        return ends
    counts = Text("{all} flows, of which {n} proposed", all=line.counted, n=line.proposed)
    return Text("{ends}: {counts}", ends=ends, counts=counts).in_(language)


def _class_of(line: FlowLine) -> str:
    return f"flow-{line.kind or 'several'}"


def _draw_panel(panel: Panel) -> str:
    colours = AREAS[panel.colour]
    side, rounded = panel.side, PANEL_RADIUS
    # The strip's left corners are round like the panel's, its right ones are not.
    strip = (
        f"M{number(side.right)} {number(side.y)}H{number(side.x + rounded)}Q{number(side.x)} {number(side.y)} {number(side.x)} "
        f"{number(side.y + rounded)}V{number(side.bottom - rounded)}Q{number(side.x)} {number(side.bottom)} "
        f"{number(side.x + rounded)} {number(side.bottom)}H{number(side.right)}Z"
    )
    parts = "".join(
        [
            draw_rect(panel.rect, rx=number(rounded), fill=colours.ground, class_="area-ground"),
            element("path", d=strip, fill=colours.side, class_="area-side"),
            draw_rect(
                panel.rect,
                rx=number(rounded),
                fill="none",
                stroke=colours.border,
                stroke_width=number(PANEL_STROKE),
                class_="card-border",
            ),
            draw_caption(panel.caption, colours.text, class_="area-name"),
        ]
    )
    return element("g", parts, class_=f"area-{panel.colour}")


def _draw_box(box: Box, placed: PlacedBox, colour: Colour | None, language: Language) -> str:
    border, ink = (AREAS[colour].border, AREAS[colour].text) if colour else (BOX_BORDER, INK)
    dash = {"stroke_dasharray": format_dash(PROPOSED_DASH)}
    *behind, front = cards_of(box, placed)
    # All cards are dashed if all members are proposed, those behind if some are.
    dashed = [*((card, box.proposed > 0) for card in behind), (front, box.proposed == box.count)]
    cards = [
        draw_outline(
            box,
            card,
            fill=PAPER,
            stroke=border,
            stroke_width=number(BOX_STROKE),
            class_="card-ground card-border",
            **(dash if is_dashed else {}),
        )
        for card, is_dashed in dashed
    ]
    parts = [element("title", escape_text(box.name)), *cards, draw_caption(placed.caption, ink, class_="area-name")]
    if placed.badge:
        parts.append(_draw_badge(placed.badge, str(box.count), BADGE if border == BOX_BORDER else border, PAPER, "count"))
    if placed.loop:
        parts.append(draw_loop(placed.loop, box.within))
    if placed.flag:
        words = Text("example") if box.examples == box.count else Text("{n} ex.", n=box.examples)
        parts.append(_draw_badge(placed.flag, words.in_(language), FLAG, PAPER, "example"))
    return element("g", "".join(parts), class_=f"box area-{colour}" if colour else "box")


def cards_of(box: Box, placed: PlacedBox) -> list[Rect]:
    """Return the cards of a box from back to front: one, or three for a stack."""
    card, deck = placed.card, placed.card.y - placed.rect.y
    shifts = (deck, deck / 2, 0.0) if box.shape == "stack" else (0.0,)
    return [Rect(card.x + shift, card.y - shift, card.width, card.height) for shift in shifts]


def draw_outline(box: Box, rect: Rect, **attributes: str) -> str:
    """Return the outline of a card: square for actors, round for forums, with cut corners for functions."""
    if box.stacked_shape == "function":
        cut = FUNCTION_CUT
        corners = (
            (rect.x + cut, rect.y), (rect.right - cut, rect.y), (rect.right, rect.y + cut), (rect.right, rect.bottom - cut),
            (rect.right - cut, rect.bottom), (rect.x + cut, rect.bottom), (rect.x, rect.bottom - cut), (rect.x, rect.y + cut),
        )  # fmt: skip
        return element("polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in corners), **attributes)
    return draw_rect(rect, rx=number(FORUM_RADIUS if box.stacked_shape == "forum" else ACTOR_RADIUS), **attributes)


def _draw_badge(rect: Rect, word: str, fill: str, ink: str, name: str) -> str:
    """Return a small filled pill with a word in it."""
    x, y = rect.middle
    size = SIGN_SIZE if len(word) <= LONGEST_LARGE_SIGN else SMALL_SIGN_SIZE
    caption = Caption((word,), x, (round(y + CAPITAL_MIDDLE * size, 1),), size, "semibold", "middle")
    pill = draw_rect(rect, rx=number(rect.height / 2), fill=fill, stroke=ink, class_=f"c-{name}")
    return pill + draw_caption(caption, ink, class_=f"c-{name}-word")
