"""How far long work has come, told to whoever waits for it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from model.language import Localizable

_T = TypeVar("_T")
ProgressCallback = Callable[[Localizable, int, int], None]
"""Called with what is being done, how much of it is done, and of how much in all (0: not known)."""
THINGS_PER_REPORT = 1000
"""Things between two tellings."""


def ignore_progress(_what: Localizable, _done: int, _of: int) -> None:
    """Nobody waits for it."""


def report_progress(things: Iterable[_T], tell: ProgressCallback, what: Localizable, of: int = 0) -> Iterator[_T]:
    """Yield `things` as they are taken, and tell each EVERYth of them and the last.

    `of` may be an estimate: once there are more, how many there are in all is not known.
    """
    done = 0
    for thing in things:
        if done % THINGS_PER_REPORT == 0:
            tell(what, done, of if done <= of else 0)
        yield thing
        done += 1
    tell(what, done, max(done, of))
