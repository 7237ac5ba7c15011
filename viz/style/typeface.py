"""The shipped font: its files, how wide text is in it, and how a page or picture carries it."""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fontTools.ttLib import TTFont

from viz.style.geometry import Weight
from viz.style.palette import FONT, FONT_WEIGHTS

FONT_FOLDER = Path(__file__).parent.parent / "fonts"
FONT_FILES: Mapping[Weight, Path] = MappingProxyType(
    {"regular": FONT_FOLDER / "LandskapSans-Regular.ttf", "semibold": FONT_FOLDER / "LandskapSans-SemiBold.ttf"}
)
WIDEST_GLYPH = 1.4
"""Em; no emoji of the common fonts is wider."""


@cache
def read_advances(weight: Weight) -> Mapping[str, float]:
    """Return the width in em of every character that the font has."""
    with TTFont(FONT_FILES[weight], lazy=True) as font:
        em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def measure_text(text: str, size: float, weight: Weight = "regular") -> float:
    """Return the width of `text` in px at `size` px, without kerning.

    A character that the font lacks counts as WIDEST_GLYPH, since the reader's own font draws it.
    """
    known = read_advances(weight)
    return size * sum(known.get(character, WIDEST_GLYPH) for character in text)


@cache
def embed_fonts() -> str:
    """Return the style rules that embed both weights of the font as data."""
    rules = []
    for weight, number in FONT_WEIGHTS.items():
        font = b64encode(FONT_FILES[weight].with_suffix(".woff2").read_bytes()).decode()
        address = f"data:font/woff2;base64,{font}"
        rules.append(f"@font-face{{font-family:'{FONT}';font-weight:{number};src:url({address}) format('woff2')}}")
    return "".join(rules)
