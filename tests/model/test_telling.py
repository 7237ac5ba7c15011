"""Records in words: what is told of them, and how many."""

from model.contents import Contents
from model.decisions import Assignment
from model.telling import numbered, told_fields


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
