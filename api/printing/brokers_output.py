"""Who stands between whom, and who sits with whom, for a terminal: sentences, then a table."""

from collections.abc import Sequence

from api.terminal.answers import AnswerColumn, format_field, format_marked, list_marks, print_cut, print_table
from api.terminal.session import Session
from model.findings import Answer, Row
from model.graphs.brokerage import BrokerRole
from model.language import JoinedText, Localizable, Text
from model.text.names import term_of
from model.vocabulary.flows import FlowKind
from queries.flows.meets import list_through


def print_brokers(session: Session, answer: Answer) -> None:
    """Print the brokers with their counts by role, or the pairs of one party."""
    by_pair = bool(answer.rows) and answer.rows[0]["how"] == "pair"
    _print_sentences_and_table(session, answer, PAIR_COLUMNS if by_pair else BROKER_COLUMNS)
    told = {row["role"] for row in answer.rows} if by_pair else {role for row in answer.rows for role in BrokerRole if row[role]}
    if told:
        session.say()
        session.say(Text("A pair: one feeds the party, the party feeds the other, and no flow leads from the one to the other."))
        for role, meaning in ROLE_MEANINGS.items():
            if role in told:
                session.say(JoinedText(("  ", ROLE_TERMS[role], ": ", meaning), ""))


def print_meets(session: Session, answer: Answer) -> None:
    """Print who sits with a party and where."""
    rows = [{**row, "through_text": list_through(row, session.language)} for row in answer.rows]
    _print_sentences_and_table(session, answer, MEETS_COLUMNS, rows)


def _print_sentences_and_table(
    session: Session, answer: Answer, columns: Sequence[AnswerColumn], rows: Sequence[Row] | None = None
) -> None:
    session.say(Text("As of {day}", day=answer.on))
    for finding in answer.findings:
        session.say(format_marked(finding))
    if answer.rows:
        session.say()
        print_table(session, columns, rows or answer.rows)
    print_cut(session, answer.cut)


def _list_kinds(row: Row) -> JoinedText:
    into, out = (JoinedText(FlowKind.of(kind).term for kind in row[field]) for field in ("kinds_in", "kinds_out"))
    return JoinedText((into, out), " → ")


def _list_roles(row: Row) -> JoinedText:
    counted = [(term, row[str(role)]) for role, term in ROLE_TERMS.items() if row[str(role)]]
    return JoinedText(JoinedText((term, str(number)), " ") for term, number in counted)


def _format_role(row: Row) -> Localizable:
    return ROLE_TERMS[BrokerRole(row["role"])]


ROLE_TERMS = {
    BrokerRole.COORDINATOR: Text("coordinator"),
    BrokerRole.GATEKEEPER: Text("gatekeeper"),
    BrokerRole.REPRESENTATIVE: Text("representative"),
    BrokerRole.CONSULTANT: Text("consultant"),
    BrokerRole.LIAISON: Text("liaison"),
}
ROLE_MEANINGS = {
    BrokerRole.COORDINATOR: Text("passes on from one to another of its own group."),
    BrokerRole.GATEKEEPER: Text("takes in what comes from another group, and passes it on in its own."),
    BrokerRole.REPRESENTATIVE: Text("takes what its own group gives, and passes it on to another."),
    BrokerRole.CONSULTANT: Text("passes on between two of the same other group."),
    BrokerRole.LIAISON: Text("passes on between two different other groups."),
}
BROKER_COLUMNS = (
    AnswerColumn(Text("Party"), term_of),
    AnswerColumn(Text("Group"), lambda row: term_of(row, "group_name")),
    AnswerColumn(Text("Roles"), _list_roles),
    AnswerColumn(Text("Pairs between groups"), format_field("crossing")),
    AnswerColumn(Text("Pairs in all"), format_field("pairs")),
    AnswerColumn(Text("Flows"), format_field("flows")),
    AnswerColumn(Text("Note"), list_marks),
)
PAIR_COLUMNS = (
    AnswerColumn(Text("Role"), _format_role),
    AnswerColumn(Text("From"), lambda row: term_of(row, "giver_name")),
    AnswerColumn(Text("To"), lambda row: term_of(row, "taker_name")),
    AnswerColumn(Text("Kind"), _list_kinds),
    AnswerColumn(Text("Flows"), lambda row: str(len(row["flows"]))),
    AnswerColumn(Text("Note"), list_marks),
)
MEETS_COLUMNS = (
    AnswerColumn(Text("Party"), term_of),
    AnswerColumn(Text("Shared"), lambda row: str(len(row["through"]))),
    AnswerColumn(Text("Through"), lambda row: row["through_text"]),
    AnswerColumn(Text("Note"), list_marks),
)
