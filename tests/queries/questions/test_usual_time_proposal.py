"""Proposed usual times, worked out by hand."""

from collections.abc import Mapping
from datetime import date, timedelta

from model.vocabulary.contents import Contents
from model.vocabulary.decisions import DecisionKind, StepKind
from model.vocabulary.forums import ForumKind
from queries.questions.parameters import UsualTimesQuestion
from queries.questions.usual_time_proposal import answer_usual_times
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape, step

START, ON = date(2026, 1, 1), "2026-06-01"


def history(days: Mapping[str, int | None], **of: object) -> Contents:
    """A decision with an assignment for each id, communicated after so many days, or not at all."""
    parts = [assignment(id_, "b", "a") for id_ in days]
    taken = [step(id_, StepKind.TAKEN, str(START)) for id_ in days]
    passed = [step(id_, StepKind.COMMUNICATED, str(START + timedelta(n))) for id_, n in days.items() if n is not None]
    kind = ForumKind(id="rad", name="råd", plural_name="Råd", evidence=EVIDENCE)
    made = decision("b", *parts, taken_in="f", taken_on=str(START), **of)
    return landscape(actor("a"), kind, forum("f", kind="rad"), made, taken, passed)


def proposals(graph: Graph, share: int = 75) -> dict[tuple[str, str | None, str | None], int | None]:
    answer = answer_usual_times(graph, UsualTimesQuestion(share=share, on=ON))
    return {(row["step"], row["forum_kind"], row["decision_kind"]): row["days"] for row in answer.rows}


def test_three_quarters_have_left_after_the_ninth_of_twelve_days(graph: Graph) -> None:
    put(graph, history({f"u{n}": n for n in range(1, 13)}, kind=DecisionKind.ORDER))
    nine = {("taken", kind, of): 9 for kind in (None, "rad") for of in (None, "order")}
    assert proposals(graph) == {**nine, ("communicated", None, None): None}
    assert set(proposals(graph, 50).values()) == {6, None}


def test_those_that_wait_push_the_time_out_and_may_hide_it(graph: Graph) -> None:
    days: dict[str, int | None] = {**{f"u{n}": n for n in range(1, 13)}, **{f"v{n}": None for n in range(4)}}
    put(graph, history(days))
    assert proposals(graph)["taken", None, None] == 12
    put(graph, history({**days, **{f"w{n}": None for n in range(4)}}))
    assert proposals(graph)["taken", None, None] is None


def test_fewer_than_ten_propose_nothing(graph: Graph) -> None:
    put(graph, history({f"u{n}": n for n in range(1, 10)}))
    assert proposals(graph) == {("taken", None, None): None, ("communicated", None, None): None}
