"""Flows in SVG: the line with its beginning, the arrow head, the number of flows, and the sign of flows within a stack."""

from viz.draw.markup import draw_caption, element, format_dash, number
from viz.style.badges import rect_of_number
from viz.style.geometry import Caption, FlowLine, FlowPath, Point, Rect
from viz.style.palette import (
    BADGE,
    HEADS,
    INK,
    LOOP_DROP,
    LOOP_HEAD,
    LOOP_INSET,
    LOOP_RADIUS,
    LOOP_ROOM,
    LOOP_START,
    LOOP_STROKE,
    NUMBER_DROP,
    NUMBER_SIZE,
    PAPER,
    SIGN_SIZE,
    TAIL_RADIUS,
    TAIL_STROKE,
    style_of,
    width_of,
)


def draw_stroke(line: FlowLine, path: FlowPath) -> str:
    """Return the path and its beginning: a dot if all flows exist, a ring if none does, half a dot if some do."""
    style = style_of(line.kind)
    dash = {"stroke_dasharray": format_dash(style.dash)} if style.dash else {}
    way = element(
        "path",
        d=path.d,
        fill="none",
        stroke=style.colour,
        stroke_width=number(width_of(style, line.count)),
        class_="line",
        **dash,
    )
    x, y = path.tail
    fill = PAPER if line.proposed else style.colour
    radius = number(TAIL_RADIUS)
    ring = element(
        "circle",
        cx=number(x),
        cy=number(y),
        r=radius,
        fill=fill,
        stroke=style.colour,
        stroke_width=number(TAIL_STROKE),
        class_="hollow" if line.proposed else "solid",
    )
    if not 0 < line.proposed < line.count:
        return way + ring
    half = f"M{number(x)} {number(y - TAIL_RADIUS)}A{radius} {radius} 0 0 0 {number(x)} {number(y + TAIL_RADIUS)}Z"
    return way + ring + element("path", d=half, fill=style.colour, class_="solid")


def draw_arrow(line: FlowLine, path: FlowPath) -> str:
    """Return the arrow head at the tip of a path."""
    style = style_of(line.kind)
    points = " ".join(f"{number(x)},{number(y)}" for x, y in HEADS[style.head])
    fill = {"hollow": PAPER, "open": "none"}.get(style.head, style.colour)
    return element(
        "polyline" if style.head == "open" else "polygon",
        points=points,
        fill=fill,
        stroke=style.colour,
        stroke_width=number(style.head_stroke),
        stroke_linejoin="round",
        transform=f"translate({number(path.tip[0])} {number(path.tip[1])}) rotate({path.angle})",
        class_={"hollow": "hollow", "open": "open"}.get(style.head, "solid"),
    )


def draw_count(line: FlowLine, middle: Point) -> str:
    """Return the number of a line's flows, on the line."""
    rect, style = rect_of_number(middle, line.count), style_of(line.kind)
    caption = Caption((str(line.count),), middle[0], (round(middle[1] + NUMBER_DROP, 1),), NUMBER_SIZE, "semibold", "middle")
    return _draw_pill(rect, style.colour, "hollow") + draw_caption(caption, INK)


def draw_loop(rect: Rect, flows: int) -> str:
    """Return a pill with a loop and the number of flows between members of a stack."""
    x, y = rect.x + LOOP_INSET, rect.middle[1]
    middle = rect.x + (LOOP_ROOM + rect.width) / 2
    caption = Caption((str(flows),), middle, (round(y + LOOP_DROP, 1),), SIGN_SIZE, "semibold", "middle")
    radius, (first, second, third) = number(LOOP_RADIUS), LOOP_HEAD
    way = f"M{number(x + LOOP_START)} {number(y - LOOP_START)}A{radius} {radius} 0 1 0 {number(x + LOOP_RADIUS)} {number(y)}"
    head = f"M{number(x + first[0])} {number(y + first[1])}V{number(y + second[1])}H{number(x + third[0])}Z"
    drawn = element("path", d=way, fill="none", stroke=BADGE, stroke_width=number(LOOP_STROKE), class_="ink-line")
    drawn += element("path", d=head, fill=BADGE, class_="ink")
    return _draw_pill(rect, BADGE, "ink-ring") + drawn + draw_caption(caption, BADGE)


def _draw_pill(rect: Rect, stroke: str, look: str) -> str:
    place = {name: number(getattr(rect, name)) for name in ("x", "y", "width", "height")}
    return element("rect", **place, rx=number(rect.height / 2), fill=PAPER, stroke=stroke, class_=look)
