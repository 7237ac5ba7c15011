"""Seat rules contradict if no forum can satisfy them, whoever sits; recommendations are told and do not bind."""

import random
from itertools import product
from typing import Any

import pytest

from model.representation.joint_conflicts import can_be_satisfied
from model.representation.rule_conflicts import list_conflicts
from model.representation.rule_states import check_seat_rule
from model.representation.seat_terms import ForumBody, SeatedParty, SeatTerm
from model.vocabulary.forums import Force, Position, RuleKind, SeatRule
from tests.model.representation.test_rule_states import ON, make_rule

AB, C = {"actor_kinds": ("a", "b")}, {"actor_kinds": ("c",)}
A_PLACED = {"actor_kinds": ("a",), "places": ("lan",)}
Wanted = tuple[RuleKind, dict[str, Any]]


def make_rules(*wanted: Wanted, force: Force = Force.RULE) -> list[SeatRule]:
    return [make_rule(kind, **{"id": f"r{number}", "force": force} | more) for number, (kind, more) in enumerate(wanted)]


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("limits", [(RuleKind.SEAT, {"least": 3, "most": 2})]),
        ("limits", [(RuleKind.SHARE, {"least": 51, "most": 50} | AB)]),
        ("limits", [(RuleKind.MEETINGS, {"least": 4}), (RuleKind.MEETINGS, {"most": 3})]),
        ("limits", [(RuleKind.SEAT, {"least": 3} | A_PLACED), (RuleKind.SEAT, {"most": 2} | AB)]),
        ("limits", [(RuleKind.SEAT, {"least": 3} | C), (RuleKind.SEAT, {"most": 2})]),
        ("limits", [(RuleKind.MAJORITY, AB), (RuleKind.SHARE, {"most": 50} | AB)]),
        ("shares", [(RuleKind.MAJORITY, AB), (RuleKind.MAJORITY, C)]),
        ("shares", [(RuleKind.MAJORITY, AB), (RuleKind.NOT_MINORITY, C)]),
        ("shares", [(RuleKind.SHARE, {"least": 60} | AB), (RuleKind.SHARE, {"least": 41} | C)]),
        ("positions", [(RuleKind.CHAIR, AB), (RuleKind.CHAIR, C)]),
        ("positions", [(RuleKind.CONVENER, {"parties": ("p",)}), (RuleKind.CONVENER, {"parties": ("q",)})]),
    ],
)
def test_what_contradicts(kind: str, wanted: list[Wanted]) -> None:
    (conflict,) = list_conflicts(make_rules(*wanted))
    assert (conflict.kind, conflict.is_binding, len(conflict.rules)) == (kind, True, len(wanted))
    assert [found.is_binding for found in list_conflicts(make_rules(*wanted, force=Force.RECOMMENDED))] == [False]
    other_kinds = [rule.model_copy(update={"forum_kind": rule.id}) for rule in make_rules(*wanted)]
    assert len(list_conflicts(other_kinds)) == (len(wanted) == 1)


@pytest.mark.parametrize(
    "wanted",
    [
        [(RuleKind.SEAT, {"least": 2, "most": 2})],
        [(RuleKind.SEAT, {"least": 3} | AB), (RuleKind.SEAT, {"most": 2} | A_PLACED)],
        [(RuleKind.SEAT, {"least": 3} | C), (RuleKind.SHARE, {"most": 2} | C)],
        [(RuleKind.NOT_MINORITY, AB), (RuleKind.NOT_MINORITY, C)],
        [(RuleKind.MAJORITY, AB), (RuleKind.SHARE, {"least": 49} | C)],
        [(RuleKind.MAJORITY, AB), (RuleKind.MAJORITY, {"actor_kinds": ("b", "c")})],
        [(RuleKind.MAJORITY, AB), (RuleKind.MAJORITY, C | {"parties": ("p",)})],
        [(RuleKind.MAJORITY, {"roles": ("x",)}), (RuleKind.MAJORITY, {"roles": ("y",)})],
        [(RuleKind.CHAIR, AB), (RuleKind.CONVENER, C)],
        [(RuleKind.CHAIR, AB), (RuleKind.CHAIR, {"actor_kinds": ("a",)})],
    ],
)
def test_the_nearest_that_do_not(wanted: list[Wanted]) -> None:
    assert list_conflicts(make_rules(*wanted)) == []


