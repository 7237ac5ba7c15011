"""Work that is waited for no longer than a deadline, in threads that are kept for the next work: starting one costs time."""

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

_T = TypeVar("_T")
_Work = Callable[[], Any]
_Outcome = tuple[Any, BaseException | None]


class DeadlineExceeded(Exception):
    """The work took longer than it may."""


class Workers:
    """As many threads as there is work at once. They may be shared by threads, and keep no process from ending."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._left: list[_Worker] = []
        """Those whose work nobody waits for any more."""
        self._closed = False

    def run_within(self, seconds: float, work: Callable[[], _T]) -> _T:
        """What `work` returns; what it raises is raised. Raises TooLate when it takes longer: it is left to itself."""
        worker = self._free()
        try:
            done, error = worker.do(work, seconds)
        except BaseException:  # it is too late, or whoever waits is interrupted
            worker.end()
            self._left = [*filter(_Worker.is_busy, self._left), worker]
            raise
        self._keep(worker)
        if error:
            raise error
        result: _T = done
        return result

    def close(self, then: Callable[[], None]) -> None:
        """Let the threads end, and do `then`: now, or when the work is done that was left to itself."""
        self._end_idle()
        if any(map(_Worker.is_busy, self._left)):
            Thread(target=self._when_done, args=(then,), daemon=True).start()
        else:
            then()

    def _when_done(self, then: Callable[[], None]) -> None:
        for worker in self._left:
            worker.wait()
        then()

    def _end_idle(self) -> None:
        self._closed = True
        while self._idle:
            self._free().end()

    def _free(self) -> "_Worker":
        with suppress(IndexError):
            return self._idle.pop()
        return _Worker()

    def _keep(self, worker: "_Worker") -> None:
        self._idle.append(worker)
        if self._closed:
            self._end_idle()


class _Worker:
    """A thread that does one work after the other."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[_Work | None] = SimpleQueue()
        self._told: SimpleQueue[_Outcome] = SimpleQueue()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def is_busy(self) -> bool:
        """Whether it goes on, having been told to end."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Until it has ended."""
        self._thread.join()

    def do(self, work: _Work, seconds: float) -> _Outcome:
        """What `work` returned, or what it raised. Raises TooLate."""
        self._asked.put(work)
        try:
            return self._told.get(timeout=seconds)
        except Empty:
            raise DeadlineExceeded from None

    def end(self) -> None:
        """Do nothing more after the present work."""
        self._asked.put(None)

    def _run(self) -> None:
        while work := self._asked.get():
            self._told.put(_run_work(work))
            del work


def _run_work(work: _Work) -> _Outcome:
    try:
        return work(), None
    except BaseException as error:  # it is raised again, in the thread that waits
        return None, error
