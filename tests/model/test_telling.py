"""Records in words: what is told of them, and how many."""

from model.contents import Contents
from model.decisions import Assignment
from model.forums import Position
from model.telling import numbered, told, told_fields
from tests.landscapes import actor, forum, landscape, seat


def test_how_many_is_told_with_the_word_for_one_or_for_many() -> None:
    assert [numbered("Area", n).in_("sv") for n in (1, 3)] == ["1 område", "3 områden"]
    assert [str(numbered("Area", n)) for n in (1, 3)] == ["1 area", "3 areas"]


def test_what_the_model_keeps_for_its_questions_is_not_told() -> None:
    assignment = Assignment(
        id="a", decision="d", addressee="vis", evidence=("s §1",), due="2026-03-01", next_due="2026-03-01", balance="2026-03-01 a"
    )
    headings = [heading.en for heading, _value in told_fields(assignment, Contents([]))]
    assert "Next due" in headings
    assert "Place in the balance list" not in headings


def test_a_seat_says_for_whom_it_speaks_and_how_many_it_is() -> None:
    here = landscape(forum("radet"), actor("kustregionen"), actor("hamnen"))
    two = seat("radet", "kustregionen", on_behalf_of="hamnen", position=Position.DEPUTY, number=2)
    assert told(two, here).in_("sv") == "Kustregionen i Radet (ersättare, 2 platser, för Hamnen)"
    assert told(seat("radet", None, on_behalf_of="hamnen"), here).in_("sv") == "vakant i Radet (ledamot, för Hamnen)"
