"""How wide text is in the shipped font; what has no glyph there counts generously, for the reader's own font draws it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fontTools.ttLib import TTFont

from viz.style.geometry import Weight

FONT_FILES: Mapping[Weight, Path] = MappingProxyType(
    {
        "regular": Path(__file__).parent.parent / "fonts" / "LandskapSans-Regular.ttf",
        "semibold": Path(__file__).parent.parent / "fonts" / "LandskapSans-SemiBold.ttf",
    }
)
WIDEST_GLYPH = 1.4
"""Em; an emoji of the common fonts is not wider."""


@cache
def read_advances(weight: Weight) -> Mapping[str, float]:
    """Character → width in em."""
    with TTFont(FONT_FILES[weight], lazy=True) as font:
        em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def measure_text(text: str, size: float, weight: Weight = "regular") -> float:
    """Width of `text` in px at `size` px, kerning left out."""
    known = read_advances(weight)
    return size * sum(known.get(character, WIDEST_GLYPH) for character in text)
