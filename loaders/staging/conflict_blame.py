"""By which change the landscape got what a conflict tells of it: that may be one's own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from loaders.rows.dataset import Reading
from loaders.rows.rules import RowRule
from model.changes.operation_keys import key_of
from model.changes.operations import Operation
from model.errors import Problem
from model.language import JoinedText, Text
from model.text.timestamps import local_day_of
from model.vocabulary.types import TYPES, Key
from queries.journal.search import EntryRow, find_operations, make_marks
from queries.server.graph import Graph

MOST_RECORDS_TRACED = 500
"""Records whose changes are looked up; the conflicts of others are told without."""
_FieldKey = tuple[Key, str]
"""A record, and its field; "" stands for all of it."""


def blame_conflicts(graph: Graph, reading: Reading, problems: Sequence[Problem]) -> list[Problem]:
    """The problems; conflicts with exports among the files tell by which change since the landscape says what it does."""
    stamps = [part.stamp.number for part in reading.parts if part.stamp]
    keys = set(
        islice(dict.fromkeys(_key_of(problem) for problem in problems if problem.rule == RowRule.CONFLICT), MOST_RECORDS_TRACED)
    )
    changes = _find_last_changes(graph, keys, min(stamps)) if stamps and keys else {}
    return [_add_change(problem, changes.get((_key_of(problem), problem.field))) for problem in problems]


def _key_of(problem: Problem) -> Key:
    return problem.type, problem.id


def _find_last_changes(graph: Graph, keys: set[Key], after: int) -> dict[_FieldKey, EntryRow]:
    """The last change of each field of those records, and of each as a whole."""
    found: dict[_FieldKey, EntryRow] = {}
    for row, operation in find_operations(graph, make_marks(keys), after=after):
        for field in _fields_of(operation) if key_of(operation) in keys else ():
            found.setdefault((key_of(operation), field), row)
    return found


def _fields_of(operation: Operation) -> Iterator[str]:
    """The fields that an operation changes; all of what it makes or takes away."""
    yield ""
    if operation.before and operation.after:
        yield from (name for name, _before, _after in operation.fields())
    else:
        yield from TYPES[operation.type].columns()


def _add_change(problem: Problem, row: EntryRow | None) -> Problem:
    if problem.rule != RowRule.CONFLICT or not row:
        return problem
    change = Text("(change {number}, {day}: {why})", number=row["number"], day=local_day_of(row["at"]), why=row["why"])
    return replace(problem, text=JoinedText([problem.text, change], " "))
