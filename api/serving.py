"""The pages, on this computer unless said otherwise: a port that is free, the browser opened where there is one, until Ctrl-C."""

import socket
import threading
import webbrowser
from collections.abc import Sequence

import uvicorn

from api.application import create_app
from api.session import Session
from model.errors import LimitExceeded
from model.language import Text

HOST = "127.0.0.1"
MOST_PORTS = 50
"""Ports that are tried after the first."""


def serve(session: Session, port: int, browser: bool, host: str = HOST, names: Sequence[str] = ()) -> None:
    """Serve until Ctrl-C; the graph's local server is kept up for as long.

    `host` is the address that is listened on, `names` what the pages may be called besides this computer's own names.
    """
    free = free_port(port, host)
    url = f"http://{next(iter(names), HOST)}:{free}/karta?lang={session.language}"
    session.hurried = True
    with session.landscape(made=True) as graph:
        config = uvicorn.Config(create_app(graph, session.language, names), host=host, port=free, log_level="warning")
        session.say(Text("The map is at {url} – end with Ctrl-C", url=url))
        if browser:
            threading.Timer(0.8, _open, (url,)).start()
        uvicorn.Server(config).run()


def free_port(first: int, host: str = HOST) -> int:
    """`first`, or the next port that nobody listens on. Raises LimitExceeded after MOST_PORTS."""
    for port in range(first, min(first + MOST_PORTS, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise LimitExceeded(Text("no free port from {first} on", first=first), Text("Give another with --port."))


def _open(url: str) -> None:
    """Open a browser where there is one; the URL is printed anyway."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return
    webbrowser.open(url)
