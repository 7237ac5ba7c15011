"""A connection between the driver and a server that breaks when it is least wanted."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

COMMIT = bytes.fromhex("0002b0120000")
"""Bolt's message COMMIT, as it goes over the wire."""


@contextmanager
def losing_the_answer_to_commit(port: int, nth: int) -> Iterator[int]:
    """A port that leads to `port`; the line breaks when the server has kept its `nth` transaction (from 0), before it says so."""
    wire = _Wire(port, nth)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=wire.accept, args=(listener,), daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    assert wire.left < 0


class _Wire:
    def __init__(self, port: int, nth: int) -> None:
        self.port, self.left = port, nth

    def accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        """Carry both ways until one end closes, or the answer is lost."""
        losing = threading.Event()
        with suppress(OSError), client, socket.create_connection(("127.0.0.1", self.port)) as server:
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
