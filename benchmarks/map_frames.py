"""The first frame of the map's page, and its frames while it is moved, with 300 boxes: `python -m benchmarks.map_frames`.

Held against stock pyvis's page of as many nodes and edges in the same run. Both are files in headless Chromium; requests to
elsewhere, which the stock page makes, fail at once.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from unittest.mock import patch

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from benchmarks.timing import describe_machine
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Record, Standing
from model.vocabulary.registers import ActorType, Level, Source
from viz.view import stacking, view
from viz.web.page import render_map_file

BOXES, FLOWS, ROUNDS, SECONDS = 300, 780, 3, 3.0
ON = "2026-11-24"
EVIDENCE = ("kalla §1",)
DRAWN = """() => {
  const canvas = document.querySelector("canvas");
  if (!canvas || !canvas.width) return false;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let place = 3; place < data.length; place += 4 * 13) if (data[place]) return true;
  return false;
}"""
"""Whether something is drawn on the canvas of a page."""
COUNT_FRAMES = (
    "() => { window.frames_ = 0; const count = () => { window.frames_ += 1; requestAnimationFrame(count); }; count(); }"
)
FLAGS = ["--no-sandbox", "--disable-gpu"]


def make_landscape(random: Random) -> Contents:
    """A landscape whose map has a box for each of its actors: no two share a kind."""
    columns, rows = 6, 5
    registers: list[Record] = [Source(id="kalla", name="Källa", evidence=EVIDENCE)]
    registers += [ActorType(id=f"typ-{n}", name=f"Typ {n}", order=n, evidence=EVIDENCE) for n in range(columns)]
    registers += [Level(id=f"niva-{n}", name=f"Nivå {n}", order=n, forums=False, evidence=EVIDENCE) for n in range(rows)]
    actors = [
        Actor(id=f"part-{n}", name=f"Part {n}", type=f"typ-{n % columns}", level=f"niva-{n % rows}", evidence=EVIDENCE)
        for n in range(BOXES)
    ]
    flows = []
    for n in range(FLOWS):
        source, target = random.sample(range(BOXES), 2)
        flows.append(
            Flow(
                id=f"flode-{n}", source=f"part-{source}", target=f"part-{target}", kind=random.choice([*FlowKind]),
                standing=Standing.EXISTING, evidence=EVIDENCE,
            )
        )  # fmt: skip
    return Contents([*registers, *actors, *flows])


def write_our_page(path: Path, contents: Contents) -> None:
    """Write the map of a landscape with a box for each party, which the usual limits would stack."""
    most = patch.object(stacking, "MOST_BOXES", BOXES), patch.object(view._ViewBuilder, "_find_limit", lambda *_of: BOXES)
    with most[0], most[1]:
        path.write_text(render_map_file(contents, ON, "sv"), encoding="utf-8")


def write_stock_page(path: Path, contents: Contents) -> None:
    """Write the same as pyvis does it."""
    network = Network(directed=True, cdn_resources="in_line", height="880px")
    for party in contents.parties():
        network.add_node(party.id, label=party.name)
    for flow in contents.of(Flow).values():
        network.add_edge(flow.source, flow.target)
    path.write_text(network.generate_html(), encoding="utf-8")


def open_page(browser: Browser, path: Path) -> tuple[Page, float]:
    """Open a page; return it with the seconds until something was drawn."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.route("http*://**", lambda route: route.abort())
    start = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_function(DRAWN, polling=50, timeout=240_000)
    return page, time.perf_counter() - start


def count_frames(page: Page) -> float:
    """Return the frames a second while the map is dragged to and fro."""
    page.evaluate(COUNT_FRAMES)
    page.mouse.move(720, 500)
    page.mouse.down()
    start, before = time.perf_counter(), page.evaluate("window.frames_")
    step = 0
    while time.perf_counter() - start < SECONDS:
        step += 1
        page.mouse.move(720 + 200 * ((step % 40) / 40 - 0.5), 500 + 100 * ((step % 30) / 30 - 0.5))
    frames = (page.evaluate("window.frames_") - before) / (time.perf_counter() - start)
    page.mouse.up()
    return float(frames)


def main() -> None:
    """The command."""
    print(describe_machine())
    contents = make_landscape(Random(1))
    ways: dict[str, Callable[[Path, Contents], None]] = {"ours": write_our_page, "stock pyvis": write_stock_page}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        first: dict[str, list[float]] = {name: [] for name in ways}
        frames: dict[str, list[float]] = {name: [] for name in ways}
        for name, write in ways.items():
            write(Path(folder) / f"{name}.html", contents)
        for _round in range(ROUNDS):
            for name in ways:
                page, seconds = open_page(browser, Path(folder) / f"{name}.html")
                first[name].append(seconds)
                frames[name].append(count_frames(page))
                page.context.close()
        for name in ways:
            size = (Path(folder) / f"{name}.html").stat().st_size
            print(f"{name:12} first frame {median(first[name]):6.2f} s, {median(frames[name]):5.1f} frames a second, {size:,} B")
        browser.close()


if __name__ == "__main__":
    main()
