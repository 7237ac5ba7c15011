"""Groups of what stands still: counts, the oldest, medians, and commands that list just the group."""

import shlex
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NotUnderstood
from model.vocabulary.contents import Contents
from model.vocabulary.finding_rules import FindingRule, Mute
from queries.findings.breaks import find_breaks
from queries.following import stall_groups, stall_walk
from queries.following.stall_groups import COUNTED_HOWS, FEWEST_FOR_MEDIAN, answer_stalls
from queries.questions.parameters import STALL_GROUPINGS, BreaksQuestion, StallsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, forum, landscape, landscapes

ON = "2026-06-01"


def test_groups_the_largest_first_with_their_oldest_and_a_median_of_five_or_more(graph: Graph) -> None:
    dues = ["2026-05-31", "2026-05-30", "2026-05-22", "2026-05-01", "2025-06-01"]
    many = [assignment(f"u-{due}", "d", "a", due=due) for due in dues]
    few = [assignment(f"v-{due}", "e", "b", due=due, owner="En samordnare") for due in dues[:2]]
    known = decision("d", *many, taken_in="f")
    put(graph, landscape(actor("a"), actor("b"), forum("f"), known, decision("e", *few, assignment("x", "e", "b"))))

    def groups(by: str) -> list[tuple[str, int, int, str, int, float | None, str]]:
        rows = answer_stalls(graph, StallsQuestion(on=ON, by=by)).rows
        fields = ("name_en", "stalled", "unknown", "oldest", "overdue", "median", "command")
        return [tuple(row[field] for field in fields) for row in rows]

    assert groups("addressee") == [
        ("A", 5, 0, "2025-06-01", 365, 10, f"landskap stalls --addressee a --on {ON}"),
        ("B", 2, 1, "2026-05-30", 2, None, f"landskap stalls --addressee b --on {ON}"),
    ]
    assert groups("hand-off")[0][0::6] == ("F → A", f"landskap stalls --forum f --addressee a --on {ON}")
    assert [(name, command) for name, *_numbers, command in groups("function")] == [
        ("no function answers for it", f"landskap stalls --function - --on {ON}"),
        ("En samordnare", f'landskap stalls --function "En samordnare" --on {ON}'),
    ]


def test_a_date_before_the_decision_is_counted_and_is_not_the_oldest(graph: Graph) -> None:
    owed = [assignment("fel", "d", "a", due="2025-05-01"), assignment("sen", "d", "a", due="2026-05-01")]
    put(graph, landscape(actor("a"), decision("d", *owed, taken_on="2026-01-01")))
    (row,) = answer_stalls(graph, StallsQuestion(on=ON, by="addressee")).rows
    assert (row["stalled"], row["odd"], row["oldest"], row["overdue"]) == (2, 1, "2026-05-01", 31)


def test_a_hand_off_whose_finding_is_muted_says_until_when_and_why(graph: Graph) -> None:
    mute = Mute(id="m", rule=FindingRule.HAND_OFF_BROKEN, entities=("f", "a"), reason="avtalat", until="2026-07-01")
    put(
        graph, landscape(actor("a"), forum("f"), decision("d", assignment("u", "d", "a", due="2026-05-01"), taken_in="f"), [mute])
    )
    for on, expected in ((ON, ("2026-07-01", "avtalat")), ("2026-07-02", (None, None))):
        for rows in (
            answer_stalls(graph, StallsQuestion(on=on, by="hand-off")).rows,
            find_breaks(graph, BreaksQuestion(on=on)).rows,
        ):
            assert [(row["muted_until"], row["mute_reason"]) for row in rows] == [expected]


@limit_examples(25)
@given(contents=landscapes(parties=4), on=st.sampled_from(["2025-03-01", ON, "2027-01-15"]))
def test_a_group_counts_just_what_its_command_lists(graph: Graph, contents: Contents, on: str) -> None:
    """Except under a successor, where the assignments of those before it are listed too."""
    put(empty_graph(graph), contents)
    whole = answer_stalls(graph, StallsQuestion(on=on)).rows
    for by in STALL_GROUPINGS:
        groups = answer_stalls(graph, StallsQuestion(on=on, by=by)).rows
        assert sum(group["stalled"] + group["unknown"] + group["executed"] for group in groups) == len(whole)
        for group in groups:
            if group["parameters"] is None:
                continue
            listed = answer_stalls(graph, StallsQuestion(**group["parameters"])).rows
            if "addressee" in group["parameters"]:
                listed = [row for row in listed if row["party"] == group["parameters"]["addressee"]]
            late = [row for row in listed if row["how"] == "stalled" and row["late"]]
            days = [row["late"] for row in late if not row["due_before_decision"]]
            assert (group["late"], group["paused"]) == (len(late), group["stalled"] - len(late))
            assert group["odd"] == sum(row["due_before_decision"] for row in late)
            for how in COUNTED_HOWS:
                assert group[how] == sum(row["how"] == how for row in listed)
                assert group[f"{how}_examples"] == sum(row["example"] for row in listed if row["how"] == how)
            assert group["overdue"] == max(days, default=None)
            assert group["median"] == (median(days) if len(days) >= FEWEST_FOR_MEDIAN else None)


def test_a_command_is_quoted_where_it_must_be(graph: Graph) -> None:
    owner = 'Den "goda" $amordnaren'
    put(graph, landscape(actor("a"), decision("d", assignment("u", "d", "a", due="2026-01-01", owner=owner))))
    (row,) = answer_stalls(graph, StallsQuestion(on=ON, by="function")).rows
    assert shlex.split(row["command"])[3] == owner


@limit_examples(10)
@given(contents=landscapes(parties=4), on=st.sampled_from(["2025-03-01", ON, "2027-01-15"]))
def test_many_transactions_count_what_one_counts(graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(graph), contents)
    question = StallsQuestion(on=on, by="step")
    whole = answer_stalls(graph, question)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stall_walk, "WALKED_PER_TRANSACTION", 2)
        assert answer_stalls(graph, question) == whole


def test_what_is_not_counted_is_told(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stall_groups, "MOST_COUNTED", 2)
    owed = [assignment(f"u{n}", "d", "a", due="2026-01-01") for n in range(3)]
    put(graph, landscape(actor("a"), decision("d", *owed)))
    answer = answer_stalls(graph, StallsQuestion(on=ON, by="kind"))
    assert ([row["stalled"] for row in answer.rows], answer.cut) == ([2], True)
    with pytest.raises(NotUnderstood):
        answer_stalls(graph, StallsQuestion(on=ON, by="kind", after="2026-01-01/u1"))
