"""Write the trail of decisions as OCEL 2.0 in JSON, which process-mining tools read.

    objects        decisions, assignments, the meetings and parties that these name, and `owner`: functions that answer for them
    events         the steps that count; a step has a day and no time: 00:00 UTC
    relationships  the references of the vocabulary, by the names of their edges: `addressed to`, `taken in`, `step of`

Object types, event types, attributes and qualifiers follow from the vocabulary. Every value is text, as the standard's schema has
it; its kind is in the lists of types. An attribute that is not known to have changed counts from EPOCH, the standard's beginning.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loaders.staging.store import StagedRecords
from model.vocabulary.assignment_state import follow_progress, list_counting_steps, sort_steps
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.forums import Meeting
from model.vocabulary.record import Column, Record, referenced_ids_of
from model.vocabulary.types import PARTIES, targets_of

NAMED_TYPES: tuple[type[Record], ...] = (Meeting, *PARTIES)
"""Types of objects that are written if the trail names them."""
OBJECT_TYPES: tuple[type[Record], ...] = (Decision, Assignment, *NAMED_TYPES)
OWNER = "owner"
EPOCH = "1970-01-01T00:00:00Z"
KINDS: Mapping[str, str] = MappingProxyType({"text": "string", "number": "integer", "boolean": "boolean", "date": "time"})
"""Kind of a column → the type of an attribute."""
STATE = ("step", "open")
"""The attributes of an assignment that change with its steps."""
NO_ATTRIBUTES: Mapping[type[Record], frozenset[str]] = MappingProxyType(
    {Step: frozenset({"id", "kind", "on"}), Assignment: frozenset({OWNER})}
)
"""Fields that are an event's id, type and time, or a relationship, instead of attributes."""
_Link = tuple[str, str]
"""The id of an object, and what it is to the event or object that it is related to."""


def write_trail(path: Path, registers: Callable[[type[Record]], Iterable[Record]]) -> None:
    """Write the trail to `path`, staged on disk, so that memory does not grow with it."""
    with StagedRecords.on_disk() as staged, path.open("w", encoding="utf-8", newline="\n") as file:
        types: tuple[type[Record], ...] = (*OBJECT_TYPES, Step)
        for type_ in types:
            staged.add_known(registers(type_))
        lists = {
            "objectTypes": _list_object_types(),
            "eventTypes": _list_event_types(),
            "objects": _list_objects(staged),
            "events": _list_events(staged),
        }
        for number, (name, items) in enumerate(lists.items()):
            file.write(("{" if number == 0 else ",\n") + f'"{name}": [')
            for at, item in enumerate(items):
                file.write(("\n" if at == 0 else ",\n") + json.dumps(item, ensure_ascii=False))
            file.write("]")
        file.write("}\n")


def _list_object_types() -> Iterator[Mapping[str, Any]]:
    for type_ in OBJECT_TYPES:
        state = [column for name, column in type_.columns().items() if type_ is Assignment and name in STATE]
        yield _describe_type(type_.stem(), (*_attribute_columns(type_), *state))
    yield {"name": OWNER, "attributes": [{"name": "name", "type": "string"}]}


def _list_event_types() -> Iterator[Mapping[str, Any]]:
    return (_describe_type(kind, _attribute_columns(Step)) for kind in StepKind)


def _describe_type(name: str, columns: Iterable[Column]) -> Mapping[str, Any]:
    return {"name": name, "attributes": [{"name": column.name, "type": KINDS[column.kind]} for column in columns]}


@cache
def _attribute_columns(type_: type[Record]) -> tuple[Column, ...]:
    """Return the columns of a type that are attributes: given, and naming no object."""
    without = (*NO_ATTRIBUTES.get(type_, ()), *(field for field, _named, _qualifier in _link_fields(type_)))
    return tuple(column for name, column in type_.columns().items() if name not in without and not column.about.derived)


@cache
def _link_fields(type_: type[Record]) -> tuple[tuple[str, type[Record], str], ...]:
    """Return the fields of a type that name objects: the field, one of the types that it may name, and the qualifier."""
    named = ((field, ref, [one for one in targets_of(ref) if one in OBJECT_TYPES]) for field, ref in type_.references().items())
    return tuple((field, types[0], ref.edge.lower().replace("_", " ")) for field, ref, types in named if types)


def _object_id(type_: type[Record], id_: str) -> str:
    """Return the id of an object. Parties share one set of ids and keep theirs, so that a log names them as they are known."""
    return id_ if type_.party else f"{type_.stem()}:{id_}"


