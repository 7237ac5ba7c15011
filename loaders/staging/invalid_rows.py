"""Rows that could not be read: what they are about is there all the same, so that one mistake is not told as many.

What they name is looked for with everything else, so that all is told at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from loaders.rows.dataset import Remains, placed, stands, twice
from loaders.rows.rules import HeadingRule
from loaders.staging.store import Staged
from model.checks.landscape import wrong_so_far
from model.checks.suggestions import wanted_by
from model.checks.validation import slug_of
from model.errors import Problem
from model.places import Place
from model.rules import CellRule, LandscapeRule, ReferenceRule
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment
from model.vocabulary.types import Key

MOST_HELD = 10_000
"""Rows that cannot be read of which it is kept what they name: as many as are told of."""


class Unread:
    """The ids of rows that could not be read, with where each stands, and the types of which no row could."""

    def __init__(self) -> None:
        self._rows: dict[Key, dict[Place, None]] = {}
        self._again: dict[Key, dict[Place, None]] = {}
        self._remains: list[Remains] = []
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

    def hold(self, remains: Remains) -> None:
        """Keep what such a row names, of the first MOST_HELD."""
        if len(self._remains) < MOST_HELD:
            self._remains.append(remains)

    def again(self, key: Key, place: Place) -> None:
        """Keep where a row stands that could be read, but says what another has said."""
        self._again.setdefault(key, {})[place] = None

    def twice(self, staged: Staged, cell: Callable[[Place, str], Place]) -> Iterator[Problem]:
        """A problem at the `cell` of every row whose id another before it has, when all has been said."""
        for label, id_ in {**self._rows, **self._again}:
            said = staged.place_of(label, id_)
            places = {*self._rows.get((label, id_), ()), *self._again.get((label, id_), ()), *((said,) if said else ())}
            first, *others = sorted(places, key=lambda place: stands(place, staged.tables))
            yield from (twice(label, id_, cell(first, "id"), cell(place, "id")) for place in others)

    def so_far(self, records: Records) -> Iterator[Problem]:
        """What is wrong with what such rows name, and with their organisation numbers, at the rows."""
        for remains in self._remains:
            yield from (placed(problem, remains.place) for problem in wrong_so_far(remains.record, records))

    def explains(self, problem: Problem) -> bool:
        """Whether the problem may be there only because a row could not be read."""
        if problem.rule == ReferenceRule.REFERENCE:
            labels = {type_.label for type_ in wanted_by(problem)}
            named = {(label, problem.value) for label in labels}
            return bool(labels & self._tables or named & self._meant or (named & self._rows.keys()) - self._wrong)
        return problem.rule == LandscapeRule.NO_ADDRESSEE and Assignment.label in self._types
