"""Where decisions stall (§6.4.1, §6.5.1): assignments past their own date or past the usual time of their step.

Stalled assignments come first, longest overdue first: they are not executed. Then comes what is executed and not reported back,
in the order of the executions: it is no part of the balance list (domain.md §7); then assignments without any date to compare
with, step by step. Each list is read in order (`queries.questions.balance`) and the lists are merged, so that a page costs only
its own rows.
"""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, islice
from typing import Any, TypeVar

from model.checks.warnings import check_step_order
from model.errors import NotFound
from model.findings import Answer, Finding, find_certainty
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import DISTINCTION_SUFFIX, term_of
from model.vocabulary.assignment_state import UNKNOWN_LIST, balance_list_of
from model.vocabulary.days import count_days, shift_day
from model.vocabulary.decisions import DayUnit, StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import Forum
from model.vocabulary.period import format_day, join_day
from model.vocabulary.record import Certainty
from model.vocabulary.usual_times import StepTimes, find_soonest
from queries.landscape.mutes import MuteInForce, describe_mute, read_mutes
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_party, party_type_of
from queries.questions.balance import (
    AFTER_SPACE,
    ASSIGNMENT_DETAILS,
    BALANCE_LISTS,
    EXECUTED_LISTS,
    FIRST_DATE,
    STEPPED_LATER,
    UNDATED_LISTS,
    UNEXECUTED_LISTS,
    Balance,
    build_steps,
)
from queries.questions.parameters import StallsQuestion, page_of
from queries.questions.stall_filters import FILTERS, PAST_RULES, StallFilter, asks_for_stalled_only, find_filter_ids, rule_of
from queries.questions.standing_lists import StandingLists
from queries.questions.usual_times import ALL_KINDS, UsualTimes, kinds_of
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader
from queries.server.paging import BEFORE_EVERY_ID, Page, page_place_error

ROWS_AHEAD = 250
"""The least number of rows to read at a time where assignments wait for others that may end before them."""
DECISIONS_OF_PARTY = "records/decision/naming-taken_in"
DISORDERED = "decisions/disordered"
STALLED, UNDATED = range(2)
"""The number of the list of what is past a date, and of the first of those that are ordered by the step."""
_Row = dict[str, Any]
_AnyRow = TypeVar("_AnyRow", bound=Mapping[str, Any])
_Place = tuple[str, ...]
"""The place of a row: due date and id if stalled; otherwise list, since and id, or list and id."""


def find_stalled(graph: Graph, question: StallsQuestion) -> Answer:
    """Return the stalled assignments, longest overdue first, then those that await a report, and those that cannot be judged.

    The question names forum, addressee, area, level and place by their ids.

    Rows: `assignment`, `decision`, `party` (the addressee), `forum` (which decided), `step`, `since`, `days` (at the step), `due`
    (the date in force, with `due_words` of a period), `overdue` (days past it), `against` ("own date", "pause" or "usual time"),
    `late` (days late: past its own date or usual time; None if it is not, as where a pause has run out and the own date has not
    passed), `own_due` (its own date or extension, also during a pause, with `own_due_words`), `first_due` (what it was before it
    was moved), `due_before_decision` (the date in force is before the decision), `in_time` (executed by its own date; None
    without one, if not executed, or if executed before the decision or a step that it should follow), `paused_until`,
    `decision_ended` and `addressee_ended` (the last day of either, if past),
    `followed_by` (ids of the addressee's successors), `out_of_order` (ids of steps before the decision or before an earlier
    step), `owner`, `muted_until` and `mute_reason` (if the finding is muted), `how`: "stalled", "executed" (and not reported
    back, whatever its date: `days` since then, and no `due`) or "unknown". What is unknown has no date to compare with and no
    finding. Steps out of order are findings of their own, after the others. Raises NotUnderstood if the page begins at an unknown
    place.
    """
    on, page = question.on, page_of(question)
    _rank_of(page)
    rows, following, cut = graph.read_in_transaction(lambda reader: _read_page(reader, question))
    rows = add_distinctions(graph, rows, addressee="party", forum_name="forum")
    findings = [make_stall_finding(row, on) for row in rows if row["how"] != "unknown"]
    findings += [make_disorder_finding(row, on) for row in rows if row["disorder"]]
    next_ = "/".join(following) or None
    parameters = question.given(*FILTERS) | page.as_parameters()
    return Answer("stalls", parameters, on, [select_columns(row) for row in rows], findings, bool(next_) or cut, next_)


