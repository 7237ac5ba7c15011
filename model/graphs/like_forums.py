"""Forums that are alike to who should be given a voice, as one: it keeps the problem small, and loses no optimum.

Forums of a cell are alike if the same parties could sit there, and the same single limit holds in them, or none. The limit's
weights are -1, 0 or 1, so that whatever their rooms allow together can be shared out: a seat of 1 makes room for one of -1.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from model.graphs.mending import Cell, MendingChange, MendingProblem, SeatLimit, order_change


@dataclass(frozen=True)
class JoinedForums:
    """A problem in which forums that are alike are one, the forums that each stands for, and the problem as it was."""

    problem: MendingProblem
    forums: Mapping[str, tuple[str, ...]]
    whole: MendingProblem

    def share_out(self, chosen: Iterable[MendingChange]) -> Mapping[MendingChange, MendingChange]:
        """Return for each chosen change the one in a single forum: of the smallest rank, then where fewest new seats are."""
        ranks = {change: change.rank for change in self.whole.changes}
        limits = {forum: limits[0] for forum, limits in self.whole.limits_of.items()}
        rooms, new = {forum: limit.room for forum, limit in limits.items()}, defaultdict[str, int](int)
        weights = {change: self._weigh(change, limits) for change in chosen}
        found: dict[MendingChange, MendingChange] = {}
        for change in sorted(weights, key=lambda change: (-weights[change], change)):
            found[change] = change
            if change.joins or change.into not in self.forums:
                continue
            seats = [replace(change, into=forum) for forum in self.forums[change.into]]
            fitting = [replace(seat, rank=ranks[seat]) for seat in seats if rooms.get(seat.into, 0) + weights[change] >= 0]
            best = min(fitting, key=lambda seat: (seat.rank, new[seat.into], seat.into))
            found[change], new[best.into] = best, new[best.into] + 1
            rooms[best.into] = rooms.get(best.into, 0) + weights[change]
        return found

    def _weigh(self, change: MendingChange, limits: Mapping[str, SeatLimit]) -> int:
        limited = not change.joins and change.into in self.forums and change.into in limits
        return limits[change.into].weigh(change.party) if limited else 0


def join_like_forums(problem: MendingProblem) -> JoinedForums:
    """Return the problem with one forum for all that are alike, and with no seat that another of the party makes needless."""
    seats = [change for change in problem.changes if not change.joins]
    groups = defaultdict[object, list[str]](list)
    for forum, likeness in _describe_forums(problem, seats):
        groups[likeness].append(forum)
    first = {forum: like[0] for like in groups.values() for forum in like}
    ranks: dict[MendingChange, int] = {}
    for seat in seats:
        joined = seat if first[seat.into] == seat.into else MendingChange(False, seat.party, first[seat.into])
        ranks[joined] = min(seat.rank, ranks.get(joined, seat.rank))
    changes = (
        *(change for change in problem.changes if change.joins),
        *(MendingChange(False, seat.party, seat.into, rank) for seat, rank in ranks.items()),
    )
    limits = tuple(_join_limits(problem, tuple(like)) for like in groups.values())
    smaller = replace(problem, changes=changes, limits=tuple(limit for some in limits for limit in some))
    return JoinedForums(_drop_needless(smaller), {like[0]: tuple(like) for like in groups.values() if len(like) > 1}, problem)


def _describe_forums(problem: MendingProblem, seats: Iterable[MendingChange]) -> Iterator[tuple[str, object]]:
    """Yield the forums with what is equal for those that are alike."""
    parties = defaultdict[str, set[str]](set)
    for seat in seats:
        parties[seat.into].add(seat.party)
    for forum in sorted(parties):
        limits = problem.limits_of.get(forum, ())
        rules = [(limit.counted, limit.weight, limit.other) for limit in limits]
        alone = len(limits) > 1 or any(max(abs(limit.weight), abs(limit.other)) > 1 for limit in limits)
        yield forum, (problem.cells[forum], frozenset(parties[forum]), forum if alone else tuple(rules))


def _join_limits(problem: MendingProblem, like: tuple[str, ...]) -> tuple[SeatLimit, ...]:
    """Return the limits of one forum as they are, or the single limit of several with the room of all."""
    limits = [limit for forum in like for limit in problem.limits_of.get(forum, ())]
    if len(like) == 1 or not limits:
        return tuple(limits)
    return (replace(limits[0], room=sum(limit.room for limit in limits)),)


def _drop_needless(problem: MendingProblem) -> MendingProblem:
    """Return the problem with one of the free seats of a party in a cell, and without those that could only be worse.

    A seat that no rule counts is free. Where a party has one, a seat that rules only speak against is needless. So is one that
    rules speak for, where all parties of the cell have a free seat: nobody needs the room that it makes.
    """
    seats = [change for change in sorted(problem.changes, key=order_change) if not change.joins]
    weights = {seat: [limit.weigh(seat.party) for limit in problem.limits_of.get(seat.into, ())] for seat in seats}
    free: dict[tuple[str, Cell], MendingChange] = {}
    for seat in seats:
        if not any(weights[seat]):
            free.setdefault((seat.party, problem.cells[seat.into]), seat)
    crowded = {problem.cells[seat.into] for seat in seats if (seat.party, problem.cells[seat.into]) not in free}

    def is_needed(seat: MendingChange) -> bool:
        cell = problem.cells[seat.into]
        best = free.get((seat.party, cell))
        makes_room = cell in crowded and max(weights[seat], default=0) > 0
        return best is None or seat == best or seat.rank < best.rank or makes_room

    kept = (change for change in problem.changes if change.joins or is_needed(change))
    return replace(problem, changes=tuple(kept))
