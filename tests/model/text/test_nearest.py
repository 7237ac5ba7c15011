"""The nearest words to an unknown one."""

import pytest

from model.text.nearest import find_nearest, is_short_form


@pytest.mark.parametrize(
    ("wanted", "known", "expected"),
    [
        ("naem", ["name", "level"], ["name"]),
        ("--grph", ["--graph", "--lang"], ["--graph"]),
        ("invest almi", ["almi-invest"], ["almi-invest"]),
        ("--plan", ["--lang", "--graph"], []),
        ("igår", ["regi"], []),
    ],
)
def test_what_is_near(wanted: str, known: list[str], expected: list[str]) -> None:
    assert find_nearest(wanted, known) == expected


def test_a_name_may_be_shortened_word_by_word() -> None:
    assert is_short_form(["bf", "transport"], ["branschforum", "transport"])
    assert not is_short_form(["transport"], ["transport"])
    assert not is_short_form(["bf", "bygg"], ["branschforum", "transport"])
