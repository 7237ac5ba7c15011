"""A real Chromium for the whole run, and the file of the map of Sörmland with its examples."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from model.vocabulary.contents import Contents
from tests.prerequisites import BROWSER
from viz.web.page import render_map_file

DAY = "2026-11-24"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip
PATIENCE = 30_000
"""Milliseconds to wait for something to appear, long because other tests run at the same time."""
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the system's Chromium."""
    path = shutil.which(BROWSER)
    assert path, "no Chromium: see tests/prerequisites.py"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def map_path(with_examples: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the map."""
    path = tmp_path_factory.mktemp("map") / "karta.html"
    path.write_text(render_map_file(with_examples, DAY, "sv"), encoding="utf-8")
    return path


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Yield a function that opens a file or address, and waits for the drawn map if it `waits`.

    At the end the page must have made no requests to elsewhere and no complaints.
    """
    contexts, complaints, requests = [], [], []

    def opened(address: str, width: int = 1440, height: int = 900, waits: bool = True, **more: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **more)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if _complains(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request) if _leaves(request, address) else None)
        page.goto(address)
        if more.get("java_script_enabled", True) and page.locator("#canvas").count():
            page.wait_for_selector("body[data-drawn]", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert [request.url[:100] for request in requests] == []


def _complains(message: ConsoleMessage) -> bool:
    """Return whether a message is a complaint. A changed landscape (409) is none, since the page reports it."""
    return message.type in ("error", "warning") and "409 (Conflict)" not in message.text


def _leaves(request: Request, address: str) -> bool:
    """Return whether a request leaves the file, or the server of an address."""
    own = address.split("#")[0].split("?")[0]
    if own.startswith("http"):
        own = "/".join(own.split("/")[:3])  # a served page has its own files beside it
    return not request.url.startswith((own if own.startswith("file:") else urljoin(own, "/"), "data:", "blob:"))
