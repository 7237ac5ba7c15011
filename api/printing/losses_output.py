"""What breaks without a party, for a terminal: sentences by kind of flow, then a table of those that lose something."""

from collections.abc import Mapping, Sequence

from api.terminal.answers import MOST_ROWS_ON_SCREEN, AnswerColumn, format_marked, list_marks, print_cut, print_table
from api.terminal.session import Session
from model.findings import Answer, ProvenSentence, Row
from model.language import JoinedText, Localizable, Text
from model.text.names import term_of
from model.vocabulary.flows import FlowKind

LOSS_TERMS: Mapping[str, Text] = {
    "cut-off": Text("loses the sources"),
    "alone-fed": Text("gets nothing"),
    "weakened": Text("has other ways"),
    "apart": Text("sits apart"),
}


def print_losses(session: Session, answer: Answer) -> None:
    """Print the sentences by kind of flow; of a party or a place also who loses something."""
    session.say(Text("As of {day}", day=answer.on))
    heading: Localizable | None = None
    for finding in answer.findings:
        if (found := _head(finding)) != heading:
            heading = found
            session.say()
            session.say(heading)
        session.say(JoinedText(("  ", format_marked(finding)), ""))
    if "party" in answer.parameters or "place" in answer.parameters:
        rows = [
            row for row in answer.rows if row["how"] != "weakened" or row["ways"] is None or row["ways_without"] < row["ways"]
        ]
        session.say()
        print_table(session, LOSS_COLUMNS, rows[:MOST_ROWS_ON_SCREEN])
        if (more := len(rows) - MOST_ROWS_ON_SCREEN) > 0:
            session.say(Text("  … and {n} more rows: --json lists them.", n=more))
    else:
        session.say()
        session.say(Text("Who is cut off without one of them: landskap without PARTY"))
    print_cut(session, answer.cut)
    session.say(Text("A source is one that no other feeds with that kind; what begins on the way is not counted."))
    session.say(Text("Ways are counted kind by kind, from the sources; landskap feeds A --to B counts all kinds together."))
    session.say(Text("How each sentence is known, with its query to paste: --json"))


def _head(finding: ProvenSentence) -> Localizable:
    kind = finding.rule.rpartition("-")[2]
    if kind in {str(one) for one in FlowKind}:
        return Text("Flows of {kind}", kind=FlowKind.of(kind).term)
    return Text("Who sits with whom") if finding.rule == "joins-alone" else Text("All kinds of flow")


def _format_kind(row: Row) -> Localizable | str:
    return FlowKind.of(row["kind"]).term if row["kind"] else "–"


def _describe_how(row: Row) -> Localizable:
    """Return what a party loses: all of the kind, if the lost ones alone feed it, or what comes from the sources."""
    alone = row["how"] == "cut-off" and set(row["fed_by"]) <= {*row["without"], row["party"]}
    return LOSS_TERMS["alone-fed" if alone else row["how"]]


def _format_ways(row: Row) -> str:
    """Return how many independent ways there are and how many are left, as 4 → 3."""
    return "–" if row["ways"] is None else f"{row['ways']} → {row['ways_without']}"


LOSS_COLUMNS: Sequence[AnswerColumn] = (
    AnswerColumn(Text("Kind"), _format_kind),
    AnswerColumn(Text("Party"), term_of),
    AnswerColumn(Text("How"), _describe_how),
    AnswerColumn(Text("Independent ways"), _format_ways),
    AnswerColumn(Text("Feeders"), lambda row: str(len(row["fed_by"]))),
    AnswerColumn(Text("Counting"), lambda row: Text("only what exists") if row["counted"] == "existing" else Text("all")),
    AnswerColumn(Text("Note"), list_marks),
)
