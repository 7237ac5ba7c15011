"""The findings about a party, the most serious first, and what stands still from it and with it in one sentence each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.pages.addresses import DECISIONS, Addresses
from api.parties.party_answers import PartyAnswers
from api.parties.party_decisions import AssignmentLine, DecisionRow
from api.parties.party_hand_offs import list_broken_hand_offs
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import Localizable, PluralText, Text
from model.text.names import join_names
from model.vocabulary.finding_rules import RULE_FACTS, Severity
from model.vocabulary.record import Certainty
from queries.following.standings import FollowUpState

MOST_NAMED = 2
SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding on the page: its mark, its sentence, where it is explained, and whether that is a list or a reason."""

    mark: str
    sentence: Localizable
    address: str
    is_list: bool
    example: bool
    uncertain: bool
    id: str | None
    severity: Severity


def list_findings(
    answers: PartyAnswers, decisions: Sequence[DecisionRow], addressed: Sequence[AssignmentLine], link: Addresses
) -> list[FindingLine]:
    """Return the findings about the party, the most serious first."""
    lines = [
        FindingLine(
            mark="message" if finding.severity == Severity.NOTE else "late",
            sentence=finding.sentence,
            address=link.finding(finding.id),
            is_list=False,
            example=finding.example,
            uncertain=finding.certainty == Certainty.UNCERTAIN,
            id=finding.id,
            severity=RULE_FACTS[finding.rule].severity,
        )
        for finding in answers.findings
    ]
    lines += _list_stalls(answers, decisions, addressed, link)
    lines += [
        FindingLine("late", one.sentence, link.finding(one.finding), False, one.example, False, one.finding, Severity.SERIOUS)
        for one in list_broken_hand_offs(answers)
    ]
    return sorted(lines, key=lambda line: SEVERITIES.index(line.severity))


def _list_stalls(
    answers: PartyAnswers, decisions: Sequence[DecisionRow], addressed: Sequence[AssignmentLine], link: Addresses
) -> Iterator[FindingLine]:
    """Yield what stands still of what was decided here, and of what is addressed to the party."""
    id_ = answers.vicinity.party.id
    here = [one for row in decisions for one in row.standings if one.state == FollowUpState.LATE]
    owed = [one for one in addressed if one.state == FollowUpState.LATE]
    if here:
        sentence = PluralText(
            "{n} assignment from here stands still: with {names}.",
            "{n} assignments from here stand still: with {names}.",
            n=len(here),
            names=join_names([*dict.fromkeys(one.addressee for one in here)], MOST_NAMED),
        )
        yield _make_stall(sentence, link.page(DECISIONS, forum=id_), here)
    if owed:
        sentence = PluralText(
            "{n} assignment to it stands still, the oldest for {days} days.",
            "{n} assignments to it stand still, the oldest for {days} days.",
            n=len(owed),
            days=max(one.overdue or 0 for one in owed),
        )
        yield _make_stall(sentence, link.page(DECISIONS, addressee=id_), owed)


def _make_stall(sentence: Localizable, address: str, found: Sequence[AssignmentLine]) -> FindingLine:
    return FindingLine("late", sentence, address, True, any(one.example for one in found), False, None, Severity.SERIOUS)


def make_finding_table(lines: Sequence[FindingLine], gaps: Sequence[Localizable]) -> DataTable:
    """Return the findings about the party and what is missing, a row each."""
    columns = [
        DataColumn("severity", Text("Severity"), 14),
        DataColumn("sentence", Text("Sentence"), 90),
        DataColumn("example", Text("Example"), 10),
        DataColumn("finding", Text("Finding"), 50),
    ]
    rows = [(line.severity.term, line.sentence, Text("example") if line.example else None, line.id) for line in lines]
    return DataTable(Text("Findings"), columns, [*rows, *((Text("missing"), gap, None, None) for gap in gaps)])
