"""Notices about endings, alike for a load and an edit: relations that are left behind, and past days that change."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from loaders.staging.store import StagedRecords
from loaders.warnings.edit_notices import find_succession_notices
from loaders.warnings.endings import find_changed_days, find_confirmed_gone, find_left_behind
from model.changes.operations import build_alteration
from model.edits.by_hand import end_record
from model.edits.succession import plan_succession
from model.errors import FileLocation
from model.vocabulary.record import Record
from tests.landscapes import actor, assignment, concerns, decision, flow, forum, landscape, represents, seat

TOMORROW, FAR = (str(date.today() + timedelta(days=days)) for days in (1, 100))
A = actor("a")
HERE = landscape(
    A, actor("b"), actor("c", valid_to="2011-12-31"), forum("f"), flow("a", "b"), flow("b", "a", valid_to="2011-12-31"), concerns("a", "gron"),
    seat("f", "a"), seat("f", "b", on_behalf_of="a"), represents("f", "a"), *decision("d", assignment("u", "d", "a")),
)  # fmt: skip
HANGS = "'a' ends and still has these relations, until you end or move them: involvements 1, representations 1, flows 1, seats 2, assignments 1"


def find_notices(record: Record) -> Sequence[str]:
    with StagedRecords.on_disk() as staged:
        staged.add_known(HERE)
        staged.stage(record, FileLocation("actor.csv", 2))
        return [str(notice.text) for notice in find_left_behind(staged, staged.alterations())]


def test_relations_of_an_ended_party_are_noticed_alike_in_edit_and_load() -> None:
    assert [str(notice.text) for notice in find_left_behind(HERE, end_record(HERE, "a", "2026-02-28"))] == [HANGS]
    assert find_notices(A.model_copy(update={"valid_to": "2026-02-28"})) == [HANGS]
    assert find_notices(A) == []


def test_an_ended_decision_tells_how_many_assignments_stay_open() -> None:
    (notice,) = find_left_behind(HERE, end_record(HERE, "d", "2026-02-28"))
    assert str(notice.text) == (
        "'d' ends; 1 of its assignments stays open until a step closes it: rejected, superseded or reported back"
    )


@pytest.mark.parametrize(
    ("before", "after", "expected", "by_hand"),
    [
        ({"valid_to": "2011-12-31"}, {"valid_to": "2012-01-01"}, "its last day was 2011-12-31, and becomes 2012-01-01: 1 day more", False),
        ({"valid_to": "2011-12-31"}, {"valid_to": "2011-12-29"}, "its last day was 2011-12-31, and becomes 2011-12-29: 2 days less", False),
        ({"valid_to": "2011-12-31"}, {"valid_to": None}, "its last day was 2011-12-31, and is taken away: it goes on", False),
        ({"valid_to": TOMORROW}, {"valid_to": None}, f"its last day was {TOMORROW}, and is taken away: it goes on", True),
        ({"valid_to": TOMORROW}, {"valid_to": FAR}, f"its last day was {TOMORROW}, and becomes {FAR}: 99 days more", True),
        ({"valid_from": "2011-01-01"}, {"valid_from": "2010-12-31"}, "its first day was 2011-01-01, and becomes 2010-12-31: 1 day more", False),
        ({"valid_from": "2011-01-01"}, {"valid_from": FAR}, "its first day was 2011-01-01, and becomes", False),
        ({"valid_from": "2011-01-01"}, {"valid_from": None}, "its first day was 2011-01-01 and is taken away", False),
        ({}, {"valid_from": FAR}, f"it exists today, and would begin on {FAR}", False),
        ({}, {"valid_from": "2011-01-01"}, "", True),
        ({}, {"valid_to": "2011-01-01"}, "", True),
        ({"valid_to": FAR}, {"valid_to": TOMORROW}, "", True),
        ({"valid_from": TOMORROW}, {"valid_from": FAR}, "", True),
    ],
)  # fmt: skip
def test_days_of_the_past_that_become_others(before: dict[str, str], after: dict[str, str], expected: str, by_hand: bool) -> None:
    operation = build_alteration(actor("a", **before), actor("a", **before | after))
    (text,) = [str(notice.text) for notice in find_changed_days([operation], by_hand=True)] or [""]
    assert text.startswith(expected) if expected else text == ""
    assert bool(list(find_changed_days([operation]))) == (bool(expected) and not by_hand)


def test_a_confirmed_record_holds() -> None:
    for gone in (actor("a", valid_to="2011-12-31"), actor("a", valid_from="2027-01-01")):
        assert (
            len(list(find_confirmed_gone([build_alteration(gone, gone.model_copy(update={"confirmed_on": "2026-11-30"}))]))) == 1
        )
    assert not list(find_confirmed_gone([build_alteration(A, A.model_copy(update={"confirmed_on": "2026-11-30"}))]))


def test_a_gap_before_a_succession_is_noticed() -> None:
    notices = find_succession_notices(HERE, plan_succession(HERE, ["c"], ["b"], "2026-01-01"), ["c"], ["b"], "2026-01-01")
    assert str(next(notices).text) == "it ended on 2011-12-31 already and keeps that last day"
    here = HERE.with_([actor("e", valid_from="2000-01-01", valid_to="2011-12-31")])
    notices = find_succession_notices(here, plan_succession(here, ["b"], ["e"], "2026-01-01"), ["b"], ["e"], "2026-01-01")
    assert str(next(notices).text) == "it ended on 2011-12-31, before the succession"
