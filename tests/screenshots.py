"""Write a picture of every page in every form to a folder: `python -m tests.screenshots FOLDER [ADDRESS …]` (`make screenshots OUT=FOLDER`)."""

import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from queries.journal.prepare import prepare_graph
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_server import stop_server
from tests.browser.conftest import FLAGS
from tests.browser.test_served import serve_in_thread
from tests.pages import ADDRESSES, MAPS, PROBLEMS
from tests.prerequisites import BROWSER

SEEDS = Path(__file__).parent.parent / "seed"
WIDE, NARROW, PAPER = ({"width": width, "height": height} for width, height in ((1440, 900), (320, 700), (794, 1123)))
FORMS: Mapping[str, Mapping[str, Any]] = {
    "light": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "narrow": {"viewport": NARROW, "device_scale_factor": 2},
    "forced": {"viewport": WIDE, "forced_colors": "active"},
    "contrast": {"viewport": WIDE, "contrast": "more"},
    "print": {"viewport": PAPER},
}
TALLEST = 6000
"""Pixels of a picture; of a longer page its beginning is shown."""


def name_file(address: str) -> str:
    """Return the name of an address's pictures."""
    return re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-")[:80] or "start"


def take_pictures(browser: Browser, home: str, out: Path, addresses: list[str]) -> None:
    """Take all addresses in all forms."""
    for form, options in FORMS.items():
        context = browser.new_context(**options)
        page = context.new_page()
        if form == "print":
            page.emulate_media(media="print")
        for address in addresses:
            page.goto(home + address)
            if page.locator("#canvas").count():
                page.wait_for_selector("body[data-drawn]", state="attached")
            page.wait_for_function("() => [...document.images].every((one) => one.complete)")
            _take_picture(page, out / f"{name_file(address)}-{form}.png")
        context.close()
        print(f"{form}: {len(addresses)} pictures", flush=True)


def _take_picture(page: Page, file: Path) -> None:
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)})


def main(out: Path, *asked: str) -> None:
    """Load Sörmland with its examples into a graph, serve it, and take the pictures."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Graph.open(LocalAddress(Path(folder))) as graph:
        prepare_graph(graph)
        for seed in ("sormland", "exempel"):
            load_plan(graph, read_folder(SEEDS / seed), "screenshots", "seed")
        with serve_in_thread(graph, 8895) as home, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which(BROWSER), args=FLAGS)
            take_pictures(browser, home, out, list(asked) or [*ADDRESSES, *MAPS, *PROBLEMS])
            browser.close()
        stop_server(Path(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
