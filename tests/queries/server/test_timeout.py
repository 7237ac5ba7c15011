"""Calls with a deadline: they run in a reused thread, and an abandoned call does not delay the next."""

import threading
from collections.abc import Iterator

import pytest

from queries.server.timeout import DeadlineExceeded, Workers


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers()
    yield made
    made.close(lambda: None)


def test_one_thread_does_one_work_after_the_other(workers: Workers) -> None:
    threads = {workers.run_within(5, threading.current_thread) for _ in range(20)}
    assert len(threads) == 1
    assert threading.current_thread() not in threads


def test_what_work_raises_is_raised(workers: Workers) -> None:
    def fail() -> None:
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        workers.run_within(5, fail)
    assert workers.run_within(5, lambda: 1) == 1


def test_work_at_once_has_a_thread_each(workers: Workers) -> None:
    met = threading.Barrier(3, timeout=5)
    asking = [threading.Thread(target=workers.run_within, args=(5, met.wait)) for _ in range(2)]
    for thread in asking:
        thread.start()
    workers.run_within(5, met.wait)
    for thread in asking:
        thread.join()


def test_what_is_too_late_holds_up_nothing_and_its_thread_ends(workers: Workers) -> None:
    late, gone = threading.Event(), []

    def wait() -> None:
        gone.append(threading.current_thread())
        late.wait()

    with pytest.raises(DeadlineExceeded):
        workers.run_within(0.01, wait)
    assert workers.run_within(5, lambda: "next") == "next"
    late.set()
    gone[0].join(5)
    assert not gone[0].is_alive()


def test_closing_ends_the_threads() -> None:
    workers = Workers()
    thread = workers.run_within(5, threading.current_thread)
    workers.close(lambda: None)
    thread.join(5)
    assert not thread.is_alive()
    after = workers.run_within(5, threading.current_thread)
    after.join(5)
    assert not after.is_alive(), "nothing is kept after it"


def test_what_is_done_at_the_end_waits_for_what_was_left_to_itself() -> None:
    workers, late, closed = Workers(), threading.Event(), threading.Event()
    with pytest.raises(DeadlineExceeded):
        workers.run_within(0.01, late.wait)
    workers.close(closed.set)
    assert not closed.wait(0.2)
    late.set()
    assert closed.wait(5)
