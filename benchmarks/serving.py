"""The pages as they are served against two bare FastAPI handlers of the same bytes: milliseconds of a request, for eight clients.

Run as `python -m benchmarks.serving bare PORT FOLDER` it is the first: `FOLDER/N` is answered at `/N`. With a graph's folder as
the last word it is the second: it asks that graph for the journal's head before every answer, by the bare driver.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import neo4j
import uvicorn
from fastapi import FastAPI, Response

from api.web.serving import DEFAULT_HOST, find_free_port
from queries.server.address import LOCAL_DATABASE
from queries.server.catalogue import find_query
from queries.server.local_server import find_or_start_server

CLIENTS = 8
SECONDS = 2.0
ROUNDS = 5
PATHS: Mapping[str, float] = {
    "/karta": 1 / 0.8,
    "/karta.svg": 1 / 0.3,
    "/api/v1/stalls?most=50": 1 / 0.3,
    "/api/v1/feeds?party=branschforum-transport": 1 / 0.3,
    "/api/v1/unrepresented": 1 / 0.3,
    "/api/v1/parties": 1 / 0.3,
}
"""What is asked for, and the most that the ratio should be."""


@dataclass(frozen=True, slots=True)
class Served:
    """Milliseconds of a request: ours, the bare handler's, and those of a bare handler that asks for the journal's head first."""

    path: str
    ours: float
    bare: float
    asking: float
    goal: float


def measure_pages(graph: Path, root: Path) -> Iterator[Served]:
    """Measure all three in turn, path by path."""
    root.mkdir()
    python, port = sys.executable, find_free_port(8845)
    with start_listener(port, python, "-m", "api", "--graph", str(graph), "serve", "--no-browser", "--port", str(port)):
        for number, path in enumerate(PATHS):
            (root / str(number)).write_bytes(urlopen(f"http://{DEFAULT_HOST}:{port}{path}").read())
        bare = find_free_port(port + 1)
        command = [python, "-m", "benchmarks.serving", "bare"]
        with start_listener(bare, *command, str(bare), str(root)):
            asking = find_free_port(bare + 1)
            with start_listener(asking, *command, str(asking), str(root), str(graph)):
                for number, (path, goal) in enumerate(PATHS.items()):
                    places = ((port, path), (bare, f"/{number}"), (asking, f"/{number}"))
                    rounds = [[time_request(*place) for place in places] for _ in range(ROUNDS)]
                    ours, alone, informed = map(median, zip(*rounds, strict=True))
                    yield Served(path, ours, alone, informed, goal)


@contextmanager
def start_listener(port: int, *command: str) -> Iterator[None]:
    """A process that listens on that port, while it is needed."""
    with subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            with suppress(OSError), socket.create_connection((DEFAULT_HOST, port), 1):
                break
            time.sleep(0.1)
        try:
            yield
        finally:
            process.terminate()


def time_request(port: int, path: str) -> float:
    """What one request takes when CLIENTS ask all the time, each on a connection of its own."""
    asked, until = [0] * CLIENTS, time.perf_counter() + SECONDS

    def ask(client: int) -> None:
        with socket.create_connection((DEFAULT_HOST, port)) as connection:
            while time.perf_counter() < until:
                request_page(connection, path)
                asked[client] += 1

    threads = [threading.Thread(target=ask, args=(client,)) for client in range(CLIENTS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.perf_counter() - begun) * 1000 / sum(asked)


def request_page(connection: socket.socket, path: str) -> None:
    """Ask for a page and read all of it."""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {DEFAULT_HOST}\r\n\r\n".encode())
    said = b""
    while b"\r\n\r\n" not in said:
        said += connection.recv(65536)
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head[:40]
    left = int(next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")).split(b":")[1]) - len(
        body
    )
    while left:
        left -= len(connection.recv(min(left, 1_000_000)))


def build_bare_app(folder: Path, graph: Path | None) -> FastAPI:
    """An application that answers with the bytes of the files; where there is a graph, it asks for the journal's head before."""
    app = FastAPI()
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    driver = open_async_driver(graph) if graph else None
    text = find_query("changes/head").text

    @app.get("/{name}")
    async def answer(name: str) -> Response:
        """One of them."""
        if driver:
            async with driver.session(database=LOCAL_DATABASE) as session:
                await (await session.run(text)).single()
        return Response(kept[name], media_type="application/json")

    return app


def open_async_driver(folder: Path) -> neo4j.AsyncDriver:
    """The official driver for an event loop, as anybody would make it."""
    server = find_or_start_server(folder)
    return neo4j.AsyncGraphDatabase.driver(f"bolt://127.0.0.1:{server.bolt_port}", auth=(server.user, server.password))


if __name__ == "__main__":
    application = build_bare_app(Path(sys.argv[3]), Path(sys.argv[4]) if sys.argv[4:] else None)
    uvicorn.run(application, host=DEFAULT_HOST, port=int(sys.argv[2]), log_level="warning")
