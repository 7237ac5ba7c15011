"""The pages from a real process on a real port, with clients that misbehave."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from api.web.connections import MOST_CONNECTIONS, MOST_HEAD_BYTES
from api.web.serving import find_free_port

HURRIED = """
import sys
import api.web.connections
api.web.connections.REQUEST_SECONDS = api.web.connections.READ_SECONDS = api.web.connections.KEEP_SECONDS = 1.0
from api.command_line import main
main()
"""
THOROUGH = """
import time
import api.web.pages
from queries.server.graph import Graph
render, close = api.web.pages.render_page, Graph.close
def render_slowly(*page):
    time.sleep(2)
    return render(*page)
def close_audibly(graph):
    close(graph)
    print("the graph is closed", flush=True)
api.web.pages.render_page, Graph.close = render_slowly, close_audibly
from api.command_line import main
main()
"""


@contextmanager
def serve_process(
    folder: Path, at: int, program: str = HURRIED, *options: str, output: int = subprocess.DEVNULL
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run `landskap serve`, with little patience, and give the process and its port."""
    port = find_free_port(at)
    command = [sys.executable, "-c", program, "--graph", str(folder), "serve", "--no-browser", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=output, stderr=subprocess.PIPE) as process:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until and process.poll() is None:
                with suppress(OSError):
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                time.sleep(0.1)
            yield process, port
        finally:
            process.kill()


@pytest.fixture(scope="module")
def port(sormland_folder: Path) -> Iterator[int]:
    """Give the port of Sörmland's pages."""
    with serve_process(sormland_folder, 8805) as (_process, port):
        yield port


def open_connection(port: int, said: bytes = b"") -> socket.socket:
    """Open a connection and send something."""
    client = socket.create_connection(("127.0.0.1", port), 10)
    client.sendall(said)
    return client


@pytest.mark.slow
@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"GET /karta HTTP/1.1\r\nHost: 127.0.0.1\r\nX-",
        b"POST /karta HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nx",
    ],
)
def test_half_a_request_is_not_waited_for_for_ever(port: int, half: bytes) -> None:
    with open_connection(port, half) as client:
        client.settimeout(10)
        begun = time.monotonic()
        with suppress(ConnectionResetError):
            while client.recv(65536):
                pass
        assert time.monotonic() - begun < 8


@pytest.mark.slow
def test_a_request_that_drips_is_not_waited_for_either(port: int) -> None:
    with (  # noqa: PT012
        open_connection(port, b"GET /karta HTTP/1.1\r\nHost: 127.0.0.1\r\n") as client,
        pytest.raises(OSError, match=r"reset|pipe"),
    ):  # which of the two sees it is the machine's affair
        for _ in range(50):
            client.sendall(b"X: y\r\n")
            time.sleep(0.1)


@pytest.mark.slow
def test_many_connections_keep_nobody_out_for_long(port: int) -> None:
    with ExitStack() as held:
        for _ in range(MOST_CONNECTIONS + 50):
            held.enter_context(open_connection(port))
        with open_connection(port) as refused:
            answer = refused.recv(65536)
            assert answer.startswith(b"HTTP/1.1 503 ")
            assert b"Retry-After: 5\r\n" in answer
        time.sleep(2)
        with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert answer.status == 200


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"y" * MOST_HEAD_BYTES, 431),
        (b"GET /" + b"y" * 9000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", 408),
        (b"GET /om HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nx", 413),
        (b"\x16\x03\x01 hello\r\n\r\n", 400),
    ],
)
def test_a_request_that_is_refused_is_told_why(port: int, said: bytes, status: int) -> None:
    with open_connection(port, said) as client:
        answer = b""
        with suppress(ConnectionResetError):
            while more := client.recv(65536):
                answer += more
    head, _, text = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"default-src 'none'" in head
    assert text


@pytest.mark.slow
def test_a_connection_without_another_request_is_closed(port: int) -> None:
    with open_connection(port, b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") as client:
        begun, answer = time.monotonic(), b""
        while more := client.recv(65536):
            answer += more
        assert answer.endswith(b"ok")
        assert time.monotonic() - begun < 4


@pytest.mark.slow
def test_told_to_end_it_finishes_what_is_under_way_and_ends_streams_and_the_graph(sormland_folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.jsonl"
    options = ("--access-log", str(log))
    with serve_process(sormland_folder, 8855, THOROUGH, *options, output=subprocess.PIPE) as (process, port):
        ask = "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".format
        with open_connection(port, ask("/handelser").encode()) as stream, open_connection(port, ask("/om").encode()) as page:
            while b"data:" not in stream.recv(65536):
                pass
            process.send_signal(signal.SIGTERM)
            assert read_all(stream).endswith(b"0\r\n\r\n")  # to its end, and not broken off
            assert read_all(page).startswith(b"HTTP/1.1 200 ")
        told, complaints = process.communicate(timeout=20)
        assert process.returncode == 128 + signal.SIGTERM
        assert b"the graph is closed" in told
        assert complaints == b""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert {(line["path"], line["status"]) for line in lines} == {("/handelser", 200), ("/om", 200)}


def read_all(client: socket.socket) -> bytes:
    """Return what comes until the connection is closed."""
    client.settimeout(20)
    return b"".join(iter(lambda: client.recv(65536), b""))


@pytest.mark.slow
def test_pages_come_compressed_over_the_wire(port: int) -> None:
    asked = Request(f"http://127.0.0.1:{port}/karta", headers={"Accept-Encoding": "gzip"})
    with urlopen(asked) as packed, urlopen(f"http://127.0.0.1:{port}/karta") as plain:
        assert packed.headers["content-encoding"] == "gzip"
        assert "server" not in packed.headers
        assert len(packed.read()) * 2 < len(plain.read())


@pytest.mark.slow
def test_who_asks_for_another_protocol_is_answered_without_a_word_in_the_terminal(sormland_folder: Path) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Key": "eA==", "Sec-WebSocket-Version": "13"}
    with serve_process(sormland_folder, 8845) as (process, port):
        with urlopen(Request(f"http://127.0.0.1:{port}/readyz", headers=upgrade)) as answer:
            assert answer.status == 200
        process.terminate()
        assert process.communicate(timeout=20)[1] == b""


@pytest.mark.slow
def test_it_ends_in_seconds_also_when_somebody_does_not_read(sormland_folder: Path) -> None:
    with serve_process(sormland_folder, 8825) as (process, port):
        with ExitStack() as clients:
            for _ in range(5):
                client = clients.enter_context(socket.socket())
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.connect(("127.0.0.1", port))
                client.sendall(b"GET /karta HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            time.sleep(0.3)
            begun = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.wait(20)
            assert time.monotonic() - begun < 8
        assert process.returncode in (-signal.SIGTERM, 128 + signal.SIGTERM)


@pytest.mark.slow
def test_it_ends_in_seconds_also_while_something_is_drawn(sormland_folder: Path) -> None:
    with serve_process(sormland_folder, 8835) as (process, port), ExitStack() as clients:
        for day in range(1, 29):
            address = f"GET /karta?on=2026-03-{day:02} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            clients.enter_context(open_connection(port, address.encode()))
        time.sleep(0.3)
        begun = time.monotonic()
        os.kill(process.pid, signal.SIGTERM)
        process.wait(20)
        assert time.monotonic() - begun < 8
