"""What all charts have in common: places in shares of the width, the drawing with its title, and the picture made of drawings."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from viz.draw.markup import element, escape_text, number

LEAST_WIDTH = 288.0
"""Px: the narrowest place of a chart, on a screen of 320 px. What would collide there is drawn on wider screens only."""
ROOMY_WIDTH = 560.0
"""Px: the narrowest place at which what is `roomy` is drawn."""
LABEL_SIZE = 12.0
HATCHES = (("late", -45), ("paused", 45), ("network", -45))


def share(value: float) -> str:
    """Return a share of the width as a length, such as 12.5%."""
    return f"{100 * value:.2f}".rstrip("0").rstrip(".") + "%"


def shape(name: str, classes: str, content: str = "", /, **attributes: str) -> str:
    """Return an element of some classes, which the style of charts colours."""
    return element(name, content, **{"class": classes}, **attributes)


def put(content: str, across: float, down: float) -> str:
    """Return markup that is drawn around its own origin, at a share of the width and px from the top."""
    return element("svg", content, x=share(across), y=number(down), overflow="visible")


def draw_label(text: str, across: float, down: float, anchor: str = "start", shift: float = 0, classes: str = "label") -> str:
    """Return a line of text at a share of the width and `shift` px beside it, its baseline px from the top."""
    moved = {"dx": number(shift)} if shift else {}
    anchored = {"text_anchor": anchor} if anchor != "start" else {}
    return shape("text", classes, escape_text(text), x=share(across), y=number(down), **anchored, **moved)


def draw_span(classes: str, start: float, end: float, top: float, height: float, radius: float = 0) -> str:
    """Return a rectangle between two shares of the width."""
    rounded = {"rx": number(radius)} if radius else {}
    wide = max(0.0, end - start)
    return shape("rect", classes, x=share(start), width=share(wide), y=number(top), height=number(height), **rounded)


def draw_upright(classes: str, across: float, top: float, bottom: float) -> str:
    """Return a vertical line at a share of the width."""
    return shape("line", classes, x1=share(across), x2=share(across), y1=number(top), y2=number(bottom))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of some height: its content, what it is, and what it shows in a sentence."""

    height: float
    content: str
    title: str
    description: str = ""

    def as_image(self, name: str) -> Markup:
        """Return it as an element of a page. `name` is an id that the page has once."""
        told, labels = element("title", escape_text(self.title), id=f"{name}-title"), f"{name}-title"
        if self.description:
            told += element("desc", escape_text(self.description), id=f"{name}-desc")
            labels += f" {name}-desc"
        sized = {"width": "100%", "height": number(self.height), "role": "img", "aria_labelledby": labels}
        return Markup(shape("svg", "chart", told + self.content, **sized))  # noqa: S704  # escaped by viz/draw/markup.py


@dataclass(frozen=True, slots=True)
class Piece:
    """A drawing in a picture: px from the left and the top, and how wide."""

    drawing: Drawing
    left: float
    top: float
    width: float


def draw_picture(drawing: Drawing, width: float, pieces: Sequence[Piece] = (), style: str = "") -> str:
    """Return an SVG document of a drawing and the pieces put on it, with the style that they need."""
    told = element("title", escape_text(drawing.title), id="title")
    told += element("desc", escape_text(drawing.description or drawing.title), id="desc")
    ground = shape("rect", "ground", width="100%", height="100%")
    styled = element("style", style) if style else ""
    content = (told, styled, draw_hatches(), ground, drawing.content, *map(_draw_piece, pieces))
    sized = {"width": number(width), "height": number(drawing.height), "viewBox": f"0 0 {number(width)} {number(drawing.height)}"}
    named = {"role": "img", "aria_labelledby": "title desc", "xmlns": "http://www.w3.org/2000/svg"}
    return shape("svg", "chart", "".join(content), **sized, **named)


def _draw_piece(piece: Piece) -> str:
    box = {"x": piece.left, "y": piece.top, "width": piece.width, "height": piece.drawing.height}
    return element("svg", piece.drawing.content, overflow="visible", **{name: number(value) for name, value in box.items()})


def draw_hatches() -> Markup:
    """Return the hatches that the style of charts fills with: of what is late, and of what is paused. A page has them once."""
    found = []
    for name, turn in HATCHES:
        ground = shape("rect", f"hatch-{name}", width="6", height="6")
        line = shape("path", f"hatch-{name}-line", d="M0 0V6")
        turned = {"patternUnits": "userSpaceOnUse", "patternTransform": f"rotate({turn})"}
        found.append(element("pattern", ground + line, id=f"{name}-hatch", width="6", height="6", **turned))
    return Markup(element("defs", "".join(found)))  # noqa: S704  # our own words
