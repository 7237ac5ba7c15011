"""What gives actors a voice: by hand, and the optimum against every set of changes that there is."""

import random
from dataclasses import replace

import pytest

from benchmarks.mending import build_mending
from model.graphs import mending_optimum
from model.graphs.hopeful_changes import select_hopeful
from model.graphs.like_forums import join_like_forums
from model.graphs.mending import MOST_CHAIN, MendingChange, MendingProblem, SeatLimit
from model.graphs.mending_optimum import MOST_OTHERS, find_mending
from tests.model.graphs.mending_cases import find_best_sets, list_goals, make_problem

HERE, THERE = ("gron", "regional"), ("gul", "regional")
ABC = frozenset("abc")


def seat(party: str, forum: str, rank: int = 0) -> MendingChange:
    return MendingChange(False, party, forum, rank)


def join(actor: str, network: str, rank: int = 0) -> MendingChange:
    return MendingChange(True, actor, network, rank)


def problem(
    *changes: MendingChange, needs: str = "abc", cells: str = "f", links: str = "", limits: list[SeatLimit] | None = None
) -> MendingProblem:
    """Actors that lack a voice in each cell with a forum: f here, g there; links such as "n>a"."""
    all_cells = {forum: {"f": HERE, "g": THERE}[forum[0]] for forum in cells.split()}
    lacking = tuple((one, cell) for one in needs for cell in sorted(set(all_cells.values())))
    pairs = frozenset((pair[0], pair[2]) for pair in links.split())
    return MendingProblem(lacking, all_cells, pairs, {}, changes, tuple(limits or ()))


def test_one_seat_of_a_network_gives_all_its_members_a_voice() -> None:
    own = [seat(one, "f") for one in "abc"]
    found = find_mending(problem(*own, seat("n", "f"), links="n>a n>b n>c"))
    assert (found.changes, len(found.met), found.left, found.proven) == ((seat("n", "f"),), 3, (), True)
    assert (found.others, found.exact, found.always) == (0, True, frozenset(found.changes))


def test_joining_a_network_gives_a_voice_wherever_it_has_a_seat() -> None:
    asked = problem(join("a", "n"), seat("a", "f"), seat("a", "g"), needs="a", cells="f g")
    found = find_mending(replace(asked, seated={HERE: frozenset("n"), THERE: frozenset("n")}))
    assert found.changes == (join("a", "n"),)


def test_a_network_of_a_network_speaks_for_its_members_as_far_as_chains_go() -> None:
    chain = [f"n{step}" for step in range(MOST_CHAIN + 1)]
    links = frozenset(zip(chain, ["a", *chain], strict=False))
    for speaker, heard in ((chain[MOST_CHAIN - 1], 1), (chain[MOST_CHAIN], 0)):
        asked = MendingProblem((("a", HERE),), {"f": HERE}, links, {}, (seat(speaker, "f"),))
        assert len(find_mending(asked).met) == heard


def test_a_chain_has_one_new_membership_at_most() -> None:
    asked = problem(join("a", "n"), join("n", "m"), seat("m", "f"), needs="a")
    assert find_mending(asked).met == ()
    assert len(find_mending(replace(asked, links=frozenset({("n", "a")}))).changes) == 2


def test_the_three_changes_that_give_most_voices() -> None:
    needs = "abcde"
    own = [seat(one, forum) for one in needs for forum in ("f", "g")]
    asked = problem(*own, seat("n", "f"), join("d", "n"), needs=needs, cells="f g", links="n>a n>b n>c")
    found = find_mending(asked, 2)
    assert (len(found.met), len(found.changes), len(found.left)) == (4, 2, 6)
    assert found.always == frozenset({seat("n", "f")})
    assert find_mending(asked, 100).left == ()


@pytest.mark.parametrize(
    ("weight", "other", "room", "seats"), [(1, -1, 1, "acb"), (1, -1, 0, "ab"), (-1, 0, 0, "bc"), (-1, -1, 2, "ab")]
)
def test_a_rule_is_not_broken(weight: int, other: int, room: int, seats: str) -> None:
    """Not a minority of a; at most so many of a; at most so many at all."""
    limit = SeatLimit("f", "rule", room, frozenset("a"), weight, other)
    found = find_mending(problem(*(seat(one, "f", "abc".index(one)) for one in "abc"), limits=[limit]))
    assert {change.party for change in found.changes} == set(seats)
    assert found.proven


def test_of_equally_good_sets_the_preferred_one_is_chosen_and_the_others_told() -> None:
    changes = [seat(one, "f", rank) for one, rank in zip("abc", (2, 0, 1), strict=True)]
    found = find_mending(problem(*changes), 2)
    assert (found.changes, found.others, found.exact, found.always) == ((seat("b", "f"), seat("c", "f")), 2, True, frozenset())


def test_different_actors_come_before_more_for_one() -> None:
    changes = [seat(one, forum, one != "a") for one in "abc" for forum in ("f", "g")]
    found = find_mending(problem(*changes, cells="f g"), 3)
    assert {change.party for change in found.changes} == {*ABC}


