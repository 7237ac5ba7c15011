"""Hand-offs: what is open between the party that decided and an addressee, and how much of it is stuck, as of a day.

An open assignment keeps the two ids (`hand_off`, see `queries.landscape.derived`), so that hand-offs are counted without visiting
the neighbours of each assignment. What is stuck is read off the balance list. On an earlier day, assignments with later events
are worked out from their steps and added. Decisions of unknown origin are in no hand-off.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from model.graphs.reach import Ends
from model.language import Term
from model.text.describe import rests_on
from model.text.names import term_of
from model.vocabulary.assignment_state import make_place
from model.vocabulary.decisions import StepKind
from model.vocabulary.usual_times import StepTimes
from queries.landscape.names import add_distinctions
from queries.questions.balance import AFTER_SPACE, BALANCE_LISTS, EXECUTED_LISTS, FIRST_DATE, UNEXECUTED_LISTS, Balance
from queries.questions.parameters import StallsQuestion
from queries.questions.standing_lists import AFTER_EVERY_DAY
from queries.questions.usual_times import ALL_KINDS, UsualTimes, kinds_of
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader
from queries.server.paging import ROWS_PER_READ

_Row = dict[str, Any]
_T = TypeVar("_T")
HAND_OFF_ASSIGNMENTS = "hand-offs/assignments"
MOST_LOOKED_UP = 5_000
"""Of so many hand-offs the assignments are looked up; of more, all that is stuck is read, which then takes less time."""


class HandOff(NamedTuple):
    """The party that decided and the addressee. Invented assignments are counted apart from the others."""

    forum: str
    party: str
    example: bool


@dataclass(slots=True)
class StuckGroup:
    """The stuck assignments of a hand-off at one step: the dates that they are past, with their ids, and the first `since`.

    At the step *executed* they are those whose report is awaited, whatever their dates; the dates are those of the executions.
    """

    hand_off: HandOff
    step: StepKind | None
    since: str | None
    dates: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class OpenHandOff:
    """The open assignments of a hand-off: how many, and since when the oldest is at its step ("unknown" if no day is known)."""

    hand_off: HandOff
    waiting: int
    since: str


class OpenHandOffs:
    """The open assignments, counted by hand-off; invented ones apart. A nation has hundreds of thousands of hand-offs."""

    def __init__(self) -> None:
        self._waiting: dict[bool, dict[Ends, int]] = {False: {}, True: {}}
        self._since: dict[bool, dict[Ends, str]] = {False: {}, True: {}}

    def add(self, ends: Ends, example: bool, since: str) -> None:
        """Count an assignment that is at its step since a day."""
        waiting, days = self._waiting[example], self._since[example]
        waiting[ends] = waiting.get(ends, 0) + 1
        if since < days.get(ends, AFTER_EVERY_DAY):
            days[ends] = since

    def list_ends(self) -> list[Ends]:
        """Return the ends of all hand-offs."""
        return [ends for waiting in self._waiting.values() for ends in waiting]

    def select(self, wanted: Callable[[Ends], bool]) -> "OpenHandOffs":
        """Return the hand-offs whose ends are wanted; without those of invented assignments where there are others too."""
        found, real = OpenHandOffs(), self._waiting[False]
        for example, waiting in self._waiting.items():
            chosen = {ends: n for ends, n in waiting.items() if wanted(ends) and not (example and ends in real)}
            found._waiting[example], found._since[example] = chosen, {ends: self._since[example][ends] for ends in chosen}
        return found

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def list_oldest(self, most: int) -> list[OpenHandOff]:
        """Return those that wait longest, in order."""
        places = ((since, ends, example) for example, days in self._since.items() for ends, since in days.items())
        return [
            OpenHandOff(HandOff(*ends, example), self._waiting[example][ends], since)
            for since, ends, example in heapq.nsmallest(most, places)
        ]


_Stuck = tuple[HandOff, StepKind | None, str | None, str, str]
"""A stuck assignment: its hand-off and step, since when it is at the step and past its date, its id."""


class HandOffs:
    """The hand-offs as of the day `on`; of assignments that rest on one source, if it is given (by `list_open` of all).

    `cut` is true if not all later events could be read.
    """

    def __init__(self, reader: Reader, on: str, source: str | None = None) -> None:
        self._reader, self.on, self._source = reader, on, source
        self._then = {"on": on, "known": f"none {on}~"}
        self._chosen = {**self._then, "source": source or ""}
        self._balance = Balance(reader, StallsQuestion(on=on))
        self._usual = UsualTimes(reader, on)

    @property
    def cut(self) -> bool:
        """Return whether not all later events could be read."""
        return self._balance.cut

    @cached_property
    def _later(self) -> list[_Row]:
        """Return the assignments with later events that were open, with `hand_off` and the day past which they were stuck."""
        rows = (row for row in self._balance.recompute_later() if row["forum"])
        return [self._complete_later(row) for row in rows if not self._source or rests_on(row["evidence"], self._source)]

    def _complete_later(self, row: _Row) -> _Row:
        hand_off = HandOff(row["forum"], row["party"], row["example"])
        place = make_place(row["assignment"], row["example"], row["step"], row["since"], row["due"])
        past = self._find_past(place.split(" "), kinds_of(row["forum_kind"], row["kind"]))
        return row | {"hand_off": hand_off, "past": past}

    def list_open(self) -> OpenHandOffs:
        """Return all hand-offs with something open. Reads all open assignments."""
        found = OpenHandOffs()
        for row in self._reader.read("hand-offs/open", **self._then).rows:
            for words in row["open"]:
                forum, party, _step, since, _id = words.split(" ")
                found.add((forum, party), row["example"], since)
        for row in self._later:
            found.add(row["hand_off"][:2], row["example"], row["since"] or row["taken_on"] or "unknown")
        return found

    def list_stuck(self, crowded: bool = False) -> list[StuckGroup]:
        """Return what is stuck, by hand-off and step. Reads the stuck part of the balance list.

        If only hand-offs are wanted where at least three assignments are open (`crowded`), others may be left out.
        """
        found: dict[tuple[HandOff, StepKind | None], StuckGroup] = {}
        looked_up = self._look_up_stuck() if crowded else None
        for hand_off, step, since, past, id_ in looked_up or chain(self._read_stuck(), self._list_later_stuck()):
            key = hand_off, step
            item = found.setdefault(key, StuckGroup(*key, since))
            item.dates.append((past, id_))
            item.since = min(filter(None, (item.since, since)), default=None)
        return list(found.values())

    def count_waiting(self, hand_offs: Collection[HandOff]) -> dict[tuple[HandOff, StepKind | None], int]:
        """Return how many assignments of some hand-offs are open at each step."""
        counts: dict[tuple[HandOff, StepKind | None], int] = defaultdict(int)
        for row in self._read_of("hand-offs/waiting", hand_offs):
            counts[_key_of(row), _step_of(row)] += row["waiting"]
        for row in self._later:
            counts[row["hand_off"], _step_of(row)] += 1
        return {key: count for key, count in counts.items() if key[0] in hand_offs}

    def count_steps(self, parties: Collection[str] = ()) -> dict[tuple[str, StepKind | None, bool], int]:
        """Return how many assignments are open, by the party that decided, step and example. Reads all open assignments.

        Only those addressed to `parties` count, if there are any.
        """
        counts: dict[tuple[str, StepKind | None, bool], int] = defaultdict(int)
        rows = self._reader.read("hand-offs/steps", parties=list(parties), **self._chosen).rows
        later = (row | {"waiting": 1} for row in self._later if not parties or row["party"] in parties)
        for row in (*rows, *later):
            counts[row["forum"], _step_of(row), row["example"]] += row["waiting"]
        return counts

    def read_open(self, hand_offs: Collection[HandOff]) -> dict[HandOff, list[_Row]]:
        """Return the open assignments of some hand-offs, each with `past`, the day past which it is stuck; the longest first."""
        found: dict[HandOff, list[_Row]] = {hand_off: [] for hand_off in hand_offs}
        read = (
            row | {"past": self._find_past(row["balance"].split(" "), row["kinds"])}
            for row in self._read_of(HAND_OFF_ASSIGNMENTS, hand_offs)
        )
        for row in (*read, *self._later):
            if (key := _key_of(row)) in found:
                found[key].append(row)
        for items in found.values():
            items.sort(key=lambda row: (row["past"] or "~", row["assignment"]))
        return found

    def _read_stuck(self) -> Iterator[_Stuck]:
        """Yield the stuck assignments without later events."""
        steps = {str(step): step for step in StepKind}
        for times, kinds, after, until in self._list_stuck_parts():
            end_of = cache(times.end_of) if times else None
            parameters = {"after": after, "until": until, "kinds": [*kinds], **self._chosen}
            for row in self._reader.read("hand-offs/stuck", **parameters).rows:
                for words in row["stuck"]:
                    forum, party, step, since, *place, id_ = words.split(" ")
                    hand_off = HandOff(forum, party, row["example"])
                    yield hand_off, steps.get(step), since if since != "-" else None, end_of(since) if end_of else place[-1], id_

    def _list_later_stuck(self) -> Iterator[_Stuck]:
        return map(_make_stuck, filter(_is_stuck, self._later))

    def _look_up_stuck(self) -> Iterator[_Stuck] | None:
        """Return the stuck assignments of crowded hand-offs, and of all with later events; None if it is better to read all."""
        crowded = {
            _key_of(row | {"example": example})
            for row in self._reader.read("hand-offs/crowded").rows
            for example in (False, True)
        }
        hand_offs = crowded | {row["hand_off"] for row in self._later}
        if len(hand_offs) > MOST_LOOKED_UP:
            return None
        rows = chain.from_iterable(self.read_open(hand_offs).values())
        return map(_make_stuck, filter(_is_stuck, rows))

    def _list_stuck_parts(self) -> Iterator[tuple[StepTimes | None, Iterable[str], str, str]]:
        """Yield the stuck parts of the balance list: the usual times, their kinds, and the places between which they lie."""
        yield None, ALL_KINDS, FIRST_DATE, self.on
        for list_ in EXECUTED_LISTS:
            yield None, ALL_KINDS, f"{list_} ", f"{list_}{AFTER_SPACE}"
        for list_ in UNEXECUTED_LISTS:
            for times, kinds in self._usual.split(list_).items():
                if times:
                    yield times, kinds, f"{list_} ", f"{list_} {times.first_since(self.on)}"

    def _find_past(self, place: list[str], kinds: str | None) -> str | None:
        """Return the day past which an assignment at a place is stuck, its own or by usual time; None if it is not stuck.

        Of what is executed it is the day of the execution.
        """
        day: str | None = place[-2]
        if place[0] in EXECUTED_LISTS:
            return day
        if place[0] in BALANCE_LISTS:
            times = self._usual.find(place[0], kinds)
            day = times.end_of(place[1]) if times else None
        return day if day and day < self.on else None

    def read_open_details(self, ids: Collection[str]) -> dict[str, _Row]:
        """Return the details of some open assignments as they stood on the day, by id."""
        later = {row["assignment"]: row for row in self._later if row["assignment"] in ids}
        return self._balance.read_details([id_ for id_ in ids if id_ not in later]) | later

    def read_blocked(self, decisions: Iterable[str]) -> dict[str, list[str]]:
        """Return the decisions that follow up some decisions or are a part of them, by these."""
        found: dict[str, list[str]] = defaultdict(list)
        for some in split_batches(sorted(decisions), ROWS_PER_READ):
            for row in self._reader.read("hand-offs/blocked", ids=some, on=self.on).rows:
                found[row["decision"]].append(row["blocked"])
        return found

    def read_flows(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[_Row]]:
        """Return the flows from one party to another, by these."""
        found: dict[tuple[str, str], list[_Row]] = defaultdict(list)
        for some in split_batches(sorted(pairs), ROWS_PER_READ):
            for row in self._reader.read("flows/between", pairs=[list(pair) for pair in some], on=self.on).rows:
                found[row["source"], row["target"]].append(row)
        return found

    def _read_of(self, name: str, hand_offs: Iterable[HandOff]) -> Iterator[_Row]:
        words = sorted({f"{item.forum} {item.party}" for item in hand_offs})
        for some in split_batches(words, ROWS_PER_READ):
            yield from self._reader.read(name, **self.parameters_of(some)).rows

    def parameters_of(self, hand_offs: list[str]) -> dict[str, Any]:
        """Return the parameters of the texts that read some hand-offs, each given as its two ids with a space between."""
        return {"hand_offs": hand_offs, **self._chosen}


def prefer_real(items: Iterable[_T], hand_off_of: Callable[[_T], HandOff]) -> list[_T]:
    """Return the items without those on invented assignments of a hand-off that has others."""
    kept = list(items)
    real = {hand_off_of(item)[:2] for item in kept if not hand_off_of(item).example}
    return [item for item in kept if not hand_off_of(item).example or hand_off_of(item)[:2] not in real]


def read_parties(reader: Reader, ids: Iterable[str]) -> dict[str, _Row]:
    """Return the names, kinds of forum and areas of parties, by id."""
    batches = split_batches(sorted(ids), ROWS_PER_READ)
    return {row["id"]: row for some in batches for row in reader.read("hand-offs/parties", ids=some).rows}


def read_full_names(graph: Graph, ids: Iterable[str]) -> Mapping[str, Term]:
    """Return the names of parties by id, as the rows of assignments have them. Namesakes among them are told apart."""
    found = graph.read_in_transaction(lambda reader: read_parties(reader, ids))
    return {id_: term_of(row) for id_, row in zip(found, add_distinctions(graph, found.values(), name="id"), strict=True)}


def _is_stuck(row: _Row) -> bool:
    """Return whether a row of an open assignment is past a day."""
    return row["past"] is not None


def _make_stuck(row: _Row) -> _Stuck:
    return _key_of(row), _step_of(row), row["since"], row["past"], row["assignment"]


def _step_of(row: _Row) -> StepKind | None:
    return StepKind.of(row["step"]) if row["step"] else None


def _key_of(row: _Row) -> HandOff:
    if isinstance(row["hand_off"], HandOff):
        return row["hand_off"]
    forum, party = row["hand_off"].split(" ")
    return HandOff(forum, party, row["example"])
