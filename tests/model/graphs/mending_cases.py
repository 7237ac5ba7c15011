"""Small random problems of voices that are lacking, and their best sets of changes by trying all."""

import random
from collections.abc import Collection
from itertools import combinations

from model.graphs.mending import MendingChange, MendingProblem, SeatLimit

CELLS = [("gron", "regional"), ("gron", "lokal"), ("gul", "regional")]
WEIGHTS = [(1, -1), (-1, 0), (2, -1), (1, -2), (-1, -1)]


def make_problem(seed: int, most_changes: int = 9) -> MendingProblem:
    """A few actors and networks, chains of networks among them, forums with and without rules."""
    chance = random.Random(seed)
    actors, networks = [f"a{n}" for n in range(3 + seed % 3)], ["n0", "n1"]
    parties = actors + networks
    cells = {f"f{n}": chance.choice(CELLS) for n in range(2 + seed % 4)}
    pairs = [(one, other) for one in parties for other in parties if one != other]
    links = frozenset(chance.choice(pairs) for _ in range(chance.randint(0, 5)))
    seated = {cell: frozenset(one for one in parties if chance.random() < 0.15) for cell in CELLS}
    concerned = tuple((one, cell) for one in actors for cell in CELLS if cell in cells.values() and chance.random() < 0.9)
    met = MendingProblem(concerned, cells, links, seated, ()).find_voices(())
    seats = [(False, one, forum) for one in parties for forum in cells if chance.random() < 0.4]
    joins = [(True, one, network) for network, one in pairs if (network, one) not in links and chance.random() < 0.15]
    chosen = chance.sample(seats + joins, min(most_changes, len(seats + joins)))
    changes = tuple(MendingChange(*change, rank=chance.randrange(4)) for change in chosen)
    limits = []
    for forum in cells:
        if chance.random() < 0.5:
            counted = frozenset(one for one in parties if chance.random() < 0.5)
            limits.append(SeatLimit(forum, f"rule-{forum}", chance.randint(0, 2), counted, *chance.choice(WEIGHTS)))
    needs = tuple(need for need in concerned if need not in met)
    voiceless = frozenset(one for one in actors if chance.random() < 0.5)
    return MendingProblem(needs, cells, links, seated, changes, tuple(limits), voiceless)


def find_best_sets(problem: MendingProblem, most: int | None = None) -> tuple[int, int, list[frozenset[MendingChange]]]:
    """The most voices, the fewest changes for them, and all sets that do it."""
    best, sets = (1, 0), list[frozenset[MendingChange]]()
    for size in range(min(len(problem.changes), len(problem.changes) if most is None else most) + 1):
        for chosen in combinations(problem.changes, size):
            if not any(problem.find_broken(chosen)):
                found = (-len(problem.find_voices(chosen)), size)
                if found < best:
                    best, sets = found, []
                if found == best:
                    sets.append(frozenset(chosen))
    return -best[0], best[1], sets


def list_goals(problem: MendingProblem, chosen: Collection[MendingChange]) -> tuple[int, ...]:
    """Return what is preferred among equally good sets, the smaller the better: actors without any voice, actors, ranks, order."""
    actors = {actor for actor, _cell in problem.find_voices(chosen)}
    order = sorted(problem.changes)
    places = sum(order.index(change) + 1 for change in chosen)
    return -len(actors & problem.voiceless), -len(actors), sum(change.rank for change in chosen), places
