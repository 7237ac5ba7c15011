"""The served pages in a real browser: the policy lets all of ours through, and the address round trips over the server."""

import threading
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import expect

from api.application import create_app
from api.serving import HOST, free_port
from queries.graph import Graph
from tests.browser.conftest import Open


@pytest.fixture(scope="module")
def address(sormland_graph: Graph) -> Iterator[str]:
    """The address of the application, served by uvicorn in a thread."""
    port = free_port(8765)
    server = uvicorn.Server(uvicorn.Config(create_app(sormland_graph, "sv"), host=HOST, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://{HOST}:{port}"
    server.should_exit = True
    thread.join()


def test_the_served_map_works_under_its_policy(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?sel=regeringen&lang=sv")
    expect(page.locator("#panel h2")).to_have_text("Regeringen")
    page.locator("#follow").select_option("down")
    assert "dir=down" in page.url
    page.reload()
    page.wait_for_selector("body[data-drawn]", state="attached")
    expect(page.locator("#follow")).to_have_value("down")


def test_the_table_without_script_keeps_the_state(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta?levels=internationell&view=table", java_script_enabled=False)
    assert page.locator("tr[data-party]:visible").count() == 2
    page.locator(".languages a[lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_picture_shows_its_font_under_its_policy(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta.svg", java_script_enabled=False)
    assert page.locator("svg").count() >= 1
