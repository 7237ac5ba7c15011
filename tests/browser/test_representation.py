"""The matrix of representation and the system map by keyboard, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from queries.server.graph import Graph
from tests.browser.conftest import Open
from tests.browser.test_served import serve_in_thread, wait_until_made


@pytest.fixture(scope="module")
def home(sormland_graph: Graph) -> Iterator[str]:
    """Yield the address of the pages of Sörmland, which are made before a browser asks for them."""
    with serve_in_thread(sormland_graph, 8855) as address:
        for path in ("/representation?level=regional", "/representation?who=all", "/system"):
            wait_until_made(address + path)
        yield address


def test_arrow_keys_move_in_the_matrix_and_it_says_what_a_cell_means(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/representation?level=regional")
    first = page.locator(".seats-table tbody td").first
    first.focus()
    expect(page.locator(".told")).to_contain_text("Branschorganisationer i gemen – Röst: Utbildning & Matchning: okänt")
    for key in ("ArrowDown", "ArrowRight", "End", "ArrowLeft", "Home"):
        page.keyboard.press(key)
    expect(page.locator(".told")).to_contain_text("De som anställer i Sörmland – Röst")
    assert page.locator(".seats-table [tabindex='0']").count() == 1
    head, cell = (page.locator(selector).bounding_box() for selector in (".seats-table thead", ".seats-table td:focus"))
    assert head
    assert cell
    assert cell["y"] >= head["y"] + head["height"] - 1, "a cell in focus does not lie under the headings"


def test_headings_stay_in_view_and_nothing_is_lost_without_scripts(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/representation?who=all", java_script_enabled=False)
    assert page.locator(".seats-table tbody tr:not(.group)").count() > 100
    page.locator(".seats-scroll").evaluate("region => region.scrollTo(0, 900)")
    expect(page.locator(".seats-table .names th").first).to_be_in_viewport()
    expect(page.locator(".seats-table tbody tr:not(.group) th").nth(45)).to_be_in_viewport()


def test_an_arrow_of_the_system_map_opens_and_closes_by_keyboard(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/system")
    arrow = page.get_by_role("link", name="beställning från Branschforum till Lokala kompetensverkstäder")
    arrow.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#opened")).to_contain_text("Beställning: Branschforum → Lokala kompetensverkstäder")
    expect(arrow).to_have_attribute("aria-current", "true")
    page.locator(".opened a", has_text="Stäng").click()
    expect(page.locator("#opened")).to_have_count(0)
    page.go_back()
    expect(page.locator("#opened")).to_be_visible()
