"""The rows of a decision log gathered by case: what they say of the decision, of each addressee's part, and what has happened.

Where the mapping says `per_forum`, a case makes a decision in each forum that takes one. What a row tells without naming the
forum is then about the decision that was last taken before it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any

from loaders.log_columns import LogColumns
from loaders.log_mapping import MappingFile
from loaders.log_rows import Event, LogRows, RowSays
from loaders.log_table import LogTable
from loaders.log_words import PartyNames
from loaders.reading import Aside
from loaders.rules import LogRule
from model.decisions import StepKind
from model.errors import Problem
from model.language import Text
from model.places import Place
from model.rules import CellRule
from queries.parties import folded

PER_FORUM = Text("if several forums decide in a case, say per_forum: true in the mapping: each makes a decision of its own")


@dataclass(slots=True)
class CasePart:
    """What rows say of one addressee's part: its due date and owner, and what happened, each with its place."""

    place: Place
    terms: dict[str, Any] = field(default_factory=dict)
    events: dict[Event, Place] = field(default_factory=dict)


@dataclass(slots=True)
class Case:
    """What the rows of a case say together: `parts` by addressee, `all` of every one of them; not `whole` when one is unknown.

    `forum` is whose decision it is, where a case makes one in each. `said_at` holds the cell that says a field, and its place.
    """

    number: str
    forum: str
    place: Place
    all: CasePart
    says: dict[str, Any] = field(default_factory=dict)
    said_at: dict[str, tuple[str, Place]] = field(default_factory=dict)
    parts: dict[str, CasePart] = field(default_factory=dict)
    whole: bool = True

    @property
    def taken(self) -> str | None:
        """The first day on which it was taken, as far as its events tell."""
        events = chain(self.all.events, *(part.events for part in self.parts.values()))
        return min((event.on for event in events if event.kind == StepKind.TAKEN), default=None)


class Cases:
    """The cases of a log, in `found` once `gathered` has gone through its rows."""

    def __init__(self, table: LogTable, mapping: MappingFile, at: LogColumns, names: PartyNames) -> None:
        self.table, self.says, self.at = table, mapping.says, at
        self.rows = LogRows(mapping, at, names)
        self.found: dict[tuple[str, str], Case] = {}
        self._waiting: list[RowSays] = []

    def gathered(self) -> Iterator[Problem | Aside]:
        """Gather the cases; the rows that are set aside, and everything that is wrong on the way."""
        for line in self.table.rows():
            if isinstance(line, Problem):
                yield line
            elif self.rows.is_aside(line):
                yield Aside(line.place)
            else:
                row = self.rows.read(line)
                yield from self.rows.wrong
                self.rows.wrong.clear()
                yield from self._take(row) if row else ()
        yield from self._deal_out()
        yield from self.rows.unknown_parties()

    def _take(self, row: RowSays) -> Iterator[Problem]:
        """Add the row to its case; of one that does not name the forum that matters it is known at the end which that is."""
        if not self.says.per_forum:
            yield from self._add(self._case(row, ""), row)
        elif row.forum:
            yield from self._add(self._case(row, row.forum), row)
        elif row.forum is None and (row.takes or self.says.kind == "wide"):
            yield self.at.wrong(row.line, self.says.columns.taken_in, CellRule.REQUIRED, Text("must be given"))
        elif row.forum is None:
            self._waiting.append(row)

    def _case(self, row: RowSays, forum: str) -> Case:
        place = row.line.place
        return self.found.setdefault((folded(row.number), forum), Case(row.number, forum, place, CasePart(place)))

    def _deal_out(self) -> Iterator[Problem]:
        """Add the rows that wait to the decision of their case that was last taken before; to the first where none was yet.

        A case of which no forum is known has no id that would stay when one is.
        """
        self._take_as_said()
        taken: dict[str, list[tuple[str, Case]]] = defaultdict(list)
        for (number, _forum), case in self.found.items() if self._waiting else ():
            taken[number].append((case.taken or "", case))
        for row in self._waiting:
            if cases := sorted(taken[folded(row.number)], key=itemgetter(0)):
                day = max((event.on for event in row.events), default="")
                before = [case for first, case in cases if first <= day]
                yield from self._add(before[-1] if before else cases[0][1], row)
            else:
                text, hint = (
                    Text("no row of the case tells which forum decides in it"),
                    Text("add that row, or begin this one with #"),
                )
                yield self.at.wrong(row.line, self.says.columns.taken_in, LogRule.CASE_ID, text, hint)

    def _take_as_said(self) -> None:
        """A case of which no event tells that it was taken has come to that step on the day that the log gives for it."""
        for case in self.found.values():
            if (day := case.says.get("taken_on")) and case.taken is None:
                case.all.events[Event(StepKind.TAKEN, day, None, None)] = case.place

    def _add(self, case: Case, row: RowSays) -> Iterator[Problem]:
        place = row.line.place
        parts = [case.parts.setdefault(id_, CasePart(place)) for id_ in row.addressees]
        case.whole = case.whole and row.whole
        yield from self._say(case, row)
        for part in parts or [case.all]:
            part.terms.update(row.terms)
            part.events.update(dict.fromkeys(row.events, place))

    def _say(self, case: Case, row: RowSays) -> Iterator[Problem]:
        """What the row says of the decision itself; another row of its case may say the same, but not otherwise."""
        for name, (heading, value) in row.decision.items():
            cell = self.at.cell(row.line, heading)
            if value and case.says.setdefault(name, value) == value:
                case.said_at.setdefault(name, (cell, row.line.place))
            elif value:
                first, place = case.said_at[name]
                text = Text("'{cell}' here, but '{first}' at {place}, of the same case", cell=cell, first=first, place=place)
                yield self.at.wrong(row.line, heading, LogRule.CASE_DIFFERS, text, PER_FORUM if name == "taken_in" else None)
                if name == "taken_in":
                    return  # the day of another forum's decision is another
