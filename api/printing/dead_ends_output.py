"""Where flows end, for a terminal: each rule with its count, its dead ends as sentences, and what is unknown."""

from collections.abc import Sequence
from dataclasses import replace

from api.terminal.answers import format_marked
from api.terminal.session import Session
from model.findings import Answer, ProvenSentence, Row
from model.language import JoinedText, Localizable, Term, Text


def print_dead_ends(session: Session, answer: Answer) -> None:
    """Print the dead ends of each rule, those of what exists today first."""
    session.say(Text("As of {day}", day=answer.on))
    for row in answer.rows:
        findings = [finding for finding in answer.findings if finding.rule == row["rule"]]
        session.say()
        session.say(_head_rule(row))
        remark = _find_common_remark(findings)
        if remark:
            session.say(remark)
        for finding in findings:
            session.say(_format_dead_end(finding, short=remark is not None))
        if (more := row["count"] - len(findings)) > 0:
            session.say(Text("  … and {more} more: --most {all}", more=more, all=row["count"]))
        if row["unknown"]:
            session.say(Term(**row["unknown"]))


def _list_parts(finding: ProvenSentence) -> tuple[Localizable | str, ...]:
    """Return what the sentence of a dead end says, and the remark on what is proposed after it."""
    return finding.sentence.parts if isinstance(finding.sentence, JoinedText) else (finding.sentence, "")


def _find_common_remark(findings: Sequence[ProvenSentence]) -> JoinedText | None:
    """Return the remark that several dead ends of a rule share, to be said once."""
    remarks = [_list_parts(finding)[-1] for finding in findings]
    shared = len(remarks) > 1 and remarks[0] and len({JoinedText((remark,), "").in_("en") for remark in remarks}) == 1
    return JoinedText((" ", remarks[0]), "") if shared else None


def _format_dead_end(finding: ProvenSentence, short: bool) -> JoinedText:
    return format_marked(replace(finding, sentence=JoinedText(_list_parts(finding)[:1], "")) if short else finding)


def _head_rule(row: Row) -> JoinedText:
    count, exists = row["count"], row["exists"]
    counts: Localizable = Text("{n} in all, of which {exists} of what exists today", n=count, exists=exists)
    if not count:
        counts = Text("not known") if row["unknown"] else Text("none on record")
    elif not exists:
        counts = Text("{n}, only of what is proposed", n=count)
    return JoinedText((Term(**row["name"]), ": ", counts), "")
