"""Chain rules for a terminal: a sentence for each rule that is not met, and a table of the rules or of the cases asked for."""

from api.terminal.answers import AnswerColumn, format_field, format_finding, list_marks, print_table
from api.terminal.session import Session
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Text
from model.text.describe import format_evidence
from model.text.names import term_of
from model.vocabulary.flows import FlowKind
from queries.flows.chain_search import ChainState, UnmetReason

MOST_SENTENCES_SAID = 10


def print_chains(session: Session, answer: Answer) -> None:
    """Print how many rules are in each state, what is broken or unknown, and the table."""
    session.say(Text("As of {day}", day=answer.on))
    if not answer.rows:
        session.say(Text("No chain rule is on record for this: nothing says who should feed whom here."))
        return
    by_case = answer.rows[0]["how"] == "case"
    counts = JoinedText(_count_states(answer))
    noun = PluralText("{n} case: {counts}", "{n} cases: {counts}", n=len(answer.rows), counts=counts)
    rules = PluralText("{n} chain rule: {counts}", "{n} chain rules: {counts}", n=len(answer.rows), counts=counts)
    session.say(noun if by_case else rules)
    telling = [one for one in answer.findings if by_case or any(row["broken"] or row["unknown"] for row in one.rows)]
    for finding in telling[:MOST_SENTENCES_SAID]:
        session.say(format_finding(finding))
    if (more := len(telling) - MOST_SENTENCES_SAID) > 0:
        session.say(Text("  … and {more} more in the table", more=more))
    session.say()
    print_table(session, CASE_COLUMNS if by_case else RULE_COLUMNS, answer.rows)
    if not by_case:
        session.say(Text("Case by case: landskap chains RULE, --party PARTY or --place MUNICIPALITY"))
    if answer.cut:
        session.say(Text("A limit cut the answer: there is more than is shown here."))


def _count_states(answer: Answer) -> list[Localizable]:
    found = {state: sum(row["state"] == state for row in answer.rows) for state in ChainState}
    return [Text("{n} {state}", n=number, state=state.term) for state, number in found.items() if number]


def _format_end(end: str, row: Row) -> Localizable | str:
    if row[end]:
        return term_of(row, f"{end}_name")
    return Text("any of {n}", n=len(row[f"{end}s"])) if row[f"{end}s"] else "–"


def _format_state(row: Row) -> Localizable:
    state = ChainState.of(row["state"]).term
    return JoinedText((state, UnmetReason.of(row["reason"]).term), ": ") if row.get("reason") else state


def _format_kind(row: Row) -> Localizable | str:
    return FlowKind.of(row["kind"]).term if row["kind"] else "–"


def _format_flows(row: Row) -> str:
    return str(len(row["flows"]) + row["flows_left_out"])


RULE_COLUMNS = (
    AnswerColumn(Text("Rule"), lambda row: term_of(row)),
    AnswerColumn(Text("Kind"), _format_kind),
    AnswerColumn(Text("State"), _format_state),
    AnswerColumn(Text("Met"), format_field("met")),
    AnswerColumn(Text("Proposed"), format_field("proposed")),
    AnswerColumn(Text("Broken"), format_field("broken")),
    AnswerColumn(Text("Unknown"), format_field("unknown")),
    AnswerColumn(Text("Note"), list_marks),
    AnswerColumn(Text("Evidence"), lambda row: format_evidence(row["evidence"]), spare=True),
    AnswerColumn(Text("Id"), format_field("rule"), spare=True),
)
CASE_COLUMNS = (
    AnswerColumn(Text("Rule"), lambda row: term_of(row)),
    AnswerColumn(Text("From"), lambda row: _format_end("giver", row)),
    AnswerColumn(Text("To"), lambda row: _format_end("taker", row)),
    AnswerColumn(Text("Municipality"), format_field("municipality_name")),
    AnswerColumn(Text("State"), _format_state),
    AnswerColumn(Text("Flows"), _format_flows),
    AnswerColumn(Text("Note"), list_marks),
)
