"""Daily work by hand: decisions, steps and meetings, and the source that they cite."""

import pytest

from model.changes.operations import Operation, apply_operations
from model.edits.daily import (
    Citation,
    check_usual_source,
    cite_source,
    find_faults,
    find_meeting_on,
    find_named_meeting,
    plan_decision,
    plan_meeting,
    plan_step,
)
from model.errors import InputError, LandskapError, NotFound, NotUnderstood
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.forums import Meeting
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape

HERE = landscape(actor("a"), actor("b"), forum("f"))
CITED = Citation("kalla §1")
DECIDED = {"name": "Kartlägg platserna", "kind": "order", "taken_in": "f", "taken_on": "2026-10-08"}


def do(contents: Contents, operations: list[Operation]) -> Contents:
    return apply_operations(contents, operations)


def decide(*to: str, **more: str) -> Contents:
    return do(HERE, plan_decision(HERE, {**DECIDED, **more}, to, {"due": "Q2 2027"}, CITED))


def take_step(contents: Contents, kind: str, on: str, **more: str) -> Contents:
    assignment = contents.of(Assignment)["kartlagg-platserna-till-a"]
    return do(contents, plan_step(contents, [assignment], {"kind": kind, "on": on, **more}, CITED))


def test_a_decision_has_an_assignment_for_each_addressee_and_its_first_step() -> None:
    made = decide("a", "b", "a")
    assert [*made.of(Decision)] == ["kartlagg-platserna"]
    assert [*made.of(Assignment)] == ["kartlagg-platserna-till-a", "kartlagg-platserna-till-b"]
    assert [(step.kind, step.on) for step in made.of(Step).values()] == [("taken", "2026-10-08")] * 2
    assignment = made.of(Assignment)["kartlagg-platserna-till-a"]
    assert (assignment.display_day("due"), assignment.step) == ("Q2 2027 (2027-06-30)", "taken")


def test_its_id_is_its_case_number_as_in_a_log_or_its_name_and_free() -> None:
    assert [*decide("a", case_number="KSN 2026/12").of(Decision)] == ["ksn-2026-12"]
    again = decide("a")
    assert [*do(again, plan_decision(again, DECIDED, ["a"], {}, CITED)).of(Decision)] == [
        "kartlagg-platserna",
        "kartlagg-platserna-2",
    ]


def test_all_that_is_wrong_with_a_decision_is_told_under_the_options() -> None:
    with pytest.raises(InputError) as caught:
        plan_decision(HERE, {**DECIDED, "taken_on": "2026-13-01"}, ["a", "b"], {"due": "snarast"}, CITED)
    assert [problem.field for problem in caught.value.problems] == ["--on", "--due"]
    assert "leave it empty" in str(caught.value.problems[1].hint)


def test_a_decision_without_an_addressee_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        plan_decision(HERE, DECIDED, [], {}, CITED)
    assert [problem.rule for problem in caught.value.problems] == ["no-addressee"]


def test_a_step_moves_its_assignment_on() -> None:
    made = take_step(decide("a"), "line_decision", "2026-11-01", by="a")
    assert made.of(Assignment)["kartlagg-platserna-till-a"].step == StepKind.LINE_DECISION
    assert made.of(Step)["kartlagg-platserna-till-a-line-decision"].by == "a"


def test_a_step_of_the_same_day_is_the_same_step() -> None:
    once = take_step(decide("a"), "deferred", "2026-11-01", until="2026-12", reason="Inga medel")
    again = take_step(once, "deferred", "2026-11-01", until="2027-02-01")
    step = again.of(Step)["kartlagg-platserna-till-a-deferred"]
    assert (step.until, step.until_words, step.reason) == ("2027-02-01", None, "Inga medel")
    assert "kartlagg-platserna-till-a-deferred-2" in take_step(
        again, "deferred", "2027-02-01", until="2027-03-01", reason="Inga medel"
    ).of(Step)


def test_a_verification_says_by_whom() -> None:
    with pytest.raises(InputError) as caught:
        take_step(decide("a"), "verified", "2026-11-01")
    assert [problem.field for problem in caught.value.problems] == ["--by"]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"kind": "körd", "on": "2026-06"}, ["STEP", "--on"]),
        ({"kind": "held", "on": "2026-06-01", "until": "löpande"}, ["--until"]),
        ({"kind": "held", "on": "2026-06-01", "until": "HT 2026 (2026-08/2026-12)"}, []),
    ],
)
def test_what_is_wrong_with_values_is_told_under_the_options(given: dict[str, str], fields: list[str]) -> None:
    assert [problem.field for problem in find_faults(Step, given)] == fields


def meet(contents: Contents, **given: object) -> Contents:
    return do(contents, plan_meeting(contents, "f", given, CITED, "2026-11-30"))


def test_a_planned_meeting_is_held_and_its_name_follows_the_day() -> None:
    planned = meet(HERE, planned_on="2026-12-10")
    held = meet(planned, planned_on="2026-12-10", held_on="2026-12-11", present=["a"])
    (meeting,) = meet(held, held_on="2026-12-11", present=["b"]).of(Meeting).values()
    assert (meeting.id, meeting.name, meeting.held_on, meeting.present) == (
        "mote-f-2026-12-10",
        "F 2026-12-11",
        "2026-12-11",
        ("a", "b"),
    )


