"""Limits of a request: how long its address may be, how many are answered at a time, and how long an answer may take.

Limits of connections, and of what is not yet a request, are in `connections`.
"""

import asyncio
from collections.abc import Callable

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.v1.problems import BODY, LONG_ADDRESS, UNAVAILABLE, ProblemType
from model.errors import LandskapError, LimitExceeded, NotUnderstood, ServerBusy
from model.language import Text

MOST_ADDRESS_BYTES = 8_000
"""The longest address with its parameters. RFC 9110 §4.1 asks for at least as much."""
MOST_REQUESTS = 300
"""Requests that are answered at a time, the streams among them."""
ANSWER_SECONDS = 20.0
"""The longest time until an answer begins: a graph that is asked and stays silent may take as long as its own limit says."""
Refuse = Callable[[Request, Exception, ProblemType], Response]


class LimitedRequests:
    """Middleware that refuses requests which are too long, too many, or take too long, and all that have a body."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self.app, self._refuse, self._under_way = app, refuse, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that it is refused."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif refused := self._find_fault(scope):
            await self._refuse(Request(scope), *refused)(scope, receive, _close_after(send) if _has_body(scope) else send)
        else:
            self._under_way += 1
            try:
                await self._answer_in_time(scope, receive, _close_after(send) if _has_body(scope) else send)
            finally:
                self._under_way -= 1

    def _find_fault(self, scope: Scope) -> tuple[LandskapError, ProblemType] | None:
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > MOST_ADDRESS_BYTES:
            text = Text("the address is too long: at most {most} characters", most=MOST_ADDRESS_BYTES)
            return LimitExceeded(text), LONG_ADDRESS
        if _has_body(scope) and scope["method"] in ("GET", "HEAD"):
            text = Text("no page takes more than its address")
            return NotUnderstood(text, (), Text("Leave out the request's body.")), BODY
        return (build_busy_error(), UNAVAILABLE) if self._under_way >= MOST_REQUESTS else None

    async def _answer_in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_in_time(message: Message) -> None:
            limit.reschedule(None)  # it has begun; from now on the client's reading is watched
            await send(message)

        try:
            async with asyncio.timeout(ANSWER_SECONDS) as limit:
                await self.app(scope, receive, send_in_time)
        except TimeoutError:
            if not limit.expired():
                raise
            await self._refuse(Request(scope), build_busy_error(), UNAVAILABLE)(scope, receive, send)


def _has_body(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"0").strip(b"0 ") != b""


def _close_after(send: Send) -> Send:
    """Return `send` for an answer after which the connection is closed, so that nobody waits for a body that is not read."""

    async def send_last(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["connection"] = "close"
        await send(message)

    return send_last


def build_busy_error() -> ServerBusy:
    """Return the error for a request that cannot be answered now, because there are too many."""
    return ServerBusy(Text("the pages have too many requests right now"), Text("Try again in a moment."))
