"""The pages of decisions in a real browser: the analyst's way, choices, and what figures say to those who do not see them.

That axe finds nothing in them is tried in `test_pages`.
"""

from collections.abc import Iterator

import pytest

from queries.server.graph import Graph
from tests.browser.conftest import Open
from tests.browser.test_served import serve_in_thread

DECISION = "/beslut/exempel-el-lastbil"


@pytest.fixture(scope="module")
def home(sormland_graph: Graph) -> Iterator[str]:
    """Yield the address of the pages of Sörmland."""
    with serve_in_thread(sormland_graph, 8815) as address:
        yield address


def test_the_analyst_gets_to_the_oldest_unfollowed_decision_and_its_reason_in_three_clicks(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/?lang=sv&on=2026-11-29")
    page.get_by_role("navigation", name="Avdelningar").get_by_role("link", name="Beslut").click()
    page.get_by_role("row").get_by_role("link", name="Mötesplats för föreningar").first.click()
    sentence = page.locator(".found summary").first
    assert "277 dagar" in sentence.inner_text()
    reasons = page.locator(".found .reasons").first
    assert reasons.get_by_text("vanlig").first.is_visible()  # the first is open at once; the third click opens another
    page.locator(".found summary").nth(1).click()
    assert page.locator(".found .reasons").nth(1).is_visible()
    assert page.url.endswith("#exempel-motesplats-till-rar-lg")
    again = page.context.new_page()
    again.goto(page.url)
    assert again.locator(".found .reasons pre").first.inner_text() == page.locator(".found .reasons pre").first.inner_text()


def test_choices_are_links_that_keep_the_day_and_go_back(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/beslut?lang=sv&on=2026-11-29", java_script_enabled=False)
    page.get_by_role("navigation", name="Läge").get_by_role("link", name="I tid").click()
    assert "on=2026-11-29" in page.url
    assert page.locator("[aria-current=true]").first.inner_text().strip() == "I tid"
    rows = page.get_by_role("table", name="").first.get_by_role("row")
    assert rows.count() > 4
    page.get_by_role("link", name="överlämning", exact=True).click()
    assert "by=hand-off" in page.url
    assert "state=in-time" in page.url
    page.go_back()
    page.go_back()
    assert "state" not in page.url
    page.get_by_text("Visa som tabell").click()
    assert page.get_by_role("row", name="kommunicerat").first.is_visible()


def test_figures_are_told_without_being_seen_and_queries_are_copied(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/beslut?lang=sv&on=2026-11-29", permissions=["clipboard-write"])
    bar = page.get_by_role("img", name="Kommunicerat").first
    assert "5 står stilla" in (bar.evaluate("(image) => image.querySelector('desc').textContent"))
    page.goto(f"{home}{DECISION}?lang=sv&on=2026-11-29")
    lane = page.get_by_role("img", name="Lokal kompetensverkstad Katrineholm")
    assert "linjebeslut" in lane.evaluate("(image) => image.querySelector('desc').textContent")
    page.evaluate(
        """() => { const write = navigator.clipboard.writeText.bind(navigator.clipboard);
        navigator.clipboard.writeText = async (text) => { await write(text); window.copied = text; }; }"""
    )
    page.get_by_role("button", name="Kopiera").first.click()
    page.get_by_role("button", name="Kopierat").wait_for()
    assert page.evaluate("copied").startswith(":param ids"), "it was really written: pages may not read what others copied"
    assert page.locator(".lane").first.bounding_box() is not None
