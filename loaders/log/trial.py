"""Try a mapping on a log before it is answered, to find which entries the log needs, and in how many rows."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from loaders.log.cases import MAPPING_COLUMNS
from loaders.log.decision_log import DecisionLog
from loaders.log.log_rows import is_date_word
from loaders.log.mapping import MappingFile, OtherWords
from loaders.log.table import LogTable
from loaders.log.words import PartyNames
from loaders.rows.dataset import DatasetRow
from loaders.rows.dates import parse_excel_day
from loaders.rows.rules import LogRule
from model.checks.landscape import check_pauses
from model.errors import Problem
from model.rules import CellRule, RecordRule, Rule
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, DecisionKind, Step
from model.vocabulary.period import is_week_without_year

STAND_IN_PARTY = "somebody-who-is-not-said"
"""Stands in a trial for every unknown party."""
STAND_IN_ADDRESSEE = "nobody-who-is-said"
"""Stands in a trial for the addressee of decisions without one."""
PAUSE_LINES: Mapping[Rule, str] = MappingProxyType(
    {
        RecordRule.PAUSE_UNTIL: "leave_out_undated",
        RecordRule.STEP_DATES: "leave_out_undated",
        RecordRule.STEP_REASON: "default_reason",
    }
)
NO_RECORDS = Contents(())


@dataclass(slots=True)
class Trial:
    """The result: how often each entry of the mapping is needed, and the words for no date and for no case."""

    needs: Counter[str] = field(default_factory=Counter)
    no_dates: Counter[str] = field(default_factory=Counter)
    no_cases: Counter[str] = field(default_factory=Counter)
    slips: Counter[str] = field(default_factory=Counter)

    def beside(self, before: "Trial") -> "Trial":
        """Return this trial with the needs of an earlier one, which its entries have met since."""
        needs = {name: before.needs.get(name) or self.needs[name] for name in (*before.needs, *self.needs)}
        return Trial(Counter(needs), self.no_dates | before.no_dates, self.no_cases | before.no_cases, self.slips | before.slips)


def try_mapping(table: LogTable, mapping: MappingFile, names: PartyNames, before: Trial) -> Trial:
    """Read the log as if all questions were answered and the earlier needs were met. Returns the remaining needs."""
    log = DecisionLog([table], _fill_answers(mapping, before))
    log.names = PartyNames(
        defaultdict(set, {**names.ids_by_name, STAND_IN_PARTY: {STAND_IN_PARTY}, STAND_IN_ADDRESSEE: {STAND_IN_ADDRESSEE}})
    )
    trial = Trial()
    for found in log.found():
        if isinstance(found, Problem):
            _count_problem(trial, found, mapping)
        elif isinstance(found, DatasetRow):
            trial.needs["default_addressee"] += (
                isinstance(found.record, Assignment) and found.record.addressee == STAND_IN_ADDRESSEE
            )
            trial.needs["default_kind"] += (
                isinstance(found.record, Decision) and "kind" in found.unsaid and mapping.says.columns.decision_kind is not None
            )
            if isinstance(found.record, Step):
                trial.needs.update(PAUSE_LINES[problem.rule] for problem in check_pauses(found.record, NO_RECORDS))
    trial.needs = +trial.needs
    return trial


def _fill_answers(mapping: MappingFile, before: Trial) -> MappingFile:
    says = mapping.says
    others = OtherWords(events="leave_out", decision_kinds=DecisionKind.DECISION, forums="leave_out", addressees=STAND_IN_PARTY)
    answers = {
        "others": others,
        "date_format": says.date_format or "DD/MM/YYYY",
        "default_addressee": STAND_IN_ADDRESSEE,
        "default_forum": STAND_IN_PARTY if before.needs["default_forum"] else None,
    }
    return MappingFile(mapping.name, says.model_copy(update=answers), mapping.lines)


def _count_no_day(trial: Trial, problem: Problem, mapping: MappingFile) -> None:
    """Count the word, the number or the slip that a cell has instead of a day."""
    columns = mapping.says.columns
    ends = {columns.due, columns.due_moved, *(step.until for _kind, step in mapping.says.steps()), columns.until}
    if problem.field in ends and is_week_without_year(problem.value):
        trial.needs["weeks_without_year"] += 1
    elif is_date_word(problem.value):
        trial.no_dates[problem.value] += 1
    elif parse_excel_day(problem.value):
        trial.needs["excel_days"] += 1
    else:
        trial.slips[problem.value] += 1


def _count_problem(trial: Trial, problem: Problem, mapping: MappingFile) -> None:
    """Count the entry of the mapping that settles a problem, if there is one."""
    columns = mapping.says.columns
    heading = problem.field
    match problem.rule:
        case CellRule.DATE:
            _count_no_day(trial, problem, mapping)
        case LogRule.NO_CASE:
            trial.no_cases[problem.value] += 1
        case CellRule.REQUIRED | LogRule.CASE_ID if heading == columns.taken_in and heading != columns.case:
            trial.needs["default_forum"] += 1
        case CellRule.REQUIRED if heading == columns.case:
            trial.needs["without_number"] += 1
        case CellRule.REQUIRED if heading == columns.on:
            trial.needs["leave_out_undated"] += 1
        case LogRule.CASE_ID:
            trial.needs["loose_numbers"] += 1
        case LogRule.CASE_DIFFERS:
            trial.needs.update(f"differs.{column}" for column in MAPPING_COLUMNS.values() if getattr(columns, column) == heading)
