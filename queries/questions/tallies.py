"""Counts of the waits of many assignments, by group, leg and quarter, so that 100,000 rows become some thousand numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from model.statistics.waits import Waits
from model.vocabulary.decisions import StepKind
from queries.questions.legs import LEGS, LEGS_OF_CODE, TRAIL_RANKS, Leg, Trail, read_trail
from queries.questions.parameters import DurationsQuestion
from queries.questions.standing_lists import UNKNOWN_DAY

EXECUTED, REPORTED_BACK = str(StepKind.EXECUTED), str(StepKind.REPORTED_BACK)
OPEN, LET_GO = "open", "let_go"
YEAR_STATES = (EXECUTED, REPORTED_BACK, str(StepKind.REJECTED), str(StepKind.SUPERSEDED), OPEN, LET_GO)
"""What may have become of the assignments of a year. Reported back: without an execution on record."""


class GroupKey(NamedTuple):
    """A group of assignments, those that are invented apart; `group` is None without grouping, and where it is unknown."""

    group: str | None
    example: bool


@dataclass(slots=True)
class LegTally:
    """The waits at one leg by the quarter of their start, and how many are out of order."""

    waits: Counter[tuple[str, Waits]] = field(default_factory=Counter)
    disordered: int = 0

    def list_waits(self) -> list[Waits]:
        """Return the waits of all quarters, equal ones counted together."""
        counts: Counter[Waits] = Counter()
        for (_quarter, wait), number in self.waits.items():
            counts[wait] += number
        return [wait._replace(count=number) for wait, number in counts.items()]

    def split_by_quarter(self) -> Mapping[str, list[Waits]]:
        """Return the waits of each quarter, in order of the quarters."""
        found: dict[str, list[Waits]] = defaultdict(list)
        for (quarter, wait), number in self.waits.items():
            found[quarter].append(wait._replace(count=number))
        return dict(sorted(found.items()))


class Tallies:
    """The counts for a question. `counted` is how many assignments they are of."""

    def __init__(self, question: DurationsQuestion) -> None:
        self._by, self._on = question.by, question.on
        self._legs = [LEGS_OF_CODE[question.leg]] if question.leg else LEGS
        self.counted = 0
        self._sizes: Counter[GroupKey] = Counter()
        self._tallies: dict[GroupKey, list[LegTally]] = defaultdict(lambda: [LegTally() for _leg in self._legs])
        self._years: dict[tuple[GroupKey, str | None], Counter[str]] = defaultdict(Counter)

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Count the assignments in rows of `queries/texts/durations`."""
        for row in rows:
            for course in row["courses"]:
                trail = read_course(course, row["until"], row["seen_from"])
                self._add_trail(trail, GroupKey(self._group_of(row, course, trail), bool(row["example"])))

    def _add_trail(self, trail: Trail, key: GroupKey) -> None:
        self.counted += 1
        self._sizes[key] += 1
        taken = trail.firsts[0]
        self._years[key, taken and taken[:4]][self._state_of(trail)] += 1
        for leg, tally in zip(self._legs, self._tallies[key], strict=True):
            if (start := trail.firsts[leg.ranks[0]]) is None:
                continue
            if wait := trail.find_wait(leg):
                tally.waits[quarter_of(start), wait] += 1
            elif trail.is_disordered(leg):
                tally.disordered += 1

    def _group_of(self, row: Mapping[str, Any], course: Sequence[str], trail: Trail) -> str | None:
        taken, grouped = trail.firsts[0], row["grouped"]
        if self._by == "year":
            return taken and taken[:4]
        return course[0].partition(" ")[2] if self._by == "kind" else grouped

    def _state_of(self, trail: Trail) -> str:
        """Return what has become of an assignment. An execution counts whatever came after it."""
        for step in (EXECUTED, REPORTED_BACK):
            if trail.firsts[TRAIL_RANKS[step]]:
                return step
        if trail.ending:
            return trail.ending[1]
        return LET_GO if trail.until < self._on else OPEN

    def list_groups(self, most: int) -> tuple[list[GroupKey], bool]:
        """Return the largest groups, and whether there are more. Real ones come before invented ones."""
        keys = sorted(self._sizes, key=lambda key: (key.example, -self._sizes[key], key.group or ""))
        return keys[:most], len(keys) > most

    def list_legs(self, key: GroupKey) -> list[tuple[Leg, LegTally]]:
        """Return the legs that any assignments of a group have begun, with their counts."""
        tallies = zip(self._legs, self._tallies[key], strict=True)
        return [(leg, tally) for leg, tally in tallies if tally.waits or tally.disordered]

    def list_years(self, key: GroupKey) -> list[tuple[str | None, Counter[str]]]:
        """Return the years in which the assignments of a group were decided, with what has become of them; unknown last."""
        found = {year: states for (of, year), states in self._years.items() if of == key}
        return sorted(found.items(), key=lambda item: item[0] or "9999")


@cache
def quarter_of(day: str) -> str:
    """Return the quarter of a day: "2026-Q1"."""
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def read_course(course: Sequence[str], until: str, seen_from: str | None = None) -> Trail:
    """Return the trail of an assignment from its decision and steps as `queries/texts/durations` reads them."""
    taken_on = decision_day_of(course)
    return read_trail(None if taken_on == UNKNOWN_DAY else taken_on, _list_steps(course[1:], until), until, seen_from)


def _list_steps(course: Iterable[str], until: str) -> Iterator[tuple[str, str]]:
    """Yield the kinds and days of the steps that had been taken on a day and counted then."""
    for words in course:
        kind, on, *held = words.split(":")
        if on <= until and (not held or (held[0] <= until and until <= (held[1] or until))):
            yield kind, on


def decision_day_of(course: Sequence[str]) -> str:
    """Return the day of the decision of a course, or UNKNOWN_DAY."""
    return course[0].partition(" ")[0]
