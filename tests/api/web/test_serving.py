"""The pages from a real process on a real port, with clients that misbehave."""

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

from api.web.connections import MOST_CONNECTIONS
from api.web.serving import find_free_port

HURRIED = """
import sys
import api.web.connections
api.web.connections.REQUEST_SECONDS = api.web.connections.READ_SECONDS = 1.0
from api.command_line import main
main()
"""


@contextmanager
def serve_process(folder: Path, at: int) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run `landskap serve`, with little patience, and give the process and its port."""
    port = find_free_port(at)
    command = [sys.executable, "-c", HURRIED, "--graph", str(folder), "serve", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
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
        time.sleep(2)
        with urlopen(f"http://127.0.0.1:{port}/karta/version") as answer:
            assert answer.status == 200


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
        with urlopen(Request(f"http://127.0.0.1:{port}/karta/version", headers=upgrade)) as answer:
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
