"""A decision log of another system, read by its mapping: decisions, each addressee's assignment, and the steps of that.

wide   a row is a decision, or one addressee's part of it, with a column per step
long   a row is an event of a case

Ids are made of the case number (and the forum, where a case makes a decision in each), the addressee and the step, so that a
later export of the log says the same records anew.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loaders.log_cases import Case, Cases
from loaders.log_columns import LogColumns
from loaders.log_mapping import MappingFile, StepColumns
from loaders.log_rows import Event
from loaders.log_table import LogTable, log_table
from loaders.log_words import PartyNames
from loaders.reading import Found, Reading, Row, placed
from loaders.rules import LogRule, RowRule
from model.contents import Party
from model.decisions import Assignment, Decision, DecisionKind, Step, StepKind
from model.errors import Problem
from model.language import Text
from model.places import Place
from model.record import LONGEST_NAME, Record
from model.registers import Source
from model.rules import LandscapeRule, RecordRule, Rule
from model.validation import record_said, slug_of


def read_log(path: Path, mapping: MappingFile, source: str | None = None) -> Reading:
    """What the log says, owned by `source` (the mapping's unless given).

    Raises InputError when headings that the mapping names are not there.
    """
    table = log_table(path, mapping.says.layout)
    log = DecisionLog(table, mapping)
    return Reading(
        source or mapping.says.source, str(path), table.sha256, table.lines, log.found, log.at.place,
        covers=COVERS, notes=table.notes, meet=log.meet, worded=log.worded,
    )  # fmt: skip


COVERS = frozenset(type_.label for type_ in (Decision, Assignment, Step))
NO_ADDRESSEE = Text("the case has no addressee")
LEAVE_OUT = Text(
    "give it in the log, or set the case's rows aside: with # before them, or by its number, under aside in the mapping"
)
NO_COLUMN = Text("say in the mapping which column has it: addressee")
WAYS_OUT: Mapping[Rule, Text] = MappingProxyType(
    {
        RecordRule.PAUSE_UNTIL: Text(
            "if the log has none, say leave_out_undated: true in the mapping: a pause without an end is then left out"
        ),
        RecordRule.STEP_REASON: Text(
            "if the log has none, say in the mapping what is to stand in its place, as in default_reason: not given in the log"
        ),
        RowRule.ID_CHANGED: Text(
            "per_forum and prefix make other ids than before: take back what was changed in the mapping, or undo that load first"
        ),
    }
)
"""What the mapping has for it."""


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
            id_ = self._id(case)
            if not id_ or ids.setdefault(id_, case.number) != case.number:
                text = Text("the case number '{number}' gives no id of its own", number=case.number)
                yield Problem(LogRule.CASE_ID, text, field=self.says.columns.case, value=case.number, place=case.place)
            elif case.whole:
                yield from self._of_case(id_, case)

    def worded(self, problem: Problem) -> Problem:
        """A problem with what the log says: at the log's own heading (none where it has none), with a way out by the mapping."""
        if problem.rule == LandscapeRule.NO_ADDRESSEE:
            heading = self.says.columns.addressee
            return replace(problem, text=NO_ADDRESSEE, hint=LEAVE_OUT if heading else NO_COLUMN, field=heading or "")
        return replace(problem, hint=WAYS_OUT.get(problem.rule, problem.hint), field=self._heading(problem) or "")

    def _heading(self, problem: Problem) -> str | None:
        """The heading under which the log says the field of a record."""
        columns, field = self.says.columns, problem.field
        if problem.type == Step.label and field in StepColumns.model_fields:
            heading: str | None = getattr(self.says.step(_kind_in(problem.id)), field)
            return heading
        if problem.type == Step.label and field == "kind":
            return columns.event
        fields = {
            "id": columns.case, "case_number": columns.case, "name": columns.title, "kind": columns.decision_kind,
            "taken_in": columns.taken_in, "taken_on": columns.taken_on or columns.on,
            "addressee": columns.addressee, "owner": columns.owner, "due": columns.due,
        }  # fmt: skip
        return fields.get(field) if problem.type in COVERS else None

    def _id(self, case: Case) -> str:
        """The id of the decision of a case; empty when its number gives none."""
        own = slug_of(case.number)
        return "-".join(filter(None, (self.says.prefix, own, case.forum and f"i-{case.forum}"))) if own else ""

    def _of_case(self, id_: str, case: Case) -> Iterator[Found]:
        values = {"name": case.number, "kind": DecisionKind.DECISION, "taken_on": case.taken} | case.says
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
            id_ = f"{assignment}-{_id_of(event.kind)}{nth}"
            yield from self._record(Step, id_, event._asdict() | {"assignment": assignment}, place, number)

    def _record(self, type_: type[Record], id_: str, values: dict[str, Any], place: Place, number: str = "") -> Iterator[Found]:
        evidence = f"{self.says.source} {number}".strip()[:LONGEST_NAME]
        found = record_said(type_, {"evidence": (evidence,), "example": self.says.example, **values, "id": id_})
        if isinstance(found, Record):
            yield Row(found, place)
        else:
            worded = map(self.worded, found)
            yield from (placed(problem, self.at.place(place, problem.field)) for problem in worded)


def _id_of(kind: StepKind) -> str:
    return kind.replace("_", "-")


def _kind_in(id_: str) -> StepKind:
    """The kind of the step of that id, which ends with it."""
    return next(kind for kind in StepKind if re.search(rf"-{_id_of(kind)}(-\d+)?$", id_))
