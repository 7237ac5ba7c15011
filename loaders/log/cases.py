"""The rows of a decision log gathered by case: what they say of the decision, of each addressee's part, and what has happened.

Where the mapping says `per_forum`, a case makes a decision in each forum that takes one. What a row tells without naming the
forum is then about the decision that was last taken before it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from loaders.log.columns import LogColumns
from loaders.log.log_rows import EventMoment, LogEvent, LogRow, LogRows
from loaders.log.mapping import FORUM, DecisionColumn, MappingFile, WhichCounts
from loaders.log.table import LogTable
from loaders.log.words import PartyNames
from loaders.rows.dataset import SkippedRow
from loaders.rows.rules import LogRule
from model.errors import FileLocation, Problem
from model.language import JoinedText, Text
from model.rules import CellRule
from model.vocabulary.decisions import StepKind
from model.vocabulary.record import period_fields_of

SAY_PER_FORUM = Text("if several forums decide in a case, say per_forum: true in the mapping: each makes a decision of its own")
MAPPING_COLUMNS: Mapping[str, DecisionColumn] = MappingProxyType(
    {"name": "title", "kind": "decision_kind", "taken_in": "taken_in", "taken_on": "taken_on"}
)
"""What the mapping calls the column of a decision's field."""
SAY_DEFAULT_FORUM = Text("or say in the mapping which it is: default_forum")
NO_PERIOD: Mapping[str, Any] = MappingProxyType(dict.fromkeys(period_fields_of("due")))
"""What a day that is due says of the period that one before it was of."""
STEPS_BY_OTHERS = frozenset({StepKind.RESUMED, StepKind.SUPERSEDED})
"""What somebody else does to an assignment: who does so is not made an addressee by it."""
_DayAndRow = tuple[str, int]
"""A day, and which row it is."""


@dataclass(slots=True)
class CasePart:
    """What rows say of one addressee's part: its due date and owner, and what happened, each with its place."""

    place: FileLocation
    terms: dict[str, tuple[_DayAndRow, Any]] = field(default_factory=dict)
    events: dict[LogEvent, EventMoment] = field(default_factory=dict)

    def say(self, row: LogRow) -> None:
        """What the row says of it; of what rows say otherwise that which is said last."""
        terms = {**NO_PERIOD, **row.terms} if "due" in row.terms else row.terms
        for name, value in terms.items():
            if name not in self.terms or self.terms[name][0] <= row.order:
                self.terms[name] = row.order, value
        for event, moment in row.events.items():
            self.events.setdefault(event, moment)


@dataclass(slots=True)
class CaseValue:
    """A value that rows give a field of the decision: the cell that says it, its place, and first and last when."""

    cell: str
    place: FileLocation
    first: _DayAndRow
    last: _DayAndRow


@dataclass(slots=True)
class Case:
    """What the rows of a case say together: `parts` by addressee, `all` of every one of them; not `whole` when one is unknown.

    `key` is by what it is known, `number` its number (empty where it has none). `forum` is whose decision it is, where a case
    makes one in each. `said` holds by field and value where that is said.
    """

    key: str
    number: str
    forum: str
    place: FileLocation
    all: CasePart
    said: dict[str, dict[str, CaseValue]] = field(default_factory=lambda: defaultdict(dict))
    parts: dict[str, CasePart] = field(default_factory=dict)
    whole: bool = True

    def values(self, name: str, which: WhichCounts | None) -> list[str]:
        """The values of a field of the decision, that which counts first; the others as they come."""
        said = self.said[name]
        ordered = sorted(said, key=lambda value: said[value].first)
        if which == "last" and ordered:
            counts = max(ordered, key=lambda value: said[value].last)
            return [counts, *(value for value in ordered if value != counts)]
        return ordered

    @property
    def taken(self) -> str | None:
        """The first day on which it was taken, as far as its events tell."""
        events = chain(self.all.events, *(part.events for part in self.parts.values()))
        return min((event.on for event in events if event.kind == StepKind.TAKEN), default=None)


