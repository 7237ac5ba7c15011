"""The lenses and the focus in a real browser: by keyboard, without scripts. What all pages have in common: `test_pages`."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from queries.server.graph import Graph
from tests.browser.conftest import Open
from tests.browser.test_served import serve_in_thread


@pytest.fixture(scope="module")
def address(sormland_graph: Graph) -> Iterator[str]:
    """Yield the address of the landscape of Sörmland."""
    with serve_in_thread(sormland_graph, 8785) as address:
        yield address


def test_a_lens_is_read_and_followed_without_scripts_and_back_leads_back(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta/beslut", java_script_enabled=False)
    expect(page.locator(".map-panel h2")).to_have_text("Här stannar besluten")
    assert page.locator("svg.lens [data-pairs]").count() > 5
    page.locator('svg.lens a[href*="/fokus/branschforum-transport"]').first.click()
    expect(page.locator("h1")).to_have_text("I fokus: Branschforum Transport")
    page.locator(".steps a", has_text="2").click()
    assert "steg=2" in page.url
    page.locator("svg.neighbourhood a", has_text="Regional samordnare").first.click()
    expect(page.locator("h1")).to_have_text("I fokus: Regional samordnare")
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text("I fokus: Branschforum Transport")


def test_a_day_is_chosen_by_slider_and_by_date(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta/beslut", waits=False)
    page.locator(".day-slider").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**on=*")
    chosen = page.locator(".day-strip a[aria-current]")
    expect(chosen).to_have_count(1)
    page.locator(".day-form input[type=date]").fill("2026-05-15")
    page.locator(".day-form button").click()
    expect(page.locator("#days-heading")).to_contain_text("2026-05-15")


def test_the_map_of_flows_leads_to_the_focus_and_to_its_lenses_on_the_same_day(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?on=2026-10-01&sel=regeringen")
    page.locator("#panel .to-focus").click()
    expect(page.locator("h1")).to_have_text("I fokus: Regeringen")
    assert "on=2026-10-01" in page.url
    page.go_back()
    page.wait_for_selector("body[data-drawn]", state="attached")
    page.locator(".lens-choice a", has_text="Beslut").click()
    expect(page.locator("#days-heading")).to_contain_text("2026-10-01")


def test_the_days_are_dragged_and_played_without_losing_the_place_and_stop_at_once(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta/sakerhet", waits=False)
    slider, day = page.locator(".day-slider"), page.locator("#days-heading")
    slider.focus()
    today = day.inner_text()
    slider.press("ArrowLeft")
    expect(day).not_to_have_text(today)
    expect(slider).to_be_focused()
    assert "on=" in page.url
    page.locator(".day-play").click()
    expect(day).to_have_text(today)
    expect(page.locator(".day-play")).to_have_text("Spela upp")  # the last day ends it
    page.locator(".day-play").click()
    expect(page.locator(".day-play")).to_have_text("Pausa")
    page.keyboard.press("Escape")
    expect(page.locator(".day-play")).to_have_text("Spela upp")


def test_nothing_plays_for_those_who_want_less_motion(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta/sakerhet", waits=False, reduced_motion="reduce")
    expect(page.locator(".day-slider")).to_be_visible()
    expect(page.locator(".day-play")).to_have_count(0)
