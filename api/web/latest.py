"""The version of the landscape in the graph, read anew for every request, once for all that arrive together."""

import asyncio
from dataclasses import dataclass
from functools import partial

from anyio import CapacityLimiter, to_thread

from queries.server.graph import Graph

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
    """Reads the version of a graph. No request gets a version that was read before it arrived."""

    def __init__(self, graph: Graph) -> None:
        self._look = partial(read_version, graph)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._begun: asyncio.Task[Version] | None = None
        self._next: asyncio.Task[Version] | None = None

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
        return await to_thread.run_sync(self._look, abandon_on_cancel=True, limiter=self._limiter)


def _retrieve_exception(task: "asyncio.Task[Version]") -> None:
    """Retrieve the exception of a task, so that asyncio does not complain if no request waits for it any more."""
    if not task.cancelled():
        task.exception()
