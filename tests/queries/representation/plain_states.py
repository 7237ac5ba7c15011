"""How each concerned actor is represented, in plain Python from the records alone: what the questions are held against."""

from collections.abc import Iterator

from model.graphs.mending import MOST_CHAIN
from model.vocabulary.actors import Actor, Involvement
from model.vocabulary.contents import Contents
from model.vocabulary.forums import Forum, Position, Representation, Seat
from model.vocabulary.record import Certainty

StateKey = tuple[str, str, str]


def plain_states(contents: Contents, on: str, *, each_forum: bool = False) -> dict[StateKey, str]:
    """Return the state by area, level (forum if `each_forum`) and actor."""
    forums = [item for item in contents.of(Forum).values() if item.area and item.holds_on(on)]
    seats = [item for item in contents.of(Seat).values() if item.holds_on(on)]
    recorded = {item.forum for item in seats if item.certainty == Certainty.CERTAIN}
    found: dict[StateKey, str] = {}
    for concern in contents.of(Involvement).values():
        if not (concern.holds_on(on) and contents.of(Actor)[concern.source].holds_on(on)):
            continue
        ways = [*_walk(contents, on, concern.source, (concern.source,))]
        for column in {item.id if each_forum else item.level for item in forums if item.area == concern.target}:
            here = {
                item.id for item in forums if item.area == concern.target and column == (item.id if each_forum else item.level)
            }
            hows = {how for seat, how in ways if seat.forum in here}
            last = "none" if here <= recorded else "unknown"
            found[concern.target, column, concern.source] = next(
                (how for how in ("direct", "network", "deputy") if how in hows), last
            )
    return found


def _walk(contents: Contents, on: str, party: str, path: tuple[str, ...]) -> Iterator[tuple[Seat, str]]:
    """Yield every seat that a party reaches along any chain without a circle, and how it represents."""
    there = {item.id for item in contents.parties() if item.holds_on(on)}
    steps = len(path) - 1
    for seat in contents.of(Seat).values():
        if seat.holds_on(on) and seat.holder in there:
            deputy = seat.position == Position.DEPUTY
            if seat.holder == party and party in there:
                yield seat, "deputy" if deputy else "network" if steps else "direct"
            if seat.on_behalf_of == party and steps < MOST_CHAIN:
                yield seat, "deputy" if deputy else "network"
    for link in contents.of(Representation).values():
        further = link.target == party and link.holds_on(on) and link.source in there and link.source not in path
        if further and steps < MOST_CHAIN:
            yield from _walk(contents, on, link.source, (*path, link.source))
