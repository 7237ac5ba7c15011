"""A connection between the driver and a server that breaks when it is least wanted."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from urllib.parse import urlsplit

from queries.server.address import LOCAL_DATABASE, ServerAddress, parse_address
from queries.server.graph import Graph
from queries.server.local_folder import LocalFolder
from queries.server.settings import Settings
from tests.neo4j_server import PASSWORD

COMMIT = bytes.fromhex("0002b0120000")
"""Bolt's message COMMIT, as it goes over the wire."""


@contextmanager
def open_far_away(graph: Graph, nth: int, for_good: bool = False, settings: Settings | None = None) -> Iterator[Graph]:
    """The same graph over a line that breaks when the server has kept the `nth` transaction (from 0), before it says so."""
    address = _bolt_address(graph)
    port = urlsplit(address.url).port
    assert port
    settings = settings or (Settings(connect_seconds=1, retry_seconds=0.1) if for_good else Settings())
    with (
        lose_commit_answers(port, nth, for_good) as lossy,
        Graph.open(replace(address, url=f"bolt://127.0.0.1:{lossy}"), settings) as far,
    ):
        yield far


@contextmanager
def lose_commit_answers(port: int, nth: int, for_good: bool = False) -> Iterator[int]:
    """A port that leads to `port`; the line breaks when the server has kept its `nth` transaction (from 0), before it says so.

    `for_good`: no other line can be had after it.
    """
    wire = _Wire(port, nth, for_good)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=wire.accept, args=(listener,), daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    assert wire.left < 0


def _bolt_address(graph: Graph) -> ServerAddress:
    """Where the graph's server listens, also when it is the local one."""
    if graph._folder is None:
        address = parse_address(graph.where)
        assert isinstance(address, ServerAddress)
        return replace(address, password=address.password or PASSWORD)
    server = LocalFolder(graph._folder).find_server()
    assert server
    return ServerAddress(f"bolt://127.0.0.1:{server.bolt_port}", server.user, server.password, LOCAL_DATABASE)


class _Wire:
    def __init__(self, port: int, nth: int, for_good: bool) -> None:
        self.port, self.left, self.for_good = port, nth, for_good

    def accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                if self.for_good and self.left < 0:
                    client.close()
                    continue
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        """Carry both ways until one end closes, or the answer is lost."""
        losing = threading.Event()
        with suppress(OSError), client, socket.create_connection(("127.0.0.1", self.port)) as server:
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each message waits for the last one's receipt
            threading.Thread(target=_carry_back, args=(server, client, losing), daemon=True).start()
            while said := client.recv(65536):
                if COMMIT in said:
                    self.left -= 1
                    if self.left == -1:
                        losing.set()
                server.sendall(said)


def _carry_back(server: socket.socket, client: socket.socket, losing: threading.Event) -> None:
    with suppress(OSError):
        while (said := server.recv(65536)) and not losing.is_set():
            client.sendall(said)
        client.shutdown(socket.SHUT_RDWR)
