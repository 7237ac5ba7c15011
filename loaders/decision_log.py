"""A decision log of another system, read by its mapping: decisions, each addressee's assignment, and the steps of that.

wide   a row is a decision, or one addressee's part of it, with a column per step
long   a row is an event of a case

Ids are made of the case number, the addressee and the step, so that a later export of the log says the same records anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from loaders.log_cases import Case, Cases, Event, LogColumns
from loaders.log_mapping import MappingFile
from loaders.log_table import LogTable, log_table
from loaders.log_words import PartyNames
from loaders.reading import Found, Reading, Row, placed
from loaders.rules import LogRule
from model.contents import Party
from model.decisions import Assignment, Decision, DecisionKind, Step, StepKind
from model.errors import Problem
from model.language import Text
from model.one_line import on_one_line
from model.places import Place
from model.record import LONGEST_NAME, Record
from model.registers import Source
from model.validation import record_from, slug_of


def read_log(path: Path, mapping: MappingFile, source: str | None = None) -> Reading:
    """What the log says, owned by `source` (the mapping's unless given).

    Raises InputError when headings that the mapping names are not there.
    """
    table = log_table(path, mapping.says.layout)
    log = DecisionLog(table, mapping)
    return Reading(
        source or mapping.says.source, str(path), table.sha256, table.lines, log.found, log.cell,
        covers=COVERS, notes=table.notes, meet=log.meet,
    )  # fmt: skip


COVERS = frozenset(type_.label for type_ in (Decision, Assignment, Step))


class DecisionLog:
    """A log and its mapping. It meets the landscape's parties (`names`) before it is gone through."""

    def __init__(self, table: LogTable, mapping: MappingFile) -> None:
        self.table, self.mapping, self.says = table, mapping, mapping.says
        self.at = LogColumns(table, mapping)
        self.names = PartyNames()

    def meet(self, parties: Iterable[Party]) -> None:
        """Know the landscape's parties, and none that were met before."""
        self.names = PartyNames()
        self.names.learn(parties)

    def found(self) -> Iterator[Found]:
        """The records of all cases, and what is wrong with the log."""
        if self.says.source_name:
            values = {"name": self.says.source_name, "evidence": (self.says.source,)}
            yield from self._record(Source, self.says.source, values, self.mapping.place("source_name"))
        cases = Cases(self.table, self.mapping, self.at, self.names)
        yield from cases.gathered()
        ids: dict[str, str] = {}
        for case in cases.found.values():
            id_ = self._id(case.number)
            if not id_ or ids.setdefault(id_, case.number) != case.number:
                text = Text("the case number '{number}' gives no id of its own", number=case.number)
                yield Problem(LogRule.CASE_ID, text, field=self.says.columns.case, value=case.number, place=case.place)
            elif case.whole:
                yield from self._of_case(id_, case)

    def cell(self, place: Place, field: str) -> Place:
        """The cell of a record's field, or of a heading, in the row of `place`."""
        return self.at.place(place, self._heading(field))

    def _heading(self, field: str) -> str:
        """The heading under which a record's field stands; the field itself when there is none."""
        columns = self.says.columns
        known = {
            "name": columns.title,
            "id": columns.case,
            "case_number": columns.case,
            "kind": columns.event or columns.decision_kind,
        }
        return known.get(field) or getattr(columns, field, None) or field

    def _id(self, number: str) -> str:
        own = slug_of(number)
        return f"{self.says.prefix}-{own}" if own and self.says.prefix else own

    def _of_case(self, id_: str, case: Case) -> Iterator[Found]:
        events = chain(case.all.events, *(part.events for part in case.parts.values()))
        taken = min((event.on for event in events if event.kind == StepKind.TAKEN), default=None)
        values = {"name": case.number, "kind": DecisionKind.DECISION, "taken_on": taken} | case.says
        yield from self._record(Decision, id_, values | {"case_number": case.number}, case.place, case.number)
        for addressee, part in case.parts.items():
            assignment = f"{id_}-till-{addressee}"
            terms = case.all.terms | part.terms | {"decision": id_, "addressee": addressee}
            yield from self._record(Assignment, assignment, terms, part.place, case.number)
            yield from self._steps(assignment, case.all.events | part.events, case.number)

    def _steps(self, assignment: str, events: dict[Event, Place], number: str) -> Iterator[Found]:
        seen: dict[StepKind, int] = {}
        for event, place in sorted(events.items(), key=lambda item: (item[0].on, item[0].until or "", item[0].reason or "")):
            seen[event.kind] = seen.get(event.kind, 0) + 1
            nth = f"-{seen[event.kind]}" if seen[event.kind] > 1 else ""
            id_ = f"{assignment}-{event.kind.replace('_', '-')}{nth}"
            yield from self._record(Step, id_, event._asdict() | {"assignment": assignment}, place, number)

    def _record(self, type_: type[Record], id_: str, values: dict[str, Any], place: Place, number: str = "") -> Iterator[Found]:
        evidence = f"{self.says.source} {number}".strip()[:LONGEST_NAME]
        said = on_one_line(type_, values)  # what a case-management system hides in a title is not for its readers to mend
        found = record_from(type_, {"evidence": (evidence,), "example": self.says.example, **said, "id": id_})
        if isinstance(found, Record):
            yield Row(found, place)
        else:
            yield from (
                placed(replace(problem, field=self._heading(problem.field)), self.cell(place, problem.field)) for problem in found
            )
