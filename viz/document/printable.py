"""What the document's font can show. Whatever it lacks is written in other characters, so that a document can always be made.

PDF/A and PDF/UA refuse a character without a glyph, and some that are never text. What Word and PDFs paste is shown by what means
the same: a hyphen that does not break by `-`, the ligature ﬁ by `fi`, Word's bullet by `•`. Emoji and scripts that the font lacks
are written out as `[U+2705]`; marks that show nothing by themselves are left out.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from viz.style.text_width import FONT_FILES, read_advances

WHITE_SPACE = frozenset("\n\t ")
NEVER_TEXT = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Unicode's categories of control, format, private, surrogate and unassigned characters."""
VARIATION_SELECTORS = range(0xFE00, 0xFE10)
REPLACEMENTS: Mapping[str, str] = MappingProxyType(
    {"‐": "-", "‒": "–", "―": "—", "≥": ">=", "≤": "<=", "≠": "=/=", "←": "<-", "→": "->", "↔": "<->", "⇒": "=>"}
    | dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc●○◦■□▪▫‣⁃∙", "•")
)
"""How what the font lacks, and Unicode knows no other form of, is shown. The private characters are bullets of Word."""
OTHER_MEANING_FORMS = ("<super>", "<sub>", "<fraction>", "<circle>")
"""Compatibility forms that would say something else: 10⁵ is not 105."""


@dataclass(frozen=True, slots=True)
class Unprintable:
    """The characters of a record's field that the document writes out as code points."""

    record: Record
    field: str
    characters: str


def write_out(text: str) -> str:
    """Return `text` with each character that the font lacks written in others, or as its code point; without invisible ones."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(_format_code_point(character) if (form := _form_of(character)) is None else form for character in composed)


def find_unprintable(records: Iterable[Record]) -> Iterator[Unprintable]:
    """Yield the fields of `records` in which the document writes out characters as code points, with those characters."""
    for record in records:
        for field, value in record:
            if characters := find_lacking(value):
                yield Unprintable(record, field, characters)


def find_lacking(value: Any) -> str:
    """Return the characters of a text, or of a list of texts, that become code points, each once and in order."""
    texts = value if isinstance(value, tuple) else (value,)
    composed = (unicodedata.normalize("NFC", text) for text in texts if isinstance(text, str) and not text.isascii())
    return "".join(sorted({character for text in composed for character in text if _form_of(character) is None}))


def make_printable(contents: Contents) -> Contents:
    """Return `contents` with the texts of its records as the document shows them."""
    changes = (
        (record, {field: shown for field, value in record if (shown := _write_out_value(value)) != value}) for record in contents
    )
    return contents.with_(record.model_copy(update=fields) for record, fields in changes if fields)


def _write_out_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_write_out_value, value))
    return write_out(value) if isinstance(value, str) else value


@cache
def _read_glyphs() -> frozenset[str]:
    """The characters that every weight of the font shows, and white space."""
    shown = frozenset.intersection(*(frozenset(read_advances(weight)) for weight in FONT_FILES))
    return frozenset(character for character in shown if unicodedata.category(character) not in NEVER_TEXT) | WHITE_SPACE


@cache
def _form_of(character: str) -> str | None:
    """Return how the font shows a character: itself, by others, or by nothing where it shows nothing; None if it cannot."""
    if character in _read_glyphs():
        return character
    if unicodedata.category(character) == "Cf" or ord(character) in VARIATION_SELECTORS:
        return ""
    if character in REPLACEMENTS:
        return REPLACEMENTS[character]
    if unicodedata.decomposition(character).startswith(OTHER_MEANING_FORMS):
        return None
    compatible = "".join(REPLACEMENTS.get(one, one) for one in unicodedata.normalize("NFKC", character))
    return compatible if _read_glyphs().issuperset(compatible) else None


def _format_code_point(character: str) -> str:
    """`[U+2705]`."""
    return f"[U+{ord(character):04X}]"
