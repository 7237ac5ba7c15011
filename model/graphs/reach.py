"""Who is within reach of whom: paths of any length over the flows of a day (§6.4.4). Nothing here reads the graph."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

Ends = tuple[str, str]
"""The ids of two parties: where a path begins and where it ends."""


def walk_onwards(starts: Iterable[str], onwards: Mapping[str, Iterable[str]], without: Collection[str] = ()) -> list[str]:
    """Return the parties that can be reached from some, these included, the nearest first."""
    found = dict.fromkeys(starts)
    reached = [*found]
    for party in reached:
        new = [one for one in onwards.get(party, ()) if one not in found and one not in without]
        found |= dict.fromkeys(new)
        reached += dict.fromkeys(new)
    return reached


def find_out_of_reach(flows: Iterable[Ends], wanted: Collection[Ends]) -> set[Ends]:
    """Return the pairs of `wanted` between which no path of `flows` leads. A party reaches itself.

    All pairs are answered in one walk in the direction of the flows: parties that feed each other in a circle are one group, and
    each group hands on from which of the groups where paths begin it is reached, as the bits of a number.
    """
    onwards: dict[str, set[str]] = defaultdict(set)
    for source, target in flows:
        onwards[source].add(target)
    groups = [*group_circles(onwards)]
    group_of = {party: number for number, group in enumerate(groups) for party in group}
    begins = sorted({group_of[source] for source, _target in wanted if source in group_of})
    bits = {number: place for place, number in enumerate(begins)}
    reached = [0] * len(groups)
    for number in reversed(range(len(groups))):
        if number in bits:
            reached[number] |= 1 << bits[number]
        if mask := reached[number]:
            following = {group_of[target] for party in groups[number] for target in onwards.get(party, ())}
            for other in following - {number}:
                reached[other] |= mask
    return {
        (source, target)
        for source, target in wanted
        if source != target
        and (source not in group_of or target not in group_of or not reached[group_of[target]] >> bits[group_of[source]] & 1)
    }


def group_circles(onwards: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Yield the parties in groups that feed each other in circles, each group before those that feed it (Tarjan 1972).

    `onwards` names the parties that each party feeds.
    """
    walk = _Walk(onwards)
    for root in onwards:
        if root not in walk.number:
            yield from walk.group_from(root)


class _Walk:
    """A walk in depth that visits each party once; `pending` are the visited parties that are in no group yet."""

    def __init__(self, onwards: Mapping[str, Iterable[str]]) -> None:
        self._onwards = onwards
        self.number: dict[str, int] = {}
        self._lowest: dict[str, int] = {}
        self._pending: dict[str, None] = {}
        self._path: list[tuple[str, Iterator[str]]] = []

    def group_from(self, root: str) -> Iterator[list[str]]:
        """Yield the groups of the parties that can be reached from `root` and were not visited before."""
        self._enter(root)
        while self._path:
            party, following = self._path[-1]
            if (new := self._find_new(party, following)) is not None:
                self._enter(new)
                continue
            self._path.pop()
            if self._path:
                self._lower(self._path[-1][0], self._lowest[party])
            if self._lowest[party] == self.number[party]:
                yield self._close_group(party)

    def _enter(self, party: str) -> None:
        self.number[party] = self._lowest[party] = len(self.number)
        self._pending[party] = None
        self._path.append((party, iter(self._onwards.get(party, ()))))

    def _find_new(self, party: str, following: Iterator[str]) -> str | None:
        """Return the next of the parties that `party` feeds that was not visited before."""
        for one in following:
            if one not in self.number:
                return one
            if one in self._pending:
                self._lower(party, self.number[one])
        return None

    def _lower(self, party: str, number: int) -> None:
        self._lowest[party] = min(self._lowest[party], number)

    def _close_group(self, first: str) -> list[str]:
        group: list[str] = []
        while not group or group[-1] != first:
            group.append(self._pending.popitem()[0])
        return group
