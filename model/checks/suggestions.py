"""Suggestions for references to unknown records, limited in number because a large file may hold very many."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from model.checks.validation import split_several
from model.errors import Problem
from model.language import Text
from model.rules import CellRule, ReferenceRule
from model.text.nearest import find_nearest, format_suggestion
from model.vocabulary.contents import Records
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from model.vocabulary.types import TYPES, targets_of

MOST_IDS_LISTED = 10
"""A type with at most so many ids is listed in full if none is near."""
MOST_WORDS_COMPARED = 5_000_000
"""Limit on the ids and names compared, some seconds of work; unknown references after that get no suggestion."""

MOST_RECORDS_BY_NAME = 5_000
"""Types with more records than this are only searched by id, not by name."""

RecordTypes = tuple[type[Record], ...]


def add_suggestions(problems: Iterable[Problem], records: Records) -> Iterator[Problem]:
    """Yield the problems; those about unknown references get the nearest ids as a hint. Equal slips are looked up once."""
    known: dict[RecordTypes, Mapping[str, str]] = {}
    hints: dict[tuple[RecordTypes, str], Text | None] = {}
    compared = 0
    for problem in problems:
        if not _is_reference_problem(problem):
            yield problem
            continue
        types = expected_types_of(problem)
        if (types, problem.value) not in hints:
            words = known.setdefault(types, {} if types in known else _index_names(types, records))
            compared += len(words)
            hints[types, problem.value] = _build_hint(problem.value, words) if compared <= MOST_WORDS_COMPARED else None
        yield replace(problem, hint=hints[types, problem.value] or problem.hint)


def _is_reference_problem(problem: Problem) -> bool:
    """Return whether the problem is about a single unknown or malformed reference."""
    if problem.rule == CellRule.ID and problem.type in TYPES:
        return problem.field in TYPES[problem.type].references() and not split_several(problem.field, problem.value)
    return problem.rule == ReferenceRule.REFERENCE


def _index_names(types: RecordTypes, records: Records) -> Mapping[str, str]:
    """Return word → id for the records of some types; the words are their ids and, of small registers, their names."""
    ids = {type_: [*records.ids(type_)] for type_ in types}
    named = (
        record for type_, found in ids.items() if len(found) <= MOST_RECORDS_BY_NAME for record in records.of(type_).values()
    )
    names = {name: record.id for record in named if (name := getattr(record, "name", None))}
    return names | {id_: id_ for found in ids.values() for id_ in found}


def expected_types_of(problem: Problem) -> RecordTypes:
    """Return the types that the field of an unknown reference may name."""
    ref = TYPES[problem.type].references().get(problem.field)
    return targets_of(ref) if ref else (Source,)


def _build_hint(wanted: str, words: Mapping[str, str]) -> Text | None:
    same = [word for word in words if word.casefold() == wanted.casefold()]
    if near := [*dict.fromkeys(words[word] for word in same or find_nearest(wanted, words))]:
        return format_suggestion(near)
    ids = sorted({*words.values()})
    return Text("choose among {choices}", choices=", ".join(ids)) if 0 < len(ids) <= MOST_IDS_LISTED else None
