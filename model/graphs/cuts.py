"""The smallest set of parties without which nothing reaches some others: a minimum vertex cut (Menger 1927).

Each party is split into a way in and a way out with room for one, so that the largest flow is as many ways as there are that
share no party, and the parties that it fills in every such choice are the cut. Sources and circles are those of `dominance`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.graphs.dominance import Arc
from model.graphs.reach import walk_onwards

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ROOM = 1 << 30
"""The room of what cannot be cut."""


@dataclass(frozen=True, slots=True)
class SmallestCut:
    """A smallest set of parties whose loss cuts others off from all sources, the one nearest to those that are cut off.

    It has as many parties as there are independent ways, which share no party. `interchangeable` are parties of other smallest
    sets; if there are none, it is the only one. `reached` are those of the others that a source reaches at all.
    """

    parties: tuple[str, ...]
    interchangeable: tuple[str, ...]
    reached: tuple[str, ...]

    @property
    def ways(self) -> int:
        """Return how many independent ways there are from the sources."""
        return len(self.parties)


def find_smallest_cut(arcs: Iterable[Arc], targets: Collection[str], sources: Collection[str]) -> SmallestCut:
    """Return the smallest set of other parties without which no source outside `targets` reaches any of these.

    A target that is itself a source counts only as reached from others.
    """
    if not targets:
        return SmallestCut((), (), ())
    upwards: dict[str, list[str]] = defaultdict(list)
    for source, target in arcs:
        if source != target:
            upwards[target].append(source)
    return _cut(sorted(walk_onwards(targets, upwards)), upwards, set(sources).difference(targets), targets)


def _cut(parties: list[str], upwards: Mapping[str, list[str]], sources: Collection[str], targets: Collection[str]) -> SmallestCut:
    """Return the cut among `parties`. Number n has the nodes 2n and 2n + 1; root and end are the last two."""
    from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

    capacity, root = _split_parties(parties, upwards, sources, targets), 2 * len(parties)
    left = capacity - maximum_flow(capacity, root, root + 1).flow
    left.eliminate_zeros()
    before_end = {*breadth_first_order(left.T.tocsr(), root + 1, return_predecessors=False).tolist()}
    reached = {*breadth_first_order(capacity, root, return_predecessors=False).tolist()}
    circles = connected_components(left, connection="strong")[1].tolist()
    nearest, others = list[str](), list[str]()
    for number, party in enumerate(parties):
        way_in, way_out = 2 * number, 2 * number + 1
        if way_in not in before_end and way_out in before_end:
            nearest.append(party)
        elif left[way_out, way_in] and circles[way_in] != circles[way_out] and party not in targets:
            others.append(party)
    found = tuple(party for number, party in enumerate(parties) if party in targets and 2 * number in reached)
    return SmallestCut(tuple(nearest), tuple(others), found)


def _split_parties(
    parties: list[str], upwards: Mapping[str, list[str]], sources: Collection[str], targets: Collection[str]
) -> "csr_array[int]":
    """Return the room of each way between the split parties, the root before the sources and the end after the targets."""
    from numpy import array, int32
    from scipy.sparse import csr_array

    number = {party: 2 * place for place, party in enumerate(parties)}
    root, end = 2 * len(parties), 2 * len(parties) + 1
    ways = [(place, place + 1, ROOM if party in targets else 1) for party, place in number.items()]
    ways += [(number[source] + 1, number[target], ROOM) for target in parties for source in set(upwards.get(target, ()))]
    ways += [(root, number[party], ROOM) for party in parties if party in sources]
    ways += [(number[party] + 1, end, ROOM) for party in parties if party in targets]
    rows, columns, room = array(ways, dtype=int32).T
    return csr_array((room, (rows, columns)), shape=(end + 1, end + 1))
