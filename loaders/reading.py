"""What was read from files, before anything is written: records, where each stood, and everything that is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from model.checks import problems_in
from model.contents import Contents
from model.errors import Problem
from model.record import Record
from model.trail import trails_kept


@dataclass(frozen=True, slots=True)
class Reading:
    """Records with their places (type, id → "actor.csv:7"), the problems found, and the SHA-256 of what was read.

    `source` is the id under which the load owns what it says.
    """

    source: str
    path: str
    sha256: str
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def placed(self, problem: Problem) -> Problem:
        """`problem` with the file and line where its record was read."""
        return problem if problem.place else replace(problem, place=self.places.get((problem.type, problem.id), ""))


def asserted(current: Contents, records: Iterable[Record], source: str) -> list[Record]:
    """`records` as said by `source` as well as by whoever said them before."""
    return [_asserted(current.find(record.label, record.id), record, source) for record in records]


def _asserted(known: Record | None, record: Record, source: str) -> Record:
    before = known.asserted_by if known else ()
    return record.model_copy(update={"asserted_by": tuple(sorted({*before, source}))})


def joined(current: Contents, reading: Reading) -> Contents:
    """The landscape as it would be after the load: what is there, and what was read, which wins."""
    return trails_kept(current.with_(asserted(current, reading.records, reading.source)))


def problems_of(current: Contents, reading: Reading) -> list[Problem]:
    """Everything wrong with `reading`, alone and together with what is there; in the order of the files."""
    whole = problems_in(joined(current, reading))
    return [reading.placed(problem) for problem in (*reading.problems, *whole)]
