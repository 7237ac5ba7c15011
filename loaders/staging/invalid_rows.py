"""Rows that could not be read: what they are about is there all the same, so that one mistake is not told as many.

What they name is looked for with everything else, so that all is told at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from loaders.rows.dataset import PartialRow, describe_duplicate_id, place_problem, position_of
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

MOST_ROWS_HELD = 10_000
"""Rows that cannot be read of which it is kept what they name: as many as are told of."""


class InvalidRows:
    """The ids of rows that could not be read, with where each stands, and the types of which no row could."""

    def __init__(self) -> None:
        self._rows: dict[Key, dict[FileLocation, None]] = {}
        self._again: dict[Key, dict[FileLocation, None]] = {}
        self._remains: list[PartialRow] = []
        self._wrong: set[Key] = set()
        self._meant: set[Key] = set()
        self._tables: set[str] = set()
        self._types: set[str] = set()

    def note(self, problem: Problem) -> None:
        """Keep what the row, or the table, with this problem is about."""
        key = (problem.type, problem.id)
        self._types.add(problem.type)
        if isinstance(problem.rule, HeadingRule):
            self._tables.add(problem.type)
        if problem.id and problem.place:
            self._rows.setdefault(key, {})[replace(problem.place, column="")] = None
            if problem.field == "id":
                self._wrong.add(key)
                self._meant |= {(problem.type, slug_of(problem.value))} if problem.rule == CellRule.ID else set()

    def hold(self, remains: PartialRow) -> None:
        """Keep what such a row names, of the first MOST_HELD."""
        if len(self._remains) < MOST_ROWS_HELD:
            self._remains.append(remains)

    def note_again(self, key: Key, place: FileLocation) -> None:
        """Keep where a row stands that could be read, but says what another has said."""
        self._again.setdefault(key, {})[place] = None

    def find_duplicate_ids(self, staged: StagedRecords, cell: Callable[[FileLocation, str], FileLocation]) -> Iterator[Problem]:
        """A problem at the `cell` of every row whose id another before it has, when all has been said."""
        for label, id_ in {**self._rows, **self._again}:
            said = staged.place_of(label, id_)
            places = {*self._rows.get((label, id_), ()), *self._again.get((label, id_), ()), *((said,) if said else ())}
            first, *others = sorted(places, key=lambda place: position_of(place, staged.tables))
            yield from (describe_duplicate_id(label, id_, cell(first, "id"), cell(place, "id")) for place in others)

    def find_problems(self, records: Records) -> Iterator[Problem]:
        """What is wrong with what such rows name, and with their organisation numbers, at the rows."""
        for remains in self._remains:
            yield from (place_problem(problem, remains.place) for problem in check_partial_record(remains.record, records))

    def explains(self, problem: Problem) -> bool:
        """Whether the problem may be there only because a row could not be read."""
        if problem.rule == ReferenceRule.REFERENCE:
            labels = {type_.label for type_ in expected_types_of(problem)}
            named = {(label, problem.value) for label in labels}
            return bool(labels & self._tables or named & self._meant or (named & self._rows.keys()) - self._wrong)
        return problem.rule == LandscapeRule.NO_ADDRESSEE and Assignment.label in self._types
