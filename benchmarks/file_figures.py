"""What a file of so many rows costs: read, check, plan and apply it, and plan it again unchanged: `make benchmarks-files`.

A workbook and a folder of CSV files with the same rows, loaded by `landskap load` as a process of its own, are held against
reading the file alone (calamine, or the standard library's csv) and the bare driver's batches of the same rows. Then the plan
of what has nothing new to tell: the folder again (known by the load's receipt) and an export as a workbook (known by its own
hash), as a process and within one that has the graph open. Last a plan that reads file and landscape: of the file that was
loaded, with another wish. The table is printed and written to `files.json`.
"""

import argparse
import csv
import json
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import load_workbook

from benchmarks.bare_loading import LoadResult, load_bare
from benchmarks.nation import Sizes, write_nation
from benchmarks.nation_figures import environment_for, print_figure
from benchmarks.nation_graphs import SERVERS, run_server
from benchmarks.processes import run
from benchmarks.timing import describe_machine, time_median, time_once
from loaders.opening import read_path, read_paths
from loaders.plan.planning import plan_load
from loaders.workbook.writer import write_workbook
from model.changes.chain import Head
from model.vocabulary.contents import Contents
from queries.journal.prepare import prepare_graph
from queries.server.address import Address
from queries.server.graph import Graph

HERE = Path(__file__).parent
ROWS_OF_A_NATION = 2_250_000
Figure = dict[str, Any]


def write_files(work: Path, rows: int) -> dict[str, Path]:
    """The same rows as a folder of CSV files and as a workbook."""
    folder, workbook = work / "nation", work / "nation.xlsx"
    write_nation(folder, Sizes().scale(rows / ROWS_OF_A_NATION))
    contents = Contents(read_path(folder).records)
    write_workbook(workbook, lambda type_: contents.of(type_).values(), Head(1, "ab" * 32), "sv")
    return {"csv": folder, "xlsx": workbook}


def read_alone(path: Path) -> None:
    """All cells of the file, and nothing made of them."""
    for _row in _read_workbook(path) if path.is_file() else _read_csv(path):
        pass


def _read_workbook(path: Path) -> Iterator[list[Any]]:
    with load_workbook(path) as book:
        for name in book.sheet_names:
            yield from book.get_sheet_by_name(name).iter_rows()


def _read_csv(folder: Path) -> Iterator[list[str]]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file, delimiter=";")


def measure_bare(folder: Path, home: Path, name: str) -> LoadResult:
    """The bare driver's load of the folder into an empty graph."""
    with run_server(home, name) as address:
        with Graph.open(address) as graph:
            prepare_graph(graph)
        return load_bare(folder, address)


def measure_file(path: Path, kind: str, home: Path, name: str, driver_seconds: float) -> Iterator[Figure]:
    """The load of one file into an empty graph, and the plan of the same file after it."""
    reading = time_once(partial(read_alone, path)) / 1000
    with run_server(home, name) as address:
        with Graph.open(address) as graph:
            prepare_graph(graph)
        loaded = _measure_command(address, "load", str(path), "--yes")
        again = _export(address, path) if path.is_file() else path
        alone = time_once(partial(read_alone, again)) / 1000
        for what, found, other in (
            ("load", loaded, reading + driver_seconds),
            ("plan, unchanged", _measure_command(address, "load", str(again), "--plan"), alone),
            ("plan, unchanged, without a process's start", _measure_plan(address, again), alone),
            ("plan, read", _measure_command(address, "load", str(path), "--plan", "--prefer", "graph"), reading),
        ):
            ratio = found["seconds"] / other
            yield {"server": name, "file": kind, "what": what, **found, "other seconds": other, "ratio": ratio}


def _measure_command(address: Address, *words: str) -> Figure:
    code, seconds, megabytes = run(environment_for(address), *words)
    return {"exit": code, "seconds": seconds, "megabytes": megabytes}


def _export(address: Address, path: Path) -> Path:
    """The landscape as an export of the same kind."""
    export = path.with_stem("exported")
    _measure_command(address, "export", str(export), "--overwrite")
    return export


def _measure_plan(address: Address, path: Path) -> Figure:
    """The plan of a file in which nothing is new, by whoever has the graph open."""
    with Graph.open(address) as graph:
        return {"seconds": time_median(partial(_plan, graph, path), rounds=5) / 1000}


def _plan(graph: Graph, path: Path) -> None:
    with plan_load(graph, read_paths([path])) as plan:
        if len(plan.operations):
            raise AssertionError(f"{path} has something new to tell")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.file_figures", description="Figures of loading files.")
    parser.add_argument("--rows", type=int, default=100_000, help="about so many rows")
    parser.add_argument("--servers", default=",".join(SERVERS))
    said = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        made = write_files(work, said.rows)
        for name in said.servers.split(","):
            other = measure_bare(made["csv"], work / f"bare-{name}", name)
            for kind, path in made.items():
                for figure in measure_file(path, kind, work / f"{kind}-{name}", name, other.driver_seconds):
                    figures.append({"rows": other.records, **figure})
                    print_figure(figures[-1])
    results = {"machine": describe_machine(), "figures": figures}
    (HERE / "files.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
