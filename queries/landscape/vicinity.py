"""A party with everything that is one step from it, for its page. It costs what stands around the party, not the landscape."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from model.changes.operation_keys import references_of_values
from model.history.knowledge import reconstruct_contents
from model.vocabulary.actors import Actor, Function, Involvement
from model.vocabulary.contents import Contents, Party
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, Headcount, Representation, Seat
from model.vocabulary.namesakes import aspects_of
from model.vocabulary.record import Record
from model.vocabulary.registers import Area, Level
from model.vocabulary.types import PARTIES, PARTY, Key, targets_of
from queries.landscape.graph_records import GraphRecords
from queries.landscape.successors import find_living_successors
from queries.server.graph import Graph

MOST_RELATED = 2_000
"""The largest number of records of each relation that are read; beyond it the vicinity is cut."""
MOST_DESCRIBED = 50
"""Assignments of a party that a panel lists."""
RELATIONS: tuple[tuple[type[Record], str], ...] = (
    (Flow, "target"),
    (Flow, "source"),
    (Seat, "forum"),
    (Seat, "holder"),
    (Seat, "on_behalf_of"),
    (Representation, "target"),
    (Representation, "source"),
    (Involvement, "source"),
    (Headcount, "forum"),
    (Forum, "part_of"),
    (Actor, "part_of"),
    (Function, "held_at"),
)
"""The relations of a party that are read, by the field that names it."""
PARTY_LABELS = frozenset({PARTY, *(type_.label for type_ in PARTIES)})


@dataclass(frozen=True, slots=True)
class Vicinity:
    """A party with its relations, the parties at their other ends, and the registers and sources that they name.

    `known` holds them whatever their days, `records` as they were on the day `on`; the party itself is in both. `successors` are
    the rows of `parties/successors` that have followed it, if it has ended. `cut` says whether a limit cut one of the relations.
    """

    party: Party
    on: str
    known: Contents
    records: Contents
    successors: list[dict[str, Any]]
    cut: bool

    @property
    def ended(self) -> bool:
        """Return whether the party has ended by the day."""
        return self.party.last_day < self.on


def read_vicinity(graph: Graph, id_: str, on: str) -> Vicinity | None:
    """Return the vicinity of the party with this id on a day, or None if there is none."""
    records = GraphRecords(graph)
    party = records.party(id_)
    if party is None:
        return None
    related, cut = _read_related(records, party)
    parties = [*records.get(key for key in _list_named([party, *related]) if key[0] in PARTY_LABELS)]
    registers = [*records.of(Level).values(), *records.of(Area).values()]
    named = records.get(key for key in _list_named([party, *related, *parties]) if key[0] not in PARTY_LABELS)
    apart = records.get(key for one in (party, *parties) for key in aspects_of(one))
    known = Contents([*registers, *named, *apart, *parties, *related, party])
    successors = find_living_successors(graph, [id_], on)[id_] if party.last_day < on else []
    return Vicinity(party, on, known, reconstruct_contents(known, on).with_([party]), successors, cut)


def read_described(graph: Graph, id_: str, on: str) -> Contents:
    """Return what a panel tells of a party on a day: its vicinity, and at most MOST_DESCRIBED assignments addressed to it."""
    vicinity = read_vicinity(graph, id_, on)
    if vicinity is None:
        return Contents()
    records = GraphRecords(graph)
    assignments = [*islice(records.find_naming(Assignment, "addressee", [id_]), MOST_DESCRIBED)]
    decisions = records.get((Decision.label, item.decision) for item in assignments)
    steps = records.find_naming(Step, "assignment", [item.id for item in assignments])
    return reconstruct_contents(vicinity.known.with_([*decisions, *assignments, *steps]), on)


def _read_related(records: GraphRecords, party: Party) -> tuple[list[Record], bool]:
    """Return the records that name the party in one of RELATIONS, and whether a limit cut them."""
    found: list[Record] = []
    cut = False
    for type_, field in RELATIONS:
        if type(party) in targets_of(type_.references()[field]):
            some = [*islice(records.find_naming(type_, field, [party.id]), MOST_RELATED + 1)]
            cut |= len(some) > MOST_RELATED
            found += some[:MOST_RELATED]
    return found, cut


def _list_named(naming: Iterable[Record]) -> Iterator[Key]:
    """Yield the keys of what some records name, with the sources of their evidence."""
    return (key for record in naming for key in references_of_values(record.label, record.values()))
