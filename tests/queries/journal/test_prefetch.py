"""Prefetching: all items in order, and none made after the end."""

from collections.abc import Iterator
from threading import Event, get_ident

import pytest

from queries.journal.prefetch import prefetch_items

SECONDS = 10
"""The longest that a test waits for a thread."""


@pytest.mark.parametrize("number", [0, 1, 3])
def test_all_come_in_their_order(number: int) -> None:
    with prefetch_items(range(number)) as ready:
        assert list(ready) == list(range(number))


def test_the_next_is_made_in_another_thread_while_the_last_is_used() -> None:
    made, threads = Event(), set[int]()

    def things() -> Iterator[int]:
        yield 1
        threads.add(get_ident())
        made.set()
        yield 2

    with prefetch_items(things()) as ready:
        assert next(ready) == 1
        assert made.wait(SECONDS)
    assert get_ident() not in threads


def test_what_cannot_be_made_is_raised_in_its_place() -> None:
    def things() -> Iterator[int]:
        yield 1
        raise ValueError("the second")

    with prefetch_items(things()) as ready:
        assert next(ready) == 1
        with pytest.raises(ValueError, match="the second"):
            next(ready)


def test_nothing_is_made_when_whoever_uses_it_has_ended() -> None:
    made = list[int]()

    def things() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    with prefetch_items(things()) as ready:
        next(ready)
    so_far = len(made)
    assert so_far <= 2
    with pytest.raises(RuntimeError):
        list(ready)
    assert len(made) == so_far
