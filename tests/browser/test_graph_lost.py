"""The graph is lost and comes back while pages are open: they say so in their language, keep what they show, and recover by themselves."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from api.web.latest import FRESH_SECONDS
from api.web.pages import PAGES
from queries.journal.prepare import prepare_graph
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_folder import LocalFolder
from queries.server.local_server import stop_server
from queries.server.settings import Settings
from tests.browser.test_served import serve_in_thread
from tests.graphs import put
from tests.landscapes import actor, landscape
from tests.neo4j_server import RELEASES, run_server
from tests.servers import LOCAL, SERVERS

PAGES_OF_ALL = [path for path in (*PAGES, "/karta", "/karta.svg", "/start.json", "/api/v1/stalls") if "{" not in path]
LOST = {"sv": "Landskapet kan inte nås just nu.", "en": "The landscape cannot be reached just now."}
BACK = {"sv": "Landskapet kan nås igen.", "en": "The landscape can be reached again."}
RETURNS = {"sv": "Sidan fortsätter av sig själv", "en": "This page goes on by itself"}
HEADINGS = {"sv": "Beslut", "en": "Decisions"}


@dataclass
class Case:
    """A graph, and how it is lost and given back."""

    graph: Graph
    lose: Callable[[], None]
    restore: Callable[[], object]


def open_case(name: str, folder: Path, stack: ExitStack) -> Case:
    """Open a graph on a server of its own."""
    settings = Settings.from_environment().for_pages()
    if name != LOCAL:
        server = stack.enter_context(run_server(folder, RELEASES[name]))
        return Case(stack.enter_context(Graph.open(server.address, settings)), server.kill, server.start)
    home, away = folder / "graph", folder / "away"
    stack.callback(stop_server, home)
    graph = stack.enter_context(Graph.open(LocalAddress(home), settings))

    def lose() -> None:
        kill_local(home)
        home.rename(away)  # a server that was only killed is started by the next request

    return Case(graph, lose, lambda: away.rename(home))


def kill_local(folder: Path) -> None:
    """Kill the server of a folder."""
    server = LocalFolder(folder).find_server()
    assert server
    os.kill(server.pid, signal.SIGKILL)


@pytest.mark.slow(minutes=1.5)
@pytest.mark.parametrize("name", [name for name in SERVERS if name in (LOCAL, *RELEASES)])
def test_pages_outlive_their_graph(browser: Browser, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.streams.LOOK_SECONDS", 0.3)
    with ExitStack() as stack:
        case = open_case(name, tmp_path, stack)
        prepare_graph(case.graph)
        put(case.graph, landscape(actor("a", name="Först")))
        address = stack.enter_context(serve_in_thread(case.graph, 8905))
        context = stack.enter_context(browser.new_context())
        watched = {language: open_in(context.new_page, f"{address}/part/a?lang={language}") for language in LOST}
        loaded = [page.evaluate("performance.timeOrigin") for page in watched.values()]

        case.lose()
        for language, page in watched.items():
            expect_told(page, LOST[language])
            expect(page.locator("h1")).to_contain_text("Först")
        assert_refused(address)
        waiting = {language: open_in(context.new_page, f"{address}/beslut?lang={language}") for language in LOST}
        for language, page in waiting.items():
            expect(page.locator("#returns")).to_contain_text(RETURNS[language])

        case.restore()
        for language, page in waiting.items():
            expect(page.locator("h1")).to_contain_text(HEADINGS[language])
        for language, page in watched.items():
            expect_told(page, BACK[language])
        assert [page.evaluate("performance.timeOrigin") for page in watched.values()] == loaded
        assert httpx.get(f"{address}/readyz").status_code == 200
        put(case.graph, landscape(actor("a", name="Sedan")))
        expect_told(watched["sv"], "Landskapet har ändrats")
        watched["sv"].get_by_role("button", name="Visa ändringen").click()
        expect(watched["sv"].locator("h1")).to_contain_text("Sedan")


def open_in(new_page: Callable[[], Page], address: str) -> Page:
    page = new_page()
    page.goto(address)
    return page


def expect_told(page: Page, text: str) -> None:
    expect(page.locator("#changed span:visible")).to_contain_text(text)


def assert_refused(address: str) -> None:
    """Check that every page and form says that the landscape cannot be reached, when to come back, and nothing of where it is."""
    with httpx.Client(base_url=address, timeout=60) as client, ThreadPoolExecutor(len(PAGES_OF_ALL)) as threads:
        for language, text in LOST.items():
            answers = [*threads.map(lambda path: client.get(path, params={"lang": language}), PAGES_OF_ALL)]  # noqa: B023
            assert {answer.status_code for answer in answers} == {503}
            assert {answer.headers["retry-after"] for answer in answers} == {"5"}
            assert [answer.text for answer in answers if text.rstrip(".").casefold() not in answer.text.casefold()] == []
            assert not any("bolt://" in answer.text or "/graph" in answer.text for answer in answers)
        assert client.get("/readyz").status_code == 503
        assert client.get("/livez").status_code == 200


@pytest.mark.slow
def test_a_local_server_that_was_killed_is_started_by_the_next_request(local_folder: Path, local_graph: Graph) -> None:
    with serve_in_thread(local_graph, 8915) as address:
        before = httpx.get(f"{address}/om").headers["etag"]
        kill_local(local_folder)
        time.sleep(2 * FRESH_SECONDS)  # an answer is repeated for as long without a look at the landscape
        answer = httpx.get(f"{address}/om", timeout=60)
        assert (answer.status_code, answer.headers["etag"]) == (200, before)
