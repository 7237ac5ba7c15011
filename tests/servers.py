"""The servers that the graph's tests run on, each in turn.

LANDSKAP_TEST_SERVERS   which: `local`, `neo4j-5`, `neo4j-2026`, with commas between; all unless it says otherwise
LANDSKAP_TEST_NEO4J     the address of a Neo4j of one's own, which is used instead of those that the tests start
"""

import os
import sys

import pytest

from queries.server.address import parse_address
from queries.server.graph import Graph
from tests.graphs import count_nodes
from tests.neo4j_server import RELEASES

LOCAL = "local"
CHOSEN, OWN = "LANDSKAP_TEST_SERVERS", "LANDSKAP_TEST_NEO4J"


def _list_servers() -> list[str]:
    known = [LOCAL, "neo4j-own"] if OWN in os.environ else [LOCAL, *RELEASES]
    chosen = os.environ[CHOSEN].split(",") if os.environ.get(CHOSEN) else known
    if unknown := set(chosen) - set(known):
        raise pytest.UsageError(f"{CHOSEN} knows {', '.join(known)}, not {', '.join(sorted(unknown))}")
    return chosen


SERVERS = _list_servers()


def graph_of(request: pytest.FixtureRequest, name: str) -> Graph:
    """The session's graph on the server of that name."""
    graph: Graph = request.getfixturevalue(f"{name.replace('-', '_')}_graph")
    return graph


def ask_before_emptying(config: pytest.Config) -> None:
    """The tests empty the contributor's own Neo4j: only when it is empty, or somebody at the keyboard says so."""
    if OWN not in os.environ or hasattr(config, "workerinput"):  # who started the workers has asked
        return
    address = os.environ[OWN]
    with Graph.open(parse_address(address)) as graph:
        nodes = count_nodes(graph)
    if nodes and not _confirm(config, f"{address} holds {nodes} nodes. The tests take all of them away. Go on? (yes/no) "):
        raise pytest.UsageError(f"{address} is not empty, and nobody said that it may be emptied; nothing was done.")


def _confirm(config: pytest.Config, question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    capture = config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        return input(question).strip().casefold() == "yes"