def test_the_only_planned_meeting_is_cancelled_and_of_several_one_is_named() -> None:
    planned = meet(HERE, planned_on="2026-12-10")
    for cancelled in ("2026-11-30", "2026-12-10"):
        meeting = meet(planned, cancelled_on=cancelled).of(Meeting)["mote-f-2026-12-10"]
        assert (meeting.planned_on, meeting.cancelled_on) == ("2026-12-10", "2026-11-30")
    with pytest.raises(NotFound, match="several meetings"):
        meet(meet(planned, planned_on="2027-01-10"), cancelled_on="2026-11-30")


def test_a_meeting_that_is_recorded_after_its_decisions_gets_those_of_its_day() -> None:
    before = decide("a")
    earlier = do(before, plan_decision(before, {**DECIDED, "name": "X", "taken_on": "2026-10-07"}, ["a"], {}, CITED))
    held = meet(earlier, held_on="2026-10-08")
    assert [(item.id, item.meeting) for item in held.of(Decision).values()] == [
        ("kartlagg-platserna", "mote-f-2026-10-08"),
        ("x", None),
    ]


def test_a_meeting_that_is_only_planned_gets_no_decision_without_a_day() -> None:
    undated = landscape(actor("a"), forum("f"), decision("x", assignment("u", "x", "a"), taken_in="f", taken_on=None))
    planned = meet(undated, planned_on="2026-12-10")
    assert [item.meeting for item in planned.of(Decision).values()] == [None]


def test_a_meeting_is_found_by_id_day_or_name() -> None:
    here = meet(meet(HERE, held_on="2026-10-08"), planned_on="2026-12-10")
    for said in ("mote-f-2026-10-08", "2026-10-08", "f 2026-10-08"):
        assert find_named_meeting(here, "f", said).id == "mote-f-2026-10-08"
    with pytest.raises(NotFound, match="no meeting '2026-10-09'"):
        find_named_meeting(here, "f", "2026-10-09")
    met = find_meeting_on(here, "f", "2026-10-08")
    assert met
    assert met.id == "mote-f-2026-10-08"
    assert find_meeting_on(here, "f", "2026-10-09") is None


def test_a_source_is_cited_by_its_id_or_is_the_one_cited_last() -> None:
    assert cite_source(HERE, "kalla  §2", "", None).evidence == "kalla §2"
    assert cite_source(HERE, "", "", "kalla").evidence == "kalla"


def test_the_source_cited_last_is_not_taken_for_a_case_of_another() -> None:
    (item,) = decide("a").of(Assignment).values()
    other = item.model_copy(update={"evidence": ("diariet KS 7",)})
    check_usual_source(HERE, "kalla", [item])
    check_usual_source(HERE, None, [other])
    with pytest.raises(NotUnderstood) as refused:
        check_usual_source(HERE, "kalla", [item, other])
    assert '--evidence "diariet KS 7", or --evidence "kalla § …"' in str(refused.value.way_out)


def test_a_place_alone_is_offered_with_the_source_cited_last() -> None:
    with pytest.raises(NotFound) as refused:
        cite_source(HERE, "§ 1", "", "kalla")
    assert '--evidence "kalla § 1"' in str(refused.value.way_out)


def test_a_new_source_is_made_on_the_way() -> None:
    for evidence, cited in (("", "protokoll-2026"), ("§ 4", "protokoll-2026 § 4"), ("au-2026 § 4", "au-2026 § 4")):
        citation = cite_source(HERE, evidence, "Protokoll 2026", "kalla")
        assert (citation.evidence, citation.made[0].id, citation.made[0].name) == (cited, citation.source, "Protokoll 2026")
    assert cite_source(HERE, "kalla § 4", "källa", None).made == ()


@pytest.mark.parametrize(
    ("evidence", "source_name", "usual", "error", "says"),
    [
        ("", "", None, NotUnderstood, "Known sources: kalla"),
        ("", "", "borta", NotUnderstood, "names no source"),
        ("kala §1", "", None, NotFound, "Did you mean kalla?"),
        ("kalla §1", "Protokoll", None, NotUnderstood, "is called 'Källa'"),
    ],
)
def test_a_missing_source_is_told_with_the_way_out(
    evidence: str, source_name: str, usual: str | None, error: type[LandskapError], says: str
) -> None:
    with pytest.raises(error) as caught:
        cite_source(HERE, evidence, source_name, usual)
    assert says in str(caught.value)


def test_what_rests_on_an_example_is_one() -> None:
    invented = HERE.with_(source.model_copy(update={"example": True}) for source in HERE.get([("Source", "kalla")]))
    citation = cite_source(invented, " ".join(EVIDENCE), "", None)
    assert plan_meeting(invented, "f", {"held_on": "2026-10-08"}, citation, "2026-11-30")[-1].record.example
