"""Ways through a directed graph: the shortest, how many are independent, what all of them pass, what is reached.

A graph is a mapping from each node to the nodes that it leads to, each with the cost of that hop. A way is the tuple of its
nodes, none of them twice. Ways are independent of each other if they share no node but their ends.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise

Way = tuple[str, ...]
Onwards = Mapping[str, Mapping[str, int]]
"""Where each node leads, and the cost of each hop, which is positive."""


def turn_around(onwards: Onwards) -> dict[str, dict[str, int]]:
    """Return the graph with every hop in the other direction."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for source, targets in onwards.items():
        for target, cost in targets.items():
            found[target][source] = cost
    return dict(found)


def count_hops(onwards: Mapping[str, Iterable[str]], start: str) -> dict[str, int]:
    """Return the least number of hops to each node that is reached from `start`, itself included."""
    hops = {start: 0}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for target in onwards.get(node, ()):
            if target not in hops:
                hops[target] = hops[node] + 1
                waiting.append(target)
    return hops


def find_costs(onwards: Onwards, start: str) -> dict[str, int]:
    """Return the least cost of reaching each node from `start`."""
    costs: dict[str, int] = {}
    waiting = [(0, start)]
    while waiting:
        cost, node = heapq.heappop(waiting)
        if node not in costs:
            costs[node] = cost
            for target, more in onwards.get(node, {}).items():
                if target not in costs:
                    heapq.heappush(waiting, (cost + more, target))
    return costs


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """The best way of a part of all ways: those that begin with its first `fixed` nodes and do not go on to `barred`."""

    cost: int
    way: Way
    fixed: int = field(compare=False)
    barred: frozenset[str] = field(compare=False)


def list_ways(onwards: Onwards, source: str, target: str) -> Iterator[Way]:
    """Yield all ways from `source` to another node `target`, the cheapest first, equal ones in order of their nodes.

    Yen's algorithm in Lawler's form: the ways that remain are split into parts, and the best of each part is kept. It is found by
    A*, guided by the cost from each node to the target where nothing is barred.
    """
    left = find_costs(turn_around(onwards), target)
    waiting = [*_find_best(onwards, left, (source,), frozenset(), 0)]
    while waiting:
        best = heapq.heappop(waiting)
        yield best.way
        spent = sum(onwards[a][b] for a, b in pairwise(best.way[: best.fixed]))
        for place in range(best.fixed, len(best.way)):
            barred = (best.barred if place == best.fixed else frozenset()) | {best.way[place]}
            for found in _find_best(onwards, left, best.way[:place], barred, spent):
                heapq.heappush(waiting, found)
            spent += onwards[best.way[place - 1]][best.way[place]]


def _find_best(onwards: Onwards, left: Mapping[str, int], begun: Way, barred: frozenset[str], spent: int) -> Iterator[_Candidate]:
    """Yield the best way that begins with `begun` and does not go on to `barred`, if there is one. `left` ends at the target."""
    target, start = next(iter(left)), begun[-1]
    passed = set(begun[:-1])
    waiting = [(spent + left[start], begun)] if start in left else []
    while waiting:
        cost, way = heapq.heappop(waiting)
        node = way[-1]
        if node == target:
            yield _Candidate(cost, way, len(begun), barred)
            return
        if node in passed:
            continue
        passed.add(node)
        for next_, more in onwards.get(node, {}).items():
            if next_ not in passed and next_ in left and not (way is begun and next_ in barred):
                heapq.heappush(waiting, (cost - left[node] + more + left[next_], (*way, next_)))


def find_ways_between(onwards: Onwards, source: str, target: str, most: int) -> tuple[list[Way], bool]:
    """Return the first `most` ways of `list_ways`, and whether there are more."""
    found = list(islice(list_ways(onwards, source, target), most + 1))
    return found[:most], len(found) > most


def find_independent_ways(onwards: Mapping[str, Collection[str]], source: str, target: str) -> list[Way]:
    """Return a largest set of independent ways from `source` to another node `target`, the shortest first.

    By Menger's theorem they are as many as the nodes that must be removed to cut all ways, and one more if a hop leads directly
    from one to the other. The number is a maximum flow through the graph whose inner nodes are split in two.
    """
    backwards: dict[str, dict[str, int]] = turn_around({node: dict.fromkeys(targets, 1) for node, targets in onwards.items()})
    inner = sorted((count_hops(onwards, source).keys() & count_hops(backwards, target).keys()) - {source, target})
    direct = [(source, target)] if target in onwards.get(source, ()) else []
    succeeding = _follow_flow(onwards, inner, source, target) if inner else {}
    ways = []
    for first in succeeding.get(source, ()):
        way = [source, first]
        while way[-1] != target:
            way += succeeding[way[-1]]
        ways.append(_shorten(onwards, way))
    return sorted(direct + ways, key=lambda way: (len(way), way))


def _follow_flow(onwards: Mapping[str, Collection[str]], inner: list[str], source: str, target: str) -> Mapping[str, list[str]]:
    """Return where a largest flow goes on from each node, of which each but the ends takes one unit."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    enters = {node: 2 * place for place, node in enumerate(inner)} | {target: 2 * len(inner)}
    leaves = {node: 2 * place + 1 for place, node in enumerate(inner)} | {source: 2 * len(inner) + 1}
    hops = [(leaves[a], enters[b]) for a in (source, *inner) for b in sorted(onwards.get(a, ())) if b in enters]
    hops = [hop for hop in hops if hop != (leaves[source], enters[target])]
    rows, columns = zip(*hops, *((enters[node], leaves[node]) for node in inner), strict=True)
    size = 2 * len(inner) + 2
    graph = csr_array((np.ones(len(rows), np.int32), (rows, columns)), shape=(size, size), dtype=np.int32)
    flow = maximum_flow(graph, leaves[source], enters[target]).flow.tocoo()
    leaving, entering = ({place: node for node, place in of.items()} for of in (leaves, enters))
    found: dict[str, list[str]] = defaultdict(list)
    for row, column, units in sorted(zip(flow.row.tolist(), flow.col.tolist(), flow.data.tolist(), strict=True)):
        if units > 0 and row in leaving and column in entering:
            found[leaving[row]].append(entering[column])
    return found


def _shorten(onwards: Mapping[str, Collection[str]], way: list[str]) -> Way:
    """Return the shortest way through the nodes of a way only."""
    among = {node: dict.fromkeys((next_ for next_ in onwards.get(node, ()) if next_ in way), 1) for node in way}
    among[way[0]].pop(way[-1], None)  # the hop that leads directly is a way of its own
    return next(list_ways(among, way[0], way[-1]))


def find_passed_by_all(onwards: Mapping[str, Iterable[str]], way: Way) -> list[str]:
    """Return the nodes between the ends of a way that all ways between the same ends pass, in their order.

    From each node of the way, what is off it is walked once; a node is passed by all if nothing before it leads past it.
    """
    place = {node: number for number, node in enumerate(way)}
    seen: set[str] = set()
    furthest, found = 0, []
    for number, node in enumerate(way[:-1]):
        if number and furthest == number:
            found.append(node)
        waiting = [node]
        while waiting:
            for next_ in onwards.get(waiting.pop(), ()):
                if next_ in place:
                    furthest = max(furthest, place[next_])
                elif next_ not in seen:
                    seen.add(next_)
                    waiting.append(next_)
    return found
