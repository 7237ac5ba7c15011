"""On whom parties hang: what can no longer be reached from the sources of a directed graph without one of them.

A source is a party to which no way leads from outside its circle, and a circle is a set of parties that all reach each other; a
party that no other feeds is a circle of its own. Every member of a source circle counts as a source, since it is not known where
in the circle things begin: no member is said to hang on another.

A party hangs on another, its dominator, if every way from the sources to it leads through the other (Lengauer and Tarjan 1979).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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

    def list_below(self, party: str) -> list[str]:
        """Return the parties that hang on a party: those that no source reaches without it. Nested ones follow theirs."""
        found, waiting = list[str](), [*reversed(self._children.get(party, ()))]
        while waiting:
            found.append(below := waiting.pop())
            waiting += reversed(self._children.get(below, ()))
        return found

    @cached_property
    def below_counts(self) -> Mapping[str, int]:
        """Return how many parties hang on each party that at least one hangs on."""
        counts: Counter[str] = Counter()
        for party in reversed([party for root in self._children.get(None, ()) for party in (root, *self.list_below(root))]):
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
    import networkx

    names, ends = _number_parties((source, target) for source, target in arcs if source != target)
    sources = _find_circle_members(len(names), ends)
    graph, root = networkx.DiGraph(ends), len(names)
    graph.add_edges_from((root, source) for source in sources)
    above = networkx.immediate_dominators(graph, root) if ends else {}
    nearest = {names[party]: None if over == root else names[over] for party, over in above.items()}
    return Dominance(frozenset(names[source] for source in sources), nearest)


def find_sources(arcs: Iterable[Arc]) -> frozenset[str]:
    """Return all members of the circles into which no way leads from outside."""
    names, ends = _number_parties(arcs)
    return frozenset(names[source] for source in _find_circle_members(len(names), ends))


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


def find_joints(pairs: Iterable[Arc]) -> dict[str, list[list[str]]]:
    """Return the articulation points of an undirected graph, each with the parts into which its surroundings fall without it.

    The parts are the largest first, and sorted. Only for graphs where direction does not count, such as who sits where.
    """
    import networkx

    graph = networkx.Graph((one, other) for one, other in pairs if one != other)
    return {point: split_without(graph.adj, point) for point in sorted(set(networkx.articulation_points(graph)))}


def split_without(neighbours: Mapping[str, Iterable[str]], point: str) -> list[list[str]]:
    """Return the parts that the neighbours of a point belong to without it, the largest first."""
    seen, parts = {point}, list[list[str]]()
    for first in sorted(neighbours[point]):
        if first not in seen:
            parts.append(sorted(_walk_from(first, neighbours, seen)))
    return sorted(parts, key=lambda part: (-len(part), part))


def _walk_from(first: str, neighbours: Mapping[str, Iterable[str]], seen: set[str]) -> Iterator[str]:
    """Yield `first` and all that can be reached from it and was not `seen` before."""
    waiting = [first]
    seen.add(first)
    while waiting:
        yield (party := waiting.pop())
        new = [one for one in neighbours[party] if one not in seen]
        seen.update(new)
        waiting += new
