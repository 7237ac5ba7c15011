"""The choice among assignments by what has no index of its own: level, place, function, kind, step, rule, day of the decision.

Candidates are read in their order, and what they are chosen by is read for a batch of them at a time, until the page is full.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Any

from model.text.describe import rests_on
from model.text.names import normalize_name
from model.vocabulary.finding_rules import FindingRule
from queries.landscape.parties import find_area, find_level, find_party, find_source
from queries.landscape.places import find_place, read_places
from queries.questions.parameters import WITHOUT, AssignmentQuestion
from queries.questions.standing_lists import UNKNOWN_DAY
from queries.server.graph import Graph, Reader
from queries.server.paging import ROWS_PER_READ

_Row = dict[str, Any]
_Test = Callable[[_Row], bool]
FILTERS = (
    "forum", "addressee", "area", "level", "place", "function", "kind", "step", "rule", "older_than", "since",
    "source",
)  # fmt: skip
"""The fields of a question that choose among assignments."""
FACETS = "decisions/facets"
NO_FACTS: Mapping[str, _Row] = MappingProxyType({})
MOST_WALKED = 10_000
"""The largest number of candidates that are read for a page; the next page goes on from there."""
PAST_RULES = (FindingRule.PAST_DATE, FindingRule.PAST_USUAL_TIME, FindingRule.PAST_PAUSE, FindingRule.REPORT_AWAITED)
"""The rules of which exactly one finds each assignment that is past a date; the last one those that are executed."""


def find_filter_ids(graph: Graph, question: AssignmentQuestion, find_decider: Callable[[Graph, str], str]) -> dict[str, str]:
    """Return the ids for the names in the filters of a question. Raises NotFound."""
    find = {"forum": find_decider, "addressee": find_party, "area": find_area, "level": find_level, "place": find_place,
            "source": find_source}  # fmt: skip
    named = {field: name for field, name in question.given(*find).items() if name != WITHOUT or field == "addressee"}
    return {field: find[field](graph, name) for field, name in named.items()}


def rule_of(row: Mapping[str, Any]) -> FindingRule:
    """Return which of PAST_RULES finds a row of an assignment that is past a date."""
    if row["how"] == "executed":
        return FindingRule.REPORT_AWAITED
    if row["against"] == "usual time":
        return FindingRule.PAST_USUAL_TIME
    return FindingRule.PAST_PAUSE if row["paused_until"] else FindingRule.PAST_DATE


def asks_for_stalled_only(question: AssignmentQuestion) -> bool:
    """Return whether the filters leave out assignments without a date to compare with."""
    return question.older_than is not None or question.rule in PAST_RULES


class StallFilter:
    """The filters of a question that are not read off an index.

    `chunk` is how many candidates to read at a time, 0 if all of them are chosen. `stopped_at` is the place of the last one if
    MOST_WALKED were read before the page was full.
    """

    def __init__(self, reader: Reader, question: AssignmentQuestion, most: int | None = None) -> None:
        self._reader, self._on, self._most = reader, question.on, most or MOST_WALKED
        self._tests = [*_build_tests(reader, question)]
        self._needs_ends = bool(question.area or question.level or question.place or question.rule == FindingRule.ADDRESSEE_ENDED)
        self._ends: dict[str, _Row] = {}
        self.chunk = ROWS_PER_READ if self._tests else 0
        self.stopped_at: tuple[str, ...] = ()

    def select(self, rows: Iterable[_Row], facts: Mapping[str, _Row] = NO_FACTS) -> Iterator[_Row]:
        """Yield the rows that are chosen, in their order; unchanged if there is nothing to choose by."""
        yield from self.add_facets(rows, facts) if self._tests else rows

    def add_facets(self, rows: Iterable[_Row], facts: Mapping[str, _Row] = NO_FACTS, ends: bool = True) -> Iterator[_Row]:
        """Yield the rows that are chosen, with the columns of `decisions/facets`. What a row says itself counts.

        `facts` is that of the Balance which the rows come from, so that less is read. Without `ends` they lack the columns that
        say where the parties belong, unless they are chosen by these.
        """
        left, walked = iter(rows), 0
        while batch := [*islice(left, min(ROWS_PER_READ, self._most - walked))]:
            walked += len(batch)
            known = self._read_facets([row["assignment"] for row in batch], facts, ends or self._needs_ends)
            found = ({**known[row["assignment"]], **row} for row in batch)
            yield from (row for row in found if all(test(row) for test in self._tests))
            if walked == self._most and next(left, None):
                self.stopped_at = batch[-1]["place"]
                return

    def _read_facets(self, ids: Sequence[str], facts: Mapping[str, _Row], ends: bool) -> dict[str, _Row]:
        known = {id_: _make_facets(id_, facts[id_]) for id_ in ids if id_ in facts and facts[id_]["hand_off"]}
        if ends:
            self._read_ends({id_ for row in known.values() for id_ in (row["forum"], row["party"])})
            known = {id_: row | self._find_ends(row["forum"], row["party"]) for id_, row in known.items()}
        if rest := [id_ for id_ in ids if id_ not in known]:
            known |= {row["assignment"]: row for row in self._reader.read(FACETS, ids=rest, on=self._on).rows}
        return known

    def _read_ends(self, ids: Iterable[str]) -> None:
        if new := sorted(id_ for id_ in ids if id_ not in self._ends):
            self._ends |= {row["id"]: row for row in self._reader.read("decisions/ends", ids=new).rows}

    def _find_ends(self, forum: str, party: str) -> _Row:
        """Return where those who decided and who are addressed belong."""
        addressee = self._ends[party]
        ended = addressee["ended"] if addressee["ended"] and addressee["ended"] < self._on else None
        where = {"level": addressee["level"], "place_id": addressee["place"], "addressee_ended": ended}
        return {"area": self._ends[forum]["area"], **where}


def _make_facets(assignment: str, facts: _Row) -> _Row:
    """Return the columns of `decisions/facets` that follow from an assignment's place in the balance list."""
    (forum, party), (taken_on, kind) = facts["hand_off"].split(" "), facts["decided"].split(" ")
    own = {name: facts[name] for name in ("owner", "step", "since", "paused_until", "example", "evidence")}
    decided = {"kind": kind, "taken_on": None if taken_on == UNKNOWN_DAY else taken_on}
    return {"assignment": assignment, "forum": forum, "party": party, **decided, **own}


