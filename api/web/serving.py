"""The server of the pages: a free port, a browser if there is one, until Ctrl-C."""

import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Sequence

import uvicorn
from fastapi import FastAPI

from api.terminal.session import Session
from api.web.application import create_app
from api.web.connections import Connection
from model.errors import LimitExceeded
from model.language import Text

DEFAULT_HOST = "127.0.0.1"
GRACE_SECONDS = 2
"""Seconds that the server waits for answers under way when it ends."""
END_SECONDS = 4.0
MOST_PORTS = 50
"""Ports that are tried."""


def serve_pages(session: Session, port: int, browser: bool, host: str = DEFAULT_HOST, names: Sequence[str] = ()) -> None:
    """Serve the pages until Ctrl-C, and keep the graph's local server running.

    `host` is the address to listen on; `names` are names of the pages besides this computer's own.
    """
    free = find_free_port(port, host)
    url = f"http://{next(iter(names), DEFAULT_HOST)}:{free}/?lang={session.language}"
    session.hurried = True
    with session.open_landscape(made=True) as graph:
        server = PromptServer(configure_server(create_app(graph, session.language, names), host, free))
        session.say(Text("The map is at {url} – end with Ctrl-C", url=url))
        if browser:
            threading.Timer(0.8, _open_browser, (url,)).start()
        server.run()


def configure_server(app: FastAPI, host: str, port: int) -> uvicorn.Config:
    """Return uvicorn's configuration for `app`."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Connection,
        ws="none",
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


class PromptServer(uvicorn.Server):
    """A server that ends when it is told to, even while answers are made or read: nothing can be lost by it."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End within END_SECONDS."""
        last = threading.Timer(END_SECONDS, os._exit, (128 + next(iter(self._captured_signals), signal.SIGTERM),))
        last.daemon = True
        last.start()
        await super().shutdown(sockets)


def find_free_port(first: int, host: str = DEFAULT_HOST) -> int:
    """Return `first`, or the next free port. Raises LimitExceeded after MOST_PORTS."""
    for port in range(first, min(first + MOST_PORTS, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise LimitExceeded(Text("no free port from {first} on", first=first), Text("Give another with --port."))


def _open_browser(url: str) -> None:
    """Open a browser where there is one; the URL is printed anyway."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return
    webbrowser.open(url)
