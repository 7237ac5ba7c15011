"""Streams: what open pages are told of the graph, how many there may be, and when they end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from starlette.testclient import TestClient

from api.web.latest import Version
from api.web.streams import LOST, STREAM_PATH, StreamResponse, VersionStreams
from model.errors import GraphUnavailable, ServerBusy
from model.language import Text
from queries.server.graph import Graph
from tests.api.clients import client_of

_T = TypeVar("_T")


class Versions:
    """What is read of a graph, in turn: a version, a version in the middle of a large change, or nothing; the last for good."""

    def __init__(self, *names: str) -> None:
        self._names, self.looks = list(names), 0

    async def version(self) -> Version:
        self.looks += 1
        name = self._names.pop(0) if len(self._names) > 1 else self._names[0]
        if name == "lost":
            raise GraphUnavailable(Text("the graph does not answer"))
        return Version(name, whole=not name.startswith("half"))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often."""
    monkeypatch.setattr("api.web.streams.LOOK_SECONDS", 0.01)


def run(work: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
    """Run it in a thread of its own: where browser tests ran before, this thread has an event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


async def take(events: AsyncIterator[str], n: int) -> list[str]:
    """Return the next events of a stream without the line that ends each."""
    return [(await asyncio.wait_for(anext(events), 10)).strip() for _ in range(n)]


def follow(names: Iterable[str], n: int) -> list[str]:
    """Return the first events of a stream over what is read in turn."""

    async def work() -> list[str]:
        streams = VersionStreams(Versions(*names))  # type: ignore[arg-type]  # all that they use of a reader
        streams.enter()
        return await take(streams.tell(), n)

    return run(work)


A, B = 'data: {"version": "a"}', 'data: {"version": "b"}'


def test_a_stream_tells_which_answers_are_ready() -> None:
    async def work() -> list[str]:
        ready = iter([[], ["a1"]])
        streams = VersionStreams(Versions("a"), lambda: next(ready, ["a1"]))  # type: ignore[arg-type]  # all that they use
        streams.enter()
        return await take(streams.tell(), 3)

    assert run(work)[1:] == [A, 'data: {"version": "a", "ready": ["a1"]}']


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("a a b", [A, B]),
        ("a lost lost b", [A, f"data: {LOST}", B]),
        ("a lost a", [A, f"data: {LOST}", A]),
        ("lost a", [f"data: {LOST}", A]),
        ("a half-b half-c b", [A, B]),
        ("half-b b", [B]),
    ],
)
def test_a_stream_tells_what_there_is_now_and_each_other_whole_version(names: str, told: list[str]) -> None:
    assert follow(names.split(), 1 + len(told)) == ["retry: 5000", *told]


def test_a_silent_stream_says_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.streams.HEARTBEAT_SECONDS", 0.05)
    assert follow("a", 4)[2:] == [":", ":"]


def test_the_graph_is_looked_at_once_for_all_streams_and_not_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.streams.LOOK_SECONDS", 0.1)
    versions = Versions("a")

    async def work() -> None:
        streams = VersionStreams(versions)  # type: ignore[arg-type]  # all that they use of a reader
        for _ in range(40):
            streams.enter()
            await take(streams.tell(), 2)
        assert versions.looks < 10
        for _ in range(40):
            streams.leave()
        looks = versions.looks
        await asyncio.sleep(0.3)
        assert versions.looks == looks

    run(work)


def test_there_are_so_many_streams_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.streams.MOST_STREAMS", 2)

    async def work() -> None:
        streams = VersionStreams(Versions("a"))  # type: ignore[arg-type]  # all that they use of a reader
        StreamResponse(streams), StreamResponse(streams)
        with pytest.raises(ServerBusy):
            StreamResponse(streams)
        streams.leave()
        StreamResponse(streams)

    run(work)


def test_streams_end_with_the_server() -> None:
    async def work() -> list[str]:
        streams = VersionStreams(Versions("a"))  # type: ignore[arg-type]  # all that they use of a reader
        streams.enter()
        told = streams.tell()
        await take(told, 2)
        asyncio.get_running_loop().call_later(0.1, streams.end)
        rest = [event async for event in told]
        with pytest.raises(ServerBusy):
            streams.enter()
        return rest

    assert run(work) == []


@pytest.fixture
def client(sormland_graph: Graph) -> TestClient:
    """Return a client of the application over Sörmland's graph."""
    return client_of(sormland_graph)


def test_head_gets_the_headers_of_a_stream_alone(client: TestClient) -> None:
    answer = client.head(STREAM_PATH)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream")
    assert answer.headers["cache-control"] == "no-store"


def test_a_stream_too_many_is_refused_with_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.streams.MOST_STREAMS", 0)
    answer = client.get(STREAM_PATH)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
