"""The invented nation on both servers: made once per size in a folder that is kept, and opened again."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bare_loading import load_bare
from benchmarks.nation import Sizes, write_nation
from queries.journal.prepare import prepare_graph
from queries.server.address import Address, LocalAddress
from queries.server.graph import Graph
from queries.server.local_server import stop_server
from tests.neo4j_server import RELEASES, Neo4jServer

SERVERS = ("local", "neo4j-5")
PAGE_CACHE = {"server.memory.pagecache.size": "512m"}
"""Of Neo4j, as in compose.yaml: with the tests' 64 MB a nation is read from the disk again and again."""


def make_csv_folder(work: Path, factor: float) -> Path:
    """The nation's CSV files at a size."""
    folder = work / f"nation-{round(factor * 1000)}"
    if not (folder / "whole").is_file():
        write_nation(folder, Sizes().scale(factor))
        (folder / "whole").touch()
    return folder


@contextmanager
def run_server(home: Path, name: str) -> Iterator[Address]:
    """A server with its graph in `home`, up for as long as it is asked."""
    if name == "local":
        try:
            yield LocalAddress(home)
        finally:
            stop_server(home)
        return
    neo4j = Neo4jServer(home, RELEASES[name], java=(), **PAGE_CACHE)
    new = not (home / "data").exists()
    neo4j.start()
    try:
        if new:
            neo4j.change_password()
        yield neo4j.address
    finally:
        neo4j.stop()


@contextmanager
def open_nation(work: Path, factor: float, name: str) -> Iterator[tuple[Graph, Address, float]]:
    """The nation in a graph, loaded by the bare driver if it is not there yet; and the seconds that the driver took for it."""
    home = work / f"{name}-{round(factor * 1000)}"
    with run_server(home, name) as address, Graph.open(address) as graph:
        prepare_graph(graph)
        seconds = home / "bare-seconds"
        if not seconds.is_file():
            if graph.read("registers/areas").rows:
                sys.exit(f"{home} holds half a nation: remove the folder")
            loaded = load_bare(make_csv_folder(work, factor), address)
            seconds.write_text(str(loaded.driver_seconds))
        yield graph, address, float(seconds.read_text())
