"""What may have been meant by references to what there is not; a large file may hold very many of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from model.errors import Problem
from model.language import Text
from model.nearness import did_you_mean, nearest
from model.record import Record
from model.registers import Source
from model.rules import ReferenceRule
from model.vocabulary import TYPES, targets

MOST_LISTED = 10
"""Ids of a type of which all are told, where none is near."""
MOST_COMPARED = 5_000_000
"""Ids that are looked at for the sake of suggestions, some seconds' worth; unknown references after that are told without any."""

Types = tuple[type[Record], ...]
Ids = Callable[[type[Record]], Iterable[str]]
"""The ids that there are of a type."""


def suggested(problems: Iterable[Problem], ids_of: Ids) -> Iterator[Problem]:
    """The problems; those with unknown references hint at the nearest ids. The same slip is looked up once."""
    known: dict[Types, list[str]] = {}
    hints: dict[tuple[Types, str], Text | None] = {}
    compared = 0
    for problem in problems:
        if problem.rule != ReferenceRule.REFERENCE:
            yield problem
            continue
        types = wanted_by(problem)
        if (types, problem.value) not in hints:
            ids = known.setdefault(types, [] if types in known else [id_ for type_ in types for id_ in ids_of(type_)])
            compared += len(ids)
            hints[types, problem.value] = _hint(problem.value, ids) if compared <= MOST_COMPARED else None
        yield replace(problem, hint=hints[types, problem.value])


def wanted_by(problem: Problem) -> Types:
    """The types that a field may name which names what there is not."""
    ref = TYPES[problem.type].references().get(problem.field)
    return targets(ref) if ref else (Source,)


def _hint(said: str, known: Sequence[str]) -> Text | None:
    if near := nearest(said, known):
        return did_you_mean(near)
    return Text("choose among {choices}", choices=", ".join(known)) if 0 < len(known) <= MOST_LISTED else None
