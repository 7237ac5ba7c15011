"""What takes longer than a reader waits, worked out step by step in one thread, once per version of the graph.

A task is a generator of its states so far; the last one is the whole. Whoever asks gets the newest state. The thread does one
step at a time, of the task that was asked for last, and before each it lets the questions of readers go first. If the graph
changes, the tasks of its old version are dropped at their next step.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from model.language import LANGUAGES, Text

_T = TypeVar("_T")
TaskKey = tuple[Hashable, ...]
PATIENCE_SECONDS = 2.0
"""So long a question waits for a task that has just begun; what is ready by then is its answer."""
COURTESY_SECONDS = 1.0
"""The longest that a step waits for the questions of readers."""
MOST_TASKS = 64
"""Tasks that are kept with what they worked out; those that were not asked for longest are dropped."""


@dataclass(frozen=True, slots=True)
class WorkState(Generic[_T]):
    """What is worked out so far: so many steps are `left`, and `missing` says of what. The last state of a task has none left."""

    value: _T
    left: int = 0
    missing: Text | None = None

    def as_json(self) -> dict[str, Any]:
        """Return how far the work has come as plain JSON values."""
        said = {language: self.missing.in_(language) for language in LANGUAGES} if self.missing else None
        return {"complete": not self.left, "left": self.left, "missing": said}


@dataclass(slots=True)
class _Task:
    """A task of one version and its newest state; how it failed, or that it was dropped because the version is no more."""

    version: str
    states: Iterator[WorkState[Any]]
    state: WorkState[Any]
    begun: float = field(default_factory=time.monotonic)
    failure: Exception | None = None
    dropped: bool = False

    @property
    def over(self) -> bool:
        """Return whether no step will be done any more."""
        return self.dropped or self.failure is not None or not self.state.left


class Background:
    """The tasks of one graph. Threads may share it.

    `read_version` returns the name of the version that the graph holds now, or None in the middle of a change; `is_busy` whether
    somebody else asks the graph now.
    """

    def __init__(self, read_version: Callable[[], str | None], is_busy: Callable[[], bool]) -> None:
        self._read_version, self._is_busy = read_version, is_busy
        self._tasks: OrderedDict[TaskKey, _Task] = OrderedDict()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def ask(self, key: TaskKey, begin: Callable[[], Iterator[WorkState[_T]]]) -> WorkState[_T]:
        """Return the newest state of a task, which begins if it is new; wait for a young one. Raises what the task raised.

        The first state is made by whoever asks. In the middle of a large change the whole is.
        """
        while version := self._read_version():
            task = self._find(version, key) or self._begin(key, _Task(version, states := begin(), next(states)))
            with self._changed:
                self._changed.wait_for(lambda: task.over, task.begun + PATIENCE_SECONDS - time.monotonic())  # noqa: B023
            if task.failure:
                raise task.failure
            if not task.dropped:
                return task.state
        return [*begin()][-1]

    def list_ready(self) -> Sequence[str]:
        """Return the names of the tasks that are done, in the order in which they began."""
        with self._changed:
            done = [(task.begun, key) for key, task in self._tasks.items() if task.over]
        return [name_task(key) for _begun, key in sorted(done, key=lambda one: one[0])]

    def close(self) -> None:
        """End the thread after its present step."""
        self._closed = True

    def _find(self, version: str, key: TaskKey) -> _Task | None:
        with self._changed:
            task = self._tasks.get(key)
            if task is None or task.version != version or task.failure:
                return None
            self._tasks.move_to_end(key)
            return task

    def _begin(self, key: TaskKey, task: _Task) -> _Task:
        """Let the thread work at a task, which it may be the first to do."""
        with self._changed:
            self._tasks[key] = task
            self._tasks.move_to_end(key)
            while len(self._tasks) > MOST_TASKS:
                self._tasks.popitem(last=False)
            if not task.over and self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True, name="background")
                self._thread.start()
        return task

    def _work(self) -> None:
        """Do the steps of all tasks, of the one that was asked for last first, until none is left."""
        while True:
            with self._changed:
                waiting = [key for key, task in self._tasks.items() if not task.over]
                if self._closed or not waiting:
                    self._thread = None
                    return
                key, task = waiting[-1], self._tasks[waiting[-1]]
            self._let_readers_go_first()
            self._do_step(key, task)

    def _let_readers_go_first(self) -> None:
        until = time.monotonic() + COURTESY_SECONDS
        while self._is_busy() and time.monotonic() < until:
            time.sleep(0.01)

    def _do_step(self, key: TaskKey, task: _Task) -> None:
        """Do one step. Its state counts if the graph still has the version of the task; if not, the task is dropped."""
        state, failure = task.state, None
        try:
            state = next(task.states)
            still = self._read_version() == task.version
        except Exception as error:  # raised again by `ask`
            failure, still = error, True
        with self._changed:
            if still:
                task.state, task.failure = state, failure
            else:
                task.dropped = True
                if self._tasks.get(key) is task:
                    del self._tasks[key]
            self._changed.notify_all()


def name_task(key: TaskKey) -> str:
    """Return a short name of a task, by which a page is told that it is done."""
    return hashlib.sha256(repr(key).encode()).hexdigest()[:12]
