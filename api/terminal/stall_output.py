"""What stands still, added up, for a terminal: in groups, and where hand-offs break."""

from collections.abc import Iterator, Mapping, Sequence

from api.terminal.answers import (
    MOST_SENTENCES,
    AnswerColumn,
    format_field,
    format_finding,
    print_cut,
    print_first_command,
    print_next,
    print_table,
)
from api.terminal.session import Session
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Text
from model.text.names import term_of
from model.text.numbers import format_number
from model.vocabulary.decisions import StepKind
from model.vocabulary.period import format_day
from queries.findings.break_search import FEWEST_BROKEN
from queries.following.stall_groups import COUNTED_HOWS, FEWEST_FOR_MEDIAN, count_group_examples, count_group_muted
from queries.following.stall_words import word_counts
from queries.questions.decisions import REPORT_STATES


def _format_median(row: Row) -> Localizable | str:
    """Return a median, with one decimal if it lies between two days."""
    return "–" if row["median"] is None else format_number(row["median"])


GROUP_COLUMNS = (
    AnswerColumn(Text("Group"), term_of),
    AnswerColumn(Text("Stand still"), format_field("stalled")),
    AnswerColumn(Text("Late"), format_field("late")),
    AnswerColumn(Text("Pause run out"), format_field("paused")),
    AnswerColumn(Text("Unknown"), format_field("unknown")),
    AnswerColumn(Text("Report awaited"), format_field("executed")),
    AnswerColumn(Text("Of them examples"), lambda row: str(count_group_examples(row) or "–")),
    AnswerColumn(Text("Oldest"), format_field("oldest")),
    AnswerColumn(Text("Days late"), format_field("overdue")),
    AnswerColumn(Text("Median"), _format_median),
    AnswerColumn(Text("List them with"), format_field("command"), spare=True),
)


MUTED_COLUMNS = (AnswerColumn(Text("Of them muted"), lambda row: str(count_group_muted(row) or "–")),)
"""Beside those, where findings on assignments are muted."""
MUTE_COLUMNS = (AnswerColumn(Text("Note"), lambda row: JoinedText(list_mute_marks(row))),)
"""Beside those, where the finding on a group is muted."""


def print_stall_groups(session: Session, answer: Answer) -> None:
    """Print the groups, the sums, and what the figures mean."""
    session.say(Text("As of {day}", day=answer.on))
    session.say()
    counted = [
        "late",
        *(f"executed_{state}" for state in REPORT_STATES),
        *(name for how in COUNTED_HOWS for name in (how, f"{how}_examples", f"{how}_muted")),
    ]
    session.say(word_counts({name: sum(row[name] for row in answer.rows) for name in counted}))
    muted = any(row.get("muted_until") for row in answer.rows)
    inner = (*MUTED_COLUMNS[: int(any(map(count_group_muted, answer.rows)))], *MUTE_COLUMNS[: int(muted)])
    print_table(session, (*GROUP_COLUMNS[:-1], *inner, GROUP_COLUMNS[-1]), answer.rows)
    if odd := sum(row["odd"] for row in answer.rows):
        session.say(
            PluralText(
                "{n} has a date before its decision, and counts neither as the oldest nor in the median.",
                "{n} have a date before their decision, and count neither as the oldest nor in the median.",
                n=odd,
            )
        )
    if answer.rows:
        session.say(
            Text(
                "Late is past its own date or usual time; a pause that has run out is no delay until the own date has passed. "
                "Days late: of the oldest, and the median, which is not given of fewer than {fewest}.",
                fewest=FEWEST_FOR_MEDIAN,
            )
        )
    print_first_command(session, answer.rows)
    print_cut(session, answer.cut)


def print_breaks(session: Session, answer: Answer) -> None:
    """Print the answer in the user's language."""
    session.say(Text("As of {day}", day=answer.on))
    for remark in _remark_on_breaks(answer.rows):
        session.say(remark)
    for finding in answer.findings[:MOST_SENTENCES]:
        session.say(format_finding(finding))
    session.say()
    heading = HEADINGS[answer.parameters["view"]](len(answer.rows))
    session.say(Text("Shown here: {counts}", counts=heading) if answer.cut or "after" in answer.parameters else heading)
    print_table(session, BREAK_COLUMNS[answer.parameters["view"]], answer.rows)
    if any(row.get("flows") for row in answer.rows):
        session.say(Text("Flows: those that would carry such decisions, to judge by their kind."))
    print_next(session, answer.next)
    print_cut(session, answer.cut and not answer.next)


