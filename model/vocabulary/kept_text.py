"""What is said in a text, as it is kept: composed (NFC), of letters that can be seen, and in a name on one line.

Only what people and files say is put so. What a landscape holds since before stays as it is until it is said again.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from model.errors import InputError, Problem
from model.language import Text
from model.rules import CellRule
from model.vocabulary.record import Record

UNSEEN = "Cf"
"""Unicode's category of characters that are not seen, such as a space of no width, a soft hyphen or a byte order mark."""
JOINERS = frozenset("\u200c\u200d")
"""Of these, what some scripts and pictures are written with."""
BREAKS = {"\x0b": "\n", "\x0c": "\n"}
"""What Word puts between lines and pages."""
ALLOWED = frozenset("\t\n\r\x0b\x0c")
"""Control characters that are white space in a text."""
NO_CHARACTERS = frozenset({"Cc", "Cs"})


def as_kept(type_: type[Record], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields' values as they are kept; in names white space of every kind is one space.

    Where all of them are plain it is `values` itself.
    """
    odd = [name for name, value in values.items() if not all(map(_is_plain, _texts(value)))]
    return {**values, **{name: _kept(values[name], name in _names(type_)) for name in odd}} if odd else values


def seen(text: str) -> str:
    """Return a text composed and without what cannot be seen."""
    if _is_plain(text):
        return text
    return "".join(filter(_is_seen, unicodedata.normalize("NFC", text)))


def control_characters(type_: type[Record], values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each field whose text holds what is no character of a text, such as NUL."""
    for name, value in values.items():
        yield from _control_characters(value, type_.label, str(values.get("id", "")), name)


def refuse_control_characters(text: str, option: str) -> None:
    """Raise InputError if what a command keeps, such as a reason or a note, holds what is no character of a text."""
    if problems := [*_control_characters(text, field=option)]:
        raise InputError(Text("the text cannot be kept; nothing was written"), problems)


def _control_characters(value: Any, label: str = "", id_: str = "", field: str = "") -> Iterator[Problem]:
    if found := [letter for text in _texts(value) if not _is_plain(text) for letter in text if _is_no_character(letter)]:
        codes = ", ".join(dict.fromkeys(f"U+{ord(letter):04X}" for letter in found))
        text, hint = Text("holds {codes}, which cannot be in a text", codes=codes), Text("write it anew")
        yield Problem(CellRule.CONTROL_CHARACTER, text, hint, label, id_, field)


@cache
def _names(type_: type[Record]) -> frozenset[str]:
    return frozenset(column.name for column in type_.columns().values() if column.one_line)


def _is_plain(text: str) -> bool:
    """Return whether there is nothing in it but composed letters and single spaces, as in almost all."""
    return text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text)


def _texts(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else ()


def _kept(value: Any, one_line: bool) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_kept(item, one_line) for item in value)
    if not isinstance(value, str):
        return value
    text = seen(value)
    return " ".join(text.split()) if one_line else text.translate(TO_BREAKS)


TO_BREAKS = str.maketrans(BREAKS)


def _is_seen(letter: str) -> bool:
    return letter in JOINERS or unicodedata.category(letter) != UNSEEN


def _is_no_character(letter: str) -> bool:
    """Return whether it is a control character, half a character, or a code that Unicode gives to none."""
    nothing = ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"
    return nothing or (letter not in ALLOWED and unicodedata.category(letter) in NO_CHARACTERS)
