"""The neighbourhood of a party as SVG, for its page, the map's focus and downloads.

How to call it, from a page::

    view = build_neighbourhood(contents.on(day), party_id, language, steps=1)
    svg = draw_neighbourhood(view, language, address_of=lambda id_: party_address(id_))

`contents` may be a part of the landscape: the party, its neighbours, the flows between them, and the registers (levels, areas,
kinds). The SVG needs no script. Its colours are attributes for light paper, and on a page the classes of
`viz/static/drawings.css`, which the page must name.
`list_neighbours(view)` gives the same as rows of a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from model.language import Language, PluralText, Text
from model.vocabulary.record import Choice
from viz.draw.markup import AddressOf, draw_rect, draw_words, element, escape_text, format_dash, number
from viz.layout.neighbourhoods import (
    HEAD_ROOM,
    NAME,
    PAD,
    RIGHT_INDENT,
    SMALL,
    NeighbourhoodGeometry,
    PlacedBand,
    PlacedCard,
    PlacedLink,
    PlacedRow,
    lay_out_neighbourhood,
)
from viz.style.geometry import Point, Rect
from viz.style.neighbourhood import NeighbourCard, Neighbourhood
from viz.style.palette import (
    AREAS,
    BOX_BORDER,
    FOCUS,
    FONT,
    FONT_WEIGHTS,
    HEADS,
    INK,
    MUTED,
    PAPER,
    PROPOSED_DASH,
    ROW,
    ROW_BORDER,
    TAIL_RADIUS,
    FlowStyle,
    style_of,
)
from viz.style.typeface import embed_fonts

CORNER = 5.0
"""The radius of the corners of lines."""
WAIT = "#7a5200"
"""The mark of what is uncertain."""
QUIET = {"fill": MUTED, "class_": "muted"}


@dataclass(frozen=True, slots=True)
class NeighbourTableRow:
    """A line of the table beside the drawing: one party, one kind of flow, one step."""

    step: int
    party: str
    name: str
    kind: Choice
    count: int
    carries: str
    proposed: int
    uncertain: int


def list_neighbours(view: Neighbourhood) -> list[NeighbourTableRow]:
    """Return what the drawing shows as rows, those that feed the party first, nearest first."""
    cards = sorted(view.cards, key=lambda card: (card.step > 0, abs(card.step), card.name))
    return [
        NeighbourTableRow(card.step, id_, name, row.kind, row.count, "; ".join(row.carries), row.proposed, row.uncertain)
        for card in cards
        for id_, name in card.members
        for row in card.rows
    ]


def draw_neighbourhood(view: Neighbourhood, language: Language, address_of: AddressOf | None = None, alone: bool = False) -> str:
    """Return the neighbourhood as an SVG element; `alone` embeds the font, for a file of its own.

    `address_of` gives the address that a party's card leads to.
    """
    geometry = lay_out_neighbourhood(view)
    drawing = _NeighbourhoodDrawing(view, geometry, language, address_of)
    title = Text("Who feeds whom around {name}", name=view.centre.name).in_(language)
    content = [
        element("title", escape_text(title), id="neighbourhood-title"),
        element("style", embed_fonts()) if alone else "",
        *drawing.parts(),
    ]
    return element(
        "svg",
        "".join(content),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(geometry.width)} {number(geometry.height)}",
        width=number(geometry.width),
        height=number(geometry.height),
        lang=language,
        role="group",
        class_="drawing neighbourhood",
        aria_labelledby="neighbourhood-title",
        font_family=f"'{FONT}', 'Open Sans', Arial, sans-serif",
        fill=INK,
    )


@dataclass(frozen=True, slots=True)
class _NeighbourhoodDrawing:
    view: Neighbourhood
    geometry: NeighbourhoodGeometry
    language: Language
    address_of: AddressOf | None

    def parts(self) -> Iterator[str]:
        """Yield the parts from the ground up."""
        yield from map(_draw_band, self.geometry.bands)
        for step in self.geometry.steps:
            yield draw_words(step.name, step.x, 16, NAME, "semibold", text_anchor="middle")
            yield draw_words(step.detail, step.x, 30, NAME, "regular", text_anchor="middle", **QUIET)
        yield from map(self.draw_card, self.geometry.cards)
        yield from map(_draw_link, self.geometry.links)

    def draw_card(self, placed: PlacedCard) -> str:
        """Return a card with its texts."""
        card = placed.card
        if not card.step:
            return self._draw_centre(placed)
        colours = AREAS[card.colour] if card.colour else None
        border, ground = (colours.border, colours.ground) if colours else (BOX_BORDER, ROW)
        radius = _radius_of(card)
        parts = [draw_rect(placed.rect, rx=number(radius), fill=PAPER, stroke="none", class_="card-ground")]
        if abs(card.step) == 1:
            head = Rect(placed.rect.x, placed.rect.y, placed.rect.width, placed.head)
            parts.append(element("path", d=_round_top(head, radius), fill=ground, class_="card-head"))
        dash = {"stroke_dasharray": format_dash(PROPOSED_DASH)} if card.proposed == len(card.members) else {}
        parts.append(draw_rect(placed.rect, rx=number(radius), fill="none", stroke=border, class_="card-border", **dash))
        parts += [*self._draw_names(placed), *self._draw_members(placed)]
        parts += [self._draw_row(placed, row) for row in placed.rows]
        if card.returns:
            parts.append(self._draw_returns(placed.rect))
        return element("g", "".join(parts), class_=_class_of(card))

    def _draw_centre(self, placed: PlacedCard) -> str:
        card, rect = placed.card, placed.rect
        inner = Rect(rect.x + 4, rect.y + 4, rect.width - 8, rect.height - 8)
        border = AREAS[card.colour].border if card.colour else BOX_BORDER
        dash = {"stroke_dasharray": format_dash(PROPOSED_DASH)} if card.proposed else {}
        radius = number(_radius_of(card))
        parts = [
            draw_rect(rect, rx=radius, fill=PAPER, stroke=FOCUS, stroke_width="3", class_="centre-border"),
            draw_rect(inner, rx=radius, fill="none", stroke=border, class_="card-border", **dash),
        ]
        x = rect.middle[0]
        parts += [draw_words(line, x, y, NAME + 1, "semibold", text_anchor="middle") for line, y in placed.names]
        if card.what:
            parts.append(draw_words(card.what, x, placed.names[-1][1] + 18, SMALL, "regular", text_anchor="middle", **QUIET))
        return element("g", "".join(parts), class_=f"{_class_of(card)} centre")

    def _draw_names(self, placed: PlacedCard) -> Iterator[str]:
        """Yield the name of a card. Of one party it is a link, and so is the whole head, not only the letters."""
        card, x = placed.card, number(placed.rect.x + PAD)
        lines = "".join(element("tspan", escape_text(line), x=x, y=number(y)) for line, y in placed.names)
        words = element("text", lines, font_size=number(NAME), font_weight=str(FONT_WEIGHTS["semibold"]))
        if len(card.members) > 1 or not self.address_of:
            yield words
            return
        id_, name = card.members[0]
        head = draw_rect(Rect(placed.rect.x, placed.rect.y, placed.rect.width, placed.head), fill="transparent", stroke="none")
        yield element("a", element("title", escape_text(name)) + head + words, href=self.address_of(id_))

    def _draw_members(self, placed: PlacedCard) -> Iterator[str]:
        for tokens, y in placed.members:
            for token in tokens:
                text = draw_words(token.words, token.x, y, SMALL, "regular", **QUIET)
                yield element("a", text, href=self.address_of(token.id)) if self.address_of and token.id else text

    def _draw_row(self, placed: PlacedCard, row: PlacedRow) -> str:
        """Return the kind of flow with its number, what it carries, and a mark if some are uncertain."""
        x = placed.rect.x + PAD + (RIGHT_INDENT if placed.card.step == 1 else 0)
        kind = row.row.kind.term.in_(self.language)
        words = f"{kind[:1].upper()}{kind[1:]}" + (f" ×{row.row.count}" if row.row.count > 1 else "")
        parts = []
        if row.divider is not None:
            ends = {"x1": number(placed.rect.x + PAD), "x2": number(placed.rect.right - PAD)}
            at = {"y1": number(row.divider), "y2": number(row.divider)}
            parts.append(element("line", **ends, **at, stroke=ROW_BORDER, class_="divider"))
        style = {"fill": style_of(row.row.kind).colour, "class_": f"kind flow-{row.row.kind}"}
        parts.append(draw_words(words, x, row.baseline, NAME - 0.5, "semibold", **style))
        parts += [draw_words(line, x, y, SMALL) for line, y in row.carried]
        if row.row.uncertain and self.view.few_are_uncertain:
            parts.append(self._draw_uncertain(placed.rect.right - PAD - 8, row.baseline - 4, row.row.uncertain))
        return "".join(parts)

    def _draw_uncertain(self, x: float, y: float, flows: int) -> str:
        said = PluralText("{n} flow is uncertain", "{n} flows are uncertain", n=flows).in_(self.language)
        ring = element("circle", cx=number(x), cy=number(y), r="6.5", fill=PAPER, stroke=WAIT, class_="uncertain-ring")
        mark = draw_words("?", x, y + 4, SMALL, "semibold", text_anchor="middle", fill=WAIT, class_="uncertain-mark")
        return element("g", element("title", escape_text(said)) + ring + mark)

    def _draw_returns(self, rect: Rect) -> str:
        """Return the sign of a party that is on both sides: an arrow each way."""
        x, y = rect.right - 26, rect.y + 10
        said = element("title", escape_text(Text("is on both sides").in_(self.language)))
        way = f"M{number(x)} {number(y)}h13m-4 -3.5l4 3.5l-4 3.5M{number(x + 14)} {number(y + 7)}h-13m4 -3.5l-4 3.5l4 3.5"
        return element("g", said + element("path", d=way, fill="none", stroke=INK, stroke_width="1.3", class_="ink-line"))


def _class_of(card: NeighbourCard) -> str:
    return f"neighbour area-{card.colour}" if card.colour else "neighbour"


def _draw_band(band: PlacedBand) -> str:
    heading = "".join(draw_words(line, 4, y, NAME, "semibold") for line, y in band.heading)
    return draw_rect(band.rect, rx="8", fill=ROW, stroke=ROW_BORDER, class_="band") + heading


def _draw_link(placed: PlacedLink) -> str:
    link, style = placed.link, style_of(placed.link.kind)
    dash = {"stroke_dasharray": format_dash(style.dash)} if style.dash else {}
    kind = f"flow-{link.kind or 'several'}"
    way = element(
        "path",
        d=_round_corners(placed.corners),
        fill="none",
        stroke=style.colour,
        stroke_width=number(style.width),
        class_=f"line {kind}",
        **dash,
    )
    x, y = placed.corners[0]
    fill = PAPER if link.proposed else style.colour
    tail = element(
        "circle", cx=number(x), cy=number(y), r=number(TAIL_RADIUS), fill=fill, stroke=style.colour,
        class_=f"{kind} {'hollow' if link.proposed else 'solid'}",
    )  # fmt: skip
    return way + tail + _draw_head(style, placed.corners[-1], kind)


def _draw_head(style: FlowStyle, tip: Point, kind: str) -> str:
    points = " ".join(f"{number(tip[0] + x)},{number(tip[1] + y)}" for x, y in HEADS[style.head])
    shape = {"hollow": "hollow", "open": "open"}.get(style.head, "solid")
    fill = {"hollow": PAPER, "open": "none"}.get(style.head, style.colour)
    return element(
        "polyline" if style.head == "open" else "polygon", points=points, fill=fill, stroke=style.colour,
        stroke_width=number(style.head_stroke), stroke_linejoin="round", class_=f"{kind} {shape}",
    )  # fmt: skip


def _round_corners(corners: tuple[Point, ...]) -> str:
    """Return the path data of a line from left to right with round corners, which ends where the arrow head begins."""
    (x, y), (last_x, last_y) = corners[0], corners[-1]
    end = last_x - HEAD_ROOM
    if len(corners) == 2:
        return f"M{number(x)} {number(y)}H{number(end)}"
    lane = corners[1][0]
    radius = min(CORNER, abs(last_y - y) / 2)
    down = radius if last_y > y else -radius
    return (
        f"M{number(x)} {number(y)}H{number(lane - radius)}Q{number(lane)} {number(y)} {number(lane)} {number(y + down)}"
        f"V{number(last_y - down)}Q{number(lane)} {number(last_y)} {number(lane + radius)} {number(last_y)}H{number(end)}"
    )


def _radius_of(card: NeighbourCard) -> float:
    return 11.0 if card.shape == "forum" else 4.0


def _round_top(rect: Rect, radius: float) -> str:
    """Return the path data of a rectangle whose upper corners are round."""
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return (
        f"M{number(x)} {number(bottom)}V{number(y + radius)}Q{number(x)} {number(y)} {number(x + radius)} {number(y)}"
        f"H{number(right - radius)}Q{number(right)} {number(y)} {number(right)} {number(y + radius)}V{number(bottom)}Z"
    )
