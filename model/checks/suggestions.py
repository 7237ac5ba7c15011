"""What may have been meant by references to what there is not; a large file may hold very many of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from model.checks.validation import several_in
from model.errors import Problem
from model.language import Text
from model.rules import CellRule, ReferenceRule
from model.text.nearest import did_you_mean, nearest
from model.vocabulary.contents import Records
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from model.vocabulary.types import TYPES, targets

MOST_LISTED = 10
"""Ids of a type of which all are told, where none is near."""
MOST_COMPARED = 5_000_000
"""Ids and names that are looked at for the sake of suggestions, some seconds' worth; what is unknown after that gets none."""

MOST_NAMED = 5_000
"""Records of a type that are looked for by their names too."""

Types = tuple[type[Record], ...]


def suggested(problems: Iterable[Problem], records: Records) -> Iterator[Problem]:
    """The problems; those with references to what there is not hint at the nearest there is. The same slip is looked up once."""
    known: dict[Types, Mapping[str, str]] = {}
    hints: dict[tuple[Types, str], Text | None] = {}
    compared = 0
    for problem in problems:
        if not _is_of_a_reference(problem):
            yield problem
            continue
        types = wanted_by(problem)
        if (types, problem.value) not in hints:
            words = known.setdefault(types, {} if types in known else _words(types, records))
            compared += len(words)
            hints[types, problem.value] = _hint(problem.value, words) if compared <= MOST_COMPARED else None
        yield replace(problem, hint=hints[types, problem.value] or problem.hint)


def _is_of_a_reference(problem: Problem) -> bool:
    """Whether it is about the one thing that a field names: there is none such, or no id is written so."""
    if problem.rule == CellRule.ID and problem.type in TYPES:
        return problem.field in TYPES[problem.type].references() and not several_in(problem.field, problem.value)
    return problem.rule == ReferenceRule.REFERENCE


def _words(types: Types, records: Records) -> Mapping[str, str]:
    """What records of some types may be called (their ids, where they are not too many their names) → their ids."""
    ids = {type_: [*records.ids(type_)] for type_ in types}
    named = (record for type_, found in ids.items() if len(found) <= MOST_NAMED for record in records.of(type_).values())
    names = {name: record.id for record in named if (name := getattr(record, "name", None))}
    return names | {id_: id_ for found in ids.values() for id_ in found}


def wanted_by(problem: Problem) -> Types:
    """The types that a field may name which names what there is not."""
    ref = TYPES[problem.type].references().get(problem.field)
    return targets(ref) if ref else (Source,)


def _hint(said: str, words: Mapping[str, str]) -> Text | None:
    same = [word for word in words if word.casefold() == said.casefold()]
    if near := [*dict.fromkeys(words[word] for word in same or nearest(said, words))]:
        return did_you_mean(near)
    ids = sorted({*words.values()})
    return Text("choose among {choices}", choices=", ".join(ids)) if 0 < len(ids) <= MOST_LISTED else None
