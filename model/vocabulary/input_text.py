"""Normal form of input text: composed (NFC), without invisible characters, and names on one line.

Only new input is normalised. Older texts in a landscape stay as they are until they are entered again.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from model.errors import InputError, Problem
from model.language import Text
from model.rules import CellRule
from model.vocabulary.record import Record

INVISIBLE_CATEGORY = "Cf"
"""Unicode's category of invisible characters, such as a zero-width space, a soft hyphen or a byte order mark."""
JOINERS = frozenset("\u200c\u200d")
"""Invisible characters that are kept: some scripts and emoji need them."""
LINE_BREAKS = {"\x0b": "\n", "\x0c": "\n"}
"""Line and page breaks as Word writes them."""
ALLOWED_CONTROLS = frozenset("\t\n\r\x0b\x0c")
"""Control characters that count as white space."""
FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs"})


def normalize_values(type_: type[Record], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values in normal form; in names, any white space becomes one space.

    Returns `values` itself if nothing needs to change.
    """
    odd = [name for name, value in values.items() if not all(map(_is_plain, _texts_of(value)))]
    return {**values, **{name: _normalize_value(values[name], name in _name_fields_of(type_)) for name in odd}} if odd else values


def normalize_text(text: str) -> str:
    """Return the text composed and without invisible characters."""
    if _is_plain(text):
        return text
    return "".join(filter(_is_visible, unicodedata.normalize("NFC", text)))


def find_control_characters(type_: type[Record], values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each field whose text contains a control character such as NUL, or a noncharacter."""
    for name, value in values.items():
        yield from _find_control_characters(value, type_.label, str(values.get("id", "")), name)


def refuse_control_characters(text: str, option: str) -> None:
    """Raise InputError if the text of a command's option contains control characters or noncharacters."""
    if problems := [*_find_control_characters(text, field=option)]:
        raise InputError(Text("the text cannot be kept; nothing was written"), problems)


def _find_control_characters(value: Any, label: str = "", id_: str = "", field: str = "") -> Iterator[Problem]:
    if found := [letter for text in _texts_of(value) if not _is_plain(text) for letter in text if _is_noncharacter(letter)]:
        codes = ", ".join(dict.fromkeys(f"U+{ord(letter):04X}" for letter in found))
        text, hint = Text("contains {codes}, which a text cannot hold", codes=codes), Text("write the text again")
        yield Problem(CellRule.CONTROL_CHARACTER, text, hint, label, id_, field)


@cache
def _name_fields_of(type_: type[Record]) -> frozenset[str]:
    return frozenset(column.name for column in type_.columns().values() if column.one_line)


def _is_plain(text: str) -> bool:
    """Return whether the text is already normal, as almost all are: printable, composed, single spaces."""
    return text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text)


def _texts_of(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else ()


def _normalize_value(value: Any, one_line: bool) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_normalize_value(item, one_line) for item in value)
    if not isinstance(value, str):
        return value
    text = normalize_text(value)
    return " ".join(text.split()) if one_line else text.translate(LINE_BREAK_TABLE)


LINE_BREAK_TABLE = str.maketrans(LINE_BREAKS)


def _is_visible(letter: str) -> bool:
    return letter in JOINERS or unicodedata.category(letter) != INVISIBLE_CATEGORY


def _is_noncharacter(letter: str) -> bool:
    """Return whether it is a control character, half a surrogate pair, or a code point that Unicode reserves."""
    nothing = ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"
    return nothing or (letter not in ALLOWED_CONTROLS and unicodedata.category(letter) in FORBIDDEN_CATEGORIES)
