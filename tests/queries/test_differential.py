"""The same changes on every server lead to the same answers.

LANDSKAP_DIFFERENTIAL   the number of histories (`make differential N=…`), by default 200
LANDSKAP_SEED           their seed, by default 0
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

import queries.journal.journal as journal
from model.vocabulary.contents import Contents
from queries.archive.publishing import publish_revision, read_revision_contents, read_revision_quads
from queries.flows.feeds import find_feeds
from queries.flows.without import find_without
from queries.journal.journal import read_change_set, read_entries
from queries.landscape.parties import read_party_names
from queries.landscape.registers import read_contents
from queries.questions.decisions import find_stalled
from queries.questions.durations import find_durations
from queries.questions.parameters import DurationsQuestion, FeedsQuestion, StallsQuestion, UnrepresentedQuestion, WithoutQuestion
from queries.representation.unrepresented import find_unrepresented
from queries.server.graph import Graph
from tests.graphs import empty_graph, put
from tests.landscapes import landscapes
from tests.servers import SERVERS, graph_of

MANY = int(os.environ.get("LANDSKAP_DIFFERENTIAL", "200"))
SEED = int(os.environ.get("LANDSKAP_SEED", "0"))
HISTORIES = st.lists(landscapes(), min_size=1, max_size=3)
"""The records after each change: creations, new values, moved edges and removals follow from the ones before."""
DAYS = ("1900-01-01", "2025-07-01", "2026-11-24", "2200-12-31")


@pytest.fixture(scope="module")
def graphs(request: pytest.FixtureRequest) -> Iterator[list[Graph]]:
    """Yield one graph on each server, with a clock that stands still."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "utc_now", lambda: "2026-11-24T12:00:00Z")
        yield [graph_of(request, name) for name in SERVERS]


@pytest.mark.slow(minutes=10)
@seed(SEED)
@settings(max_examples=MANY, derandomize=False, database=None)
@given(history=HISTORIES)
def test_every_server_gives_the_same(graphs: list[Graph], history: list[Contents]) -> None:
    for graph in graphs:
        empty_graph(graph)
    for contents in history:
        for graph in graphs:
            put(graph, contents)
            assert read_contents(graph) == contents
    first, *others = (answer_all(graph, history[-1]) for graph in graphs)
    for other in others:
        assert other == first
    assert_same_revisions(graphs, history[-1])


def answer_all(graph: Graph, contents: Contents) -> list[Any]:
    """Return all answers of the questions in order, for a few of the parties, on days within and beyond the landscape's."""
    parties = sorted(party.id for party in contents.parties())[::3]
    return [
        *(
            answer
            for day in DAYS
            for answer in (
                find_stalled(graph, StallsQuestion(on=day)).as_json(),
                find_unrepresented(graph, UnrepresentedQuestion(on=day)).as_json(),
                find_durations(graph, DurationsQuestion(on=day, by="addressee")).as_json(),
            )
        ),
        *(find_feeds(graph, FeedsQuestion(party=party, on=day, hops=4)).as_json() for party in parties for day in DAYS[1:3]),
        *(
            find_stalled(graph, StallsQuestion(on=day, most=2, addressee=party)).as_json()
            for party in parties
            for day in DAYS[1:3]
        ),
        *(find_stalled(graph, StallsQuestion(on=DAYS[2], most=2, forum=party, area="gron")).as_json() for party in parties),
        *(find_stalled(graph, StallsQuestion(on=day, most=3, after="2026-01-01/", area="gul")).as_json() for day in DAYS),
        *(find_unrepresented(graph, UnrepresentedQuestion(on=DAYS[2], actor=party)).as_json() for party in parties),
        *(find_unrepresented(graph, UnrepresentedQuestion(on=day, most=2, area="gron", level="lokal")).as_json() for day in DAYS),
        *(
            find_feeds(graph, FeedsQuestion(party=party, on=DAYS[2], hops=2, kind=("demand",), existing=True)).as_json()
            for party in parties
        ),
        find_without(graph, WithoutQuestion(on=DAYS[2])).as_json(),
        *(find_without(graph, WithoutQuestion(party=party, on=DAYS[2])).as_json() for party in parties),
        list(read_party_names(graph)),
        read_entries(graph),
        [read_change_set(graph, entry).as_json() for entry in read_entries(graph)],
    ]


def assert_same_revisions(graphs: list[Graph], contents: Contents) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("queries.journal.journal.utc_now", lambda: "2026-11-24T12:00:00Z")
        made = [publish_revision(graph, "tests", "differential") for graph in graphs]
    assert made == made[:1] * len(graphs)
    assert [read_revision_quads(graph, 1) for graph in graphs] == [read_revision_quads(graphs[0], 1)] * len(graphs)
    assert read_revision_contents(graphs[0], 1).counts() == contents.counts()
