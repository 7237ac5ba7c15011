"""The start page and the feeds: how much has changed since when, short sentences, and what is new as a feed."""

from html import unescape
from threading import Event
from xml.etree.ElementTree import fromstring

import pytest

from api.pages.findings import find_last_sunday
from model.vocabulary.finding_rules import FindingRule
from queries.archive.publishing import publish_revision
from queries.findings.rule_functions import RULE_FUNCTIONS
from queries.findings.rule_run import RuleFindings, RuleRun
from queries.review.running import order_rules
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


def test_pages_answer_with_what_is_ready_and_say_what_is_not(local_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, may = empty_graph(local_graph), Event()
    put(graph, landscape(actor("a")))

    def wait(run: RuleRun) -> RuleFindings:
        may.wait(30)
        return RuleFindings(())

    rules = order_rules(tuple(FindingRule))
    n, last = len(rules), rules[-1]
    monkeypatch.setattr("queries.review.running.RULE_FUNCTIONS", {**RULE_FUNCTIONS, last: wait})
    monkeypatch.setattr("queries.server.background.PATIENCE_SECONDS", 0.2)
    with client_of(graph) as client:
        start, findings, data = (client.get(path) for path in ("/", "/iakttagelser", "/start.json"))
        table = client.get("/iakttagelser.csv")
        may.set()
        monkeypatch.setattr("queries.server.background.PATIENCE_SECONDS", 30.0)
        whole, same = client.get("/iakttagelser.json"), client.get("/iakttagelser.json")
    assert f"av {n} regler räknas ännu" in start.text
    assert "Senaste ändringar" in start.text
    assert f"av {n} regler räknas ännu" in findings.text
    assert "data-awaits" in findings.text
    assert data.json()["waiting"]["complete"] is False
    assert (data.status_code, table.status_code) == (200, 503)
    assert "etag" not in data.headers
    assert whole.json()["waiting"] == {"complete": True, "left": 0, "missing": None}
    assert whole.headers["etag"] == same.headers["etag"]


def test_representation_says_that_it_is_worked_out(local_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = empty_graph(local_graph)
    put(graph, landscape(actor("a"), forum("f")))
    monkeypatch.setattr("queries.server.background.PATIENCE_SECONDS", 0.0)
    with client_of(graph) as client:
        first = client.get("/representation.json")
        monkeypatch.setattr("queries.server.background.PATIENCE_SECONDS", 30.0)
        whole = client.get("/representation.json")
        unknown = client.get("/representation.json?area=ingen")
    assert first.json()["waiting"]["complete"] is False
    assert "sums" in whole.json()
    assert unknown.status_code == 404
