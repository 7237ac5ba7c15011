"""Names as people and files say them: on one line, of letters that can be seen."""

from typing import Any

import pytest

from api.lines import printable
from model.actors import Actor
from model.edits import renamed, with_field
from model.errors import Problem
from model.record import Record
from model.validation import record_from, record_said
from tests.landscapes import actor, landscape


def said(**fields: Any) -> Record | list[Problem]:
    return record_said(Actor, {"id": "almi", "type": "typ", "level": "lokal", "evidence": ("kalla §1",), "name": "Almi"} | fields)


def test_white_space_of_every_kind_is_one_space_in_a_name() -> None:
    assert said(name=" Almi\u00a0 AB\r\n\tMälardalen\u2009", aliases=("A\tB",)) == actor(
        "almi", name="Almi AB Mälardalen", aliases=("A B",)
    )
    assert said(description="En rad\n\noch en till") == actor("almi", name="Almi", description="En rad\n\noch en till")


@pytest.mark.parametrize("name", ["Al\u200bmi\u200b\ufeff", "Al\u00admi", "Al\x07mi"])
def test_what_cannot_be_seen_is_left_out_of_a_name(name: str) -> None:
    assert said(name=name) == actor("almi", name="Almi")
    assert said(name="\u200b", level="lokal") != actor("almi", name="Almi")
    assert said(description=f"Kallas {name}") == actor("almi", name="Almi", description=f"Kallas {name}")
    assert said(name="\u0645\u06cc\u200c\u062e") == actor("almi", name="\u0645\u06cc\u200c\u062e")  # Persian is written with it


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
