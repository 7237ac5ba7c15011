"""The rules on a landscape as a whole; every rule is broken here once."""

from typing import Any

import pytest

from model.checks.landscape import LANDSCAPE_CHECKS, RECORD_CHECKS, find_problems
from model.checks.warnings import find_misordered_steps
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind
from model.vocabulary.forums import Position
from model.vocabulary.record import Record
from model.vocabulary.registers import Landscape, Place, PlaceKind, Source
from model.vocabulary.revision_events import RevisionEvent, RevisionState
from tests.landscapes import BASE, EVIDENCE, actor, assignment, decision, flow, forum, landscape, seat, step


def rules(*records: Record) -> set[tuple[str, str]]:
    return {(problem.rule, problem.id) for problem in find_problems(landscape(*records))}


def a_landscape(id_: str) -> Landscape:
    return Landscape(id=id_, name="L", base_iri="https://landskap.example/l/", evidence=EVIDENCE)


def place(id_: str, within: str | None) -> Place:
    return Place(id=id_, name=id_, kind=PlaceKind.OTHER, within=within, evidence=EVIDENCE)


def trail(*steps: tuple[StepKind, str]) -> list[Record]:
    """Return an assignment of a decision that was taken on 2026-01-01."""
    given = [step("u", kind, on, until="2026-12-31", reason="x") for kind, on in steps]
    return [actor("a"), *decision("b", assignment("u", "b", "a"), taken_on="2026-01-01"), *given]


def revision_decision(id_: str, revision: int, state: RevisionState, on: str, **more: Any) -> RevisionEvent:
    return RevisionEvent(id=id_, revision=revision, state=state, on=on, function="Nämnden", **more)


CASES: list[tuple[str, str, list[Record]]] = [
    ("reference", "a", [actor("a", level="regionl")]),
    ("reference", "f-vakant", [forum("f"), seat("f", None, on_behalf_of="ingen")]),
    ("reference", "a", [actor("a", evidence=("okand §1",))]),
    ("party-id", "a", [actor("a"), forum("a")]),
    ("former-id", "a", [actor("a", former_ids=("b",)), forum("b")]),
    ("former-id", "a", [actor("a", former_ids=("x",)), actor("b", former_ids=("x",))]),
    ("one-landscape", "b", [a_landscape("a"), a_landscape("b")]),
    ("flow-to-itself", "a-demand-a", [actor("a"), flow("a", "a")]),
    ("circular", "p", [place("p", "q"), place("q", "p")]),
    ("circular", "a", [actor("a", part_of="a")]),
    ("circular", "b", [actor("a"), actor("b", resulted_from=("a", "c")), actor("c", resulted_from=("b",))]),
    (
        "pause-until",
        "u-held-2026-01-01",
        [actor("a"), *decision("b", assignment("u", "b", "a")), step("u", StepKind.HELD, "2026-01-01", reason="x")],
    ),
    (
        "step-reason",
        "u-rejected-2026-01-01",
        [actor("a"), *decision("b", assignment("u", "b", "a")), step("u", StepKind.REJECTED, "2026-01-01")],
    ),
    (
        "step-dates",
        "u-held-2026-01-02",
        [
            actor("a"),
            *decision("b", assignment("u", "b", "a")),
            step("u", StepKind.HELD, "2026-01-02", until="2026-01-01", reason="x"),
        ],
    ),
    ("forum-column", "f", [forum("f", None, type=None)]),
    ("example-mark", "a", [actor("a", example=True)]),
    ("no-addressee", "b", decision("b")),
    ("circular", "b", [actor("a"), *decision("b", assignment("u", "b", "a"), follows_up="b")]),
    ("organisation-number", "a", [actor("a", organisation_number="5560360794")]),
    ("revision-state", "e", [revision_decision("e", 1, RevisionState.APPROVED, "2026-01-01", document=1)]),
    ("natural-person", "a", [actor("a", organisation_number="19121212-1212")]),
]