def _list_links(record: Record) -> Iterator[_Link]:
    """Yield the objects that a record names."""
    for field, type_, qualifier in _link_fields(type(record)):
        yield from ((_object_id(type_, id_), qualifier) for id_ in referenced_ids_of(record, field))
    if isinstance(record, Assignment) and record.owner:
        yield f"{OWNER}:{record.owner}", OWNER


def _list_objects(staged: StagedRecords) -> Iterator[Mapping[str, Any]]:
    """Yield the decisions and assignments, then what they, their steps and their meetings name."""
    named: set[str] = set()
    owners: set[str] = set()
    for decision in staged.of(Decision).values():
        named.update(id_ for id_, _qualifier in _list_links(decision))
        yield _describe_object(decision, _list_links(decision))
    for assignment, steps in staged.assignments_with_steps():
        counting = list_counting_steps(assignment, steps)
        named.update(id_ for record in (assignment, *counting) for id_, _qualifier in _list_links(record))
        owners |= {assignment.owner} if assignment.owner else set()
        yield _describe_object(assignment, _list_links(assignment), _list_states(counting))
    for type_ in NAMED_TYPES:
        for record in staged.of(type_).values():
            if _object_id(type_, record.id) in named:
                named.update(id_ for id_, _qualifier in _list_links(record) if type_ is Meeting)
                yield _describe_object(record, (link for link in _list_links(record) if link[0] in named))
    for owner in sorted(owners):
        attributes = [_describe_value("name", owner)]
        yield {"id": f"{OWNER}:{owner}", "type": OWNER, "attributes": attributes, "relationships": []}


def _describe_object(record: Record, links: Iterable[_Link], states: Iterable[Mapping[str, str]] = ()) -> Mapping[str, Any]:
    attributes = [_describe_value(name, value) for name, value in _list_values(record)]
    return {
        "id": _object_id(type(record), record.id),
        "type": record.stem(),
        "attributes": [*attributes, *states],
        "relationships": _describe_links(links),
    }


def _describe_value(name: str, value: str, time: str = EPOCH) -> Mapping[str, str]:
    return {"name": name, "time": time, "value": value}


def _describe_links(links: Iterable[_Link]) -> list[Mapping[str, str]]:
    return [{"objectId": id_, "qualifier": qualifier} for id_, qualifier in dict.fromkeys(links)]


def _list_values(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a record that have a value."""
    for column in _attribute_columns(type(record)):
        value = getattr(record, column.name)
        if value not in (None, ()):
            yield column.name, _format_value(value, column.kind)


def _format_value(value: Any, kind: str) -> str:
    if isinstance(value, tuple):
        return " | ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return format_midnight(value) if kind == "date" else str(value)


def format_midnight(day: str) -> str:
    """Return the beginning of a day in UTC."""
    return f"{day}T00:00:00Z"


def _list_states(steps: Iterable[Step]) -> Iterator[Mapping[str, str]]:
    """Yield the values of an assignment's state, each with the day from which it counts."""
    ordered = sort_steps(steps)
    on_day = dict(zip(("", *(step.on for step in ordered)), follow_progress(ordered), strict=True))
    before: dict[str, str] = {}
    for day, now in on_day.items():
        for name in STATE:
            value = getattr(now, name)
            if value is not None and before.get(name) != (text := _format_value(value, "")):
                before[name] = text
                yield _describe_value(name, text, format_midnight(day) if day else EPOCH)


def _list_events(staged: StagedRecords) -> Iterator[Mapping[str, Any]]:
    """Yield the steps that count, each about what it names, its assignment and its decision name, but no other decision."""
    decisions = staged.of(Decision)
    other = f"{Decision.stem()}:"
    for assignment, steps in staged.assignments_with_steps():
        if counting := list_counting_steps(assignment, steps):
            of_decision = (link for link in _list_links(decisions[assignment.decision]) if not link[0].startswith(other))
            about = [*_list_links(assignment), *of_decision]
            yield from (_describe_event(step, about) for step in sort_steps(counting))


def _describe_event(step: Step, about: Iterable[_Link]) -> Mapping[str, Any]:
    return {
        "id": step.id,
        "type": step.kind.value,
        "time": format_midnight(step.on),
        "attributes": [{"name": name, "value": value} for name, value in _list_values(step)],
        "relationships": _describe_links((*_list_links(step), *about)),
    }
