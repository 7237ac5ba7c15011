"""`landskap today`: the sentences of a day, the worst first, with their own for a calm day and an empty landscape."""

from datetime import date, timedelta
from typing import Any

import pytest

from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, StepKind
from model.vocabulary.finding_rules import FindingRule, Mute
from model.vocabulary.flows import FlowKind
from model.vocabulary.forums import Meeting
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from queries.archive.publishing import publish_revision
from queries.questions.parameters import TodayQuestion
from queries.review.briefing import answer_today, find_working_day_before
from queries.server.graph import Graph
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, assignment, decision, flow, forum, landscape, step

TODAY = date.today()


def in_days(days: int) -> str:
    return str(TODAY + timedelta(days))


def owing(*dues: str, **more: Any) -> Contents:
    """A forum that has decided, and an addressee that it reaches, with an assignment per date."""
    owed = [assignment(f"u{number}", "b", "a", due=due, owner="Chefen", **more) for number, due in enumerate(dues, 1)]
    told = [step(item.id, StepKind.LINE_DECISION, in_days(-3)) for item in owed]
    parties = [actor("a"), forum("f"), flow("f", "a")]
    return landscape(parties, decision("b", *owed, taken_in="f", taken_on=in_days(-4)), told)


def invent(id_: str, taken_on: str, due: str | None = None) -> list[Record]:
    """An invented decision of the same forum, with an assignment to the same addressee."""
    owed = assignment(id_, "c", "a", due=due, owner="Chefen", example=True)
    return decision("c", owed, taken_in="f", taken_on=taken_on, example=True)


def meeting(id_: str, **days: str) -> Meeting:
    return Meeting.model_validate({"id": id_, "name": id_.capitalize(), "forum": "f", "evidence": EVIDENCE, **days})


def sentences(graph: Graph, **more: str) -> list[tuple[str, str | None, str | None]]:
    found = answer_today(graph, TodayQuestion(**more))
    return [(sentence.kind, sentence.finding, sentence.command) for sentence in found.sentences]


def texts(graph: Graph, **more: str) -> list[str]:
    return [sentence.text.in_("en") for sentence in answer_today(graph, TodayQuestion(**more)).sentences]


def test_an_empty_landscape_says_so(graph: Graph) -> None:
    empty_graph(graph)
    assert sentences(graph) == [("empty", None, "landskap load FILE")]


def test_a_calm_day_says_so_and_who_changed_the_landscape(graph: Graph) -> None:
    put(graph, owing(in_days(300)))
    assert [kind for kind, _finding, _command in sentences(graph)] == ["calm", "changes"]
    assert texts(graph)[0].startswith("A calm day: nothing is new since")


def test_what_is_new_comes_before_what_waits_and_names_the_finding(graph: Graph) -> None:
    put(empty_graph(graph), owing(in_days(-1), in_days(300), in_days(300), in_days(300)))
    publish_revision(graph, "tests", "före")
    put(graph, owing(in_days(-1), in_days(-2), in_days(-2), in_days(-2)))
    assert sentences(graph, since="1")[:4] == [
        ("new", "past-own-date/u2", None),
        ("new", "past-own-date/u3", None),
        ("new", None, f"landskap findings --since {TODAY}"),
        ("serious", "past-own-date/u4", "landskap findings --rule past-own-date"),
    ]
    assert texts(graph, since="1")[3].startswith("2 serious findings of the rule “past its own date”, the worst: ")


def test_each_rule_with_serious_findings_has_a_sentence_and_those_with_only_examples_come_last(graph: Graph) -> None:
    untold = invent("w", taken_on=in_days(-90))
    put(graph, derive_assignments(owing(*[in_days(-1)] * 3).with_(untold)))
    serious = [sentence for sentence in answer_today(graph, TodayQuestion()).sentences if sentence.kind == "serious"]
    assert [(sentence.finding, sentence.example) for sentence in serious] == [
        ("past-own-date/u1", False),
        ("hand-off-broken/a+f", False),
        ("never-communicated/w", True),
    ]


def test_examples_are_counted_apart_and_a_real_one_is_the_worst(graph: Graph) -> None:
    put(graph, derive_assignments(owing(in_days(-1)).with_(invent("w", due=in_days(-9), taken_on=in_days(-10)))))
    found = answer_today(graph, TodayQuestion()).sentences[0]
    assert found.finding == "past-own-date/u1"
    assert found.text.in_("sv").startswith(
        "2 allvarliga iakttagelser av regeln ”förbi eget datum”, varav 1 exempel, den värsta: "
    )


