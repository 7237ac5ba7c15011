"""Merging two records of one party, and their relations."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.changes.operations import apply_operations
from model.changes.undo import invert_operations
from model.checks.landscape import find_problems
from model.edits.by_hand import find_record, set_field
from model.edits.duplicate_relations import PARTY_RELATIONS
from model.edits.merging import Merger, merge_records
from model.errors import InputError
from model.vocabulary.actors import Actor, Involvement
from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from model.vocabulary.forums import Seat
from model.vocabulary.record import Standing
from model.vocabulary.types import PARTIES
from tests.landscapes import actor, assignment, concerns, decision, flow, forum, landscape, landscapes, represents, seat

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
    return merge_records(HERE, "almi", "almi-sormland")


@pytest.fixture(scope="module")
def after(merger: Merger) -> Contents:
    return apply_operations(HERE, merger.operations)


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
    assert find_problems(after) == []


def test_a_flow_to_itself_goes_and_of_two_alike_one_is_left_with_the_evidence_of_both(merger: Merger, after: Contents) -> None:
    assert [text.in_("en") for text in merger.dropped] == [
        "would join the party to itself: flow almi-demand-almi-sormland, Almi feeds Almi Sörmland (demand)",
        "another says the same: flow almi-sormland-demand-c, Almi Sörmland feeds C (demand)",
    ]
    assert find_record(after, "almi-demand-c").evidence == ("kalla §1", "kalla §2")


def test_what_the_two_say_otherwise_is_told() -> None:
    """The kept record's last day and level win; both are reported as overruled."""
    here = landscape(actor("a", valid_to="2011-12-31", description="Text"), actor("b", level="regional", description="Text"))
    assert {column.name: text.in_("en") for column, text in merge_records(here, "a", "b").overruled} == {
        "valid_to": "2011-12-31 stays; –, which 'b' had, goes", "level": "Lokal stays; Regional, which 'b' had, goes",
    }  # fmt: skip


def test_the_old_id_still_stands_for_it(after: Contents) -> None:
    assert find_record(after, "almi-sormland").id == find_record(after, "actor:almi-sormland").id == "almi"
    assert set_field(after, "del", "part_of", "almi-sormland") == []


def test_what_was_merged_before_comes_with_it(after: Contents) -> None:
    then = apply_operations(after, merge_records(after, "c", "almi").operations)
    assert find_record(then, "almi-sormland").id == "c"


def test_a_merger_is_undone(merger: Merger, after: Contents) -> None:
    assert apply_operations(after, invert_operations(merger.operations)) == HERE


def test_a_part_that_is_the_whole_is_no_part_of_itself() -> None:
    here = landscape(actor("a", part_of="b"), actor("b", part_of="a"))
    assert apply_operations(here, merge_records(here, "a", "b").operations).party("a") == actor(
        "a", aliases=("B",), former_ids=("b",)
    )


@pytest.mark.parametrize(("one", "two"), [("almi", "f"), ("u", "u"), ("almi", "almi")])
def test_only_two_parties_of_a_type_are_merged(one: str, two: str) -> None:
    with pytest.raises(InputError):
        merge_records(HERE, one, two)


TERM = {"valid_from": "2025-01-01", "valid_to": "2025-12-31"}
SEATS = landscape(
    actor("a"), actor("b"), forum("f"), forum("g"), seat("f", "a", **TERM),
    seat("f", "b", valid_from="2025-07-01", evidence=("kalla §2",), standing=Standing.PROPOSED),
    seat("g", "a", **TERM), seat("g", "b", valid_from="2026-01-01"),
)  # fmt: skip


def test_seats_that_become_one_last_as_long_as_both_and_rest_on_the_evidence_of_both() -> None:
    merger = merge_records(SEATS, "a", "b")
    after = apply_operations(SEATS, merger.operations)
    assert list(after.of(Seat).values()) == [
        seat("f", "a", valid_from="2025-01-01", evidence=("kalla §1", "kalla §2")),
        seat("g", "a", **TERM),
        seat("g", "a", id="g-b", valid_from="2026-01-01"),
    ]
    assert [text.in_("en") for text in merger.dropped] == ["another says the same: seat f-b, B in F (member)"]


def test_like_seats_stay_as_many() -> None:
    here = landscape(actor("a"), actor("b"), forum("f"), seat("f", "a"), seat("f", "b", number=2))
    assert [one.number for one in apply_operations(here, merge_records(here, "a", "b").operations).of(Seat).values()] == [2]


