"""The style that a picture carries when it leaves its page: the colours of light pages, those of charts, and the font."""

import re
from functools import cache

from viz.style.typeface import embed_fonts
from viz.web.templating import read_static

LIGHT_COLOURS = re.compile(r":root \{[^}]*\}")


@cache
def read_picture_style() -> str:
    """Return the style rules of a picture."""
    found = LIGHT_COLOURS.search(read_static("pages.css"))
    return embed_fonts() + (found.group() if found else "") + read_static("charts.css")
