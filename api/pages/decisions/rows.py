"""Rows of the balance list on the page: what is said of an assignment in each state."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.pages.decisions.figure import MARKS
from api.pages.page import Asked
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import Text
from model.text.names import term_of
from model.vocabulary.decisions import TRAIL, StepKind
from model.vocabulary.period import join_day
from queries.following.standings import CLOSED_STATES, FollowUpState
from queries.questions.parameters import WITHOUT

_Row = Mapping[str, Any]
MISSING: Mapping[str, Text] = {
    WITHOUT: Text("No step on record"),
    StepKind.TAKEN: Text("Never communicated"),
    StepKind.COMMUNICATED: Text("No line decision"),
    StepKind.LINE_DECISION: Text("Not executed"),
    StepKind.EXECUTED: Text("Not reported back"),
    StepKind.RESUMED: Text("Reopened, no step since"),
    StepKind.REPORTED_BACK: Text("Nothing"),
}
"""What is missing for what stands at a step."""
AGAINST_WORDS: Mapping[str, Text] = {
    "own date": Text("own date"), "usual time": Text("usual time"), "pause": Text("end of the pause"),
}  # fmt: skip
HEADS: Mapping[FollowUpState, tuple[Text, Text]] = {
    FollowUpState.LATE: (Text("Days over"), Text("Was due")),
    FollowUpState.AWAITED: (Text("Days since"), Text("Own date")),
    FollowUpState.IN_TIME: (Text("Days left"), Text("Due")),
    FollowUpState.PAUSED: (Text("Days left"), Text("Paused until")),
    FollowUpState.REPORTED: (Text("Days since"), Text("Own date")),
    FollowUpState.ENDED: (Text("Days since"), Text("Own date")),
    FollowUpState.UNKNOWN: (Text("Days at the step"), Text("Due")),
}
"""The headings of the number and of the date of a row in each state."""


def find_number(row: _Row) -> int | None:
    """Return the number that a row begins with: days over, days left, or days since its step."""
    if row["state"] == FollowUpState.LATE:
        return int(row["overdue"])
    if row["state"] in (FollowUpState.IN_TIME, FollowUpState.PAUSED):
        return -int(row["overdue"])
    days: int | None = row["days"]
    return days


def _find_missing(row: _Row) -> Text | None:
    """Return what is missing for an assignment; None if it is closed."""
    return None if row["state"] in CLOSED_STATES else MISSING.get(row["step"] or WITHOUT)


def describe_listed(row: _Row, asked: Asked) -> dict[str, Any]:
    """Return what the page shows of an assignment."""
    language, step = asked.language, row["step"]
    due, words = (row["due"], row["due_words"]) if row["due"] else (row["own_due"], row["own_due_words"])
    return {
        "number": find_number(row),
        "late": row["state"] == FollowUpState.LATE,
        "name": term_of(row),
        "name_language": "" if row["name_en"] else "sv",
        "address": asked.link.decision(row["decision"], row["assignment"]),
        "case_number": row["case_number"],
        "example": row["example"],
        "uncertain": row["certainty"] == "uncertain",
        "muted": (row["muted_until"], row["mute_reason"]) if row["muted_until"] else None,
        "party": term_of(row, "addressee"),
        "party_ended": row["addressee_ended"],
        "owner": row["owner"],
        "mark": MARKS[row["state"]],
        "place": TRAIL.index(step) if step in TRAIL else None,
        "step": StepKind.of(step).term.in_(language) if step else Text("no step on record").in_(language),
        "days": row["days"],
        "due": join_day(due, words) if due else None,
        "against": AGAINST_WORDS.get(row["against"] or ("own date" if due else "")),
        "missing": _find_missing(row),
        "state": row["state"].term,
    }


def make_row_table(rows: Sequence[_Row], state: FollowUpState) -> DataTable:
    """Return the rows as a table of plain values."""
    number, due = HEADS[state]
    columns = [
        DataColumn("assignment", Text("Id"), 40),
        DataColumn("decision", Text("Decision"), 40),
        DataColumn("case_number", Text("Case number"), 16),
        DataColumn("forum", Text("Decided by"), 30),
        DataColumn("addressee", Text("Addressee"), 30),
        DataColumn("owner", Text("Responsible"), 24),
        DataColumn("step", Text("Step"), 16),
        DataColumn("since", Text("Since"), 12),
        DataColumn("number", number, 12, number=True),
        DataColumn("due", due, 12),
        DataColumn("missing", Text("What is missing"), 24),
        DataColumn("example", Text("Example"), 10),
    ]
    return DataTable(Text("Assignments: {state}", state=state.term), columns, [_make_values(row) for row in rows])


def _make_values(row: _Row) -> tuple[Any, ...]:
    step = StepKind.of(row["step"]).term if row["step"] else None
    forum = term_of(row, "forum_name") if row["forum"] else None
    return (
        row["assignment"], term_of(row), row["case_number"], forum, term_of(row, "addressee"), row["owner"], step, row["since"],
        find_number(row), row["due"] or row["own_due"], _find_missing(row), Text("example") if row["example"] else None,
    )  # fmt: skip
