"""What is said in a name, as it is kept: on one line, with single spaces, of letters that can be seen.

Only what people and files say is looked at. What a landscape holds since before stays as it is.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from model.errors import Problem
from model.language import Text
from model.nearness import did_you_mean
from model.record import Record
from model.rules import CellRule

UNSEEN = frozenset({"Cc", "Cf"})
"""Unicode's categories of characters that are not seen, such as a space of no width or a soft hyphen."""


def on_one_line(type_: type[Record], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields' values; in names white space of every kind (tabs, line breaks, no-break spaces) is one space.

    Where all names are plain it is `values` itself.
    """
    odd = _odd_names(type_, values)
    return {**values, **{field: _spaced(values[field]) for field in odd}} if odd else values


def unseen_in(type_: type[Record], id_: str, values: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for every name of the record `id_` with characters that cannot be seen."""
    for field in _odd_names(type_, values):
        for name in filter(_has_unseen, _texts(values[field])):
            codes = dict.fromkeys(f"U+{ord(letter):04X}" for letter in name if _has_unseen(letter))
            text, hint = Text("has characters that cannot be seen: {codes}", codes=", ".join(codes)), did_you_mean(_seen(name))
            yield Problem(CellRule.UNSEEN, text, hint, type_.label, id_, field, name)


def _odd_names(type_: type[Record], values: Mapping[str, Any]) -> list[str]:
    """The names with more in them than letters and single spaces: hardly any, so nothing else is looked at closely."""
    return [field for field in _names(type_) if field in values and not all(map(_is_plain, _texts(values[field])))]


@cache
def _names(type_: type[Record]) -> tuple[str, ...]:
    return tuple(column.name for column in type_.columns().values() if column.one_line)


def _is_plain(text: str) -> bool:
    return text.isprintable() and "  " not in text


def _texts(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else ()


def _spaced(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(map(_spaced, value))
    return " ".join(value.split()) if isinstance(value, str) else value


def _has_unseen(text: str) -> bool:
    return any(unicodedata.category(letter) in UNSEEN for letter in text)


def _seen(name: str) -> list[str]:
    """The name without those characters, if anything is left."""
    return [seen] if (seen := "".join(letter for letter in name if not _has_unseen(letter)).strip()) else []
