"""Connections to the pages: a limited number, and none held open by a client that neither asks nor reads.

Whoever is sent away is told why, in both languages where the page's language is not known yet.
"""

import asyncio
import sys
from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.web.guards import HEADERS, NOT_CACHED, POLICY
from model.language import LANGUAGES, Text

MOST_CONNECTIONS = 400
RETRY_SECONDS = 5
"""Seconds after which a client may ask again for what cannot be answered just now."""
MOST_HEAD_BYTES = 16_384
"""The longest head of a request: its first line and its headers."""
KEEP_SECONDS = 5
"""Seconds that a connection waits for the next request."""
REQUEST_SECONDS = 10.0
"""The longest time that a request may take to arrive."""
READ_SECONDS = 60.0
"""The longest time in which a client may read nothing of an answer."""

TOO_MANY = Text("The pages have too many connections right now. Try again in a moment.")
TOO_LATE = Text("The request took too long to arrive.")
TOO_LONG = Text("The head of the request is too long: at most {most} characters.", most=MOST_HEAD_BYTES)
NOT_HTTP = Text("The request is not HTTP.")


class Connection(H11Protocol):
    """A connection that is closed if its request does not arrive, or its answer is not read, in time."""

    _late: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Start the clock for a request; close the connection if there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            self._send_away(HTTPStatus.SERVICE_UNAVAILABLE, TOO_MANY)
        else:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        _cancel(self._late, self._unread)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take data; the clock runs until the request is complete."""
        super().data_received(data)
        self._watch()

    def _should_upgrade(self) -> bool:
        """Refuse other protocols silently: the request is answered as if it had not asked for one."""
        return False

    def _watch(self) -> None:
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._late = self._late or self.loop.call_later(REQUEST_SECONDS, self._give_up)
        else:
            _cancel(self._late)
            self._late = None

    def _give_up(self) -> None:
        """Close the connection; tell a client that has begun to ask why."""
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            self._send_away(HTTPStatus.REQUEST_TIMEOUT, TOO_LATE)
        else:
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Answer a request that cannot be read; h11 knows whether its head is too long."""
        status = HTTPStatus(getattr(sys.exc_info()[1], "error_status_hint", HTTPStatus.BAD_REQUEST))
        self._send_away(status, TOO_LONG if status == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE else NOT_HTTP)

    def _send_away(self, status: HTTPStatus, text: Text) -> None:
        """Answer and close the connection, whatever the client says."""
        if self.conn.our_state is not h11.IDLE:  # an answer is under way, or over
            self.transport.abort()
            return
        body = "\n".join(text.in_(language) for language in LANGUAGES).encode()
        headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body)), "Connection": "close"} | HEADERS
        headers |= {"Cache-Control": NOT_CACHED, "Content-Security-Policy": POLICY}
        headers |= {"Retry-After": str(RETRY_SECONDS)} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.transport.write(f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n".encode() + body)
        self.transport.close()

    def on_response_complete(self) -> None:
        """Stop the clock: between two requests uvicorn's own limit holds."""
        _cancel(self._late)
        self._late = None
        super().on_response_complete()

    def shutdown(self) -> None:
        """End the streams: the server waits for the answers under way, and a stream would never end."""
        if streams := self.app_state.get("streams"):
            streams.end()
        super().shutdown()

    def pause_writing(self) -> None:
        """Start the clock for reading."""
        super().pause_writing()
        self._unread = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop the clock for reading."""
        super().resume_writing()
        _cancel(self._unread)


def _cancel(*timers: asyncio.TimerHandle | None) -> None:
    for timer in timers:
        if timer:
            timer.cancel()
