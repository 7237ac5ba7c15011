"""A cache of answers as bytes, plain and compressed, for as long as the landscape does not change.

An answer is a function of the version, the address and the day: these are its tag, so that a client that has it is told so
without work. It is of one version: if the landscape changes while it is made, it is made again. Several requests for the same
answer wait for one computation. Answers that take long are made beside everything else, a few at a time; a request that waits too
long is refused with 503.
"""

import asyncio
import gzip
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import brotli
from anyio import to_thread
from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.v1.accepting import choose_coding
from api.web.latest import Version, VersionReader
from api.web.limits import build_busy_error
from model.errors import GraphError, ServerBusy
from model.language import Text

MOST_BYTES_CACHED = 64_000_000
"""Bytes of all cached answers; those that were not asked for longest are dropped."""
PAGES_AT_ONCE = 2
"""Pages that are made at a time; more would only share the same processor time."""
QUESTIONS_AT_ONCE = 8
MOST_MADE = 30
"""Pages, or answers to questions, that are being made or wait for it; further requests are refused with 503."""
WAIT_SECONDS = 10.0
"""The longest that a request waits for an answer; it goes on being made for the next request."""
VARY = {"vary": "Accept-Encoding"}
CODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
"""The codings of answers, the best first."""
BYTES_PER_ANSWER = 1_000
"""Bytes that an answer takes besides its body."""
LEAST_BYTES_COMPRESSED = 1_000
"""Bytes from which on an answer is compressed."""
MOST_TRIES = 4
"""How often an answer is made until the landscape does not change meanwhile."""
_RouteHandler = Callable[[Request], Coroutine[Any, Any, Response]]
_AnswerKey = tuple[str, str, str, str]
"""Path, query, the day of the request, and the name under which it was asked, which feeds repeat."""


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """An answer as it is sent; `packed` is its body by the codings in which it was asked for. `tag` names them all."""

    headers: dict[str, str]
    body: bytes
    tag: str
    packed: dict[str, bytes] = field(default_factory=dict)

    async def respond(self, request: Request) -> Response:
        """Return the response to a request: compressed if the client takes that, without its body if the client has it."""
        coding = choose_coding(
            request.headers.get("accept-encoding", ""), CODINGS if len(self.body) >= LEAST_BYTES_COMPRESSED else ()
        )
        headers = self.headers | {"etag": self.tag} | VARY
        if _matches_tag(request, self.tag):
            return Response(status_code=304, headers=headers)
        if coding:
            if coding not in self.packed:
                self.packed[coding] = await to_thread.run_sync(CODINGS[coding], self.body)
            return Response(self.packed[coding], headers=headers | {"content-encoding": coding})
        return Response(self.body, headers=headers)


def _matches_tag(request: Request, tag: str, or_any: bool = True) -> bool:
    """Return whether `If-None-Match` names the tag (RFC 9110 §13.1.2: weak and strong tags compare alike), `or_any`."""
    tags = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return tag.removeprefix("W/") in tags or (or_any and tags == ["*"])


class LimitedTasks:
    """Makes a few answers at a time, each once for all requests that wait for it."""

    def __init__(self, at_once: int) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._made: dict[object, asyncio.Task[CachedAnswer | Response]] = {}

    async def wait_for(self, what: object, make: Callable[[], Awaitable[CachedAnswer | Response]]) -> CachedAnswer | Response:
        """Return what `make` makes of `what`. It goes on for later requests if it takes too long. Raises ServerBusy."""
        if what not in self._made:
            if len(self._made) >= MOST_MADE:
                raise build_busy_error()
            self._made[what] = task = asyncio.create_task(self._in_turn(make))
            task.add_done_callback(lambda done: self._forget(what, done))
        try:
            return await asyncio.wait_for(asyncio.shield(self._made[what]), WAIT_SECONDS)
        except TimeoutError:
            raise build_busy_error() from None

    async def _in_turn(self, make: Callable[[], Awaitable[CachedAnswer | Response]]) -> CachedAnswer | Response:
        async with self._turns:
            return await make()

    def _forget(self, what: object, done: "asyncio.Task[CachedAnswer | Response]") -> None:
        del self._made[what]
        if not done.cancelled():
            done.exception()  # retrieved here, because perhaps no request waits for it any more


