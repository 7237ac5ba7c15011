"""What the difference between two moments of a landscape means: who is newly reached, by what, and who has got a seat."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from model.language import Text
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.forums import Position, Seat


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the difference means for some parties, in words."""

    kind: Literal["reached", "cut-off", "seated", "unseated"]
    what: Text
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consequences:
    """The parties that a kind of flow leads to now and did not then, and those that it no longer leads to; likewise of seats.

    A party that has ended since is not told as losing anything. A deputy's seat is no seat.
    """

    reached: Mapping[FlowKind, tuple[str, ...]]
    cut_off: Mapping[FlowKind, tuple[str, ...]]
    seated: tuple[str, ...]
    unseated: tuple[str, ...]

    def describe(self) -> Iterator[Consequence]:
        """Yield what it means for any party: of each kind of flow who is reached and who no longer is, and who has a seat."""
        every = (
            *(Consequence("reached", Text("{kind} now reaches", kind=kind.term), ids) for kind, ids in self.reached.items()),
            *(
                Consequence("cut-off", Text("{kind} no longer reaches", kind=kind.term), ids)
                for kind, ids in self.cut_off.items()
            ),
            Consequence("seated", Text("Has got a seat"), self.seated),
            Consequence("unseated", Text("Has no seat any more"), self.unseated),
        )
        return (one for one in every if one.parties)


def find_consequences(then: Contents, now: Contents) -> Consequences:
    """Return what the difference between two moments means for the parties of the later one."""
    before, after = _find_reached(then), _find_reached(now)
    remaining = {party.id for party in now.parties()}
    sat, sits = _find_seated(then), _find_seated(now)
    return Consequences(
        reached={kind: tuple(sorted(after[kind] - before[kind])) for kind in FlowKind},
        cut_off={kind: tuple(sorted((before[kind] - after[kind]) & remaining)) for kind in FlowKind},
        seated=tuple(sorted(sits - sat)),
        unseated=tuple(sorted((sat - sits) & remaining)),
    )


def _find_reached(contents: Contents) -> Mapping[FlowKind, set[str]]:
    """Return the parties to which a flow of each kind leads. A flow without both its ends leads nowhere."""
    present = {party.id for party in contents.parties()}
    reached: dict[FlowKind, set[str]] = defaultdict(set)
    for flow in contents.of(Flow).values():
        if flow.source in present and flow.target in present:
            reached[flow.kind].add(flow.target)
    return reached


def _find_seated(contents: Contents) -> set[str]:
    """Return the parties that hold a seat or are spoken for by who does, in a forum that is there."""
    present = {party.id for party in contents.parties()}
    seats = (seat for seat in contents.of(Seat).values() if seat.position != Position.DEPUTY and seat.forum in present)
    return {id_ for seat in seats for id_ in (seat.holder, seat.on_behalf_of) if id_ in present}
