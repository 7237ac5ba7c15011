"""The shipped font as it is embedded in pages and pictures."""

from base64 import b64encode
from functools import cache

from viz.style.palette import FONT, FONT_WEIGHTS
from viz.style.text_width import FONT_FILES


@cache
def embed_fonts() -> str:
    """The style rules that carry both weights in themselves."""
    return "".join(
        _write_font_face(number, FONT_FILES[weight].with_suffix(".woff2").read_bytes()) for weight, number in FONT_WEIGHTS.items()
    )


def _write_font_face(weight: int, font: bytes) -> str:
    address = f"data:font/woff2;base64,{b64encode(font).decode()}"
    return f"@font-face{{font-family:'{FONT}';font-weight:{weight};src:url({address}) format('woff2')}}"
