"""Texts as people and files say them: of composed letters that can be seen; names on one line."""

import unicodedata
from functools import partial
from typing import Any

import pytest

from api.terminal.terminal_text import printable
from model.checks.validation import record_from, record_said
from model.edits.by_hand import renamed, with_field
from model.errors import InputError, Problem
from model.vocabulary.actors import Actor
from model.vocabulary.record import Record
from tests.landscapes import actor, landscape


def said(**fields: Any) -> Record | list[Problem]:
    return record_said(Actor, {"id": "almi", "type": "typ", "level": "lokal", "evidence": ("kalla §1",), "name": "Almi"} | fields)


def test_white_space_of_every_kind_is_one_space_in_a_name() -> None:
    assert said(name=" Almi\u00a0 AB\r\n\tMälardalen\u2009", aliases=("A\tB",)) == actor(
        "almi", name="Almi AB Mälardalen", aliases=("A B",)
    )
    assert said(description="En rad\n\noch en till") == actor("almi", name="Almi", description="En rad\n\noch en till")


@pytest.mark.parametrize("name", ["Al\u200bmi\u200b\ufeff", "Al\u00admi"])
def test_what_cannot_be_seen_is_left_out_of_a_text(name: str) -> None:
    assert said(name=name) == actor("almi", name="Almi")
    assert said(name="\u200b", level="lokal") != actor("almi", name="Almi")
    assert said(description=f"Kallas {name}") == actor("almi", name="Almi", description="Kallas Almi")
    assert said(id="al\u200bmi", evidence=("kalla\ufeff §1",)) == actor("almi", name="Almi")
    assert said(name="\u0645\u06cc\u200c\u062e") == actor("almi", name="\u0645\u06cc\u200c\u062e")  # Persian is written with it


def test_letters_are_composed() -> None:
    apart = unicodedata.normalize("NFD", "Sjöfartsskolan på Åland")
    assert said(name=apart, aliases=(apart,), description=apart) == actor(
        "almi", name="Sjöfartsskolan på Åland", aliases=("Sjöfartsskolan på Åland",), description="Sjöfartsskolan på Åland"
    )


def test_a_break_of_word_is_a_line_break() -> None:
    assert said(name="Almi\x0bAB", description="ett\x0btvå") == actor("almi", name="Almi AB", description="ett\ntvå")


@pytest.mark.parametrize("text", ["a\x07b", "a\x00", "a\x1fb", "a\x7fb", "a\ufffeb", "a\ufdd0", "a\U0001fffeb"])
def test_control_characters_are_refused_with_their_codes(text: str) -> None:
    code = next(f"U+{ord(letter):04X}" for letter in text if letter not in "ab")
    for field in ("name", "description"):
        problems = said(**{field: text}, level="E!")
        assert isinstance(problems, list)
        assert [(problem.rule, problem.field) for problem in problems] == [("control-character", field), ("id", "level")]
        assert f"holds {code}, which cannot be in a text" in problems[0].in_("en")
    for change in (partial(renamed, name=text), partial(with_field, field="description", value=text)):
        with pytest.raises(InputError) as refused:
            change(landscape(actor("almi", name="Almi")), "almi")
        assert code in refused.value.problems[0].in_("en")


def test_so_it_is_with_what_is_changed_by_hand_and_what_was_there_stays() -> None:
    known = landscape(record_of(name="Al\u200bmi", short_name="A\tM"))
    (renaming,) = renamed(known, "almi", "Almi\u00a0 AB")
    assert renaming.after
    assert (renaming.after["name"], renaming.after["short_name"]) == ("Almi AB", "A\tM")
    (shorter,) = with_field(known, "almi", "short_name", "A\u200b")
    assert shorter.after
    assert (shorter.after["name"], shorter.after["short_name"]) == ("Al\u200bmi", "A")


def record_of(**fields: Any) -> Record:
    found = record_from(Actor, actor("almi").values() | fields)
    assert isinstance(found, Record)
    return found


def test_a_terminal_shows_white_space_as_spaces_and_nothing_that_steers_it() -> None:
    assert printable("en rad\noch\u00a0en\x1b[31m") == "en rad och en�[31m"
