"""The change by which the landscape got a value that is in conflict with an export: it may be one's own."""

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
"""The number of records whose changes are looked up; the conflicts of others do not name their changes."""
_FieldKey = tuple[Key, str]
"""A record and its field; "" is the whole record."""


def blame_conflicts(graph: Graph, reading: Reading, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems; conflicts with exports name the change that gave the landscape its value."""
    stamps = [part.stamp.number for part in reading.parts if part.stamp]
    conflicts = ((problem.type, problem.id) for problem in problems if problem.rule == RowRule.CONFLICT)
    keys = set(islice(dict.fromkeys(conflicts), MOST_RECORDS_TRACED))
    changes = _find_last_changes(graph, keys, min(stamps)) if stamps and keys else {}
    return [
        replace(problem, text=JoinedText([problem.text, _describe_change(row)], " "))
        if problem.rule == RowRule.CONFLICT and (row := changes.get(((problem.type, problem.id), problem.field)))
        else problem
        for problem in problems
    ]


def _find_last_changes(graph: Graph, keys: set[Key], after: int) -> dict[_FieldKey, EntryRow]:
    """Return the last change of each field of those records, and of each record, that came after the change `after`."""
    found: dict[_FieldKey, EntryRow] = {}
    for row, operation in find_operations(graph, make_marks(keys), after=after):
        for field in _fields_of(operation) if key_of(operation) in keys else ():
            found.setdefault((key_of(operation), field), row)
    return found


def _fields_of(operation: Operation) -> Iterator[str]:
    """Yield "" and the fields that an operation changes; all fields of a record that it creates or removes."""
    yield ""
    if operation.before and operation.after:
        yield from (name for name, _before, _after in operation.fields())
    else:
        yield from TYPES[operation.type].columns()


def _describe_change(row: EntryRow) -> Text:
    return Text("(change {number}, {day}: {why})", number=row["number"], day=local_day_of(row["at"]), why=row["why"])
