"""The pages under load: `make benchmarks-load`.

Map data and the page of a party beside a bare FastAPI handler of the same bytes, as ratios of requests per second and of the
slowest in a hundred; then 200 readers for a minute, on the local server and on Neo4j. Writes `load.json`.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from api.web.serving import DEFAULT_HOST, find_free_port
from benchmarks.nation_graphs import SERVERS, run_server
from benchmarks.serving import start_listener
from benchmarks.timing import describe_machine
from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from queries.journal.prepare import prepare_graph
from queries.server.address import Address, LocalAddress
from queries.server.graph import Graph
from tests.pages import ADDRESSES

PathMaker = Callable[[int], Iterator[str]]
"""Makes the addresses that a client asks for, from its number."""
HERE = Path(__file__).parent
SEED = HERE.parent / "seed"
COMPARED = {"map data": "/karta/beslut.json", "page of a party": "/part/branschforum-transport"}
CLIENTS, SECONDS, ROUNDS = 8, 4.0, 3
READERS, MINUTE, PAUSE, WARM_UPS = 200, 60.0, 1.0, 20
"""Readers, who ask for a page, look at it for PAUSE seconds, and ask for the next."""


@dataclass(slots=True)
class Load:
    """What clients met: seconds of each answer, and what was no answer."""

    seconds: float
    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Return answers per second."""
        return len(self.took) / self.seconds

    def slower_than(self, share: float) -> float:
        """Return milliseconds within which that share of the answers came."""
        return sorted(self.took)[int(len(self.took) * share)] * 1000


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours for one of the bare handler's, in one run."""

    server: str
    what: str
    cached: bool
    per_second: float
    p99: float
    ours_per_second: float
    ours_p99: float


async def ask(port: int, paths: Iterator[str], until: float, pause: float, load: Load) -> None:
    """Ask for one path after another on a connection that is kept."""
    reader, writer = await asyncio.open_connection(DEFAULT_HOST, port, limit=2**20)
    while time.perf_counter() < until:
        path, begun = next(paths), time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {DEFAULT_HOST}\r\nAccept: text/html\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n")[0]))
        load.took.append(time.perf_counter() - begun)
        if not head.startswith(b"http/1.1 200"):
            load.errors.append(f"{path}: {head[:60]!r}")
        await asyncio.sleep(pause)
    writer.close()


def run_clients(port: int, make_paths: PathMaker, clients: int, seconds: float, pause: float = 0) -> Load:
    """Let so many clients ask at the same time; a broken connection counts as an error."""
    load = Load(seconds)

    async def run() -> None:
        until = time.perf_counter() + seconds
        asking = (ask(port, make_paths(client), until, pause, load) for client in range(clients))
        ended = await asyncio.gather(*asking, return_exceptions=True)
        load.errors += [repr(one) for one in ended if one]

    asyncio.run(run())
    return load


def repeat(path: str, _client: int) -> Iterator[str]:
    """Yield the same address for ever."""
    return cycle([path])


def vary(path: str, never: Iterator[int], _client: int) -> Iterator[str]:
    """Yield addresses of the same page that were never asked for, and so are not cached."""
    return (f"{path}?never={number}" for number in never)


def compare_with_bare(server: str, ours: int, root: Path) -> Iterator[Ratio]:
    """Measure both in turn, from the cache and past it."""
    root.mkdir()
    for number, path in enumerate(COMPARED.values()):
        (root / str(number)).write_bytes(urlopen(f"http://{DEFAULT_HOST}:{ours}{path}").read())
    bare, never = find_free_port(ours + 1), count()
    with start_listener(bare, sys.executable, "-m", "benchmarks.serving", "bare", str(bare), str(root)):
        for number, (what, path) in enumerate(COMPARED.items()):
            for cached in (True, False):
                asked = partial(repeat, path) if cached else partial(vary, path, never)
                mine, other = measure_in_turn((ours, asked), (bare, partial(repeat, f"/{number}")))
                rate, slow = mine.per_second, mine.slower_than(0.99)
                yield Ratio(server, what, cached, rate / other.per_second, slow / other.slower_than(0.99), rate, slow)


