"""What a client would rather have."""

import pytest

from api.v1.accepting import HTML, JSON, choose_coding, choose_form

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accepted", "form"),
    [
        (BROWSER, HTML), ("", HTML), ("*/*", HTML), ("application/json", JSON), ("application/json, text/html;q=0.9", JSON),
        ("text/html;q=0.5, application/*;q=0.6", JSON), ("application/json;q=0, */*", HTML), ("text/turtle, */*;q=0.1", HTML),
        ("text/html;q=0, */*;q=0.2", JSON), ("text/turtle", None), ("text/html;q=0", None), ("application/json;charset=utf-8", JSON),
    ],
)  # fmt: skip
def test_the_form_of_an_answer(accepted: str, form: str | None) -> None:
    assert choose_form(accepted) == form


def test_a_coding_that_is_not_offered_is_not_chosen() -> None:
    assert choose_coding("br, gzip", {}) is None
    assert choose_coding("gzip;q=0.9, br;q=0.8", ["br", "gzip"]) == "gzip"
