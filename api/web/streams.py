"""The streams that tell open pages which version the landscape has, and which answers that take long are ready.

They are server-sent events, from one look at the graph for all.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.web.latest import VersionReader
from api.web.limits import build_busy_error
from model.errors import LandskapError

STREAM_PATH = "/handelser"
MOST_STREAMS = 100
"""Streams that are open at a time; a further one is refused with 503. A hidden tab has none."""
LOOK_SECONDS = 2.0
"""Seconds between two looks at the graph while there is a stream."""
HEARTBEAT_SECONDS = 15.0
"""Seconds after which a stream says that it still lives: proxies close what is silent for a minute."""
RECONNECT_SECONDS = 5
"""Seconds after which a browser opens a stream again that has ended."""
LOST = json.dumps({"version": None})
"""What is told while the graph does not answer."""


class VersionStreams:
    """The streams of one application. The graph is looked at while there is a stream, and by one task."""

    def __init__(self, latest: VersionReader, list_ready: Callable[[], Sequence[str]] = tuple) -> None:
        self._latest, self._list_ready = latest, list_ready
        self._open, self._ended, self._state = 0, False, ""
        self._news = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def live(self, _app: FastAPI) -> AsyncIterator[dict[str, object]]:
        """Name the streams to the server, whose connections end them when it ends (`api/web/connections.py`)."""
        yield {"streams": self}

    def add_to(self, app: FastAPI) -> None:
        """Add the route of the streams."""

        @app.get(STREAM_PATH, include_in_schema=False)
        async def stream(request: Request) -> Response:
            """Answer with a stream. HEAD gets its headers alone."""
            return Response(headers=STREAM_HEADERS) if request.scope.get("head") else StreamResponse(self)

    def enter(self) -> None:
        """Count a stream. Raises ServerBusy if there are too many, or the server ends."""
        if self._open >= MOST_STREAMS or self._ended:
            raise build_busy_error()
        self._open += 1
        if self._looking is None:
            self._state, self._news = "", asyncio.Event()
            self._looking = asyncio.create_task(self._look())

    def leave(self) -> None:
        """Count a stream off. The last one ends the looking."""
        self._open -= 1
        if not self._open and self._looking:
            self._looking.cancel()
            self._looking = None

    def end(self) -> None:
        """End all streams, because the server ends."""
        self._ended = True
        self._news.set()

    async def tell(self) -> AsyncIterator[str]:
        """Yield the events of a stream: first the present state, then each other one, and heartbeats."""
        yield f"retry: {RECONNECT_SECONDS * 1000}\n\n"
        told = ""
        while news := self._news:
            if self._ended:
                return
            if self._state != told:
                told = self._state
                yield f"data: {told}\n\n"
                continue
            try:
                await asyncio.wait_for(news.wait(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ":\n\n"

    async def _look(self) -> None:
        while True:
            if (state := await self._read_state()) != self._state:
                self._state, news, self._news = state, self._news, asyncio.Event()
                news.set()
            await asyncio.sleep(LOOK_SECONDS)

    async def _read_state(self) -> str:
        """Return what is told: the version and which answers that pages asked for are ready, or that the graph is lost.

        While a large change is written it stays what it was.
        """
        try:
            version = await self._latest.version()
        except LandskapError:
            return LOST
        ready = self._list_ready()
        told = {"version": version.name, **({"ready": [*ready]} if ready else {})}
        return json.dumps(told) if version.whole else self._state


STREAM_HEADERS = {"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
"""The headers of a stream; the second asks a proxy not to gather what it passes on."""


class StreamResponse(StreamingResponse):
    """One stream, counted until it is over. Raises ServerBusy if there are too many."""

    def __init__(self, streams: VersionStreams) -> None:
        streams.enter()
        self._streams = streams
        super().__init__(streams.tell(), headers=STREAM_HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events until the client leaves or the server ends."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._streams.leave()
