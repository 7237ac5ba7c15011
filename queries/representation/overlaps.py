"""How members are spread over forums: parties that many forums ask, and forums that share most members. Pure: rows in, rows out.

A member of a forum is a party that holds a seat in it on the day, a deputy's or not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

FEWEST_SHARED = 2
"""Forums that share fewer members are no pair: one member of two small forums says nothing."""


@dataclass(frozen=True, slots=True)
class ForumPair:
    """Two forums, the members that both have, and how many either has. `share` is their Jaccard index in per cent."""

    forums: tuple[str, str]
    shared: tuple[str, ...]
    either: int

    @property
    def share(self) -> float:
        """Return the members of both as a share of the members of either, in per cent."""
        return 100 * len(self.shared) / self.either


def collect_members(seats: Iterable[Mapping[str, Any]]) -> Mapping[str, frozenset[str]]:
    """Return the members of each forum. A seat has `forum` and `holder`; None is a vacancy."""
    found: dict[str, set[str]] = defaultdict(set)
    for seat in seats:
        if seat["holder"]:
            found[seat["forum"]].add(seat["holder"])
    return {forum: frozenset(members) for forum, members in sorted(found.items())}


def list_loads(members: Mapping[str, Iterable[str]], more_than: int) -> Sequence[tuple[str, Sequence[str]]]:
    """Return the parties that sit in more forums than that, with the forums; those in most forums first."""
    found: dict[str, list[str]] = defaultdict(list)
    for forum, parties in members.items():
        for party in parties:
            found[party].append(forum)
    loaded = [(party, sorted(forums)) for party, forums in found.items() if len(forums) > more_than]
    return sorted(loaded, key=lambda one: (-len(one[1]), one[0]))


def list_pairs(members: Mapping[str, frozenset[str]], least: float) -> Sequence[ForumPair]:
    """Return the pairs of forums that share at least FEWEST_SHARED members and `least` per cent, those that share most first."""
    return sorted(_list_pairs(members, least), key=lambda pair: (-pair.share, -len(pair.shared), pair.forums))


def _list_pairs(members: Mapping[str, frozenset[str]], least: float) -> Iterator[ForumPair]:
    for one, other in count_shared(members):
        shared, either = members[one] & members[other], len(members[one] | members[other])
        if len(shared) >= FEWEST_SHARED and 100 * len(shared) >= least * either:
            yield ForumPair((one, other), tuple(sorted(shared)), either)


def count_shared(members: Mapping[str, frozenset[str]]) -> Counter[tuple[str, str]]:
    """Return how many members each pair of forums shares, of pairs that share any."""
    forums_of: dict[str, list[str]] = defaultdict(list)
    for forum, parties in sorted(members.items()):
        for party in parties:
            forums_of[party].append(forum)
    return Counter(pair for forums in forums_of.values() for pair in combinations(forums, 2))
