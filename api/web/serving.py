"""The server of the pages: a free port, a browser if there is one, until Ctrl-C."""

import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI

from api.terminal.session import Session
from api.web.application import create_app
from api.web.connections import KEEP_SECONDS, MOST_HEAD_BYTES, Connection
from model.errors import InputError, LimitExceeded, cause_of
from model.language import Text

DEFAULT_HOST = "127.0.0.1"
GRACE_SECONDS = 5
"""Seconds that answers under way have when the server is told to end."""
END_SECONDS = 7.0
"""Seconds until the process ends in any case."""
MOST_PORTS = 50
"""Ports that are tried."""


def serve_pages(
    session: Session,
    port: int,
    browser: bool,
    host: str = DEFAULT_HOST,
    names: Sequence[str] = (),
    access_log: Path | None = None,
) -> None:
    """Serve the pages until Ctrl-C or SIGTERM, and keep the graph's local server running.

    `host` is the address to listen on; `names` are names of the pages besides this computer's own. `access_log` is the file to
    which a line is added for each request, `-` for standard output. Raises InputError if it cannot be written.
    """
    free = find_free_port(port, host)
    url = f"http://{next(iter(names), DEFAULT_HOST)}:{free}/?lang={session.language}"
    session.hurried = True
    signal.signal(signal.SIGTERM, _exit)
    with _open_log(access_log) as write_log, session.open_landscape(made=True) as graph:
        server = PromptServer(configure_server(create_app(graph, session.language, names, write_log), host, free))
        session.say(Text("The map is at {url} – end with Ctrl-C", url=url))
        if browser:
            threading.Timer(0.8, _open_browser, (url,)).start()
        server.run()


def _exit(number: int, _frame: FrameType | None) -> None:
    """End as after an error, so that the graph is closed. The signal would end the process at once."""
    raise SystemExit(128 + number)


@contextmanager
def _open_log(file: Path | None) -> Iterator[Callable[[str], object] | None]:
    """Give the function that adds a line to the access log, or None without one. Raises InputError."""
    if file is None or str(file) == "-":
        yield partial(print, end="", flush=True) if file else None
        return
    try:
        opened = file.open("a", encoding="utf-8", buffering=1)
    except OSError as error:
        raise InputError(Text("{file} cannot be written: {error}", file=file, error=cause_of(error)), ()) from error
    with opened:
        yield opened.write


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
        h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        timeout_keep_alive=KEEP_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


class PromptServer(uvicorn.Server):
    """A server that ends soon when it is told to, even while answers are made or read: nothing can be lost by it."""

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
