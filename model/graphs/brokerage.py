"""Brokerage in a directed graph whose nodes stand in groups (Gould and Fernandez 1989), and the two modes of memberships.

A broker stands between two others, a → broker → c, which have no edge a → c of their own. Who is in which group makes the role.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum


class BrokerRole(StrEnum):
    """The five roles: A is the broker's group, B and C are others, in the order a → broker → c."""

    COORDINATOR = "coordinator"
    """A → A → A: within the broker's own group."""
    GATEKEEPER = "gatekeeper"
    """B → A → A: from another group into the broker's own."""
    REPRESENTATIVE = "representative"
    """A → A → B: from the broker's own group to another."""
    CONSULTANT = "consultant"
    """B → A → B: between two of one other group (the itinerant broker)."""
    LIAISON = "liaison"
    """B → A → C: between two other groups."""


def find_broker_role(giver: str, broker: str, taker: str) -> BrokerRole:
    """Return the role of a broker, by the groups of the three."""
    if giver == taker:
        return BrokerRole.COORDINATOR if giver == broker else BrokerRole.CONSULTANT
    if taker == broker:
        return BrokerRole.GATEKEEPER
    return BrokerRole.REPRESENTATIVE if giver == broker else BrokerRole.LIAISON


@dataclass(frozen=True, slots=True)
class BrokerGraph:
    """The edges between nodes that stand in a group: who feeds whom, and the group of each node.

    Two nodes of the group `unpaired` are no pair that a broker could stand between.
    """

    group_of: Mapping[str, str]
    onwards: Mapping[str, Set[str]] = field(default_factory=dict)
    backwards: Mapping[str, Set[str]] = field(default_factory=dict)
    unpaired: str | None = None

    @classmethod
    def build(cls, edges: Iterable[tuple[str, str]], group_of: Mapping[str, str], unpaired: str | None = None) -> "BrokerGraph":
        """Return the graph of the edges whose ends both have a group. Parallel edges count once, loops do not count."""
        onwards: dict[str, set[str]] = defaultdict(set)
        backwards: dict[str, set[str]] = defaultdict(set)
        for source, target in edges:
            if source != target and source in group_of and target in group_of:
                onwards[source].add(target)
                backwards[target].add(source)
        return cls(group_of, dict(onwards), dict(backwards), unpaired)

    def count_roles(self, broker: str) -> Counter[BrokerRole]:
        """Return for how many pairs a node is a broker in each role.

        All pairs are counted by the groups of their ends; then those are taken away that are one node or have an edge. So a hub
        costs what its neighbours' edges cost, not the product of those that feed it and those that it feeds.
        """
        givers, takers, own = self.backwards.get(broker, set()), self.onwards.get(broker, set()), self.group_of[broker]
        from_groups, to_groups = self._count_groups(givers), self._count_groups(takers)
        found: Counter[BrokerRole] = Counter()
        for giver, givers_there in from_groups.items():
            for taker, takers_there in to_groups.items():
                if self._can_pair(giver, taker):
                    found[find_broker_role(giver, own, taker)] += givers_there * takers_there
        for giver in givers:
            closed = self._count_groups((self.onwards[giver] & takers) | ({giver} & takers))
            for taker_group, number in closed.items():
                if self._can_pair(self.group_of[giver], taker_group):
                    found[find_broker_role(self.group_of[giver], own, taker_group)] -= number
        return +found

    def list_pairs(self, broker: str) -> Iterator[tuple[BrokerRole, str, str]]:
        """Yield each pair for which a node is a broker, as (role, giver, taker), in order of the ids."""
        takers = sorted(self.onwards.get(broker, ()))
        for giver in sorted(self.backwards.get(broker, ())):
            for taker in takers:
                groups = self.group_of[giver], self.group_of[taker]
                if taker != giver and taker not in self.onwards[giver] and self._can_pair(*groups):
                    yield find_broker_role(groups[0], self.group_of[broker], groups[1]), giver, taker

    def _can_pair(self, giver: str, taker: str) -> bool:
        """Return whether nodes of these groups can be a pair."""
        return giver != taker or giver != self.unpaired

    def _count_groups(self, nodes: Iterable[str]) -> Counter[str]:
        return Counter(self.group_of[node] for node in nodes)


def find_shared(memberships: Iterable[tuple[str, str]], member: str) -> dict[str, tuple[str, ...]]:
    """Return whom a member meets, and where: id of the other → ids of what both belong to, in order.

    `memberships` are (member, place) of any member. Turned around, (place, member), it answers which places share members.
    """
    inside: dict[str, set[str]] = defaultdict(set)
    for one, place in memberships:
        inside[place].add(one)
    found: dict[str, list[str]] = defaultdict(list)
    for place in sorted(place for place, members in inside.items() if member in members):
        for other in inside[place] - {member}:
            found[other].append(place)
    return {other: tuple(places) for other, places in sorted(found.items())}
