"""The access log: a line of JSON for each request, with nothing of who asked and nothing of what somebody typed.

    {"at": "2026-11-30T20:15:02Z", "method": "GET", "path": "/part/{id}", "status": 200, "ms": 12, "bytes": 20417,
     "version": "9f2c61d0a7b3", "language": "sv"}

`path` is the pattern of the page, without ids and parameters; null where there is no such page. `version` is the landscape's.
"""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPMethod

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from model.language import LANGUAGES, Language
from model.text.timestamps import utc_now

VERSION_LETTERS = 12
"""Letters of a version that are written: enough to tell two apart."""


class AccessLog:
    """Middleware that writes a line when an answer is over. `language` is that of answers whose address names none."""

    def __init__(self, app: ASGIApp, write: Callable[[str], object], language: Language) -> None:
        self.app, self._write, self._language = app, write, language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write its line."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status, sent = time.monotonic(), 0, 0

        async def send_counted(message: Message) -> None:
            nonlocal status, sent
            status = message.get("status", status)
            sent += len(message.get("body", b"")) if scope["method"] != "HEAD" else 0
            await send(message)

        try:
            await self.app(scope, receive, send_counted)
        finally:
            facts = {"status": status, "ms": round((time.monotonic() - begun) * 1000), "bytes": sent}
            with suppress(OSError, ValueError):  # a log that cannot be written keeps nobody from reading
                self._write(json.dumps(self._describe(scope) | facts) + "\n")

    def _describe(self, scope: Scope) -> dict[str, object]:
        asked, route = Request(scope).query_params.get("lang"), scope.get("route")
        version: str | None = scope.get("state", {}).get("version")
        return {
            "at": utc_now(),
            "method": scope["method"] if scope["method"] in set(HTTPMethod) else "other",
            "path": route.path if route else None,
            "version": version and version[:VERSION_LETTERS],
            "language": asked if asked in LANGUAGES else self._language,
        }