def answer_stalled(graph: Graph, question: StallsQuestion) -> Answer:
    """Answer `find_stalled` for parties, areas, levels and places given by id or name. Raises NotFound, NotUnderstood."""
    return find_stalled(graph, question.model_copy(update=find_filter_ids(graph, question, find_decider)))


def find_decider(graph: Graph, name: str) -> str:
    """Return the id of a forum, or of another party that has decided something. Raises NotFound."""
    id_ = find_party(graph, name)
    type_ = party_type_of(graph, id_)
    if type_ is not Forum and not graph.read(DECISIONS_OF_PARTY, ids=[id_], after=BEFORE_EVERY_ID, most=1).rows:
        text = Text("'{said}' has decided nothing: it is not a forum but of the type {type}", said=name, type=type_.reads)
        raise NotFound(text, (), Text("See the assignments addressed to it with: landskap stalls --addressee {id}", id=id_))
    return id_


def _read_page(reader: Reader, question: StallsQuestion) -> tuple[list[_Row], _Place, bool]:
    """Return the rows of the page, the place after which the next page begins or (), and whether a limit cut the candidates."""
    page, chosen = page_of(question), StallFilter(reader, question)
    search = StallSearch(reader, question, chosen.chunk)
    found = list(islice(chosen.select(search.list_all(), search.balance.facts), page.most + 1))
    rows = found[: page.most]
    following = _place_of(rows[-1]) if len(found) > page.most else chosen.stopped_at
    return search.complete_rows(rows), following, search.balance.cut


def read_stalls(
    reader: Reader, question: StallsQuestion, wanted: Collection[str] = (), *, executed: bool = False
) -> Iterator[_Row]:
    """Yield the stalled assignments from the beginning of the page onwards, longest overdue first, with all columns.

    Yields those that are `executed` and await their report instead, if asked, the first executed first; of the ids `wanted`
    only, if there are any. They are read as far as the caller goes; the size of the page is how many are read at a time.
    """
    search, most = StallSearch(reader, question), page_of(question).chunk
    listed = search.list_executed() if executed else search.list_stalled()
    found = (row for row in listed if not wanted or row["assignment"] in wanted)
    while rows := list(islice(found, most)):
        yield from search.complete_rows(rows)


def read_past_pauses(reader: Reader, question: StallsQuestion, wanted: Collection[str] = ()) -> Iterator[_Row]:
    """Yield what is not executed and on hold or deferred past its date, the longest first; otherwise as `read_stalls`."""
    search, most = StallSearch(reader, question), page_of(question).chunk
    then = {row["assignment"]: row for row in search._then}
    listed = StandingLists(reader, question.on, most).paused(question.on)
    found = (place for place in listed if not wanted or place[1] in wanted)
    while places := list(islice(found, most)):
        rows = search.complete_rows([then.get(id_) or _make_past_row(id_, until, None) for until, id_ in places])
        yield from (row for row in rows if row["step"] != StepKind.EXECUTED)


def read_disordered(reader: Reader, on: str, most: int, wanted: Collection[str] = ()) -> Iterator[_Row]:
    """Yield the assignments that have steps out of order on a day, also closed ones, by id; `most` are read at a time.

    Yields those of the ids `wanted` only, if there are any.
    """
    after = BEFORE_EVERY_ID
    while True:
        rows = reader.read(DISORDERED, on=on, after=after, most=most).rows
        ids = [row["assignment"] for row in rows if not wanted or row["assignment"] in wanted]
        details = reader.read(ASSIGNMENT_DETAILS, ids=ids, on=on).rows if ids else []
        yield from (row for row in map(_add_disorder, details) if row["disorder"])
        if len(rows) < most:
            return
        after = rows[-1]["assignment"]


def _add_disorder(row: _Row) -> _Row:
    """Return a row of details with the steps that are out of order and their ids."""
    disorder = list(check_step_order(build_steps(row["assignment"], row["trail"]), row["taken_on"]))
    return {**row, "disorder": disorder, "out_of_order": sorted(step.id for step, _text in disorder)}


