"""Tests for what a seat rule must say to be checked (§6.4)."""

from typing import Any

import pytest

from model.vocabulary.forums import Force, RuleKind, SeatRule
from model.vocabulary.registers import PlaceKind


def make_rule(kind: RuleKind, **more: Any) -> SeatRule:
    return SeatRule(id="regel", name="Regel", forum_kind="slag", rule=kind, force=Force.RULE, evidence=("kalla §1",), **more)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (RuleKind.SHARE, {}),
        (RuleKind.SHARE, {"least": 101}),
        (RuleKind.SHARE, {"most": 101}),
        (RuleKind.EVERY_PLACE, {"least": 1}),
    ],
)
def test_a_share_has_a_limit_in_per_cent_and_every_place_is_of_a_kind(kind: RuleKind, more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"share|every place"):
        make_rule(kind, **more)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (RuleKind.SHARE, {"least": 100}),
        (RuleKind.SHARE, {"least": 0, "most": 40}),
        (RuleKind.EVERY_PLACE, {"place_kind": PlaceKind.MUNICIPALITY}),
        (RuleKind.SEAT, {"least": 400}),
        (RuleKind.SEAT, {}),
        (RuleKind.MEETINGS, {}),
    ],
)
def test_a_rule_says_what_it_demands(kind: RuleKind, more: dict[str, Any]) -> None:
    assert make_rule(kind, **more).rule == kind


def test_limits_that_contradict_are_kept_to_be_told_as_a_finding() -> None:
    assert make_rule(RuleKind.SEAT, least=3, most=2).least == 3
