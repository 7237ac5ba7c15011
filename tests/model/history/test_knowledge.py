"""Records as of a day: parties that have ended, and assignments as they stood."""

import pytest

from model.history.knowledge import KnownRecord, reconstruct_contents
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, StepKind
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Seat
from model.vocabulary.record import Record
from tests.landscapes import actor, assignment, decision, flow, forum, landscape, seat, step

ENDED = landscape(
    actor("a", valid_to="2026-02-28"),
    actor("b"),
    forum("f"),
    flow("a", "b"),
    flow("b", "a"),
    seat("f", "a"),
    decision("d", assignment("u", "d", "a", due="2026-01-31")),
    step("u", StepKind.TAKEN, "2026-01-02"),
    step("u", StepKind.REPORTED_BACK, "2026-06-01"),
)


def on(day: str) -> Contents:
    return reconstruct_contents(ENDED, day)


def test_a_flow_counts_while_both_its_ends_hold() -> None:
    assert [len(on(day).of(Flow)) for day in ("2026-02-28", "2026-03-01")] == [2, 0]


def test_a_seat_of_an_ended_holder_is_vacant() -> None:
    assert [item.holder for day in ("2026-02-28", "2026-03-01") for item in on(day).of(Seat).values()] == ["a", None]


def test_an_assignment_stays_as_it_stood_whatever_becomes_of_its_addressee() -> None:
    stood = {day: [(item.step, item.open) for item in on(day).of(Assignment).values()] for day in ("2026-03-01", "2026-06-01")}
    assert stood == {"2026-03-01": [(StepKind.TAKEN, True)], "2026-06-01": [(StepKind.REPORTED_BACK, False)]}


def test_nothing_is_there_before_anything_is_known_of_it() -> None:
    assert [len(on(day).of(Assignment)) for day in ("2026-01-01", "2026-01-02")] == [0, 1]


@pytest.mark.parametrize("record", [flow("b", "a", valid_from="2026-09-01"), seat("f", "a"), assignment("u", "d", "a")])
def test_what_is_shown_tells_which_party_that_it_names_has_ended(record: Record) -> None:
    names = Contents([actor("a", valid_to="2026-06-30"), actor("b"), forum("f")])
    assert [party.id for party in KnownRecord(record, False, (), names, "2026-10-01", None, 1).ended_parties] == ["a"]
    assert KnownRecord(record, True, (), names, "2026-06-30", None, 1).ended_parties == []
