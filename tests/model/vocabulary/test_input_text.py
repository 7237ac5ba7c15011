"""Normal form of input: composed letters, no invisible characters, names on one line."""

import unicodedata
from functools import partial
from typing import Any

import pytest

from api.terminal.terminal_text import replace_control_characters
from model.checks.validation import build_record, parse_record
from model.edits.by_hand import rename_record, set_field
from model.errors import InputError, Problem
from model.vocabulary.actors import Actor
from model.vocabulary.record import Record
from tests.landscapes import actor, landscape


def build_or_problems(**fields: Any) -> Record | list[Problem]:
    return parse_record(
        Actor, {"id": "almi", "type": "typ", "level": "lokal", "evidence": ("kalla §1",), "name": "Almi"} | fields
    )


def test_white_space_of_every_kind_is_one_space_in_a_name() -> None:
    assert build_or_problems(name=" Almi\u00a0 AB\r\n\tMälardalen\u2009", aliases=("A\tB",)) == actor(
        "almi", name="Almi AB Mälardalen", aliases=("A B",)
    )
    assert build_or_problems(description="En rad\n\noch en till") == actor(
        "almi", name="Almi", description="En rad\n\noch en till"
    )


@pytest.mark.parametrize("name", ["Al\u200bmi\u200b\ufeff", "Al\u00admi"])
def test_what_cannot_be_seen_is_left_out_of_a_text(name: str) -> None:
    assert build_or_problems(name=name) == actor("almi", name="Almi")
    assert build_or_problems(name="\u200b", level="lokal") != actor("almi", name="Almi")
    assert build_or_problems(description=f"Kallas {name}") == actor("almi", name="Almi", description="Kallas Almi")
    assert build_or_problems(id="al\u200bmi", evidence=("kalla\ufeff §1",)) == actor("almi", name="Almi")
    assert build_or_problems(name="\u0645\u06cc\u200c\u062e") == actor(
        "almi", name="\u0645\u06cc\u200c\u062e"
    )  # Persian is written with it


def test_letters_are_composed() -> None:
    apart = unicodedata.normalize("NFD", "Sjöfartsskolan på Åland")
    assert build_or_problems(name=apart, aliases=(apart,), description=apart) == actor(
        "almi", name="Sjöfartsskolan på Åland", aliases=("Sjöfartsskolan på Åland",), description="Sjöfartsskolan på Åland"
    )


def test_a_break_of_word_is_a_line_break() -> None:
    assert build_or_problems(name="Almi\x0bAB", description="ett\x0btvå") == actor("almi", name="Almi AB", description="ett\ntvå")


@pytest.mark.parametrize("text", ["a\x07b", "a\x00", "a\x1fb", "a\x7fb", "a\ufffeb", "a\ufdd0", "a\U0001fffeb"])
def test_control_characters_are_refused_with_their_codes(text: str) -> None:
    code = next(f"U+{ord(letter):04X}" for letter in text if letter not in "ab")
    for field in ("name", "description"):
        problems = build_or_problems(**{field: text}, level="E!")
        assert isinstance(problems, list)
        assert [(problem.rule, problem.field) for problem in problems] == [("control-character", field), ("id", "level")]
        assert f"contains {code}, which a text cannot hold" in problems[0].in_("en")
    for change in (partial(rename_record, name=text), partial(set_field, field="description", value=text)):
        with pytest.raises(InputError) as refused:
            change(landscape(actor("almi", name="Almi")), "almi")
        assert code in refused.value.problems[0].in_("en")


def test_so_it_is_with_what_is_changed_by_hand_and_what_was_there_stays() -> None:
    known = landscape(record_of(name="Al\u200bmi", short_name="A\tM"))
    (renaming,) = rename_record(known, "almi", "Almi\u00a0 AB")
    assert renaming.after
    assert (renaming.after["name"], renaming.after["short_name"]) == ("Almi AB", "A\tM")
    (shorter,) = set_field(known, "almi", "short_name", "A\u200b")
    assert shorter.after
    assert (shorter.after["name"], shorter.after["short_name"]) == ("Al\u200bmi", "A")


def record_of(**fields: Any) -> Record:
    found = build_record(Actor, actor("almi").values() | fields)
    assert isinstance(found, Record)
    return found


def test_a_terminal_shows_white_space_as_spaces_and_nothing_that_steers_it() -> None:
    assert replace_control_characters("en rad\noch\u00a0en\x1b[31m") == "en rad och en�[31m"
