"""How a flow is drawn in SVG: its stroke, the ring or dot where it begins, its arrow head."""

from model.record import Standing
from viz.geometry import FlowPath, Line
from viz.markup import element, number
from viz.palette import FLOWS, HEADS, PAPER, TAIL_RADIUS


def stroke(line: Line, path: FlowPath) -> str:
    """The path and its beginning."""
    style = FLOWS[line.kind]
    dash = {"stroke_dasharray": " ".join(map(number, style.dash))} if style.dash else {}
    way = element("path", d=path.d, fill="none", stroke=style.colour, stroke_width=number(style.width), **dash)
    x, y = path.tail
    fill = style.colour if line.standing == Standing.EXISTING else PAPER
    return way + element(
        "circle", cx=number(x), cy=number(y), r=number(TAIL_RADIUS), fill=fill, stroke=style.colour, stroke_width="1"
    )


def arrow(line: Line, path: FlowPath) -> str:
    """The head at the path's tip."""
    style = FLOWS[line.kind]
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