def _rank_of(page: Page) -> int:
    """Return the number of the list in which the page begins, such as STALLED. Raises NotUnderstood."""
    first, *rest = page.after or (FIRST_DATE, "")
    if len(rest) == 1 and (first == FIRST_DATE or _is_date(first)):
        return STALLED
    if first in BALANCE_LISTS and len(rest) == (2 if first in UNDATED_LISTS else 1):
        return UNDATED + BALANCE_LISTS.index(first)
    raise page_place_error(page)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class StallSearch:
    """The search for one page: the lists of places from the beginning of the page onwards.

    An assignment counts as stalled if its date is earlier than `before`: the day of the question, or as much earlier as it asks.
    """

    def __init__(self, reader: Reader, question: StallsQuestion, chunk: int = 0, before: str | None = None) -> None:
        page = page_of(question)
        self.on, self._after, self._rank = question.on, page.after, _rank_of(page)
        self._before = before or shift_day(question.on, -(question.older_than or 0))
        self._question, self.balance = question, Balance(reader, question, chunk)
        self._reader = reader
        self._usual = UsualTimes(reader, question.on)
        self._then = [self._place_row(row) for row in self.balance.recompute_later()]

    def list_all(self) -> Iterator[_Row]:
        """Yield the assignments of all lists from the beginning of the page onwards."""
        return chain(self.list_stalled(), self.list_executed(), self.list_unknown())

    def list_stalled(self) -> Iterator[_Row]:
        """Yield what is not executed and past its own date, the end of its pause, or the usual time of its step."""
        if self._question.rule == FindingRule.REPORT_AWAITED:
            return iter(())
        if self._rank > STALLED:
            return iter(())
        after = self._after[-2:]
        late = (row for row in self._then if row["how"] == "stalled" and row["due"] and row["due"] < self._before)
        then = sorted((row for row in late if _order_of(row) > after), key=_order_of)
        skipped = self._question.rule == FindingRule.PAST_USUAL_TIME
        places = () if skipped else self.balance.read_places(" ".join(after) or FIRST_DATE, self._before)
        own = (_make_past_row(place[-1], place[-2], None) for place, _kinds in places)
        return heapq.merge(own, *(self._list_past_usual(list_, after) for list_ in UNEXECUTED_LISTS), then, key=_order_of)

    def list_executed(self) -> Iterator[_Row]:
        """Yield what is executed and not reported back, the first executed first; `older_than` counts days since then."""
        question = self._question
        if question.rule in PAST_RULES and question.rule != FindingRule.REPORT_AWAITED:
            return iter(())
        until = self._before if question.older_than is not None else ""
        return chain.from_iterable(self._list_at_step(list_, ALL_KINDS, until) for list_ in EXECUTED_LISTS)

    def _list_at_step(self, list_: str, kinds: Collection[str], until: str = "") -> Iterator[_Row]:
        """Yield the assignments of a list without dates, by since when; if `until` is given, only those from before that day."""
        number = UNDATED + BALANCE_LISTS.index(list_)
        if number < self._rank:
            return
        after: _Place = self._after if number == self._rank else (list_, "")
        end = f"{list_} {until}" if until else f"{list_}{AFTER_SPACE}"
        mine = (row for row in self._then if row["place"][0] == list_ and after < row["place"])
        then = sorted((row for row in mine if " ".join(row["place"]) < end), key=_place_of)
        found = self.balance.read_places(" ".join(after), end, kinds)
        yield from heapq.merge((_make_undated_row(tuple(place)) for place, _kinds in found), then, key=_place_of)

    def _list_past_usual(self, list_: str, place: _Place) -> Iterator[_Row]:
        """Yield the assignments of a list that are past a usual time, by the day on which it ended, after a place."""
        parts = self._usual.split(list_)
        timed = [times for times in parts if times]
        if not timed:
            return
        first, id_ = place or ("", "")
        since = min(times.first_since(first) for times in timed) if first else ""
        # With one usual time in days the place is exact; otherwise several days end on one, or in another order.
        plain = len(timed) == 1 and timed[0].is_plain
        after = f"{list_} {since} {id_}" if plain and first and timed[0].end_of(since) == first else f"{list_} {since}"
        until = find_soonest(timed).first_since(self._before)
        kinds = ALL_KINDS if None not in parts else [one for times in timed for one in parts[times]]
        found = self.balance.read_places(after, f"{list_} {until}", kinds, 0 if plain else ROWS_AHEAD)
        for end, id_ in self._sort_by_end(list_, found, timed):
            if (end, id_) > place and end < self._before:
                yield _make_past_row(id_, end, "usual time")

    def _sort_by_end(
        self, list_: str, found: Iterable[tuple[list[str], str | None]], timed: Sequence[StepTimes]
    ) -> Iterator[tuple[str, str]]:
        """Yield (last day of the usual time, id) in order, of places in the order since when.

        Each waits until none of those that follow can end before it, or on the same day with an earlier id.
        """
        waiting: list[tuple[str, str]] = []
        soonest = find_soonest(timed)
        for (_list, since, id_), kinds in found:
            if (times := self._usual.find(list_, kinds)) is None:
                continue
            earliest = soonest.end_of(since)
            while waiting and waiting[0][0] < earliest:
                yield heapq.heappop(waiting)
            heapq.heappush(waiting, (times.end_of(since), id_))
            if len(timed) == 1 and times.is_plain:
                yield heapq.heappop(waiting)
        while waiting:
            yield heapq.heappop(waiting)

    def list_unknown(self) -> Iterator[_Row]:
        """Yield what is not executed and has no date to compare with, list by list."""
        if asks_for_stalled_only(self._question):
            return
        for list_ in (*UNEXECUTED_LISTS, UNKNOWN_LIST):
            parts = self._usual.split(list_)
            if None in parts:
                yield from self._list_at_step(list_, parts[None])

    def _times_of(self, row: _Row) -> StepTimes | None:
        """Return the usual times that count for an assignment with its details."""
        return self._usual.find(balance_list_of(row["step"], row["example"]), kinds_of(row["forum_kind"], row["kind"]))

    def _place_row(self, row: _Row) -> _Row:
        """Return an assignment that was worked out from its steps, with its place in the answer."""
        id_ = row["assignment"]
        if row["step"] != StepKind.EXECUTED:
            if row["due"]:
                return {**row, **_make_past_row(id_, row["due"], None)}
            if times := self._times_of(row):
                return {**row, **_make_past_row(id_, times.end_of(row["since"]), "usual time")}
        list_ = balance_list_of(row["step"], row["example"])
        return {**row, **_make_undated_row(tuple(filter(None, (list_, row["since"], id_))))}

    def complete_rows(self, rows: list[_Row]) -> list[_Row]:
        """Return the rows with all columns of the answer; those of what is executed with `report`, one of REPORT_STATES."""
        details = self.balance.read_details([row["assignment"] for row in rows if "decision" not in row])
        return self.add_mutes([self._complete_row({**details.get(row["assignment"], {}), **row}) for row in rows])

    def add_mutes(self, rows: list[_Row]) -> list[_Row]:
        """Return the rows with the fields that say whether the finding that they are past a date is muted."""
        mutes = self._mutes
        return [row | describe_mute(mutes, rule_of(row) if row["how"] != "unknown" else None, row["assignment"]) for row in rows]

    @cached_property
    def _mutes(self) -> dict[str, MuteInForce]:
        return read_mutes(self._reader, self.on)

    def _complete_row(self, row: _Row) -> _Row:
        days = count_days(row["since"], self.on) if row["since"] else None
        steps = build_steps(row["assignment"], row["trail"])
        extensions = [(item.on, item.id, item.until, item.until_words) for item in steps if item.kind == StepKind.EXTENDED]
        own, words = row["own_due"], row["own_due_words"]
        first = row["first_due"], row["first_due_words"]
        if extensions:
            first = first if row["first_due"] else (own, words)
            own, words = max(extensions)[2:]
        row = {**_add_disorder(row), "own_due": own, "own_due_words": words, "first_due": first[0], "first_due_words": first[1],
               "followed_by": sorted(id_ for id_, *_names in row["followers"]),
               "usual_days": None, "usual_unit": None,
               "due_before_decision": is_due_before_decision(row | {"due": row["due"] or own}),
               "in_time": None}  # fmt: skip
        if own and row["step"] == StepKind.EXECUTED and not _is_execution_odd(row):
            row["in_time"] = row["since"] <= own
        if row["how"] == "executed":
            row["report"] = report_state_of(row, self.on)
        if (row["against"] == "usual time" or row["how"] == "executed") and (times := self._times_of(row)):
            counting = times.counting(row["since"])
            row |= {"usual_days": counting.days, "usual_unit": counting.unit}
        if not row["due"]:
            return {**row, "overdue": None, "days": days, "against": None, "late": None}
        row["against"] = row["against"] or ("pause" if row["paused_until"] else "own date")
        return {**row, "overdue": count_days(row["due"], self.on), "days": days, "late": count_days_late(row, self.on)}


