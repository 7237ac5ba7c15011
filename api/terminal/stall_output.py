"""Groups of assignments that stand still, for a terminal."""

from api.terminal.answers import AnswerColumn, format_field, print_table
from api.terminal.session import Session
from model.findings import Answer
from model.language import PluralText, Text
from model.text.names import term_of
from queries.questions.stall_groups import FEWEST_FOR_MEDIAN

GROUP_COLUMNS = (
    AnswerColumn(Text("Group"), term_of),
    AnswerColumn(Text("Stand still"), format_field("stalled")),
    AnswerColumn(Text("Unknown"), format_field("unknown")),
    AnswerColumn(Text("Oldest"), format_field("oldest")),
    AnswerColumn(Text("Days past"), format_field("overdue")),
    AnswerColumn(Text("Median"), format_field("median")),
    AnswerColumn(Text("List them with"), format_field("command")),
)


def print_stall_groups(session: Session, answer: Answer) -> None:
    """Print the groups, the sums, and what the figures mean."""
    session.say(Text("As of {day}", day=answer.on))
    session.say()
    stalled, unknown = (sum(row[field] for row in answer.rows) for field in ("stalled", "unknown"))
    session.say(
        PluralText(
            "{n} assignment stands still, {unknown} unknown",
            "{n} assignments stand still, {unknown} unknown",
            n=stalled,
            unknown=unknown,
        )
    )
    print_table(session, GROUP_COLUMNS, answer.rows)
    if answer.rows:
        session.say(
            Text("Days past: of the oldest, and the median, which is not given of fewer than {few}.", few=FEWEST_FOR_MEDIAN)
        )
    if answer.cut:
        session.say(Text("A limit cut the answer: there is more than is shown here."))
