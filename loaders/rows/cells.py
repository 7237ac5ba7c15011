r"""What a person writes in a cell, or after `landskap set`: lists with `|`, ja or nej, an enumeration's code or word.

In a list `\|` is a `|` within an item, and `\\` a `\`.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from model.language import Language, Term
from model.vocabulary.period import format_period
from model.vocabulary.record import Choice, Column, Record

LIST_SEPARATOR = "|"
LIST_ITEM = re.compile(r"(?:\\[\\|]|[^|])+")
ESCAPED, TO_ESCAPE = re.compile(r"\\([\\|])"), re.compile(r"([\\|])")
YES, NO = frozenset({"ja", "yes", "true", "1"}), frozenset({"nej", "no", "false", "0"})
YES_WORD, NO_WORD = Term("ja", "yes"), Term("nej", "no")


def parse_cell(cell: str, column: Column) -> Any:
    """What a cell says as the plain value of its field; text that is none of what the field allows is left as it is."""
    if column.many:
        return tuple(ESCAPED.sub(r"\1", item.strip()) for item in LIST_ITEM.findall(cell) if item.strip())
    if column.kind == "boolean":
        return True if cell.casefold() in YES else False if cell.casefold() in NO else cell
    if column.choice:
        return _codes_by_word(column.choice).get(cell.casefold(), cell)
    return cell


@cache
def _codes_by_word(choice: type[Choice]) -> Mapping[str, str]:
    """What an enumeration's members may be written as, folded (the code, or its word in either language) → the code."""
    words = ((word, str(member)) for member in choice for word in (member.value, member.term.sv, member.term.en))
    return {word.casefold(): code for word, code in reversed(list(words))}


def format_cell(record: Record, column: Column, language: Language | None = None) -> str:
    """The cell of a column that says what `record` does; a day of a period as the period."""
    if column.bound and (day := getattr(record, column.name)):
        return format_period(day, *(getattr(record, field) for field in column.fields[1:]))
    return format_cell_value(getattr(record, column.name), language)


def format_cell_value(value: Any, language: Language | None = None) -> str:
    """The cell that says a field's `value`, in the words of `language` (None: its code); empty for None."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(TO_ESCAPE.sub(r"\\\1", item) for item in value)
    if isinstance(value, bool):
        return (YES_WORD if value else NO_WORD).in_(language or "sv")
    if isinstance(value, Choice) and language:
        return value.term.in_(language)
    return str(value)
