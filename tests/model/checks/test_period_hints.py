"""Hints for input that is neither a day nor a period."""

import pytest

from model.checks.period_hints import PERIOD_HINT, suggest_period


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("snarast", f"'snarast' is no day: leave it empty, {PERIOD_HINT}"),
        ("HT 2026", "write its days after the words, such as: HT 2026 (2026-08/2026-12)"),
        ("vt 2026", "write its days after the words, such as: vt 2026 (2026-01/2026-06)"),
        ("Q9 2026", "write its days after the words, such as: Q9 2026 (2026-MM/2026-MM)"),
        ("v. 53 2025", "2025 has 52 weeks"),
        ("v. 54 2026", "2026 has 53 weeks"),
        ("HT 2026 (2026-08/2026-06)", "the period ends before it begins: 2026-08 is after 2026-06"),
        ("2026-08/2026-06", "the period ends before it begins: 2026-08 is after 2026-06"),
        ("juni", str(PERIOD_HINT)),
        ("efter 2026-05-02", str(PERIOD_HINT)),
    ],
)
def test_the_hint_is_about_what_was_written(said: str, hint: str) -> None:
    assert str(suggest_period(said)) == hint


def test_what_must_be_given_is_not_to_be_left_empty() -> None:
    assert suggest_period("snarast", required=True) == PERIOD_HINT
    assert suggest_period("26-06-30") is None
