"""What is kept beside a record's own fields for an index: a forum's place in its area and level, that a party has former ids."""

from typing import Any

from model.changes import Values
from model.forums import Forum
from model.record import Record

LISTED, MERGED = "listed", "merged"
"""The properties; no fields of the record."""
END = "~"
"""Comes after every letter of an id."""


def beside(type_: type[Record], values: Values) -> dict[str, str | bool | None]:
    """The properties of a record that is to be written, of those that its type has; None takes one away."""
    place = {LISTED: f"{beginning(values['area'], values['level'])}{values['id']}"} if type_ is Forum else {}
    return {**place, MERGED: bool(values.get("former_ids")) or None} if type_.party else {}


def beginning(area: str | None, level: str) -> str:
    """How the places of the forums of an area at a level begin."""
    return f"{area or ''}/{level}/"


def own_fields(properties: Values) -> dict[str, Any]:
    """What a node holds, without what is kept beside it."""
    return {name: value for name, value in properties.items() if name not in (LISTED, MERGED)}
