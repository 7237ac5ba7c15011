"""Brokerage equals R's `sna` (2.7-1, `brokerage(m, groups)$raw.nli`) on classic graphs, and a walk over all triads."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.graphs.brokerage import BrokerGraph, BrokerRole, find_broker_role, find_shared

ROLES = (
    BrokerRole.COORDINATOR, BrokerRole.CONSULTANT, BrokerRole.REPRESENTATIVE, BrokerRole.GATEKEEPER, BrokerRole.LIAISON
)  # fmt: skip
"""In the order of sna's columns: w_I, w_O, b_IO, b_OI, b_O."""
Edges = Iterable[tuple[str, str]]


def count_all(edges: Edges, group_of: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    graph = BrokerGraph.build(edges, group_of)
    counts = {node: graph.count_roles(node) for node in group_of}
    return {node: tuple(count[role] for role in ROLES) for node, count in counts.items() if count}


def both_ways(edges: Edges) -> list[tuple[str, str]]:
    return [pair for a, b in edges for pair in ((a, b), (b, a))]


def test_the_florentine_families_by_initial() -> None:
    families = nx.florentine_families_graph()
    groups = {name: "A" if name[0] < "D" else "B" if name[0] < "P" else "C" for name in families}
    assert count_all(both_ways(families.edges), groups) == {
        "Albizzi": (0, 6, 0, 0, 0),
        "Barbadori": (0, 0, 1, 1, 0),
        "Bischeri": (0, 0, 0, 0, 4),
        "Castellani": (0, 0, 2, 2, 0),
        "Guadagni": (0, 2, 3, 3, 4),
        "Medici": (0, 10, 0, 0, 18),
        "Peruzzi": (0, 2, 0, 0, 0),
        "Ridolfi": (2, 0, 1, 1, 0),
        "Salviati": (0, 0, 1, 1, 0),
        "Strozzi": (2, 2, 2, 2, 0),
        "Tornabuoni": (0, 2, 1, 1, 0),
    }


def test_the_southern_women_and_their_events() -> None:
    meetings = nx.davis_southern_women_graph()
    women = [name for name, data in meetings.nodes(data=True) if data["bipartite"] == 0]
    groups = {name: "first" if number < 9 else "second" for number, name in enumerate(women)}
    groups |= {f"E{number}": "early" if number <= 5 else "middle" if number <= 9 else "late" for number in range(1, 15)}
    found = count_all(both_ways(meetings.edges), groups)
    assert {name: found[name] for name in ("E8", "E9", "E7", "Evelyn Jefferson", "Theresa Anderson", "Flora Price")} == {
        "E8": (0, 86, 0, 0, 96),
        "E9": (0, 68, 0, 0, 64),
        "E7": (0, 42, 0, 0, 48),
        "Evelyn Jefferson": (0, 26, 0, 0, 30),
        "Theresa Anderson": (0, 24, 0, 0, 32),
        "Flora Price": (0, 0, 0, 0, 2),
    }
    assert sum(map(sum, found.values())) == 1072


def test_a_directed_graph_with_all_five_roles() -> None:
    edges = (
        "0-8 0-9 1-8 1-11 2-4 2-9 3-1 3-6 3-8 4-11 5-3 6-0 6-9 7-0 7-9 7-11 8-0 8-1 8-7 8-10 9-3 9-4 9-10 11-0 11-2"
    )  # fmt: skip
    pairs = [tuple(edge.split("-")) for edge in edges.split()]
    assert count_all(((a, b) for a, b in pairs), {str(number): "ABC"[number % 3] for number in range(12)}) == {
        "0": (0, 1, 1, 2, 1),
        "1": (0, 1, 0, 0, 1),
        "2": (0, 0, 2, 0, 0),
        "3": (1, 1, 2, 1, 1),
        "4": (0, 1, 0, 0, 1),
        "6": (2, 0, 0, 0, 0),
        "7": (0, 1, 0, 0, 1),
        "8": (0, 3, 0, 0, 6),
        "9": (2, 2, 4, 2, 1),
        "11": (0, 0, 0, 3, 2),
    }


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("AAA", BrokerRole.COORDINATOR),
        ("BAA", BrokerRole.GATEKEEPER),
        ("AAB", BrokerRole.REPRESENTATIVE),
        ("BAB", BrokerRole.CONSULTANT),
        ("BAC", BrokerRole.LIAISON),
    ],
)
def test_the_role_follows_from_the_three_groups(groups: str, role: BrokerRole) -> None:
    assert find_broker_role(*groups) == role


NODES = "abcdefg"


@given(
    st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES))), st.lists(st.sampled_from("XYZ"), min_size=7, max_size=7)
)
def test_counts_and_pairs_are_those_of_all_triads(edges: set[tuple[str, str]], groups: list[str]) -> None:
    group_of = dict(zip(NODES, groups, strict=True))
    graph = BrokerGraph.build(edges, group_of)
    for broker in NODES:
        triads = [
            (find_broker_role(group_of[a], group_of[broker], group_of[c]), a, c)
            for a, c in permutations([node for node in NODES if node != broker], 2)
            if (a, broker) in edges and (broker, c) in edges and (a, c) not in edges
        ]
        assert sorted(graph.list_pairs(broker)) == sorted(triads)
        assert graph.count_roles(broker) == Counter(role for role, _a, _c in triads)
        apart, paired = (
            BrokerGraph.build(edges, group_of, "X"),
            [one for one in triads if not group_of[one[1]] == group_of[one[2]] == "X"],
        )
        assert sorted(apart.list_pairs(broker)) == sorted(paired)
        assert apart.count_roles(broker) == Counter(role for role, _a, _c in paired)


def test_nodes_without_a_group_do_not_count() -> None:
    assert count_all([("a", "b"), ("b", "c")], {"a": "X", "b": "X"}) == {}


def test_southern_women_meet_at_the_events_that_both_attended() -> None:
    meetings = nx.davis_southern_women_graph()
    shared = nx.bipartite.weighted_projected_graph(
        meetings, [n for n, data in meetings.nodes(data=True) if data["bipartite"] == 0]
    )
    attended = [(a, b) if meetings.nodes[a]["bipartite"] == 0 else (b, a) for a, b in meetings.edges]
    found = find_shared(attended, "Evelyn Jefferson")
    assert {other: len(places) for other, places in found.items()} == {
        other: data["weight"] for other, data in shared["Evelyn Jefferson"].items()
    }
    assert found["Flora Price"] == ("E9",)