def _is_execution_odd(row: _Row) -> bool:
    """Return whether the execution is itself out of order, so that its day cannot be compared with a date."""
    return any(step.kind == StepKind.EXECUTED and step.on == row["since"] for step, _text in row["disorder"])


def _place_of(row: _Row) -> _Place:
    place: _Place = row["place"]
    return place


def is_due_before_decision(row: Mapping[str, Any]) -> bool:
    """Return whether the date that counts is earlier than the decision: no date that anybody can have meant."""
    return bool(row["due"] and row["taken_on"] and row["due"] < row["taken_on"])


def count_days_late(row: Mapping[str, Any], on: str) -> int | None:
    """Return how many days late what is not executed is; None if it is not.

    After a pause it is late if its own date is past too, since the later of the two.
    """
    own = row["own_due"]
    if row["step"] == StepKind.EXECUTED or (row["against"] == "pause" and (own is None or own >= on)):
        return None
    days = count_days(max(row["due"], own or "") if row["against"] == "pause" else row["due"], on)
    return days if days > 0 else None


def _order_of(row: _Row) -> _Place:
    """Return the place of a row among those past a date."""
    return row["due"], row["assignment"]


def _make_past_row(assignment: str, due: str, against: str | None) -> _Row:
    return {"assignment": assignment, "how": "stalled", "due": due, "against": against, "place": (due, assignment)}