class AnswerCache:
    """The answers of the routes over one graph."""

    def __init__(self, latest: VersionReader, most_bytes: int = MOST_BYTES_CACHED) -> None:
        self._latest, self._most_bytes = latest, most_bytes
        self._version, self._bytes, self._start = "", 0, secrets.token_hex(8)
        self._answers: OrderedDict[_AnswerKey, CachedAnswer] = OrderedDict()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pages, self._questions = LimitedTasks(PAGES_AT_ONCE), LimitedTasks(QUESTIONS_AT_ONCE)

    def make_route_class(self) -> type[APIRoute]:
        """Return a class of routes whose answers are cached."""
        answers = self

        class KeptRoute(APIRoute):
            def get_route_handler(self) -> _RouteHandler:
                make = super().get_route_handler()

                async def handle(request: Request) -> Response:
                    return await answers.answer(request, make)

                return handle

        return KeptRoute

    async def answer(self, request: Request, make: _RouteHandler) -> Response:
        """Return the answer to a request, of the landscape as it is now. Raises ServerBusy, and what `make` raises."""
        version = await self._latest.version()
        request.state.version = version.name
        key = (request.url.path, request.url.query, date.today().isoformat(), request.url.netloc)
        tag = self._name(version, key)
        if version.whole and _matches_tag(request, tag, or_any=False):
            return Response(status_code=304, headers={"etag": tag} | VARY)
        if version.whole and version.name == self._version and key in self._answers:
            self._answers.move_to_end(key)
            return await self._answers[key].respond(request)
        made = await self._wait_for(version, key, request, make)
        return await made.respond(request) if isinstance(made, CachedAnswer) else made

    def _name(self, version: Version, key: _AnswerKey) -> str:
        """Return the tag of an answer. After a start of the server all are others, since the program may be."""
        asked = hashlib.sha256("\n".join((self._start, *key)).encode()).hexdigest()
        return f'W/"{version.name[:16]}-{asked[:16]}"'

    async def _wait_for(
        self, version: Version, key: _AnswerKey, request: Request, make: _RouteHandler
    ) -> CachedAnswer | Response:
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._pages, self._questions = loop, LimitedTasks(PAGES_AT_ONCE), LimitedTasks(QUESTIONS_AT_ONCE)
        turns = self._pages if key[0].startswith("/karta") else self._questions
        return await turns.wait_for((version, key), lambda: self._make(version, key, request, make))

    async def _make(self, version: Version, key: _AnswerKey, request: Request, make: _RouteHandler) -> CachedAnswer | Response:
        """Make an answer of one version, and keep it if it is finished and of a whole landscape.

        Raises ServerBusy, and what `make` raises.
        """
        for _ in range(MOST_TRIES):
            request.state.version = version.name
            made, failure = await _try(make, request)
            now = version if isinstance(failure, GraphError) else await self._latest.version()
            if now == version or not now.whole:
                break
            version = now
        else:
            raise ServerBusy(Text("the landscape kept changing while it was read"), Text("Try again in a moment."))
        if failure:
            raise failure
        if made.status_code != 200 or now != version or not version.whole or getattr(request.state, "unfinished", False):
            return made
        answer = build_cached_answer(made, self._name(version, key))
        self._store(version, key, answer)
        return answer

    def _store(self, version: Version, key: _AnswerKey, answer: CachedAnswer) -> None:
        if version.name != self._version:
            self._answers.clear()
            self._version, self._bytes = version.name, 0
        if key in self._answers:
            return
        self._answers[key] = answer
        self._bytes += _size_of(key, answer)
        while self._bytes > self._most_bytes:
            self._bytes -= _size_of(*self._answers.popitem(last=False))


def _size_of(key: _AnswerKey, answer: CachedAnswer) -> int:
    """Return the bytes that an answer takes together with its address; compressed by all codings it takes half as many again."""
    return len(answer.body) * 3 // 2 + sum(map(len, key)) + BYTES_PER_ANSWER


async def _try(make: _RouteHandler, request: Request) -> tuple[Response, Exception | None]:
    """Return what `make` makes, or what it raised: an error may come of reading two versions, too."""
    try:
        return await make(request), None
    except Exception as error:  # raised again by `_make`, unless the landscape has changed
        return Response(), error


def build_cached_answer(response: Response, tag: str) -> CachedAnswer:
    """Return a response as it is cached."""
    body = bytes(response.body)
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    return CachedAnswer(headers, body, tag)
