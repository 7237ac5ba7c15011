"""What differs between two moments, in the domain's words: a merger is one change, and the changes make of one the other."""

from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.changes.operations import apply_operations
from model.edits.merging import merge_records
from model.history.comparison import ChangedHow, GivenReason, LandscapeComparison, compare_landscapes, keep_stated
from model.history.knowledge import reconstruct_contents
from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from tests.landscapes import actor, flow, forum, landscape, landscapes, seat

THEN = landscape(actor("a"), actor("b"), actor("c"), forum("f"), flow("a", "c"), flow("b", "f"), seat("f", "b"))


def told(comparison: LandscapeComparison) -> list[tuple[str, str]]:
    """What has become of each record, and its sentence."""
    return [(change.how, change.describe().in_("en")) for change in comparison.changes]


def test_what_is_new_moved_renamed_and_changed_is_told_field_by_field() -> None:
    made = [actor("a", name="Alpha"), actor("b", level="regional"), actor("c", description="New"), actor("d")]
    assert told(compare_landscapes(THEN, THEN.with_(made))) == [
        ("added", "Added actor: D"),
        ("moved", "Moved actor: B – Level: from Lokal to Regional"),
        ("renamed", "Renamed actor: Alpha – Name (Swedish): from A to Alpha"),
        ("changed", "Changed actor: C – Description: from – to New"),
    ]


def test_a_merger_is_one_sentence_with_the_relations_that_followed() -> None:
    now = apply_operations(THEN, merge_records(THEN, "a", "b").operations)
    found = compare_landscapes(THEN, now)
    assert told(found) == [("merged", "B was merged into A, and 2 relations followed; Aliases: from – to B")]
    assert apply_operations(keep_stated(THEN), found.operations) == keep_stated(now)


def test_a_successor_is_told_with_whom_it_succeeded() -> None:
    known = THEN.with_([actor("b", valid_to="2026-06-30"), actor("new", resulted_from=("b",))])
    found = compare_landscapes(THEN, reconstruct_contents(known, "2026-07-01"), known)
    assert told(found)[:2] == [
        ("ended", "Ended flow on 2026-06-30: B feeds F (demand)"),
        ("succeeded", "New has succeeded B"),
    ]


def test_what_has_ended_is_told_with_its_last_day_and_what_was_taken_away_without() -> None:
    known = THEN.with_([forum("f", valid_to="2026-04-30")]).without([THEN.of(type(flow("a", "c")))[flow("a", "c").id]])
    found = compare_landscapes(THEN, reconstruct_contents(known, "2026-05-01"), known)
    assert {said for how, said in told(found) if how == ChangedHow.ENDED} == {
        "Ended forum on 2026-04-30: F",
        "Ended flow on 2026-04-30: B feeds F (demand)",
        "Ended seat on 2026-04-30: B in F (member)",
        "Removed flow: A feeds C (demand)",
    }
    assert found.meaning.cut_off[FlowKind.DEMAND] == ("c",)


def test_the_reason_and_the_evidence_are_beside_the_change() -> None:
    why = GivenReason("samordnare", "ny namnskylt", "2026-05-01T10:00:00Z", 4)
    (change,) = compare_landscapes(THEN, THEN.with_([actor("a", name="Alpha")]), reasons={("Actor", "a"): why}).changes
    assert (change.reason, change.evidence) == (why, "kalla §1")
    document = change.as_json()
    assert document["reason"] == {"who": "samordnare", "why": "ny namnskylt", "at": why.at, "change": "change-4"}
    assert document["fields"][0]["after"]["sv"] == "Alpha"


@settings(max_examples=170, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(landscapes(parties=4), min_size=3, max_size=3))
def test_the_changes_make_of_one_the_other(drawn: list[Contents]) -> None:
    """170 draws of three, each two in both directions: 1,020 pairs."""
    for then, now in permutations(drawn, 2):
        found = compare_landscapes(then, now)
        assert apply_operations(keep_stated(then), found.operations) == keep_stated(now)
        assert not (found.changes and keep_stated(then) == keep_stated(now))
