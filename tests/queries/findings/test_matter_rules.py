"""Matters that have been overtaken: decided again, or superseded and still worked on."""

from typing import Any

from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.record import Record
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, forum, landscape, step
from tests.queries.findings.runs import find_ids, find_one


def decided_twice(*others: Record, again: dict[str, Any], closed: bool = False) -> Contents:
    fields = {"name": "Validering i vården", "taken_in": "f", "case_number": "KS 1", "taken_on": "2026-01-01"}
    steps = [step("u", StepKind.REPORTED_BACK, "2026-02-01")] if closed else []
    second = fields | {"case_number": "KS 2", "taken_on": "2026-03-01"} | again
    owed: tuple[Assignment, ...] = (assignment("u", "en", "a"),)
    parties = [actor("a"), forum("f"), forum("g")]
    return landscape(parties, others, decision("en", *owed, **fields), decision("igen", **second), steps)


def test_an_open_matter_that_was_decided_again(graph: Graph) -> None:
    put(graph, decided_twice(again={}))
    assert find_ids(graph, FindingRule.SAME_MATTER) == ["en+igen"]
    assert find_ids(graph, FindingRule.SAME_MATTER, "2026-02-28") == []
    assert str(find_one(graph, FindingRule.SAME_MATTER).sentence) == (
        "“Validering i vården” (KS 1, 2026-01-01) is still open, and F decided it again 2026-03-01 as KS 2, 59 days later "
        "(starting value 365 days), under the same name, of one of them no addressee is on record."
    )


def test_what_follows_up_or_belongs_to_it_is_innocent(graph: Graph) -> None:
    put(graph, decided_twice(actor("b"), assignment("v", "igen", "b"), again={}))
    assert find_ids(graph, FindingRule.SAME_MATTER) == []
    put(graph, decided_twice(assignment("v", "igen", "a"), again={}))
    assert "under the same name, to the same addressee, A." in str(find_one(graph, FindingRule.SAME_MATTER).sentence)
    plan = decision("plan", taken_in="f")
    for again in (
        {"follows_up": "en"},
        {"part_of": "en"},
        {"taken_in": "g"},
        {"case_number": "KS 1"},
        {"name": "Validering i skolan"},
    ):
        put(graph, decided_twice(*plan, again=again))
        assert find_ids(graph, FindingRule.SAME_MATTER) == []
    put(graph, decided_twice(*decision("mellan", follows_up="en"), again={"follows_up": "mellan"}))
    assert find_ids(graph, FindingRule.SAME_MATTER) == []
    put(graph, decided_twice(again={}, closed=True))
    assert find_ids(graph, FindingRule.SAME_MATTER) == []
    assert find_ids(graph, FindingRule.SAME_MATTER, "2026-01-31") == []


def superseded(*steps: tuple[StepKind, str]) -> Contents:
    made = [step("u", kind, on, reason="skäl") for kind, on in steps]
    return landscape(actor("a"), decision("b", assignment("u", "b", "a")), made)


def test_what_was_superseded_and_is_still_worked_on(graph: Graph) -> None:
    put(graph, superseded((StepKind.TAKEN, "2026-01-01"), (StepKind.SUPERSEDED, "2026-02-01"), (StepKind.EXECUTED, "2026-03-01")))
    assert find_ids(graph, FindingRule.SUPERSEDED_ACTIVE, "2026-02-28") == []
    assert str(find_one(graph, FindingRule.SUPERSEDED_ACTIVE).sentence) == (
        "“B” was superseded 2026-02-01 with A, and is still worked on: executed 2026-03-01."
    )


def test_a_resumption_or_a_last_report_is_innocent(graph: Graph) -> None:
    begun = (StepKind.SUPERSEDED, "2026-02-01")
    for steps in (
        [begun, (StepKind.RESUMED, "2026-02-15"), (StepKind.EXECUTED, "2026-03-01")],
        [begun, (StepKind.REPORTED_BACK, "2026-03-01")],
        [begun, (StepKind.EXECUTED, "2026-02-01")],
        [(StepKind.EXECUTED, "2026-01-01"), begun],
    ):
        put(graph, superseded(*steps))
        assert find_ids(graph, FindingRule.SUPERSEDED_ACTIVE) == []
