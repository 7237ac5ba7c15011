"""Where hand-offs break, from the counts of the page: how much of what each addressee was given by whom stands still."""

from dataclasses import dataclass

from model.vocabulary.decisions import StepKind
from model.vocabulary.finding_rules import FindingRule
from queries.findings.break_search import is_break
from queries.findings.rule_settings import read_rules_in_force
from queries.following.standing_counts import Standings
from queries.following.standings import CLOSED_STATES, FollowUpState
from queries.server.graph import Graph


@dataclass(slots=True)
class HandOffCounts:
    """A hand-off: how many stand still of how many that are open and not executed, and how many are reported back."""

    forum: str
    party: str
    example: bool
    late: int = 0
    waiting: int = 0
    reported: int = 0
    broken: bool = False

    @property
    def share(self) -> int:
        """Return the share that stands still in per cent, rounded half up."""
        return (200 * self.late + self.waiting) // max(2 * self.waiting, 1)


def list_hand_offs(graph: Graph, standings: Standings, on: str) -> list[HandOffCounts]:
    """Return the hand-offs at which something stands still: broken ones first, then those with the most."""
    found: dict[tuple[str, str, bool], HandOffCounts] = {}
    for cell, number in standings.cells.items():
        if cell.forum and cell.party:
            key = cell.forum, cell.party, cell.example
            counts = found.setdefault(key, HandOffCounts(*key))
            counts.late += number if cell.state == FollowUpState.LATE else 0
            counts.reported += number if cell.state == FollowUpState.REPORTED else 0
            counts.waiting += number if cell.state not in CLOSED_STATES and cell.step != StepKind.EXECUTED else 0
    rule = graph.read_in_transaction(lambda reader: read_rules_in_force(reader, on))[FindingRule.HAND_OFF_BROKEN]
    for counts in found.values():
        counts.broken = rule.used and is_break(counts.late, counts.waiting, rule.threshold)
    late = (counts for counts in found.values() if counts.late)
    return sorted(late, key=lambda one: (not one.broken, -one.late, -one.share, one.forum, one.party, one.example))
