"""Paths over flows: cases by hand, and networkx as the oracle."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from model.graphs.reach import find_out_of_reach, group_circles

PARTIES = st.sampled_from("abcdefg")
PAIRS = st.lists(st.tuples(PARTIES, PARTIES), max_size=20)


def test_a_path_of_any_length_reaches() -> None:
    flows = [("forum", "a"), ("a", "b"), ("b", "a"), ("b", "c"), ("d", "forum")]
    wanted = [("forum", "c"), ("forum", "d"), ("a", "d"), ("forum", "forum"), ("d", "c"), ("c", "x")]
    assert find_out_of_reach(flows, wanted) == {("forum", "d"), ("a", "d"), ("c", "x")}


def test_circles_come_before_what_feeds_them() -> None:
    assert [set(group) for group in group_circles({"a": ["b"], "b": ["c"], "c": ["b", "d"]})] == [{"d"}, {"b", "c"}, {"a"}]


@given(PAIRS, PAIRS)
def test_as_networkx_finds_paths(flows: list[tuple[str, str]], wanted: list[tuple[str, str]]) -> None:
    graph = nx.DiGraph(flows)
    graph.add_nodes_from("abcdefg")
    assert find_out_of_reach(flows, wanted) == {(one, two) for one, two in wanted if not nx.has_path(graph, one, two)}
