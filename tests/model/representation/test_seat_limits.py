"""What seat rules say of new members: room, requests, mandates."""

import pytest

from model.representation.seat_limits import find_mandate, list_asked_for, list_limits
from model.representation.seat_terms import ForumBody, PlaceTree, SeatedParty, SeatTerm
from model.vocabulary.forums import Force, Mandate, RuleKind, SeatRule
from tests.landscapes import EVIDENCE

ON = "2026-06-01"
PLACES = PlaceTree()


def party(id_: str, kind: str | None = None) -> SeatedParty:
    return SeatedParty(id_, frozenset({id_}), kind=kind)


def body(kinds: str, doubtful: str = "") -> ForumBody:
    """A forum with a member of each kind, a letter each."""
    seats = [(kind, False) for kind in kinds] + [(kind, True) for kind in doubtful]
    terms = (SeatTerm(f"s{n}", holder=party(f"p{n}", kind), doubtful=unsure) for n, (kind, unsure) in enumerate(seats))
    return ForumBody("f", "slag", seats=tuple(terms))


def rule(kind: RuleKind, **more: object) -> SeatRule:
    fields = {"id": "regel", "name": "Regel", "forum_kind": "slag", "rule": kind, "force": Force.RULE, "evidence": EVIDENCE}
    return SeatRule.model_validate(fields | {"actor_kinds": ("a",)} | more)


NEW = [party("new-a", "a"), party("new-b", "b"), party("new")]
"""Parties of a kind that counts, of another, and of no known kind."""


@pytest.mark.parametrize(
    ("asked", "members", "doubtful", "room", "weights"),
    [
        (rule(RuleKind.NOT_MINORITY), "aaab", "", 2, (1, -1, -1)),
        (rule(RuleKind.MAJORITY), "aaab", "", 1, (1, -1, -1)),
        (rule(RuleKind.NOT_MINORITY), "ab", "aaa", 0, (1, -1, -1)),
        (rule(RuleKind.NOT_MINORITY), "aaa", "bb", 1, (1, -1, -1)),
        (rule(RuleKind.NOT_MINORITY), "abbb", "", 0, (1, -1, -1)),
        (rule(RuleKind.SHARE, least=40), "aab", "", 4, (3, -2, -2)),
        (rule(RuleKind.SHARE, most=60), "abb", "", 4, (-2, 3, -2)),
        (rule(RuleKind.SEAT, most=3), "ab", "a", 1, (-1, 0, -1)),
        (rule(RuleKind.SEAT, most=1), "aa", "", 0, (-1, 0, -1)),
    ],
)
def test_the_room_of_a_rule_is_what_it_surely_has(
    asked: SeatRule, members: str, doubtful: str, room: int, weights: tuple[int, int, int]
) -> None:
    (limit,) = list_limits(asked, body(members, doubtful), ON, NEW)
    assert (limit.room, tuple(limit.weigh(one.id) for one in NEW)) == (room, weights)


@pytest.mark.parametrize(
    "asked", [rule(RuleKind.NOT_MINORITY, force=Force.RECOMMENDED), rule(RuleKind.SEAT, least=1), rule(RuleKind.CHAIR)]
)
def test_other_rules_set_no_limits(asked: SeatRule) -> None:
    assert [*list_limits(asked, body("ab"), ON, NEW)] == []


def test_a_rule_asks_for_a_seat_until_one_is_proposed() -> None:
    asked = rule(RuleKind.SEAT, force=Force.RECOMMENDED)
    assert [one.id for one in list_asked_for(asked, body("b"), ON, PLACES, NEW)] == ["new-a"]
    assert [*list_asked_for(asked, body("b", doubtful="a"), ON, PLACES, NEW)] == []
    assert [*list_asked_for(rule(RuleKind.NOT_MINORITY), body("b"), ON, PLACES, NEW)] == []


def test_a_seat_has_the_mandate_that_the_rules_ask_for() -> None:
    decide, directional = (rule(RuleKind.MANDATE, mandate=mandate) for mandate in (Mandate.DECIDE, Mandate.DIRECTIONAL))
    assert find_mandate([directional, decide], NEW[0], ON) == Mandate.DECIDE
    assert find_mandate([directional], NEW[2], ON) == Mandate.DIRECTIONAL
    assert find_mandate([directional, decide], NEW[1], ON) is None
