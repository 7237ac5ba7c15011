"""Connections to the pages: few enough, and none that is held for long by somebody who neither asks nor reads."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 200
REQUEST_SECONDS = 10.0
"""The longest that a request may take to arrive."""
READ_SECONDS = 60.0
"""The longest that nothing of an answer may be taken."""


class Connection(H11Protocol):
    """A connection that is closed when its request does not arrive, or its answer is not taken, in time."""

    _late: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
        else:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        _cancel(self._late, self._unread)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come; the clock runs on until the request is whole."""
        super().data_received(data)
        self._watch()

    def _should_upgrade(self) -> bool:
        """Answer who asks for another protocol as if they had not, without a word in the terminal: there is none."""
        return False

    def _watch(self) -> None:
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._late = self._late or self.loop.call_later(REQUEST_SECONDS, self.transport.abort)
        else:
            _cancel(self._late)
            self._late = None

    def on_response_complete(self) -> None:
        """Leave the connection to the time that it may be idle between two requests."""
        _cancel(self._late)
        self._late = None
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Wait for what was sent to be taken."""
        super().pause_writing()
        self._unread = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on."""
        super().resume_writing()
        _cancel(self._unread)


def _cancel(*timers: asyncio.TimerHandle | None) -> None:
    for timer in timers:
        if timer:
            timer.cancel()
