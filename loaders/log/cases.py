"""The cases of a decision log, gathered from its rows: the decision, each addressee's part, and the events.

With `per_forum` in the mapping, a case has a decision in each forum that takes one. A row without a forum then belongs to the
decision that was taken last before it.
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
from loaders.log.mapping import DecisionColumn, MappingFile, WhichCounts
from loaders.log.table import LogTable
from loaders.log.words import PartyMention, PartyNames
from loaders.rows.dataset import SkippedRow
from loaders.rows.rules import LogRule
from model.checks.validation import slug_of
from model.errors import FileLocation, Problem
from model.language import JoinedText, Text
from model.rules import CellRule
from model.text.names import normalize_name
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.record import period_fields_of

SAY_PER_FORUM = Text(
    "if several forums decide in a case, add per_forum: true to the mapping: each then has a decision of its own"
)
MAPPING_COLUMNS: Mapping[str, DecisionColumn] = MappingProxyType(
    {"name": "title", "kind": "decision_kind", "taken_in": "taken_in", "taken_on": "taken_on"}
)
"""A decision's field → its column in the mapping."""
SAY_DEFAULT_FORUM = Text("or name it in the mapping: default_forum")
NO_PERIOD: Mapping[str, Any] = MappingProxyType(dict.fromkeys(period_fields_of("due")))
"""Clears the period of an earlier due date where a later row gives a day."""
_DayAndRow = tuple[str, int]
"""A day, and the number of a row."""


@dataclass(slots=True)
class CasePart:
    """One addressee's part of a case: its due date and owner (`terms`), and its events with their places.

    A part is `recalled` if only the landscape names its addressee, and no row does.
    """

    place: FileLocation
    recalled: bool = False
    terms: dict[str, tuple[_DayAndRow, Any]] = field(default_factory=dict)
    events: dict[LogEvent, EventMoment] = field(default_factory=dict)

    def add_row(self, row: LogRow) -> None:
        """Add a row to the part. Where rows differ, the latest counts."""
        terms = {**NO_PERIOD, **row.terms} if "due" in row.terms else row.terms
        self._add({name: (row.order, value) for name, value in terms.items()}, row.events)

    def join(self, other: "CasePart") -> None:
        """Add the terms and events of other rows."""
        self._add(other.terms, other.events)

    def _add(self, terms: Mapping[str, tuple[_DayAndRow, Any]], events: Mapping[LogEvent, EventMoment]) -> None:
        """Add terms and events. Where terms differ, the latest row counts."""
        for name, (order, value) in terms.items():
            if name not in self.terms or self.terms[name][0] <= order:
                self.terms[name] = order, value
        for event, moment in events.items():
            met = self.events.get(event)
            self.events[event] = met._replace(again=(*met.again, moment)) if met else moment


@dataclass(slots=True)
class KnownPart:
    """A case's assignment in the landscape, its steps, and the steps on days that the log does not cover (`standing`)."""

    assignment: Assignment
    steps: list[Step] = field(default_factory=list)
    standing: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class NamedPart:
    """The content of the rows of a case with the same words for addressees; `mentions` are the words of the first row."""

    mentions: Sequence[PartyMention]
    part: CasePart
    rows: int = 0


@dataclass(slots=True)
class CaseValue:
    """A value of a decision's field: its cell and place, and the first and last row that give it."""

    cell: str
    place: FileLocation
    first: _DayAndRow
    last: _DayAndRow


@dataclass(slots=True)
class Case:
    """A decision, with the content of its case's rows.

    key     identifies the case
    number  case number; empty without one
    forum   the deciding forum, if a case has a decision in each
    all     content for every addressee
    given   field → value → its cell and rows
    parts   addressee → part
    named   words for addressees → content of the rows with them, until all rows are read
    beside  word → its mention, in rows whose event is no step
    takers  words for the parties that took the decision
    whole   False when an addressee is unknown

    From the landscape, if the log is partial:

    decision      the decision
    known         addressee → assignment
    taken_before  day of the decision, if the log gives none
    """

    key: str
    number: str
    forum: str
    place: FileLocation
    all: CasePart
    given: dict[str, dict[str, CaseValue]] = field(default_factory=lambda: defaultdict(dict))
    parts: dict[str, CasePart] = field(default_factory=dict)
    named: dict[tuple[str, ...], NamedPart] = field(default_factory=dict)
    beside: dict[str, PartyMention] = field(default_factory=dict)
    takers: set[str] = field(default_factory=set)
    decision: Decision | None = None
    known: dict[str, KnownPart] = field(default_factory=dict)
    taken_before: str | None = None
    whole: bool = True

    def values(self, name: str, which: WhichCounts | None) -> list[str]:
        """Return the values of a decision's field: the one that counts first, the others in the order of the rows."""
        given = self.given[name]
        ordered = sorted(given, key=lambda value: given[value].first)
        if which == "last" and ordered:
            counts = max(ordered, key=lambda value: given[value].last)
            return [counts, *(value for value in ordered if value != counts)]
        return ordered

    @property
    def taken(self) -> str | None:
        """Return the first day on which the decision was taken, by the events or the landscape; None without one."""
        named = (named.part.events for named in self.named.values())
        events = chain(self.all.events, *named, *(part.events for part in self.parts.values()))
        days = (event.on for event in events if event.kind == StepKind.TAKEN)
        return min((*days, *filter(None, [self.taken_before])), default=None)

    @property
    def events(self) -> Iterator[LogEvent]:
        """Return the events of all rows."""
        return chain(self.all.events, *(named.part.events for named in self.named.values()))


