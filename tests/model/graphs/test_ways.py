"""Ways on small graphs worked by hand, and on random ones against brute force: all simple ways, and cuts by removal."""

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from model.graphs.ways import (
    Way,
    count_hops,
    find_costs,
    find_independent_ways,
    find_passed_by_all,
    find_ways_between,
    list_ways,
    turn_around,
)
from tests.conftest import limit_examples

Graph = dict[str, dict[str, int]]
HOPS = st.dictionaries(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda ends: ends[0] != ends[1]),
    st.integers(1, 3),
    max_size=22,
)


def build(hops: Mapping[tuple[str, str], int]) -> Graph:
    found: Graph = {}
    for (source, target), cost in hops.items():
        found.setdefault(source, {})[target] = cost
    return found


def draw(*ways: str) -> Graph:
    return build({hop: 1 for way in ways for hop in pairwise(way)})


def walk(graph: Graph, way: Way, target: str) -> Iterator[Way]:
    if way[-1] == target:
        yield way
        return
    for next_ in graph.get(way[-1], {}):
        if next_ not in way:
            yield from walk(graph, (*way, next_), target)


def without(graph: Graph, gone: tuple[str, ...]) -> Graph:
    return {
        node: {next_: cost for next_, cost in targets.items() if next_ not in gone}
        for node, targets in graph.items()
        if node not in gone
    }


def least_cut(graph: Graph) -> int:
    """The fewest nodes whose removal cuts a off from b, where no hop leads directly."""
    inner = "cdefg"
    return next(n for n in range(6) if any(not [*walk(without(graph, gone), ("a",), "b")] for gone in combinations(inner, n)))


def test_the_shortest_come_first_then_in_order_of_their_nodes() -> None:
    graph = draw("axb", "ayb", "ab", "axyb")
    assert ["".join(way) for way in list_ways(graph, "a", "b")] == ["ab", "axb", "ayb", "axyb"]
    assert find_ways_between(graph, "a", "b", 2) == ([("a", "b"), ("a", "x", "b")], True)
    assert find_ways_between(graph, "b", "a", 2) == ([], False)


def test_independent_ways_and_what_all_pass() -> None:
    assert find_independent_ways(draw("axb", "ayb", "ab"), "a", "b") == [("a", "b"), ("a", "x", "b"), ("a", "y", "b")]
    narrow = draw("acmdb", "aemfb", "db")
    assert len(find_independent_ways(narrow, "a", "b")) == 1
    assert find_passed_by_all(narrow, tuple("acmdb")) == ["m"]
    assert find_passed_by_all(draw("acdb"), tuple("acdb")) == ["c", "d"]
    assert find_independent_ways(draw("bc", "ca"), "a", "b") == []


def test_a_way_of_the_set_takes_no_detour_of_its_own() -> None:
    assert [len(way) for way in find_independent_ways(draw("acdeb", "ceb"), "a", "b")] == [4]


@given(HOPS)
@limit_examples(300)
def test_ways_are_all_simple_ways_in_order(hops: dict[tuple[str, str], int]) -> None:
    graph = build(hops)
    expected = sorted(walk(graph, ("a",), "b"), key=lambda way: (sum(graph[x][y] for x, y in pairwise(way)), way))
    assert [*list_ways(graph, "a", "b")] == expected


@given(HOPS)
@limit_examples(300)
def test_independent_ways_are_as_many_as_a_least_cut(hops: dict[tuple[str, str], int]) -> None:
    """Menger: as many as the nodes that must be removed; a direct hop is one more."""
    graph = build(hops)
    direct = "b" in graph.get("a", {})
    graph.get("a", {}).pop("b", None)
    cut = least_cut(graph)
    if direct:
        graph["a"]["b"] = 1
    ways = find_independent_ways(graph, "a", "b")
    inner = [node for way in ways for node in way[1:-1]]
    assert len(ways) == cut + direct
    assert len(inner) == len(set(inner))
    assert set(ways) <= set(walk(graph, ("a",), "b"))


@given(HOPS)
@limit_examples(300)
def test_what_all_pass_is_what_cuts_when_it_is_removed(hops: dict[tuple[str, str], int]) -> None:
    graph = build(hops)
    for way in walk(graph, ("a",), "b"):
        cutting = {node for node in "cdefg" if not [*walk(without(graph, (node,)), ("a",), "b")]}
        assert set(found := find_passed_by_all(graph, way)) == cutting
        assert found == [node for node in way if node in cutting]


@given(HOPS)
@limit_examples(100)
def test_hops_and_costs_are_the_least_of_all_ways(hops: dict[tuple[str, str], int]) -> None:
    graph = build(hops)
    costs, steps, backwards = find_costs(graph, "a"), count_hops(graph, "a"), turn_around(graph)
    for node in "bcdefg":
        ways = [*walk(graph, ("a",), node)]
        assert costs.get(node) == min((sum(graph[x][y] for x, y in pairwise(way)) for way in ways), default=None)
        assert steps.get(node) == min((len(way) - 1 for way in ways), default=None)
        assert (find_costs(backwards, node).get("a")) == costs.get(node)
