"""The start page and the feeds: how much has changed since when, short sentences, and what is new as a feed."""

from html import unescape
from xml.etree.ElementTree import fromstring

import pytest

from api.pages.findings import find_last_sunday
from model.errors import QueryTooSlow
from model.language import Text
from queries.archive.publishing import publish_revision
from queries.review.briefing import Briefing
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.graphs import empty_graph, put
from tests.landscapes import actor, flow, forum, landscape

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_start_page_counts_changes_since_yesterday_in_a_week_and_since_the_last_revision(local_graph: Graph) -> None:
    graph = empty_graph(local_graph)
    put(graph, landscape(actor("a"), actor("b"), forum("f"), flow("a", "b")))
    publish_revision(graph, "ada", "första")
    put(graph, landscape(actor("a"), actor("b", name="Nya B"), forum("f"), flow("a", "b")))
    with client_of(graph) as client:
        page = unescape(client.get("/").text)
        feed = client.get("/iakttagelser.atom")
        other = client.get("/iakttagelser.atom?forum=f")
        own = client.get("/part/b.atom")
    since = page[page.index('class="since"') :]
    assert "Sedan i går: <a" in since
    assert "Sedan revision 1: <a" in since
    assert "/karta/forandring?mot=1" in since
    assert "Säg vad som är fel eller saknas" in page
    for answer in (feed, other, own):
        assert answer.headers["content-type"].startswith("application/atom+xml")
    ids = [fromstring(answer.text).findtext(f"{ATOM}id") for answer in (feed, other, own)]
    assert len(set(ids)) == 3
    assert any("Nya B" in (title.text or "") for title in fromstring(own.text).iter(f"{ATOM}title"))


def test_a_feed_of_findings_has_what_is_new_this_week() -> None:
    assert [find_last_sunday(day) for day in ("2026-11-30", "2026-12-06", "2026-12-07")] == [
        "2026-11-29",
        "2026-11-29",
        "2026-12-06",
    ]


def test_the_start_page_is_there_though_what_to_look_at_takes_too_long(
    local_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> Briefing:
        raise QueryTooSlow(Text("the graph did not answer within {seconds} seconds", seconds=30))

    monkeypatch.setattr("api.pages.start.answer_today", fail)
    graph = empty_graph(local_graph)
    put(graph, landscape(actor("a")))
    with client_of(graph) as client:
        answer = client.get("/")
    assert answer.status_code == 200
    assert "tar för lång tid" in answer.text
    assert "Senaste ändringar" in answer.text
