"""Undoing: the inverse, what still counts, and what stands on what."""

from hypothesis import given
from hypothesis import strategies as st

from model.changes.operations import alteration, applied, creation, difference, removal
from model.changes.undo import Foundation, in_effect, inverse, undone_by
from model.text.describe import told_change
from model.vocabulary.contents import Contents
from tests.landscapes import actor, flow, landscape, landscapes


@given(landscapes(), landscapes())
def test_the_inverse_gives_what_was_before(before: Contents, after: Contents) -> None:
    operations = difference(before, after)
    assert applied(after, inverse(operations)) == before
    assert applied(before, inverse(inverse(operations))) == after


def test_an_ending_taken_back_is_told_as_a_change() -> None:
    one = actor("a")
    (back,) = inverse([alteration(one, one.model_copy(update={"valid_to": "2026-01-01"}))])
    assert str(told_change(back, landscape(one))) == "Changed actor: A – Valid to: 2026-01-01 → –"


def test_an_undoing_that_is_undone_counts_no_more() -> None:
    assert undone_by([(3, 2)]) == {2: 3}
    assert undone_by([(3, 2), (4, 3)]) == {3: 4}
    assert undone_by([(3, 2), (4, 3), (5, 2)]) == {3: 4, 2: 5}
    assert in_effect([5, 4, 3, 2], {3: 4}, after=1) == [5, 2]
    assert in_effect([5, 4, 3], {2: 5}, after=2) == [5, 4, 3]


@given(st.lists(st.booleans(), max_size=12))
def test_of_a_chain_of_undoings_every_other_counts(chain: list[bool]) -> None:
    """Change 1, and each next undoes the one before it."""
    undone = undone_by((number, number - 1) for number in range(2, len(chain) + 2))
    assert (1 in undone) == (len(chain) % 2 == 1)


def test_what_builds_on_a_change() -> None:
    made = Foundation([creation(actor("a")), alteration(actor("b"), actor("b", name="C"))])
    assert made.carries(removal(actor("a")))
    assert made.carries(creation(flow("a", "c")))
    assert made.carries(alteration(actor("b", name="C"), actor("b", name="D")))
    assert not made.carries(creation(flow("b", "c")))
    assert not made.carries(creation(actor("c")))