def measure_in_turn(*servers: tuple[int, PathMaker]) -> list[Load]:
    """Measure servers in turn, so that none finds the machine quieter than the others."""
    loads = [Load(0) for _ in servers]
    for _ in range(ROUNDS):
        for load, (port, paths) in zip(loads, servers, strict=True):
            found = run_clients(port, paths, CLIENTS, SECONDS)
            assert not found.errors, found.errors[:3]
            load.seconds, load.took = load.seconds + found.seconds, load.took + found.took
    return loads


def warm_up(address: str) -> None:
    """Ask for a page until it is there: a busy server asks to come again (503)."""
    for _ in range(WARM_UPS):
        with suppress(HTTPError), urlopen(address) as answer:
            answer.read()
            return
    sys.exit(f"{address} does not come")


def read_for_a_minute(port: int) -> Load:
    """Let READERS go through all pages, each from another one on. Each page has been asked for once before."""
    pages = [*ADDRESSES, "/karta"]
    for page in pages:
        warm_up(f"http://{DEFAULT_HOST}:{port}{page}")
    return run_clients(port, lambda reader: islice(cycle(pages), reader % len(pages), None), READERS, MINUTE, PAUSE)


@contextmanager
def serve(address: Address) -> Iterator[int]:
    """Serve the pages of a graph by the command, in a process of its own."""
    where = str(address.folder) if isinstance(address, LocalAddress) else address.url
    if not isinstance(address, LocalAddress):
        os.environ.update(LANDSKAP_NEO4J_USER=address.user, LANDSKAP_NEO4J_PASSWORD=address.password)
    port = find_free_port(8885)
    command = [sys.executable, "-m", "api", "--graph", where, "serve", "--no-browser", "--port", str(port)]
    with start_listener(port, *command):
        yield port


def measure_server(server: str, root: Path) -> tuple[dict[str, float], list[Ratio]]:
    """Measure one server: what its readers met in a minute, and the ratios to the bare handler."""
    with run_server(root / server, server) as address:
        with Graph.open(address) as graph:
            prepare_graph(graph)
            for seed in ("sormland", "exempel"):
                load_plan(graph, read_folder(SEED / seed), "benchmark", "load")
        with serve(address) as port:
            load = read_for_a_minute(port)
            minute = {
                "answers": len(load.took),
                "errors": len(load.errors),
                "p50": load.slower_than(0.5),
                "p99": load.slower_than(0.99),
            }
            print(f"{server}: {READERS} readers for {MINUTE:.0f} s: {minute} {load.errors[:3]}", flush=True)
            ratios = []
            for ratio in compare_with_bare(server, port, root / f"bare-{server}"):
                report(ratio)
                ratios.append(ratio)
    return minute, ratios


def report(ratio: Ratio) -> None:
    """Print a ratio beside its goal."""
    goal, how = (0.8, "cached") if ratio.cached else (0.3, "not cached")
    met = "met" if ratio.per_second >= goal else "NOT MET"
    told = f"{ratio.per_second:5.3f}× ≥ {goal} {met}; {ratio.ours_per_second:.0f} a second"
    print(f"{ratio.server:8} {ratio.what:16} {how:10} {told}; p99 {ratio.ours_p99:.0f} ms, {ratio.p99:.1f}×", flush=True)


def main() -> None:
    """Measure on both servers, print, and write the file."""
    with tempfile.TemporaryDirectory() as folder:
        found = {server: measure_server(server, Path(folder)) for server in SERVERS}
    readers = {server: minute for server, (minute, _ratios) in found.items()}
    ratios = [asdict(ratio) for _minute, some in found.values() for ratio in some]
    results = {"machine": describe_machine(), "readers": readers, "ratios": ratios}
    (HERE / "load.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
