"""Plan a load: stage the records of files over those of the graph, check the result, and derive the operations.

Read it from `_make_plan` down. Nothing is written: a plan knows the journal's head that it was made
for, so that it never overwrites later changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from loaders.plan.load_fingerprints import LoadTerms, build_receipt, find_unchanged_counts
from loaders.rows.dataset import Reading, sort_problems
from loaders.rows.rules import RowRule
from loaders.staging.conflict_blame import blame_conflicts
from loaders.staging.conflicts import Preference
from loaders.staging.identities import find_changed_ids
from loaders.staging.ownership import retract_missing
from loaders.staging.report import HistoryReport, LoadPart, LoadReport
from loaders.staging.source_history import keep_newer_values
from loaders.staging.staged_rows import stage_rows
from loaders.staging.store import StagedRecords
from loaders.warnings.load_notices import find_load_notices
from loaders.warnings.provenance import find_origin_notices
from model.changes.chain import Head
from model.changes.operations import Operations
from model.checks.landscape import find_problems
from model.checks.suggestions import add_suggestions
from model.errors import InputError, Problem
from model.language import PluralText, Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.vocabulary.assignment_state import derive_assignment
from model.vocabulary.revision_events import RevisionEvent
from model.vocabulary.types import TYPES
from queries.archive.standing import find_early_decisions
from queries.journal.journal import has_past_head, read_head
from queries.journal.search import find_operations_since
from queries.landscape.registers import read_records, read_undisturbed
from queries.server.graph import Graph

SETTLE_CONFLICTS = Text(
    "Export anew and make the changes there, or load with --prefer file (the file's win) or --prefer graph (the landscape's)."
)
"""The way out of conflicts."""
NO_TERMS = LoadTerms()


@dataclass(frozen=True, slots=True)
class Plan:
    """The operations of a load, the landscape as it will be, and the journal's head that the plan was made for.

    `unchanged` is the number of records of each type that the files have as the graph holds them; `notices` are about
    unusual changes. `receipt` is kept with the load's change, if it has one (`load_fingerprints`).
    """

    reading: Reading
    head: Head
    staged: StagedRecords
    operations: Operations
    unchanged: Mapping[str, int]
    notices: tuple[Problem, ...] = ()
    receipt: str | None = None
    report: LoadReport = field(default_factory=LoadReport)


@contextmanager
def plan_load(
    graph: Graph,
    reading: Reading,
    tell: ProgressCallback = ignore_progress,
    *,
    keep_missing: bool = False,
    prefer: Preference | None = None,
) -> Iterator[Plan]:
    """Yield the plan of a load of `reading`. Raises InputError with all problems.

    Records that their source had before and lacks now are taken from it, unless `keep_missing`. `prefer` decides where a file
    and the landscape have both changed a field. If the landscape changes meanwhile, the plan is made again: raises
    Conflict if that happens too often, GraphError while a large change, a restore or a copy is being written.
    """
    with ExitStack() as stack:

        def attempt() -> Plan:
            stack.close()  # the store of the attempt before
            staged = stack.enter_context(StagedRecords.on_disk())
            return _make_plan(staged, graph, reading, LoadTerms(keep_missing, prefer), tell)

        yield read_undisturbed(graph, attempt)


def _make_plan(staged: StagedRecords, graph: Graph, reading: Reading, terms: LoadTerms, tell: ProgressCallback) -> Plan:
    """Return the plan for the landscape as the graph holds it now. `staged` is empty. Raises InputError."""
    head = read_head(graph)
    if (unchanged := find_unchanged_counts(graph, head, reading, terms)) is not None:
        return Plan(reading, head, staged, (), unchanged)
    parts = _read_landscape(staged, graph, reading, tell)
    report = stage_load(staged, reading, parts, terms, graph, tell)
    early = find_early_decisions(graph, staged.of(RevisionEvent).values())
    if problems := [*report.problems, *(_locate_problem(problem, staged, reading) for problem in early)]:
        raise build_load_error(reading, blame_conflicts(graph, reading, problems))
    unusual = [_locate_problem(notice, staged, reading) for notice in find_load_notices(staged, report)]
    notices = (*find_origin_notices(staged, report, head), *sort_problems(unusual, report.rows.tables))
    receipt = build_receipt(staged, report, reading, terms)
    return Plan(reading, head, staged, staged.operations(), staged.count_unchanged(), notices, receipt, report)


def _read_landscape(staged: StagedRecords, graph: Graph, reading: Reading, tell: ProgressCallback) -> tuple[LoadPart, ...]:
    """Add the graph's records to `staged`, and the records of each export of this landscape as they were when it was written.

    Returns the files of `reading`.
    """
    for type_ in TYPES.values():
        staged.add_known(report_progress(read_records(graph, type_), tell, Text("Reading {what}", what=type_.plural)))
    stamps = {part.stamp for part in reading.parts if part.stamp and has_past_head(graph, part.stamp)}
    for stamp in stamps:
        staged.add_earlier(stamp.number, find_operations_since(graph, stamp.number))
    return tuple(
        LoadPart(number, part, part.stamp.number if part.stamp in stamps and part.stamp else None)
        for number, part in enumerate(reading.parts)
    )


def stage_load(
    staged: StagedRecords,
    reading: Reading,
    parts: Sequence[LoadPart] | None = None,
    terms: LoadTerms = NO_TERMS,
    graph: Graph | None = None,
    tell: ProgressCallback = ignore_progress,
) -> LoadReport:
    """Stage `reading` over the known records, check the resulting landscape, and return a report.

    `parts` are the files of `reading`. Without a `graph` there is no journal: nothing is compared with earlier loads, and no
    record is taken from its source.
    """
    parts = tuple(parts or (LoadPart(number, part) for number, part in enumerate(reading.parts)))
    if reading.meet:
        reading.meet(staged.known_parties())
    if reading.recall and terms.keep_missing:
        reading.recall(staged)
    rows = stage_rows(staged, reading, parts, terms.prefer, tell, terms.keep_missing)
    problems = list(add_suggestions(rows.problems, staged))
    problems += (_locate_problem(problem, staged, reading) for problem in find_changed_ids(staged))
    history, conflicts = HistoryReport(), list[Problem]()
    if graph and all(problem.rule == RowRule.CONFLICT for problem in problems):  # an unreadable row may have what seems missing
        history = keep_newer_values(staged, graph, parts, terms.prefer)
        conflicts = [] if terms.keep_missing else retract_missing(staged, parts, terms.prefer)
    derived = ((before, derive_assignment(before, steps)) for before, steps in staged.assignments_with_steps())
    staged.overwrite(now for before, now in derived if now != before)
    together = find_problems(staged, tell, rows.invalid.find_problems(staged))
    unexplained = (problem for problem in together if not rows.invalid.explains(problem))
    problems += (_locate_problem(problem, staged, reading) for problem in (*history.problems, *conflicts, *unexplained))
    newer = {at: rows.newer[at] + staged.count_added_since(at) for part in parts if (at := part.exported_at) is not None}
    return LoadReport(parts, rows, history, newer, tuple(sort_problems(problems, rows.tables)))


def _locate_problem(problem: Problem, staged: StagedRecords, reading: Reading) -> Problem:
    """Return the problem at the cell of its record's row, if a file has one."""
    place = problem.place or staged.place_of(problem.type, problem.id)
    return reading.locate(problem, place) if place else problem


def build_load_error(reading: Reading, problems: Sequence[Problem]) -> InputError:
    """Return the error of a load with these problems, with the way out."""
    if all(problem.rule == RowRule.CONFLICT for problem in problems):
        text = PluralText("{n} conflict between {path} and what has changed in the landscape since; nothing was written",
                       "{n} conflicts between {path} and what has changed in the landscape since; nothing was written",
                       n=len(problems), path=reading.path)  # fmt: skip
        return InputError(text, problems, SETTLE_CONFLICTS)
    text = PluralText("{n} problem in {path}; nothing was written", "{n} problems in {path}; nothing was written",
                   n=len(problems), path=reading.path)  # fmt: skip
    return InputError(text, problems, Text("Correct them and load again."))
