"""What is kept on nodes beside the fields of their records, so that a question need not walk from each to its neighbours.

    (:Forum {listed: "area/level/id",                        its place among those of its area and level
             seated: ["2020-01-01 9999-12-31 existing"]})    first and last day of its seats on record, each with its standing,
                                                             and the same of seats that are an "example"
    (:Party {merged: true})                                  others were merged into it: it has former ids
    (:Assignment {area_balance: "area 2026-05-01 id"})       its place in the balance list of the area that it was decided in

It is written in the transaction that writes what it follows from: with the record, or worked out from the graph.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from model.changes.operations import Operation, Values
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.forums import Forum, Seat
from model.vocabulary.record import Record

MERGED_PROPERTY = "merged"
DERIVED_PROPERTIES = frozenset({"listed", "seated", "area_balance", MERGED_PROPERTY})
AFTER_EVERY_ID = "~"
"""Comes after every letter of an id."""
DERIVATION_TEXTS: Mapping[type[Record], str] = {Forum: "derived/forums", Assignment: "derived/assignments"}
"""The texts that work it out for nodes of a type, by their ids."""


def derive_properties(type_: type[Record], values: Values) -> dict[str, bool | None]:
    """What is written with a record; None takes it away."""
    return {MERGED_PROPERTY: bool(values.get("former_ids")) or None} if type_.party else {}


def find_outdated(type_: type[Record], batch: Sequence[Operation]) -> Iterator[tuple[str, set[str]]]:
    """What is to be worked out anew when operations of one type are written: texts, each with the ids that it takes."""
    if type_ in DERIVATION_TEXTS:
        yield DERIVATION_TEXTS[type_], {item.id for item in batch if item.after is not None}
    if type_ is Forum:
        yield "derived/assignments-of-forums", {item.id for item in batch if _has_changed(item, "area")}
    elif type_ is Decision:
        yield "derived/assignments-of-decisions", {item.id for item in batch if _has_changed(item, "taken_in")}
    elif type_ is Seat:
        yield DERIVATION_TEXTS[Forum], {values["forum"] for item in batch for values in (item.before, item.after) if values}


def _has_changed(item: Operation, field: str) -> bool:
    """Whether it is another in what was there before and still is: nothing follows yet from what is new."""
    return bool(item.before and item.after and item.before.get(field) != item.after.get(field))


def forum_prefix_of(area: str | None, level: str) -> str:
    """How the places of the forums of an area at a level begin."""
    return f"{area or ''}/{level}/"


def select_own_fields(properties: Values) -> dict[str, Any]:
    """What a node holds of its record."""
    return {name: value for name, value in properties.items() if name not in DERIVED_PROPERTIES}