def _make_undated_row(place: _Place) -> _Row:
    how = "executed" if place[0] in EXECUTED_LISTS else "unknown"
    return {"assignment": place[-1], "how": how, "due": None, "against": None, "place": place}


STALL_COLUMNS = (
    "assignment", "decision", "name", "name_en", "case_number", "kind", "party", "addressee", "addressee_en", "forum",
    "forum_name", "step", "since", "days", "due", "due_words", "overdue", "late", "against", "usual_days", "usual_unit",
    "own_due", "own_due_words", "first_due", "first_due_words", "due_before_decision", "in_time", "paused_until",
    "decision_ended", "decision_ended_words", "addressee_ended", "addressee_ended_words", "followed_by", "out_of_order",
    "owner", "how", "certainty", "example", "evidence", "muted_until", "mute_reason",
)  # fmt: skip


DISORDER_COLUMNS = (
    "assignment", "decision", "name", "name_en", "case_number", "kind", "party", "addressee", "addressee_en", "forum",
    "forum_name", "taken_on", "trail", "out_of_order", "owner", "certainty", "example", "evidence",
)  # fmt: skip


def select_columns(row: _Row) -> _Row:
    """Return the columns of `find_stalled`, of a row that may have more."""
    return {name: row[name] for name in STALL_COLUMNS} | {
        name: value for name, value in row.items() if DISTINCTION_SUFFIX in name
    }


def make_stall_finding(row: _Row, on: str) -> Finding:
    """Return the finding that an assignment stands still, or that its report is awaited; `row` is one of `read_stalls`."""
    name, parameters = (
        (STEPPED_LATER, {"on": on}) if "steps" in row else (ASSIGNMENT_DETAILS, {"ids": [row["assignment"]], "on": on})
    )
    return Finding(
        rule=rule_of(row),
        sentence=_make_sentence(row),
        about=(row["assignment"],),
        entities=entities_of(row),
        asked=cite_query(name, parameters),
        rows=(select_columns(row),),
        evidence=tuple(row["evidence"]),
        certainty=find_certainty(row["certainty"]),
        example=row["example"],
    )


