"""How long the optimum takes that gives actors a voice: `python -m benchmarks.mending [ACTORS FORUMS [PROBLEMS [FIRST]]]`.

The landscapes are invented: kinds of forum with rules (not a minority, a majority, at most so many), networks of one kind of
actor with half of that kind as members, and two thirds of the voices lacking. 500 actors and 100 forums unless others are asked
for. The times are those of a clock, and of the processor alone, which is the one to read on a machine that others use, too.
At the end it says how many answers were proven. Many problems can be solved in parts, each from the number FIRST on.
"""

import random
import sys
import time
from collections import defaultdict
from collections.abc import Mapping

from benchmarks.timing import describe_machine
from model.graphs.mending import Cell, MendingChange, MendingProblem, SeatLimit
from model.graphs.mending_optimum import find_mending

KINDS, AREAS, LEVELS = 25, 3, 4
_Parties = Mapping[str, int]
"""The kind of each party."""


def build_mending(seed: int, actors: int = 500, forums: int = 100, networks: int = 20) -> MendingProblem:
    """Return an invented problem of so many actors, forums and networks; the same for the same seed."""
    chance = random.Random(seed)
    who = {f"actor-{n:03}": chance.randrange(KINDS) for n in range(actors)}
    nets = {f"network-{n:02}": chance.randrange(KINDS) for n in range(networks)}
    places = [(f"area-{area}", f"level-{level}") for area in range(AREAS) for level in range(LEVELS)]
    cells = {f"forum-{n:03}": places[n % len(places)] for n in range(forums)}
    links = frozenset((net, one) for net in nets for one in who if who[one] == nets[net] and chance.random() < 0.5)
    seated = {cell: _choose(chance, who, 0.3) | _choose(chance, nets, 0.2) for cell in sorted(set(cells.values()))}
    areas = {one: _choose(chance, {cell[0]: 0 for cell in places}, 0.5) for one in who}
    concerned = tuple((one, cell) for one in who for cell in sorted(seated) if cell[0] in areas[one])
    met = MendingProblem(concerned, cells, links, seated, ()).find_voices(())
    needs = tuple(need for need in concerned if need not in met)
    changes = (*_list_seats(chance, needs, cells, who, nets), *_list_joins(needs, links, who, nets))
    return MendingProblem(needs, cells, links, seated, changes, _list_limits(chance, cells, who | nets))


def _choose(chance: random.Random, among: Mapping[str, int], share: float) -> frozenset[str]:
    return frozenset(one for one in among if chance.random() < share)


def _list_seats(
    chance: random.Random, needs: tuple[tuple[str, Cell], ...], cells: Mapping[str, Cell], who: _Parties, nets: _Parties
) -> list[MendingChange]:
    lacking: dict[Cell, set[str]] = defaultdict(set)
    for one, cell in needs:
        lacking[cell].add(one)
    found = []
    for forum, cell in cells.items():
        kinds = {who[one] for one in lacking[cell]}
        sitting = [*sorted(lacking[cell]), *(net for net, kind in nets.items() if kind in kinds)]
        found += [MendingChange(False, party, forum, chance.randrange(4)) for party in sitting]
    return found


def _list_joins(
    needs: tuple[tuple[str, Cell], ...], links: frozenset[tuple[str, str]], who: _Parties, nets: _Parties
) -> list[MendingChange]:
    lacking = sorted({one for one, _cell in needs})
    pairs = ((one, net) for one in lacking for net in nets if nets[net] == who[one] and (net, one) not in links)
    return [MendingChange(True, one, net, 2) for one, net in pairs]


def _list_limits(chance: random.Random, cells: Mapping[str, Cell], kinds: _Parties) -> tuple[SeatLimit, ...]:
    """Return the rules of the forums: a share of one side, or of another, at most so many seats, or none; a quarter each."""
    found = []
    sides = [frozenset(one for one, kind in kinds.items() if kind % 5 == side) for side in range(2)]
    for number, forum in enumerate(cells):
        room = chance.randrange(4)
        if number % 4 < len(sides):
            found.append(SeatLimit(forum, f"share-{number % 4}", room, sides[number % 4], 1, -1))
        elif number % 4 == len(sides):
            found.append(SeatLimit(forum, "at-most", 2 * room, frozenset(), -1, -1))
    return tuple(found)


def main(actors: int = 500, forums: int = 100, problems: int = 3, first: int = 0) -> None:
    """Print for each problem how long the smallest set takes and the best three changes, and what they give."""
    proven = 0
    for seed in range(first, first + problems):
        problem = build_mending(seed, actors, forums, max(2, actors // 25))
        for most in (None, 3):
            clock, processor = time.perf_counter(), time.process_time()
            found = find_mending(problem, most)
            clock, processor = time.perf_counter() - clock, time.process_time() - processor
            proven += found.proven
            print(
                f"{actors} x {forums}, problem {seed}, {most or 'all'}: {clock:.2f} s ({processor:.2f} s), "
                f"{len(problem.needs)} lacking, {len(problem.changes)} possible, "
                f"{len(found.changes)} changes, {len(found.met)} voices, "
                f"proven {found.proven}, others {found.others}{'' if found.exact else '+'}",
                flush=True,
            )
    print(f"proven that nothing is better: {proven} of {2 * problems} answers to {problems} problems from {first} on")
    print(describe_machine())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
