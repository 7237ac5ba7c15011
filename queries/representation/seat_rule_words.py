"""What is told of a seat rule in a forum: whether it is met, since when it is broken, why it is unknown, and what counts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from model.language import JoinedText, Localizable, Term, Text
from model.representation.rule_conflicts import ConflictKind, RuleConflict
from model.representation.rule_states import POSITION_OF_RULE, RuleOutcome, RuleState, UnknownReason, least_of
from model.representation.seat_terms import Roll, count_seats
from model.text.names import name_of, term_of
from model.vocabulary.forums import Force, RuleKind, SeatRule
from model.vocabulary.record import Certainty

MOST_NAMED = 5
"""Parties or places named in a sentence."""


def describe_outcome(
    rule: SeatRule, forum: Mapping[str, Any], outcome: RuleOutcome, roll: Roll, parties: Sequence[Term], lacking: Sequence[str]
) -> Text:
    """Return the sentence about a rule in a forum; `parties` are the names of those that count."""
    what: dict[str, Any] = {
        "forum": term_of(forum, "forum_name"),
        "rule": name_of(rule),
        "force": describe_force(rule),
        "detail": describe_detail(rule, outcome, roll, parties, lacking),
    }
    if outcome.state == RuleState.UNKNOWN and outcome.reason:
        if outcome.reason == UnknownReason.NO_MEMBERS:
            return Text("It is unknown whether {forum} satisfies “{rule}” ({force}): no certain members on record.", **what)
        return Text(
            "It is unknown whether {forum} satisfies “{rule}” ({force}): {reason}; {detail}.", reason=outcome.reason.term, **what
        )
    if outcome.state == RuleState.MET:
        return Text("{forum} satisfies “{rule}” ({force}): {detail}.", **what)
    if rule.force == Force.POSSIBLE:
        return Text("{forum} makes no use of “{rule}” ({force}): {detail}.", **what)
    if outcome.since:
        return Text("{forum} does not satisfy “{rule}” ({force}), since {since}: {detail}.", since=outcome.since, **what)
    return Text("{forum} does not satisfy “{rule}” ({force}): {detail}.", **what)


def describe_force(rule: SeatRule) -> Localizable:
    """Return how strongly a rule binds, and that it is uncertain if it is."""
    return JoinedText((rule.force.term, Text("uncertain")) if rule.certainty == Certainty.UNCERTAIN else (rule.force.term,))


def describe_detail(
    rule: SeatRule, outcome: RuleOutcome, roll: Roll, parties: Sequence[Term], lacking: Sequence[str]
) -> Localizable:
    """Return what was counted, and what stands apart from it."""
    counted = {"count": outcome.count, "of": outcome.of or 0, "parties": name_some(parties)}
    match rule.rule:
        case RuleKind.CHAIR:
            detail = Text("the chair is {parties}", **counted) if parties else Text("nobody is chair")
        case RuleKind.CONVENER:
            detail = Text("the convener is {parties}", **counted) if parties else Text("nobody is convener")
        case RuleKind.MANDATE:
            detail = Text("such members who hold the mandate: {count} of {of}", **counted)
        case RuleKind.MEETINGS:
            detail = Text("meetings held in the last twelve months: {count}, {asked}", asked=describe_limits(rule), **counted)
        case RuleKind.EVERY_PLACE if lacking:
            detail = Text("places with a seat: {count} of {of}, not {places}", places=name_some(lacking), **counted)
        case RuleKind.EVERY_PLACE:
            detail = Text("places with a seat: {count} of {of}", **counted)
        case RuleKind.FILLED:
            detail = Text("empty seats: {count} of {of}", **counted)
        case RuleKind.ATTENDED:
            detail = Text("meetings with absence that no deputy made up for: {count} of {of}", **counted)
        case _:
            detail = Text("members who count: {count} of {of}, {asked}", asked=describe_limits(rule), **counted)
    names = [JoinedText(("(", name_some(parties), ")"), "")] if parties and rule.rule in COUNTING_RULES else []
    return JoinedText((JoinedText((detail, *names), " "), *describe_apart(rule, roll)), "; ")


COUNTING_RULES = (RuleKind.SEAT, RuleKind.SHARE, RuleKind.MAJORITY, RuleKind.NOT_MINORITY)
"""The demands whose counted parties are named."""


def describe_limits(rule: SeatRule) -> Text:
    """Return what a rule asks for, in numbers or per cent."""
    least, most = least_of(rule), rule.most
    match rule.rule:
        case RuleKind.MAJORITY:
            return Text("more than half are asked for")
        case RuleKind.NOT_MINORITY:
            return Text("at least half are asked for")
        case RuleKind.SHARE if most is None:
            return Text("at least {least} per cent are asked for", least=least)
        case RuleKind.SHARE if not least:
            return Text("at most {most} per cent are allowed", most=most)
        case RuleKind.SHARE:
            return Text("{least} to {most} per cent are asked for", least=least, most=most)
    if most is None:
        return Text("at least {least} asked for", least=least)
    if not least:
        return Text("at most {most} allowed", most=most)
    return Text("{least} to {most} asked for", least=least, most=most)


def describe_apart(rule: SeatRule, roll: Roll) -> Iterable[Text]:
    """Yield how many deputies, co-opted, vacancies and holdovers there are, which count for no rule on members."""
    if rule.rule in (RuleKind.MEETINGS, RuleKind.ATTENDED):
        return
    position = POSITION_OF_RULE.get(rule.rule)
    holdovers = [seat for seat in roll.holdovers if position in (None, seat.position)]
    vacancies = [] if rule.rule == RuleKind.FILLED else roll.vacancies  # they are what such a rule counts
    told = (
        (roll.deputies, Text("deputies apart: {n}", n=count_seats(roll.deputies))),
        (roll.coopted, Text("co-opted apart: {n}", n=count_seats(roll.coopted))),
        (vacancies, Text("vacant seats: {n}", n=count_seats(vacancies))),
        (holdovers, Text("terms ended in the last year and not taken over: {n}", n=count_seats(holdovers))),
    )
    yield from (text for seats, text in told if seats)


def name_some(names: Sequence[Term | str]) -> Localizable:
    """Return the first names, and how many more there are."""
    more = [f"… +{len(names) - MOST_NAMED}"] if len(names) > MOST_NAMED else []
    return JoinedText((*names[:MOST_NAMED], *more))


def describe_conflict(conflict: RuleConflict, kind: Term) -> Text:
    """Return the sentence about rules that no forum of a kind can satisfy."""
    rules = conflict.rules
    what: dict[str, Any] = {"kind": kind, "rule": name_of(rules[0]), "reason": describe_reason(conflict)}
    if len(rules) == 1:
        return Text("No forum of the kind {kind} can satisfy “{rule}”: {reason}.", **what)
    if len(rules) > 2:
        named = JoinedText(Text("“{rule}”", rule=name_of(rule)) for rule in rules)
        return Text("No forum of the kind {kind} can satisfy all of {rules}: {reason}.", rules=named, **what)
    return Text("No forum of the kind {kind} can satisfy both “{rule}” and “{other}”: {reason}.", other=name_of(rules[1]), **what)


def describe_reason(conflict: RuleConflict) -> Localizable:
    """Return why rules contradict, with what they ask for."""
    if conflict.kind == ConflictKind.POSITIONS:
        return conflict.kind.term
    asked = [describe_limits(rule) for rule in conflict.rules]
    return JoinedText((conflict.kind.term, JoinedText(("(", JoinedText(asked), ")"), "")), " ")