def make_disorder_finding(row: _Row, on: str) -> Finding:
    """Return the finding that an assignment has steps before its decision or before steps that they should follow."""
    steps = [JoinedText((step.kind.term, f" {step.on}: ", text), "") for step, text in row["disorder"]]
    sentence = Text(
        "“{decision}” has steps out of order with {addressee}: {steps}.",
        decision=term_of(row),
        addressee=term_of(row, "addressee"),
        steps=JoinedText(steps, "; "),
    )
    return Finding(
        rule=FindingRule.STEPS_OUT_OF_ORDER,
        sentence=sentence,
        about=(row["assignment"],),
        entities=(*entities_of(row), *row["out_of_order"]),
        asked=cite_query(ASSIGNMENT_DETAILS, {"ids": [row["assignment"]], "on": on}),
        rows=({name: row[name] for name in DISORDER_COLUMNS},),
        evidence=tuple(row["evidence"]),
        certainty=find_certainty(row["certainty"]),
        example=row["example"],
    )


def entities_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the records that a row about an assignment names."""
    return tuple(filter(None, (row["assignment"], row["decision"], row["party"], row["forum"])))


def _make_sentence(row: _Row) -> Localizable:
    if row["how"] == "executed":
        return _make_executed_sentence(row)
    step = Text("no step on record")
    if row["step"] is not None:
        step = Text("{step} {since}", step=StepKind.of(row["step"]).term, since=row["since"])
    if row["against"] == "pause":
        return PluralText(
            "“{decision}” stands still with {addressee}: {step}, its pause ran out {n} day ago ({due}).{more}",
            "“{decision}” stands still with {addressee}: {step}, its pause ran out {n} days ago ({due}).{more}",
            n=row["overdue"],
            decision=term_of(row),
            addressee=term_of(row, "addressee"),
            step=step,
            due=word_date(row, "due"),
            more=JoinedText((*tell_late_too(row), *list_circumstances(row)), ""),
        )
    return Text(
        "“{decision}” stands still with {addressee}: {step}, {days} past {against} ({due}).{more}",
        decision=term_of(row),
        addressee=term_of(row, "addressee"),
        step=step,
        days=PluralText("{n} day", "{n} days", n=row["overdue"]),
        against=describe_against(row),
        due=word_date(row, "due"),
        more=JoinedText(list_circumstances(row), ""),
    )


def _make_executed_sentence(row: _Row) -> PluralText:
    return PluralText(
        "“{decision}” was executed by {addressee} {since}, {n} day ago, and is not reported back.{more}",
        "“{decision}” was executed by {addressee} {since}, {n} days ago, and is not reported back.{more}",
        n=row["days"],
        decision=term_of(row),
        addressee=term_of(row, "addressee"),
        since=row["since"],
        more=JoinedText(list_circumstances(row), ""),
    )


def report_state_of(row: Mapping[str, Any], on: str) -> str:
    """Return how a row that is executed and not reported back stands to its own date: one of REPORT_STATES."""
    if row["in_time"] is None:
        return "undated"
    if row["own_due"] >= on and row["in_time"]:
        return "ahead"
    return "in_time" if row["in_time"] else "late"


def tell_late_too(row: Mapping[str, Any]) -> Iterator[Localizable]:
    """Yield that what has passed the end of its pause is late too, if it is."""
    if row["against"] == "pause" and row["late"]:
        yield PluralText(" Its own date is past too: it is {n} day late.", " Its own date is past too: it is {n} days late.",
                         n=row["late"])  # fmt: skip


def describe_against(row: Mapping[str, Any]) -> Text:
    """Return against what it is overdue, with the number of days of a usual time."""
    if row["against"] != "usual time":
        return AGAINST[row["against"]]
    unit = DayUnit.of(row["usual_unit"]).term
    return Text("the usual time of the step, {days} {unit}", days=row["usual_days"], unit=unit)


def word_date(row: _Row, field: str) -> str:
    """Return a date, preceded by the words for its period if it has any."""
    return join_day(row[field], row[f"{field}_words"])


def tell_decision_ended(row: Mapping[str, Any]) -> Iterator[Text]:
    """Yield that the decision has ended: what it assigned counts until a step closes it (domain.md §7)."""
    if ended := row["decision_ended"] and format_day(row["decision_ended"], row["decision_ended_words"]):
        yield Text(" The decision ended {day}, and no step says what became of this assignment.", day=ended)


def tell_uncertain(row: Mapping[str, Any]) -> Iterator[Text]:
    """Yield what is uncertain about an assignment with its details, and why: itself, its decision, or a step."""
    certainties = iter(row["certainties"])
    doubts: list[Localizable] = [
        JoinedText((UNCERTAIN_PARTS[place], f" ({reason})" if reason else ""), "")
        for place, (certainty, reason) in enumerate(zip(certainties, certainties, strict=True))
        if certainty == Certainty.UNCERTAIN
    ]
    for kind, on, reason in sorted(row["uncertain_steps"], key=lambda step: step[:2]):
        doubts.append(JoinedText((StepKind.of(kind).term, f" {on}", f" ({reason})" if reason else ""), ""))
    if doubts:
        yield Text(" Uncertain: {what}.", what=JoinedText(doubts, "; "))


def _tell_own_date(row: _Row) -> Iterator[Text]:
    """Yield what the own date was before it was moved; otherwise the own date where the end of a pause counts."""
    if row["first_due"] and row["own_due"]:
        dates = {"first": word_date(row, "first_due"), "day": word_date(row, "own_due")}
        yield Text(" It was first due {first}, and was moved to {day}.", **dates)
    elif row["against"] == "pause" and row["own_due"]:
        yield Text(" It is to be done by {day}.", day=word_date(row, "own_due"))


def list_circumstances(row: _Row) -> Iterator[Text]:
    """Yield what else counts for a row of `read_stalls`: the due date behind a pause, the addressee's end, a mute."""
    yield from _tell_own_date(row)
    if row["due_before_decision"]:
        yield Text(" That date is before the decision, {day}: one of the two must be wrong.", day=row["taken_on"])
    yield from tell_decision_ended(row)
    if row["out_of_order"]:
        yield Text(" Its steps are out of order.")
    if row["how"] == "executed" and row["usual_days"]:
        unit = DayUnit.of(row["usual_unit"]).term
        yield Text(" A report usually takes {days} {unit}.", days=row["usual_days"], unit=unit)
    if row["in_time"]:
        yield Text(" It was executed in time.")
    elif row["in_time"] is False:
        late = count_days(row["own_due"], row["since"])
        yield PluralText(" It was executed {n} day after its date.", " It was executed {n} days after its date.", n=late)
    if ended := row["addressee_ended"] and word_date(row, "addressee_ended"):
        followers = sorted(row["followers"])
        if followers:
            names = JoinedText(Term(name, name_en or name) for _id, name, name_en in followers)
            yield Text(" The addressee ended {day}; what follows it: {followers}.", day=ended, followers=names)
        else:
            yield Text(" The addressee ended {day}.", day=ended)
    yield from tell_uncertain(row)
    if row["muted_until"]:
        yield Text(" Muted until {day}: {reason}.", day=row["muted_until"], reason=row["mute_reason"])


def say_without_function(rows: Collection[Mapping[str, Any]]) -> Text | None:
    """Return for how many of the rows no function answers; None if one answers for each. Lists say it once, above all rows."""
    lacking = sum(not row["owner"] for row in rows)
    if not lacking:
        return None
    if lacking == len(rows):
        return Text("No function answers for any of them.")
    return Text("No function answers for {n} of the {whole}.", n=lacking, whole=len(rows))


REPORT_STATES = ("in_time", "late", "undated", "ahead")
"""Executed by its own date, which has passed; after it; without one, or out of order; by one that is still ahead."""
UNCERTAIN_PARTS = (Text("the assignment"), Text("the decision"))
"""What a row's `certainties` are of, in their order."""
AGAINST = {
    "own date": Text("its own date"),
    "pause": Text("the date it was paused to"),
    "usual time": Text("the usual time of the step"),
}


def select_rows(rows: Iterable[_AnyRow], how: str) -> list[_AnyRow]:
    """Return the rows whose `how` is "stalled", "executed" or "unknown"."""
    return [row for row in rows if row["how"] == how]
