"""Where flows end, for a terminal: each rule with its count, its dead ends as sentences, and what is unknown."""

from api.terminal.answers import format_finding
from api.terminal.session import Session
from model.findings import Answer, Row
from model.language import JoinedText, PluralText, Term, Text


def print_dead_ends(session: Session, answer: Answer) -> None:
    """Print the dead ends of each rule, those of what exists today first."""
    session.say(Text("As of {day}", day=answer.on))
    for row in answer.rows:
        findings = [finding for finding in answer.findings if finding.rule == row["rule"]]
        session.say()
        session.say(_head_rule(row))
        for finding in findings:
            session.say(format_finding(finding))
        if (more := row["count"] - len(findings)) > 0:
            session.say(Text("  … and {more} more: --most {all}", more=more, all=row["count"]))
        if row["unknown"]:
            session.say(Term(**row["unknown"]))


def _head_rule(row: Row) -> JoinedText:
    counts = PluralText("{n} in all, of which {exists} of what exists", "{n} in all, of which {exists} of what exists",
                        n=row["count"], exists=row["exists"])  # fmt: skip
    return JoinedText((Term(**row["name"]), ": ", counts, f" ({row['rule']})"), "")
