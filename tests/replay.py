"""The journal told again: the chain and the landscape recomputed from the stored operations, and held against the graph."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from model.changes.chain import GENESIS
from model.changes.operations import apply_operations
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record, Relationship
from queries.journal.journal import read_change_set, read_entries
from queries.landscape.registers import read_contents
from queries.server.graph import Graph
from tests.graphs import count_nodes, run_past_catalogue

Acknowledged = Mapping[int, str]
"""Number → hash of the changes that somebody was told are kept."""
Entry = dict[str, Any]


class JournalReplay:
    """What the journal has told so far: the hash of each change, and the landscape that all of them together make."""

    def __init__(self) -> None:
        self.hashes: list[str] = []
        self.contents = Contents()

    def copy(self) -> Self:
        """Another that has been told as much, and goes on by itself."""
        other = type(self)()
        other.hashes, other.contents = [*self.hashes], self.contents
        return other

    def go_on(self, graph: Graph, acknowledged: Acknowledged) -> None:
        """Read on: all that was acknowledged is there, and at most the one change that was not yet when the kill came."""
        journal = read_journal(graph)
        known = len(self.hashes)
        assert [entry["hash"] for entry in journal[:known]] == self.hashes
        for entry in journal[known:]:
            self._apply(graph, entry)
        new = dict(enumerate(self.hashes[known:], known + 1))
        assert acknowledged.items() <= new.items()
        assert set(new) - set(acknowledged) <= {len(self.hashes)}

    def _apply(self, graph: Graph, entry: Entry) -> None:
        """The chain and the landscape go on by one change, recomputed from the operations that are stored."""
        changes = read_change_set(graph, entry)
        assert (changes.number, changes.previous) == (len(self.hashes) + 1, self.hashes[-1] if self.hashes else GENESIS)
        assert (changes.hash, len(changes.operations)) == (entry["hash"], entry["operations"])
        self.hashes.append(changes.hash)
        self.contents = apply_operations(self.contents, changes.operations)


def assert_the_same(graph: Graph, told: JournalReplay) -> None:
    """That the graph's records, every node and every edge of it, and its head are what the journal tells, and nothing else."""
    head = graph.read("changes/head").rows[0]
    assert (head["number"], head["hash"]) == (len(told.hashes), told.hashes[-1] if told.hashes else GENESIS)
    contents = read_contents(graph)
    assert contents == told.contents
    edges = [record for record in contents if isinstance(record, Relationship)]
    references = sum(1 for record in contents if record not in edges for _ in _referred_ids(record))
    chunks = run_past_catalogue(graph, "MATCH (:ChangeSet)-[:HOLDS]->(k:Chunk) RETURN count(k)")[0][0]
    assert count_nodes(graph) == len(contents) - len(edges) + len(told.hashes) + chunks + 1
    assert run_past_catalogue(graph, "MATCH ()-[r]->() RETURN count(r)") == [[len(edges) + references + chunks]]


def _referred_ids(record: Record) -> Iterator[str]:
    """The ids that a record refers to, each an edge."""
    for field in record.references():
        value = record.values()[field]
        yield from value if isinstance(value, list) else [value] if value else []


def read_journal(graph: Graph) -> list[Entry]:
    """Every entry, the oldest first."""
    found: list[Entry] = []
    while page := read_entries(graph, before=found[-1]["number"] if found else 2**53):
        found += page
    return found[::-1]
