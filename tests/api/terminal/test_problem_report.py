"""Problems for a terminal: a few in their order, many by kind, many kinds counted."""

from api.terminal.problem_report import format_problems, serialize_error
from loaders.rows.rules import NoticeRule
from model.errors import FileLocation, InputError, Problem
from model.language import Text
from model.rules import LandscapeRule, ReferenceRule


def problem(row: int, value: str = "x", field: str = "level") -> Problem:
    text, hint = Text("unknown level '{value}'", value=value), Text("did you mean 'y'?")
    return Problem(
        ReferenceRule.REFERENCE, text, hint, "Actor", f"a-{row}", field, value, FileLocation("x.xlsx", row, "Aktörer", "D")
    )


def test_few_are_told_in_their_order() -> None:
    assert list(format_problems([problem(2), problem(1)], "en")) == [
        "  x.xlsx, Aktörer!D2, Level: unknown level 'x' – did you mean 'y'?",
        "  x.xlsx, Aktörer!D1, Level: unknown level 'x' – did you mean 'y'?",
    ]


def test_what_no_file_says_is_told_with_its_record() -> None:
    early = Problem(
        NoticeRule.STEP_ORDER, Text("earlier than the decision, taken {on}", on="2026-01-01"), None, "Step", "u-held", "on"
    )
    assert list(format_problems([early], "en")) == ["  step u-held, Date: earlier than the decision, taken 2026-01-01"]
    named = Problem(NoticeRule.STILL_HANGING, Text("'{id}' ends", id="a"), None, "Actor", "a")
    assert list(format_problems([named], "en")) == ["  'a' ends"]


def test_many_are_told_by_kind_and_what_is_the_same_once() -> None:
    all_ = [problem(1, field="type"), *(problem(row) for row in range(2, 10)), problem(10, "z")]
    assert list(format_problems(all_, "en")) == [
        "  x.xlsx, Aktörer!D1, Actor type: unknown level 'x' – did you mean 'y'?",
        "  x.xlsx, Aktörer, Level: 9 places",
        "    D2, D3, D4, D5, D6 … +3: unknown level 'x' – did you mean 'y'?",
        "    D10: unknown level 'z' – did you mean 'y'?",
        "Not all are shown here; --json lists each.",
    ]


def test_a_row_with_several_addressees_is_one_place() -> None:
    all_ = [problem(row, f"{row}") for row in range(1, 8) for _addressee in range(3)]
    lines = list(format_problems(all_, "en"))
    assert lines[0] == "  x.xlsx, Aktörer, Level: 7 places"
    assert lines[-2:] == ["    … and 2 more", "Not all are shown here; --json lists each."]


def test_kinds_beyond_the_limit_are_counted() -> None:
    lines = list(format_problems([problem(row, field=f"field-{row}") for row in range(50)], "en"))
    assert lines[-2:] == ["  … and 10 more", "Not all are shown here; --json lists each."]


def test_a_problem_as_json_tells_its_cell() -> None:
    document = serialize_error(
        InputError(Text("wrong"), [problem(7), Problem(LandscapeRule.PARTY_ID, Text("twice"), None, "Actor", "a")])
    )
    first, second = document["problems"]
    assert [first[name] for name in ("file", "sheet", "cell", "row", "field", "value")] == [
        "x.xlsx", "Aktörer", "D7", 7, "level", "x",
    ]  # fmt: skip
    assert [second[name] for name in ("file", "sheet", "cell", "row", "place")] == [None] * 5
    assert document["cut"] is False
