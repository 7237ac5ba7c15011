"""An explained finding for a terminal: rule, sentence, records with evidence, the text to paste, and whether it is still so."""

from collections.abc import Iterator

from api.printing.findings_output import format_threshold
from api.printing.row_lines import describe_row
from api.terminal.answers import mark_sentence
from api.terminal.session import Session
from model.findings import Finding
from model.language import JoinedText, Localizable, PluralText, Text
from model.text.describe import format_evidence, status_marks_of
from model.text.timestamps import format_minute
from model.vocabulary.finding_rules import RULE_FACTS, RULE_MEANINGS
from queries.review.explaining import Explanation

MOST_LISTED, MOST_ROWS_DESCRIBED = 10, 2
"""The largest number of records, and of rows, that are printed; `--json` has all."""


def print_explanation(session: Session, found: Explanation) -> None:
    """Print how a finding is known."""
    for line in _describe_rule(found):
        session.say(line)
    session.say()
    session.say(_describe_outcome(found))
    if found.finding:
        session.say(mark_sentence(found.finding))
    if found.note:
        session.say(found.note)
    if found.mute:
        session.say(Text("Muted until {day}: {reason}", day=found.mute.until, reason=found.mute.reason))
    for entry in found.changes[:1]:
        what = {"number": entry.number, "at": format_minute(entry.at), "who": entry.reason.who, "why": entry.reason.why}
        session.say(Text("Its records were last changed by change {number}, {at}, {who}: {why}", **what))
    session.say()
    session.say(Text("The records:"))
    for record, called in found.records[:MOST_LISTED]:
        told = JoinedText((called, *status_marks_of(record)))
        session.say(JoinedText(("  – ", record.reads, f" {record.id}: ", told, f" [{format_evidence(record.evidence)}]"), ""))
    _print_more(session, len(found.records))
    if found.finding:
        _print_query(session, found.finding, found.answered)


def _describe_rule(found: Explanation) -> Iterator[Localizable]:
    facts, in_force = RULE_FACTS[found.rule], found.in_force
    yield JoinedText((found.rule.term, f" ({found.rule})"), "")
    yield RULE_MEANINGS[found.rule]
    yield Text("Ground: {section}. Version {version}. Severity: {severity}.", section=facts.section, version=facts.version,
               severity=facts.severity.term)  # fmt: skip
    if not in_force.used:
        yield Text("The rule {rule} is not used, by the setting {setting}.", rule=found.rule, setting=in_force.setting)
    elif in_force.threshold is not None:
        threshold = format_threshold(in_force)
        if in_force.setting:
            yield Text("Threshold: {threshold}, by the setting {setting}.", threshold=threshold, setting=in_force.setting)
        else:
            yield Text("Threshold: {threshold}, the rule's starting value.", threshold=threshold)


def _describe_outcome(found: Explanation) -> Text:
    if found.finding:
        return Text("Run again as of {day}: so it is on record.", day=found.question.on)
    if found.cut:
        return Text(
            "Run again as of {day}: the rule reads more than its limit, so whether it is so cannot be told.",
            day=found.question.on,
        )
    if found.gone_with:
        return Text(
            "Run again as of {day}: it is no longer so, since change {change}.", day=found.question.on, change=found.gone_with
        )
    return Text("Run again as of {day}: it is not so.", day=found.question.on)


def _print_query(session: Session, finding: Finding, answered: int) -> None:
    session.say()
    session.say(
        PluralText(
            "To paste in Neo4j Browser ({query}; it gives {n} row):",
            "To paste in Neo4j Browser ({query}; it gives {n} rows):",
            n=answered,
            query=finding.asked.query,
        )
    )
    session.say(finding.asked.pasteable)
    session.say()
    session.say(Text("What the rule made of it:"))
    for row in finding.rows[:MOST_ROWS_DESCRIBED]:
        for heading, value in describe_row(row):
            session.say(JoinedText(("  ", heading, ": ", value), ""))
    _print_more(session, len(finding.rows), MOST_ROWS_DESCRIBED)
    session.say(Text("All fields: --json"))


def _print_more(session: Session, found: int, most: int = MOST_LISTED) -> None:
    """Print how many there are that were not listed."""
    if (more := found - most) > 0:
        session.say(Text("  … and {n} more: --json", n=more))
