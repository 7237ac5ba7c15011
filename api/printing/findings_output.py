"""The findings of the rules for a terminal: the rules with their counts, the worst first, and what is new and gone."""

from collections.abc import Sequence

from api.terminal.answers import AnswerColumn, format_field, format_marked, print_first_command, print_table
from api.terminal.session import Session
from model.findings import Finding
from model.language import JoinedText, Localizable, PluralText, Text
from model.text.names import term_of
from model.vocabulary.decisions import DayUnit
from model.vocabulary.finding_rules import RULE_FACTS
from queries.findings.rule_settings import RuleInForce
from queries.review.answering import MOST_COUNTED, FindingsAnswer
from queries.review.comparing import Comparison
from queries.review.running import RuleReport, describe_invented, describe_slow


def print_findings(session: Session, answer: FindingsAnswer) -> None:
    """Print the findings rule by rule, or with a comparison what is new and gone; then what is muted and which rules rest."""
    session.say(Text("As of {day}", day=answer.question.on))
    if answer.question.by:
        _print_groups(session, answer)
        return
    if answer.compared:
        _print_comparison(session, answer.compared, answer.question.most)
    for report in answer.reports:
        if report.done and (report.findings or report.left_out != 0):
            session.say()
            session.say(_head_rule(report))
            if not answer.compared:
                if report.note:
                    session.say(JoinedText(("  ", report.note), ""))
                _list_findings(session, report.findings)
                _print_left_out(session, report.left_out)
    session.say()
    _print_summary(session, answer)


GROUP_COLUMNS_OF_FINDINGS = (
    AnswerColumn(Text("Group"), term_of),
    AnswerColumn(Text("Findings"), format_field("findings")),
    AnswerColumn(Text("Serious"), format_field("serious")),
    AnswerColumn(Text("Important"), format_field("important")),
    AnswerColumn(Text("To know"), format_field("note")),
    AnswerColumn(Text("Of them examples"), lambda row: str(row["examples"] or "–")),
    AnswerColumn(Text("Odd dates"), lambda row: str(row["odd"] or "–")),
    AnswerColumn(Text("Oldest"), format_field("oldest")),
    AnswerColumn(Text("List them with"), format_field("command"), spare=True),
)


def _print_groups(session: Session, answer: FindingsAnswer) -> None:
    """Print how many findings each group has, the sum, what is muted, and which rules found too many to count."""
    session.say()
    print_table(session, GROUP_COLUMNS_OF_FINDINGS, answer.groups)
    total = sum(row["findings"] for row in answer.groups)
    session.say(PluralText("{n} finding in all.", "{n} findings in all.", n=total))
    if n := answer.assignments:
        session.say(
            PluralText(
                "{n} assignment is among what they are about; several rules may find the same one.",
                "{n} assignments are among what they are about; several rules may find the same one.",
                n=n,
            )
        )
    if answer.groups:
        session.say(Text("Oldest: the earliest date passed, or the first day since which it is so."))
        if any(row["odd"] for row in answer.groups):
            session.say(Text("Odd dates: due before the decision, or steps out of order. They do not count as the oldest."))
    print_first_command(session, answer.groups)
    if cut := [report.rule.term for report in answer.reports if report.left_out is None]:
        session.say(Text("Not all are counted of: {rules}. They found too many, or did not finish.", rules=JoinedText(cut)))
    if muted := sum(len(report.muted) for report in answer.reports):
        session.say(PluralText("{n} muted finding is not counted.", "{n} muted findings are not counted.", n=muted))


def _head_rule(report: RuleReport) -> JoinedText:
    severity = RULE_FACTS[report.rule].severity.term
    count = (
        Text("more than {n}, which --by rule counts", n=max(len(report.findings), MOST_COUNTED))
        if report.count is None
        else str(report.count)
    )
    examples = describe_invented(report.examples, report.examples_known)
    return JoinedText((report.rule.term, f" ({report.rule}, ", severity, "): ", count, examples), "")


def _print_left_out(session: Session, left_out: int | None) -> None:
    if left_out is None:
        session.say(Text("  … and more: --most N"))
    elif left_out:
        session.say(PluralText("  … and {n} more: --most N", "  … and {n} more: --most N", n=left_out))


def format_marked_finding(finding: Finding) -> JoinedText:
    """Return a finding as an item of a list with its id, marked if it is uncertain or rests on an example."""
    return JoinedText(("  ", format_marked(finding), f" → {finding.id}"), "")


def _print_comparison(session: Session, compared: Comparison, most: int) -> None:
    counts = {"new": len(compared.new), "gone": len(compared.gone), "remaining": len(compared.remaining)}
    since = compared.since.describe()
    session.say(Text("Since {since}: {new} new, {gone} gone, {remaining} remaining.", since=since, **counts))
    session.say(describe_known(compared))
    if compared.incomplete:
        text = PluralText("The rule {rules} found too many to compare them all, or did not finish in time: "
                          "the numbers are of what was compared.",
                          "The rules {rules} found too many to compare them all, or did not finish in time: "
                          "the numbers are of what was compared.",
                          n=len(compared.incomplete), rules=JoinedText(compared.incomplete))  # fmt: skip
        session.say(text)
    for heading, findings in ((Text("New:"), compared.new), (Text("Gone:"), compared.gone)):
        if findings:
            session.say()
            session.say(heading)
            _list_findings(session, findings[:most])
            _print_left_out(session, len(findings[most:]))


def describe_known(compared: Comparison) -> Text:
    """Return from which knowledge the earlier findings were worked out."""
    if compared.known == "then":
        return Text(
            "What was answered then: by today's rules, from what was known by change {change}.", change=compared.since.change
        )
    day = compared.since.day
    return Text("As of {day}, from what is known now: too much has been written since to ask what was known then.", day=day)


def _list_findings(session: Session, findings: Sequence[Finding]) -> None:
    for finding in findings:
        session.say(format_marked_finding(finding))


def _print_summary(session: Session, answer: FindingsAnswer) -> None:
    if not any(report.findings or report.left_out != 0 for report in answer.reports):
        session.say(Text("No rule finds anything that is not muted."))
    muted = [finding for report in answer.reports for finding in report.muted]
    if muted and answer.question.muted:
        session.say(Text("Muted:"))
        for finding in muted:
            mute = answer.mutes[finding.id]
            session.say(format_marked_finding(finding))
            session.say(Text("    until {day}: {reason}", day=mute.until, reason=mute.reason))
    elif muted:
        session.say(
            PluralText("{n} finding is muted: --muted lists it.", "{n} findings are muted: --muted lists them.", n=len(muted))
        )
    for report in answer.reports:
        if not report.done:
            session.say(describe_slow(report.rule))
            session.say(Text("Try it alone: landskap findings --rule {rule}", rule=report.rule))
        elif not report.in_force.used:
            session.say(
                Text("The rule {rule} is not used, by the setting {setting}.", rule=report.rule, setting=report.in_force.setting)
            )
    session.say(Text("How one is known: landskap explain FINDING"))


def format_threshold(in_force: RuleInForce) -> Localizable | str:
    """Return the threshold in force with its unit; a dash for a rule without one."""
    if in_force.threshold is None:
        return "–"
    declared = RULE_FACTS[in_force.rule].unit
    unit = in_force.unit.term if declared == DayUnit.DAYS.term else declared or ""
    return JoinedText((str(in_force.threshold), unit), " ")
