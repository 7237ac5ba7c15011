"""What the map costs as a landscape grows: 1,000, 10,000 and 100,000 actors. `python -m benchmarks.large_map --factor 1`.

The first view is measured cold (nothing is kept of the landscape) and warm (the counts are kept, the page is made anew), with its
bytes; then what it leads to: a county, a municipality, a cell, a focus. All is held against the bare driver's one query that
counts the flows by cell. No answer comes from a cache of pages here: what such a page costs, `benchmarks.serving` measures.
"""

import argparse
import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from statistics import median

from starlette.testclient import TestClient

from api.web.application import create_app
from benchmarks.bare_driver import Bare
from benchmarks.nation_figures import FACTORS, HERE, ON
from benchmarks.nation_graphs import SERVERS, open_nation
from benchmarks.timing import describe_machine, time_median
from queries.server.address import Address
from queries.server.graph import Graph

ROUNDS = 3
FIRST_VIEW = "/karta"
OPENED = {
    "a county": "/karta?place=lan-2",
    "a municipality": "/karta?place=plats-kommun-2-1",
    "a kind in a cell": "/karta?cell=parter/regional/actor/forening",
    "only what exists": "/karta?standing=existing",
    "a lens": "/karta/beslut",
    "focus on a party": "/karta/fokus/samordnare-2",
    "focus on a hub": "/karta/fokus/region-2",
}
"""What the first view leads to."""


@dataclass(frozen=True, slots=True)
class MapFigure:
    """Milliseconds of a page, its bytes, plain and compressed, and how many times the bare driver's count it takes."""

    page: str
    milliseconds: float
    plain: int
    packed: int
    ratio: float


def measure_map(graph: Graph, address: Address) -> Iterator[MapFigure]:
    """Yield the figures of one landscape: the bare count, the first view cold and warm, and what it leads to."""
    with closing(Bare(address)) as bare:
        count = time_median(lambda: bare.read([("map/flows", {"on": ON})]), ROUNDS)
    yield MapFigure("the bare driver's count of flows by cell", count, 0, 0, 1.0)
    for name, path, cold in (("first view, cold", FIRST_VIEW, True), ("first view, warm", FIRST_VIEW, False)):
        yield measure_page(graph, name, path, count, cold)
    for name, path in OPENED.items():
        yield measure_page(graph, name, path, count, cold=False)


def measure_page(graph: Graph, name: str, path: str, count: float, cold: bool) -> MapFigure:
    """Measure a page by an application that has made none yet. Cold: without what is kept of the landscape, either."""
    taken, body = [], b""
    for _round in range(ROUNDS + 1):
        if cold:
            graph.cache.clear()
        with TestClient(create_app(graph, "sv"), "http://127.0.0.1") as client:
            seconds, body = time_page(partial(ask_page, client, f"{path}{'&' if '?' in path else '?'}on={ON}"))
        taken.append(seconds * 1000)
    milliseconds = median(taken[1:])
    return MapFigure(name, milliseconds, len(body), len(gzip.compress(body, 6)), milliseconds / count)


def ask_page(client: TestClient, address: str) -> bytes:
    """Return a page. One that is not made in 10 seconds is asked for again, as a reader is told to do; it goes on being made."""
    while (answer := client.get(address)).status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        pass
    return answer.raise_for_status().content


def time_page(ask: Callable[[], bytes]) -> tuple[float, bytes]:
    """Return how many seconds a page takes, and the page."""
    start = time.perf_counter()
    body = ask()
    return time.perf_counter() - start, body


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.large_map", description="What the map costs as a landscape grows."
    )
    parser.add_argument("--factor", type=float, default=0.01, help="the largest size, of a whole nation (1)")
    parser.add_argument("--least", type=float, default=0.01, help="the smallest size")
    parser.add_argument("--work", type=Path, default=HERE.parent / ".cache" / "nation", help="where files and graphs are kept")
    parser.add_argument("--servers", default=",".join(SERVERS))
    said = parser.parse_args()
    print(describe_machine())
    for factor in (factor for factor in FACTORS if said.least <= factor <= said.factor):
        for name in said.servers.split(","):
            with open_nation(said.work, factor, name) as (graph, address, _seconds):
                print(f"\n{name}, {round(100_000 * factor):,} actors")
                for row in measure_map(graph, address):
                    print(f"{row.page:44} {row.milliseconds:>9,.0f} ms {row.plain:>9,} B {row.packed:>8,} B gz {row.ratio:>7.2f}")


if __name__ == "__main__":
    main()
