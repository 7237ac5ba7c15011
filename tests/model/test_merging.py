"""Two parties that are one: what becomes of what hangs on them."""

import pytest

from model.changes import applied
from model.checks import problems_in
from model.contents import Contents
from model.edits import find_record, with_field
from model.errors import InputError
from model.merging import Merger, merged
from model.undoing import inverse
from tests.landscapes import actor, assignment, concerns, decision, flow, forum, landscape, represents, seat

ALMI = actor("almi", name="Almi", aliases=("ALMI AB",), level="regional")
OTHER = actor("almi-sormland", name="Almi Sörmland", description="Text", organisation_number="556481-6204", level="lokal")
HERE = landscape(
    ALMI, OTHER, actor("del", part_of="almi-sormland"), actor("c"), forum("f"),
    flow("almi", "c"), flow("almi-sormland", "c", evidence=("kalla §2",)), flow("almi", "almi-sormland"), flow("c", "almi-sormland"),
    seat("f", "almi-sormland"), concerns("almi-sormland", "gron"), represents("f", "almi-sormland"),
    *decision("b", assignment("u", "b", "almi-sormland")),
)  # fmt: skip


@pytest.fixture(scope="module")
def merger() -> Merger:
    return merged(HERE, "almi", "almi-sormland")


@pytest.fixture(scope="module")
def after(merger: Merger) -> Contents:
    return applied(HERE, merger.operations)


def test_what_is_kept_wins_and_what_it_leaves_open_is_filled(after: Contents) -> None:
    one = after.party("almi")
    assert one == ALMI.model_copy(
        update={
            "aliases": ("ALMI AB", "Almi Sörmland"),
            "former_ids": ("almi-sormland",),
            "description": "Text",
            "organisation_number": "556481-6204",
        }
    )


def test_what_hung_on_the_other_hangs_on_what_is_kept_by_its_own_id(after: Contents) -> None:
    assert after.party("almi-sormland") is None
    held = {"seat:f-almi-sormland": "holder", "involvement:almi-sormland-i-gron": "source", "del": "part_of", "u": "addressee",
            "representation:f-for-almi-sormland": "target", "flow:c-demand-almi-sormland": "target"}  # fmt: skip
    assert {getattr(find_record(after, id_), field) for id_, field in held.items()} == {"almi"}
    assert problems_in(after) == []


def test_a_flow_to_itself_goes_and_of_two_alike_one_is_left_with_the_evidence_of_both(merger: Merger, after: Contents) -> None:
    assert [text.in_("en") for text in merger.dropped] == [
        "would join the party to itself: flow almi-demand-almi-sormland, Almi feeds Almi Sörmland (demand)",
        "another says the same: flow almi-sormland-demand-c, Almi Sörmland feeds C (demand)",
    ]
    assert find_record(after, "almi-demand-c").evidence == ("kalla §1", "kalla §2")


def test_the_old_id_still_stands_for_it(after: Contents) -> None:
    assert find_record(after, "almi-sormland").id == find_record(after, "actor:almi-sormland").id == "almi"
    assert with_field(after, "del", "part_of", "almi-sormland") == []


def test_what_was_merged_before_comes_with_it(after: Contents) -> None:
    then = applied(after, merged(after, "c", "almi").operations)
    assert find_record(then, "almi-sormland").id == "c"


def test_a_merger_is_undone(merger: Merger, after: Contents) -> None:
    assert applied(after, inverse(merger.operations)) == HERE


def test_a_part_that_is_the_whole_is_no_part_of_itself() -> None:
    here = landscape(actor("a", part_of="b"), actor("b", part_of="a"))
    assert applied(here, merged(here, "a", "b").operations).party("a") == actor("a", aliases=("B",), former_ids=("b",))


@pytest.mark.parametrize(("one", "two"), [("almi", "f"), ("u", "u"), ("almi", "almi")])
def test_only_two_parties_of_a_type_are_merged(one: str, two: str) -> None:
    with pytest.raises(InputError):
        merged(HERE, one, two)
