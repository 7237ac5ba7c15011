"""Rows that cannot be read. Their records are taken to exist, so that one mistake is not reported as many.

The references of such a row are checked with all others, so that all problems are reported at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from loaders.rows.dataset import PartialRow, TableOrder, describe_duplicate_id, place_problem, position_of
from loaders.rows.rules import HeadingRule
from loaders.staging.store import StagedRecords
from model.checks.landscape import check_partial_record
from model.checks.suggestions import expected_types_of
from model.checks.validation import slug_of
from model.errors import FileLocation, Problem
from model.rules import CellRule, LandscapeRule, ReferenceRule
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment
from model.vocabulary.types import Key

MOST_PARTIAL_ROWS = 10_000
"""The number of unreadable rows whose references are checked: as many as are reported."""


class InvalidRows:
    """The ids and places of rows that cannot be read, and the types of tables that cannot be."""

    def __init__(self) -> None:
        self._rows: dict[Key, dict[FileLocation, None]] = {}
        self._duplicates: dict[Key, dict[FileLocation, None]] = {}
        self._partial: list[PartialRow] = []
        self._wrong_ids: set[Key] = set()
        self._intended_ids: set[Key] = set()
        self._tables: set[str] = set()
        self._types: set[str] = set()

    def add_problem(self, problem: Problem) -> None:
        """Add the row, or the table, that has this problem."""
        key = (problem.type, problem.id)
        self._types.add(problem.type)
        if isinstance(problem.rule, HeadingRule):
            self._tables.add(problem.type)
        if problem.id and problem.place:
            self._rows.setdefault(key, {})[replace(problem.place, column="")] = None
            if problem.field == "id":
                self._wrong_ids.add(key)
                self._intended_ids |= {(problem.type, slug_of(problem.value))} if problem.rule == CellRule.ID else set()

    def add_partial(self, row: PartialRow) -> None:
        """Add the readable fields of an unreadable row; of the first MOST_PARTIAL_ROWS."""
        if len(self._partial) < MOST_PARTIAL_ROWS:
            self._partial.append(row)

    def add_duplicate(self, key: Key, place: FileLocation) -> None:
        """Add the place of a readable row whose id another row has."""
        self._duplicates.setdefault(key, {})[place] = None

    def find_duplicate_ids(
        self, staged: StagedRecords, tables: TableOrder, cell: Callable[[FileLocation, str], FileLocation]
    ) -> Iterator[Problem]:
        """Yield a problem for every row whose id an earlier row has, at the cell that `cell` gives for it."""
        for label, id_ in {**self._rows, **self._duplicates}:
            place = staged.place_of(label, id_)
            places = {*self._rows.get((label, id_), ()), *self._duplicates.get((label, id_), ()), *((place,) if place else ())}
            first, *others = sorted(places, key=lambda found: position_of(found, tables))
            yield from (describe_duplicate_id(label, id_, cell(first, "id"), cell(other, "id")) for other in others)

    def find_problems(self, records: Records) -> Iterator[Problem]:
        """Yield the problems with the references of unreadable rows, and with their organisation numbers, at the rows."""
        for row in self._partial:
            yield from (place_problem(problem, row.place) for problem in check_partial_record(row.record, records))

    def explains(self, problem: Problem) -> bool:
        """Return whether the problem may exist only because a row cannot be read."""
        if problem.rule == ReferenceRule.REFERENCE:
            labels = {type_.label for type_ in expected_types_of(problem)}
            named = {(label, problem.value) for label in labels}
            return bool(labels & self._tables or named & self._intended_ids or (named & self._rows.keys()) - self._wrong_ids)
        return problem.rule == LandscapeRule.NO_ADDRESSEE and Assignment.label in self._types
