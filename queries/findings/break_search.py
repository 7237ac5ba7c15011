"""What is stuck on a day, added up by hand-off, by step, and by who waits for whom; each in the order of the answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from model.vocabulary.decisions import StepKind
from queries.findings.rule_run import RuleRun
from queries.landscape.parties import find_with_predecessors
from queries.questions.hand_offs import HandOff, HandOffs, StuckGroup, read_parties
from queries.questions.parameters import BreaksQuestion

_Row = dict[str, Any]
_Tallies = dict[tuple[Any, ...], "StuckTally"]
FEWEST_BROKEN = 3
"""The fewest stuck assignments of a broken hand-off. `derived/assignments` keeps where so many are open."""
AWAITED: Mapping[StepKind | None, str] = MappingProxyType(
    {
        None: "communication",
        StepKind.TAKEN: "communication",
        StepKind.COMMUNICATED: "line-decision",
        StepKind.LINE_DECISION: "execution",
        StepKind.RESUMED: "execution",
        StepKind.EXECUTED: "report",
    }
)
"""What an assignment at a step waits for."""


def is_break(stuck: int, waiting: int, threshold: int | None) -> bool:
    """Return whether enough is stuck to be broken: at least three, and at least the threshold, in per cent of what waits."""
    return stuck >= FEWEST_BROKEN and 100 * stuck >= (threshold or 0) * waiting


@dataclass(slots=True)
class StuckTally:
    """How much is stuck, and since when the oldest is past its date and at its step; `waiting` counts all that is open.

    What is executed does not stand still: `executed` is how much is executed and not reported back. Of a hand-off, `waiting`
    counts only what is not executed. `dates` are the dates that what is stuck is past, with ids.
    """

    executed: int = 0
    due: str = "~"
    since: str | None = None
    waiting: int = 0
    dates: list[tuple[str, str]] = field(default_factory=list)

    def add(self, group: StuckGroup) -> None:
        """Count a group too."""
        if group.step == StepKind.EXECUTED:
            self.executed += len(group.dates)
        else:
            self.dates += group.dates
        self.due = min(self.due, min(group.dates)[0])
        self.since = min(filter(None, (self.since, group.since)), default=None)

    @property
    def stuck(self) -> int:
        """Return how much is stuck and not executed."""
        return len(self.dates)

    @property
    def share(self) -> int:
        """Return the share that is stuck in per cent, rounded half up."""
        return (200 * self.stuck + self.waiting) // max(2 * self.waiting, 1)


@dataclass(frozen=True, slots=True)
class Break:
    """A line of the answer: what is added up, the sum, whether that is broken. `key` is a hand-off in the view of hand-offs."""

    key: tuple[Any, ...]
    tally: StuckTally
    broken: bool

    @property
    def place(self) -> tuple[str, ...]:
        """Return the place in the answer: what is broken first, then the most stuck, then the oldest, then by ids."""
        ids = (str(part or "-") for part in self.key)
        return ("0" if self.broken else "1", f"{10_000_000 - self.tally.stuck:08}", self.tally.due, *ids)


class BreakSearch:
    """What is stuck as of the run's day, of those that the question asks about. The run's threshold is in per cent.

    If only what is broken is wanted (`broken`), hand-offs where less is open may be left out.
    """

    def __init__(self, run: RuleRun, question: BreaksQuestion, broken: bool = False) -> None:
        self.reader, self.run = run.reader, run
        self.hand_offs = HandOffs(run.reader, run.on, question.source)
        self._stuck: dict[HandOff, list[_Row]] = {}
        self._forum, self._forums, self._broken = question.forum, None, broken
        if question.area:
            rows = run.reader.read("hand-offs/forums-of-area", area=question.area).rows
            self._forums = {row["forum"] for row in rows}
        self._parties = find_with_predecessors(run.reader, question.addressee, run.on) if question.addressee else []

    @cached_property
    def _groups(self) -> list[StuckGroup]:
        chosen = (group for group in self.hand_offs.list_stuck(crowded=self._broken) if self._decides(group.hand_off.forum))
        return [group for group in chosen if not self._parties or group.hand_off.party in self._parties]

    def _decides(self, forum: str) -> bool:
        """Return whether what a party decided is asked about."""
        return self._forum in (None, forum) and (self._forums is None or forum in self._forums)

    def list_hand_offs(self) -> list[Break]:
        """Return the hand-offs at which something is stuck; `waiting` is counted where enough is stuck to be broken."""
        tallies: _Tallies = defaultdict(StuckTally)
        for group in self._groups:
            if group.step == StepKind.EXECUTED:
                tallies[group.hand_off].executed += len(group.dates)
            else:
                tallies[group.hand_off].add(group)
        tallies = {key: tally for key, tally in tallies.items() if tally.stuck}
        self.count_waiting({HandOff(*key): tally for key, tally in tallies.items() if tally.stuck >= FEWEST_BROKEN})
        return self._sort(tallies)

    def count_waiting(self, tallies: Mapping[HandOff, StuckTally]) -> None:
        """Set how many assignments are open and not executed in some hand-offs."""
        for tally in tallies.values():
            tally.waiting = 0
        for (hand_off, step), waiting in self.hand_offs.count_waiting(tallies.keys()).items():
            tallies[hand_off].waiting += waiting if step != StepKind.EXECUTED else 0

    def read_stuck(self, hand_offs: Iterable[HandOff]) -> dict[HandOff, list[_Row]]:
        """Return what is stuck at some hand-offs, past a date and not executed, the longest first; read once and kept."""
        keys = [*hand_offs]
        for key, rows in self.hand_offs.read_open([key for key in keys if key not in self._stuck]).items():
            self._stuck[key] = [row for row in rows if row["past"] and row["step"] != StepKind.EXECUTED]
        return {key: self._stuck[key] for key in keys}

    def list_steps(self) -> list[Break]:
        """Return the steps at which something is stuck, as (kind of forum or None for an actor, step, example)."""
        counts = self.hand_offs.count_steps(self._parties)
        deciders = {forum for forum, _step, _example in counts} | {group.hand_off.forum for group in self._groups}
        self.kinds = read_parties(self.reader, deciders)
        tallies: _Tallies = defaultdict(StuckTally)
        for group in self._groups:
            tallies[self.kinds[group.hand_off.forum]["forum_kind"], group.step, group.hand_off.example].add(group)
        for (forum, step, example), waiting in counts.items():
            if self._decides(forum) and (key := (self.kinds[forum]["forum_kind"], step, example)) in tallies:
                tallies[key].waiting += waiting
        return self._sort(tallies)

    def list_waits(self) -> list[Break]:
        """Return who waits for whom, as (who waits, who is awaited, what for, example); `waiting` is not counted yet."""
        tallies: _Tallies = defaultdict(StuckTally)
        self.waits: dict[tuple[Any, ...], set[tuple[HandOff, StepKind | None]]] = defaultdict(set)
        for group in self._groups:
            tallies[key := _find_wait(group)].add(group)
            self.waits[key].add((group.hand_off, group.step))
        return sorted((Break(key, tally, False) for key, tally in tallies.items()), key=lambda item: item.place)

    def _sort(self, tallies: _Tallies) -> list[Break]:
        found = (Break(key, tally, is_break(tally.stuck, tally.waiting, self.run.threshold)) for key, tally in tallies.items())
        return sorted(found, key=lambda item: item.place)


def _find_wait(group: StuckGroup) -> tuple[Any, ...]:
    """Return who waits for whom, and for what. An addressee waits for its own line to decide."""
    (forum, party, example), awaits = group.hand_off, AWAITED[group.step]
    waiting = forum if awaits in ("execution", "report") else party
    awaited = forum if awaits == "communication" else party
    return waiting, awaited, awaits, example
