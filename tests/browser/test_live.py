"""Open pages while the landscape changes: each says so, and loses nothing of where its reader is."""

import time
from collections.abc import Iterator
from threading import Event

import pytest
from playwright.sync_api import Page, expect

from model.vocabulary.finding_rules import FindingRule
from queries.findings.rule_functions import RULE_FUNCTIONS
from queries.findings.rule_run import RuleFindings, RuleRun
from queries.server.graph import Graph
from tests.browser.conftest import Open
from tests.browser.test_served import serve_in_thread
from tests.graphs import empty_graph, put
from tests.landscapes import actor, landscape

CHANGED = "Landskapet har ändrats sedan den här sidan lästes in."
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def address(local_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Yield the address of a landscape with one actor, whose changes are told quickly."""
    monkeypatch.setattr("api.web.streams.LOOK_SECONDS", 0.1)
    put(empty_graph(local_graph), landscape(actor("a", name="Först")))
    with serve_in_thread(local_graph, 8895) as address:
        yield address


def change(graph: Graph, *ids: str) -> None:
    put(graph, landscape(*(actor(id_, name=f"Först {id_}") for id_ in ids)))


def expect_told(page: Page, text: str) -> None:
    expect(page.locator("#changed span:visible")).to_contain_text(text)


def test_a_page_tells_of_a_change_and_shows_it_where_its_reader_was(open_page: Open, local_graph: Graph, address: str) -> None:
    page = open_page(f"{address}/system?lang=sv", height=400)
    opened_at = page.evaluate("performance.timeOrigin")
    page.locator("details summary").first.click()
    page.locator("input[name=q]").fill("halv fråga")
    page.evaluate("scrollTo(0, 120)")
    change(local_graph, "a", "b")
    expect_told(page, CHANGED)
    place = page.evaluate("[scrollY, document.activeElement.name, performance.timeOrigin]")
    assert place == [120, "q", opened_at]  # nothing has moved and nothing was loaded
    with page.expect_navigation():
        page.get_by_role("button", name="Visa ändringen").click()
    expect(page.locator("#changed span:visible")).to_have_count(0)
    assert page.evaluate("[scrollY, document.activeElement.name, document.activeElement.value]") == [120, "q", "halv fråga"]
    assert page.locator("details").first.evaluate("part => part.open")


def test_the_map_tells_and_keeps_what_is_selected(open_page: Open, local_graph: Graph, address: str) -> None:
    page = open_page(f"{address}/karta?sel=a&lang=sv")
    change(local_graph, "a", "b")
    expect_told(page, CHANGED)
    page.get_by_role("button", name="Visa ändringen").click()
    expect(page.locator("tr[data-party=b]")).to_have_count(1)
    expect(page.locator("#panel h2")).to_have_text("Först a")


def test_a_message_that_was_closed_comes_again_with_the_next_change(open_page: Open, local_graph: Graph, address: str) -> None:
    page = open_page(f"{address}/?lang=en")
    page.locator("input[name=q]").focus()
    change(local_graph, "a", "b")
    expect_told(page, "The landscape has changed")
    page.get_by_role("button", name="Close this message").click()
    expect(page.locator("#changed span:visible")).to_have_count(0)
    assert page.evaluate("document.activeElement.name") == "q"
    change(local_graph, "a", "b", "c")
    expect_told(page, "The landscape has changed")


def test_a_hidden_tab_is_told_nothing_until_it_is_shown(open_page: Open, local_graph: Graph, address: str) -> None:
    page = open_page(f"{address}/?lang=sv")
    page.evaluate(HIDE, True)
    change(local_graph, "a", "b")
    time.sleep(1)
    expect(page.locator("#changed span:visible")).to_have_count(0)
    page.evaluate(HIDE, False)
    expect_told(page, CHANGED)


def test_a_page_tells_that_what_it_lacked_is_ready(open_page: Open, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    may = Event()

    def wait(run: RuleRun) -> RuleFindings:
        assert may.wait(60)
        return RuleFindings(())

    monkeypatch.setattr("queries.review.running.RULE_FUNCTIONS", {**RULE_FUNCTIONS, FindingRule.PAST_DATE: wait})
    monkeypatch.setattr("queries.server.background.PATIENCE_SECONDS", 0.0)
    page = open_page(f"{address}/iakttagelser?lang=sv&rule=past-own-date")
    expect(page.locator(".unfinished")).to_contain_text("regler räknas ännu")
    may.set()
    expect_told(page, "Det som saknades på sidan är klart.")
    with page.expect_navigation():
        page.get_by_role("button", name="Visa det").click()
    expect(page.locator(".unfinished")).to_have_count(0)
