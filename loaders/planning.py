"""What a load would do: all that files say, checked together with what the graph holds; nothing is written.

read → check → plan: a plan knows the journal's head that it was made for, so that nothing is written over what came since.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from loaders.conflicts import Prefer, Versions
from loaders.identities import changed_ids
from loaders.merged_away import as_merged
from loaders.noticing import notices_in
from loaders.ownership import withdraw
from loaders.reading import Reading, Row, in_file_order, placed, twice
from loaders.rules import NoticeRule
from loaders.staging import Staged
from loaders.unread import Unread
from model.changes import Operations
from model.checks import problems_in
from model.errors import InputError, Problem
from model.language import Counted, Text
from model.places import Place
from model.progress import Tell, silent, told
from model.record import Record
from model.trail import kept
from model.vocabulary import TYPES
from queries.graph import Graph
from queries.journal import Head, head, remembers
from queries.recalling import happened_since
from queries.registers import read_type

Withdrawal = Callable[[], Iterator[Problem]]
"""What lets go of what a source says no longer."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The operations that make the graph say what was read, the landscape that comes of them, and the head they were made for.

    `notices` is what is unusual in it.
    """

    reading: Reading
    head: Head
    staged: Staged
    operations: Operations
    notices: tuple[Problem, ...]


@contextmanager
def planned(
    graph: Graph, reading: Reading, tell: Tell = silent, *, keep_missing: bool = False, prefer: Prefer | None = None
) -> Iterator[Plan]:
    """What the load of `reading` would write. Raises InputError with every problem.

    What its source said before and says no longer is let go of, unless `keep_missing`. `prefer` says which wins where an
    export and the landscape have both changed a field.
    """
    with Staged.on_disk() as staged:
        now = _known(staged, graph, tell)
        strange = reading.stamp and not _recalled(staged, graph, reading.stamp) and now.number > 0
        lets_go = None if keep_missing else partial(withdraw, staged, graph, reading, prefer)
        problems = problems_of(staged, reading, tell, prefer, lets_go)
        if problems:
            text = Counted("{n} problem in {path}; nothing was written", "{n} problems in {path}; nothing was written",
                           n=len(problems), path=reading.path)  # fmt: skip
            raise InputError(text, problems, Text("Correct them and load again."))
        unusual = in_file_order(_placed(notice, staged, reading) for notice in notices_in(staged))
        notices = (*([_other_journal(reading)] if strange else []), *unusual)
        yield Plan(reading, now, staged, staged.operations(), notices)


def problems_of(
    staged: Staged, reading: Reading, tell: Tell = silent, prefer: Prefer | None = None, lets_go: Withdrawal | None = None
) -> list[Problem]:
    """Say all of `reading` over what is known; everything that is wrong with it, alone and together with what is known.

    Nothing is let go of while rows cannot be read: it might be what they say.
    """
    if reading.meet:
        reading.meet(staged.known_parties())
    unread = Unread()
    alone = list(_say(staged, reading, prefer, tell, unread))
    alone += (_placed(problem, staged, reading) for problem in changed_ids(staged))
    if lets_go and not alone:
        alone = list(lets_go())
    staged.keep(now for before, steps in staged.trails() if (now := kept(before, steps)) != before)
    together = [problem for problem in problems_in(staged, tell) if not unread.explains(problem)]
    return in_file_order([*alone, *(_placed(problem, staged, reading) for problem in together)])


def _known(staged: Staged, graph: Graph, tell: Tell) -> Head:
    """Keep what the graph holds, of one moment."""
    now = head(graph)
    for type_ in TYPES.values():
        staged.know(told(read_type(graph, type_), tell, Text("Reading {what}", what=type_.plural)))
    return now


def _recalled(staged: Staged, graph: Graph, stamp: Head) -> bool:
    """Whether the journal has the change that an export holds; then what there was at that time is kept."""
    if known := remembers(graph, stamp):
        staged.recall(happened_since(graph, stamp.number))
    return known


def _other_journal(reading: Reading) -> Problem:
    text = Text("exported from another landscape, or from this one before it was restored; what has changed since cannot be seen")
    hint = Text("look closely at what it changes; what it lacks is left alone")
    return Problem(NoticeRule.OTHER_JOURNAL, text, hint, place=Place(Path(reading.path).name))


def _say(staged: Staged, reading: Reading, prefer: Prefer | None, tell: Tell, unread: Unread) -> Iterator[Problem]:
    all_ = ((part.source, found) for part in reading.parts for found in as_merged(staged, part.found()))
    for source, found in told(all_, tell, Text("Reading {path}", path=reading.path), reading.rows):
        if isinstance(found, Row):
            yield from _say_row(found, source, staged, reading, prefer)
        else:
            unread.note(found)
            yield found
    yield from (placed(problem, reading.cell(problem.place, "id")) for problem in unread.twice(staged) if problem.place)


def _say_row(row: Row, source: str, staged: Staged, reading: Reading, prefer: Prefer | None) -> Iterator[Problem]:
    said, now = row.record, staged.known(row.record.label, row.record.id)
    was = now
    outcome: Record | list[Problem] | None = said
    if staged.recalled and staged.touched_since(said.label, said.id):
        was = staged.earlier(said.label, said.id)
        outcome = Versions(was, said, now).settled(prefer)
    if isinstance(outcome, list):
        yield from (placed(problem, reading.cell(row.place, problem.field)) for problem in outcome)
    elif outcome:
        who = _sayers(said, was if staged.recalled else None, now, source)
        record = outcome.model_copy(update={"asserted_by": who, "confirmed_on": now.confirmed_on if now else None})
        if before := staged.say(record, row.place):
            yield twice(record.label, record.id, before, reading.cell(row.place, "id"))


def _sayers(said: Record, was: Record | None, now: Record | None, source: str) -> tuple[str, ...]:
    """Whoever says the record: those who say it now, and whom the file adds to those that it was exported with, or its source."""
    added = set(said.asserted_by) - set(was.asserted_by) if was and now else set(said.asserted_by or (source,))
    return tuple(sorted({*(now.asserted_by if now else ()), *added}))


def _placed(problem: Problem, staged: Staged, reading: Reading) -> Problem:
    place = staged.place_of(problem.type, problem.id)
    return placed(problem, reading.cell(place, problem.field)) if place else problem
