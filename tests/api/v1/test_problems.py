"""The language of a problem document."""

import pytest

from api.v1.accepting import choose_language
from model.language import Language


@pytest.mark.parametrize(
    ("lang", "accepted", "usual", "chosen"),
    [
        (None, "", "sv", "sv"),
        (None, "en", "sv", "en"),
        (None, "en-GB,en;q=0.9,sv;q=0.8", "sv", "en"),
        (None, "sv-SE,en;q=0.5", "en", "sv"),
        (None, "de, *;q=0.1", "en", "en"),
        (None, "de", "sv", "sv"),
        (None, "en;q=0, sv;q=0", "sv", "sv"),
        (None, "en;q=x", "sv", "sv"),
        ("en", "sv", "sv", "en"),
        ("xx", "en", "sv", "en"),
    ],
)
def test_the_language_of_an_error(lang: str | None, accepted: str, usual: Language, chosen: Language) -> None:
    assert choose_language(lang, accepted, usual) == chosen
