"""Undoing: the inverse, the changes in effect, and the changes that build on one."""

from hypothesis import given
from hypothesis import strategies as st

from model.changes.operations import apply_operations, build_alteration, build_creation, build_removal, diff_records
from model.changes.undo import TouchedRecords, filter_effective, find_undoing_changes, invert_operations
from model.text.describe import describe_operation
from model.vocabulary.contents import Contents
from tests.landscapes import actor, flow, landscape, landscapes


@given(landscapes(), landscapes())
def test_the_inverse_gives_what_was_before(before: Contents, after: Contents) -> None:
    operations = diff_records(before, after)
    assert apply_operations(after, invert_operations(operations)) == before
    assert apply_operations(before, invert_operations(invert_operations(operations))) == after


def test_an_ending_taken_back_is_told_as_a_change() -> None:
    one = actor("a")
    (back,) = invert_operations([build_alteration(one, one.model_copy(update={"valid_to": "2026-01-01"}))])
    assert str(describe_operation(back, landscape(one))) == "Changed actor: A – Valid to: 2026-01-01 → –"


def test_an_undoing_that_is_undone_counts_no_more() -> None:
    assert find_undoing_changes([(3, 2)]) == {2: 3}
    assert find_undoing_changes([(3, 2), (4, 3)]) == {3: 4}
    assert find_undoing_changes([(3, 2), (4, 3), (5, 2)]) == {3: 4, 2: 5}
    assert filter_effective([5, 4, 3, 2], {3: 4}, after=1) == [5, 2]
    assert filter_effective([5, 4, 3], {2: 5}, after=2) == [5, 4, 3]


@given(st.lists(st.booleans(), max_size=12))
def test_of_a_chain_of_undoings_every_other_counts(chain: list[bool]) -> None:
    """Change 1, followed by changes that each undo the one before."""
    undone = find_undoing_changes((number, number - 1) for number in range(2, len(chain) + 2))
    assert (1 in undone) == (len(chain) % 2 == 1)


def test_what_builds_on_a_change() -> None:
    made = TouchedRecords([build_creation(actor("a")), build_alteration(actor("b"), actor("b", name="C"))])
    assert made.underlies(build_removal(actor("a")))
    assert made.underlies(build_creation(flow("a", "c")))
    assert made.underlies(build_alteration(actor("b", name="C"), actor("b", name="D")))
    assert not made.underlies(build_creation(flow("b", "c")))
    assert not made.underlies(build_creation(actor("c")))
