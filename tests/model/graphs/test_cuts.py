"""Smallest cuts, equal to trying all sets of parties on 1,000 random graphs, ties included."""

import random
from itertools import combinations

from model.graphs.cuts import find_smallest_cut
from model.graphs.dominance import find_dominance
from tests.model.graphs.test_dominance import make_graphs, reach_from


def test_equal_to_trying_all_sets_of_parties() -> None:
    chance, several = random.Random(18), 0
    for arcs in make_graphs(1_000, most=8):
        parties = sorted({party for arc in arcs for party in arc})
        targets = set(chance.sample(parties, min(len(parties), chance.randint(1, 3))))
        sources = find_dominance(arcs).sources - targets
        found = find_smallest_cut(arcs, targets, find_dominance(arcs).sources)
        assert set(found.reached) == targets & reach_from(sources, arcs)
        others = [party for party in parties if party not in targets]
        sets = [set(some) for size in range(len(others) + 1) for some in combinations(others, size)]
        cutting = [some for some in sets if not targets & reach_from(sources, arcs, some)]
        smallest = [some for some in cutting if len(some) == len(cutting[0])]
        assert set(found.parties) in smallest
        assert found.ways == len(smallest[0])
        assert {*found.parties, *found.interchangeable} == set.union(*smallest)
        several += len(smallest) > 1
    assert several > 50  # ties are not rare among them


def test_the_cut_nearest_to_the_targets_is_named_and_ties_are_told() -> None:
    chain = [("a", "b"), ("b", "c"), ("c", "here"), ("x", "there")]
    found = find_smallest_cut(chain, {"here"}, {"a", "x"})
    assert (found.parties, found.interchangeable, found.reached) == (("c",), ("a", "b"), ("here",))
    both = find_smallest_cut(chain, {"here", "there", "elsewhere"}, {"a", "x"})
    assert (both.parties, both.ways, both.reached) == (("c", "x"), 2, ("here", "there"))


def test_what_no_source_reaches_needs_no_cut() -> None:
    found = find_smallest_cut([("here", "b")], {"here"}, {"here"})
    assert (found.parties, found.interchangeable, found.reached) == ((), (), ())
    assert find_smallest_cut([], {"here"}, ()).ways == 0
    assert find_smallest_cut([("a", "b")], (), {"a"}).ways == 0  # a municipality without parties
