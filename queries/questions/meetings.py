"""Meetings and what became of their decisions: planned, held and cancelled ones, the latest first."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from model.errors import NotUnderstood
from model.findings import Answer
from model.language import Text
from model.vocabulary.assignment_state import assess_progress
from model.vocabulary.decisions import StepKind
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_forum
from queries.questions.balance import ASSIGNMENT_DETAILS, build_steps
from queries.questions.parameters import MeetingsQuestion, find_ids, page_of
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader
from queries.server.paging import BEFORE_EVERY_ID, ROWS_PER_READ, Page, page_place_error

_Row = dict[str, Any]
_Place = tuple[int, str]
"""The place of a meeting: a number that falls with its day, and its id."""
MEETINGS_BY_DAY = {"held_on": "meetings/held", "planned_on": "meetings/planned", "cancelled_on": "meetings/cancelled"}
"""The field with the day of a meeting, where those before it are empty → the query that pages by it."""


def answer_meetings(graph: Graph, question: MeetingsQuestion) -> Answer:
    """Answer `find_meetings` for a forum given by id, name or alias. Raises NotFound, NotUnderstood."""
    return find_meetings(graph, question.model_copy(update=find_ids(graph, question, {"forum": find_forum})))


def find_meetings(graph: Graph, question: MeetingsQuestion) -> Answer:
    """Return the meetings of a period, of one forum or of all, the latest first. Raises NotUnderstood.

    Rows: `meeting`, `name`, `forum` with its name, `day`, `how` ("planned", "held" or "cancelled"), `planned_on`, `held_on`,
    `cancelled_on`, `present` (ids), `decisions` (how many it took), `open` (how many of them have an open assignment) and `late`
    (how many have one that is not executed and past its own date or the end of its pause).
    """
    if question.since and question.until and question.since > question.until:
        text = Text("the period ends before it begins: {first} is after {last}", first=question.since, last=question.until)
        raise NotUnderstood(text, (), Text("Give the earlier day first."))
    rows, more = graph.read_in_transaction(lambda reader: _read_page(reader, question))
    rows = add_distinctions(graph, rows, forum_name="forum")
    next_ = f"{rows[-1]['day']}/{rows[-1]['meeting']}" if more else None
    parameters = question.given("forum", "since", "until") | page_of(question).as_parameters()
    return Answer("meetings", parameters, question.on, rows, [], more, next_)


def _read_page(reader: Reader, question: MeetingsQuestion) -> tuple[list[_Row], bool]:
    """Return the rows of the page, and whether there are more."""
    page, since, until = page_of(question), question.since or EARLIEST_DAY, question.until or LATEST_DAY
    last, after = _begin_of(page, until)
    if question.forum:
        rows = reader.read("meetings/of-forum", forum=question.forum, on=question.on).rows
        found: Iterable[_Row] = sorted((_add_day(row, question.on) for row in rows), key=_place_of)
        found = (row for row in found if since <= row["day"] <= until and _place_of(row) > _place(last, after))
    else:
        days = {"on": question.on, "since": since, "until": last, "after": after}
        found = heapq.merge(*(_read_by_day(reader, field, days, page.chunk) for field in MEETINGS_BY_DAY), key=_place_of)
    rows = list(islice(found, page.most + 1))
    return _count_decisions(reader, rows[: page.most], question.on), len(rows) > page.most


def _begin_of(page: Page, until: str) -> tuple[str, str]:
    """Return the day and the id after which the page begins. Raises NotUnderstood."""
    if not page.after:
        return until, BEFORE_EVERY_ID
    try:
        day, id_ = page.after
        return min(date.fromisoformat(day).isoformat(), until), id_
    except ValueError:
        raise page_place_error(page) from None


def _read_by_day(reader: Reader, field: str, days: Mapping[str, str], most: int) -> Iterator[_Row]:
    """Yield the meetings whose day is in `field`, the latest first."""
    while True:
        rows = reader.read(MEETINGS_BY_DAY[field], **days, most=most).rows
        yield from (_add_day(row, days["on"]) for row in rows)
        if len(rows) < most:
            return
        days = {**days, "until": rows[-1][field], "after": rows[-1]["meeting"]}


def _add_day(row: _Row, on: str) -> _Row:
    """Return a meeting's row with its day, and whether it is planned, held or cancelled by the day `on`."""
    cancelled, held = (bool(row[field]) and row[field] <= on for field in ("cancelled_on", "held_on"))
    how = "cancelled" if cancelled else "held" if held else "planned"
    return {**row, "day": row["held_on"] or row["planned_on"] or row["cancelled_on"], "how": how}


def _place(day: str, id_: str) -> _Place:
    return -date.fromisoformat(day).toordinal(), id_


def _place_of(row: _Row) -> _Place:
    return _place(row["day"], row["meeting"])


def _count_decisions(reader: Reader, rows: list[_Row], on: str) -> list[_Row]:
    """Return the rows with the numbers of their decisions: all, those with an open assignment, those with a late one."""
    decisions: dict[str, list[list[list[Any]]]] = defaultdict(list)
    for ids in split_batches([row["meeting"] for row in rows], ROWS_PER_READ):
        for row in reader.read("meetings/decisions", ids=ids, on=on).rows:
            decisions[row["meeting"]].append(row["assignments"])
    every = (item for taken in decisions.values() for assignments in taken for item in assignments)
    due = _find_open(reader, every, on)
    counted = []
    for row in rows:
        taken = [[due[id_] for id_, *_kept in assignments if id_ in due] for assignments in decisions[row["meeting"]]]
        late = sum(any(day and day < on for day in days) for days in taken)
        counted.append({**row, "decisions": len(taken), "open": sum(map(bool, taken)), "late": late})
    return counted


def _find_open(reader: Reader, assignments: Iterable[list[Any]], on: str) -> dict[str, str | None]:
    """Return the assignments that were open on the day: id → the date that counts then, None without one or when executed."""
    found: dict[str, str | None] = {}
    later = []
    for id_, open_, next_due, last_stepped in assignments:
        if last_stepped and last_stepped > on:
            later.append(id_)
        elif open_:
            found[id_] = next_due
    for ids in split_batches(later, ROWS_PER_READ):
        for row in reader.read(ASSIGNMENT_DETAILS, ids=ids, on=on).rows:
            then = assess_progress(row["own_due"], build_steps(row["assignment"], row["trail"]))
            if then.open:
                found[row["assignment"]] = then.next_due if then.step != StepKind.EXECUTED else None
    return found
