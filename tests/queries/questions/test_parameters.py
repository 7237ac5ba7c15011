"""The parameters of the questions: what they take, and what they refuse."""

from typing import Any

import pytest
from pydantic import ValidationError

from queries.questions.parameters import (
    QUESTIONS,
    FeedsQuestion,
    StallsQuestion,
    UnusableValue,
    flags_of,
    parse_flow_kinds,
    placeholder_of,
    today,
)


def test_a_question_asks_about_today_unless_given() -> None:
    assert StallsQuestion().on == today()
    assert StallsQuestion(on="2026-01-01").on == "2026-01-01"


def test_an_empty_name_is_none() -> None:
    assert StallsQuestion(forum="", area="gron").given("forum", "addressee", "area") == {"area": "gron"}


def test_groupings_and_kinds_are_understood_as_people_say_them() -> None:
    assert [StallsQuestion(by=word).by for word in ("addressee", "Adressat", "steg", "kommun")] == [
        "addressee", "addressee", "step", "municipality",
    ]  # fmt: skip
    assert [StallsQuestion(kind=word).kind for word in ("Uppdrag", "begäran", "beställning")] == ["order", "request", "order"]
    with pytest.raises(ValidationError, match="there are no groups by 'år'"):
        StallsQuestion(by="år")


def test_kinds_by_code_or_word() -> None:
    assert FeedsQuestion(party="a", kind=("demand", "Beställning")).kind == ("demand", "order")
    assert FeedsQuestion(party="a", kind=("stöd", "request")).kind == ("support", "support")  # a word of its term alone
    with pytest.raises(UnusableValue, match="unknown kind of flow 'behof'"):
        parse_flow_kinds(("behof",))


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"hops": 11}, "less_than_equal"),
        ({"hops": 0}, "greater_than_equal"),
        ({"most": 10_001}, "less_than_equal"),
        ({"on": "2026-02-30"}, "value_error"),
        ({"kind": ("x",)}, "value_error"),
        ({"kind": ("demand",) * 11}, "too_long"),
        ({"direction": "out"}, "literal_error"),
        ({"party": "a" * 301}, "string_too_long"),
    ],
)
def test_what_a_question_refuses(given: dict[str, Any], kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        FeedsQuestion.model_validate({"party": "a", **given})
    assert [error["type"] for error in refused.value.errors()] == [kind]


def test_every_parameter_says_what_it_is() -> None:
    for model in QUESTIONS:
        for name, field in model.model_fields.items():
            assert field.description, (model.name, name)
            assert field.annotation is bool or flags_of(field) or placeholder_of(field), (model.name, name)
