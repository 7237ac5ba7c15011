"""What is to be written next is made while the server still writes the last."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def made_ahead(things: Iterable[T]) -> Iterator[Iterator[T]]:
    """`things`, each made in a thread while the one before is used; nothing is made any more when this ends."""
    with ThreadPoolExecutor(1) as maker:
        yield _ahead(iter(things), maker)


def _ahead(things: Iterator[T], maker: ThreadPoolExecutor) -> Iterator[T]:
    coming = maker.submit(_next, things)
    while made := coming.result():
        coming = maker.submit(_next, things)
        yield made[0]


def _next(things: Iterator[T]) -> list[T]:
    """The next of them, if there is one."""
    return [*islice(things, 1)]
