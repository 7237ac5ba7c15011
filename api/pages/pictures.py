"""Pictures that leave their page: written as files, with the colours of light pages, those of charts, and the font."""

import re
from functools import cache
from pathlib import Path

from viz.style.static_files import read_static
from viz.style.typeface import embed_fonts

LIGHT_COLOURS = re.compile(r":root \{[^}]*\}")


@cache
def read_picture_style() -> str:
    """Return the style rules of a picture."""
    found = LIGHT_COLOURS.search(read_static("pages.css"))
    return embed_fonts() + (found.group() if found else "") + read_static("charts.css")


def write_svg(path: Path, svg: str) -> None:
    """Write a drawing as a file."""
    path.write_text(svg, encoding="utf-8")
