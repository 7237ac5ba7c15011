"""The place of a forum among those of its area and level, kept beside its own fields so that an index gives a page of them."""

from typing import Any

from model.changes import Values
from model.forums import Forum
from model.record import Record

LISTED = "listed"
"""The property; no field of the record."""
END = "~"
"""Comes after every letter of an id."""


def listed(type_: type[Record], values: Values) -> dict[str, str]:
    """The property of a record that is to be written, if its type has one."""
    return {LISTED: f"{beginning(values['area'], values['level'])}{values['id']}"} if type_ is Forum else {}


def beginning(area: str | None, level: str) -> str:
    """How the places of the forums of an area at a level begin."""
    return f"{area or ''}/{level}/"


def own_fields(properties: Values) -> dict[str, Any]:
    """What a node holds, without its place."""
    return {name: value for name, value in properties.items() if name != LISTED}
