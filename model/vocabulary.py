"""The vocabulary as a whole: every type in the order in which it can be loaded (what is referred to first)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from model.actors import Actor, Function, Involvement
from model.decisions import Assignment, Decision, Step, StepNorm
from model.flows import Flow
from model.forums import Forum, ForumKind, Meeting, Representation, Seat, SeatRule
from model.record import Node, Record, Ref, Relationship
from model.registers import ActorKind, ActorType, Area, Landscape, Level, Place, Role, Source

PARTY = "Party"
"""The second label of whatever can feed, sit or be addressed."""

TYPES: Mapping[str, type[Record]] = MappingProxyType(
    {
        type_.label: type_
        for type_ in (
            Source, ActorType, Level, ActorKind, Place, Role, Area, Actor, Landscape, ForumKind, SeatRule, Forum, Function,
            Involvement, Representation, Flow, Seat, Meeting, Decision, Assignment, Step, StepNorm,
        )
    }
)  # fmt: skip

NODES: tuple[type[Node], ...] = tuple(type_ for type_ in TYPES.values() if issubclass(type_, Node))
RELATIONSHIPS: tuple[type[Relationship], ...] = tuple(type_ for type_ in TYPES.values() if issubclass(type_, Relationship))
PARTIES: tuple[type[Node], ...] = tuple(type_ for type_ in NODES if type_.party)


def targets(ref: Ref) -> tuple[type[Node], ...]:
    """The types that may stand at the end of a reference."""
    return PARTIES if ref.to == PARTY else tuple(type_ for type_ in NODES if type_.label == ref.to)


def edges(type_: type[Node]) -> Iterator[tuple[str, Ref]]:
    """The references of a node type that are edges in the graph, as (field, reference)."""
    return iter(type_.references().items())
