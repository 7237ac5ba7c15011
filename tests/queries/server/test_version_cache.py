"""The cache of what was worked out of a version of the graph."""

import itertools
import threading
from collections.abc import Callable

import networkx as nx
import pytest

from model.changes.operations import Reason, build_creation
from queries.journal.journal import apply_change
from queries.server.graph import Graph, Transaction
from queries.server.version_cache import VersionCache, estimate_bytes
from tests.landscapes import BASE, actor
from tests.queries.landscape.test_registers import begin_large

ON, LATER = "2026-06-01", "2026-06-02"
NUMBERS = itertools.count()


class Counting:
    """Makes numbers, a new one each time, under a name of its own."""

    def __init__(self) -> None:
        self.made, self.name = 0, f"number {next(NUMBERS)}"

    def __call__(self) -> int:
        self.made += 1
        return self.made


@pytest.fixture
def make() -> Counting:
    return Counting()


def ask(graph: Graph, make: Counting, on: str = ON) -> int:
    return graph.read_in_transaction(lambda reader: reader.keep((make.name, on), make))


def add(graph: Graph, *ids: str) -> None:
    apply_change(graph, Reason("tests", "add"), lambda _now: [build_creation(actor(id_)) for id_ in ids])


@pytest.fixture
def base(graph: Graph) -> Graph:
    """A graph with the base registers."""
    apply_change(graph, Reason("tests", "base"), lambda _now: [build_creation(record) for record in BASE])
    return graph


def test_an_answer_is_kept_until_the_graph_changes(base: Graph, make: Counting) -> None:
    assert [ask(base, make), ask(base, make)] == [1, 1]
    add(base, "a")
    assert [ask(base, make), ask(base, make)] == [2, 2]


def test_another_day_is_another_answer(base: Graph, make: Counting) -> None:
    assert [ask(base, make), ask(base, make, LATER), ask(base, make)] == [1, 2, 1]


def test_nothing_is_kept_that_was_made_while_the_graph_changed(base: Graph, make: Counting) -> None:
    def make_meanwhile() -> int:
        add(base, "a")
        return make()

    first = base.read_in_transaction(lambda reader: reader.keep((make.name, ON), make_meanwhile))
    assert [first, ask(base, make)] == [1, 2]


def test_nothing_is_kept_of_half_a_large_change(base: Graph, make: Counting) -> None:
    begin_large(base)
    assert [ask(base, make), ask(base, make)] == [1, 2]


def test_what_is_read_in_several_transactions_is_kept_too(base: Graph, make: Counting) -> None:
    assert [base.keep((make.name,), make), base.keep((make.name,), make)] == [1, 1]
    add(base, "a")
    assert base.keep((make.name,), make) == 2
    base.cache.clear()
    assert base.keep((make.name,), make) == 3


def test_one_transaction_makes_it_once(base: Graph, make: Counting) -> None:
    begin_large(base)
    assert base.read_in_transaction(lambda reader: [reader.keep(("number", ON), make) for _ in range(2)]) == [1, 1]


def test_a_transaction_that_writes_keeps_nothing(base: Graph, make: Counting) -> None:
    def take(transaction: Transaction) -> int:
        return transaction.as_reader().keep((make.name, ON), make)

    assert [base.write(take), base.write(take), ask(base, make)] == [1, 2, 3]


def find(cache: VersionCache, name: str, make: Callable[[], str], version: str = "v1") -> str:
    return cache.find_or_make(version, (name,), make)


def test_what_was_not_asked_for_longest_makes_room() -> None:
    cache = VersionCache(lambda: "v1", most_bytes=2_500)
    for name in ("a", "b", "a", "c"):
        find(cache, name, lambda: "x" * 1_000)
    assert [find(cache, name, lambda: "again")[0] for name in ("a", "c", "b")] == ["x", "x", "a"]


def test_what_is_larger_than_the_cache_is_not_kept() -> None:
    cache = VersionCache(lambda: "v1", most_bytes=500)
    assert [find(cache, "a", lambda: "x" * 1_000)[0], find(cache, "a", lambda: "again")[0]] == ["x", "a"]


def test_an_older_version_gets_nothing_of_a_newer_one() -> None:
    cache = VersionCache(lambda: "v2")
    assert [find(cache, "a", lambda: "new", "v2"), find(cache, "a", lambda: "old", "v1")] == ["new", "old"]


def test_an_error_is_not_kept() -> None:
    cache = VersionCache(lambda: "v1")
    with pytest.raises(ZeroDivisionError):
        find(cache, "a", lambda: str(1 / 0))
    assert find(cache, "a", lambda: "well") == "well"


def test_threads_wait_for_one_that_makes_it() -> None:
    cache, begun, go, found = VersionCache(lambda: "v1"), threading.Event(), threading.Event(), list[str]()

    def make() -> str:
        begun.set()
        assert go.wait(10)
        return "made"

    threads = [
        threading.Thread(target=lambda made=made: found.append(find(cache, "a", made))) for made in (make, lambda: "again")
    ]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    go.set()
    for thread in threads:
        thread.join(10)
    assert found == ["made", "made"]


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("x" * 1_000, 1_000, 1_100),
        ([{"id": f"party-{number:08}"} for number in range(10_000)], 2_000_000, 4_000_000),
        (nx.path_graph(10_000), 2_000_000, 20_000_000),
    ],
    ids=["text", "rows", "network"],
)
def test_the_size_is_estimated(value: object, least: int, most: int) -> None:
    assert least < estimate_bytes(value) < most
