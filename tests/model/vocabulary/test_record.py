"""The rules on a single record."""

import pytest

from model.checks.validation import build_record, slug_of
from model.errors import Problem
from model.vocabulary.actors import Actor
from model.vocabulary.record import Record
from tests.landscapes import actor, flow

GOOD = {"id": "almi", "name": "Almi", "type": "typ", "level": "lokal", "evidence": ("kalla §1",)}


def problems(**change: object) -> list[tuple[str, str]]:
    found = build_record(Actor, {name: value for name, value in (GOOD | change).items() if value is not None})
    assert not isinstance(found, Record)
    return [(problem.rule, problem.field) for problem in found]


def test_a_good_record() -> None:
    assert isinstance(build_record(Actor, GOOD), Actor)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"id": "Almi AB"}, ("id", "id")),
        ({"name": None}, ("required", "name")),
        ({"name": " "}, ("required", "name")),
        ({"name": "x" * 301}, ("too-long", "name")),
        ({"evidence": ()}, ("required", "evidence")),
        ({"certainty": "kanske"}, ("choice", "certainty")),
        ({"certainty": "uncertain"}, ("uncertain-why", "certainty_reason")),
        ({"certainty_reason": "därför"}, ("uncertain-why", "certainty_reason")),
        ({"valid_from": "2026-02-30"}, ("date", "valid_from")),
        ({"valid_from": "20260201"}, ("date", "valid_from")),
        ({"valid_from": "1899-12-31"}, ("date", "valid_from")),
        ({"valid_from": "2026-02-02", "valid_to": "2026-02-01"}, ("valid-dates", "valid_to")),
        ({"organisation_number": "12345"}, ("organisation-number", "organisation_number")),
        ({"colour": "red"}, ("unknown-field", "colour")),
        ({"evidence": ("§1",)}, ("evidence", "evidence")),
        ({"example": "kanske"}, ("yes-or-no", "example")),
    ],
)
def test_what_is_wrong_is_told_with_its_field(change: dict[str, object], expected: tuple[str, str]) -> None:
    assert problems(**change) == [expected]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(problems(id="Almi AB", name=None, valid_from="i går")) == 3


def test_a_problem_says_what_would_be_right() -> None:
    found = build_record(Actor, GOOD | {"id": "Föreningen Älvdal"})
    assert isinstance(found, list)
    (problem,) = found
    assert isinstance(problem, Problem)
    assert "foreningen-alvdal" in problem.in_("sv")


@pytest.mark.parametrize("written", ["556036-0793", "5560360793", "165560360793", "16556036-0793", " 556036 0793 "])
def test_an_organisation_number_is_kept_in_one_form(written: str) -> None:
    assert actor("a", organisation_number=written).organisation_number == "556036-0793"


def test_lists_are_sets() -> None:
    assert actor("a", aliases=("b", "a", "b")).aliases == ("a", "b")
    assert actor("a", aliases=("b", "a")) == actor("a", aliases=("a", "b"))


def test_validity_includes_both_ends() -> None:
    one = flow("a", "b", valid_from="2026-01-01", valid_to="2026-01-31")
    assert [one.holds_on(day) for day in ("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01")] == [False, True, True, False]
    assert flow("a", "b").holds_on("1900-01-01")


def test_slugs() -> None:
    assert slug_of("Föreningen Älvdal & Co (AB)") == "foreningen-alvdal-co-ab"
    assert slug_of("!!!") == ""
