"""SVG elements as text, with everything escaped."""

import re
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape, quoteattr

from viz.style.geometry import Caption, Rect, Weight
from viz.style.palette import FONT_WEIGHTS

ILLEGAL_IN_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
AddressOf = Callable[[str], str]
"""Gives the address that the box of a party leads to."""
LONGEST_TEXT = 1_000
"""Characters; the rest of a longer text is not shown."""


def element(name: str, content: str = "", /, **attributes: str) -> str:
    """Return an element. `content` is markup; attributes are escaped, and an underscore in a name stands for a hyphen.

    One at the end of a name is left out: `class_`.
    """
    named = ((key.rstrip("_").replace("_", "-"), _replace_illegal(value)) for key, value in attributes.items())
    given = "".join(f" {key}={quoteattr(value)}" for key, value in named)
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def escape_text(value: str) -> str:
    """Return text as the content of an element."""
    return escape(_replace_illegal(value[:LONGEST_TEXT]), {'"': "&quot;"})


def number(value: float) -> str:
    """Return a number as text, rounded to a tenth and as short as possible."""
    return f"{value:.1f}".removesuffix(".0")


def format_dash(dash: Iterable[float]) -> str:
    """Return the value of a stroke-dasharray."""
    return " ".join(map(number, dash))


def draw_rect(rect: Rect, **attributes: str) -> str:
    """Return a rectangle."""
    return element("rect", x=number(rect.x), y=number(rect.y), width=number(rect.width), height=number(rect.height), **attributes)


def draw_words(words: str, x: float, y: float, size: float, weight: Weight = "regular", **attributes: str) -> str:
    """Return a line of text from (x, y) on, or around it with `text_anchor="middle"`."""
    bold = {"font_weight": str(FONT_WEIGHTS[weight])} if weight == "semibold" else {}
    return element("text", escape_text(words), x=number(x), y=number(y), font_size=number(size), **bold, **attributes)


def draw_caption(caption: Caption, fill: str, **attributes: str) -> str:
    """Return a caption as a text element with a span for each line."""
    weight = {"font_weight": str(FONT_WEIGHTS[caption.weight])} if caption.weight == "semibold" else {}
    anchor = {"text_anchor": "middle"} if caption.anchor == "middle" else {}
    lines = zip(caption.lines, caption.baselines, strict=True)
    spans = "".join(element("tspan", escape_text(line), x=number(caption.x), y=number(y)) for line, y in lines)
    return element("text", spans, font_size=number(caption.size), fill=fill, **weight, **anchor, **attributes)


def _replace_illegal(value: str) -> str:
    """Replace characters that XML forbids (controls, surrogates) by spaces."""
    return ILLEGAL_IN_XML.sub(" ", value)
