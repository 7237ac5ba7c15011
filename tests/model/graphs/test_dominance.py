"""Who hangs on whom, equal to taking each party away from 1,000 random graphs and looking at what is still reached."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterator

import networkx
import pytest

from model.graphs.dominance import Arc, find_dominance, find_joints, split_without


def make_graphs(count: int, most: int = 9) -> Iterator[list[Arc]]:
    """Random graphs of up to `most` parties, sparse and dense, with parallel arcs, circles and arcs to oneself."""
    chance = random.Random(17)
    for _ in range(count):
        names = "abcdefghijkl"[: chance.randint(2, most)]
        yield [(chance.choice(names), chance.choice(names)) for _ in range(chance.randint(1, 2 * len(names)))]


def find_sources_by_force(arcs: Collection[Arc]) -> set[str]:
    """Every party that reaches all that reach it."""
    parties = {party for arc in arcs for party in arc}
    reach = {party: reach_from({party}, arcs) for party in parties}
    return {party for party in parties if all(other in reach[party] for other in parties if party in reach[other])}


def reach_from(starts: Collection[str], arcs: Collection[Arc], without: Collection[str] = ()) -> set[str]:
    """What can be reached when some parties are taken away."""
    onwards: dict[str, set[str]] = defaultdict(set)
    for source, target in arcs:
        onwards[source].add(target)
    found, waiting = set(starts).difference(without), [party for party in starts if party not in without]
    while waiting:
        new = onwards[waiting.pop()].difference(found, without)
        found |= new
        waiting += new
    return found


def test_equal_to_taking_each_party_away() -> None:
    nested = 0
    for arcs in make_graphs(1_000):
        real = [arc for arc in arcs if arc[0] != arc[1]]
        parties, sources = {party for arc in real for party in arc}, find_sources_by_force(real)
        found = find_dominance(arcs)
        assert found.sources == sources
        below = {party: parties - reach_from(sources, real, {party}) - {party} for party in parties}
        assert {party: set(found.list_below(party)) for party in parties} == below
        assert dict(found.below_counts) == {party: len(cut) for party, cut in below.items() if cut}
        above = {party: [one for one in parties if party in below[one]] for party in parties}
        assert {party: found.list_above(party) for party in parties} == {  # those with the most below them are the farthest
            party: sorted(ones, key=lambda one: len(below[one])) for party, ones in above.items()
        }
        pair = sorted(parties)[:2]
        shared = set.intersection(*(set(above[one]) for one in pair)) - set(pair) if pair else set()
        assert set(found.find_shared(pair)) == shared
        nested += any(len(ones) > 1 for ones in above.values())
    assert nested > 200  # dominators of dominators are not rare among them


def test_without_arcs_nobody_hangs_on_anybody() -> None:
    assert find_dominance([("a", "a")]).nearest == {}
    assert find_dominance([]).sources == frozenset()
    assert find_dominance([]).find_shared([]) == []


def test_nested_parties_follow_the_one_that_they_hang_on() -> None:
    found = find_dominance([("a", "b"), ("b", "c"), ("c", "d"), ("b", "e")])
    assert found.list_below("a") == ["b", "c", "d", "e"]
    assert found.list_above("d") == ["c", "b", "a"]
    assert found.find_shared(["d", "e"]) == ["b", "a"]
    assert found.list_below("unknown") == found.list_above("unknown") == []


def test_in_a_circle_without_a_way_in_nobody_hangs_on_another() -> None:
    """It is not known where in the circle things begin; an arbitrary choice would make one member cut off the others."""
    found = find_dominance([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])
    assert found.sources == {"a", "b", "c"}
    assert found.list_below("a") == found.list_below("b") == []
    assert found.list_below("c") == ["d"]
    entered = find_dominance([("s", "a"), ("a", "b"), ("b", "c"), ("c", "a")])
    assert entered.sources == {"s"}
    assert entered.list_below("a") == ["b", "c"]


def test_a_long_chain_and_a_star_are_answered_at_once() -> None:
    chain = [(f"p{number:05}", f"p{number + 1:05}") for number in range(20_000)]
    assert find_dominance(chain).below_counts["p00000"] == 20_000
    star = [("hub", f"p{number}") for number in range(20_000)]
    assert find_dominance(star).below_counts == {"hub": 20_000}


def test_joints_equal_to_taking_each_away() -> None:
    for arcs in make_graphs(1_000):
        undirected = networkx.Graph(arc for arc in arcs if arc[0] != arc[1])
        counted = {party for party in undirected if party in "aceg"}
        found = find_joints(undirected.adj, counted)
        assert set(found) == set(networkx.articulation_points(undirected))
        for point, apart in found.items():
            left = undirected.subgraph(set(networkx.node_connected_component(undirected, point)) - {point})
            parts = [sorted(part) for part in networkx.connected_components(left)]
            assert split_without(undirected.adj, point) == sorted(parts, key=lambda part: (-len(part), part))
            largest = max(len(part) for part in parts)
            all_counted = len(counted.intersection(left))
            assert apart in {all_counted - len(counted.intersection(part)) for part in parts if len(part) == largest}


def test_joints_of_many_are_found_in_one_walk() -> None:
    """A star of stars: the parts of each would be walked again and again if joints were tried one by one."""
    star = networkx.Graph((f"f{number // 10}", f"p{number}") for number in range(20_000))
    star.add_edges_from(("hub", f"f{number}") for number in range(2_000))
    found = find_joints(star.adj, {"hub"})
    assert len(found) == 2_001
    assert (found["hub"], found["f7"]) == (0, 0)


@pytest.mark.parametrize("graph", [networkx.florentine_families_graph(), networkx.davis_southern_women_graph()])
def test_known_graphs(graph: "networkx.Graph[str]") -> None:
    """Medici, Guadagni, Albizzi and Salviati join the Florentine families; no woman and no event alone joins the others."""
    expected = ["Albizzi", "Guadagni", "Medici", "Salviati"] if "Medici" in graph else []
    assert sorted(find_joints(graph.adj, ())) == expected


def test_a_forum_that_holds_a_seat_in_itself_is_in_no_part_without_it() -> None:
    assert split_without({"f": ["f", "a", "b"], "a": ["f"], "b": ["f"]}, "f") == [["a"], ["b"]]
