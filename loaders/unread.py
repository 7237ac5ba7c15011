"""Rows that could not be read: what they are about is there all the same, so that one mistake is not told as many."""

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from loaders.reading import twice
from loaders.rules import HeadingRule
from loaders.staging import Staged
from model.decisions import Assignment
from model.errors import Problem
from model.places import Place
from model.rules import LandscapeRule, ReferenceRule
from model.suggestions import wanted_by
from model.vocabulary import Key


class Unread:
    """The ids of rows that could not be read, with where each stands, and the types of which no row could."""

    def __init__(self) -> None:
        self._rows: dict[Key, dict[Place, None]] = {}
        self._wrong: set[Key] = set()
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

    def twice(self, staged: Staged) -> Iterator[Problem]:
        """A problem for every row whose id another has, when all has been said."""
        for (label, id_), rows in self._rows.items():
            said = staged.place_of(label, id_)
            first, *others = sorted([said, *rows] if said else rows, key=attrgetter("file", "sheet", "row"))
            yield from (twice(label, id_, first, place) for place in others)

    def explains(self, problem: Problem) -> bool:
        """Whether the problem may be there only because a row could not be read."""
        if problem.rule == ReferenceRule.REFERENCE:
            labels = {type_.label for type_ in wanted_by(problem)}
            named = {(label, problem.value) for label in labels}
            return bool(labels & self._tables or (named & self._rows.keys()) - self._wrong)
        return problem.rule == LandscapeRule.NO_ADDRESSEE and Assignment.label in self._types