def test_forums_that_are_alike_are_told_apart_by_rank_and_filled_evenly() -> None:
    cells = "f1 f2 f3"
    limits = [SeatLimit(forum, "rule", 1, frozenset(), -1, -1) for forum in cells.split()]
    changes = [seat(one, forum, forum == "f3") for one in "abc" for forum in cells.split()]
    found = find_mending(problem(*changes, cells=cells, limits=limits))
    assert sorted(change.into for change in found.changes) == ["f1", "f2", "f3"]
    assert [change.into for change in find_mending(problem(*changes, cells=cells, limits=limits), 1).changes] == ["f1"]


def test_nothing_to_do() -> None:
    for asked in (problem(needs=""), problem(), problem(seat("a", "f"), needs="")):
        found = find_mending(asked)
        assert (found.changes, found.proven, found.others, found.exact) == ((), True, 0, True)


def test_without_time_something_is_proposed_and_said_not_to_be_proven() -> None:
    found = find_mending(problem(*(seat(one, "f") for one in "abc"), seat("n", "f", 1), links="n>a n>b"), seconds=0)
    assert (found.left, found.proven, found.always) == ((), False, None)
    assert len(found.changes) == 3


@pytest.mark.parametrize("seed", range(60))
def test_no_set_of_changes_is_better(seed: int) -> None:
    """All sets are tried, with and without forums that are alike joined."""
    asked = make_problem(seed)
    joined = join_like_forums(asked).problem
    for most in (None, 1 + seed % 3):
        found = find_mending(asked, most)
        voices, size, _sets = find_best_sets(asked, most)
        assert found.proven
        assert (len(found.met), len(found.changes)) == (voices, size)
        assert {*found.met} == asked.find_voices(found.changes)
        assert not any(asked.find_broken(found.changes))
        assert (voices, size) == find_best_sets(joined, most)[:2]
        sets = find_best_sets(joined, most)[2]
        assert (found.others, found.exact) == (min(len(sets) - 1, MOST_OTHERS), len(sets) - 1 <= MOST_OTHERS)
        assert found.always is not None
        assert len(found.always) == len(frozenset.intersection(*sets))


@pytest.mark.parametrize("seed", range(60))
def test_of_equally_good_sets_no_other_is_to_be_preferred(seed: int) -> None:
    """All sets are tried: actors without any voice, different actors, ranks, order."""
    asked = join_like_forums(make_problem(seed)).problem
    for most in (None, 1 + seed % 3):
        found = find_mending(asked, most)
        best = min(list_goals(asked, chosen) for chosen in find_best_sets(asked, most)[2])
        assert found.preferred
        assert list_goals(asked, found.changes)[:3] == best[:3]


@pytest.mark.parametrize("seed", range(60))
def test_no_best_set_of_so_few_changes_is_lost_with_those_that_are_left_out(seed: int) -> None:
    asked = make_problem(seed, most_changes=11)
    for most in (1, 2, 3):
        assert find_best_sets(select_hopeful(asked, most), most) == find_best_sets(asked, most)


def test_changes_that_cannot_be_among_the_best_few_are_left_out() -> None:
    own = [seat(one, "f") for one in "abcde"]
    asked = problem(*own, seat("n", "f"), seat("m", "f"), needs="abcde", links="n>a n>b n>c m>d m>e")
    assert {*select_hopeful(asked, 2).changes} == {seat("n", "f"), seat("m", "f")}


def test_a_problem_too_large_for_it_is_said_to_be_one_choice_among_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending_optimum, "PREFERRED_COLUMNS", 0)
    found = find_mending(problem(*(seat(one, "f", rank) for one, rank in zip("abc", (2, 0, 1), strict=True))), 2)
    assert (found.proven, found.preferred) == (True, False)


@pytest.mark.parametrize("seed", range(8))
def test_larger_problems_are_proven_and_do_not_depend_on_the_order(seed: int) -> None:
    asked = build_mending(seed, actors=25, forums=9, networks=5)
    mixed = random.Random(seed).sample(asked.changes, len(asked.changes))
    for most in (None, 3):
        found = find_mending(asked, most)
        assert found.proven
        assert not any(asked.find_broken(found.changes))
        assert {*found.met} == asked.find_voices(found.changes)
        rests = [[other for other in found.changes if other != change] for change in found.changes]
        assert asked.list_losses(found.changes) == [{*found.met} - asked.find_voices(rest) for rest in rests]
        assert found.changes == find_mending(replace(asked, changes=tuple(mixed)), most).changes


def test_among_ties_those_without_any_voice_come_first_and_larger_answers_hold_the_smaller_ones() -> None:
    asked = replace(problem(*(seat(one, "f") for one in "abcde"), needs="abcde"), voiceless=frozenset("ce"))
    answers = [{change.party for change in find_mending(asked, most).changes} for most in (1, 2, 3, 4)]
    assert answers == [{"c"}, {"c", "e"}, {"a", "c", "e"}, {"a", "b", "c", "e"}]
    assert find_mending(asked, 1).instead == ("a", "b", "d", "e")
