"""What is said in a name, as it is kept: on one line, with single spaces, of letters that can be seen.

Only what people and files say is put so. What a landscape holds since before stays as it is until it is said again.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from model.record import Record

UNSEEN = frozenset({"Cc", "Cf"})
"""Unicode's categories of characters that are not seen, such as a space of no width or a soft hyphen."""
JOINERS = frozenset("\u200c\u200d")
"""Of these, what some scripts are written with."""


def on_one_line(type_: type[Record], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields' values; in names white space of every kind is one space, and what cannot be seen is left out.

    Where all names are plain it is `values` itself.
    """
    odd = [field for field in _names(type_) if field in values and not all(map(_is_plain, _texts(values[field])))]
    return {**values, **{field: _plain(values[field]) for field in odd}} if odd else values


@cache
def _names(type_: type[Record]) -> tuple[str, ...]:
    return tuple(column.name for column in type_.columns().values() if column.one_line)


def _is_plain(text: str) -> bool:
    """Whether there is nothing in it but letters and single spaces, as in almost all."""
    return text.isprintable() and "  " not in text


def _texts(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else ()


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(map(_plain, value))
    return "".join(filter(_is_seen, " ".join(value.split()))) if isinstance(value, str) else value


def _is_seen(letter: str) -> bool:
    return letter in JOINERS or unicodedata.category(letter) not in UNSEEN