def _build_tests(reader: Reader, question: AssignmentQuestion) -> Iterator[_Test]:
    """Yield a test for each filter that is not read off an index."""
    if question.forum == WITHOUT:
        yield lambda row: row["forum"] is None
    if question.area == WITHOUT:
        yield lambda row: row["area"] is None
    if question.function:
        function = "" if question.function == WITHOUT else normalize_name(question.function)
        yield lambda row: normalize_name(row["owner"] or "") == function
    if question.place:
        places = {None} if question.place == WITHOUT else read_places(reader).find_within(question.place)
        yield lambda row: row["place_id"] in places
    if since := question.since:
        yield lambda row: (row["taken_on"] or "") >= since
    if source := question.source:
        yield lambda row: rests_on(row["evidence"], source)
    for field, value in question.given("level", "kind", "step").items():
        yield _make_equality_test(field, value)
    yield from _build_rule_tests(question)


def _build_rule_tests(question: AssignmentQuestion) -> Iterator[_Test]:
    if question.rule in PAST_RULES:
        yield lambda row: row["how"] != "unknown" and rule_of(row) == question.rule
    elif question.rule == FindingRule.NO_OWNER:
        yield lambda row: not row["owner"]
    elif question.rule == FindingRule.ADDRESSEE_ENDED:
        yield lambda row: bool(row["addressee_ended"])


def _make_equality_test(field: str, value: str) -> _Test:
    return lambda row: row[field] == value
