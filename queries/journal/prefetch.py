"""Preparation of the next write while the server handles the last."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")


@contextmanager
def prefetch_items(things: Iterable[_T]) -> Iterator[Iterator[_T]]:
    """Iterate over `things` in a context that makes each in a thread while the one before is used."""
    with ThreadPoolExecutor(1) as maker:
        yield _iterate_prefetched(iter(things), maker)


def _iterate_prefetched(things: Iterator[_T], maker: ThreadPoolExecutor) -> Iterator[_T]:
    coming = maker.submit(_take_next, things)
    while made := coming.result():
        coming = maker.submit(_take_next, things)
        yield made[0]


def _take_next(things: Iterator[_T]) -> list[_T]:
    """Return a list with the next item, or an empty one at the end."""
    return [*islice(things, 1)]
