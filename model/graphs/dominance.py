"""On whom parties hang: what can no longer be reached from the sources of a directed graph without one of them.

A source is a party to which no way leads from outside its circle, and a circle is a set of parties that all reach each other; a
party that no other feeds is a circle of its own. Every member of a source circle counts as a source, since it is not known where
in the circle things begin: no member is said to hang on another.

A party hangs on another, its dominator, if every way from the sources to it leads through the other (Lengauer and Tarjan 1979).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from model.graphs.reach import walk_onwards

Arc = tuple[str, str]
"""The ids of a party that feeds and of one that it feeds."""


@dataclass(frozen=True)
class Dominance:
    """Who hangs on whom. `nearest` has for each party the nearest one that it hangs on, None if there is none.

    Parties that feed nobody and are fed by nobody are no part of it.
    """

    sources: frozenset[str]
    nearest: Mapping[str, str | None]

    def list_above(self, party: str) -> list[str]:
        """Return the parties that a party hangs on, the nearest first."""
        found: list[str] = []
        above = self.nearest.get(party)
        while above is not None:
            found.append(above)
            above = self.nearest[above]
        return found

    def list_below(self, party: str | None) -> list[str]:
        """Return the parties that hang on a party: those that no source reaches without it. Nested ones follow theirs.

        Of None, return all parties.
        """
        found, waiting = list[str](), [*reversed(self._children.get(party, ()))]
        while waiting:
            found.append(below := waiting.pop())
            waiting += reversed(self._children.get(below, ()))
        return found

    @cached_property
    def below_counts(self) -> Mapping[str, int]:
        """Return how many parties hang on each party that at least one hangs on."""
        counts: Counter[str] = Counter()
        for party in reversed(self.list_below(None)):
            if (above := self.nearest[party]) is not None:
                counts[above] += 1 + counts[party]
        return counts

    def find_shared(self, parties: Collection[str]) -> list[str]:
        """Return the parties outside `parties` that all of them hang on, the nearest first."""
        chains = [self.list_above(party) for party in parties]
        shared = set(chains[0]).intersection(*chains[1:]) - set(parties) if chains else set()
        return [party for party in chains[0] if party in shared] if shared else []

    @cached_property
    def _children(self) -> Mapping[str | None, list[str]]:
        children: dict[str | None, list[str]] = {}
        for party in sorted(self.nearest):
            children.setdefault(self.nearest[party], []).append(party)
        return children


def find_dominance(arcs: Iterable[Arc]) -> Dominance:
    """Return who hangs on whom in a directed graph; an arc from a party to itself does not count."""
    names, ends = _number_parties((source, target) for source, target in arcs if source != target)
    sources = _find_circle_members(len(names), ends)
    onwards: list[list[int]] = [[] for _ in names]
    for source, target in ends:
        onwards[source].append(target)
    order = _order_onwards(sources, onwards)
    nearest = {
        names[party]: names[order[above - 1]] if above else None
        for party, above in zip(order, _find_nearest(order, onwards, sources), strict=True)
    }
    return Dominance(frozenset(names[source] for source in sources), nearest)


def _order_onwards(sources: Iterable[int], onwards: Sequence[Iterable[int]]) -> list[int]:
    """Return all that can be reached, each before what it leads to, but for arcs that go back (reverse postorder)."""
    entered, left = bytearray(len(onwards)), list[int]()
    for source in sources:
        path = [] if entered[source] else [(source, iter(onwards[source]))]
        entered[source] = 1
        while path:
            party, following = path[-1]
            for one in following:
                if not entered[one]:
                    entered[one] = 1
                    path.append((one, iter(onwards[one])))
                    break
            else:
                path.pop()
                left.append(party)
    return left[::-1]


def _find_nearest(order: Sequence[int], onwards: Sequence[Iterable[int]], sources: Iterable[int]) -> list[int]:
    """Return the place in `order`, from 1, of the nearest that each hangs on; 0 if there is none (Cooper and others 2001)."""
    places = dict(zip(order, range(1, len(order) + 1), strict=True))
    feeders: list[list[int]] = [[] for _ in range(len(order) + 1)]
    for source in sources:
        feeders[places[source]].append(0)
    for place, party in enumerate(order, 1):
        for one in onwards[party]:
            feeders[places[one]].append(place)
    nearest, changed = [0, *[-1] * len(order)], True
    while changed:
        changed = False
        for place in range(1, len(nearest)):
            known = [one for one in feeders[place] if nearest[one] >= 0]
            above = known[0]
            for one in known[1:]:
                while one != above:
                    above, one = (nearest[above], one) if above > one else (above, nearest[one])
            if nearest[place] != above:
                nearest[place], changed = above, True
    return nearest[1:]


def _number_parties(arcs: Iterable[Arc]) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the parties in order of their numbers, and the arcs as pairs of numbers."""
    numbers: dict[str, int] = {}
    ends = [(numbers.setdefault(source, len(numbers)), numbers.setdefault(target, len(numbers))) for source, target in arcs]
    return list(numbers), ends


