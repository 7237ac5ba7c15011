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
from benchmarks.serving import measure_pages
from benchmarks.timing import describe_machine, time_alternating, time_median, time_once
from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from model.changes.operations import diff_records
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from queries.flows.feeds import find_feeds
from queries.journal.prepare import prepare_graph
from queries.landscape.writes import make_writes
from queries.questions.decisions import find_stalled
from queries.questions.parameters import FeedsQuestion, StallsQuestion, UnrepresentedQuestion
from queries.representation.unrepresented import find_unrepresented
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_server import stop_server

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


def measure_loading(root: Path) -> Figure:
    """Sörmland into an empty graph: read, check, plan, write, journal – and the same writes by the bare driver."""
    ours, other = [], []
    for round_ in range(3):
        address = LocalAddress(root / f"load-{round_}")
        with Graph.open(address) as graph:
            prepare_graph(graph)
            ours.append(time_once(partial(_load, graph)))
        stop_server(address.folder)
        recorder = Recorder()
        records = derive_assignments(Contents(read_folder(SEED).records))
        for name, parameters in make_writes(diff_records(Contents(), records)):
            recorder.run(name, **parameters)
        bare_address = LocalAddress(root / f"bare-{round_}")
        with Graph.open(bare_address) as graph:
            prepare_graph(graph)
            bare = Bare(bare_address)
            other.append(time_once(partial(bare.write, recorder.calls)))
            bare.close()
        stop_server(bare_address.folder)
    return Figure(
        "load of the seed", statistics.median(ours), "the bare driver writing the same rows", statistics.median(other), 3
    )


def _load(graph: Graph) -> None:
    load_plan(graph, read_folder(SEED), "benchmark", "load")


def measure_questions(graph: Graph, address: LocalAddress) -> list[Figure]:
    """Each question, and the same texts by the bare driver."""
    questions: dict[str, Callable[[Any], object]] = {
        "feeds, 2 hops": lambda asked: find_feeds(asked, FeedsQuestion(party="branschforum-transport", on=ON, hops=2)),
        "stalls": lambda asked: find_stalled(asked, StallsQuestion(on=ON)),
        "unrepresented": lambda asked: find_unrepresented(asked, UnrepresentedQuestion(on=ON)),
    }
    bare, figures = Bare(address), []
    for name, question in questions.items():
        recorder = Recorder(graph)
        question(recorder)
        ours, other = time_alternating(partial(question, graph), partial(bare.read, recorder.calls))
        figures.append(Figure(name, ours, "the bare driver asking the same texts", other, 1.5))
    bare.close()
    return figures


def time_process(*command: str, **more: str) -> float:
    """Median milliseconds of a whole process."""
    environment = os.environ | more
    return time_median(lambda: subprocess.run(command, check=True, capture_output=True, env=environment), 7)


def measure_starting(folder: Path) -> list[Figure]:
    """Whole commands: help, a question with the server up, and with it down."""
    python, graph = sys.executable, str(folder)
    bare, neo4j = time_process(python, "-c", "pass"), time_process(python, "-c", "import neo4j")
    question = [python, "-m", "api", "--graph", graph, "feeds", "vis"]
    help_, up = time_process(python, "-m", "api", "--help"), time_process(*question)
    down = []
    for _ in range(3):
        stop_server(folder)
        down.append(time_once(lambda: subprocess.run(question, check=True, capture_output=True)))
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
from model.vocabulary.assignment_state import derive_assignments
from viz.web.drawn import DrawnMap
from viz.web.page import render_map_file, render_map_page
from viz.draw.svg import draw_map
from viz.web.state import MapState

def map_served(contents, on, language):
    return render_map_page(DrawnMap(contents, on, language), MapState(language), "version")

contents = derive_assignments(Contents(read_folder(Path(sys.argv[1])).records))
start = time.perf_counter()
drawn = globals()[sys.argv[2]](contents, sys.argv[3], "sv").encode()
print((time.perf_counter() - start) * 1000, len(drawn) / 1000, len(gzip.compress(drawn, 6)) / 1000)
"""
NATION = 0.01
"""The part of the invented nation that has 1,000 actors."""


def measure_drawing(root: Path) -> list[Figure]:
    """Maps, each in a new process after its imports: how long it takes, and how many kB the page is, plain and compressed."""
    write_nation(root / "nation", Sizes().scale(NATION))
    picture, file = _time_drawing(SEED, "draw_map"), _time_drawing(SEED, "render_map_file")
    nation = _time_drawing(root / "nation", "map_served")
    return [
        Figure("map as SVG", picture[0], "one second", 1000, 1),
        Figure("map as HTML", file[0], "one second", 1000, 1),
        Figure("map as HTML, kB", file[1], "kB", 1300, 1),
        Figure("map as HTML, kB compressed", file[2], "kB", 300, 1),
        Figure("page of 1,000 actors, cold", nation[0], "three seconds", 3000, 1),
        Figure("page of 1,000 actors, kB", nation[1], "kB", 2000, 1),
    ]


def _time_drawing(folder: Path, what: str) -> list[float]:
    command = [sys.executable, "-c", DRAWING, str(folder), what, ON]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(5)]
    return [statistics.median(map(float, values)) for values in zip(*runs, strict=True)]


def measure_serving(graph: Path, root: Path) -> list[Figure]:
    """The pages, when nothing has changed: one request while eight clients ask all the time."""
    bare, asking = "a bare FastAPI handler, the same bytes", "the same, asking for the journal's head"
    figures = []
    for page in measure_pages(graph, root):
        figures.append(Figure(page.path, page.ours, bare, page.bare, page.goal))
        figures.append(Figure(page.path, page.ours, asking, page.asking, 1))
    return figures


def main() -> None:
    """All of it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        address = LocalAddress(root / "sormland")
        with Graph.open(address) as graph:
            prepare_graph(graph)
            _load(graph)
            figures = [*measure_questions(graph, address), *measure_drawing(root)]
        figures += [*measure_serving(address.folder, root / "answers"), *measure_starting(address.folder), measure_loading(root)]
        stop_server(address.folder)
    report(figures)


def report(figures: list[Figure]) -> None:
    """Print the table and write the JSON."""
    print(f"{'what':40} {'ms':>8}  {'against':40} {'ms':>8} {'ratio':>6}  goal")
    for figure in figures:
        met = "met" if figure.ratio <= figure.goal else "NOT MET"
        ours, other = f"{figure.what:40} {figure.ours:8.2f}", f"{figure.against:40} {figure.other:8.2f}"
        print(f"{ours}  {other} {figure.ratio:6.2f}  ≤ {figure.goal:.3g} {met}")
    results = {"machine": describe_machine(), "figures": [asdict(figure) | {"ratio": figure.ratio} for figure in figures]}
    (HERE / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
