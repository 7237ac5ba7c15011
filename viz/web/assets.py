"""Files that pages request: our styles, scripts and fonts, each at an address that changes with its content."""

import hashlib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from viz.style.static_files import STATIC_FOLDER
from viz.style.typeface import FONT_FOLDER

ASSET_PATH = "/static/"
ASSET_TYPES: Mapping[str, str] = MappingProxyType(
    {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
)
"""The media types of the files, by their endings; others are not given out."""


@cache
def list_assets() -> Mapping[str, bytes]:
    """Return the files by name."""
    files = sorted([*STATIC_FOLDER.iterdir(), *FONT_FOLDER.glob("*.woff2")])
    return MappingProxyType({file.name: file.read_bytes() for file in files if file.suffix in ASSET_TYPES})


@cache
def address_of_asset(name: str) -> str:
    """Return the address of a file, with a part of its hash. Raises KeyError."""
    return f"{ASSET_PATH}{name}?v={hashlib.sha256(list_assets()[name]).hexdigest()[:12]}"