class Cases:
    """The cases of logs with one mapping, in `found` once `gathered` has gone through their rows."""

    def __init__(self, tables: Sequence[tuple[LogTable, LogColumns]], mapping: MappingFile, names: PartyNames) -> None:
        self.tables, self.says = tables, mapping.says
        self.rows = LogRows(mapping, tables[0][1], names)
        self.found: dict[tuple[str, str], Case] = {}
        self._waiting: list[LogRow] = []

    def gather(self) -> Iterator[Problem | SkippedRow]:
        """Gather the cases; what is set aside, and everything that is wrong on the way."""
        for table, at in self.tables:
            self.rows.at = at
            for line in table.rows():
                if isinstance(line, Problem):
                    yield line
                    continue
                row = self.rows.read(line)
                yield from self.rows.wrong
                self.rows.wrong.clear()
                yield from self._take(row) if row else ()
        yield from self._deal_out()
        yield from self.rows.parties()
        self._settle_addressees()

    def _take(self, row: LogRow) -> Iterator[Problem]:
        """Add the row to its case; of one that does not name the forum that matters it is known at the end which that is."""
        if not self.says.per_forum:
            yield from self._add(self._find_case(row, ""), row)
        elif row.forum:
            yield from self._add(self._find_case(row, row.forum), row)
        elif row.forum is None and (row.takes or self.says.kind == "wide"):
            if self.says.default_forum:
                yield from self._add(self._find_case(row, self.says.default_forum), row)
            else:
                hint = SAY_DEFAULT_FORUM
                yield self.rows.at.wrong(row.line, self.says.columns.taken_in, CellRule.REQUIRED, Text("must be given"), hint)
        elif row.forum is None:
            self._waiting.append(row)

    def _find_case(self, row: LogRow, forum: str) -> Case:
        place = row.line.place
        return self.found.setdefault((row.key, forum), Case(row.key, row.number, forum, place, CasePart(place)))

    def _deal_out(self) -> Iterator[Problem]:
        """Add the rows that wait to the decision of their case that was last taken before; to the first where none was yet.

        A case of which no forum is known has no id that would stay when one is.
        """
        self._add_taken_days()
        taken: dict[str, list[tuple[str, Case]]] = defaultdict(list)
        for (key, _forum), case in self.found.items() if self._waiting else ():
            taken[key].append((case.taken or "", case))
        for row in self._waiting:
            if cases := sorted(taken[row.key], key=itemgetter(0)):
                day = max((event.on for event in row.events), default="")
                before = [case for first, case in cases if first <= day]
                yield from self._add(before[-1] if before else cases[0][1], row)
            elif self.says.default_forum:
                yield from self._add(self._find_case(row, self.says.default_forum), row)
            else:
                text = Text("no row of the case tells which forum decides in it")
                hint = JoinedText((Text("add that row, or begin this one with #"), SAY_DEFAULT_FORUM))
                yield self.rows.at.wrong(row.line, self.says.columns.taken_in, LogRule.CASE_ID, text, hint)

    def _add_taken_days(self) -> None:
        """A case of which no event tells that it was taken has come to that step on the day that the log gives for it."""
        for case in self.found.values():
            days = case.values("taken_on", self.says.differs.get("taken_on"))
            if days and case.taken is None:
                case.all.events[LogEvent(StepKind.TAKEN, days[0])] = EventMoment(case.place)

    def _add(self, case: Case, row: LogRow) -> Iterator[Problem]:
        parts = [case.parts.setdefault(id_, CasePart(row.line.place)) for id_ in row.addressees]
        case.whole = case.whole and row.whole
        yield from self._add_decision(case, row)
        for part in parts or [case.all]:
            part.say(row)

    def _add_decision(self, case: Case, row: LogRow) -> Iterator[Problem]:
        """What the row says of the decision itself: what others of its case say, unless the mapping says which counts."""
        for name, (heading, value) in row.decision.items():
            if not value:
                continue
            said = case.said[name]
            if value in said:
                said[value].first, said[value].last = min(said[value].first, row.order), max(said[value].last, row.order)
                continue
            cell = self.rows.at.cell(row.line, heading)
            if said and MAPPING_COLUMNS[name] not in self.says.differs:
                yield self._differs(row, name, heading, next(iter(said.values())))
                if name == "taken_in":
                    return  # the day of another forum's decision is another
            else:
                said[value] = CaseValue(cell, row.line.place, row.order, row.order)

    def _differs(self, row: LogRow, name: str, heading: str | None, first: CaseValue) -> Problem:
        cell = self.rows.at.cell(row.line, heading)
        text = Text("'{cell}' here, but '{first}' at {place}, of the same case", cell=cell, first=first.cell, place=first.place)
        which = Text("say in the mapping which counts, as in differs: {{{column}: last}}; or first", column=MAPPING_COLUMNS[name])
        hint = JoinedText((SAY_PER_FORUM, which), "; ") if name == "taken_in" else which
        return self.rows.at.wrong(row.line, heading, LogRule.CASE_DIFFERS, text, hint)

    def _settle_addressees(self) -> None:
        """Tell addressees from those who decide, where one column says both; and take the mapping's where a case has none."""
        takers: dict[str, set[str]] = defaultdict(set)
        for case in self.found.values():
            takers[case.key] |= {case.forum, *case.said["taken_in"]}
        for case in self.found.values():
            if self.rows.who_column_is_shared:
                _move_others(case, takers[case.key])
            forum = case.forum or next(iter(case.values("taken_in", self.says.differs.get("taken_in"))), self.says.default_forum)
            default = forum if self.says.default_addressee == FORUM else self.says.default_addressee
            if default and not case.parts and case.whole:
                case.parts[default] = CasePart(case.place)


def _move_others(case: Case, takers: set[str]) -> None:
    """Take what a forum of the case does, or what is done to an assignment by another, for something that concerns all its parts.

    Where nobody else is left, those are the addressees.
    """
    others = [
        id_ for id_, part in case.parts.items() if id_ in takers or {event.kind for event in part.events} <= STEPS_BY_OTHERS
    ]  # fmt: skip
    for id_ in others if len(others) < len(case.parts) else ():
        part = case.parts.pop(id_)
        case.all.events |= part.events
        case.all.terms |= part.terms
