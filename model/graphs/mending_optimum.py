"""The changes that give most voices, as few as will do, by integer programming (HiGHS in scipy); proven or said not to be.

Columns: a change is made (x, 0 or 1); a join leads to a seat in a cell (z); a need is met (v); an actor gains a voice (y). With
whole x the largest z, v and y are whole too, so that only x is declared whole:

    v(actor, cell) ≤ Σ x(seats of its speakers) + Σ x(joins to a network that is heard) + Σ z       y(actor) ≤ Σ v
    z(join, cell) ≤ x(join)      z(join, cell) ≤ Σ x(seats of the network's speakers)                Σ weight x ≥ −room

One goal after the other is settled with gap 0 and kept: most voices, fewest changes, most actors without a voice anywhere, most
different actors, smallest sum of ranks, first in order. Only the first two say which sets are equally good. In a large problem
the memberships of the smallest set are kept for the goals after it, and the choice among ties is no longer proven. The solver is
deterministic and its columns are sorted, so that the same problem has the same answer. What it answers is rounded and computed
again without it.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from model.errors import LandskapError
from model.graphs.hopeful_changes import select_hopeful
from model.graphs.like_forums import JoinedForums, join_like_forums
from model.graphs.mending import MOST_CHAIN, MendingChange, MendingProblem, Need
from model.graphs.whole_numbers import INFINITE, NumberRow, build_matrix
from model.language import Text

MOST_OTHERS = 10
"""So many other sets that are equally good are counted."""
CALL_COLUMNS, CALL_COLUMNS_OF_ALL = 20_000, 5_000
"""The solver is called as often to count them as so many columns allow; it is slower where the changes are not limited."""
PREFERRED_COLUMNS = 3_000
"""With so many columns at most the choice among equally good sets is proven; with more, the memberships of one set are kept."""
SECONDS_TO_MEND = 20.0
"""The longest time that is spent on the optimum."""
_HALF = 0.5
_Row = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Mending:
    """The chosen changes and the needs that they meet and leave, in order.

    `proven` says whether no other set gives more voices, or as many with fewer changes. `others` counts the sets that are equally
    good: all of them if `exact`, else there may be more. `always` are the changes that all of them share; None if that is not
    known. `preferred` says whether the choice among them is proven, too. `instead` are the parties of other such sets, as far as
    they were found.
    """

    changes: tuple[MendingChange, ...]
    met: tuple[Need, ...]
    left: tuple[Need, ...]
    proven: bool
    others: int
    exact: bool
    always: frozenset[MendingChange] | None
    preferred: bool = False
    instead: tuple[str, ...] = ()


def find_mending(whole: MendingProblem, most: int | None = None, seconds: float = SECONDS_TO_MEND) -> Mending:
    """Return the set of changes, at most so many, that gives most voices; of these sets the smallest.

    Sets that differ only in forums that are alike count as one.
    """
    joined = join_like_forums(whole)
    problem = joined.problem if most is None else select_hopeful(joined.problem, most)
    if not (problem.changes and problem.needs):
        return _build_mending(joined, frozenset(), True, 0, True, frozenset(), preferred=True)
    model = _Model(problem, time.monotonic() + seconds)
    if most is not None:
        model.keep(model.count_changes(), high=most)
    proven, chosen = model.settle_voices(limited=most is not None)
    fewest = model.settle(model.count_changes(), "least", chosen)
    if not (proven and fewest.proven):
        return _build_mending(joined, problem.thin_out(fewest.chosen), False, 0, False, None)
    equally_good = [*model.rows]
    preferred, chosen = model.prefer(fewest.chosen)
    model.rows = equally_good
    calls = (CALL_COLUMNS_OF_ALL if most is None else CALL_COLUMNS) // model.width
    return _build_mending(joined, chosen, True, *_find_others(model, chosen, calls), preferred=preferred)


def _build_mending(
    joined: JoinedForums,
    chosen: frozenset[MendingChange],
    proven: bool,
    others: int,
    exact: bool,
    always: frozenset[MendingChange] | None,
    instead: frozenset[str] = frozenset(),
    *,
    preferred: bool = False,
) -> Mending:
    single, whole = joined.share_out(chosen), joined.whole
    changes = tuple(sorted(single.values()))
    if any(whole.find_broken(changes)):
        raise LandskapError(Text("the proposal would break a rule; please report this"))
    met = whole.find_voices(changes)
    shared = None if always is None else frozenset(single[change] for change in always)
    left = tuple(sorted({*whole.needs} - met))
    return Mending(changes, tuple(sorted(met)), left, proven, others, exact, shared, preferred, tuple(sorted(instead)))


def _find_others(
    model: "_Model", chosen: frozenset[MendingChange], calls: int
) -> tuple[int, bool, frozenset[MendingChange] | None, frozenset[str]]:
    """Return how many other sets are equally good, whether that is all of them, what all share if known, and their parties."""
    found = {chosen, *islice(model.problem.list_swaps(chosen), MOST_OTHERS + 1)}
    always, known = frozenset.intersection(*found), False
    while always and not known and (calls := calls - 1) >= 0 and (other := model.solve(model.count_of(always), "least")):
        known = other.proven and always <= other.chosen
        always &= other.chosen
        found.add(other.chosen)
    exact = always == chosen and known
    while not exact and len(found) - 1 <= MOST_OTHERS and (calls := calls - 1) >= 0 and model.has_time():
        rows = [(model.count_of(set_), -INFINITE, len(set_) - 1.0) for set_ in found]
        other = model.solve({}, "least", rows)
        exact = other is None and model.has_time()
        found |= {other.chosen} if other else set()
    instead = {change.party for set_ in found for change in set_} - {change.party for change in chosen}
    return min(len(found) - 1, MOST_OTHERS), exact, always if known or not always or exact else None, frozenset(instead)


@dataclass(frozen=True, slots=True)
class _Solution:
    """A set of changes, the value of its goal, and whether no set has a better one."""

    chosen: frozenset[MendingChange]
    value: int
    proven: bool


class _Model:
    """The columns and rows of a problem, and what has been settled."""

    def __init__(self, problem: MendingProblem, until: float) -> None:
        self.problem, self._until = problem, until
        self._column = {change: number for number, change in enumerate(sorted(problem.changes))}
        self.width = len(problem.changes)
        self.rows: list[NumberRow] = []
        self._seats: dict[tuple[str, Any], list[int]] = defaultdict(list)
        self._joins: dict[str, list[MendingChange]] = defaultdict(list)
        for change, column in self._column.items():
            if change.joins:
                self._joins[change.party].append(change)
            else:
                self._seats[change.party, problem.cells[change.into]].append(column)
        self._linked: dict[tuple[MendingChange, Any, int], int] = {}
        self._met = {need: self._add_need(need) for need in problem.needs}
        self._gaining = self._add_actors()
        for forum, limits in problem.limits_of.items():
            seats = [change for change in problem.changes if not change.joins and change.into == forum]
            for limit in limits:
                self.keep({self._column[seat]: limit.weigh(seat.party) for seat in seats}, low=-limit.room)

    def _add_column(self) -> int:
        self.width += 1
        return self.width - 1

    def _add_need(self, need: Need) -> int:
        """Add the column of a need and what it rests on."""
        actor, cell = need
        column, reasons = self._add_column(), list[int]()
        seated = self.problem.seated.get(cell, frozenset())
        for speaker, steps in self.problem.speakers[actor].items():
            reasons += self._seats.get((speaker, cell), ())
            for join in self._joins.get(speaker, ()):
                heard = self.problem.speakers[join.into]
                if any(steps + 1 + more <= MOST_CHAIN for party, more in heard.items() if party in seated):
                    reasons.append(self._column[join])
                else:
                    reasons += self._link(join, cell, MOST_CHAIN - steps - 1)
        self.keep({column: 1, **dict.fromkeys(reasons, -1)}, high=0)
        return column

    def _link(self, join: MendingChange, cell: Any, most: int) -> list[int]:
        """Return the column of a join that leads to a new seat in a cell by so many links at most, if one could."""
        heard = (party for party, steps in self.problem.speakers[join.into].items() if steps <= most)
        seats = [seat for party in heard for seat in self._seats.get((party, cell), ())]
        if not seats:
            return []
        key = (join, cell, most)
        if key not in self._linked:
            self._linked[key] = column = self._add_column()
            self.keep({column: 1, self._column[join]: -1}, high=0)
            self.keep({column: 1, **dict.fromkeys(seats, -1)}, high=0)
        return [self._linked[key]]

    def _add_actors(self) -> dict[str, int]:
        needs: dict[str, list[int]] = defaultdict(list)
        for (actor, _cell), column in self._met.items():
            needs[actor].append(column)
        gaining = {}
        for actor, columns in needs.items():
            gaining[actor] = self._add_column()
            self.keep({gaining[actor]: 1, **dict.fromkeys(columns, -1)}, high=0)
        return gaining

    def count_changes(self) -> _Row:
        """Return the row that counts the changes."""
        return self.count_of(self._column)

    def count_of(self, changes: Iterable[MendingChange]) -> _Row:
        """Return the row that counts some changes."""
        return {self._column[change]: 1 for change in changes}

    def count_actors(self, actors: frozenset[str] | None = None) -> _Row:
        """Return the row that counts the actors that gain a voice; only some of them if given."""
        return {column: 1 for actor, column in self._gaining.items() if actors is None or actor in actors}

    def sum_places(self) -> _Row:
        """Return the row that sums the places of the changes in their order, so that larger answers hold the smaller ones."""
        return {column: column + 1 for column in self._column.values()}

    def sum_ranks(self) -> _Row:
        """Return the row that sums the ranks of the changes."""
        return {column: change.rank for change, column in self._column.items()}

    def prefer(self, chosen: frozenset[MendingChange]) -> tuple[bool, frozenset[MendingChange]]:
        """Return the preferred one of the sets that are as good as one, and whether no other is to be preferred."""
        proven = self.width <= PREFERRED_COLUMNS
        if not proven:
            for join in (change for change in self._column if change.joins):
                self.keep({self._column[join]: 1}, low=float(join in chosen), high=float(join in chosen))
        goals = [(row, "most") for row in (self.count_actors(self.problem.voiceless), self.count_actors()) if row]
        for goal, aim in (*goals, (self.sum_ranks(), "least"), (self.sum_places(), "least")):
            found = self.settle(goal, aim, chosen)
            chosen, proven = found.chosen, proven and found.proven
        return proven, chosen

    def keep(self, row: _Row, low: float = -INFINITE, high: float = INFINITE) -> None:
        """Keep the value of a row within bounds from now on."""
        self.rows.append((row, low, high))

    def has_time(self) -> bool:
        """Return whether there is time left."""
        return time.monotonic() < self._until

    def settle_voices(self, *, limited: bool) -> tuple[bool, frozenset[MendingChange]]:
        """Settle the largest number of voices; return whether it is proven, and a set of changes that gives it."""
        everything = frozenset(self._column)
        if limited or any(self.problem.find_broken(everything)):
            most = self.settle(dict.fromkeys(self._met.values(), 1), "most", frozenset())
            return most.proven, most.chosen
        for need in self.problem.find_voices(everything):
            self.keep({self._met[need]: 1}, low=1)
        return True, everything

    def settle(self, goal: _Row, aim: str, known: frozenset[MendingChange]) -> _Solution:
        """Find the best value of a goal and keep it from now on. Without a solution in time, what is known stands."""
        found = self.solve(goal, aim)
        if found is None:
            return _Solution(known, 0, proven=False)
        low, high = (found.value - _HALF, INFINITE) if aim == "most" else (-INFINITE, found.value + _HALF)
        self.keep(goal, low, high)
        return found

    def solve(self, goal: _Row, aim: str, rows: Iterable[NumberRow] = ()) -> _Solution | None:
        """Return the best set of changes for a goal with whole numbers; None if there is none or it is not found in time."""
        import numpy
        from scipy.optimize import Bounds, LinearConstraint, milp

        if not self.has_time():
            return None
        sign = -1 if aim == "most" else 1
        objective, whole = numpy.zeros(self.width), numpy.zeros(self.width)
        for column, factor in goal.items():
            objective[column] = sign * factor
        whole[: len(self._column)] = 1
        matrix, low, high = build_matrix([*self.rows, *rows], self.width)
        options = {"mip_rel_gap": 0, "time_limit": max(0.01, self._until - time.monotonic())}
        answer = milp(
            objective, integrality=whole, bounds=Bounds(0, 1), constraints=LinearConstraint(matrix, low, high), options=options
        )
        if answer.x is None:
            return None
        chosen = frozenset(change for change, column in self._column.items() if answer.x[column] > _HALF)
        value = round(sign * answer.fun)
        bound = answer.mip_dual_bound if answer.mip_dual_bound is not None else -INFINITE
        return _Solution(chosen, value, proven=answer.status == 0 or answer.fun - bound < 1 - 1e-6)
