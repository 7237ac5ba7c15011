"""All that the page of a party rests on, read once per version of the landscape. Each question is anchored at the party."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.findings import Finding
from model.language import Term
from model.text.timestamps import local_day_of
from model.vocabulary.actors import Actor
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import Forum
from queries.findings.rule_settings import read_rules_in_force
from queries.following.standings import StandingReader
from queries.landscape.mutes import read_mutes
from queries.landscape.parties import find_with_predecessors, read_short_names
from queries.landscape.vicinity import Vicinity, read_vicinity
from queries.memory.history import History, read_record_history
from queries.questions.meetings import find_meetings
from queries.questions.parameters import MeetingsQuestion, SeatRulesQuestion, UnrepresentedQuestion
from queries.representation.seat_rules import find_seat_rules
from queries.representation.unrepresented import find_unrepresented
from queries.server.graph import Graph, Reader

MOST_DECISIONS, MOST_ASSIGNMENTS, MOST_MEETINGS, MOST_ENTRIES = 100, 200, 100, 8
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PartyAnswers:
    """What the questions about a party answer on a day.

    `rules` are its seat rules with their states, `voices` how it is represented at each level of the areas that concern it,
    `decisions` what was decided there (the latest first) with `standings` of the assignments by id, `addressed` the ids of the
    assignments to it, the open ones first. `names` are those of forums and
    networks in `voices`. `more` names the lists that a limit cut. Muted findings are left out and counted;
    `mutes` are the ids of all that are muted. From `hand_off_limit` per cent a hand-off is broken; None if the rule is not used.
    """

    vicinity: Vicinity
    rules: Sequence[_Row]
    voices: Sequence[_Row]
    meetings: Sequence[_Row]
    decisions: Sequence[_Row]
    addressed: Sequence[str]
    standings: Mapping[str, _Row]
    findings: Sequence[Finding]
    muted: int
    mutes: frozenset[str]
    hand_off_limit: int | None
    history: History
    names: Mapping[str, Term]
    more: frozenset[str]

    @property
    def last_touched(self) -> str | None:
        """Return the day of the last change of the party or of its relations."""
        return local_day_of(self.history.entries[0].at) if self.history.entries else None


def read_party_answers(graph: Graph, id_: str, on: str) -> PartyAnswers | None:
    """Return what the questions about the party with this id answer on a day, or None if there is none."""
    return graph.keep(("party-answers", id_, on), lambda: _ask_anew(graph, id_, on))


def _ask_anew(graph: Graph, id_: str, on: str) -> PartyAnswers | None:
    vicinity = read_vicinity(graph, id_, on)
    if vicinity is None:
        return None
    is_forum = isinstance(vicinity.party, Forum)
    rules = find_seat_rules(graph, SeatRulesQuestion(forum=id_, on=on)) if is_forum else None
    is_actor = isinstance(vicinity.party, Actor) and not vicinity.ended
    voices = find_unrepresented(graph, UnrepresentedQuestion(actor=id_, on=on)) if is_actor else None
    meetings = find_meetings(graph, MeetingsQuestion(forum=id_, on=on, most=MOST_MEETINGS)) if is_forum else None
    (decisions, addressed, standings), mutes, rule = graph.read_in_transaction(
        lambda reader: (
            _read_assignments(reader, id_, on),
            read_mutes(reader, on),
            read_rules_in_force(reader, on)[FindingRule.HAND_OFF_BROKEN],
        )
    )
    told = [*(rules.findings if rules else ()), *(voices.findings if voices else ())]
    found = {finding.id: finding for finding in told if isinstance(finding, Finding)}
    cut = {
        "flows": vicinity.cut,
        "decisions": len(decisions) > MOST_DECISIONS,
        "assignments": len(addressed) > MOST_ASSIGNMENTS,
        "meetings": bool(meetings and meetings.cut),
    }
    return PartyAnswers(
        vicinity=vicinity,
        rules=rules.rows if rules else (),
        voices=voices.rows if voices else (),
        meetings=meetings.rows if meetings else (),
        decisions=decisions[:MOST_DECISIONS],
        addressed=addressed[:MOST_ASSIGNMENTS],
        standings=standings,
        findings=[finding for finding in found.values() if finding.id not in mutes],
        muted=len(found.keys() & mutes.keys()),
        mutes=frozenset(mutes),
        hand_off_limit=rule.threshold if rule.used else None,
        history=read_record_history(graph, vicinity.party.key, MOST_ENTRIES),
        names=read_short_names(graph, sorted({id_ for row in (voices.rows if voices else ()) for id_ in _list_forums(row)})),
        more=frozenset(name for name, is_cut in cut.items() if is_cut),
    )


def _list_forums(row: _Row) -> list[str]:
    return [*row["forums"], *row["through"], *row["unrecorded"]]


def _read_assignments(reader: Reader, id_: str, on: str) -> tuple[Sequence[_Row], Sequence[str], Mapping[str, _Row]]:
    """Return the decisions taken by a party, the assignments to it and its predecessors, and where all these stand, by id."""
    decisions = reader.read("decisions/taken-in", party=id_, on=on, most=MOST_DECISIONS + 1).rows
    addressees = find_with_predecessors(reader, id_, on)
    addressed = reader.read("decisions/addressed", addressees=addressees, on=on, most=MOST_ASSIGNMENTS + 1).rows
    ids = [row["assignment"] for row in addressed]
    every = dict.fromkeys([*(one for row in decisions for one in row["assignments"]), *ids])
    standings = {row["assignment"]: row for row in StandingReader(reader, on).read_rows([*every])} if every else {}
    return decisions, [one for one in ids if one in standings], standings
