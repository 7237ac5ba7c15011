"""Answers that were given before, given again at once: before the routes, the limits and the guards.

What counts is the request as it came: an answer is repeated only to a request with the same address and headers, which has
passed all of these before. It is repeated while the version was looked at within FRESH_SECONDS, so it may be so much older than
the request; what this process writes itself is seen at once. The next request is passed on, and its look counts for those after.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.latest import VersionReader

MOST_QUICK, MOST_QUICK_BYTES = 2_000, 64_000_000
"""Answers that are kept to be repeated, and their bytes; those that were not asked for longest are dropped."""
REPEATED = (200, 304)
NOT_COMPARED = {b"user-agent", b"referer"}
"""Headers of a request that no answer depends on."""
BODY_HEADERS = {b"content-length", b"transfer-encoding"}
_Key = tuple[str, bytes, tuple[tuple[bytes, bytes], ...]]


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer as it was sent, of a version and a day; `route` is for the access log."""

    version: str
    day: date
    route: Any
    start: Message
    body: Message


class QuickAnswers:
    """Middleware around all other that repeats answers with a tag for as long as the landscape does not change."""

    def __init__(self, app: ASGIApp, latest: VersionReader) -> None:
        self.app, self._latest = app, latest
        self._given: OrderedDict[_Key, _Given] = OrderedDict()
        self._bytes, self._version = 0, ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Repeat the answer to the same request, or pass the request on and note its answer."""
        key = _read_key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        given, today = self._given.get(key), date.today()
        now = self._latest.recent
        if given and given.day == today and now and now.whole and now.name == given.version:
            self._given.move_to_end(key)
            scope["route"] = given.route
            scope.setdefault("state", {})["version"] = given.version
            await send(given.start)
            await send(given.body)
            return
        start: Message = {}

        async def note(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif start and not message.get("more_body"):
                self._note(key, scope, today, start, message)
            await send(message)

        await self.app(scope, receive, note)

    def _note(self, key: _Key, scope: Scope, today: date, start: Message, body: Message) -> None:
        version = scope.get("state", {}).get("version")
        if not version or start["status"] not in REPEATED or not any(name == b"etag" for name, _value in start["headers"]):
            return
        if version != self._version:
            self._given.clear()
            self._version, self._bytes = version, 0
        if old := self._given.pop(key, None):
            self._bytes -= len(old.body.get("body", b""))
        self._given[key] = _Given(version, today, scope.get("route"), start, body)
        self._bytes += len(body.get("body", b""))
        while len(self._given) > MOST_QUICK or self._bytes > MOST_QUICK_BYTES:
            self._bytes -= len(self._given.popitem(last=False)[1].body.get("body", b""))


def _read_key(scope: Scope) -> _Key | None:
    """Return what an answer depends on; None for a request that is not for a page, or has a body."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    headers = tuple([header for header in scope["headers"] if header[0] not in NOT_COMPARED])
    if any(name in BODY_HEADERS for name, _value in headers):
        return None
    return scope["path"], scope["query_string"], headers
