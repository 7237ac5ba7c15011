"""Connections to the pages: a limited number, and none held open by a client that neither asks nor reads."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 200
REQUEST_SECONDS = 10.0
"""The longest time that a request may take to arrive."""
READ_SECONDS = 60.0
"""The longest time in which a client may read nothing of an answer."""


class Connection(H11Protocol):
    """A connection that is closed if its request does not arrive, or its answer is not read, in time."""

    _late: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Start the clock for a request; close the connection if there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
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
            self._late = self._late or self.loop.call_later(REQUEST_SECONDS, self.transport.abort)
        else:
            _cancel(self._late)
            self._late = None

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
