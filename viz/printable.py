"""What the document's font can show. Whatever it lacks is written out as its code point, so that a document can always be made.

PDF/A and PDF/UA refuse a character without a glyph, and some that are never text. Emoji, Word's bullets and scripts that the font
lacks are written out as `[U+2705]`; marks that show nothing by themselves are left out.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from model.contents import Contents
from model.record import Record
from viz.text_width import FONTS, advances

WHITE_SPACE = frozenset("\n\t ")
NEVER_TEXT = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Unicode's categories of control, format, private, surrogate and unassigned characters."""
VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Unprintable:
    """The characters of a record's field that the document writes out as code points."""

    record: Record
    field: str
    characters: str


def write_out(text: str) -> str:
    """Return `text` with each character that the font lacks written as its code point, and without invisible ones."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(character if character in _glyphs() else _code_point(character) for character in composed)


def unprintable(records: Iterable[Record]) -> Iterator[Unprintable]:
    """Yield the fields of `records` in which the document writes out characters, with those characters."""
    for record in records:
        for field, value in record:
            if characters := lacking(value):
                yield Unprintable(record, field, characters)


def lacking(value: Any) -> str:
    """Return the characters of a text, or of a list of texts, that the document writes out, each once and in order."""
    texts = value if isinstance(value, tuple) else (value,)
    composed = (unicodedata.normalize("NFC", text) for text in texts if isinstance(text, str) and not text.isascii())
    return "".join(sorted({character for text in composed for character in text if _code_point(character)} - _glyphs()))


def printable(contents: Contents) -> Contents:
    """Return `contents` with the texts of its records as the document shows them."""
    changes: dict[tuple[str, str], dict[str, Any]] = {}
    for found in unprintable(contents):
        value = getattr(found.record, found.field)
        shown = tuple(map(write_out, value)) if isinstance(value, tuple) else write_out(value)
        changes.setdefault(found.record.key, {})[found.field] = shown
    return contents.with_(contents.find(*key).model_copy(update=fields) for key, fields in changes.items())  # type: ignore[union-attr]  # found in it


@cache
def _glyphs() -> frozenset[str]:
    """The characters that every weight of the font shows, and white space."""
    shown = frozenset.intersection(*(frozenset(advances(weight)) for weight in FONTS))
    return frozenset(character for character in shown if unicodedata.category(character) not in NEVER_TEXT) | WHITE_SPACE


def _code_point(character: str) -> str:
    """`[U+2705]`; nothing for a character that shows nothing by itself."""
    if unicodedata.category(character) == "Cf" or ord(character) in VARIATION_SELECTORS:
        return ""
    return f"[U+{ord(character):04X}]"
