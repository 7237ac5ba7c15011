"""Where hand-offs break: cases worked by hand, and random landscapes against what stands still."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NotUnderstood
from model.findings import Answer
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, DecisionKind, StepKind
from model.vocabulary.finding_rules import FindingRule, RuleSetting
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from queries.findings.break_search import is_break
from queries.findings.breaks import answer_breaks, find_breaks
from queries.questions.decisions import find_stalled
from queries.questions.parameters import BreaksQuestion, StallsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, assignment, decision, flow, forum, landscape, landscapes, step
from tests.queries.findings.runs import ON, find_one, run_rule

_Row = dict[str, Any]


def broken_landscape(*more: Record, stuck: int = 3, ahead: int = 3) -> Contents:
    """A forum that decided on `stuck` assignments past their date, and on `ahead` others, all addressed to a."""
    past = [assignment(f"s{number}", "b", "a", due=f"2026-05-0{number + 1}") for number in range(stuck)]
    others = [assignment(f"t{number}", "b", "a", due="2026-12-31") for number in range(ahead)]
    parts = [*past, *others]
    return landscape(
        forum("f"), forum("g"), actor("a"), actor("c"), decision("b", *parts, taken_in="f", taken_on="2026-01-01"), more
    )


def ask(graph: Graph, **given: Any) -> Answer:
    return find_breaks(graph, BreaksQuestion(**{"on": ON} | given))


def select(answer: Answer, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row[field] for field in fields) for row in answer.rows]


def test_a_hand_off_is_broken_at_half_of_what_waits_and_at_least_three(graph: Graph) -> None:
    for stuck, ahead, broken in ((3, 3, True), (3, 4, False), (2, 0, False)):
        put(graph, broken_landscape(stuck=stuck, ahead=ahead))
        answer = ask(graph)
        assert select(answer, "forum", "party", "stuck", "waiting", "oldest", "broken") == [
            ("f", "a", stuck, stuck + ahead, "2026-05-01", broken)
        ]
        assert [finding.rule for finding in answer.findings] == [FindingRule.HAND_OFF_BROKEN] * broken


@pytest.mark.parametrize(
    ("stuck", "waiting", "threshold", "broken"), [(3, 6, 50, True), (2, 2, 50, False), (50, 101, 50, False), (3, 90, None, True)]
)
def test_the_share_is_not_rounded_up_to_the_threshold(stuck: int, waiting: int, threshold: int | None, broken: bool) -> None:
    assert is_break(stuck, waiting, threshold) == broken


def test_of_one_source_alone(graph: Graph) -> None:
    """As of a day before the last steps, too: those assignments are worked out from their steps."""
    other = Source(id="annan", name="Annan", evidence=EVIDENCE)
    late = step("s0", StepKind.HELD, "2026-05-20", until="2026-12-31", reason="x")
    whole = broken_landscape(late, stuck=4, ahead=4)
    told = [item.model_copy(update={"evidence": ("annan §1",)}) for item in whole.of(Assignment).values() if item.id < "t1"]
    put(graph, whole.with_([other, *told]))
    for on, stuck in (("2026-05-10", 4), (ON, 3)):
        counts = [select(ask(graph, source=source, on=on), "stuck", "waiting") for source in ("annan", "kalla")]
        assert counts == [[(stuck, 5)], []]
        assert [
            sum(row["waiting"] for row in ask(graph, source="annan", view=view, on=on).rows) for view in ("steps", "waits")
        ] == [5, 5]
    assert ask(graph, source="annan").findings[0].asked.parameters["source"] == "annan"


def test_what_is_executed_is_neither_stuck_nor_waiting_at_a_hand_off(graph: Graph) -> None:
    done = [step(id_, StepKind.EXECUTED, "2026-03-01") for id_ in ("s0", "s1", "t0")]
    put(graph, broken_landscape(*done, stuck=5, ahead=4))
    answer = ask(graph)
    assert select(answer, "stuck", "waiting", "executed", "oldest", "broken") == [(3, 6, 3, "2026-05-03", True)]
    assert answer.rows[0]["assignments"] == ["s2", "s3", "s4"]
    assert "3 of 6 assignments not yet executed stand still" in str(answer.findings[0].sentence)


def test_the_share_can_be_set(graph: Graph) -> None:
    put(graph, broken_landscape(RuleSetting(id="grans", rule=FindingRule.HAND_OFF_BROKEN, threshold=40), ahead=4))
    assert select(ask(graph), "share", "broken") == [(43, True)]
    assert select(ask(graph), "limit") == [(40,)]


def test_what_it_blocks_and_the_flows_that_would_carry_it(graph: Graph) -> None:
    flows = [flow("f", "a", FlowKind.ORDER), flow("f", "a", FlowKind.DELIVERY), flow("a", "f", FlowKind.ORDER)]
    later = decision("uppfoljning", follows_up="b"), decision("del", part_of="b"), decision("annat")
    put(graph, broken_landscape(*flows, *(one for made in later for one in made)))
    answer = ask(graph)
    assert select(answer, "assignments", "assignments_left_out", "blocks", "flows", "flows_inferred") == [
        (["s0", "s1", "s2"], 0, ["del", "uppfoljning"], ["f-order-a"], True)
    ]
    assert str(answer.findings[0].sentence) == (
        "The hand-off from F to A is broken: 3 of 6 assignments not yet executed stand still, the oldest past 2026-05-01. "
        "2 decisions build on these. To judge by its kind, 1 flow between them would carry it."
    )


def test_a_request_is_carried_by_another_kind_of_flow(graph: Graph) -> None:
    request = decision("r", assignment("u", "r", "c", due="2026-05-01"), taken_in="f", kind=DecisionKind.REQUEST)
    put(graph, broken_landscape(flow("f", "c", FlowKind.ORDER), flow("f", "c", FlowKind.SUPPORT), *request, stuck=0))
    assert select(ask(graph), "party", "flows") == [("c", ["f-support-c"])]


def test_what_is_broken_comes_first_then_the_most_stuck_page_by_page(graph: Graph) -> None:
    many = [assignment(f"m{number}", "d", "c", due="2026-04-01") for number in range(4)]
    fine = [assignment(f"n{number}", "d", "c", due="2026-12-31") for number in range(5)]
    one = decision("e", assignment("e1", "e", "a", due="2026-02-01"), taken_in="g")
    put(graph, broken_landscape(*decision("d", *many, *fine, taken_in="g"), *one))
    assert select(ask(graph), "forum", "party", "stuck") == [("f", "a", 3), ("g", "c", 4), ("g", "a", 1)]
    first = ask(graph, most=1)
    second = ask(graph, most=2, after=first.next)
    assert select(first, "forum", "party") + select(second, "forum", "party") == [("f", "a"), ("g", "c"), ("g", "a")]
    assert (first.cut, second.cut, second.next) == (True, False, None)
    with pytest.raises(NotUnderstood):
        ask(graph, after="x")


def test_steps_by_kind_of_forum(graph: Graph) -> None:
    steps = [step("s0", StepKind.COMMUNICATED, "2026-02-01"), step("s1", StepKind.EXECUTED, "2026-03-01")]
    by_actor = decision("d", assignment("u", "d", "c", due="2026-05-01"), taken_in="a")
    put(graph, broken_landscape(*steps, *by_actor))
    assert select(ask(graph, view="steps"), "forum_kind", "step", "next_step", "stuck", "executed", "waiting", "since") == [
        (None, None, "communicated", 1, 0, 1, None),
        ("slag", "communicated", "line_decision", 1, 0, 1, "2026-02-01"),
        ("slag", None, "communicated", 1, 0, 4, None),
        ("slag", "executed", "reported_back", 0, 1, 1, "2026-03-01"),
    ]


def test_who_waits_for_whom(graph: Graph) -> None:
    kinds = [StepKind.TAKEN, StepKind.COMMUNICATED, StepKind.LINE_DECISION, StepKind.EXECUTED]
    parts = [assignment(f"u{number}", "b", "a", due="2026-05-01") for number in range(4)]
    steps = [step(f"u{number}", kind, "2026-02-01") for number, kind in enumerate(kinds)]
    put(graph, landscape(forum("f"), actor("a"), decision("b", *parts, taken_in="f"), steps))
    answer = ask(graph, view="waits")
    assert set(select(answer, "waiting_party", "awaited_party", "awaits", "stuck", "executed", "waiting", "since")) == {
        ("a", "f", "communication", 1, 0, 1, "2026-02-01"),
        ("a", "a", "line-decision", 1, 0, 1, "2026-02-01"),
        ("f", "a", "execution", 1, 0, 1, "2026-02-01"),
        ("f", "a", "report", 0, 1, 1, "2026-02-01"),
    }


def test_it_is_asked_of_a_forum_an_addressee_with_its_predecessors_or_an_area(graph: Graph) -> None:
    parties = [
        forum("f"),
        forum("g", "gul"),
        actor("gammal", valid_to="2026-01-31"),
        actor("ny", resulted_from=("gammal",)),
        actor("c"),
    ]
    made = [
        decision(f"b-{of}-{to}", assignment(f"u-{of}-{to}", f"b-{of}-{to}", to, due="2026-05-01"), taken_in=of)
        for of, to in (("f", "gammal"), ("g", "c"))
    ]
    put(graph, landscape(parties, *made))
    for chosen, expected in (
        ({"forum": "G"}, ["c"]),
        ({"addressee": "Ny"}, ["gammal"]),
        ({"area": "Gult"}, ["c"]),
        ({}, ["c", "gammal"]),
    ):
        for view in ("hand-offs", "waits"):
            answer = answer_breaks(graph, BreaksQuestion.model_validate({"on": ON, "view": view} | chosen))
            assert sorted({row["party"] if view == "hand-offs" else row["waiting_party"] for row in answer.rows}) == expected
        steps = answer_breaks(graph, BreaksQuestion.model_validate({"on": ON, "view": "steps"} | chosen)).rows
        assert sum(row["waiting"] for row in steps) == len(expected)


def test_a_period_shows_in_its_words_before_the_day(graph: Graph) -> None:
    period = {"due": "2026-03-31", "due_edtf": "2026-01/2026-03", "due_words": "kvartal 1 2026"}
    parts = [assignment(f"u{number}", "b", "a", **period) for number in range(3)]
    put(graph, landscape(forum("f"), actor("a"), decision("b", *parts, taken_in="f")))
    assert "the oldest past kvartal 1 2026, 2026-03-31" in str(find_one(graph, FindingRule.HAND_OFF_BROKEN).sentence)
    assert select(ask(graph), "oldest", "oldest_words") == [("2026-03-31", "kvartal 1 2026")]


def test_long_lists_are_cut_and_it_is_said(graph: Graph) -> None:
    parts = [assignment(f"u{number:02}", "b", "a", due="2026-05-01") for number in range(23)]
    put(graph, landscape(forum("f"), actor("a"), decision("b", *parts, taken_in="f")))
    (row,) = ask(graph).rows
    assert (len(row["assignments"]), row["assignments_left_out"], row["stuck"]) == (20, 3, 23)


def test_examples_are_counted_apart_and_are_no_finding_beside_others(graph: Graph) -> None:
    invented = [assignment(f"x{number}", "b", "a", due="2026-05-01", example=True) for number in range(3)]
    put(graph, broken_landscape(*invented))
    assert select(ask(graph), "stuck", "waiting", "example") == [(3, 6, False), (3, 3, True)]
    assert not find_one(graph, FindingRule.HAND_OFF_BROKEN).example


def test_the_rule_finds_the_same_whether_it_looks_up_or_reads_all(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, broken_landscape(step("s0", StepKind.COMMUNICATED, "2026-02-01"), step("t0", StepKind.EXECUTED, "2026-07-01")))
    for on in (ON, "2026-07-02"):
        monkeypatch.setattr("queries.questions.hand_offs.MOST_LOOKED_UP", 5_000)
        looked_up = find_one(graph, FindingRule.HAND_OFF_BROKEN, on)
        monkeypatch.setattr("queries.questions.hand_offs.MOST_LOOKED_UP", 0)
        assert find_one(graph, FindingRule.HAND_OFF_BROKEN, on) == looked_up


@limit_examples(40)
@given(landscapes(parties=3), st.sampled_from(["2025-03-01", "2025-11-15", "2026-06-01", "2027-01-15"]))
def test_as_many_are_stuck_as_stand_still(local_graph: Graph, contents: Contents, on: str) -> None:
    """Every assignment that `stalls` lists as stalled, and whose decider is known, is stuck in one line of each view.

    In the views of steps and waits what awaits its report has lines of its own, in which nothing is stuck.
    """
    put(empty_graph(local_graph), contents)
    stalls = find_stalled(local_graph, StallsQuestion(on=on))
    stalled = [row for row in stalls.rows if row["how"] == "stalled" and row["forum"]]
    reports = [row for row in stalls.rows if row["how"] == "executed" and row["forum"]]
    everything = Counter((row["forum"], row["party"]) for row in stalls.rows if row["forum"] and row["how"] != "executed")
    hand_offs = ask(local_graph, on=on)
    assert Counter({(row["forum"], row["party"]): row["stuck"] for row in hand_offs.rows}) == Counter(
        (row["forum"], row["party"]) for row in stalled
    )
    assert {id_ for row in hand_offs.rows for id_ in row["assignments"]} == {row["assignment"] for row in stalled}
    for row in hand_offs.rows:
        mine = [item for item in stalled if (item["forum"], item["party"]) == (row["forum"], row["party"])]
        oldest = min((item["due"] for item in mine if not item["due_before_decision"]), default=None)
        before = [item["due"] for item in mine if item["due_before_decision"]]
        assert row["oldest"] == oldest
        assert sum(day < (oldest or "~") for day in before) <= row["odd"] <= sum(day <= (oldest or "~") for day in before)
        assert row["since"] == min((item["since"] for item in mine if item["since"]), default=None)
        assert row["executed"] == sum((item["forum"], item["party"]) == (row["forum"], row["party"]) for item in reports)
        assert row["waiting"] >= everything[row["forum"], row["party"]]
    for view in ("steps", "waits"):
        lines = ask(local_graph, on=on, view=view).rows
        assert [sum(row[field] for row in lines) for field in ("stuck", "executed")] == [len(stalled), len(reports)]
    found = run_rule(local_graph, FindingRule.HAND_OFF_BROKEN, on).findings
    assert {finding.about for finding in found} == {(row["forum"], row["party"]) for row in hand_offs.rows if row["broken"]}
