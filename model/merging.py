"""Two records of the same party made into one, with everything that hangs on them.

What is kept wins field by field; what it leaves open is filled from the other, lists are united. Relations keep their ids. One
that would join the party to itself is dropped; of two that say exactly the same, one is left with the evidence of both.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from model.actors import Involvement
from model.changes import Operation, Values
from model.contents import Contents, Records
from model.edits import checked, find_record, refused
from model.errors import InputError, Problem
from model.flows import Flow
from model.forums import Representation, Seat
from model.identity import re_pointed
from model.language import Text
from model.record import Certainty, Record, Relationship
from model.rules import RecordRule
from model.surroundings import naming, surroundings
from model.telling import told
from model.validation import record_from
from model.vocabulary import Key

OWN = frozenset({"certainty", "certainty_reason", "valid_from", "valid_to"})
"""Fields in which emptiness says something: they are not filled."""
UNITED = ("evidence", "asserted_by", "certainty", "certainty_reason", "example")
"""Fields in which two relations may differ and still say the same."""
NAMES = ("name", "name_en", "short_name", "short_name_en")
RELATIONS: tuple[type[Record], ...] = (Involvement, Representation, Flow, Seat)
"""What nothing else names, so that one of two can go."""


@dataclass(frozen=True, slots=True)
class Merger:
    """What a merger comes to: the operations, and of each relation that goes, why."""

    operations: list[Operation]
    dropped: tuple[Text, ...]


def merged(records: Records, keep: str, other: str) -> Merger:
    """What joins the record `other` to the record `keep`. Raises NotFound, InputError."""
    one, two = find_record(records, keep), find_record(records, other)
    _must_be_joinable(one, two)
    present = {(two.label, two.id): one.id}
    hanging = Contents(naming(records, present)).without([one, two])
    moved = [re_pointed(record, present) for record in hanging]
    circles = [record for record in moved if isinstance(record, Relationship) and record.source == record.target]
    there = Contents(naming(records, [(one.label, one.id)], RELATIONS)).with_(moved).without(circles)
    left, twice = _once(there, {(record.label, record.id) for record in moved})
    dropped = [*circles, *twice]
    made = [joined(re_pointed(one, present), re_pointed(two, present)), *Contents(moved).without(dropped).with_(left)]
    operations = checked(records, made, [two, *dropped])
    return Merger(operations, tuple(_why(circles, twice, surroundings(records, made, dropped))))


def _must_be_joinable(one: Record, two: Record) -> None:
    if not one.party or one.label != two.label:
        ids = {"one": one.id, "two": two.id}
        text = Text("'{one}' and '{two}' cannot be merged: only two actors, two forums or two functions can", **ids)
        raise refused([Problem(RecordRule.MERGED_ALIKE, text, None, two.label, two.id)])
    if one.id == two.id:
        raise InputError(Text("'{id}' is one and the same already; nothing to do", id=one.id), ())


def joined(one: Record, two: Record) -> Record:
    """The record `one` with what it leaves open filled from `two`."""
    kept, other = one.values(), two.values()
    values = {name: _united(name, kept[name], other[name]) for name in kept}
    for field in one.references():
        values[field] = _without(values[field], one.id)
    names = {*kept["aliases"], *other["aliases"], *(other[name] for name in NAMES)} - {values[name] for name in NAMES} - {None}
    former = {*kept["former_ids"], *other["former_ids"], two.id}
    values |= {"aliases": sorted(names), "former_ids": sorted(former), "example": kept["example"] and other["example"]}
    found = record_from(type(one), values)
    if isinstance(found, Record):
        return found
    raise refused(found)


def _united(name: str, kept: Any, other: Any) -> Any:
    if isinstance(kept, list):
        return [*kept, *other]
    return other if kept is None and name not in OWN else kept


def _without(value: Any, id_: str) -> Any:
    """What a record names, but for itself."""
    return [item for item in value if item != id_] if isinstance(value, list) else None if value == id_ else value


def _once(contents: Contents, moved: Collection[Key]) -> tuple[list[Record], list[Record]]:
    """Of relations that say the same after they moved: those that are left, with what both say; those that go."""
    said: dict[Any, list[Record]] = {}
    for type_ in RELATIONS:
        for record in contents.of(type_).values():
            said.setdefault(_what_it_says(record), []).append(record)
    groups = [group for group in said.values() if len(group) > 1 and any((item.label, item.id) in moved for item in group)]
    ordered = [sorted(group, key=lambda record: ((record.label, record.id) in moved, record.id)) for group in groups]
    return [_evidenced(group) for group in ordered], [record for group in ordered for record in group[1:]]


def _what_it_says(record: Record) -> tuple[Any, ...]:
    by_the_way = ("id", *UNITED)
    return (record.label, *(str(value) for name, value in record.values().items() if name not in by_the_way))


def _evidenced(group: list[Record]) -> Record:
    """The first of the group on the evidence of all; certain if one of them is."""
    first = next((record for record in group if record.certainty == Certainty.CERTAIN), group[0])
    said: Values = {
        "evidence": tuple(sorted({item for record in group for item in record.evidence})),
        "asserted_by": tuple(sorted({item for record in group for item in record.asserted_by})),
        "certainty": first.certainty,
        "certainty_reason": first.certainty_reason,
        "example": all(record.example for record in group),
    }
    return group[0].model_copy(update=dict(said))


def _why(circles: Iterable[Record], twice: Iterable[Record], contents: Contents) -> Iterator[Text]:
    for record in circles:
        yield Text("would join the party to itself: {relation}", relation=_told(record, contents))
    for record in twice:
        yield Text("another says the same: {relation}", relation=_told(record, contents))


def _told(record: Record, contents: Contents) -> Text:
    before = contents.of(type(record))[record.id]
    return Text("{what} {id}, {told}", what=record.reads, id=record.id, told=told(before, contents))
