r"""Cells as people write them in files and after `landskap set`: lists with `|`, ja or nej, an enumeration's code or word.

Within an item of a list `\|` stands for `|`, and `\\` for `\`.
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
    """Return a cell's text as the plain value of its column's field; text that the field does not allow is returned unchanged."""
    if column.many:
        return tuple(ESCAPED.sub(r"\1", item.strip()) for item in LIST_ITEM.findall(cell) if item.strip())
    if column.kind == "boolean":
        return True if cell.casefold() in YES else False if cell.casefold() in NO else cell
    if column.choice:
        return _codes_by_word(column.choice).get(cell.casefold(), cell)
    return cell


@cache
def _codes_by_word(choice: type[Choice]) -> Mapping[str, str]:
    """Map each way of writing an enumeration's members (code, Swedish or English word; folded) to the code."""
    words = ((word, str(member)) for member in choice for word in (member.value, member.term.sv, member.term.en))
    return {word.casefold(): code for word, code in reversed(list(words))}


def format_cell(record: Record, column: Column, language: Language | None = None) -> str:
    """Return the text of a record's cell in a column: of a day within a period, the period."""
    if column.bound and (day := getattr(record, column.name)):
        return format_period(day, *(getattr(record, field) for field in column.fields[1:]))
    return format_cell_value(getattr(record, column.name), language)


def format_cell_value(value: Any, language: Language | None = None) -> str:
    """Return a field's value as the text of a cell, in the words of `language` (None: codes); empty for None."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(TO_ESCAPE.sub(r"\\\1", item) for item in value)
    if isinstance(value, bool):
        return (YES_WORD if value else NO_WORD).in_(language or "sv")
    if isinstance(value, Choice) and language:
        return value.term.in_(language)
    return str(value)