def _remark_on_breaks(rows: Sequence[Row]) -> Iterator[Text]:
    """Yield what holds for all rows: from which share on they are broken, and that no flow would carry what is handed off."""
    if limit := next((row["limit"] for row in rows if row.get("limit")), None):
        yield Text(
            "Broken: at least {few} stand still, and at least {limit} of what waits.", few=FEWEST_BROKEN, limit=f"{limit} %"
        )
    if rows and all("flows" in row and not row["flows"] for row in rows):
        yield Text("No flow of a kind that would carry it leads from any of these to its addressee.")


HEADINGS = {
    "hand-offs": lambda n: PluralText(
        "{n} hand-off at which something stands still", "{n} hand-offs at which something stands still", n=n
    ),
    "steps": lambda n: PluralText("{n} step at which something stands still", "{n} steps at which something stands still", n=n),
    "waits": lambda n: PluralText("{n} wait", "{n} waits", n=n),
}
AWAITED_TERMS: Mapping[str, Text] = {
    "communication": Text("communication"),
    "line-decision": Text("line decision"),
    "execution": Text("execution"),
    "report": Text("report back"),
}


def _format_oldest(row: Row) -> str:
    return format_day(row["oldest"], row["oldest_words"]) if row["oldest"] else "–"


def _format_share(row: Row) -> str:
    return f"{row['share']} %"


def _format_step_pair(row: Row) -> JoinedText:
    step = StepKind.of(row["step"]).term if row["step"] else Text("no step on record")
    return JoinedText((step, StepKind.of(row["next_step"]).term), " → ")


def _format_kind(row: Row) -> Localizable:
    return term_of(row, "forum_kind_name") if row["forum_kind"] else Text("an actor decided")


def _count_ids(field: str, row: Row) -> str:
    return str(len(row[field]) + row[f"{field}_left_out"])


def _list_notes(row: Row) -> JoinedText:
    earlier = PluralText("{n} earlier date is before its decision", "{n} earlier dates are before their decisions", n=row["odd"])
    marks = {Text("broken"): row.get("broken"), Text("example"): row["example"], earlier: row["odd"]}
    return JoinedText([*(mark for mark, counts in marks.items() if counts), *list_mute_marks(row)])


def list_mute_marks(row: Row) -> list[Text]:
    """Return that the finding that a hand-off is broken is muted, until when and why; nothing if it is not."""
    if not row.get("muted_until"):
        return []
    return [Text("finding muted until {day}: {reason}", day=row["muted_until"], reason=row["mute_reason"])]


STUCK_COLUMNS = (
    AnswerColumn(Text("Stand still"), format_field("stuck")),
    AnswerColumn(Text("Waiting"), format_field("waiting")),
)
REPORT_COLUMN = AnswerColumn(Text("Report awaited"), format_field("executed"))
SINCE_COLUMNS = (
    AnswerColumn(Text("Oldest date past"), _format_oldest),
    AnswerColumn(Text("At step since"), format_field("since")),
)
SHARE_COLUMN, NOTE_COLUMN = AnswerColumn(Text("Share"), _format_share), AnswerColumn(Text("Note"), _list_notes)
BREAK_COLUMNS: Mapping[str, tuple[AnswerColumn, ...]] = {
    "hand-offs": (
        AnswerColumn(Text("From"), lambda row: term_of(row, "forum_name")),
        AnswerColumn(Text("Addressee"), lambda row: term_of(row, "addressee")),
        *STUCK_COLUMNS,
        SHARE_COLUMN,
        *SINCE_COLUMNS,
        REPORT_COLUMN,
        AnswerColumn(Text("Blocks"), lambda row: _count_ids("blocks", row)),
        AnswerColumn(Text("Flows"), lambda row: _count_ids("flows", row)),
        NOTE_COLUMN,
    ),
    "steps": (
        AnswerColumn(Text("Kind of forum"), _format_kind),
        AnswerColumn(Text("Step"), _format_step_pair),
        *STUCK_COLUMNS,
        SHARE_COLUMN,
        *SINCE_COLUMNS,
        REPORT_COLUMN,
        NOTE_COLUMN,
    ),
    "waits": (
        AnswerColumn(Text("Who waits"), lambda row: term_of(row, "waiting_name")),
        AnswerColumn(Text("For whom"), lambda row: term_of(row, "awaited_name")),
        AnswerColumn(Text("For what"), lambda row: AWAITED_TERMS[row["awaits"]]),
        *STUCK_COLUMNS,
        *SINCE_COLUMNS,
        REPORT_COLUMN,
        NOTE_COLUMN,
    ),
}
