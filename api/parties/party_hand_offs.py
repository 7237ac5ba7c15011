"""The broken hand-offs of a party: from it to addressees, and to it from those who decide.

By the rule `hand-off-broken` (`queries/findings/breaks.py`), counted over what was read for the party alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from api.parties.party_answers import PartyAnswers
from model.findings import make_finding_id
from model.language import Text
from model.text.names import term_of
from model.vocabulary.finding_rules import FindingRule
from queries.findings.break_search import is_break
from queries.following.standings import FollowUpState

WAITING = (FollowUpState.LATE, FollowUpState.IN_TIME, FollowUpState.PAUSED, FollowUpState.UNKNOWN)
"""The states of what is open and not executed."""
_HandOff = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class BrokenHandOff:
    """A broken hand-off: the id of its finding, and what is said of it."""

    finding: str
    sentence: Text
    example: bool


def list_broken_hand_offs(answers: PartyAnswers) -> Iterator[BrokenHandOff]:
    """Yield the broken hand-offs of a party, those with the most that stands still first; none if what was read is cut."""
    if answers.hand_off_limit is None or answers.more & {"decisions", "assignments"}:
        return
    states: dict[_HandOff, list[FollowUpState]] = {}
    names = {}
    for row in answers.standings.values():
        if row["forum"]:
            key = row["forum"], row["party"], bool(row["example"])
            states.setdefault(key, []).append(row["state"])
            names[key] = {"forum": term_of(row, "forum_name"), "addressee": term_of(row, "addressee")}
    counts = {key: (found.count(FollowUpState.LATE), sum(one in WAITING for one in found)) for key, found in states.items()}
    for key, (stuck, waiting) in sorted(counts.items(), key=lambda item: (-item[1][0], item[0])):
        finding = make_finding_id(FindingRule.HAND_OFF_BROKEN, key[:2])
        if is_break(stuck, waiting, answers.hand_off_limit) and finding not in answers.mutes:
            sentence = Text(
                "The hand-off from {forum} to {addressee} is broken: {stuck} of {waiting} assignments not yet executed stand"
                " still.",
                stuck=stuck,
                waiting=waiting,
                **names[key],
            )
            yield BrokenHandOff(finding, sentence, key[2])
