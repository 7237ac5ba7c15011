"""The legs of an assignment: from one step of the trail to another, and what ends the wait between them.

A leg begins on the first day of its first step. The first of these events ends it: its last step (it has *passed*), a later
step of the trail (it was *skipped*: the step is missing on record), a rejection or a supersession that no resumption has lifted.
On one day they come in this order. Until then the assignment waits; pauses count as waiting. What is reopened is not measured
again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import pairwise

from model.language import JoinedText
from model.statistics.waits import FROM_THE_START, Waits
from model.vocabulary.decisions import TRAIL, StepKind

PASSED, SKIPPED = "passed", "skipped"
OTHER_ENDINGS = (SKIPPED, str(StepKind.REJECTED), str(StepKind.SUPERSEDED))
"""What else may end a leg, in the order in which they count on one day."""
TRAIL_RANKS = {kind.value: rank for rank, kind in enumerate(TRAIL)}
_LATEST = "9999"


@dataclass(frozen=True)
class Leg:
    """A way along the trail, between two of its steps."""

    first: StepKind
    last: StepKind

    @cached_property
    def ranks(self) -> tuple[int, int]:
        """Return the places of both steps in the trail."""
        return TRAIL_RANKS[self.first], TRAIL_RANKS[self.last]

    @property
    def code(self) -> str:
        """Return the name of the leg in parameters and JSON: "taken-executed"."""
        return f"{self.first}-{self.last}"

    @property
    def term(self) -> JoinedText:
        """Return both steps in words, with an arrow between them."""
        return JoinedText((self.first.term, self.last.term), " → ")


STEP_LEGS: tuple[Leg, ...] = tuple(Leg(first, last) for first, last in pairwise(TRAIL))
"""From each step to the next."""
LEGS: tuple[Leg, ...] = (
    *STEP_LEGS,
    Leg(StepKind.TAKEN, StepKind.EXECUTED),
    Leg(StepKind.TAKEN, StepKind.REPORTED_BACK),
)
"""Those, then the whole way to the execution and to the report."""
LEGS_OF_CODE = {leg.code: leg for leg in LEGS}


LEG_ENDS = re.compile(r"\s*(?:→|->|–|-)\s*")
"""What may stand between the two steps of a leg."""


def split_leg(said: str) -> tuple[str, ...]:
    """Return the names of the steps of a leg as it was written."""
    return tuple(LEG_ENDS.split(said.strip()))


@dataclass(frozen=True, slots=True)
class Trail:
    """What is known of an assignment on a day: the first day of each step of the trail, and the ending that stands.

    `until` is the last day of which anything is known, `seen_from` the first one if that is later than the decision.
    """

    firsts: Sequence[str | None]
    ending: tuple[str, str] | None
    until: str
    seen_from: str | None = None

    def find_wait(self, leg: Leg) -> Waits | None:
        """Return how long the assignment waited at a leg. None if that has not begun, or if it has but out of order."""
        first, last = leg.ranks
        start = self.firsts[first]
        if start is None or start > self.until or self.is_disordered(leg) or (self.ending and self.ending[0] < start):
            return None
        later = min(filter(None, self.firsts[last + 1 :]), default=_LATEST)
        ends = [(self.firsts[last] or _LATEST, 0, PASSED), (later, 1, SKIPPED)]
        if self.ending:
            ends.append((self.ending[0], 2, self.ending[1]))
        end, _rank, ending = min(ends)
        entry = FROM_THE_START
        if self.seen_from and self.seen_from > start:
            entry = _ordinal(self.seen_from) - _ordinal(start) - 1
        if end == _LATEST:
            return Waits(_ordinal(self.until) - _ordinal(start), None, entry)
        return Waits(_ordinal(end) - _ordinal(start), ending, entry)

    def is_disordered(self, leg: Leg) -> bool:
        """Return whether the last step of the leg, or a later one, comes before its first step."""
        first, last = leg.ranks
        start = self.firsts[first]
        return start is not None and any(day is not None and day < start for day in self.firsts[last:])


def read_trail(taken_on: str | None, steps: Iterable[Sequence[str]], until: str, seen_from: str | None = None) -> Trail:
    """Return the trail of an assignment from its steps as [kind, on]. The day of the decision counts before a step *taken*."""
    firsts: list[str | None] = [None] * len(TRAIL)
    endings: list[tuple[str, str]] = []
    resumed = ""
    for kind, on in steps:
        rank = TRAIL_RANKS.get(kind)
        if rank is not None:
            firsts[rank] = min(firsts[rank] or on, on)
        elif kind == StepKind.RESUMED:
            resumed = max(resumed, on)
        else:
            endings.append((on, kind))
    firsts[0] = taken_on or firsts[0]
    standing = min((ending for ending in endings if ending[0] >= resumed), default=None)
    return Trail(firsts, standing, until, seen_from)


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
