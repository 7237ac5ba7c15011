"""Reporting how far long work has come."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from model.language import Localizable

_T = TypeVar("_T")
ProgressCallback = Callable[[Localizable, int, int], None]
"""Called with a description of the work, the number of things done, and the total (0: unknown)."""
THINGS_PER_REPORT = 1000
"""Things between two reports."""


def ignore_progress(_what: Localizable, _done: int, _of: int) -> None:
    """Ignore all reports."""


def report_progress(things: Iterable[_T], tell: ProgressCallback, what: Localizable, of: int = 0) -> Iterator[_T]:
    """Yield `things`, and report progress to `tell` at every THINGS_PER_REPORT of them and at the last.

    `of` is the expected total, possibly an estimate. Once there are more, the total is reported as unknown.
    """
    done = 0
    for thing in things:
        if done % THINGS_PER_REPORT == 0:
            tell(what, done, of if done <= of else 0)
        yield thing
        done += 1
    tell(what, done, max(done, of))