def test_relations_of_the_same_pair_become_one_where_their_time_overlaps() -> None:
    here = landscape(
        actor("a"), actor("b"), actor("c"), forum("f"), concerns("a", "gron"), concerns("b", "gron"),
        represents("f", "a").model_copy(update=TERM), represents("f", "b").model_copy(update={"valid_from": "2025-06-01"}),
        flow("a", "c", FlowKind.DEMAND, **TERM), flow("b", "c", valid_from="2026-01-01"), flow("b", "c", FlowKind.ORDER),
    )  # fmt: skip
    after = apply_operations(here, merge_records(here, "a", "b").operations)
    relations = {
        record.id: (record.valid_from, record.valid_to) for type_ in PARTY_RELATIONS for record in after.of(type_).values()
    }
    assert relations == {
        "a-i-gron": (None, None), "f-for-a": ("2025-01-01", None), "a-demand-c": ("2025-01-01", "2025-12-31"),
        "b-demand-c": ("2026-01-01", None), "b-order-c": (None, None),
    }  # fmt: skip


def test_two_forums_that_are_one_have_each_member_once_and_all_their_vacancies() -> None:
    here = landscape(
        forum("f"), forum("g"), actor("a"), seat("f", "a"), seat("g", "a"), seat("f", None), seat("g", None), seat("f", "g")
    )
    after = apply_operations(here, merge_records(here, "f", "g").operations)
    assert [(one.id, one.forum) for one in after.of(Seat).values()] == [("f-a", "f"), ("f-vakant", "f"), ("g-vakant", "f")]


def test_who_sits_for_itself_sits_for_nobody_else() -> None:
    here = landscape(forum("f"), actor("a"), actor("b"), seat("f", "a", on_behalf_of="b"))
    assert apply_operations(here, merge_records(here, "a", "b").operations).of(Seat)["f-a"] == seat("f", "a")


@pytest.mark.parametrize("keep", ["a", "b"])
def test_what_lies_between_does_not_make_a_circle(keep: str) -> None:
    between = actor("x", part_of="a", resulted_from=("a",))
    here = landscape(actor("a"), between, actor("b", part_of="x", resulted_from=("x",)))
    other = "b" if keep == "a" else "a"
    one = apply_operations(here, merge_records(here, keep, other).operations).party(keep)
    assert isinstance(one, Actor)
    assert (one.part_of, one.resulted_from) == (None, ())


@given(landscapes(), st.randoms(use_true_random=False))
def test_whatever_is_merged_the_landscape_holds_together_and_can_be_had_back(here: Contents, chance: Random) -> None:
    alike = [list(here.of(type_)) for type_ in PARTIES if len(here.of(type_)) > 1]
    assume(alike)
    keep, other = chance.sample(chance.choice(alike), 2)
    made = merge_records(here, keep, other).operations
    after = apply_operations(here, made)
    assert set(find_problems(after)) <= set(find_problems(here))
    assert apply_operations(after, invert_operations(made)) == here
    assert find_record(after, other).id == keep


@pytest.mark.parametrize("id_", ["komvux", "medborgare", "rehabilitering", "sfi", "uppdragsutbildare"])
@pytest.mark.parametrize("other", ["folkbildning", "studieforbund"])
def test_what_is_kept_may_be_of_a_kind_of_the_same_id(sormland: Contents, id_: str, other: str) -> None:
    here = sormland.find("Actor", id_)
    assert isinstance(here, Actor)
    assert len(list(sormland.of_id(id_))) > 1
    one = apply_operations(sormland, merge_records(sormland, id_, f"actor:{other}").operations).find("Actor", id_)
    assert isinstance(one, Actor)
    assert (one.type, one.kind, one.level) == (here.type, here.kind, here.level)
    there = sormland.find("Actor", other)
    assert isinstance(there, Actor)
    assert set(one.roles) == {*here.roles, *there.roles}


def test_an_area_of_the_same_id_is_not_the_party_itself() -> None:
    here = landscape(actor("gron"), actor("b"), concerns("b", "gron"), concerns("b", "gul"))
    merger = merge_records(here, "actor:gron", "b")
    assert merger.dropped == ()
    after = apply_operations(here, merger.operations)
    assert {(one.source, one.target) for one in after.of(Involvement).values()} == {("gron", "gron"), ("gron", "gul")}
