"""The styles and scripts of pages as text; pictures take their colours from them."""

from functools import cache
from pathlib import Path

STATIC_FOLDER = Path(__file__).parent.parent / "static"


@cache
def read_static(*names: str) -> str:
    """Return the text of static files, one after another."""
    return "\n".join((STATIC_FOLDER / name).read_text(encoding="utf-8") for name in names)
