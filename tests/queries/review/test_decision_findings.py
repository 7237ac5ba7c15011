"""What is found of one decision is what the rules find of all of them; and all that is known of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NotFound
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import Meeting
from queries.following.decision_trails import DecisionTie, read_decision_of, read_decision_trails
from queries.questions.parameters import FindingsQuestion
from queries.review.answering import answer_findings
from queries.review.decision_findings import DECISION_RULES, find_of_decision
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape, landscapes, step

ON = "2026-06-01"
RULES = (
    FindingRule.PAST_DATE, FindingRule.PAST_USUAL_TIME, FindingRule.PAST_PAUSE, FindingRule.REPORT_AWAITED,
    FindingRule.NEVER_COMMUNICATED, FindingRule.NO_LINE_DECISION, FindingRule.NOT_REPORTED_BACK, FindingRule.NEVER_VERIFIED,
    FindingRule.NO_OWNER, FindingRule.DEFERRED_OFTEN, FindingRule.ADDRESSEE_ENDED, FindingRule.STEPS_OUT_OF_ORDER,
    *DECISION_RULES,
)  # fmt: skip


@limit_examples(6)
@given(contents=landscapes(parties=4), on=st.sampled_from(["2025-03-01", ON, "2027-01-15"]))
def test_the_findings_of_a_decision_are_those_of_all_rules(graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(graph), contents)
    answer = answer_findings(graph, FindingsQuestion(on=on, rule=RULES, most=1000))
    every = {finding.id: finding for report in answer.reports for finding in report.findings}
    for id_ in contents.of(Decision):
        mine = {id_, *(part.id for part in contents.of(Assignment).values() if part.decision == id_)}
        trails = read_decision_trails(graph, id_, on)
        found = find_of_decision(graph, id_, trails.rows, on).findings
        assert {finding.id for finding in found} == {key for key, finding in every.items() if mine & {*finding.about}}
        for finding in found:
            told, same = finding.as_json(), every[finding.id].as_json()
            assert [told[name] for name in ("entities", "evidence", "example")] == [
                same[name] for name in ("entities", "evidence", "example")
            ]


def test_a_decision_is_told_with_its_meeting_its_steps_and_what_belongs_to_it(graph: Graph) -> None:
    meeting = Meeting(id="m", name="Höstmötet", forum="f", held_on="2026-01-02", evidence=EVIDENCE)
    parts = [assignment("u", "d", "a", due="2026-02-01"), assignment("v", "d", "b", due="2027-02-01")]
    put(
        graph,
        landscape(
            actor("a"),
            actor("b"),
            forum("f"),
            [meeting],
            decision("d", *parts, taken_in="f", taken_on="2026-01-02", meeting="m", follows_up="fore", case_number="X 1"),
            decision("fore"),
            decision("del", part_of="d"),
            decision("samma", case_number="X 1"),
            step("u", StepKind.HELD, "2026-01-10", until="2026-03-01", reason="väntar på svar", by="b"),
            step("u", StepKind.EXECUTED, "2026-08-01"),
        ),
    )
    trails = read_decision_trails(graph, "d", ON)
    assert (trails.meeting, trails.left_out) == (meeting, 0)
    assert [(tie, other.id) for tie, other in trails.ties] == [
        (DecisionTie.FOLLOWS_UP, "fore"), (DecisionTie.HAS_PART, "del"), (DecisionTie.SAME_CASE, "samma")
    ]  # fmt: skip
    assert [(row["assignment"], row["state"], row["overdue"]) for row in trails.rows] == [
        ("u", "late", 92),
        ("v", "in-time", -245),
    ]
    assert [one.reason for one in trails.steps["u"]] == ["väntar på svar"]
    assert (trails.names["f"].sv, trails.names["b"].sv, trails.sources["kalla"].name) == ("F", "B", "Källa")
    assert read_decision_of(graph, "v") == ("d", "v")
    for unknown in ("x", "a"):
        with pytest.raises(NotFound):
            read_decision_of(graph, unknown)


def test_very_many_addressees_are_cut_and_told(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.following.decision_trails.MOST_LANES", 2)
    parts = [assignment(f"u{n}", "d", "a", due=f"2026-0{n}-01") for n in range(1, 8)]
    put(graph, landscape(actor("a"), decision("d", *parts)))
    trails = read_decision_trails(graph, "d", ON)
    assert ([row["assignment"] for row in trails.rows], trails.left_out) == (["u1", "u2"], 5)
