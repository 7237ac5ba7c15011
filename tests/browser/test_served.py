"""The served pages in a real browser: the policy allows all our own scripts and styles, and the address keeps the state."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import uvicorn
from playwright.sync_api import expect

from api.web.application import create_app
from api.web.serving import DEFAULT_HOST, configure_server, find_free_port
from queries.server.graph import Graph
from tests.browser.conftest import Open
from tests.graphs import empty_graph, put
from tests.landscapes import actor, flow, landscape


@contextmanager
def serve_in_thread(graph: Graph, at: int) -> Iterator[str]:
    """Yield the address of an application that uvicorn serves in a thread."""
    port = find_free_port(at)
    server = uvicorn.Server(configure_server(create_app(graph, "sv"), DEFAULT_HOST, port))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://{DEFAULT_HOST}:{port}"
    server.should_exit = True
    thread.join()


def wait_until_made(address: str, tries: int = 12) -> None:
    """Ask for a page until it is made: on a busy machine the first requests may be told to come back later."""
    for left in reversed(range(tries)):
        try:
            with urlopen(address, timeout=60) as answer:
                answer.read()
                return
        except HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE or not left:
                raise
            time.sleep(1)


@pytest.fixture(scope="module")
def address(sormland_graph: Graph) -> Iterator[str]:
    """Yield the address of the landscape of Sörmland."""
    with serve_in_thread(sormland_graph, 8765) as address:
        yield address


@pytest.fixture(scope="module")
def merged_address(local_graph: Graph) -> Iterator[str]:
    """Yield the address of a landscape in which `gammal` was merged into `ny`."""
    put(empty_graph(local_graph), landscape(actor("ny", former_ids=("gammal",)), actor("annan"), flow("ny", "annan")))
    with serve_in_thread(local_graph, 8775) as address:
        yield address


def test_the_served_map_works_under_its_policy(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?sel=regeringen&lang=sv")
    expect(page.locator("#panel h2")).to_have_text("Regeringen")
    page.locator("#follow").select_option("down")
    assert "dir=down" in page.url
    page.reload()
    page.wait_for_selector("body[data-drawn]", state="attached")
    expect(page.locator("#follow")).to_have_value("down")


def test_a_stack_opens_in_place_and_closes(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?lang=sv")
    stack = page.locator('#boxes button[aria-label^="Kommuner i länet"]')
    stack.click()
    expect(page.locator("#panel h2")).to_have_text("Kommuner i länet (9)")
    page.locator("#panel .stack-button").click()
    expect(page.locator('#boxes button[data-box="eskilstuna-kommun"]')).to_be_visible()
    expect(page.locator("#said")).to_contain_text("öppnad: 9 parter")
    assert "stack=stack." in page.url
    page.reload()
    expect(page.locator('#boxes button[data-box="eskilstuna-kommun"]')).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator('#boxes button[data-box="eskilstuna-kommun"]')).to_have_count(0)
    page.go_back()
    expect(page.locator('#boxes button[data-box="eskilstuna-kommun"]')).to_be_visible()


WORKSHOPS = "stack.area:utbildning-matchning.lokal.forum.lokal-kompetensverkstad"


def test_the_legend_has_the_lines_of_the_stack_that_is_open(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?lang=sv&stack={WORKSHOPS}")
    expect(page.locator(".legend li", has_text="Flera slag")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".legend li", has_text="Flera slag")).to_be_hidden()


def test_a_stack_says_where_it_stands(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?lang=sv")
    names = page.locator("#boxes button").evaluate_all("all => all.map((button) => button.ariaLabel)")
    assert "Kommuner i länet (9), Stapel med 9 · Region & kommun, Lokal" in names
    assert all("·" in name for name in names)
    page.locator('#boxes button[aria-label^="Lokala kompetensverkstäder"]').click()
    expect(page.locator("#panel .what")).to_have_text("Stapel med 10 · Utbildning & Matchning, Lokal")


def test_an_open_stack_has_a_control_that_closes_it(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?lang=sv&stack={WORKSHOPS}")
    page.get_by_role("button", name="Stäng stapeln").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stäng stapeln")).to_be_hidden()
    assert "stack=" not in page.url
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Lokala kompetensverkstäder (10)")


def test_the_panel_of_a_stack_lists_the_flows_that_it_counts(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?lang=sv&sel={WORKSHOPS}")
    given = page.locator("#panel details", has_text="Lämnar (")
    n = given.locator("li").count()
    expect(given.locator("summary")).to_have_text(f"Lämnar ({n})")
    expect(page.locator("#said")).to_contain_text(f"lämnar {n}.")


def test_a_party_of_another_day_is_found_by_the_link(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?lang=sv&on=1950-01-01&sel=framtid-industri-foretag")
    expect(page.locator("#missing")).to_contain_text(
        "Framtid Industri, block företag har inte börjat än (hösten 2008 (2008-09-01))."
    )
    page.locator("#missing a").click()
    expect(page.locator("#panel h2")).to_have_text("Framtid Industri, block företag")


@pytest.mark.parametrize("id_", ["eskilstuna-kommun", "branschforum-transport"])
def test_a_party_in_a_stack_is_shown_by_opening_it(open_page: Open, address: str, id_: str) -> None:
    page = open_page(f"{address}/karta?sel={id_}")
    expect(page.locator('#boxes button[aria-pressed="true"]')).to_have_attribute("data-box", id_)


def test_a_stack_that_cannot_be_opened_is_told(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?lang=sv")
    page.locator('#boxes button[aria-label^="Kommuner i länet"]').click()
    page.evaluate("document.getElementById('changed').dataset.version = 'another'")
    with page.expect_response("**/karta/stapel?**") as answered:
        page.locator("#panel .stack-button").click()
    assert answered.value.status == 409
    expect(page.locator("#said")).to_contain_text("Stapeln gick inte att öppna")


def test_the_table_without_script_keeps_the_state(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?levels=internationell&view=table", java_script_enabled=False)
    assert page.locator("tr[data-party]:visible").count() == 2
    expect(page.locator(".unfiltered")).to_contain_text("Bilden visar allt")
    page.locator(".language a[lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("tr[data-party]:visible").count() == 2
    assert page.goto(f"{address}/karta?view=table")
    expect(page.locator(".unfiltered")).to_be_hidden()


def test_a_form_without_script_takes_every_box_that_is_ticked(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?kinds=demand,delivery&sel=regeringen", java_script_enabled=False)
    page.locator("input[name=kinds][value=support]").check()
    page.locator("#controls noscript button").click()
    checked = page.locator("input[name=kinds]:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    assert sorted(checked) == ["delivery", "demand", "support"]
    assert "sel=regeringen" in page.url


def test_another_language_shows_the_same(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?lang=sv&sel=regeringen")
    page.locator("#follow").select_option("down")
    page.locator(".language a[lang=en]").click()
    page.wait_for_selector("body[data-drawn]", state="attached")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#panel h2")).to_have_text("The Government")
    expect(page.locator("#follow")).to_have_value("down")


@pytest.mark.parametrize("script", [True, False])
def test_what_an_address_says_that_the_map_does_not_know_is_told(open_page: Open, address: str, script: bool) -> None:
    page = open_page(f"{address}/karta?lang=xx&dir=zzz&areas=zzz&kinds=behov", java_script_enabled=script)
    for said in ("lang=xx", "dir=zzz", "areas=zzz", "kinds=behov"):
        expect(page.locator("#missing")).to_contain_text(said)
    assert page.locator("tr[data-party]:not([hidden])").count() > 10


def test_the_picture_shows_its_font_under_its_policy(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta.svg", java_script_enabled=False)
    assert page.locator("svg").count() >= 1


def test_a_page_has_a_head_over_the_wire(address: str) -> None:
    with urlopen(Request(f"{address}/karta", method="HEAD")) as answer:  # our own server
        assert (answer.status, answer.read()) == (200, b"")
        assert int(answer.headers["content-length"]) > 1000


def test_an_address_by_a_former_id_selects_what_it_was_merged_into(open_page: Open, merged_address: str) -> None:
    page = open_page(f"{merged_address}/karta")
    page.goto(f"{merged_address}/karta?sel=gammal&dir=down")
    expect(page.locator("#panel h2")).to_have_text("Ny")
    assert "sel=ny&dir=down" in page.url


def test_so_does_the_page_without_script(open_page: Open, merged_address: str) -> None:
    by_id, by_former_id = (
        open_page(f"{merged_address}/karta?sel={id_}", java_script_enabled=False).locator("#panel").inner_text()
        for id_ in ("ny", "gammal")
    )
    assert by_id == by_former_id
    assert "Ny" in by_id


def test_what_nothing_is_called_is_told_without_script_too(open_page: Open, merged_address: str) -> None:
    for script in (True, False):
        page = open_page(f"{merged_address}/karta?sel=finns-inte&lang=en", java_script_enabled=script)
        expect(page.locator("#missing")).to_be_visible()
        expect(page.locator("#missing")).to_contain_text("'finns-inte'")
    assert page.goto(f"{merged_address}/karta?sel=ny")
    expect(page.locator("#missing")).to_be_hidden()


def test_an_empty_graph_says_how_it_is_filled(open_page: Open, local_graph: Graph) -> None:
    with serve_in_thread(empty_graph(local_graph), 8785) as address:
        page = open_page(f"{address}/karta?lang=en")
        expect(page.locator("main")).to_contain_text("landskap template FILE.xlsx")


def test_a_part_of_a_large_landscape_is_drawn_anew_when_another_is_chosen(
    open_page: Open, sormland_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viz.web.parts.MOST_PARTIES_DRAWN", 100)
    with serve_in_thread(sormland_graph, 8805) as address:
        page = open_page(f"{address}/karta?levels=nationell&lang=sv")
        expect(page.locator("#notes")).to_contain_text("En del av landskapet")
        few = page.locator("tr[data-party]").count()
        page.locator(".more summary").click()
        page.locator('input[name="levels"][value="internationell"]').check()
        page.wait_for_function("few => document.querySelectorAll('tr[data-party]').length > few", arg=few)
        page.wait_for_selector("body[data-drawn]", state="attached")
        assert "levels=internationell%2Cnationell" in page.url
