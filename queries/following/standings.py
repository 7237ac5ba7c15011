"""Where assignments stand: late, in time, paused, closed, or unknown; also those that are on no list.

The state of an assignment is worked out from its steps up to the day, so that it is as right for an earlier day.
"""

from collections.abc import Collection
from typing import Any

from model.vocabulary.assignment_state import AssignmentProgress, assess_progress, balance_list_of
from model.vocabulary.decisions import StepKind
from model.vocabulary.record import Choice
from model.vocabulary.usual_times import StepTimes
from queries.questions.balance import ASSIGNMENT_DETAILS, build_steps
from queries.questions.decisions import StallSearch
from queries.questions.parameters import StallsQuestion
from queries.questions.usual_times import UsualTimes, kinds_of
from queries.server.chunks import split_batches
from queries.server.graph import Reader
from queries.server.paging import ROWS_PER_READ

_Row = dict[str, Any]


class FollowUpState(Choice):
    """Where an assignment stands for those who follow it up.

    Late is what stands still: past its own date, the end of its pause, or the usual time of its step. What is executed awaits its
    report, whatever its dates. Unknown is what has no date to compare with.
    """

    LATE = "late", "står stilla", "standing still"
    AWAITED = "awaited", "väntar på återrapport", "awaiting a report"
    IN_TIME = "in-time", "i tid", "in time"
    PAUSED = "paused", "pausat", "paused"
    REPORTED = "reported", "återrapporterat", "reported back"
    ENDED = "ended", "avslutat", "ended"
    UNKNOWN = "unknown", "okänt", "unknown"


CLOSED_STATES = (FollowUpState.REPORTED, FollowUpState.ENDED)
HOW_OF_STATE = {FollowUpState.LATE: "stalled", FollowUpState.AWAITED: "executed", FollowUpState.UNKNOWN: "unknown"}
"""What rows of `find_stalled` call these states."""


def find_follow_up_state(now: AssignmentProgress, due: str | None, on: str) -> FollowUpState:
    """Return the state of an assignment with this progress. `due` is the date that counts, its own or by usual time."""
    if not now.open:
        return find_closed_state(now.step)
    if now.step == StepKind.EXECUTED:
        return FollowUpState.AWAITED
    if due is None:
        return FollowUpState.UNKNOWN
    if due < on:
        return FollowUpState.LATE
    return FollowUpState.PAUSED if now.paused_until else FollowUpState.IN_TIME


def find_closed_state(step: StepKind | None) -> FollowUpState:
    """Return the state of a closed assignment that reached a step."""
    return FollowUpState.REPORTED if step == StepKind.REPORTED_BACK else FollowUpState.ENDED


class StandingReader:
    """Reads assignments with all that is known of where they stand, as of the day `on`."""

    def __init__(self, reader: Reader, on: str) -> None:
        self._reader, self._on = reader, on
        self._usual = UsualTimes(reader, on)
        self._search = StallSearch(reader, StallsQuestion(on=on, most=1))

    def read_rows(self, ids: Collection[str]) -> list[_Row]:
        """Return the rows of assignments, in the order of the ids: those of `find_stalled`, with `state`.

        `overdue` is below zero before the date. Rows have the columns of `decisions/assignments`, too.
        """
        known: dict[str, _Row] = {}
        for some in split_batches(ids, ROWS_PER_READ):
            for row in self._reader.read(ASSIGNMENT_DETAILS, ids=some, on=self._on).rows:
                known[row["assignment"]] = self._assess(row)
        return self._search.complete_rows([known[id_] for id_ in ids if id_ in known])

    def _assess(self, row: _Row) -> _Row:
        now = assess_progress(row["own_due"], build_steps(row["assignment"], row["trail"]), row["own_due_words"])
        due, against = now.next_due, None
        counts = now.open and now.step != StepKind.EXECUTED
        if counts and not due and now.since and (times := self._find_times(row, now)):
            due, against = times.end_of(now.since), "usual time"
        state = find_follow_up_state(now, due, self._on)
        standing = {"step": now.step, "since": now.since, "paused_until": now.paused_until}
        how = {"state": state, "how": HOW_OF_STATE.get(state, str(state)), "due": due if counts else None, "against": against}
        return row | standing | how | {"due_words": now.next_due_words if counts and not against else None}

    def _find_times(self, row: _Row, now: AssignmentProgress) -> StepTimes | None:
        list_ = balance_list_of(now.step, row["example"])
        return self._usual.find(list_, kinds_of(row["forum_kind"], row["kind"]))
