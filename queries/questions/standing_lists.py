"""Where assignments stand, as lists that rules read page by page: by step, without an owner, deferred, paused, not verified.

Each list is one index look-up (`queries.landscape.derived` keeps the places) and is read only as far as the caller reads. On an
earlier day, assignments with later events are worked out from their steps and merged in.

    lists = StandingLists(reader, on)
    for since, assignment in islice(lists.at_step(StepKind.TAKEN, "2026-05-01"), 51): ...
    lists.cut                               # true if not all later events could be read
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from model.vocabulary.assignment_state import AssignmentProgress
from model.vocabulary.decisions import StepKind
from queries.questions.balance import AFTER_SPACE, assess_row, read_stepped_later
from queries.server.graph import Reader
from queries.server.paging import ROWS_PER_READ

ListPlace = tuple[str, str]
"""The place of an assignment in a list: a day (or a number of times), and its id."""
FIRST_PLACE: ListPlace = ("", "")
NO_STEP, UNKNOWN_DAY = "none", "unknown"
"""The step of an assignment without one, and a day that is not known. It sorts after all days and is in no period."""
AFTER_EVERY_DAY = "~"
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class _LaterAssignment:
    """An assignment with later events, as it stood on the day."""

    id: str
    owner: str | None
    since: str
    now: AssignmentProgress


class StandingLists:
    """The lists as of the day `on`. Every list begins after the place `after`; `chunk` rows are read at a time."""

    def __init__(self, reader: Reader, on: str, chunk: int = ROWS_PER_READ) -> None:
        self._reader, self._on, self._chunk = reader, on, chunk
        self.cut = False

    def at_step(self, step: StepKind | None, until: str, after: ListPlace = FIRST_PLACE) -> Iterator[ListPlace]:
        """Yield open assignments that have been at `step` since the day `until` or longer, as (since, id), longest first.

        None is no step at all: since the day of the decision. Those without any day are in no period.
        """
        then = self._list_later(lambda item: item.now.open and item.now.step == step)
        return self._merge("decisions/at-step", f"{step or NO_STEP} ", after, until + AFTER_SPACE, then)

    def unverified(self, until: str, after: ListPlace = FIRST_PLACE) -> Iterator[ListPlace]:
        """Yield assignments closed since a report of the day `until` or earlier that nobody has verified, as (day, id)."""
        step = StepKind.REPORTED_BACK
        then = self._list_later(lambda item: not item.now.open and item.now.step == step and not item.now.verified)
        return self._merge("decisions/at-step", f"{step} ", after, until + AFTER_SPACE, then)

    def unowned(self, until: str = AFTER_EVERY_DAY, after: ListPlace = FIRST_PLACE) -> Iterator[ListPlace]:
        """Yield open assignments without an owner, as (since, id), longest at their step first, unknown days last."""
        then = self._list_later(lambda item: item.now.open and not item.owner)
        return self._merge("decisions/unowned", "", after, until + AFTER_SPACE, then)

    def paused(self, before: str, after: ListPlace = FIRST_PLACE) -> Iterator[ListPlace]:
        """Yield open assignments on hold or deferred until a day earlier than `before`, as (until, id)."""
        found = [(item.now.paused_until, item.id) for item in self._later if item.now.open and item.now.paused_until]
        return self._merge("decisions/paused", "", after, before, found)

    def deferred(self, least: int, after: tuple[int, str] | None = None) -> Iterator[tuple[int, str]]:
        """Yield open assignments deferred `least` times or more since they were opened, as (times, id), most often first."""
        found = [(_order_times(item.now.deferrals), item.id) for item in self._later if item.now.deferrals]
        start = (_order_times(after[0]), after[1]) if after else FIRST_PLACE
        places = self._merge("decisions/deferred", "", start, _order_times(least) + AFTER_SPACE, found)
        return ((MILLION - int(times), id_) for times, id_ in places)

    def _list_later(self, wanted: Callable[[_LaterAssignment], bool]) -> list[ListPlace]:
        return [(item.since, item.id) for item in self._later if wanted(item)]

    @cached_property
    def _later(self) -> list[_LaterAssignment]:
        answer = read_stepped_later(self._reader, self._on)
        self.cut = answer.cut
        progress = ((row, assess_row(row)) for row in answer.rows)
        return [
            _LaterAssignment(row["assignment"], row["owner"], now.since or row["taken_on"] or UNKNOWN_DAY, now)
            for row, now in progress
        ]

    def _merge(self, name: str, prefix: str, after: ListPlace, before: str, then: list[ListPlace]) -> Iterator[ListPlace]:
        """Yield the places between two (exclusive): those in the index, and `then` of assignments with later events."""
        worked_out = sorted(place for place in then if place > after and " ".join(place) < before)
        return heapq.merge(self._read_places(name, prefix, after, before), worked_out)

    def _read_places(self, name: str, prefix: str, after: ListPlace, before: str) -> Iterator[ListPlace]:
        start = prefix + " ".join(after).strip()
        while True:
            rows = self._reader.read(name, on=self._on, after=start, until=prefix + before, most=self._chunk).rows
            for row in rows:
                day, id_ = row["place"].removeprefix(prefix).split(" ")
                yield day, id_
            if len(rows) < self._chunk:
                return
            start = rows[-1]["place"]


def _order_times(times: int | None) -> str:
    """Return the key by which what is deferred more often sorts first, as the graph keeps it."""
    return f"{MILLION - (times or 0):06}"
