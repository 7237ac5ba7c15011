"""The version of the landscape in the graph, read anew for every request, once for all that arrive together."""

import asyncio
import time
from dataclasses import dataclass
from functools import partial

from anyio import CapacityLimiter, to_thread

from queries.server.graph import Graph

FRESH_SECONDS = 0.1
"""So long a version is recent."""
GATHER_TURNS = 3
"""Turns of the event loop in which a read waits for others to join: requests that have arrived are read and begun in them.

A time would be longer than it says: the loop sleeps in whole milliseconds, and a read takes a third of one.
"""


@dataclass(frozen=True, slots=True)
class Version:
    """The name of a landscape's state, another after every change; `whole` unless part of a large change is written."""

    name: str
    whole: bool


def read_version(graph: Graph) -> Version:
    """Return the version that the graph holds now. Raises GraphError."""
    head = graph.read_once("changes/head").rows[0]
    return Version(str(head["hash"]), not (head["claim"] or head["unfinished"]))


class VersionReader:
    """Reads the version of a graph. Only who asks for a `recent` one gets one that was read before the request arrived."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._seen: tuple[float, int, Version] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._begun: asyncio.Task[Version] | None = None
        self._next: asyncio.Task[Version] | None = None

    @property
    def recent(self) -> Version | None:
        """Return the version that was looked at within FRESH_SECONDS, if this process has not written since."""
        if self._seen is None or self._seen[1] != self._graph.writes or time.monotonic() - self._seen[0] > FRESH_SECONDS:
            return None
        return self._seen[2]

    async def version(self) -> Version:
        """Return the version that the graph holds now. Raises GraphError."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._begun, self._next = loop, None, None
            self._limiter = CapacityLimiter(1)
        if self._next is None:
            self._next = loop.create_task(self._look_after(self._begun))
            self._next.add_done_callback(_retrieve_exception)
        return await asyncio.shield(self._next)

    async def _look_after(self, begun: "asyncio.Task[Version] | None") -> Version:
        """Read when the read before is over; requests from then on wait for the next one."""
        if begun:
            await asyncio.wait([begun])
        for _ in range(GATHER_TURNS):
            await asyncio.sleep(0)
        self._begun, self._next = asyncio.current_task(), None
        begun_at, writes = time.monotonic(), self._graph.writes
        look = partial(read_version, self._graph)
        version = await to_thread.run_sync(look, abandon_on_cancel=True, limiter=self._limiter)
        self._seen = begun_at, writes, version
        return version


def _retrieve_exception(task: "asyncio.Task[Version]") -> None:
    """Retrieve the exception of a task, so that asyncio does not complain if no request waits for it any more."""
    if not task.cancelled():
        task.exception()
