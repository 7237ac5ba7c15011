"""Seat rules contradict if no forum can satisfy them, whoever sits; recommendations are told and do not bind."""

from itertools import product
from typing import Any

import pytest

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
        [(RuleKind.SEAT, {"least": 3}), (RuleKind.SHARE, {"most": 2})],
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


def make_body(kinds: tuple[str, ...]) -> ForumBody:
    parties = [SeatedParty(str(n), frozenset({str(n)}), kind=kind) for n, kind in enumerate(kinds)]
    return ForumBody("f", "slag", seats=tuple(SeatTerm(party.id, Position.MEMBER, party) for party in parties))


def is_met(rule: SeatRule, body: ForumBody) -> bool:
    outcome = check_seat_rule(rule, body, ON)
    return outcome is not None and outcome.state == "met"
