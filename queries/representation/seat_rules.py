"""Which seat rules are met, broken or unknown in which forum (§6.4): `model.representation.rule_states` over the graph's rows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from model.findings import Answer, Finding, ProvenSentence, find_certainty
from model.language import LANGUAGES
from model.representation.rule_selections import asks_for_facts, has_selectors
from model.representation.rule_states import RuleOutcome, RuleState, assess_as_proposed, check_seat_rule, year_before
from model.representation.seat_terms import ForumBody, Roll, SeatTerm, call_roll
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import Force, ForumKind, Position, RuleKind, SeatRule
from model.vocabulary.record import Certainty, list_standings
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_area, find_forum, find_forum_kind, find_level
from queries.landscape.registers import read_records
from queries.questions.parameters import SeatRulesQuestion, find_ids, page_of
from queries.representation.forum_bodies import FORUMS_PER_READ, SEATS_OF_FORUMS, ForumBodies, page_forums
from queries.representation.seat_conflicts import read_conflicts, read_seat_rules
from queries.representation.seat_rule_words import describe_outcome
from queries.server.catalogue import cite_query
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader
from queries.server.paging import page_place_error

_Row = dict[str, Any]
RULES_OF_FORCE = {
    Force.LAW: FindingRule.SEAT_LAW_BROKEN,
    Force.RULE: FindingRule.SEAT_RULE_BROKEN,
    Force.RECOMMENDED: FindingRule.SEAT_ADVICE_UNMET,
}
"""The rule that finds a broken seat rule, by its force. Nothing asks for what is only possible."""

MOST_WITHOUT = 50
"""So many forums without rules are named; all are counted."""


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """A seat rule in a forum on a day: the forum and its row, the outcome, and who sits there."""

    rule: SeatRule
    forum: _Row
    body: ForumBody
    outcome: RuleOutcome
    roll: Roll


def answer_seat_rules(graph: Graph, question: SeatRulesQuestion) -> Answer:
    """Answer `find_seat_rules` for a forum, area, level and kind given by id or name. Raises NotFound, NotUnderstood."""
    find = {"forum": find_forum, "area": find_area, "level": find_level, "kind": find_forum_kind}
    return find_seat_rules(graph, question.model_copy(update=find_ids(graph, question, find)))


def find_seat_rules(graph: Graph, question: SeatRulesQuestion) -> Answer:
    """Return the state of each seat rule in each forum that it applies to, by forum and rule. Raises NotUnderstood.

    Rows: `forum` with its name, `rule` with its name, `demand`, `force`, `state` (met, broken, unmet if the rule only says what
    is possible, or unknown), `since`, `reason` (of unknown), `as_proposed` (its state if all that is uncertain or proposed came
    true), `count` and `of`, `least` and `most`; ids of seats: `counted`, `perhaps`, `deputies`, `coopted`, `vacancies`,
    `holdovers` and `ended`; `parties` (ids of those counted; of a chair or convener, of who is), `lacking` (places without a
    seat), `meetings` (counted), `planned` (how many meetings are planned from the day on), `standing`, `certainty`, `example`,
    `evidence` (of the rule), `sentence`. Each broken rule of law, rule or recommendation has a finding. The first page of all
    forums also tells which rules contradict. The parameter `forums_without_rules`, of an answer that is whole, counts the forums
    to whose kind no rule applies, and `named_without_rules` has the first of them by id; `why_none` says why a forum with rules
    for its kind has no row; `said_of_kind` is what the landscape says in words of the kind asked about, or the forum's.
    """
    page = page_of(question)
    if len(page.after) not in (0, 2):
        raise page_place_error(page)

    def read(reader: Reader) -> tuple[list[tuple[_Row, Finding | None]], list[ProvenSentence], bool, bool, _Row]:
        walk = SeatRuleWalk(reader, question)
        found = list(islice(walk.list_checked(page.after), page.most + 1))
        shown = [(row := walk.make_row(checked), walk.make_finding(checked, row)) for checked in found[: page.most]]
        whole = not page.after and not question.given("forum", "area", "level", "state", "force")
        told = (
            [told for told in read_conflicts(reader, question.on) if question.kind in (None, told.entities[0])] if whole else []
        )
        told_all = not page.after and len(found) <= page.most and not question.given("kind", "force")
        said = (walk.describe_without() if told_all else {}) | walk.describe_kind()
        return shown, told, len(found) > page.most, walk.bodies.cut, said

    shown, told, more, cut, said = graph.read_in_transaction(read)
    rows = add_distinctions(graph, [row for row, _finding in shown], forum_name="forum")
    parameters = question.given("forum", "area", "level", "kind", "state", "force") | page.as_parameters() | said
    next_ = f"{rows[-1]['forum']}/{rows[-1]['rule']}" if more else None
    findings = [*told, *(finding for _row, finding in shown if finding)]
    return Answer("seat-rules", parameters, question.on, rows, findings, more or cut, next_)


class SeatRuleWalk:
    """A walk through the forums of kinds with seat rules, in order of ids, with the state of each rule."""

    def __init__(self, reader: Reader, question: SeatRulesQuestion) -> None:
        self._reader, self._question, self.on = reader, question, question.on
        self._rules: dict[str, list[SeatRule]] = {}
        self.without, self._named_without = 0, list[_Row]()
        """How many forums were passed so far to whose kind no rule applies, and the names of the first."""
        for rule in read_seat_rules(reader, self.on):
            if self._is_asked(rule):
                self._rules.setdefault(rule.forum_kind, []).append(rule)
        asked = (rule for rules in self._rules.values() for rule in rules)
        self.bodies = ForumBodies(reader, question.on, any(asks_for_facts(rule) for rule in asked))

    def _is_asked(self, rule: SeatRule) -> bool:
        return self._question.force in (None, rule.force) and self._question.kind in (None, rule.forum_kind)

    def list_checked(self, after: Sequence[str] = ()) -> Iterator[CheckedRule]:
        """Yield the rules in the forums, from the place `after` on, of the state that is asked for."""
        for rows in self._list_forums(after[0] if after else ""):
            for row, body in zip(rows, self.bodies.read(rows), strict=True):
                for rule in self._rules.get(body.kind, ()):
                    if (row["forum"], rule.id) > tuple(after):
                        yield from self._check(rule, row, body)

    def _check(self, rule: SeatRule, row: _Row, body: ForumBody) -> Iterator[CheckedRule]:
        outcome = check_seat_rule(rule, body, self.on, self.bodies.places)
        if outcome and self._question.state in (None, outcome.state):
            yield CheckedRule(rule, row, body, outcome, call_roll(body, self.on))

    def _list_forums(self, first: str) -> Iterator[list[_Row]]:
        """Yield the forums by batches: the one asked about, or those of the kinds with rules, from the id `first` on."""
        if self._question.forum or first:
            id_ = self._question.forum or first
            yield self._choose(self._reader.read("representation/ruled-forum", forum=id_, on=self.on).rows)
        if self._question.forum or not self._rules:
            return
        for rows in page_forums(self._reader, list_standings(self._question.existing), self.on, first):
            yield from split_batches(self._choose(rows), FORUMS_PER_READ)

    def _choose(self, rows: Sequence[_Row]) -> list[_Row]:
        """Return the forums of kinds with rules, in the area and at the level asked about; note those without rules."""
        asked = [(self._question.area, "areas"), (self._question.level, "levels")]
        here = [row for row in rows if all(id_ is None or id_ in row[name] for id_, name in asked)]
        without = [row for row in here if self._rules.keys().isdisjoint(row["kinds"])]
        self.without += len(without)
        for row in without[: MOST_WITHOUT - len(self._named_without)]:
            self._named_without.append({name: row[name] for name in ("forum", "forum_name", "forum_name_en")})
        return [row for row in here if not self._rules.keys().isdisjoint(row["kinds"])]

    def describe_without(self) -> _Row:
        """Return how many forums have no rule and the names of the first; of a forum alone, also why its rules give no row."""
        found: _Row = {"forums_without_rules": self.without, "named_without_rules": self._named_without}
        if self._question.forum and not self.without:
            exists = self._read_forum()
            found["why_none"] = ("conditions" if self._choose(exists) else "elsewhere") if exists else "absent"
        return found

    def _read_forum(self) -> list[_Row]:
        return self._reader.read("representation/ruled-forum", forum=self._question.forum, on=self.on).rows

    def describe_kind(self) -> _Row:
        """Return what is said in words of who convenes and sits in forums of the kind asked about, or of the forum's kind."""
        kind = self._question.kind
        if self._question.forum:
            kind = next((id_ for row in self._read_forum() for id_ in row["kinds"]), None)
        said = next((each for each in read_records(self._reader, ForumKind) if each.id == kind), None) if kind else None
        words = {name: words for name in ("convenes", "composition", "description") if said and (words := getattr(said, name))}
        return {"said_of_kind": words} if words else {}

    def make_row(self, checked: CheckedRule) -> _Row:
        """Return the row of an answer."""
        rule, outcome, roll = checked.rule, checked.outcome, checked.roll
        seats = {name: ids_of(getattr(roll, name)) for name in ("deputies", "coopted", "vacancies", "holdovers", "ended")}
        sentence = self.describe(checked)
        return {
            **{name: checked.forum[name] for name in ("forum", "forum_name", "forum_name_en")},
            "kind": checked.body.kind,
            "rule": rule.id,
            "rule_name": rule.name,
            "rule_name_en": rule.name_en,
            "demand": str(rule.rule),
            "force": str(rule.force),
            "state": str(outcome.state),
            "since": outcome.since,
            "reason": str(outcome.reason) if outcome.reason else None,
            "count": outcome.count,
            "of": outcome.of,
            "least": rule.least,
            "most": rule.most,
            "as_proposed": self._assess_as_proposed(checked),
            "counted": ids_of(outcome.counted),
            "perhaps": ids_of(outcome.perhaps),
            **seats,
            "parties": self._list_parties(checked),
            "lacking": list(outcome.lacking),
            "meetings": list(outcome.meetings),
            "planned": self._count_planned(checked.body),
            "standing": checked.forum["standing"],
            "certainty": str(self._find_certainty(checked)),
            "example": self._is_invented(checked),
            "evidence": list(rule.evidence),
            "sentence": {language: sentence.in_(language) for language in LANGUAGES},
        }

    def describe(self, checked: CheckedRule) -> Any:
        """Return the sentence about a rule in a forum."""
        parties = [self.bodies.name_of(id_) for id_ in self._list_parties(checked)]
        lacking = [self.bodies.place_names[id_] for id_ in checked.outcome.lacking]
        late = tuple(seat for seat in checked.roll.holdovers if seat.span.last >= year_before(self.on))
        roll = replace(checked.roll, holdovers=late)
        return describe_outcome(checked.rule, checked.forum, checked.outcome, roll, parties, lacking)

    def _list_parties(self, checked: CheckedRule) -> list[str]:
        """Return the parties that count; of a rule on the chair or the convener, those who are, whoever they are."""
        seats: Collection[SeatTerm] = checked.outcome.counted
        if checked.rule.rule in (RuleKind.CHAIR, RuleKind.CONVENER):
            position = Position.of(str(checked.rule.rule))
            seats = [seat for seat in checked.roll.members if seat.position == position]
        return sorted({party.id for seat in seats if (party := seat.find_party_on(self.on) or seat.holder)})

    def _count_planned(self, body: ForumBody) -> int:
        open_ = (each for each in body.meetings if not each.held_on and not each.cancelled_on)
        return sum(each.planned_on is not None and each.planned_on >= self.on for each in open_)

    def _assess_as_proposed(self, checked: CheckedRule) -> str | None:
        """Return the state of an unknown rule if all that is uncertain or proposed came true; None if nothing is."""
        doubtful = any(seat.doubtful for seat in checked.body.seats) or any(each.doubtful for each in checked.body.meetings)
        if checked.outcome.state != RuleState.UNKNOWN or not doubtful:
            return None
        return assess_as_proposed(checked.rule, checked.body, self.on, self.bodies.places)

    def _find_certainty(self, checked: CheckedRule) -> Certainty:
        """Return uncertain if the rule or the forum is, or a member's facts that the rule asks for."""
        parties = [seat.find_party_on(self.on) for seat in checked.roll.members] if has_selectors(checked.rule) else []
        doubtful = any(party is not None and party.doubtful for party in parties)
        return find_certainty(checked.rule.certainty, checked.forum["certainty"], Certainty.UNCERTAIN if doubtful else None)

    def _is_invented(self, checked: CheckedRule) -> bool:
        """Return whether the rule, the forum, or a seat or meeting of it is an example."""
        seats, meetings = (any(part.example for part in parts) for parts in (checked.body.seats, checked.body.meetings))
        return bool(checked.rule.example or checked.forum["example"] or seats or meetings)

    def make_finding(self, checked: CheckedRule, row: _Row) -> Finding | None:
        """Return the finding of a broken rule, with its row; None if it is not broken, or only says what is possible."""
        kind = RULES_OF_FORCE.get(checked.rule.force)
        if kind is None or checked.outcome.state != RuleState.BROKEN:
            return None
        forum = checked.body.id
        seats = (*checked.roll.members, *checked.roll.vacancies, *checked.roll.holdovers)
        return Finding(
            rule=kind,
            sentence=self.describe(checked),
            about=(forum, checked.rule.id),
            entities=(forum, checked.rule.id, *ids_of(seats), *row["meetings"]),
            asked=cite_query(SEATS_OF_FORUMS, {"forums": [forum]}),
            rows=(shape_row(row),),
            evidence=checked.rule.evidence,
            certainty=find_certainty(row["certainty"]),
            example=row["example"],
        )


def ids_of(seats: Collection[SeatTerm]) -> list[str]:
    """Return the ids of seats."""
    return [seat.id for seat in seats]


def shape_row(row: _Row) -> _Row:
    """Return the row of a finding from the row of an answer: what a reader of the finding is shown."""
    same = ("since", "counted", "vacancies", "holdovers", "deputies", "lacking", "certainty", "example", "evidence")
    return {
        **{f"in_{name}": row[name] for name in ("forum", "forum_name", "forum_name_en")},
        **{f"seat_{name}": row[name] for name in ("rule", "rule_name", "rule_name_en")},
        "held": row["meetings"],
        **{name: row[name] for name in same},
    }
