"""Read a decision log of another system by its mapping: decisions, each addressee's assignment, and its steps.

wide   a row is a decision, or one addressee's part of it, with a column per step
long   a row is an event of a case

Ids consist of the case number (and the forum, where a case has a decision in each), the addressee and the step, so that a later
export of the log gives the same records.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loaders.log.addressees import settle_addressees
from loaders.log.cases import MAPPING_COLUMNS, Case, CasePart, Cases, KnownPart
from loaders.log.columns import LogColumns
from loaders.log.day_order import RowOrder, find_disordered_days, find_row_order
from loaders.log.known_cases import recall_cases
from loaders.log.log_rows import EventMoment, LogEvent
from loaders.log.mapping import FORUM, LEAVE_OUT, MappingFile, StepColumns
from loaders.log.table import LogTable, read_log_table
from loaders.log.vocabulary import HEADINGS, find_step_kind, fold_heading
from loaders.log.words import PartyNames
from loaders.rows.columns import fact_columns_of
from loaders.rows.dataset import DatasetRow, KnownRecords, Reading, RowResult, SkippedRow, place_problem
from loaders.rows.given_files import ensure_unchanged
from loaders.rows.rules import LogRule, RowRule
from loaders.text_files.csv_file import hash_files
from model.checks.validation import parse_record
from model.edits.trail_ids import assignment_id_of, slug_of_kind, step_id_of
from model.errors import FileLocation, Problem
from model.language import PluralText, Text
from model.rules import CellRule, LandscapeRule, RecordRule, Rule
from model.text.names import normalize_name
from model.text.nearest import format_suggestion
from model.vocabulary.contents import Party
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.record import LONGEST_NAME, LONGEST_TEXT, Record, period_fields_of
from model.vocabulary.registers import Source


def read_logs(paths: Sequence[Path], mapping: MappingFile, source: str | None = None) -> Reading:
    """Read logs as one, owned by `source` (the mapping's unless given); a case may continue from one to the next.

    Raises InputError when headings of the mapping are missing.
    """
    tables = _disambiguate([read_log_table(path, mapping.says.layout) for path in paths])
    log = DecisionLog(tables, mapping)
    found = log.found
    for table, path in zip(tables, paths, strict=True):
        found = ensure_unchanged(found, table.sha256, partial(_hash_file, path), path)
    return Reading(
        source or mapping.says.source, ", ".join(map(str, paths)), _hash_tables(tables), 0, found, log.place,
        covers=LOG_TYPES, notes=tuple(note for table in tables for note in table.notes), meet=log.meet, worded=log.worded,
        recall=log.recall,
    )  # fmt: skip


def _hash_file(path: Path) -> str:
    return hash_files([path])[0]


def _hash_tables(tables: Sequence[LogTable]) -> str:
    """Return the hash of the log; of several, a hash of their hashes."""
    hashes = [table.sha256 for table in tables]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


def _disambiguate(tables: Sequence[LogTable]) -> Sequence[LogTable]:
    """Return the tables with places that differ: by file name, or by path where two files share a name."""
    names = Counter(table.path.name for table in tables)
    return [table if names[table.path.name] == 1 else table.rename_file(str(table.path)) for table in tables]


LOG_TYPES = frozenset(type_.label for type_ in (Decision, Assignment, Step))
NO_ADDRESSEE = Text("the case has no addressee")
NO_ADDRESSEE_NAMED = Text(
    "name the addressee of such cases in the mapping: default_addressee: ID (taken_in: the forum that decided); "
    "or set the case aside by its number, under aside"
)
SAY_LOOSE_NUMBERS = Text(
    "if it is the number of another case in another writing, add loose_numbers: true to the mapping: they are then one case"
)
ID_WORDS = frozenset({FORUM, LEAVE_OUT})
"""Words that may stand for an id in a mapping."""
SAY_DEFAULT_ADDRESSEE = Text("name its column in the mapping, addressee, or the addressee of all cases: default_addressee: ID")
MAPPING_HINTS: Mapping[Rule, Text] = MappingProxyType(
    {
        RecordRule.PAUSE_UNTIL: Text(
            "if the log has none, add leave_out_undated: true to the mapping, which leaves out pauses without an end"
        ),
        RecordRule.STEP_DATES: Text("leave_out_undated: true in the mapping leaves out a pause that ends before it begins"),
        CellRule.TOO_LONG: Text("shorten it in the log, or remove its column from the mapping"),
        RecordRule.STEP_REASON: Text(
            "name its column in the mapping, as reason under columns; if the log has none, give one for all, such as "
            "default_reason: not given in the log"
        ),
        RowRule.ID_CHANGED: Text("per_forum and prefix change ids: restore the mapping as it was, or undo that load first"),
    }
)
"""Rule → what the mapping offers against a problem with it."""


class DecisionLog:
    """Logs with their mapping. Call `meet` before `found`, with the landscape's parties."""

    def __init__(self, tables: Sequence[LogTable], mapping: MappingFile) -> None:
        self.mapping, self.says = mapping, mapping.says
        self.tables = [(table, LogColumns(table, mapping)) for table in tables]
        self.at = {table.headings.place.file: at for table, at in self.tables}
        self.names = PartyNames()
        self.known: KnownRecords | None = None
        self.rows = RowOrder()

    def meet(self, parties: Iterable[Party]) -> None:
        """Use these parties, and forget those of an earlier call."""
        self.names, self.known = PartyNames(), None
        self.names.learn(parties)

    def recall(self, known: KnownRecords) -> None:
        """Take the logs for a part of what their source has told, and `known` for the rest."""
        self.known = known

    def found(self) -> Iterator[RowResult]:
        """Yield the records of all cases, and all problems of the log."""
        if self.says.source_name:
            values = {"name": self.says.source_name, "evidence": (self.says.source,)}
            yield from self._build_record(Source, self.says.source, values, self.mapping.place("source_name"))
        yield from (unknown := list(self._check_ids()))
        yield from self._list_unread_steps()
        cases = Cases(self.tables, self.mapping, self.names)
        yield from cases.gather()
        if self.known:
            recall_cases(cases, self.known)
        yield from cases.deal_out()
        yield from settle_addressees(cases)
        if self.says.kind == "long":
            parts = [_join_events(case, part) for case in cases.found.values() for part in case.parts.values()]
            self.rows = find_row_order(list(self.at), parts)
        yield from self._remark_no_kind(cases)
        yield from self._remark_no_day(cases)
        yield from self._remark_names()
        ids: dict[str, str] = {}
        for case in cases.found.values() if not unknown else ():
            id_ = cases.id_of(case)
            if not id_ or ids.setdefault(id_, case.key) != case.key:
                text = Text("the case number '{number}' gives no id of its own", number=case.number)
                yield Problem(
                    LogRule.CASE_ID, text, SAY_LOOSE_NUMBERS, field=self.says.columns.case, value=case.number, place=case.place
                )
            elif case.whole:
                yield from self._read_case(id_, case)

    def _check_ids(self) -> Iterator[Problem]:
        """Yield a problem for each default id in the mapping that no party has."""
        others = self.says.others
        defaults = {
            ("default_forum",): self.says.default_forum, ("default_addressee",): self.says.default_addressee,
            ("others", "forums"): others.forums, ("others", "addressees"): others.addressees,
        }  # fmt: skip
        for at, id_ in defaults.items():
            if id_ and id_ not in ID_WORDS and not self.names.of(id_):
                text = Text("there is no party '{id}'", id=id_)
                hint = format_suggestion(self.names.near(id_)) or Text("see all with: landskap parties")
                yield Problem(LogRule.PARTY, text, hint, field=".".join(at), value=id_, place=self.mapping.place(*at))

    def _remark_no_kind(self, cases: Cases) -> Iterator[SkippedRow]:
        """Yield a remark if the column of kinds is empty for some decisions, which then get a kind that the log does not say."""
        heading = self.says.columns.decision_kind
        lacking = [case for case in cases.found.values() if case.whole and not case.given["kind"]] if heading else []
        if lacking:
            why = PluralText(
                "'{heading}' is empty for {n} decision, which is loaded as {kind}: default_kind in the mapping chooses another",
                "'{heading}' is empty for {n} decisions, which are loaded as {kind}: default_kind in the mapping chooses another",
                heading=heading, n=len(lacking), kind=self.says.default_kind.term,
            )  # fmt: skip
            yield SkippedRow(lacking[0].place, why, rows=0)

    def _remark_no_day(self, cases: Cases) -> Iterator[SkippedRow]:
        """Yield a remark if decisions get no day: no question about times or a period counts them."""
        whole = [case for case in cases.found.values() if case.whole]
        lacking = [case for case in whole if not case.given["taken_on"] and case.taken is None]
        if lacking:
            why = PluralText(
                "{n} of {whole} decision has no day, and is not counted in times: taken_on in the mapping names its column",
                "{n} of {whole} decisions have no day, and are not counted in times: taken_on in the mapping names their column",
                n=len(lacking), whole=len(whole),
            )  # fmt: skip
            yield SkippedRow(lacking[0].place, why, rows=0)

    def _remark_names(self) -> Iterator[SkippedRow]:
        """Yield a remark for each party to which the mapping gives a name that no party has: nothing else knows it by that."""
        words: dict[str, list[str]] = {}
        for word, ids in (*self.says.forums.items(), *self.says.addressees.items()):
            id_ = ids[0] if isinstance(ids, tuple) and len(ids) == 1 else ids
            if isinstance(id_, str) and self.names.of(id_) and not self.names.of(word):
                words[id_] = [*dict.fromkeys((*words.get(id_, ()), word))]
        for id_, names in words.items():
            why = Text(
                "{id} is called {names} in the log alone; commands know it by that name, too, after: "
                'landskap set {id} aliases "{all}"',
                id=id_,
                names=", ".join(f"'{name}'" for name in names),
                all="; ".join((*self.names.aliases.get(id_, ()), *names)),
            )
            table = "forums" if names[0] in self.says.forums else "addressees"
            yield SkippedRow(self.mapping.place(table, names[0]), why, rows=0)

    def _list_unread_steps(self) -> Iterator[SkippedRow]:
        """Yield the columns that are named after a step or a new date and that the mapping does not name."""
        named = {normalize_name(heading) for _at, heading in self.says.headings()}
        for table, _at in self.tables:
            for heading in filter(None, map(str.strip, table.headings.cells)):
                if normalize_name(heading) in named:
                    continue
                if fold_heading(heading) in HEADINGS["until"]:
                    why = Text("the column '{heading}' is not read, and may give new dates, of pauses or as due", heading=heading)
                    yield SkippedRow(table.headings.place, why, rows=0)
                elif kind := find_step_kind(heading):
                    why = Text(
                        "the column '{heading}' is not read, and may tell of the step {step}", heading=heading, step=kind.term
                    )
                    yield SkippedRow(table.headings.place, why, rows=0)

    def place(self, place: FileLocation, field: str) -> FileLocation:
        """Return the cell of a field in the row of `place`; `place` itself where it is not in a log."""
        at = self.at.get(place.file)
        return at.place(place, field) if at else place

    def worded(self, problem: Problem) -> Problem:
        """Return a record's problem under the log's own heading (if any), with a hint on the mapping."""
        if problem.type not in LOG_TYPES:
            return problem
        if problem.rule == LandscapeRule.NO_ADDRESSEE:
            heading = self.says.columns.addressee
            return replace(
                problem, text=NO_ADDRESSEE, hint=NO_ADDRESSEE_NAMED if heading else SAY_DEFAULT_ADDRESSEE, field=heading or ""
            )
        return replace(problem, hint=MAPPING_HINTS.get(problem.rule, problem.hint), field=self._find_heading(problem) or "")

    def _find_heading(self, problem: Problem) -> str | None:
        """Return the heading of a record's field in the log; None without one."""
        columns, field = self.says.columns, problem.field
        if problem.type == Step.label and field in StepColumns.model_fields:
            # The id of a step ends with its kind.
            kind = next(kind for kind in StepKind if re.search(rf"-{slug_of_kind(kind)}(-\d+)?$", problem.id))
            heading: str | None = getattr(self.says.step(kind), field)
            return heading
        if problem.type == Step.label and field == "kind":
            return columns.event
        fields = {
            "id": columns.case, "case_number": columns.case, "name": columns.title, "kind": columns.decision_kind,
            "taken_in": columns.taken_in, "taken_on": columns.taken_on or columns.on,
            "addressee": columns.addressee, "owner": columns.owner, "due": columns.due or columns.due_moved,
            "due_words": columns.due or columns.due_moved, "first_due": columns.due, "first_due_words": columns.due,
        }  # fmt: skip
        return fields.get(field)

    def _read_case(self, id_: str, case: Case) -> Iterator[RowResult]:
        values = self._decision(case)
        evidence = case.number or values["name"]
        disorder: dict[SkippedRow, None] = {}
        yield from self._build_record(Decision, id_, values, case.place, evidence, _fields_said_of(case, values))
        for addressee, part in case.parts.items():
            known = case.known.get(addressee)
            assignment = known.assignment.id if known else assignment_id_of(id_, addressee)
            terms = {name: value for name, (_order, value) in (case.all.terms | part.terms).items()}
            if terms or not part.recalled:
                values = terms | {"decision": id_, "addressee": addressee}
                yield from self._build_record(Assignment, assignment, values, part.place, evidence, values)
            events = _join_events(case, part)
            for day in list(find_disordered_days(events, self.rows, self.says, known.standing if known else ())):
                disorder.update(dict.fromkeys(day.notices))
                events = {event: moment for event, moment in events.items() if event not in day.undone}
            yield from self._steps(assignment, events, evidence, known)
        yield from disorder

    def _decision(self, case: Case) -> dict[str, Any]:
        """Return the values of a case's decision. Its description has the titles that are too long for a name or do not count."""
        values = {name: case.values(name, self.says.differs.get(column)) for name, column in MAPPING_COLUMNS.items()}
        title, *others = values["name"] or [case.number or case.key]
        if len(title) > LONGEST_NAME:
            others.insert(0, title)
            title = f"{title[: LONGEST_NAME - 1]}…"
        return {
            "name": title,
            "kind": next(iter(values["kind"]), self.says.default_kind),
            "taken_in": next(iter(values["taken_in"]), case.forum or self.says.default_forum),
            "taken_on": next(iter(values["taken_on"]), case.taken),
            "case_number": case.number or None,
            "description": "; ".join(others)[:LONGEST_TEXT] or None,
        }

    def _steps(
        self, assignment: str, events: dict[LogEvent, EventMoment], number: str, known: KnownPart | None
    ) -> Iterator[RowResult]:
        ordered = sorted(events, key=lambda event: (event.on, event.until or "", event.reason or ""))
        for event, id_ in zip(ordered, _number_steps(assignment, ordered, known), strict=True):
            values = event._asdict() | {"assignment": assignment}
            said = {name for name, value in values.items() if value} | set(period_fields_of("until") if event.until else ())
            yield from self._build_record(Step, id_, values, events[event].place, number, said)

    def _build_record(
        self, type_: type[Record], id_: str, values: dict[str, Any], place: FileLocation, number: str = "",
        said: Collection[str] = (),
    ) -> Iterator[RowResult]:  # fmt: skip
        """Yield the record with `values`, of which rows have `said` some fields, or what is wrong with it."""
        evidence = f"{self.says.source} {number}".strip()[:LONGEST_NAME]
        found = parse_record(type_, {"evidence": (evidence,), "example": self.says.example, **values, "id": id_})
        if isinstance(found, Record):
            fields = {field for column in fact_columns_of(type_) for field in column.fields}
            yield DatasetRow(found, place, unsaid=frozenset(fields - {*said, "evidence", "example"}))
        else:
            worded = map(self.worded, found)
            yield from (place_problem(problem, self.place(place, problem.field)) for problem in worded)


def _fields_said_of(case: Case, values: Mapping[str, Any]) -> set[str]:
    """Return the fields of the decision that rows of the case fill."""
    told = {name for name in ("name", "kind", "taken_in") if case.given[name] or (name == "taken_in" and case.forum)}
    return {
        name for name, value in values.items() if value and (name in told or name not in MAPPING_COLUMNS or name == "taken_on")
    }


def _join_events(case: Case, part: CasePart) -> dict[LogEvent, EventMoment]:
    """Return the events of a part with those that concern every part."""
    both = case.all.events.keys() & part.events.keys()
    again = {event: part.events[event]._replace(again=(*part.events[event].again, case.all.events[event])) for event in both}
    return case.all.events | part.events | again


def _number_steps(assignment: str, events: Sequence[LogEvent], known: KnownPart | None) -> Iterator[str]:
    """Yield the id of each event's step, which ends with its kind, and its number from the second of that kind on.

    What the landscape has on the same day is the same step, and ids of steps that stand are not given again.
    """
    same = {(step.kind, step.on): step.id for step in known.steps} if known else {}
    met = [same.pop((event.kind, event.on), None) for event in events]
    taken = {*filter(None, met), *(step.id for step in known.standing if known)} if known else set()
    for event, id_ in zip(events, met, strict=True):
        given = id_ or step_id_of(assignment, event.kind, taken)
        taken.add(given)
        yield given
