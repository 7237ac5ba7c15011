"""The pages while a large change is being written: the last whole landscape, or a notice."""

import time

import pytest

from api.web.landscape_cache import LandscapeCache
from model.errors import GraphBusy
from model.language import Text
from model.vocabulary.contents import Contents
from queries.landscape.registers import read_contents
from queries.server.graph import Graph
from queries.server.settings import Settings
from tests.api.clients import client_of
from tests.graphs import break_off, put, put_in_batches
from tests.landscapes import actor, flow, landscape
from tests.lossy_wire import open_far_away

SMALL = landscape(actor("a"))
LARGE = landscape(actor("a"), actor("b"), flow("a", "b"))
QUESTIONS = ("feeds?party=a", "stalls", "unrepresented", "parties", "revisions")


def test_pages_show_the_last_whole_landscape(graph: Graph) -> None:
    put(graph, SMALL)
    current, shown = LandscapeCache(graph), list[Contents]()
    assert current.contents() == SMALL
    put_in_batches(graph, LARGE, lambda _write: shown.append(current.contents()))
    assert shown == [SMALL] * len(shown)
    assert len(shown) > 5
    assert current.contents() == LARGE


def test_also_when_that_is_not_the_newest(graph: Graph) -> None:
    """A small change came after the page was read, and the large one before the next page."""
    put(graph, SMALL)
    current, shown = LandscapeCache(graph), list[Contents]()
    assert current.contents() == SMALL
    newer = landscape(actor("a"), actor("c"))
    put(graph, newer)
    put_in_batches(graph, LARGE, lambda write: shown.append(current.contents()) if write > 1 else None)
    assert shown == [SMALL] * len(shown)
    assert current.contents() == LARGE


def test_what_is_taken_back_was_never_shown(graph: Graph) -> None:
    put(graph, SMALL)
    first, later = LandscapeCache(graph), LandscapeCache(graph)
    assert first.contents() == SMALL

    def half() -> None:
        assert first.contents() == SMALL
        with pytest.raises(GraphBusy):
            later.contents()

    break_off(graph, LARGE, 8, half)
    assert first.contents() == later.contents() == read_contents(graph) == SMALL


def test_who_has_no_whole_landscape_says_what_is_going_on(graph: Graph) -> None:
    put(graph, SMALL)
    answers = []
    with client_of(graph) as client:

        def look(write: int) -> None:
            if write > 1:
                answers.append(client.get("/karta"))

        put_in_batches(graph, LARGE, look)
        assert {answer.status_code for answer in answers} == {503}
        assert all("n stor ändring skrivs" in answer.text for answer in answers)
        assert client.get("/karta").status_code == 200


@pytest.mark.slow
def test_that_the_server_is_gone_is_told_in_seconds(graph: Graph) -> None:
    put(graph, SMALL)
    with open_far_away(graph, 60, for_good=True, settings=Settings().for_pages()) as far, client_of(far) as client:
        assert client.get("/karta").status_code == 200
        assert any(client.get(f"/api/v1/parties?most={most}").status_code != 200 for most in range(1, 100))
        begun = time.monotonic()
        assert client.get("/karta").status_code == client.get("/api/v1/stalls").status_code == 503
        assert time.monotonic() - begun < 12


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_are_refused_meanwhile(graph: Graph, question: str) -> None:
    put(graph, SMALL)
    answers = []
    with client_of(graph) as client:
        english = {"Accept-Language": "en"}
        put_in_batches(
            graph, LARGE, lambda write: answers.append(client.get(f"/api/v1/{question}", headers=english)) if write > 1 else None
        )
        assert {answer.status_code for answer in answers} == {503}
        assert "a large change is being written" in str(answers[0].json())
        assert client.get(f"/api/v1/{question}").status_code == 200


def test_an_error_that_has_another_cause_is_told(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, SMALL)
    current = LandscapeCache(graph)
    current.contents()
    put(graph, LARGE)

    def busy(_graph: Graph) -> Contents:
        raise GraphBusy(Text("another machine holds the folder"))

    monkeypatch.setattr("api.web.landscape_cache.read_whole", busy)
    with pytest.raises(GraphBusy):
        current.contents()
