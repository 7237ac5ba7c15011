"""What a load would do: all that files say, checked together with what the graph holds; nothing is written.

read → check → plan: a plan knows the journal's head that it was made for, so that nothing is written over what came since.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from loaders.plan.load_fingerprints import LoadTerms, build_receipt, find_unchanged_counts
from loaders.plan.stage_rows import stage_reading
from loaders.rows.dataset import Reading, sort_problems
from loaders.rows.rules import RowRule
from loaders.staging.conflict_blame import blame_conflicts
from loaders.staging.conflicts import Preference
from loaders.staging.identities import find_changed_ids
from loaders.staging.invalid_rows import InvalidRows
from loaders.staging.ownership import withdraw_missing
from loaders.staging.source_history import keep_newer_values
from loaders.staging.store import StagedRecords
from loaders.warnings.notices import find_load_notices
from loaders.warnings.origins import find_origin_notices
from model.changes.chain import Head
from model.changes.operations import Operations
from model.checks.landscape import find_problems
from model.checks.suggestions import add_suggestions
from model.errors import InputError, Problem
from model.language import PluralText, Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.vocabulary.assignment_state import derive_assignment
from model.vocabulary.types import TYPES
from queries.journal.journal import has_past_head, read_head
from queries.journal.search import find_operations_since
from queries.landscape.registers import read_records, read_undisturbed
from queries.server.graph import Graph

SETTLE_CONFLICTS = Text(
    "Export anew and make the changes there, or load with --prefer file (the file's win) or --prefer graph (the landscape's)."
)
"""The way out of conflicts."""
_LaterChecks = Callable[[], Iterator[Problem]]
"""What is done once every row could be read, with what the journal knows."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The operations that make the graph say what was read, the landscape that comes of them, and the head they were made for.

    `unchanged` is how many records of each type are said as they are, `notices` is what is unusual. `receipt` is kept with the
    load's change, if one can be given (`loaders/plan/load_fingerprints.py`).
    """

    reading: Reading
    head: Head
    staged: StagedRecords
    operations: Operations
    unchanged: Mapping[str, int]
    notices: tuple[Problem, ...]
    receipt: str | None = None


@contextmanager
def plan_load(
    graph: Graph,
    reading: Reading,
    tell: ProgressCallback = ignore_progress,
    *,
    keep_missing: bool = False,
    prefer: Preference | None = None,
) -> Iterator[Plan]:
    """What the load of `reading` would write. Raises InputError with every problem.

    What its source said before and says no longer is let go of, unless `keep_missing`. `prefer` says which wins where a file
    and the landscape have both changed a field. When somebody changes the landscape meanwhile, it is planned anew: raises
    Conflict when that happens too often, GraphError while a large change, a restore or a copy is being written.
    """
    with ExitStack() as stack:

        def attempt() -> Plan:
            stack.close()  # what was staged for the attempt before
            return _make_plan(stack.enter_context(StagedRecords.on_disk()), graph, reading, tell, LoadTerms(keep_missing, prefer))

        yield read_undisturbed(graph, attempt)


def _make_plan(staged: StagedRecords, graph: Graph, reading: Reading, tell: ProgressCallback, terms: LoadTerms) -> Plan:
    """The plan for the landscape as it is found, in an empty `staged`. Raises InputError."""
    now = read_head(graph)
    if (unchanged := find_unchanged_counts(graph, now, reading, terms)) is not None:
        return Plan(reading, now, staged, (), unchanged, ())
    _stage_known(staged, graph, tell)
    for stamp in {part.stamp for part in reading.parts if part.stamp}:
        _stage_earlier(staged, graph, stamp)
    problems = find_load_problems(staged, reading, tell, terms.prefer, partial(_check_history, staged, graph, reading, terms))
    if problems:
        raise build_load_error(reading, blame_conflicts(graph, reading, problems))
    unusual = sort_problems((_locate_problem(notice, staged, reading) for notice in find_load_notices(staged)), staged.tables)
    notices = (*find_origin_notices(staged, reading, now), *unusual)
    return Plan(reading, now, staged, staged.operations(), staged.unchanged(), notices, build_receipt(staged, reading, terms))


def build_load_error(reading: Reading, problems: Sequence[Problem]) -> InputError:
    """What is wrong with a load, in one sentence with the way out."""
    if all(problem.rule == RowRule.CONFLICT for problem in problems):
        text = PluralText("{n} conflict between {path} and what has changed in the landscape since; nothing was written",
                       "{n} conflicts between {path} and what has changed in the landscape since; nothing was written",
                       n=len(problems), path=reading.path)  # fmt: skip
        return InputError(text, problems, SETTLE_CONFLICTS)
    text = PluralText("{n} problem in {path}; nothing was written", "{n} problems in {path}; nothing was written",
                   n=len(problems), path=reading.path)  # fmt: skip
    return InputError(text, problems, Text("Correct them and load again."))


def find_load_problems(
    staged: StagedRecords,
    reading: Reading,
    tell: ProgressCallback = ignore_progress,
    prefer: Preference | None = None,
    beyond: _LaterChecks | None = None,
) -> list[Problem]:
    """Say all of `reading` over what is known; everything that is wrong with it, alone and together with what is known.

    While rows cannot be read nothing is done beyond them: nothing let go of that they might say.
    """
    if reading.meet:
        reading.meet(staged.known_parties())
    unread = InvalidRows()
    alone = list(add_suggestions(list(stage_reading(staged, reading, prefer, tell, unread)), staged))
    alone += (_locate_problem(problem, staged, reading) for problem in find_changed_ids(staged))
    if beyond and all(problem.rule == RowRule.CONFLICT for problem in alone):
        alone += [_locate_problem(problem, staged, reading) for problem in beyond()]
    staged.keep(now for before, steps in staged.trails() if (now := derive_assignment(before, steps)) != before)
    together = (problem for problem in find_problems(staged, tell, unread.find_problems(staged)) if not unread.explains(problem))
    return sort_problems([*alone, *(_locate_problem(problem, staged, reading) for problem in together)], staged.tables)


def _check_history(staged: StagedRecords, graph: Graph, reading: Reading, terms: LoadTerms) -> Iterator[Problem]:
    yield from keep_newer_values(staged, graph, reading, terms.prefer)
    if not terms.keep_missing:
        yield from withdraw_missing(staged, reading, terms.prefer)


def _stage_known(staged: StagedRecords, graph: Graph, tell: ProgressCallback) -> None:
    """Keep what the graph holds."""
    for type_ in TYPES.values():
        staged.know(report_progress(read_records(graph, type_), tell, Text("Reading {what}", what=type_.plural)))


def _stage_earlier(staged: StagedRecords, graph: Graph, stamp: Head) -> None:
    """Keep what there was at the change that an export holds, if the journal has it."""
    if has_past_head(graph, stamp):
        staged.recall(stamp, find_operations_since(graph, stamp.number))


def _locate_problem(problem: Problem, staged: StagedRecords, reading: Reading) -> Problem:
    place = problem.place or staged.place_of(problem.type, problem.id)
    return reading.told(problem, place) if place else problem
