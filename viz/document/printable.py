"""Replacement of characters that the document's font lacks, so that a document can always be made.

PDF/A and PDF/UA refuse a character without a glyph, and characters that are never text. Characters pasted from Word and PDFs
get an equivalent: a non-breaking hyphen becomes `-`, the ligature ﬁ `fi`, Word's bullet `•`. Emoji and scripts that the font
lacks become their code points, as `[U+2705]`. Marks that show nothing by themselves are left out. An accent that Unicode cannot
compose with its letter (`q` + U+0301) becomes its code point too, though the font has it: in a picture the typesetter sets such a
mark only if the rest of the document happens to hold it as a character.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from model.language import JoinedText, Localizable
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from viz.style.typeface import FONT_FILES, read_advances

WHITE_SPACE = frozenset("\n\t ")
NEVER_TEXT = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Unicode's categories of control, format, private, surrogate and unassigned characters."""
MARKS = frozenset({"Mn", "Mc", "Me"})
"""Unicode's categories of marks that combine with the character before them."""
VARIATION_SELECTORS = range(0xFE00, 0xFE10)
REPLACEMENTS: Mapping[str, str] = MappingProxyType(
    {"‐": "-", "‒": "–", "―": "—", "≥": ">=", "≤": "<=", "≠": "=/=", "←": "<-", "→": "->", "↔": "<->", "⇒": "=>"}
    | dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc●○◦■□▪▫‣⁃∙", "•")
)
"""Equivalents of characters that the font lacks and Unicode has no other form of. The private characters are bullets of Word."""
OTHER_MEANING_FORMS = ("<super>", "<sub>", "<fraction>", "<circle>")
"""Compatibility forms with another meaning: 10⁵ is not 105."""


@dataclass(frozen=True, slots=True)
class Unprintable:
    """The characters of a record's field that the document shows as code points, or the words that are not typeset."""

    record: Record
    field: str
    characters: str

    @property
    def where(self) -> Localizable:
        """Return the record's id and the field's heading."""
        return JoinedText([self.record.id, self.record.columns()[self.field].about.heading])


def write_out(text: str) -> str:
    """Return `text` without invisible characters, and with equivalents or code points for those that the font lacks."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    forms = ((character, _form_of(character)) for character in composed)
    return "".join(f"[U+{ord(character):04X}]" if form is None else form for character, form in forms)


def find_unprintable(records: Iterable[Record]) -> Iterator[Unprintable]:
    """Yield the fields of `records` in which the document shows characters as code points."""
    for record in records:
        for field, value in record:
            if characters := find_lacking(value):
                yield Unprintable(record, field, characters)


def find_lacking(value: Any) -> str:
    """Return the characters of a text or a tuple of texts that become code points, each once, sorted."""
    composed = (unicodedata.normalize("NFC", text) for text in list_texts(value) if not text.isascii())
    return "".join(sorted({character for text in composed for character in text if _form_of(character) is None}))


def list_texts(value: Any) -> list[str]:
    """Return the texts of a field's value: one, those of a list, or none."""
    return [text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str)]


def make_printable(contents: Contents) -> Contents:
    """Return `contents` with all texts in characters that the font has."""
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
    """Return the characters that every weight of the font shows by themselves, and white space."""
    shown = frozenset.intersection(*(frozenset(read_advances(weight)) for weight in FONT_FILES))
    return frozenset(character for character in shown if unicodedata.category(character) not in NEVER_TEXT | MARKS) | WHITE_SPACE


@cache
def _form_of(character: str) -> str | None:
    """Return the characters that show a character in the font, none for an invisible one, or None if the font cannot show it."""
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