def test_the_worst_of_the_flows_is_named_on_a_calm_day_too(graph: Graph) -> None:
    put(empty_graph(graph), landscape(*map(actor, "abc"), flow("a", "b", FlowKind.SUPPORT), flow("c", "a", FlowKind.INFORMATION)))
    assert sentences(graph)[:2] == [
        ("calm", None, "landskap findings"),
        ("flows", "support-unanswered/a+b", "landskap findings --rule support-unanswered"),
    ]


@pytest.mark.parametrize(
    ("since", "heading"),
    [
        ({}, "2026-11-30. Nytt är det som har kommit efter fredag 2026-11-27, föregående arbetsdag."),
        ({"since": "2026-11-01"}, "2026-11-30. Nytt är det som har kommit efter söndag 2026-11-01."),
    ],
)
def test_the_heading_says_since_when_things_are_new(graph: Graph, since: dict[str, str], heading: str) -> None:
    put(graph, owing(in_days(300)))
    found = answer_today(graph, TodayQuestion.model_validate({"on": "2026-11-30"} | since))
    assert (found.heading.in_("sv"), found.as_json()["heading"]["sv"]) == (heading, heading)


def test_dates_within_the_week_and_meetings(graph: Graph) -> None:
    mute = Mute(id="tyst", rule=FindingRule.PAST_DATE, entities=("u3",), reason="avtalat", until=in_days(2))
    meetings = [
        meeting("missat", planned_on=in_days(-5)),
        meeting("tyst-mote", held_on=in_days(-5)),
        meeting("snart", planned_on=in_days(3)),
        meeting("installt", planned_on=in_days(3), cancelled_on=in_days(-1)),
        meeting("senare", planned_on=in_days(30)),
    ]
    put(graph, owing(in_days(0), in_days(7), in_days(-1), in_days(8)).with_([mute, *meetings]))
    said = texts(graph)
    assert said[:5] == [
        f"2 assignments fall due within a week, the first: “B”, A, {in_days(0)}.",
        f"1 planned meeting is neither held nor cancelled on record: F, {in_days(-5)}.",
        f"1 meeting has no minutes on record, neither who was present nor a decision: F, {in_days(-5)}.",
        f"1 meeting is planned within a week: F, {in_days(3)}.",
        f"1 muted finding is listed again within a week, after {in_days(2)}.",
    ]


def test_what_falls_due_after_a_pause_that_ran_out_is_counted_too(graph: Graph) -> None:
    whole = owing(in_days(5), in_days(2), in_days(20))
    held = [step(id_, StepKind.HELD, in_days(-3), until=in_days(-1)) for id_ in ("u2", "u3")]
    put(empty_graph(graph), whole.with_(held))
    (due,) = (said for said in texts(graph) if "due within a week" in said)
    assert due == f"2 assignments fall due within a week, the first: “B”, A, {in_days(2)}."


def test_of_one_source_alone(graph: Graph) -> None:
    whole = owing(in_days(-1), in_days(2), in_days(-2), in_days(3)).with_([meeting("missat", planned_on=in_days(-5))])
    told = [item.model_copy(update={"evidence": ("annan §1",)}) for item in whole.of(Assignment).values() if item.id < "u3"]
    put(empty_graph(graph), whole.with_([Source(id="annan", name="Annan", evidence=EVIDENCE), *told]))
    assert sentences(graph, source="annan") == [
        ("serious", "past-own-date/u1", "landskap findings --rule past-own-date --source annan"),
        ("due", None, "landskap show b"),
    ]
    assert texts(graph, source="Annan")[1].startswith("1 assignment falls due within a week")


def test_never_more_than_ten_sentences_and_examples_are_marked(graph: Graph) -> None:
    put(graph, owing(*[in_days(-1)] * 12, example=True))
    found = answer_today(graph, TodayQuestion()).sentences
    assert (len(found) <= 10, found[0].example) == (True, True)


@pytest.mark.parametrize(
    ("day", "before"),
    [("2026-11-30", "2026-11-27"), ("2026-01-02", "2025-12-30"), ("2026-06-22", "2026-06-18"), ("2026-04-07", "2026-04-02")],
)
def test_new_is_since_the_working_day_before(day: str, before: str) -> None:
    assert find_working_day_before(day) == before