@pytest.mark.parametrize(("rule", "id_", "records"), CASES, ids=[f"{rule}-{id_}" for rule, id_, _ in CASES])
def test_rule(rule: str, id_: str, records: list[Record]) -> None:
    assert (rule, id_) in rules(*records)


def test_every_check_is_triggered_here() -> None:
    cases = [landscape(*records) for _rule, _id, records in CASES]
    alone = {check for check in RECORD_CHECKS for case in cases for record in case if list(check(record, case))}
    together = {check for check in LANDSCAPE_CHECKS for case in cases if list(check(case))}
    assert (alone, together) == (set(RECORD_CHECKS), set(LANDSCAPE_CHECKS))


def test_what_resulted_from_something_circular_is_not_so_itself() -> None:
    split = [actor("a"), actor("b", resulted_from=("a",)), actor("c", resulted_from=("a",)), actor("d", resulted_from=("b", "c"))]
    assert rules(*split) == set()
    assert rules(*split, actor("a", resulted_from=("c",))) == {("circular", "a"), ("circular", "c")}


def test_examples_need_their_mark() -> None:
    invented = Source(id="pahittat", name="Påhittat", example=True, evidence=("pahittat §1",))
    unmarked = actor("a", evidence=("pahittat §1",))
    assert [problem.rule for problem in find_problems(landscape(invented, unmarked))] == ["example-mark"]


def test_a_suggestion_for_an_unknown_reference() -> None:
    (problem,) = find_problems(landscape(actor("arbetsformedlingen"), actor("b", part_of="arbetsformedlingn")))
    assert problem.in_("sv") == "part_of: aktör 'arbetsformedlingn' finns inte – menade du 'arbetsformedlingen'?"


def test_like_seats_are_no_fault() -> None:
    """Real forums have like seats, such as two members of one union; a warning asks about them, no rule forbids them."""
    first = seat("f", "a", valid_to="2026-06-30")
    later = seat("f", "a", id="f-a-2", valid_from="2026-07-01")
    deputy = seat("f", "a", id="f-a-3", position=Position.DEPUTY)
    assert rules(actor("a"), forum("f"), first, later, deputy, seat("f", None), seat("f", None, id="f-vakant-2")) == set()
    assert rules(actor("a"), forum("f"), seat("f", "a", number=2), seat("f", "a", id="f-a-2")) == set()


def out_of_order(*steps: tuple[StepKind, str]) -> list[tuple[str, str]]:
    records = landscape(*trail(*steps))
    assert find_problems(records) == []
    return [(step.id, str(why)) for step, why in find_misordered_steps(records)]


def test_steps_out_of_order_break_no_rule_and_are_told_once() -> None:
    taken, told, held = StepKind.TAKEN, StepKind.COMMUNICATED, StepKind.HELD
    assert out_of_order((taken, "2026-02-02"), (told, "2026-02-01")) == [
        ("u-communicated-2026-02-01", "'communicated' earlier than 'taken', 2026-02-02")
    ]
    before = "earlier than the decision, taken 2026-01-01"
    assert out_of_order((held, "2025-12-31")) == [("u-held-2025-12-31", before)]
    assert out_of_order((taken, "2026-01-02"), (told, "2025-12-31")) == [("u-communicated-2025-12-31", before)]


def test_a_step_on_the_same_day_or_taken_again_is_in_order() -> None:
    taken, told = StepKind.TAKEN, StepKind.COMMUNICATED
    assert (
        out_of_order((taken, "2026-01-01"), (told, "2026-01-01"), (StepKind.EXECUTED, "2026-02-01"), (told, "2026-03-01")) == []
    )


def test_a_sound_landscape_has_no_problems(sormland: Contents, with_examples: Contents) -> None:
    assert find_problems(Contents(BASE)) == []
    assert find_problems(sormland) == []
    assert find_problems(with_examples) == []
