"""The changes that can be among the best few: they keep the problem small, and no set that is as good as the best is lost.

A set gives at most as many voices as its changes give at most, added up. Where some set is known to give so many voices, a change
is left out if it could not reach them even together with the best of the others.
"""

from collections import Counter
from dataclasses import replace

from model.graphs.mending import ChosenChanges, MendingChange, MendingProblem, order_change

_Bounds = dict[MendingChange, int]


def select_hopeful(problem: MendingProblem, most: int) -> MendingProblem:
    """Return the problem with the changes that a best set of at most so many can have, and the needs that these can meet."""
    bounds = {change: _bound_voices(problem, change, most) for change in problem.changes}
    best = sorted(bounds.values(), reverse=True)[:most]
    known = _count_known(problem, bounds, most)
    kept = tuple(
        change for change, bound in bounds.items() if (sum(best) if bound >= best[-1] else sum(best[:-1]) + bound) >= known
    )
    if len(kept) == len(bounds):
        return problem
    touched = frozenset[object]().union(*(problem.touched_by(change) for change in kept if bounds[change]))
    return replace(problem, changes=kept, needs=tuple(need for need in problem.needs if need in touched))


def _bound_voices(problem: MendingProblem, change: MendingChange, most: int) -> int:
    """Return the most voices that a change can add to a set: alone, and by a new seat of a network that it joins in each cell."""
    touched = problem.touched_by(change)
    alone = ChosenChanges(problem, [change]).select_met(touched)
    if not change.joins:
        return len(alone)
    later = Counter(cell for _actor, cell in touched - alone)
    return len(alone) + sum(number for _cell, number in later.most_common(most - 1))


def _count_known(problem: MendingProblem, bounds: _Bounds, most: int) -> int:
    """Return how many voices a set gives that takes the best change each time, if it breaks no rule."""
    made, chosen = ChosenChanges(problem, ()), list[MendingChange]()
    met = made.select_met(problem.needs)
    ordered = sorted(bounds, key=lambda change: (-bounds[change], order_change(change)))
    for _number in range(most):
        best, gained = None, met
        for change in ordered:
            if len(met) + bounds[change] <= len(gained):
                break
            if change in chosen or any(problem.find_broken([*chosen, change])):
                continue
            made.add(change)
            if len(now := met | made.select_met(problem.touched_by(change) - met)) > len(gained):
                best, gained = change, now
            made.remove(change)
        if best is None:
            break
        made.add(best)
        chosen.append(best)
        met = gained
    return len(met)
