"""How a flow is drawn in SVG: its stroke, the ring or dot where it begins, its arrow head; the loop of those within a stack."""

from viz.draw.markup import draw_caption, element, number
from viz.layout.numbers import rect_of_number
from viz.style.badges import LOOP
from viz.style.geometry import Caption, FlowLine, FlowPath, Point, Rect
from viz.style.palette import BADGE, HEADS, INK, PAPER, TAIL_RADIUS, style_of, width_of


def draw_stroke(line: FlowLine, path: FlowPath) -> str:
    """The path and its beginning: a dot where all flows exist, a ring where none does, half a dot where some do."""
    style = style_of(line.kind)
    dash = {"stroke_dasharray": " ".join(map(number, style.dash))} if style.dash else {}
    way = element(
        "path", d=path.d, fill="none", stroke=style.colour, stroke_width=number(width_of(style, len(line.flows))), **dash
    )
    x, y = path.tail
    fill = PAPER if line.proposed else style.colour
    radius = number(TAIL_RADIUS)
    ring = element("circle", cx=number(x), cy=number(y), r=radius, fill=fill, stroke=style.colour, stroke_width="1")
    if not 0 < line.proposed < len(line.flows):
        return way + ring
    half = f"M{number(x)} {number(y - TAIL_RADIUS)}A{radius} {radius} 0 0 0 {number(x)} {number(y + TAIL_RADIUS)}Z"
    return way + ring + element("path", d=half, fill=style.colour)


def draw_arrow(line: FlowLine, path: FlowPath) -> str:
    """The head at the path's tip."""
    style = style_of(line.kind)
    points = " ".join(f"{number(x)},{number(y)}" for x, y in HEADS[style.head])
    fill = {"hollow": PAPER, "open": "none"}.get(style.head, style.colour)
    return element(
        "polyline" if style.head == "open" else "polygon",
        points=points,
        fill=fill,
        stroke=style.colour,
        stroke_width=number(max(1.2, style.width - 0.6)),
        stroke_linejoin="round",
        transform=f"translate({number(path.tip[0])} {number(path.tip[1])}) rotate({path.angle})",
    )


def draw_count(line: FlowLine, middle: Point) -> str:
    """The number of a line's flows, on the line."""
    rect, style = rect_of_number(middle, len(line.flows)), style_of(line.kind)
    caption = Caption((str(len(line.flows)),), middle[0], (round(middle[1] + 3.2, 1),), 9, "semibold", "middle")
    return _draw_pill(rect, style.colour) + draw_caption(caption, INK)


def draw_loop(rect: Rect, flows: int) -> str:
    """A pill with a loop and how many flows go from one member of a stack to another."""
    x, y = rect.x + 8, rect.middle[1]
    caption = Caption((str(flows),), rect.x + (LOOP + rect.width) / 2, (round(y + 3.9, 1),), 11, "semibold", "middle")
    way = f"M{number(x + 2.6)} {number(y - 2.6)}A3.7 3.7 0 1 0 {number(x + 3.7)} {number(y)}"
    head = f"M{number(x + 3.9)} {number(y - 4.6)}V{number(y - 1.4)}H{number(x + 0.7)}Z"
    drawn = element("path", d=way, fill="none", stroke=BADGE, stroke_width="1.3") + element("path", d=head, fill=BADGE)
    return _draw_pill(rect, BADGE) + drawn + draw_caption(caption, BADGE)


def _draw_pill(rect: Rect, stroke: str) -> str:
    place = {name: number(getattr(rect, name)) for name in ("x", "y", "width", "height")}
    return element("rect", **place, rx=number(rect.height / 2), fill=PAPER, stroke=stroke)
