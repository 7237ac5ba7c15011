"""All types of the vocabulary, in an order in which they can be loaded: referenced types first."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from model.vocabulary.actors import Actor, Function, Involvement
from model.vocabulary.decisions import Assignment, Decision, Step, StepNorm
from model.vocabulary.finding_rules import Mute, RuleSetting
from model.vocabulary.flows import ChainRule, Flow
from model.vocabulary.forums import Forum, ForumKind, Headcount, Meeting, Representation, Seat, SeatRule
from model.vocabulary.groups import Group, GroupMembership
from model.vocabulary.processes import Process, ProcessFlow, Task, Theme
from model.vocabulary.record import Node, Record, Ref, Relationship
from model.vocabulary.registers import ActorKind, ActorType, Area, Landscape, Level, Place, Role, Source
from model.vocabulary.revision_events import RevisionEvent

PARTY = "Party"
"""The second label of all types that can feed, sit or be addressed."""
Key = tuple[str, str]
"""The type and id of a record. In a reference the type may be `Party`."""

TYPES: Mapping[str, type[Record]] = MappingProxyType(
    {
        type_.label: type_
        for type_ in (
            Source, ActorType, Level, ActorKind, Place, Role, Area, Group, Process, Actor, Landscape, ForumKind, SeatRule, Theme,
            Task, Forum, Function, ProcessFlow, GroupMembership, Involvement, Representation, Flow, ChainRule, Seat, Headcount,
            Meeting, Decision, Assignment, Step, StepNorm, RuleSetting, Mute, RevisionEvent,
        )
    }
)  # fmt: skip

NODES: tuple[type[Node], ...] = tuple(type_ for type_ in TYPES.values() if issubclass(type_, Node))
RELATIONSHIPS: tuple[type[Relationship], ...] = tuple(type_ for type_ in TYPES.values() if issubclass(type_, Relationship))
PARTIES: tuple[type[Node], ...] = tuple(type_ for type_ in NODES if type_.party)


def targets_of(ref: Ref) -> tuple[type[Node], ...]:
    """Return the types that may stand at the end of a reference."""
    return PARTIES if ref.to == PARTY else tuple(type_ for type_ in NODES if type_.label == ref.to)


def edges_of(type_: type[Node]) -> Iterator[tuple[str, Ref]]:
    """Return the references of a node type, which are edges in the graph, as (field, reference)."""
    return iter(type_.references().items())


@cache
def referring_fields_of(type_: type[Record]) -> tuple[tuple[type[Record], str], ...]:
    """Return the fields in which other records name one of that type, as (their type, field)."""
    return tuple(
        (other, field) for other in TYPES.values() for field, ref in other.references().items() if type_ in targets_of(ref)
    )


@cache
def list_upward_fields() -> tuple[tuple[type[Node], str], ...]:
    """Return the fields in which a record names others of its own type, above or before it, as (type, field)."""
    return tuple((type_, field) for type_ in NODES for field, ref in edges_of(type_) if targets_of(ref) == (type_,))


def group_by_type(keys: Iterable[Key]) -> dict[type[Record], list[str]]:
    """Return the ids of `keys` by the types that they may refer to, in the order of the vocabulary."""
    found: dict[type[Record], set[str]] = {type_: set() for type_ in TYPES.values()}
    for label, id_ in keys:
        for type_ in PARTIES if label == PARTY else (TYPES[label],):
            found[type_].add(id_)
    return {type_: sorted(ids) for type_, ids in found.items() if ids}
