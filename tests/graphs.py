"""Graphs of the tests' own: filled, emptied; and the one place where tests go past the catalogue, as others may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from model.changes.chain import GENESIS
from model.changes.operations import Reason, diff_records
from model.vocabulary.contents import Contents
from queries.journal.journal import apply_change, apply_to_head, read_head
from queries.journal.prepare import prepare_graph
from queries.landscape.registers import read_contents
from queries.server.graph import Graph


def put(graph: Graph, contents: Contents) -> None:
    """Make the graph hold `contents`, in one change."""
    apply_change(graph, Reason("tests", "test"), lambda _live: diff_records(read_contents(graph), contents))


def put_in_batches(graph: Graph, contents: Contents, meanwhile: Callable[[int], None]) -> None:
    """The same as a large change; `meanwhile` is done before each of its writes, numbered from 1. What it raises breaks it off."""
    operations = diff_records(read_contents(graph), contents)
    with _act_before_writes(meanwhile):
        apply_to_head(graph, read_head(graph), Reason("tests", "test"), operations)


def break_off(graph: Graph, contents: Contents, at: int, half: Callable[[], None]) -> None:
    """Let the same be broken off, and taken back, after `half` was done before its write of the number `at`."""

    def meanwhile(write: int) -> None:
        if write == at:
            half()
            raise KeyboardInterrupt

    with suppress(KeyboardInterrupt):
        put_in_batches(graph, contents, meanwhile)


@contextmanager
def _act_before_writes(do: Callable[[int], None]) -> Iterator[None]:
    """Changes go in batches of a row; `do` is done before each of their writes, numbered from 1."""
    writes, real = 0, Graph.write

    def write(graph: Graph, work: Any) -> Any:
        nonlocal writes
        writes += 1
        do(writes)
        return real(graph, work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Graph, "write", write)
        patch.setattr("queries.journal.journal.OPERATIONS_PER_TRANSACTION", 0)
        patch.setattr("queries.landscape.writes.ROWS_PER_WRITE", 1)
        yield


def empty_graph(graph: Graph) -> Graph:
    """`graph` with nothing in it but the head of its journal, and the schema that it had."""
    run_past_catalogue(graph, "MATCH (n) WHERE NOT n:Head DETACH DELETE n")
    fresh = f"{{id: h.id, number: 0, hash: '{GENESIS}', schema: h.schema}}"
    run_past_catalogue(graph, f"MATCH (h:Head) WITH h, {fresh} AS fresh SET h = fresh")
    prepare_graph(graph)
    return graph


def remove_marks(graph: Graph) -> None:
    """Make the journal one of an older version, whose chunks do not say what they touch."""
    run_past_catalogue(graph, "MATCH (k:Chunk) REMOVE k.touches")


def remove_receipts(graph: Graph) -> None:
    """Make the journal one of which no load is known by its receipt."""
    run_past_catalogue(graph, "MATCH (c:ChangeSet) REMOVE c.receipt")


def rename_past_journal(graph: Graph, old: str, new: str) -> None:
    """Give an actor another id, of which the journal knows nothing."""
    run_past_catalogue(graph, f"MATCH (a:Actor {{id: '{old}'}}) SET a.id = '{new}'")


def count_nodes(graph: Graph) -> int:
    """How many nodes the graph holds, ours or not."""
    return int(run_past_catalogue(graph, "MATCH (n) RETURN count(n)")[0][0])


def run_past_catalogue(graph: Graph, text: str) -> list[list[Any]]:
    """What a text of the test's own answers."""
    with graph._session() as session:
        return session.run(text).values()


def find_operators(graph: Graph, text: str, replan: bool = False) -> set[str]:
    """The operators of the plan that the server makes for `text`, without its parameters' values.

    With `replan` it is made anew, for what the graph holds now.
    """
    with graph._session() as session:
        plan = session.run(f"{'CYPHER replan=force ' if replan else ''}EXPLAIN {text}").consume().plan
    return set(_walk_operators(plan or {}))


def _walk_operators(plan: dict[str, Any]) -> Iterator[str]:
    if plan:
        yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from _walk_operators(child)
