"""Calls with a deadline. The threads that run them are reused, because starting a thread costs time."""

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

_T = TypeVar("_T")
_Work = Callable[[], Any]
_Outcome = tuple[Any, BaseException | None]


class DeadlineExceeded(Exception):
    """The work took longer than allowed."""


class Workers:
    """A pool with as many threads as there are calls at once. Threads may share it, and it lets the process end."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._abandoned: list[_Worker] = []
        """The workers whose calls timed out or were interrupted."""
        self._closed, self._calls = False, 0

    @property
    def busy(self) -> bool:
        """Return whether a call is under way."""
        return self._calls > 0

    def run_within(self, seconds: float, work: Callable[[], _T]) -> _T:
        """Return the result of `work` or raise its error.

        Raises DeadlineExceeded after `seconds`; the work then runs on by itself.
        """
        worker = self._take_worker()
        self._calls += 1
        try:
            value, error = worker.do(work, seconds)
        except BaseException:  # the deadline passed, or the caller was interrupted
            worker.end()
            self._abandoned = [*filter(_Worker.is_busy, self._abandoned), worker]
            raise
        finally:
            self._calls -= 1
        self._put_back(worker)
        if error:
            raise error
        result: _T = value
        return result

    def close(self, then: Callable[[], None]) -> None:
        """End the threads and call `then`: at once, or when all abandoned work is done."""
        self._end_idle()
        if any(map(_Worker.is_busy, self._abandoned)):
            Thread(target=self._wait_and_do, args=(then,), daemon=True).start()
        else:
            then()

    def _wait_and_do(self, then: Callable[[], None]) -> None:
        for worker in self._abandoned:
            worker.wait()
        then()

    def _end_idle(self) -> None:
        self._closed = True
        while self._idle:
            self._take_worker().end()

    def _take_worker(self) -> "_Worker":
        with suppress(IndexError):
            return self._idle.pop()
        return _Worker()

    def _put_back(self, worker: "_Worker") -> None:
        self._idle.append(worker)
        if self._closed:
            self._end_idle()


class _Worker:
    """A thread that does one call after the other."""

    def __init__(self) -> None:
        self._works: SimpleQueue[_Work | None] = SimpleQueue()
        self._outcomes: SimpleQueue[_Outcome] = SimpleQueue()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def is_busy(self) -> bool:
        """Return whether the thread still runs."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def do(self, work: _Work, seconds: float) -> _Outcome:
        """Run `work` and return its result or its error. Raises DeadlineExceeded."""
        self._works.put(work)
        try:
            return self._outcomes.get(timeout=seconds)
        except Empty:
            raise DeadlineExceeded from None

    def end(self) -> None:
        """Let the thread end after its present work."""
        self._works.put(None)

    def _run(self) -> None:
        while work := self._works.get():
            outcome: _Outcome
            try:
                outcome = work(), None
            except BaseException as error:  # it is raised again in the thread that waits
                outcome = None, error
            self._outcomes.put(outcome)
            del work, outcome
