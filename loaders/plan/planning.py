"""What a load would do: all that files say, checked together with what the graph holds; nothing is written.

read → check → plan: a plan knows the journal's head that it was made for, so that nothing is written over what came since.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from loaders.plan.load_fingerprints import Terms, nothing_new, receipt_of
from loaders.plan.stage_rows import say
from loaders.rows.dataset import Reading, in_file_order
from loaders.rows.rules import RowRule
from loaders.staging.conflict_blame import with_changes
from loaders.staging.conflicts import Prefer
from loaders.staging.identities import changed_ids
from loaders.staging.invalid_rows import Unread
from loaders.staging.ownership import withdraw
from loaders.staging.source_history import weigh
from loaders.staging.store import Staged
from loaders.warnings.notices import notices_in
from loaders.warnings.origins import of_their_origins
from model.changes.operations import Operations
from model.checks.landscape import problems_in
from model.checks.suggestions import suggested
from model.errors import InputError, Problem
from model.language import Counted, Text
from model.progress import Tell, silent, told
from model.vocabulary.assignment_state import kept
from model.vocabulary.types import TYPES
from queries.journal.journal import Head, head, remembers
from queries.journal.search import happened_since
from queries.landscape.registers import read_type, undisturbed
from queries.server.graph import Graph

SETTLE = Text(
    "Export anew and make the changes there, or load with --prefer file (the file's win) or --prefer graph (the landscape's)."
)
"""The way out of conflicts."""
Beyond = Callable[[], Iterator[Problem]]
"""What is done once every row could be read, with what the journal knows."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The operations that make the graph say what was read, the landscape that comes of them, and the head they were made for.

    `unchanged` is how many records of each type are said as they are, `notices` is what is unusual. `receipt` is kept with the
    load's change, if one can be given (`loaders/plan/load_fingerprints.py`).
    """

    reading: Reading
    head: Head
    staged: Staged
    operations: Operations
    unchanged: Mapping[str, int]
    notices: tuple[Problem, ...]
    receipt: str | None = None


@contextmanager
def planned(
    graph: Graph, reading: Reading, tell: Tell = silent, *, keep_missing: bool = False, prefer: Prefer | None = None
) -> Iterator[Plan]:
    """What the load of `reading` would write. Raises InputError with every problem.

    What its source said before and says no longer is let go of, unless `keep_missing`. `prefer` says which wins where a file
    and the landscape have both changed a field. When somebody changes the landscape meanwhile, it is planned anew: raises
    Conflict when that happens too often, GraphError while a large change, a restore or a copy is being written.
    """
    with ExitStack() as stack:

        def attempt() -> Plan:
            stack.close()  # what was staged for the attempt before
            return _plan(stack.enter_context(Staged.on_disk()), graph, reading, tell, Terms(keep_missing, prefer))

        yield undisturbed(graph, attempt)


def _plan(staged: Staged, graph: Graph, reading: Reading, tell: Tell, terms: Terms) -> Plan:
    """The plan for the landscape as it is found, in an empty `staged`. Raises InputError."""
    now = head(graph)
    if (unchanged := nothing_new(graph, now, reading, terms)) is not None:
        return Plan(reading, now, staged, (), unchanged, ())
    _know(staged, graph, tell)
    for stamp in {part.stamp for part in reading.parts if part.stamp}:
        _recall(staged, graph, stamp)
    problems = problems_of(staged, reading, tell, terms.prefer, partial(_beyond_the_rows, staged, graph, reading, terms))
    if problems:
        raise refused(reading, with_changes(graph, reading, problems))
    unusual = in_file_order((_placed(notice, staged, reading) for notice in notices_in(staged)), staged.tables)
    notices = (*of_their_origins(staged, reading, now), *unusual)
    return Plan(reading, now, staged, staged.operations(), staged.unchanged(), notices, receipt_of(staged, reading, terms))


def refused(reading: Reading, problems: Sequence[Problem]) -> InputError:
    """What is wrong with a load, in one sentence with the way out."""
    if all(problem.rule == RowRule.CONFLICT for problem in problems):
        text = Counted("{n} conflict between {path} and what has changed in the landscape since; nothing was written",
                       "{n} conflicts between {path} and what has changed in the landscape since; nothing was written",
                       n=len(problems), path=reading.path)  # fmt: skip
        return InputError(text, problems, SETTLE)
    text = Counted("{n} problem in {path}; nothing was written", "{n} problems in {path}; nothing was written",
                   n=len(problems), path=reading.path)  # fmt: skip
    return InputError(text, problems, Text("Correct them and load again."))


def problems_of(
    staged: Staged, reading: Reading, tell: Tell = silent, prefer: Prefer | None = None, beyond: Beyond | None = None
) -> list[Problem]:
    """Say all of `reading` over what is known; everything that is wrong with it, alone and together with what is known.

    While rows cannot be read nothing is done beyond them: nothing let go of that they might say.
    """
    if reading.meet:
        reading.meet(staged.known_parties())
    unread = Unread()
    alone = list(suggested(list(say(staged, reading, prefer, tell, unread)), staged))
    alone += (_placed(problem, staged, reading) for problem in changed_ids(staged))
    if beyond and all(problem.rule == RowRule.CONFLICT for problem in alone):
        alone += [_placed(problem, staged, reading) for problem in beyond()]
    staged.keep(now for before, steps in staged.trails() if (now := kept(before, steps)) != before)
    together = (problem for problem in problems_in(staged, tell, unread.so_far(staged)) if not unread.explains(problem))
    return in_file_order([*alone, *(_placed(problem, staged, reading) for problem in together)], staged.tables)


def _beyond_the_rows(staged: Staged, graph: Graph, reading: Reading, terms: Terms) -> Iterator[Problem]:
    yield from weigh(staged, graph, reading, terms.prefer)
    if not terms.keep_missing:
        yield from withdraw(staged, reading, terms.prefer)


def _know(staged: Staged, graph: Graph, tell: Tell) -> None:
    """Keep what the graph holds."""
    for type_ in TYPES.values():
        staged.know(told(read_type(graph, type_), tell, Text("Reading {what}", what=type_.plural)))


def _recall(staged: Staged, graph: Graph, stamp: Head) -> None:
    """Keep what there was at the change that an export holds, if the journal has it."""
    if remembers(graph, stamp):
        staged.recall(stamp, happened_since(graph, stamp.number))


def _placed(problem: Problem, staged: Staged, reading: Reading) -> Problem:
    place = problem.place or staged.place_of(problem.type, problem.id)
    return reading.told(problem, place) if place else problem
