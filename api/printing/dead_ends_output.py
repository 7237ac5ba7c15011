"""Where flows end, for a terminal: each rule with its count, its dead ends as sentences, and what is unknown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from api.terminal.answers import format_marked
from api.terminal.session import Session
from model.findings import Answer, ProvenSentence, Row
from model.language import JoinedText, Localizable, Term, Text
from model.text.names import join_names
from model.vocabulary.finding_rules import FindingRule
from queries.flows.dead_end_words import describe_unanswered

UNANSWERED_RULES = (FindingRule.SUPPORT_UNANSWERED, FindingRule.ORDER_UNDELIVERED)


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
        for some in _group_alike(findings):
            session.say(_format_dead_ends(some, short=remark is not None))
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


def _group_alike(findings: Sequence[ProvenSentence]) -> Iterator[Sequence[ProvenSentence]]:
    """Yield the findings; those on what one party asks for or orders without an answer, of the same standing, together."""
    alike: dict[tuple[object, ...], list[ProvenSentence]] = {}
    for number, finding in enumerate(findings):
        names, asks = finding.rows[0]["names"], finding.rule in UNANSWERED_RULES
        remark = JoinedText(_list_parts(finding)[-1:], "").in_("en")
        key = (names[0], finding.certainty, finding.example, remark) if asks else (number,)
        alike.setdefault(key, []).append(finding)
    yield from alike.values()


def _format_dead_ends(some: Sequence[ProvenSentence], short: bool) -> JoinedText:
    """Return one line for dead ends of the same party, without the remark where that is said once for all."""
    first, parts = some[0], _list_parts(some[0])
    if len(some) > 1:
        party, asked = zip(*(_name_ends(finding.rows[0]) for finding in some), strict=True)
        said = describe_unanswered(FindingRule.of(first.rule), party[0], join_names(asked, len(asked)))
        parts = (said, *parts[1:])
    return format_marked(replace(first, sentence=JoinedText(parts[:1] if short else parts, "")))


def _name_ends(row: Row) -> tuple[Term, Term]:
    asking, asked = (Term(sv, en) for sv, en in zip(row["names"], row["names_en"], strict=True))
    return asking, asked


def _head_rule(row: Row) -> JoinedText:
    count, exists = row["count"], row["exists"]
    counts: Localizable | str = Text("{n} in all, of which {exists} of what exists today", n=count, exists=exists)
    if not count:
        counts = Text("not known") if row["unknown"] else Text("none on record")
    elif exists == count:
        counts = str(count)
    elif not exists:
        counts = Text("{n}, only of what is proposed", n=count)
    return JoinedText((Term(**row["name"]), ": ", counts), "")
