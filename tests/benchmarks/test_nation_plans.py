"""How Neo4j plans the questions over the invented nation: by an index, never by walking a big register."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.nation_graphs import open_nation
from queries.server.catalogue import find_query, list_queries
from queries.server.graph import Graph
from tests.graphs import find_operators

FACTOR = 0.002
INTERACTIVE = ("decisions/", "flows/around", "parties/of-", "parties/called", "representation/actors", "representation/concerned-actors",
               "representation/represented-actors", "representation/seats-held", "representation/seats-for", "representation/forums", "representation/ruled-forum",
               "representation/seats-of-forums", "representation/seated-parties", "representation/meetings-of-forums",
               "representation/unrecorded", "representation/invented", "representation/unsettled", "findings/owed-by-ended",
               "findings/matter-details", "parties/successors", "flows/between", "hand-offs/", "map/page", "map/flows-of-places")  # fmt: skip
EDITING = ("/some", "/naming-")
"""What an edit reads of a register."""
WALKED = {
    "decisions/owners": "all open assignments: the functions that answer for them, when reminders are asked for each",
    "decisions/norms": "a register of some dozens",
}
"""Texts that walk a register on purpose, and why."""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    work: Path = tmp_path_factory.mktemp("plans")
    with open_nation(work, FACTOR, "neo4j-5") as (graph, _address, _seconds):
        yield graph


@pytest.mark.slow
def test_no_question_walks_a_big_register(graph: Graph) -> None:
    editing = [name for name in list_queries() if any(part in name for part in EDITING)]
    texts = [name for name in list_queries() if name.startswith(INTERACTIVE) and name not in WALKED] + editing
    found = {name: find_operators(graph, find_query(name).text) for name in texts}
    walking = {"AllNodesScan", "CartesianProduct", "NodeByLabelScan", "DirectedRelationshipTypeScan"}
    assert {name: operators & walking for name, operators in found.items() if operators & walking} == {}
