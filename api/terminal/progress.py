"""Progress of long work on standard error: bars on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from model.language import Language, Localizable, Text
from model.progress import ProgressCallback

SECONDS_BEFORE_PROGRESS = 2.0
"""Seconds that work may take before its progress is shown."""
SECONDS_BETWEEN_LINES = 10.0
"""Seconds between two lines."""


@contextmanager
def show_progress(language: Language) -> Iterator[ProgressCallback]:
    """Give a callback that shows progress in the user's language."""
    if sys.stderr.isatty():
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
        with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as progress:
            yield _Bars(progress, language)
    else:
        yield _Lines(language)


class _Bars:
    """A bar for each piece of work that has taken SECONDS_BEFORE_PROGRESS."""

    def __init__(self, progress: Progress, language: Language) -> None:
        self._progress, self._language = progress, language
        self._began: dict[str, float] = {}
        self._bars: dict[str, TaskID] = {}

    def __call__(self, what: Localizable, done: int, of: int) -> None:
        name = what.in_(self._language)
        taken = time.monotonic() - self._began.setdefault(name, time.monotonic())
        if name not in self._bars:
            if taken < SECONDS_BEFORE_PROGRESS:
                return
            self._bars[name] = self._progress.add_task(name, rate="")
        self._progress.update(
            self._bars[name], completed=done, total=of or None, rate=_format_rate(done, taken).in_(self._language)
        )


class _Lines:
    """A line every SECONDS_BETWEEN_LINES."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._began: dict[str, float] = {}
        self._last = time.monotonic() + SECONDS_BEFORE_PROGRESS - SECONDS_BETWEEN_LINES

    def __call__(self, what: Localizable, done: int, of: int) -> None:
        now = time.monotonic()
        taken = now - self._began.setdefault(what.in_(self._language), now)
        if now - self._last < SECONDS_BETWEEN_LINES or not done:
            return
        self._last = now
        rate = _format_rate(done, taken)
        if of:
            seconds = round(taken * (of - done) / done)
            left = Text("{minutes} min {seconds} s", minutes=seconds // 60, seconds=seconds % 60)
            line = Text("{what}: {done} of {of}, {rate}, {left} left", what=what, done=done, of=of, rate=rate, left=left)
        else:
            line = Text("{what}: {done}, {rate}", what=what, done=done, rate=rate)
        print(line.in_(self._language), file=sys.stderr)


def _format_rate(done: int, taken: float) -> Text:
    return Text("{n} a second", n=round(done / taken) if taken else done)
