"""The templates of pages: everything is escaped, and messages come from the catalogue of the page's language."""

import hashlib
import json
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from model.language import Language, Text

VIZ_FOLDER = Path(__file__).parent.parent
STATIC_FOLDER = VIZ_FOLDER / "static"


@cache
def build_environment(language: Language) -> Environment:
    """The templates in one language; `_` translates a message, with its values as keywords."""
    made = Environment(loader=FileSystemLoader(VIZ_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined)
    made.globals["_"] = lambda message, **values: Text(message, **values).in_(language)
    made.globals["language"] = language
    return made


@cache
def read_static(*names: str) -> str:
    """The text of static files one after another."""
    return "\n".join((STATIC_FOLDER / name).read_text(encoding="utf-8") for name in names)


def inline_source(text: str) -> Markup:
    """A script or style of ours as it stands in a page; it must not hold what would end its element."""
    if any(end in text.casefold() for end in ("</script", "</style")):
        raise ValueError("a script or style of ours ends its own element")
    return Markup(text)  # noqa: S704  # our own files, checked above


def embed_json(value: Any) -> Markup:
    """`value` as JSON that can stand in a script element: no character in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704  # what could be markup was escaped just above


def hash_source(text: str) -> str:
    """What a content security policy calls an inline script or style by."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
