"""What a person writes in a cell, or after `landskap set`: lists with `|`, ja or nej, an enumeration's code or word."""

from typing import Any

from model.record import Column

LIST_SEPARATOR = "|"
YES, NO = frozenset({"ja", "yes", "true", "1"}), frozenset({"nej", "no", "false", "0"})


def value_of(cell: str, column: Column) -> Any:
    """What a cell says as the plain value of its field; text that is none of what the field allows is left as it is."""
    if column.many:
        return tuple(item.strip() for item in cell.split(LIST_SEPARATOR) if item.strip())
    if column.kind == "boolean":
        return True if cell.casefold() in YES else False if cell.casefold() in NO else cell
    if column.choice:
        return _code(cell, column)
    return cell


def _code(cell: str, column: Column) -> str:
    """An enumeration's code, from the code or from its word in either language."""
    for member in column.choice or ():
        if cell.casefold() in {member.value, member.term.sv.casefold(), member.term.en.casefold()}:
            return str(member)
    return cell
