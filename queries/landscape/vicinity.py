"""A party with everything that is one step from it, for its page. It costs what stands around the party, not the landscape."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from model.history.knowledge import reconstruct_contents
from model.vocabulary.actors import Actor, Function, Involvement
from model.vocabulary.contents import Contents, Party, Records
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, Headcount, Representation, Seat
from model.vocabulary.namesakes import aspects_of
from model.vocabulary.record import Record, referenced_ids_of
from model.vocabulary.registers import Area, Level, Source
from model.vocabulary.types import Key, targets_of
from queries.landscape.graph_records import GraphRecords
from queries.landscape.successors import find_living_successors
from queries.server.graph import Graph

MOST_RELATED = 2_000
"""The largest number of records of each relation that are read; beyond it the vicinity is cut."""
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
    """Return the vicinity of the party with this id on a day, or None if there is none; kept while the landscape is the same."""
    return graph.keep(("vicinity", id_, on), lambda: _read_anew(graph, id_, on))


def _read_anew(graph: Graph, id_: str, on: str) -> Vicinity | None:
    records = GraphRecords(graph)
    party = records.party(id_)
    if party is None:
        return None
    related, cut = _read_related(records, party)
    parties = [*_get_named([party, *related], records, parties=True)]
    registers = [*records.of(Level).values(), *records.of(Area).values()]
    named = _get_named([party, *related, *parties], records, parties=False)
    apart = records.get(key for one in (party, *parties) for key in aspects_of(one))
    known = Contents([*registers, *named, *apart, *parties, *related, party])
    successors = find_living_successors(graph, [id_], on)[id_] if party.last_day < on else []
    return Vicinity(party, on, known, reconstruct_contents(known, on).with_([party]), successors, cut)


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


def _get_named(naming: Collection[Record], records: Records, *, parties: bool) -> Iterator[Record]:
    """Return the parties that some records name, or what else they name, with the sources of their evidence."""
    keys = {key for record in naming for key in _list_keys(record)}
    sources = {(Source.label, place.split(" ")[0]) for record in naming for place in record.evidence}
    chosen: Iterable[Key] = (key for key in keys if (key[0] in PARTY_LABELS) == parties)
    return records.get(sorted({*chosen} if parties else {*chosen, *sources}))


def _list_keys(record: Record) -> Iterator[Key]:
    for field, ref in record.references().items():
        yield from ((ref.to, id_) for id_ in referenced_ids_of(record, field))


PARTY_LABELS = frozenset({"Party", Actor.label, Forum.label, Function.label})
