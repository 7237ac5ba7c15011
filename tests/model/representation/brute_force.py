"""Seat rules by brute force: every way in which what is doubtful or unknown may turn out, judged one by one, day by day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

from model.representation.seat_terms import ForumBody, SeatTerm, Span
from model.vocabulary.forums import RuleKind, SeatRule

KINDS = ("a", "b", "c")
"""All kinds of actor that there may be."""
MANDATES = ("decide", "directional", "none")
Fact = dict[str, Any]
World = list[Fact]
"""Seats that exist, each with the facts of its party."""


def judge(rule: SeatRule, body: ForumBody, on: str) -> str:
    """Met or broken if it is so in every world, otherwise unknown."""
    now = [seat for seat in body.seats if seat.span.first <= on <= seat.span.last]
    if rule.rule not in ("meetings", "attended") and not any(
        seat.position in ("chair", "convener", "member") and not seat.doubtful for seat in now
    ):
        return "unknown"
    verdicts = {satisfies(rule, world, body, on) for world in list_worlds(rule, body, on)}
    return "met" if verdicts == {True} else "broken" if verdicts == {False} else "unknown"


def list_worlds(rule: SeatRule, body: ForumBody, on: str) -> Iterator[World]:
    yield from ([dict(seat) for seat in chosen if seat] for chosen in product(*(list_ways(seat, on) for seat in body.seats)))


def list_ways(seat: SeatTerm, on: str) -> list[dict[str, Any] | None]:
    """The ways in which one seat may turn out; None is that it does not exist."""
    holder = seat.holder if seat.holder and seat.holder.span.first <= on <= seat.holder.span.last else None
    behalf = seat.behalf if seat.behalf and seat.behalf.span.first <= on <= seat.behalf.span.last else None
    party = (behalf or holder) if holder else None
    facts = {"seat": seat, "party": party.id if party else None, "holder": holder.id if holder else None}
    kinds = [None] if party is None or not party.organisation else KINDS if party.kind is None else [party.kind]
    mandates = MANDATES if seat.mandate is None else [str(seat.mandate)]
    ways: list[dict[str, Any] | None] = [facts | {"kind": kind, "mandate": how} for kind, how in product(kinds, mandates)]
    return [*ways, None] if seat.doubtful else ways


def is_asked(rule: SeatRule, seat: dict[str, Any]) -> bool:
    if not rule.parties and not rule.actor_kinds:
        return True
    return bool(seat["party"] in rule.parties or seat["kind"] in rule.actor_kinds)


def is_same_term(fact: Fact, other: Fact) -> bool:
    """Whether a seat falls away beside another: one party, for the same one, in the same position, with two dated terms."""
    seat, kept = fact["seat"], other["seat"]
    ids = [(one.holder and one.holder.id, one.behalf and one.behalf.id, one.position) for one in (seat, kept)]
    if seat.id == kept.id or not seat.holder or ids[0] != ids[1] or Span() in (seat.span, kept.span):
        return False
    later = (kept.number, kept.span.first, kept.id) > (seat.number, seat.span.first, seat.id)
    return bool(not kept.doubtful and (kept.number >= seat.number if seat.doubtful else later))


def satisfies(rule: SeatRule, world: World, body: ForumBody, on: str) -> bool | None:
    """Whether a world satisfies the rule; None if there is nothing to judge."""
    there = [fact for fact in world if fact["seat"].span.first <= on <= fact["seat"].span.last]
    now = [fact for fact in there if not any(is_same_term(fact, other) for other in there)]
    own = [fact for fact in now if fact["seat"].position in ("chair", "convener", "member")]
    members = [fact for fact in own if fact["holder"]]
    asked = [fact for fact in members if is_asked(rule, fact)]
    part: int = sum(fact["seat"].number for fact in asked)
    whole: int = sum(fact["seat"].number for fact in members)
    least = rule.least if rule.least is not None else 0 if rule.most is not None else 1
    match rule.rule:
        case RuleKind.SEAT:
            return least <= part <= (10**6 if rule.most is None else rule.most)
        case RuleKind.SHARE | RuleKind.MAJORITY | RuleKind.NOT_MINORITY if not whole:
            return None
        case RuleKind.SHARE:
            return (rule.least or 0) / 100 <= part / whole <= (100 if rule.most is None else rule.most) / 100
        case RuleKind.MAJORITY:
            return part > whole - part
        case RuleKind.NOT_MINORITY:
            return part >= whole - part
        case RuleKind.CHAIR | RuleKind.CONVENER:
            such = [fact for fact in own if fact["seat"].position == rule.rule]
            return any(fact in asked for fact in such) if such else None
        case RuleKind.MANDATE:
            enough = {"decide": {"decide"}, "none": {"none"}}.get(str(rule.mandate), {"decide", "directional"})
            return all(fact["mandate"] in enough for fact in asked) if asked else None
        case RuleKind.MEETINGS:
            return judge_meetings(least, 10**6 if rule.most is None else rule.most, body, on)
        case other:
            raise AssertionError(f"worked cases judge {other}, not every possible outcome")


def judge_meetings(least: int, most: int, body: ForumBody, on: str) -> bool | None:
    start = date.fromisoformat(on)
    start = start.replace(year=start.year - 1, day=28 if (start.month, start.day) == (2, 29) else start.day)
    seen = [day for meeting in body.meetings for day in (meeting.planned_on, meeting.held_on) if day and day <= on]
    held = sum(start.isoformat() < meeting.held_on <= on for meeting in body.meetings if meeting.held_on)
    if not seen or (held < least and min(seen) > start.isoformat()):
        return None
    return least <= held <= most


def find_since(rule: SeatRule, body: ForumBody, on: str, first: str) -> str:
    """The first of the days, one after the other back from `on`, from which the rule is broken; `first` if it is earlier."""
    day = date.fromisoformat(on)
    while day.isoformat() >= first and judge(rule, body, day.isoformat()) == "broken":
        day -= timedelta(days=1)
    return (day + timedelta(days=1)).isoformat()