def test_no_forum_satisfies_rules_that_contradict() -> None:
    """Every forum of up to three members of three kinds, tried with every pair of rules that is said to contradict."""
    kinds = [RuleKind.SEAT, RuleKind.SHARE, RuleKind.MAJORITY, RuleKind.NOT_MINORITY]
    limits: dict[str, list[dict[str, Any]]] = {
        RuleKind.SEAT: [{"least": 2}, {"most": 1}], RuleKind.SHARE: [{"least": 60}, {"most": 40}],
    }  # fmt: skip
    chosen: list[dict[str, Any]] = [AB, C, {}, {"actor_kinds": ("a",)}]
    every = [(kind, selector | limit) for kind in kinds for selector in chosen for limit in limits.get(kind, [{}])]
    bodies = [make_body(held) for size in (1, 2, 3) for held in product("abc", repeat=size)]
    met = {n: {at for at, body in enumerate(bodies) if is_met(rule, body)} for n, rule in enumerate(make_rules(*every))}
    found = [tuple(int(rule.id[1:]) for rule in conflict.rules) for conflict in list_conflicts(make_rules(*every))]
    assert len(found) > 10
    assert [pair for pair in found if set.intersection(*(met[n] for n in pair))] == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([(RuleKind.SEAT, {"least": 3} | AB), (RuleKind.SEAT, {"least": 2} | C), (RuleKind.SEAT, {"most": 4})], [(0, 1, 2)]),
        ([(RuleKind.SEAT, {"least": 3} | AB), (RuleKind.SEAT, {"least": 2} | C), (RuleKind.SEAT, {"most": 5})], []),
        ([(RuleKind.SEAT, {"least": 2} | C), (RuleKind.MAJORITY, AB), (RuleKind.SEAT, {"most": 4})], [(0, 1, 2)]),
        ([(RuleKind.SHARE, {"least": 40, "actor_kinds": (kind,)}) for kind in "abc"], [(0, 1, 2)]),
        ([(RuleKind.CHAIR, AB), (RuleKind.CONVENER, AB), (RuleKind.SEAT, {"most": 1} | AB)], [(0, 1, 2)]),
        ([(RuleKind.CHAIR, C), (RuleKind.NOT_MINORITY, AB), (RuleKind.SEAT, {"most": 1})], [(0, 2, 3), (0, 1, 2)]),
        ([(RuleKind.CHAIR, C), (RuleKind.NOT_MINORITY, AB), (RuleKind.SEAT, {"most": 2})], []),
    ],
)  # fmt: skip
def test_three_that_contradict_though_any_two_do_not(wanted: list[Wanted], found: list[tuple[int, ...]]) -> None:
    extra: Wanted = (RuleKind.SEAT, {"least": 1, "actor_kinds": ("b",)})
    conflicts = list_conflicts(make_rules(*wanted, extra))
    assert [tuple(int(rule.id[1:]) for rule in conflict.rules) for conflict in conflicts] == found
    assert {conflict.kind for conflict in conflicts} <= {"joint"}


def test_a_recommendation_in_it_does_not_bind() -> None:
    wanted: list[Wanted] = [(RuleKind.SEAT, {"least": 3} | AB), (RuleKind.SEAT, {"least": 2} | C), (RuleKind.SEAT, {"most": 4})]
    rules = make_rules(*wanted)
    advice = rules[1].model_copy(update={"force": Force.RECOMMENDED})
    assert [conflict.is_binding for conflict in list_conflicts([rules[0], advice, rules[2]])] == [False]
    assert list_conflicts([rules[0], rules[1].model_copy(update={"force": Force.POSSIBLE}), rules[2]]) == []


def test_rules_go_together_if_some_forum_satisfies_them_all() -> None:
    """Random rules with at most four members, against every forum of one to four, with every chair."""
    chance, groups = random.Random(18), [("a",), ("b",), ("c",), ("a", "b"), ("b", "c"), ()]
    bodies = [make_body(held) for size in (1, 2, 3, 4) for held in product("abcd", repeat=size)]
    verdicts = set()
    for _ in range(60):
        wanted: list[Wanted] = [(RuleKind.SEAT, {"most": 4})]
        for _rule in range(chance.randint(3, 5)):
            kind = chance.choice([RuleKind.SEAT, RuleKind.SHARE, RuleKind.MAJORITY, RuleKind.NOT_MINORITY, RuleKind.CHAIR])
            number = chance.choice([1, 2]) if kind == RuleKind.SEAT else chance.choice([30, 50])
            limit = {chance.choice(["least", "most"]): number} if kind in (RuleKind.SEAT, RuleKind.SHARE) else {}
            wanted.append((kind, limit | {"actor_kinds": chance.choice(groups)}))
        rules = make_rules(*wanted)
        satisfied = any(all(is_met(rule, body) for rule in rules) for body in bodies)
        assert can_be_satisfied(rules) == satisfied
        assert satisfied or list_conflicts(rules)
        verdicts.add(satisfied)
    assert verdicts == {True, False}


def make_body(kinds: tuple[str, ...]) -> ForumBody:
    """Return a forum of such members, of whom the first is chair."""
    parties = [SeatedParty(str(n), frozenset({str(n)}), kind=kind) for n, kind in enumerate(kinds)]
    positions = [Position.CHAIR, *[Position.MEMBER] * len(parties)]
    return ForumBody("f", "slag", seats=tuple(SeatTerm(one.id, at, one) for one, at in zip(parties, positions, strict=False)))


def is_met(rule: SeatRule, body: ForumBody) -> bool:
    outcome = check_seat_rule(rule, body, ON)
    return outcome is not None and outcome.state == "met"
