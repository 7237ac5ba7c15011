"""What would give actors a voice: new seats and new memberships in networks, and who is heard by them (§6.3, §6.4.1).

    actor <-- network <-- network ...  --seat--> forum in a cell (an area and a level)

An actor has a voice in a cell if it, or a party that speaks for it by a chain of at most MOST_CHAIN links, has a seat in a forum
of the cell. At most one link of a chain is a new membership: with two, each would rest on the other's promise. `find_mending` in
`mending_optimum` chooses among the changes; here is what they do.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

Cell = tuple[str, str]
Need = tuple[str, Cell]
"""An actor, and the area and level where it lacks a voice."""
MOST_CHAIN = 5
"""The longest chain of links from an actor to the holder of a seat."""
MOST_TRIES = 200
"""So many swaps of one change for another are tried before the solver is asked for other sets that are as good."""


@dataclass(frozen=True, slots=True, order=True)
class MendingChange:
    """A seat for `party` in the forum `into`, or its membership in the network `into` if `joins`.

    Of sets that are equally good, the one with the smallest sum of `rank` is preferred.
    """

    joins: bool
    party: str
    into: str
    rank: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SeatLimit:
    """A rule that new seats in a forum may not break: the weights of their holders may sum up to no less than `-room`.

    A share of one half is weight 1 for a party that it counts and -1 for others; at most so many seats is -1 and 0.
    """

    forum: str
    rule: str
    room: int
    counted: frozenset[str]
    weight: int
    other: int

    def weigh(self, party: str) -> int:
        """Return the weight of a seat for `party`."""
        return self.weight if party in self.counted else self.other


@dataclass(frozen=True)
class MendingProblem:
    """The voices that are lacking, and what could be done.

    `cells` has the cell of each forum that could have new seats, `links` are pairs of a network and whom it represents, `seated`
    are the parties with a seat in each cell, `voiceless` the actors that have no voice in any cell.
    """

    needs: tuple[Need, ...]
    cells: Mapping[str, Cell]
    links: frozenset[tuple[str, str]]
    seated: Mapping[Cell, frozenset[str]]
    changes: tuple[MendingChange, ...]
    limits: tuple[SeatLimit, ...] = ()
    voiceless: frozenset[str] = frozenset()

    @cached_property
    def speakers(self) -> Mapping[str, Mapping[str, int]]:
        """Return the parties that speak for each party, with the length of the chain; itself with 0."""
        above = defaultdict[str, list[str]](list)
        for network, represented in sorted(self.links):
            above[represented].append(network)
        parties = {actor for actor, _cell in self.needs} | {change.into for change in self.changes if change.joins}
        return {party: measure_chains(party, above) for party in parties}

    @cached_property
    def limits_of(self) -> Mapping[str, tuple[SeatLimit, ...]]:
        """Return the limits of each forum that has any."""
        found = defaultdict[str, list[SeatLimit]](list)
        for limit in self.limits:
            found[limit.forum].append(limit)
        return {forum: tuple(limits) for forum, limits in found.items()}

    def find_voices(self, chosen: Iterable[MendingChange]) -> frozenset[Need]:
        """Return the needs that are met by the chosen changes."""
        return ChosenChanges(self, chosen).select_met(self.needs)

    def list_equal(self, change: MendingChange, chosen: Iterable[MendingChange]) -> list[MendingChange]:
        """Return the other seats for the same party that would give as many voices instead of a chosen one."""
        rest = [other for other in chosen if other != change]
        made, met = ChosenChanges(self, rest), self.find_voices(rest)
        made.add(change)
        gained = len(made.select_met(self.touched_by(change) - met))
        made.remove(change)
        equal = []
        for seat in self.changes:
            if seat.joins or seat.party != change.party or seat == change or seat in rest:
                continue
            made.add(seat)
            if len(made.select_met(self.touched_by(seat) - met)) >= gained and not any(self.find_broken([*rest, seat])):
                equal.append(seat)
            made.remove(seat)
        return sorted(equal)

    def list_losses(self, chosen: Sequence[MendingChange]) -> list[frozenset[Need]]:
        """Return for each of the chosen changes the needs that are met with it and not without it."""
        made, met = ChosenChanges(self, chosen), self.find_voices(chosen)
        losses = []
        for change in chosen:
            made.remove(change)
            touched = self.touched_by(change) & met
            losses.append(touched - made.select_met(touched))
            made.add(change)
        return losses

    def find_broken(self, chosen: Iterable[MendingChange]) -> Iterator[SeatLimit]:
        """Yield the limits that the chosen changes break together."""
        new = defaultdict[str, list[str]](list)
        for change in chosen:
            if not change.joins:
                new[change.into].append(change.party)
        for limit in self.limits:
            if sum(map(limit.weigh, new.get(limit.forum, ()))) < -limit.room:
                yield limit

    def thin_out(self, chosen: frozenset[MendingChange]) -> frozenset[MendingChange]:
        """Return the chosen changes without those that are not needed for any voice or limit, the least preferred first."""
        made, met = ChosenChanges(self, chosen), self.find_voices(chosen)
        for change in sorted(chosen, key=lambda change: (-change.rank, change)):
            touched = self.touched_by(change) & met
            made.remove(change)
            if made.select_met(touched) == touched and not any(self.find_broken(chosen - {change})):
                chosen -= {change}
            else:
                made.add(change)
        return chosen

    def list_swaps(self, chosen: frozenset[MendingChange]) -> Iterator[frozenset[MendingChange]]:
        """Yield sets that are as good as `chosen`, with one change swapped for another, as many as are found in so many tries."""
        each = MOST_TRIES // max(len(chosen), 1) + 1
        made, met = ChosenChanges(self, chosen), self.find_voices(chosen)
        left = set(self.needs) - met if len(chosen) <= MOST_TRIES else set[Need]()
        for change in sorted(chosen)[:MOST_TRIES]:
            made.remove(change)
            before = self.touched_by(change)
            lost = (before & met) - made.select_met(before)
            for other in islice(self._list_helpful((*sorted(lost), *sorted(left)), chosen), each):
                touched = before | self.touched_by(other)
                made.add(other)
                enough = len(made.select_met(touched)) == len(touched & met)
                made.remove(other)
                swapped = chosen - {change} | {other}
                if enough and not any(self.find_broken(swapped)):
                    yield swapped
            made.add(change)

    def _list_helpful(self, needs: Iterable[Need], chosen: frozenset[MendingChange]) -> Iterator[MendingChange]:
        """Yield the other changes that could meet some needs, in their order."""
        tried = set(chosen)
        for actor, cell in needs:
            for speaker in self.speakers[actor]:
                for change in self.changes_of.get((speaker, cell), ()):
                    if change not in tried:
                        tried.add(change)
                        yield change

    @cached_property
    def changes_of(self) -> Mapping[tuple[str, Cell], tuple[MendingChange, ...]]:
        """Return the changes of each party that could give it a voice in each cell."""
        cells = sorted({cell for _actor, cell in self.needs})
        found = defaultdict[tuple[str, Cell], list[MendingChange]](list)
        for change in sorted(self.changes, key=order_change):
            for cell in cells if change.joins else [self.cells[change.into]]:
                found[change.party, cell].append(change)
        return {place: tuple(changes) for place, changes in found.items()}

    @cached_property
    def _needs_by(self) -> Mapping[object, frozenset[Need]]:
        """Return the needs of each cell, and of all for whom a party speaks."""
        found = defaultdict[object, set[Need]](set)
        for need in self.needs:
            found[need[1]].add(need)
            for speaker in self.speakers[need[0]]:
                found[speaker].add(need)
        return {key: frozenset(needs) for key, needs in found.items()}

    def touched_by(self, change: MendingChange) -> frozenset[Need]:
        """Return the needs that a change could meet, alone or with others."""
        return self._needs_by.get(change.party if change.joins else self.cells[change.into], frozenset())


class ChosenChanges:
    """Changes that are made, one by one, and the needs that they meet together."""

    def __init__(self, problem: MendingProblem, chosen: Iterable[MendingChange]) -> None:
        self._problem = problem
        self._seats = {cell: Counter(parties) for cell, parties in problem.seated.items()}
        self._joins = defaultdict[str, list[str]](list)
        for change in chosen:
            self.add(change)

    def add(self, change: MendingChange) -> None:
        """Make a change."""
        if change.joins:
            self._joins[change.party].append(change.into)
        else:
            self._seats.setdefault(self._problem.cells[change.into], Counter())[change.party] += 1

    def remove(self, change: MendingChange) -> None:
        """Take back a change that was made."""
        if change.joins:
            self._joins[change.party].remove(change.into)
            return
        seats = self._seats[self._problem.cells[change.into]]
        seats[change.party] -= 1
        if not seats[change.party]:
            del seats[change.party]

    def select_met(self, needs: Iterable[Need]) -> frozenset[Need]:
        """Return those of the needs that are met."""
        return frozenset(need for need in needs if self._is_met(need))

    def _is_met(self, need: Need) -> bool:
        seats: Mapping[str, int] = self._seats.get(need[1], {})
        speakers = self._problem.speakers
        chains = speakers[need[0]]
        if not seats.keys().isdisjoint(chains):
            return True
        reached = ((network, steps + 1) for party, steps in chains.items() for network in self._joins.get(party, ()))
        return any(
            speaker in seats and steps + more <= MOST_CHAIN
            for network, steps in reached
            for speaker, more in speakers[network].items()
        )


def order_change(change: MendingChange) -> tuple[int, bool, str, str]:
    """Return what changes are ordered by: the preferred ones first."""
    return change.rank, change.joins, change.party, change.into


def measure_chains(party: str, above: Mapping[str, list[str]]) -> Mapping[str, int]:
    """Return who speaks for a party, by the length of the shortest chain. `above` are the networks of each party."""
    chains, frontier = {party: 0}, [party]
    for steps in range(1, MOST_CHAIN + 1):
        frontier = [
            *dict.fromkeys(network for reached in frontier for network in above.get(reached, ()) if network not in chains)
        ]
        chains |= dict.fromkeys(frontier, steps)
    return chains
