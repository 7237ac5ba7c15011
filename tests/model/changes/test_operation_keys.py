"""The keys of an operation."""

from model.changes.operation_keys import candidate_keys_of, key_of, reference_keys_of, references_of_operation
from model.changes.operations import build_alteration, build_creation
from model.vocabulary.decisions import StepKind
from tests.landscapes import actor, assignment, flow, step


def test_an_operation_names_what_its_record_refers_to_before_and_after() -> None:
    one = flow("a", "b")
    moved = build_alteration(one, one.model_copy(update={"target": "c"}))
    assert key_of(moved) == ("Flow", "a-demand-b")
    assert set(references_of_operation(moved)) == {("Party", "a"), ("Party", "b"), ("Party", "c"), ("Source", "kalla")}
    assert ("Assignment", "u") in set(references_of_operation(build_creation(step("u", StepKind.TAKEN, "2026-01-01"))))
    assert ("Decision", "b") in set(references_of_operation(build_creation(assignment("u", "b", "a"))))


def test_a_party_is_named_as_a_party() -> None:
    assert reference_keys_of(key_of(build_creation(actor("a")))) == {("Actor", "a"), ("Party", "a")}
    assert reference_keys_of(("Step", "s")) == {("Step", "s")}
    assert candidate_keys_of(("Party", "a")) == {("Actor", "a"), ("Forum", "a"), ("Function", "a")}
