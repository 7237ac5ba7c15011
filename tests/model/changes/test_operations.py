"""Differences and their application are inverse to each other; equal change sets have equal hashes."""

from hypothesis import given

from model.changes.chain import GENESIS, encode_canonical
from model.changes.operations import (
    ChangeSet,
    Reason,
    apply_operations,
    build_alteration,
    build_creation,
    build_removal,
    diff_records,
)
from model.vocabulary.contents import Contents
from tests.landscapes import actor, landscape, landscapes


@given(landscapes(), landscapes())
def test_difference_makes_one_into_the_other(before: Contents, after: Contents) -> None:
    operations = diff_records(before, after)
    assert apply_operations(before, operations) == after
    assert diff_records(after, after) == []
    assert len({(item.type, item.id) for item in operations}) == len(operations)


def test_what_kind_of_change_it_is() -> None:
    one = actor("a")
    assert build_creation(one).action == "create"
    assert build_removal(one).action == "remove"
    ended = one.model_copy(update={"valid_to": "2026-01-01"})
    assert (build_alteration(one, ended).action, build_alteration(ended, one).action) == ("end", "set")
    assert build_alteration(one, one.model_copy(update={"name": "B"})).action == "set"


def test_fields_that_differ() -> None:
    one = actor("a")
    assert list(build_alteration(one, one.model_copy(update={"name": "B"})).fields()) == [("name", "A", "B")]


def test_the_hash_is_of_everything() -> None:
    base = ChangeSet(1, "2026-01-01T00:00:00Z", Reason("funktion", "skäl"), (build_creation(actor("a")),), GENESIS)
    others = [
        ChangeSet(2, base.at, base.reason, base.operations, GENESIS),
        ChangeSet(1, base.at, Reason("annan", "skäl"), base.operations, GENESIS),
        ChangeSet(1, base.at, base.reason, (build_creation(actor("b")),), GENESIS),
        ChangeSet(1, base.at, base.reason, base.operations, "1" * 64),
    ]
    assert len({base.hash, *(other.hash for other in others)}) == 5
    assert base.hash == ChangeSet(1, base.at, base.reason, base.operations, GENESIS).hash


def test_canonical_json_has_sorted_keys_and_no_white_space() -> None:
    assert encode_canonical({"b": 1, "a": ["å"]}) == '{"a":["å"],"b":1}'.encode()


def test_counts() -> None:
    assert landscape(actor("a")).counts()["Actor"] == 1
