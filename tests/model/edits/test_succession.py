"""Succession: organisations that split, merge, or are taken over."""

from collections import Counter

import pytest

from model.changes.operations import apply_operations
from model.changes.undo import invert_operations
from model.edits.succession import count_remaining_relations, find_active_before, plan_succession
from model.errors import InputError, NotFound
from model.vocabulary.contents import Contents
from tests.landscapes import actor, flow, forum, landscape, seat

HERE = landscape(
    actor("a"),
    actor("b", valid_to="2020-01-01"),
    actor("c"),
    actor("ny"),
    actor("nyare"),
    forum("f"),
    seat("f", "a"),
    flow("a", "c"),
    flow("c", "ny", valid_from="2026-01-01"),
)


def after(old: list[str], new: list[str]) -> Contents:
    return apply_operations(HERE, plan_succession(HERE, old, new, "2026-01-01"))


def parties(contents: Contents, *ids: str) -> list[object]:
    return [contents.party(id_) for id_ in ids]


def test_several_become_one_and_what_has_ended_keeps_its_day() -> None:
    assert parties(after(["a", "b"], ["ny"]), "a", "b", "ny") == [
        actor("a", valid_to="2025-12-31"),
        actor("b", valid_to="2020-01-01"),
        actor("ny", valid_from="2026-01-01", resulted_from=("a", "b")),
    ]


def test_one_becomes_several() -> None:
    new = {"valid_from": "2026-01-01", "resulted_from": ("a",)}
    assert parties(after(["a"], ["nyare", "ny"]), "nyare", "ny") == [actor("nyare", **new), actor("ny", **new)]


def test_one_that_has_been_there_keeps_its_first_day() -> None:
    assert parties(after(["a"], ["c"]), "c") == [actor("c", resulted_from=("a",))]
    assert find_active_before(HERE, ["c", "ny"], "2026-01-01") == ["c"]


def test_what_is_given_on_both_sides_goes_on() -> None:
    assert parties(after(["a", "c"], ["c"]), "a", "c") == [actor("a", valid_to="2025-12-31"), actor("c", resulted_from=("a",))]


def test_what_still_hangs_on_what_ends_is_counted() -> None:
    hanging = count_remaining_relations(HERE, plan_succession(HERE, ["a"], ["ny"], "2026-01-01"), "2026-01-01")
    assert hanging == {("Actor", "a"): Counter({"Flow": 1, "Seat": 1})}


def test_it_is_undone() -> None:
    operations = plan_succession(HERE, ["a"], ["ny"], "2026-01-01")
    assert apply_operations(apply_operations(HERE, operations), invert_operations(operations)) == HERE


def test_what_is_new_is_loaded_first() -> None:
    with pytest.raises(NotFound, match="new organisation first"):
        after(["a"], ["okand"])


def test_only_organisations_succeed_one_another() -> None:
    with pytest.raises(InputError):
        after(["a"], ["f"])
