"""Assignments in one state, page by page: what stands still in the order of the balance list, and what is on no such list.

What is in time comes by its date, the nearest first; what is paused by the end of its pause; what is closed by its id.
"""

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from model.vocabulary.decisions import StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.usual_times import StepTimes
from queries.following.standing_counts import AFTER_DATES, CLOSED
from queries.following.standings import CLOSED_STATES, FollowUpState, StandingReader
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_with_predecessors
from queries.landscape.places import read_places
from queries.questions.balance import AFTER_SPACE, UNEXECUTED_LISTS, Balance, read_stepped_later
from queries.questions.decisions import StallSearch
from queries.questions.parameters import WITHOUT, StallsQuestion, page_of
from queries.questions.stall_filters import StallFilter
from queries.questions.standing_lists import AFTER_EVERY_DAY, StandingLists
from queries.questions.usual_times import UsualTimes
from queries.server.graph import Graph, Reader
from queries.server.paging import BEFORE_EVERY_ID, ROWS_PER_READ, page_place_error

_Row = dict[str, Any]
_Place = tuple[str, ...]
MOST_SEARCHED = 10_000
"""The largest number of assignments that are looked at for a page; the next page goes on from there."""
ROWS_LOOKED_AT = 100
_ReadPage = Callable[[], tuple[list[_Row], _Place]]


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Rows of `StandingReader.read_rows`, the place of the next page or None, and whether a limit cut what was read."""

    rows: list[_Row]
    next: str | None
    cut: bool


def find_standing_page(graph: Graph, question: StallsQuestion, state: FollowUpState) -> StandingPage:
    """Return a page of the assignments in a state that the question chooses, by ids. Raises NotUnderstood."""
    page = graph.read_in_transaction(lambda reader: _StandingPages(reader, question, state).read())
    return StandingPage(add_distinctions(graph, page.rows, addressee="party", forum_name="forum"), page.next, page.cut)


class _StandingPages:
    def __init__(self, reader: Reader, question: StallsQuestion, state: FollowUpState) -> None:
        self._reader, self._question, self._state = reader, question, state
        self._page = page_of(question)
        self._rows = StandingReader(reader, question.on)
        self._usual = UsualTimes(reader, question.on)
        self._cut = False

    def read(self) -> StandingPage:
        listed: dict[FollowUpState, _ReadPage] = {
            FollowUpState.LATE: self._read_listed,
            FollowUpState.AWAITED: self._read_listed,
            FollowUpState.UNKNOWN: self._read_listed,
            FollowUpState.IN_TIME: lambda: self._read_places(self._list_in_time()),
            FollowUpState.PAUSED: lambda: self._read_places(self._list_paused()),
        }
        rows, place = listed.get(self._state, self._read_closed_page)()
        return StandingPage(rows, "/".join(place) or None, self._cut)

    def _read_closed_page(self) -> tuple[list[_Row], _Place]:
        return self._read_places(self._list_closed())

    def _read_listed(self) -> tuple[list[_Row], _Place]:
        """Return a page of what `find_stalled` lists, with the place of the next page."""
        without_step = self._question.step == WITHOUT
        question = self._question.model_copy(update={"step": None}) if without_step else self._question
        chosen = StallFilter(self._reader, question)
        search = StallSearch(self._reader, question, chosen.chunk)
        lists: dict[FollowUpState, Callable[[], Iterator[_Row]]] = {
            FollowUpState.LATE: search.list_stalled,
            FollowUpState.AWAITED: search.list_executed,
            FollowUpState.UNKNOWN: search.list_unknown,
        }
        if without_step:
            return self._read_places(row["place"] for row in chosen.select(lists[self._state]()))
        found = [*islice(chosen.select(lists[self._state]()), self._page.most + 1)]
        places = [row["place"] for row in found[: self._page.most]]
        self._cut = search.balance.cut
        following = places[-1] if len(found) > len(places) else chosen.stopped_at
        return self._rows.read_rows([place[-1] for place in places]), following

    def _read_places(self, places: Iterable[_Place]) -> tuple[list[_Row], _Place]:
        """Return a page of the assignments at some places, which end with their ids, as far as they are chosen."""
        found, looked_at, left = list[_Row](), 0, iter(places)
        tests, last = [*self._list_tests()], dict[str, _Place]()
        while some := [*islice(left, ROWS_LOOKED_AT)]:
            looked_at += len(some)
            last |= {place[-1]: place for place in some}
            rows = self._read_rows([place[-1] for place in some])
            found += [row for row in rows if row["state"] == self._state and all(test(row) for test in tests)]
            if len(found) > self._page.most:
                return found[: self._page.most], last[found[self._page.most - 1]["assignment"]]
            if looked_at >= MOST_SEARCHED:
                return found, some[-1]
        return found, ()

    def _list_tests(self) -> Iterator[Callable[[_Row], bool]]:
        """Yield a test for each filter of the question that rows have to pass."""
        question = self._question
        for field, value in question.given("forum", "area", "step").items():
            yield partial(_has, field, {None if value == WITHOUT else value})
        if question.addressee:
            yield partial(_has, "party", {*find_with_predecessors(self._reader, question.addressee, question.on)})
        if question.place:
            within = read_places(self._reader).find_within(question.place)
            yield partial(_has, "place_id", {None} if question.place == WITHOUT else within)
        if question.older_than is not None or question.rule not in (None, FindingRule.NO_OWNER):
            yield partial(_has, "assignment", set())
        elif question.rule:
            yield partial(_has, "owner", {None})

    def _read_rows(self, ids: list[str]) -> list[_Row]:
        """Return the rows of assignments; with the place of the addressee if the question chooses by it."""
        rows = self._rows.read_rows(ids)
        if not self._question.place:
            return rows
        facets = self._reader.read("decisions/facets", ids=ids, on=self._question.on).rows
        places = {row["assignment"]: row["place_id"] for row in facets}
        return [row | {"place_id": places[row["assignment"]]} for row in rows]

    def _after(self, words: int) -> _Place:
        """Return the place after which the page begins, of so many words; () for the first page. Raises NotUnderstood."""
        if self._page.after and len(self._page.after) != words:
            raise page_place_error(self._page)
        return self._page.after

    def _list_in_time(self) -> Iterator[_Place]:
        """Yield the places of what has a date ahead, as (day, id)."""
        after, on = self._after(2), self._question.on
        balance = Balance(self._reader, self._question)
        dated = (tuple(place) for place, _kinds in balance.read_places(" ".join(after) or on, AFTER_DATES))
        usual = [self._list_usual(balance, list_, after[0] if after else on) for list_ in UNEXECUTED_LISTS]
        later = self._list_later()
        return (place for place in heapq.merge(dated, *usual, later) if place > after)

    def _list_usual(self, balance: Balance, list_: str, first: str) -> Iterator[_Place]:
        """Yield the assignments of a list whose usual time ends on the day `first` or later, in order of that end."""
        parts = self._usual.split(list_).items()
        return heapq.merge(*(self._list_timed(balance, list_, times, kinds, first) for times, kinds in parts if times))

    def _list_timed(self, balance: Balance, list_: str, times: StepTimes, kinds: Collection[str], first: str) -> Iterator[_Place]:
        found = balance.read_places(f"{list_} {times.first_since(first)}", f"{list_}{AFTER_SPACE}", kinds)
        places = ((times.end_of(place[1]), place[-1]) for place, _kinds in found)
        # Several days end on one where working days are counted, so that ids are not in order.
        return places if times.is_plain else iter(sorted(places))

    def _list_later(self) -> list[_Place]:
        """Return the assignments with later events that are in the state, as (day, id); closed ones as (id,)."""
        later = read_stepped_later(self._reader, self._question.on)
        self._cut |= later.cut
        rows = self._rows.read_rows([row["assignment"] for row in later.rows])
        mine = [row for row in rows if row["state"] == self._state]
        closed = self._state in CLOSED_STATES
        return sorted((row["assignment"],) if closed else (row["due"], row["assignment"]) for row in mine)

    def _list_paused(self) -> Iterator[_Place]:
        after = self._after(2) or (self._question.on, "")
        lists = StandingLists(self._reader, self._question.on, self._page.chunk)
        return iter(lists.paused(AFTER_EVERY_DAY, (after[0], after[1])))

    def _list_closed(self) -> Iterator[_Place]:
        after = self._after(1)
        known = self._read_closed(*(after or (BEFORE_EVERY_ID,)))
        return heapq.merge(known, (place for place in self._list_later() if place > after))

    def _read_closed(self, after: str) -> Iterator[_Place]:
        reported = self._state == FollowUpState.REPORTED
        while True:
            rows = self._reader.read(CLOSED, on=self._question.on, after=after, most=ROWS_PER_READ).rows
            yield from ((row["assignment"],) for row in rows if (row["step"] == StepKind.REPORTED_BACK) == reported)
            if len(rows) < ROWS_PER_READ:
                return
            after = rows[-1]["assignment"]


def _has(field: str, values: Collection[Any], row: _Row) -> bool:
    return row[field] in values
