"""What a load would do: all that files say, checked together with what the graph holds; nothing is written.

read → check → plan: a plan knows the journal's head that it was made for, so that nothing is written over what came since.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from loaders.identities import changed_ids
from loaders.noticing import notices_in
from loaders.reading import Found, Reading, Row, in_file_order, placed
from loaders.rules import RowRule
from loaders.staging import Staged
from model.changes import Operations
from model.checks import problems_in
from model.errors import InputError, Problem
from model.language import Counted, Text
from model.progress import Tell, silent, told
from model.record import Record
from model.trail import kept
from model.vocabulary import TYPES
from queries.graph import Graph
from queries.journal import Head, head
from queries.registers import read_type


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
def planned(graph: Graph, reading: Reading, tell: Tell = silent) -> Iterator[Plan]:
    """What the load of `reading` would write. Raises InputError with every problem."""
    with Staged.on_disk() as staged:
        now = _known(staged, graph, tell)
        problems = problems_of(staged, reading, tell)
        if problems:
            text = Counted("{n} problem in {path}; nothing was written", "{n} problems in {path}; nothing was written",
                           n=len(problems), path=reading.path)  # fmt: skip
            raise InputError(text, problems, Text("Correct them and load again."))
        notices = tuple(in_file_order(_placed(notice, staged, reading) for notice in notices_in(staged)))
        yield Plan(reading, now, staged, staged.operations(), notices)


def problems_of(staged: Staged, reading: Reading, tell: Tell = silent) -> list[Problem]:
    """Say all of `reading` over what is known; everything that is wrong with it, alone and together with what is known."""
    if reading.meet:
        reading.meet(staged.known_parties())
    alone = [*_say(staged, reading, tell), *(_placed(problem, staged, reading) for problem in changed_ids(staged))]
    staged.keep(now for before, steps in staged.trails() if (now := kept(before, steps)) != before)
    together = problems_in(staged, tell)
    return in_file_order([*alone, *(_placed(problem, staged, reading) for problem in together)])


def _known(staged: Staged, graph: Graph, tell: Tell) -> Head:
    """Keep what the graph holds, of one moment."""
    now = head(graph)
    for type_ in TYPES.values():
        staged.know(told(read_type(graph, type_), tell, Text("Reading {what}", what=type_.plural)))
    return now


def _say(staged: Staged, reading: Reading, tell: Tell) -> Iterator[Problem]:
    for part, found in told(_of_parts(reading), tell, Text("Reading {path}", path=reading.path), reading.rows):
        if isinstance(found, Row):
            record = _asserted(found.record, staged.known(found.record.label, found.record.id), part.source)
            if before := staged.say(record, found.place):
                text, place = (
                    Text("'{id}' stands already at {place}", id=record.id, place=before),
                    reading.cell(found.place, "id"),
                )
                yield Problem(RowRule.ID_TWICE, text, None, record.label, record.id, "id", record.id, place)
        else:
            yield found


def _of_parts(reading: Reading) -> Iterator[tuple[Reading, Found]]:
    """What the files say, each with the reading whose source says it."""
    return ((part, found) for part in reading.parts for found in part.found())


def _asserted(record: Record, known: Record | None, source: str) -> Record:
    """`record` as said by `source`, or by whom our own export says, as well as by whoever said it before."""
    who = {*(known.asserted_by if known else ()), *(record.asserted_by or (source,))}
    return record.model_copy(update={"asserted_by": tuple(sorted(who))})


def _placed(problem: Problem, staged: Staged, reading: Reading) -> Problem:
    place = staged.place_of(problem.type, problem.id)
    return placed(problem, reading.cell(place, problem.field)) if place else problem
