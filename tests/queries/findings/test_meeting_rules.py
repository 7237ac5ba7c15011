"""Decisions taken where nobody present held the mandate; what is not on record is unknown and no finding."""

import pytest

from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import Mandate, Meeting, Seat
from queries.findings.meeting_rules import MandatePresent, assess_mandate
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape, seat, step
from tests.queries.findings.runs import find_ids, find_one


@pytest.mark.parametrize(
    ("seats", "expected"),
    [
        ([["s", "a", None, "none"]], MandatePresent.NO),
        ([["s", "a", None, "directional"]], MandatePresent.YES),
        ([["s", "x", "a", "decide"]], MandatePresent.YES),
        ([["s", "x", None, "decide"]], MandatePresent.NO),
        ([["s", "a", None, "none"], ["t", "a", None, "decide"]], MandatePresent.YES),
        ([["s", "a", None, None], ["t", "x", None, "decide"]], MandatePresent.UNKNOWN),
        ([["s", "x", None, None]], MandatePresent.UNKNOWN),
        ([], MandatePresent.UNKNOWN),
    ],
)
def test_whether_a_mandate_was_present(seats: list[list[str | None]], expected: MandatePresent) -> None:
    assert assess_mandate(["a"], seats) == expected


def decided(*seats: Seat, present: tuple[str, ...] = ("a",)) -> Contents:
    meeting = Meeting(id="m", name="Möte", forum="f", held_on="2026-02-01", present=present, evidence=EVIDENCE)
    parts = assignment("u", "b", "a")
    return landscape(
        forum("f"), actor("a"), actor("c"), meeting, seats, decision("b", parts, taken_in="f", meeting="m"),
        step("u", StepKind.TAKEN, "2026-02-01"), step("u", StepKind.REPORTED_BACK, "2026-05-01"),
    )  # fmt: skip


def test_a_decision_with_something_open_where_nobody_held_the_mandate(graph: Graph) -> None:
    put(graph, decided(seat("f", "a", mandate=Mandate.NONE), seat("f", "c", mandate=Mandate.DECIDE)))
    finding = find_one(graph, FindingRule.NO_MANDATE_PRESENT, "2026-04-01")
    assert str(finding.sentence) == "“B” was decided 2026-02-01 in F, where nobody present held a mandate: A."
    assert finding.entities == ("b", "m", "f", "a", "f-a")
    assert find_ids(graph, FindingRule.NO_MANDATE_PRESENT) == []  # reported back since


def test_seats_count_on_the_day_of_the_meeting(graph: Graph) -> None:
    for more, expected in (({"valid_to": "2026-01-31"}, ["b"]), ({"valid_from": "2026-02-01"}, [])):
        seats = seat("f", "a", mandate=Mandate.DECIDE, **more), seat("f", "c", mandate=Mandate.DECIDE)
        put(graph, decided(*seats))
        assert find_ids(graph, FindingRule.NO_MANDATE_PRESENT, "2026-04-01") == expected


def test_without_attendance_on_record_it_is_unknown(graph: Graph) -> None:
    put(graph, decided(seat("f", "c", mandate=Mandate.NONE), present=()))
    assert find_ids(graph, FindingRule.NO_MANDATE_PRESENT, "2026-04-01") == []
