"""How many assignments stand where: by state, step, rule, who decided and who is addressed; and how long they have stood.

Open ones are counted by the server, part by part of the kept balance list; what is left for Python grows with hand-offs and days,
not with assignments. Kept until the landscape changes.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from model.vocabulary.assignment_state import UNKNOWN_LIST
from model.vocabulary.days import count_days, shift_day
from model.vocabulary.decisions import StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.usual_times import StepTimes
from queries.following.standings import CLOSED_STATES, FollowUpState, StandingReader, find_closed_state
from queries.landscape.places import read_places
from queries.questions.balance import (
    AFTER_SPACE,
    EXECUTED_LISTS,
    FIRST_DATE,
    UNDATED_LISTS,
    UNEXECUTED_LISTS,
    read_stepped_later,
)
from queries.questions.stall_filters import rule_of
from queries.questions.usual_times import ALL_KINDS, UsualTimes
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader
from queries.server.paging import BEFORE_EVERY_ID, ROWS_PER_READ

_Row = Mapping[str, Any]
OVERDUE_BOUNDS = (30, 90, 180)
"""Days: how many are overdue by more than these is counted."""
MOST_CLOSED_COUNTED = 2_000
"""If more are closed, they are counted by step alone, not by who decided and who is addressed."""
MOST_BY_HAND_OFF = 10_000
"""If more are open, they are counted by who decided, not by who is addressed."""
AFTER_DATES = ":"
"""Sorts after all dates and before all lists without dates."""
COUNTS, CLOSED, CLOSED_COUNTS, ENDS, FACETS = (
    "decisions/counts", "decisions/closed", "decisions/closed-counts", "decisions/ends", "decisions/facets",
)  # fmt: skip


class StandingCell(NamedTuple):
    """Assignments that are equal in all that they are counted by.

    `beyond` is the largest of OVERDUE_BOUNDS (or 0) that they are overdue by more than; `rule` is the one that finds them.
    """

    state: FollowUpState
    step: StepKind | None
    rule: FindingRule | None
    beyond: int
    forum: str | None
    party: str | None
    unowned: bool
    example: bool


class StandingAge(NamedTuple):
    """Assignments that have stood equally long at a step in a state; days are None if that is not known."""

    state: FollowUpState
    step: StepKind | None
    days: int | None
    example: bool


@dataclass(frozen=True, slots=True)
class Standings:
    """How many assignments stand where. `ages` counts only open ones, `oldest` names one of each step that has stood longest.

    `closed` counts the closed ones by state and step. `areas` and `places` say where parties belong: their place and those that
    it lies in. `usual` is the usual time that counts for most kinds at a step. Without `by_addressee` no cell has a party: they
    are too many. `cut` is true if a limit left something out.
    """

    cells: Counter[StandingCell]
    ages: Counter[StandingAge]
    oldest: Mapping[StepKind, str]
    closed: Counter[tuple[FollowUpState, StepKind | None, bool]]
    areas: Mapping[str, str | None]
    places: Mapping[str, tuple[str, ...]]
    usual: Mapping[StepKind, StepTimes]
    by_addressee: bool
    cut: bool

    def count_closed(self, state: FollowUpState) -> int:
        """Return how many are closed in a state."""
        return sum(number for (one, _step, _example), number in self.closed.items() if one == state)


def read_standings(graph: Graph, on: str) -> Standings:
    """Return how many assignments stand where on a day, kept until the landscape changes."""
    return graph.keep(("standings", on), lambda: graph.read_in_transaction(lambda reader: _StandingCount(reader, on).count()))


class _Part(NamedTuple):
    """A part of the balance list of which all have one state and rule: where it lies, and of which kinds."""

    state: FollowUpState
    rule: FindingRule | None
    beyond: int
    after: str
    until: str
    kinds: Collection[str]


class _StandingCount:
    def __init__(self, reader: Reader, on: str) -> None:
        self._reader, self._on = reader, on
        self._usual = UsualTimes(reader, on)
        self._cells, self._ages = Counter[StandingCell](), Counter[StandingAge]()
        self._oldest: dict[StepKind, tuple[int, str]] = {}
        self._closed = Counter[tuple[FollowUpState, StepKind | None, bool]]()
        self._by_addressee, self._cut = True, False

    def count(self) -> Standings:
        for part in self._list_parts(bounds=()):
            self._age_part(part)
        self._by_addressee = self._ages.total() <= MOST_BY_HAND_OFF
        for part in self._list_parts():
            self._count_part(part)
        self._count_later()
        self._count_closed()
        areas, places = self._read_ends()
        oldest = {step: id_ for step, (_days, id_) in self._oldest.items()}
        return Standings(
            self._cells, self._ages, oldest, self._closed, areas, places, self._find_usual(), self._by_addressee, self._cut
        )

    def _list_parts(self, bounds: Iterable[int] = OVERDUE_BOUNDS) -> Iterator[_Part]:
        on, steps = self._on, (*reversed([*bounds]), 0)
        after = FIRST_DATE
        for beyond in steps:
            until = shift_day(on, -beyond)
            yield _Part(FollowUpState.LATE, FindingRule.PAST_DATE, beyond, after, until, ALL_KINDS)
            after = until
        yield _Part(FollowUpState.IN_TIME, None, 0, on, AFTER_DATES, ALL_KINDS)
        for list_ in EXECUTED_LISTS:
            yield _Part(FollowUpState.AWAITED, FindingRule.REPORT_AWAITED, 0, f"{list_} ", f"{list_}{AFTER_SPACE}", ALL_KINDS)
        for list_ in UNEXECUTED_LISTS:
            for times, kinds in self._usual.split(list_).items():
                yield from self._list_undated(list_, times, kinds, steps)
        yield _Part(FollowUpState.UNKNOWN, None, 0, f"{UNKNOWN_LIST} ", f"{UNKNOWN_LIST}{AFTER_SPACE}", ALL_KINDS)

    def _list_undated(self, list_: str, times: StepTimes | None, kinds: Collection[str], steps: Iterable[int]) -> Iterator[_Part]:
        if times is None:
            yield _Part(FollowUpState.UNKNOWN, None, 0, f"{list_} ", f"{list_}{AFTER_SPACE}", kinds)
            return
        after = f"{list_} "
        for beyond in steps:
            until = f"{list_} {times.first_since(shift_day(self._on, -beyond))}"
            yield _Part(FollowUpState.LATE, FindingRule.PAST_USUAL_TIME, beyond, after, until, kinds)
            after = until
        yield _Part(FollowUpState.IN_TIME, None, 0, after, f"{list_}{AFTER_SPACE}", kinds)

    def _read_part(self, part: _Part, by: str) -> list[dict[str, Any]]:
        bounds = {"after": part.after, "until": part.until, "kinds": [*part.kinds], "by": by}
        found = self._reader.read(COUNTS, on=self._on, known=f"none {self._on}~", **bounds)
        self._cut |= found.cut
        return found.rows

    def _count_part(self, part: _Part) -> None:
        rows = self._read_part(part, "hand-off" if self._by_addressee else "decider")
        singles = self._read_singles([row["single"] for row in rows if row["single"]])
        for row in rows:
            forum, _space, party = (row["hand_off"] or "").partition(" ")
            state, rule = _refine(part, row["paused"])
            cell = StandingCell(
                state,
                _step_of(row),
                rule,
                part.beyond,
                forum or None,
                party or singles.get(row["single"]),
                row["unowned"],
                row["example"],
            )
            self._cells[cell] += row["counted"]

    def _read_singles(self, ids: list[str]) -> dict[str, str]:
        """Return the addressees of assignments of which it is not known who decided."""
        batches = split_batches(ids, ROWS_PER_READ)
        rows = (row for some in batches for row in self._reader.read(FACETS, ids=some, on=self._on).rows)
        return {row["assignment"]: row["party"] for row in rows}

    def _age_part(self, part: _Part) -> None:
        for row in self._read_part(part, "day"):
            state, _rule = _refine(part, row["paused"])
            self._add_age(state, _step_of(row), row["since"], row["example"], row["first"], row["counted"])

    def _add_age(self, state: FollowUpState, step: StepKind | None, since: str | None, example: bool, id_: str, n: int) -> None:
        days = count_days(since, self._on) if since else None
        self._ages[StandingAge(state, step, days, example)] += n
        if step and days is not None and (step not in self._oldest or self._oldest[step] < (days, id_)):
            self._oldest[step] = days, id_

    def _count_later(self) -> None:
        """Count the assignments with later events as they stood on the day."""
        later = read_stepped_later(self._reader, self._on)
        self._cut |= later.cut
        for row in StandingReader(self._reader, self._on).read_rows([row["assignment"] for row in later.rows]):
            self._add_row(row)

    def _add_row(self, row: _Row) -> None:
        state, step = row["state"], _step_of(row)
        if state in CLOSED_STATES:
            self._closed[state, step, row["example"]] += 1
        rule = rule_of(row) if state in (FollowUpState.LATE, FollowUpState.AWAITED) else None
        over = row["overdue"] if state == FollowUpState.LATE else 0
        beyond = max((bound for bound in OVERDUE_BOUNDS if bound < over), default=0)
        ends = row["forum"], row["party"] if self._by_addressee else None
        self._cells[StandingCell(state, step, rule, beyond, *ends, not row["owner"], row["example"])] += 1
        if state not in CLOSED_STATES:
            self._add_age(state, step, row["since"], row["example"], row["assignment"], 1)

    def _count_closed(self) -> None:
        for row in self._reader.read(CLOSED_COUNTS, on=self._on).rows:
            step = _step_of(row)
            self._closed[find_closed_state(step), step, row["example"]] += row["counted"]
        if self._by_addressee and self._closed.total() <= MOST_CLOSED_COUNTED:
            rows = self._reader.read(CLOSED, on=self._on, after=BEFORE_EVERY_ID, most=MOST_CLOSED_COUNTED).rows
            self._add_closed([row["assignment"] for row in rows])

    def _add_closed(self, ids: list[str]) -> None:
        for some in split_batches(ids, ROWS_PER_READ):
            for row in self._reader.read(FACETS, ids=some, on=self._on).rows:
                step, ends = _step_of(row), (row["forum"], row["party"])
                cell = StandingCell(find_closed_state(step), step, None, 0, *ends, not row["owner"], row["example"])
                self._cells[cell] += 1

    def _read_ends(self) -> tuple[dict[str, str | None], dict[str, tuple[str, ...]]]:
        ids = sorted({id_ for cell in self._cells for id_ in (cell.forum, cell.party) if id_})
        register = read_places(self._reader)
        rows = [row for some in split_batches(ids, ROWS_PER_READ) for row in self._reader.read(ENDS, ids=some).rows]
        places = {row["id"]: tuple(register.list_upwards(row["place"])) for row in rows}
        return {row["id"]: row["area"] for row in rows}, places

    def _find_usual(self) -> dict[StepKind, StepTimes]:
        """Return the usual time of each step that has just one; an invented one only where all that stands there is invented."""
        found = {}
        real = {cell.step for cell in self._cells if not cell.example}
        for list_, (step, example) in reversed(UNDATED_LISTS.items()):
            times = [one for one in self._usual.split(list_) if one]
            if len(times) == 1 and not (example and step in real):
                found[step] = times[0]
        return found


def _refine(part: _Part, paused: bool) -> tuple[FollowUpState, FindingRule | None]:
    if paused and part.state == FollowUpState.IN_TIME:
        return FollowUpState.PAUSED, None
    if paused and part.rule == FindingRule.PAST_DATE:
        return part.state, FindingRule.PAST_PAUSE
    return part.state, part.rule


def _step_of(row: _Row) -> StepKind | None:
    return StepKind.of(row["step"]) if row["step"] else None