def _find_circle_members(size: int, ends: Sequence[tuple[int, int]]) -> list[int]:
    """Return the numbers of the members of circles into which no way leads from outside."""
    from numpy import array, ones
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not ends:
        return []
    rows, columns = array(ends).T
    matrix = coo_array((ones(len(rows), dtype=bool), (rows, columns)), shape=(size, size)).tocsr()
    _number, circles = connected_components(matrix, connection="strong")
    entered = set(circles[columns[circles[rows] != circles[columns]]].tolist())
    return [party for party, circle in enumerate(circles.tolist()) if circle not in entered]


def find_joints(neighbours: Mapping[str, Collection[str]], counted: Collection[str]) -> dict[str, int]:
    """Return the articulation points of an undirected graph, each with how many of `counted` are apart from most without it.

    Only for graphs where direction does not count, such as who sits where. Linear (Hopcroft and Tarjan 1973).
    """
    walk = _JointWalk(neighbours, counted)
    for first in neighbours:
        if first not in walk.number:
            walk.run(first)
    return walk.joints


class _JointWalk:
    """A walk in depth. `number` is the order of visits; parts are sizes with how many in them are counted."""

    def __init__(self, neighbours: Mapping[str, Collection[str]], counted: Collection[str]) -> None:
        self._neighbours, self._counted = neighbours, counted
        self.number: dict[str, int] = {}
        self._lowest: dict[str, int] = {}
        self._below: dict[str, tuple[int, int]] = {}
        self._parts: dict[str, list[tuple[int, int]]] = {}
        self.joints: dict[str, int] = {}

    def run(self, first: str) -> None:
        """Visit all that is connected with `first`."""
        self._enter(first)
        path, here = [(first, iter(self._neighbours[first]))], [first]
        while path:
            party, following = path[-1]
            if (new := next((one for one in following if self._is_new(party, one)), None)) is not None:
                self._enter(new)
                here.append(new)
                path.append((new, iter(self._neighbours[new])))
                continue
            path.pop()
            if path:
                self._leave(party, path[-1][0])
        self._close(first, here)

    def _enter(self, party: str) -> None:
        self.number[party] = self._lowest[party] = len(self.number)
        self._below[party] = 1, int(party in self._counted)
        self._parts[party] = []

    def _is_new(self, party: str, one: str) -> bool:
        """Return whether a neighbour was not visited before; if it was, `party` reaches as far back."""
        if one in self.number:
            self._lowest[party] = min(self._lowest[party], self.number[one])
        return one not in self.number

    def _leave(self, party: str, above: str) -> None:
        self._lowest[above] = min(self._lowest[above], self._lowest[party])
        self._below[above] = _add(self._below[above], self._below[party])
        if self._lowest[party] >= self.number[above]:
            self._parts[above].append(self._below[party])

    def _close(self, first: str, here: Iterable[str]) -> None:
        """Note the joints among all that is connected with `first`."""
        size, counted = self._below[first]
        for party in here:
            parts = self._parts.pop(party)
            within, among = sum(part[0] for part in parts), sum(part[1] for part in parts)
            if party != first:
                parts = [*parts, (size - 1 - within, counted - int(party in self._counted) - among)]
            if len(parts) > 1:
                self.joints[party] = sum(part[1] for part in parts) - max(parts)[1]


def _add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def split_without(neighbours: Mapping[str, Iterable[str]], point: str) -> list[list[str]]:
    """Return the parts that the neighbours of a point belong to without it, the largest first."""
    seen, parts = {point}, list[list[str]]()
    for first in sorted(neighbours[point]):
        if first not in seen:
            parts.append(sorted(walk_onwards([first], neighbours, {point})))
            seen.update(parts[-1])
    return sorted(parts, key=lambda part: (-len(part), part))
