"""Odd requests to the pages and to the JSON answers, by hand: `make fuzz-http SECONDS=600 SEED=1`.

The landscape is Sörmland with its examples, in a folder of its own; all stays on the loopback. Schemathesis asks what our own OpenAPI
description allows and forbids, while addresses, headers and halves of requests of our own go to the pages. Nothing may be answered
with 500, take too long, or end the server.
"""

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from api.web.serving import DEFAULT_HOST, find_free_port
from queries.server.local_server import stop_server
from tests.commands import run_landskap

SEED = Path(__file__).parent.parent / "seed"
PATHS = (
    "/karta",
    "/karta.svg",
    "/readyz",
    "/",
    "/favicon.ico",
    "/api/v1/stalls",
    "/api/v1/durations",
    "/api/v1/feeds",
    "/api/v1/parties",
    "/borta",
    "/../etc/passwd",
)
NAMES = (
    "sel",
    "on",
    "lang",
    "dir",
    "hops",
    "areas",
    "levels",
    "types",
    "kinds",
    "standing",
    "stack",
    "view",
    "most",
    "after",
    "party",
)
VALUES = ("", "region-sormland", "2026-11-24", "0000-00-00", "9999-12-31", "-1", "1e9", "sv", "å", "%00", "%ff", "%0d%0aX:y", "'", '"><script>',
          "{{7*7}}", "../..", "constructor", "__proto__", "a" * 301, "a," * 60, "NaN", "🙂", "\u202e")  # fmt: skip
METHODS = ("GET",) * 8 + ("HEAD", "POST", "OPTIONS", "TRACE", "PUT", "get", "G" * 300)
HEADERS = ("Accept-Encoding: gzip, br;q=0", 'If-None-Match: W/"x", *', "Range: bytes=0-1", "Sec-Fetch-Site: cross-site", "Connection: close",
           "Transfer-Encoding: chunked", "Content-Length: 5", "Expect: 100-continue", "Upgrade: websocket", "X-Forwarded-Host: evil", "Cookie: a=\x01")  # fmt: skip
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance"
)
"""What Schemathesis holds every answer against."""
SCHEMATHESIS = str(Path(sys.executable).with_name("schemathesis"))
SLOWEST = 15.0
"""Seconds that an answer may take while Schemathesis asks too."""


def main(seconds: float, seed: int) -> int:
    """Ask for that long; the number of answers of each status is printed. Exit code 0 when nothing was wrong."""
    with tempfile.TemporaryDirectory() as folder:
        graph, log = Path(folder) / "graph", Path(folder) / "log"
        for name in ("sormland", "exempel"):
            assert run_landskap(graph, "load", str(SEED / name), "--yes").returncode == 0
        try:
            with serve_process(graph, log) as (server, port):
                asking = subprocess.Popen(
                    [SCHEMATHESIS, "fuzz", f"http://{DEFAULT_HOST}:{port}/api/v1/openapi.json", f"--max-time={seconds:.0f}", f"--seed={seed}",
                     "--workers=2", "--continue-on-failure", f"--checks={CHECKS}", "--max-response-time=15", "--no-color"], cwd=folder,
                )  # fmt: skip
                told = ask(port, seconds, random.Random(seed))
                asked = asking.wait(seconds + 120)
                alive = server.poll() is None
        finally:
            stop_server(graph)
        faults = log.read_text(encoding="utf-8", errors="replace")
    print(f"Odd requests to the pages: {told.total()}, answered with {dict(sorted(told.items()))}; the server lives: {alive}")
    print(faults[-3000:] if "Traceback" in faults else "No traceback.")
    return int(asked != 0 or not alive or "Traceback" in faults or any(status.startswith("500") for status in told))


@contextmanager
def serve_process(graph: Path, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The pages as a process, and their port."""
    port = find_free_port(8865)
    words = [sys.executable, "-m", "api", "--graph", str(graph), "serve", "--no-browser", "--port", str(port)]
    with log.open("wb") as errors, subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=errors, env=os.environ) as server:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection((DEFAULT_HOST, port), 1):
                break
            time.sleep(0.1)
        yield server, port
        server.terminate()


def ask(port: int, seconds: float, chance: random.Random) -> Counter[str]:
    """How many of the odd requests were answered with each status."""
    told, until = Counter[str](), time.monotonic() + seconds
    while time.monotonic() < until:
        begun = time.monotonic()
        told[read_status(port, build_request(chance))] += 1
        assert time.monotonic() - begun < SLOWEST
    return told


def build_request(chance: random.Random) -> bytes:
    """An odd request; one in ten is damaged."""
    query = "&".join(f"{chance.choice(NAMES)}={chance.choice(VALUES)}" for _ in range(chance.randrange(4)))
    target = f"{chance.choice(PATHS)}?{query}".replace("\u202e", "%E2%80%AE") if query else chance.choice(PATHS)
    lines = [
        f"{chance.choice(METHODS)} {target} HTTP/1.1",
        chance.choice((f"Host: {DEFAULT_HOST}",) * 9 + ("Host: evil.example",)),
    ]
    lines += chance.sample(HEADERS, chance.randrange(3))
    said = bytearray("\r\n".join([*lines, "Connection: close", "", ""]).encode())
    if chance.random() < 0.1:
        said[chance.randrange(len(said))] = chance.randrange(256)
    return bytes(said if chance.random() < 0.97 else said[: chance.randrange(len(said))])


def read_status(port: int, said: bytes) -> str:
    """The status of the answer, or that there was none."""
    with suppress(OSError), socket.create_connection((DEFAULT_HOST, port), 5) as connection:
        connection.settimeout(SLOWEST)
        connection.sendall(said)
        if not said.endswith(b"\r\n\r\n"):
            connection.shutdown(socket.SHUT_WR)  # else the server would wait for the rest
        first = connection.recv(65536)
        while connection.recv(65536):
            pass
        return first[9:12].decode("latin-1") or "nothing"
    return "broken off"


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2])))
