"""A revision taken out into an empty graph is the landscape as it was, with all that questions rest on."""

from pathlib import Path
from typing import Any

import pytest

from model.changes.operations import Reason, build_removal
from model.errors import Conflict, GraphDamaged, NotFound
from model.vocabulary.contents import Contents, Records
from model.vocabulary.finding_rules import FindingRule, Mute
from model.vocabulary.flows import Flow
from queries.archive.checkout import check_out_revision, open_checked_out
from queries.archive.publishing import publish_revision
from queries.journal.journal import apply_change, read_head
from queries.landscape.registers import read_contents
from queries.server.graph import Graph
from tests.archives import SMALL, read_all, rename
from tests.graphs import count_nodes, empty_graph, put, run_past_catalogue
from tests.landscapes import actor

MUTED = Mute(id="m", rule=next(iter(FindingRule)), entities=("a",), reason="Known", until="2030-01-01", evidence=("source-a 1",))


def read_nodes(graph: Graph) -> list[Any]:
    """All nodes and relationships of the landscape with what the model has worked out for questions."""
    nodes = run_past_catalogue(graph, "MATCH (n) WHERE NOT n:Chunk AND NOT n:Head RETURN labels(n), properties(n)")
    edges = run_past_catalogue(graph, "MATCH (a)-[r]->(b) WHERE NOT b:Chunk RETURN a.id, type(r), properties(r), b.id")
    return sorted(repr([sorted(row[0]), sorted(row[1].items())]) for row in nodes) + sorted(
        repr([row[0], row[1], sorted(row[2].items()), row[3]]) for row in edges
    )


def remove_flow(records: Records) -> list[Any]:
    return [build_removal(record) for record in records.of(Flow).values()]


@pytest.fixture(scope="module")
def published(other_local_graph: Graph) -> tuple[Graph, list[Any], dict[str, Any]]:
    """A landscape with a muted finding that was published, and then changed and published again; and what it was."""
    graph = empty_graph(other_local_graph)
    put(graph, Contents([*SMALL, MUTED]))
    publish_revision(graph, "tests", "first")
    before = read_nodes(graph), read_all(graph)
    rename(graph, "a", "Another name")
    apply_change(graph, Reason("tests", "less"), remove_flow)
    put(graph, read_contents(graph).with_([actor("new")]))
    publish_revision(graph, "tests", "second")
    return graph, *before


def test_it_is_as_it_was_then(published: tuple[Graph, list[Any], dict[str, Any]], graph: Graph) -> None:
    source, nodes, all_ = published
    check_out_revision(source, 1, graph)
    assert read_all(graph) == all_
    assert read_nodes(graph) == nodes
    assert graph.read("changes/head").rows[0]["unfinished"] is None
    assert publish_revision(graph, "tests", "again")[1] is False


def test_the_latest_is_all_of_it_and_a_temporary_graph_leaves_nothing(
    published: tuple[Graph, list[Any], dict[str, Any]],
) -> None:
    source = published[0]
    with open_checked_out(source, 2) as here:
        folder = Path(here.where)
        assert read_all(here) == read_all(source)
    assert not folder.exists()


def test_what_cannot_be_checked_out_leaves_the_graph_as_it_was(
    published: tuple[Graph, list[Any], dict[str, Any]], local_graph: Graph
) -> None:
    source, here = published[0], empty_graph(local_graph)
    with pytest.raises(NotFound, match="there is no revision 7"):
        check_out_revision(source, 7, here)
    put(here, SMALL)
    with pytest.raises(Conflict, match="holds a landscape already"):
        check_out_revision(source, 1, here)
    assert read_head(here).number == 1


def test_a_damaged_revision_is_not_checked_out(published: tuple[Graph, list[Any], dict[str, Any]], local_graph: Graph) -> None:
    source, here = published[0], empty_graph(local_graph)
    found = "MATCH (r:Revision {number: 1})-[:HOLDS]->(c:Chunk) "
    (data,) = run_past_catalogue(source, found + "RETURN c.data")[0]
    other = run_past_catalogue(source, "MATCH (r:Revision {number: 2})-[:HOLDS]->(c:Chunk) RETURN c.data")[0][0]
    run_past_catalogue(source, found + f"SET c.data = '{other}'")
    try:
        with pytest.raises(GraphDamaged, match="revision 1"):
            check_out_revision(source, 1, here)
        assert count_nodes(here) == 1
    finally:
        run_past_catalogue(source, found + f"SET c.data = '{data}'")
