"""Answers that are repeated: only to the same request, of the same version and day."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from api.web.latest import Version, VersionReader
from api.web.quick_answers import QuickAnswers
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.graphs import empty_graph, put
from tests.landscapes import actor, landscape

USUAL = {"host": "localhost", "accept": "text/html"}


class Site:
    """An application that counts what it is asked, and the version that its graph has."""

    def __init__(self) -> None:
        self.asked, self.tag, self.whole, self.known = 0, True, True, True
        self.name = "1"
        self.quick = QuickAnswers(self.answer, self)  # type: ignore[arg-type]  # all that it uses of a reader

    @property
    def recent(self) -> Version | None:
        return Version(self.name, self.whole) if self.known else None

    async def answer(self, scope: Any, _receive: Any, send: Any) -> None:
        self.asked += 1
        scope.setdefault("state", {})["version"] = self.name
        headers = [(b"etag", b'W/"1"')] if self.tag else []
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": f"{self.name} {self.asked}".encode()})

    def get(self, path: str = "/", headers: Mapping[str, str] = USUAL, method: str = "GET") -> str:
        sent: list[Any] = []
        scope = {"type": "http", "method": method, "path": path, "query_string": b""}
        scope["headers"] = [(name.encode(), value.encode()) for name, value in headers.items()]

        async def send(message: Any) -> None:
            sent.append(message)

        async def work() -> None:
            await self.quick(scope, send, send)  # type: ignore[arg-type]  # nothing is received

        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(work())).result()
        return str(sent[-1]["body"].decode())


def test_the_same_request_is_answered_again_without_the_application() -> None:
    site = Site()
    assert [site.get() for _ in range(3)] == ["1 1"] * 3
    assert site.get(headers=USUAL | {"user-agent": "other"}) == "1 1"


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/other"},
        {"headers": USUAL | {"host": "elsewhere.example"}},
        {"headers": USUAL | {"sec-fetch-site": "cross-site"}},
        {"headers": USUAL | {"accept": "application/json"}},
        {"headers": USUAL | {"content-length": "3"}},
        {"method": "HEAD"},
    ],
)
def test_another_request_is_the_applications(other: Any) -> None:
    site = Site()
    site.get()
    assert site.get(**other) == "1 2"


def test_another_version_or_day_is_answered_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.get()
    site.name = "2"
    assert site.get() == "2 2"
    site.name = "1"
    assert site.get() == "1 3"
    tomorrow = date.today() + timedelta(1)
    monkeypatch.setattr("api.web.quick_answers.date", type("Tomorrow", (), {"today": lambda: tomorrow}))
    assert site.get() == "1 4"


def test_what_has_no_tag_or_is_of_half_a_landscape_is_not_repeated() -> None:
    site = Site()
    site.tag = False
    assert [site.get() for _ in range(2)] == ["1 1", "1 2"]
    site.tag = True
    site.get()
    site.whole = False
    assert site.get() == "1 4"
    site.whole, site.known = True, False  # nobody has looked for a while
    assert site.get() == "1 5"


def test_what_is_kept_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.quick_answers.MOST_QUICK", 2)
    site = Site()
    for path in "/a", "/b", "/c":
        site.get(path)
    assert [site.get(path) for path in ("/c", "/b", "/a")] == ["1 3", "1 2", "1 4"]


def test_what_this_process_writes_is_seen_at_once_and_what_others_write_soon(
    local_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = empty_graph(local_graph)
    put(graph, landscape(actor("a", name="Ett")))
    monkeypatch.setattr("api.web.latest.FRESH_SECONDS", 60.0)
    with client_of(graph) as client:
        assert [client.get("/part/a").text.count("<h1>Ett") for _ in range(2)] == [1, 1]
        put(graph, landscape(actor("a", name="Två")))
        assert "<h1>Två" in client.get("/part/a").text


def test_a_version_is_recent_for_a_moment(local_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    latest = VersionReader(local_graph)
    assert latest.recent is None
    with ThreadPoolExecutor(1) as thread:
        seen = thread.submit(lambda: asyncio.run(latest.version())).result()
    monkeypatch.setattr("api.web.latest.FRESH_SECONDS", 60.0)
    assert latest.recent == seen
    monkeypatch.setattr("api.web.latest.FRESH_SECONDS", 0.0)
    assert latest.recent is None
