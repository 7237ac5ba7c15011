"""Measure, print, and write `benchmarks/results.json`: `make benchmarks`."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.bare_driver import Bare, Recorder
from benchmarks.nation import Sizes, write_nation
from benchmarks.serving import served
from benchmarks.timing import alternating, machine, once, timed
from loaders.plan.loading import load
from loaders.text_files.csv_folder import read_folder
from model.changes.operations import difference
from model.vocabulary.assignment_state import trails_kept
from model.vocabulary.contents import Contents
from queries.journal.prepare import prepare
from queries.landscape.writes import writes
from queries.questions.decisions import stalls
from queries.questions.flows import feeds
from queries.questions.representation import unrepresented
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_server import stop

HERE = Path(__file__).parent
SEED = HERE.parent / "seed" / "sormland"
ON = "2026-11-24"


@dataclass(frozen=True, slots=True)
class Figure:
    """Medians in milliseconds of what is ours and what it is held against; `goal` is the most that the ratio should be."""

    what: str
    ours: float
    against: str
    other: float
    goal: float

    @property
    def ratio(self) -> float:
        """Ours for one of the other."""
        return self.ours / self.other


def loading(root: Path) -> Figure:
    """Sörmland into an empty graph: read, check, plan, write, journal – and the same writes by the bare driver."""
    ours, other = [], []
    for round_ in range(3):
        address = LocalAddress(root / f"load-{round_}")
        with Graph.open(address) as graph:
            prepare(graph)
            ours.append(once(partial(_load, graph)))
        stop(address.folder)
        recorder = Recorder()
        records = trails_kept(Contents(read_folder(SEED).records))
        for name, parameters in writes(difference(Contents(), records)):
            recorder.run(name, **parameters)
        bare_address = LocalAddress(root / f"bare-{round_}")
        with Graph.open(bare_address) as graph:
            prepare(graph)
            bare = Bare(bare_address)
            other.append(once(partial(bare.write, recorder.calls)))
            bare.close()
        stop(bare_address.folder)
    return Figure(
        "load of the seed", statistics.median(ours), "the bare driver writing the same rows", statistics.median(other), 3
    )


def _load(graph: Graph) -> None:
    load(graph, read_folder(SEED), "benchmark", "load")


def asking(graph: Graph, address: LocalAddress) -> list[Figure]:
    """Each question, and the same texts by the bare driver."""
    questions: dict[str, Callable[[Any], object]] = {
        "feeds, 2 hops": lambda asked: feeds(asked, "branschforum-transport", ON, hops=2),
        "stalls": lambda asked: stalls(asked, ON),
        "unrepresented": lambda asked: unrepresented(asked, ON),
    }
    bare, figures = Bare(address), []
    for name, question in questions.items():
        recorder = Recorder(graph)
        question(recorder)
        ours, other = alternating(partial(question, graph), partial(bare.read, recorder.calls))
        figures.append(Figure(name, ours, "the bare driver asking the same texts", other, 1.5))
    bare.close()
    return figures


def process(*command: str, **more: str) -> float:
    """Median milliseconds of a whole process."""
    environment = os.environ | more
    return timed(lambda: subprocess.run(command, check=True, capture_output=True, env=environment), 7)


def starting(folder: Path) -> list[Figure]:
    """Whole commands: help, a question with the server up, and with it down."""
    python, graph = sys.executable, str(folder)
    bare, neo4j = process(python, "-c", "pass"), process(python, "-c", "import neo4j")
    question = [python, "-m", "api", "--graph", graph, "feeds", "vis"]
    help_, up = process(python, "-m", "api", "--help"), process(*question)
    down = []
    for _ in range(3):
        stop(folder)
        down.append(once(lambda: subprocess.run(question, check=True, capture_output=True)))
    return [
        Figure("landskap --help", help_, "a bare interpreter start", bare, 12),
        Figure("landskap feeds, server up", up, "python -c 'import neo4j'", neo4j, 3),
        Figure("landskap feeds, server down", statistics.median(down), "the same with the server up", up, 15),
    ]


DRAWING = """
import gzip, sys, time
from pathlib import Path
from loaders.text_files.csv_folder import read_folder
from model.vocabulary.contents import Contents
from model.vocabulary.assignment_state import trails_kept
from viz.web.drawn import Drawn
from viz.web.page import map_file, map_page
from viz.draw.picture import map_svg
from viz.web.state import MapState

def map_served(contents, on, language):
    return map_page(Drawn(contents, on, language), MapState(language), "version")

contents = trails_kept(Contents(read_folder(Path(sys.argv[1])).records))
start = time.perf_counter()
drawn = globals()[sys.argv[2]](contents, sys.argv[3], "sv").encode()
print((time.perf_counter() - start) * 1000, len(drawn) / 1000, len(gzip.compress(drawn, 6)) / 1000)
"""
NATION = 0.01
"""The part of the invented nation that has 1,000 actors."""


def drawing(root: Path) -> list[Figure]:
    """Maps, each in a new process after its imports: how long it takes, and how many kB the page is, plain and compressed."""
    write_nation(root / "nation", Sizes().scaled(NATION))
    picture, file = _drawn(SEED, "map_svg"), _drawn(SEED, "map_file")
    nation = _drawn(root / "nation", "map_served")
    return [
        Figure("map as SVG", picture[0], "one second", 1000, 1),
        Figure("map as HTML", file[0], "one second", 1000, 1),
        Figure("map as HTML, kB", file[1], "kB", 1300, 1),
        Figure("map as HTML, kB compressed", file[2], "kB", 300, 1),
        Figure("page of 1,000 actors, cold", nation[0], "three seconds", 3000, 1),
        Figure("page of 1,000 actors, kB", nation[1], "kB", 2000, 1),
    ]


def _drawn(folder: Path, what: str) -> list[float]:
    command = [sys.executable, "-c", DRAWING, str(folder), what, ON]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(5)]
    return [statistics.median(map(float, values)) for values in zip(*runs, strict=True)]


def serving(graph: Path, root: Path) -> list[Figure]:
    """The pages, when nothing has changed: one request while eight clients ask all the time."""
    bare = "a bare FastAPI handler, the same bytes"
    return [Figure(path, ours, bare, other, goal) for path, ours, other, goal in served(graph, root)]


def main() -> None:
    """All of it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        address = LocalAddress(root / "sormland")
        with Graph.open(address) as graph:
            prepare(graph)
            _load(graph)
            figures = [*asking(graph, address), *drawing(root)]
        figures += [*serving(address.folder, root / "answers"), *starting(address.folder), loading(root)]
        stop(address.folder)
    report(figures)


def report(figures: list[Figure]) -> None:
    """Print the table and write the JSON."""
    print(f"{'what':40} {'ms':>8}  {'against':40} {'ms':>8} {'ratio':>6}  goal")
    for figure in figures:
        met = "met" if figure.ratio <= figure.goal else "NOT MET"
        ours, other = f"{figure.what:40} {figure.ours:8.2f}", f"{figure.against:40} {figure.other:8.2f}"
        print(f"{ours}  {other} {figure.ratio:6.2f}  ≤ {figure.goal:.3g} {met}")
    results = {"machine": machine(), "figures": [asdict(figure) | {"ratio": figure.ratio} for figure in figures]}
    (HERE / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
