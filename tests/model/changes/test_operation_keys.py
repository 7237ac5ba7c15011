"""What an operation concerns."""

from model.changes.operation_keys import as_kept, as_named, key_of, named
from model.changes.operations import alteration, creation
from model.vocabulary.decisions import StepKind
from tests.landscapes import actor, assignment, flow, step


def test_an_operation_names_what_its_record_refers_to_before_and_after() -> None:
    one = flow("a", "b")
    moved = alteration(one, one.model_copy(update={"target": "c"}))
    assert key_of(moved) == ("Flow", "a-demand-b")
    assert set(named(moved)) == {("Party", "a"), ("Party", "b"), ("Party", "c"), ("Source", "kalla")}
    assert ("Assignment", "u") in set(named(creation(step("u", StepKind.TAKEN, "2026-01-01"))))
    assert ("Decision", "b") in set(named(creation(assignment("u", "b", "a"))))


def test_a_party_is_named_as_a_party() -> None:
    assert as_named(key_of(creation(actor("a")))) == {("Actor", "a"), ("Party", "a")}
    assert as_named(("Step", "s")) == {("Step", "s")}
    assert as_kept(("Party", "a")) == {("Actor", "a"), ("Forum", "a"), ("Function", "a")}
