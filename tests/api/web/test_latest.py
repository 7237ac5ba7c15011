"""The version that a request gets: one read for all that have arrived, none that was begun before."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any, TypeVar

import pytest

from api.web.latest import Version, VersionReader
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, landscape

_T = TypeVar("_T")


def run(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Run it in a thread of its own: where browser tests ran before, this thread has an event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def test_requests_that_have_arrived_share_a_look(local_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    names = count(1)
    monkeypatch.setattr("api.web.latest.read_version", lambda _graph: Version(str(next(names)), whole=True))
    latest = VersionReader(local_graph)

    async def ask() -> list[Version]:
        return await asyncio.gather(*(latest.version() for _ in range(8)))

    assert [version.name for version in run(ask())] == ["1"] * 8


def test_who_asks_while_a_look_goes_on_is_told_of_the_next(local_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end, names = threading.Event(), threading.Event(), iter("12")

    def look(_graph: Graph) -> Version:
        name = next(names)
        begun.set()
        assert may_end.wait(10)
        return Version(name, whole=True)

    monkeypatch.setattr("api.web.latest.read_version", look)
    latest = VersionReader(local_graph)

    async def ask() -> list[Version]:
        first = asyncio.create_task(latest.version())
        await asyncio.to_thread(begun.wait, 10)
        later = [asyncio.create_task(latest.version()) for _ in range(4)]
        await asyncio.sleep(0.05)
        may_end.set()
        return await asyncio.gather(first, *later)

    assert [version.name for version in run(ask())] == ["1", "2", "2", "2", "2"]


def test_what_was_committed_before_is_seen(local_graph: Graph) -> None:
    latest = VersionReader(local_graph)

    async def ask() -> Version:
        return await latest.version()

    put(local_graph, landscape(actor("a", name="Nu")))
    before = run(ask())
    put(local_graph, landscape(actor("a", name="Sedan")))
    assert run(ask()).name != before.name
