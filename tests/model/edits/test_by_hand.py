"""Edits of single records by hand."""

import pytest

from model.changes.operations import apply_operations
from model.edits.by_hand import end_record, find_record, rename_record, set_field
from model.errors import InputError, NotFound
from model.text.describe import describe_operation
from model.vocabulary.contents import Contents
from tests.landscapes import actor, flow, landscape

HERE = landscape(actor("a"), actor("b"), flow("a", "b"))


def describe_all(contents: Contents, operations: list) -> list[str]:  # type: ignore[type-arg]
    return [describe_operation(item, apply_operations(contents, operations)).in_("sv") for item in operations]


def test_a_field_is_set_and_emptied() -> None:
    assert describe_all(HERE, set_field(HERE, "a", "description", "Ny text")) == ["Ändrat (aktör): A – Beskrivning: – → Ny text"]
    filled = landscape(actor("a", description="Text"))
    assert describe_all(filled, set_field(filled, "a", "description", None)) == ["Ändrat (aktör): A – Beskrivning: Text → –"]


def test_a_record_ends() -> None:
    assert describe_all(HERE, end_record(HERE, "a-demand-b", "2026-01-01")) == [
        "Avslutat den 2026-01-01 (flöde): A föder B (behov)"
    ]


def test_a_new_name_keeps_the_old_as_an_alias() -> None:
    (operation,) = rename_record(HERE, "a", "Alfa")
    assert operation.record.values()["aliases"] == ["A"]
    assert operation.record.values()["name"] == "Alfa"


def test_what_has_no_name_cannot_be_renamed() -> None:
    with pytest.raises(InputError) as caught:
        rename_record(HERE, "a-demand-b", "x")
    assert caught.value.problems[0].rule == "no-name"


@pytest.mark.parametrize(
    ("field", "value", "rule"), [("level", "mane", "reference"), ("nam", "x", "unknown-field"), ("id", "x", "unknown-field")]
)
def test_a_change_that_cannot_be_kept_is_refused(field: str, value: str, rule: str) -> None:
    with pytest.raises(InputError) as caught:
        set_field(HERE, "a", field, value)
    assert [problem.rule for problem in caught.value.problems] == [rule]


def test_an_unknown_record_gets_suggestions() -> None:
    with pytest.raises(NotFound) as caught:
        find_record(HERE, "a-demand-c")
    assert "a-demand-b" in caught.value.suggestions


def test_types_that_share_an_id_are_told_apart() -> None:
    both = landscape(actor("lokal"))
    with pytest.raises(NotFound, match="several"):
        find_record(both, "lokal")
    assert find_record(both, "actor:lokal").label == "Actor"
