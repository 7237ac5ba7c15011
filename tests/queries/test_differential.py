"""The same landscapes by the same changes into every server: all that is asked is answered the same.

LANDSKAP_DIFFERENTIAL   how many histories of changes (`make differential N=…`); 200 unless it says otherwise
LANDSKAP_SEED           which ones; 0 unless it says otherwise
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

import queries.journal.journal as journal
from model.vocabulary.contents import Contents
from queries.archive.publishing import frozen, publish, published
from queries.journal.journal import change_set, entries
from queries.landscape.parties import names
from queries.landscape.registers import read_contents
from queries.questions.balance import Chosen as Stalled
from queries.questions.decisions import stalls
from queries.questions.flows import busiest, feeds
from queries.questions.representation import Chosen as Represented
from queries.questions.representation import unrepresented
from queries.server.graph import Graph
from queries.server.paging import Page
from tests.graphs import emptied, put
from tests.landscapes import landscapes
from tests.servers import SERVERS, graph_of

MANY = int(os.environ.get("LANDSKAP_DIFFERENTIAL", "200"))
SEED = int(os.environ.get("LANDSKAP_SEED", "0"))
HISTORIES = st.lists(landscapes(), min_size=1, max_size=3)
"""What the landscape is to be after each change: creations, new values, moved edges and removals follow from it."""
DAYS = ("1900-01-01", "2025-07-01", "2026-11-24", "2200-12-31")


@pytest.fixture(scope="module")
def graphs(request: pytest.FixtureRequest) -> Iterator[list[Graph]]:
    """One graph on each server, with a clock that stands still."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "utc_now", lambda: "2026-11-24T12:00:00Z")
        yield [graph_of(request, name) for name in SERVERS]


@pytest.mark.slow(minutes=10)
@seed(SEED)
@settings(max_examples=MANY, derandomize=False, database=None)
@given(history=HISTORIES)
def test_every_server_gives_the_same(graphs: list[Graph], history: list[Contents]) -> None:
    for graph in graphs:
        emptied(graph)
    for contents in history:
        for graph in graphs:
            put(graph, contents)
            assert read_contents(graph) == contents
    first, *others = (told(graph, history[-1]) for graph in graphs)
    for other in others:
        assert other == first
    assert_same_revisions(graphs, history[-1])


def told(graph: Graph, contents: Contents) -> list[Any]:
    """All that the questions answer, in their order; by a few of the parties, on days between and beyond."""
    parties = sorted(party.id for party in contents.parties())[::3]
    return [
        *(answer for day in DAYS for answer in (stalls(graph, day).as_json(), unrepresented(graph, day).as_json())),
        *(feeds(graph, party, day, hops=4).as_json() for party in parties for day in DAYS[1:3]),
        *(stalls(graph, day, Page(2), Stalled(addressee=party)).as_json() for party in parties for day in DAYS[1:3]),
        *(stalls(graph, DAYS[2], Page(2), Stalled(forum=party, area="gron")).as_json() for party in parties),
        *(stalls(graph, day, Page(3, ("2026-01-01", "")), Stalled(area="gul")).as_json() for day in DAYS),
        *(unrepresented(graph, DAYS[2], chosen=Represented(actor=party)).as_json() for party in parties),
        *(unrepresented(graph, day, (), Page(2), Represented("gron", "lokal")).as_json() for day in DAYS),
        *(feeds(graph, party, DAYS[2], hops=2, kinds=["demand"], standings=["existing"]).as_json() for party in parties),
        busiest(graph, DAYS[2]),
        list(names(graph)),
        entries(graph),
        [change_set(graph, entry).as_json() for entry in entries(graph)],
    ]


def assert_same_revisions(graphs: list[Graph], contents: Contents) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("queries.journal.journal.utc_now", lambda: "2026-11-24T12:00:00Z")
        made = [publish(graph, "tests", "differential") for graph in graphs]
    assert made == made[:1] * len(graphs)
    assert [frozen(graph, 1) for graph in graphs] == [frozen(graphs[0], 1)] * len(graphs)
    assert published(graphs[0], 1).counts() == contents.counts()
