"""A change is made once and told truly, also when the line to the server breaks in the midst of it."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from model.changes import Reason, creation
from queries.address import DATABASE, ServerAddress, address_of
from queries.graph import Graph
from queries.journal import change, entries
from queries.local_folder import LocalFolder
from queries.registers import read_contents
from tests.graphs import put
from tests.landscapes import actor, landscape
from tests.lossy_wire import losing_the_answer_to_commit
from tests.neo4j_server import PASSWORD


@pytest.mark.parametrize("nth", range(3), ids=["reading the head", "reading the landscape", "writing"])
def test_a_change_whose_answer_is_lost_is_not_made_again(graph: Graph, nth: int) -> None:
    put(graph, landscape())
    address = bolt_address(graph)
    port = urlsplit(address.url).port
    assert port
    with (
        losing_the_answer_to_commit(port, nth) as lossy,
        Graph.open(replace(address, url=f"bolt://127.0.0.1:{lossy}")) as far,
    ):
        made = change(far, Reason("tests", "one more"), lambda now: [creation(actor(f"a{len(now)}"))])
    assert made
    assert [entry["hash"] for entry in entries(graph)][:-1] == [made.hash]
    assert len(read_contents(graph)) == len(landscape()) + 1


def bolt_address(graph: Graph) -> ServerAddress:
    """Where the graph's server listens, also when it is the local one."""
    if graph._folder is None:
        address = address_of(graph.where)
        assert isinstance(address, ServerAddress)
        return replace(address, password=address.password or PASSWORD)
    local = LocalFolder(graph._folder)
    server = local.running()
    assert server
    return ServerAddress(f"bolt://127.0.0.1:{server.bolt_port}", "root", local.password(), DATABASE)