class Cases:
    """The cases of logs with one mapping: in `found`, once `gather` and `deal_out` have run.

    In between, `waiting` holds the rows whose forum is not yet known.
    """

    def __init__(self, tables: Sequence[tuple[LogTable, LogColumns]], mapping: MappingFile, names: PartyNames) -> None:
        self.tables, self.says = tables, mapping.says
        self.rows = LogRows(mapping, tables[0][1], names)
        self.found: dict[tuple[str, str], Case] = {}
        self.waiting: list[LogRow] = []

    def gather(self) -> Iterator[Problem | SkippedRow]:
        """Gather the cases from all rows. Yield the problems and the rows that are not read."""
        for table, at in self.tables:
            self.rows.at = at
            for line in table.rows():
                if isinstance(line, Problem):
                    yield line
                    continue
                row = self.rows.read(line)
                yield from self.rows.problems
                self.rows.problems.clear()
                yield from self._take(row) if row else ()

    def id_of(self, case: Case) -> str:
        """Return the id of the decision of a case; empty when its number gives none."""
        own = slug_of(case.number) if case.number else case.key
        return "-".join(filter(None, (self.says.prefix, own, case.forum and f"i-{case.forum}"))) if own else ""

    def _take(self, row: LogRow) -> Iterator[Problem]:
        """Add a row to its case. With `per_forum`, a row without a forum waits until all rows are read."""
        if not self.says.per_forum:
            yield from self._add(self.find_case(row, ""), row)
        elif row.forum:
            yield from self._add(self.find_case(row, row.forum), row)
        elif row.forum is None and (row.takes or self.says.kind == "wide"):
            if self.says.default_forum:
                yield from self._add(self.find_case(row, self.says.default_forum), row)
            else:
                hint = SAY_DEFAULT_FORUM
                yield self.rows.at.describe_problem(
                    row.line, self.says.columns.taken_in, CellRule.REQUIRED, Text("must be given"), hint
                )
        elif row.forum is None:
            self.waiting.append(row)

    def find_case(self, row: LogRow, forum: str) -> Case:
        """Return the case of a row in a forum (empty: in any). Add it if this is its first row."""
        place = row.line.place
        return self.found.setdefault((row.key, forum), Case(row.key, row.number, forum, place, CasePart(place)))

    def deal_out(self) -> Iterator[Problem]:
        """Add each waiting row to the decision of its case that was taken last before it, else to the first.

        Yield a problem for a case without any forum: its id would change once the forum is known.
        """
        self._add_taken_days()
        taken: dict[str, list[tuple[str, Case]]] = defaultdict(list)
        for (key, _forum), case in self.found.items() if self.waiting else ():
            taken[key].append((case.taken or "", case))
        for row in self.waiting:
            if cases := sorted(taken[row.key], key=itemgetter(0)):
                day = max((event.on for event in row.events), default="")
                before = [case for first, case in cases if first <= day]
                yield from self._add(before[-1] if before else cases[0][1], row)
            elif self.says.default_forum:
                yield from self._add(self.find_case(row, self.says.default_forum), row)
            else:
                text = Text("no row of the case names the forum that decides")
                hint = JoinedText((Text("add that row, or begin this one with #"), SAY_DEFAULT_FORUM))
                yield self.rows.at.describe_problem(row.line, self.says.columns.taken_in, LogRule.CASE_ID, text, hint)

    def _add_taken_days(self) -> None:
        """Add an event for the day of the decision to cases whose events lack it."""
        for case in self.found.values():
            days = case.values("taken_on", self.says.differs.get("taken_on"))
            if days and case.taken is None:
                case.all.events[LogEvent(StepKind.TAKEN, days[0])] = EventMoment(case.place)

    def _add(self, case: Case, row: LogRow) -> Iterator[Problem]:
        yield from self._add_decision(case, row)
        case.beside |= {normalize_name(mention.word): mention for mention in row.beside}
        case.takers |= {normalize_name(mention.word) for mention in row.takers}
        if not row.addressees:
            case.all.add_row(row)
            return
        words = tuple(normalize_name(mention.word) for mention in row.addressees)
        named = case.named.setdefault(words, NamedPart(row.addressees, CasePart(row.line.place)))
        named.rows += 1
        named.part.add_row(row)

    def _add_decision(self, case: Case, row: LogRow) -> Iterator[Problem]:
        """Add a row's values for the decision. Yield a problem where rows differ, unless the mapping says which counts."""
        for name, (heading, value) in row.decision.items():
            if not value:
                continue
            given = case.given[name]
            if value in given:
                given[value].first, given[value].last = min(given[value].first, row.order), max(given[value].last, row.order)
                continue
            cell = self.rows.at.cell(row.line, heading)
            if given and MAPPING_COLUMNS[name] not in self.says.differs:
                yield self._differs(row, name, heading, next(iter(given.values())))
                if name == "taken_in":
                    return  # the day of another forum's decision is another
            else:
                given[value] = CaseValue(cell, row.line.place, row.order, row.order)

    def _differs(self, row: LogRow, name: str, heading: str | None, first: CaseValue) -> Problem:
        cell = self.rows.at.cell(row.line, heading)
        text = Text("'{cell}' here, but '{first}' at {place}, of the same case", cell=cell, first=first.cell, place=first.place)
        which = Text("write in the mapping which counts: differs: {{{column}: last}}, or first", column=MAPPING_COLUMNS[name])
        hint = JoinedText((SAY_PER_FORUM, which), "; ") if name == "taken_in" else which
        return self.rows.at.describe_problem(row.line, heading, LogRule.CASE_DIFFERS, text, hint)
