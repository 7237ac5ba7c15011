"""How long things take, in words: sentences and tables in both languages."""

from typing import Any

import pytest

from api.terminal.answering.durations_output import print_durations
from api.terminal.session import Session
from model.language import Language
from model.vocabulary.decisions import StepKind
from model.vocabulary.record import Record
from queries.questions.duration_sentences import format_share
from queries.questions.durations import find_durations
from queries.questions.parameters import DurationsQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, landscape, step

DAYS = {"1": "2026-02-10", "2": "2026-03-12", "3": "2026-04-11", "4": None, "5": None}


def case(number: str, executed: str | None) -> list[Record]:
    made = [step(f"u{number}", StepKind.EXECUTED, executed)] if executed else []
    return [*decision(f"b{number}", assignment(f"u{number}", f"b{number}", "a"), taken_on="2026-01-01"), *made]


def say(graph: Graph, capsys: pytest.CaptureFixture[str], language: Language, **asked: Any) -> str:
    answer = find_durations(graph, DurationsQuestion(**{"on": "2026-06-30", "leg": "taken-executed", **asked}))
    print_durations(Session("somewhere", language), answer)
    return " ".join(capsys.readouterr().out.split())


def test_what_is_known_of_half(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    put(graph, landscape(actor("a"), *(case(*item) for item in DAYS.items())))
    english = say(graph, capsys, "en")
    assert (
        "• taken → executed: of 5 assignments, 3 have passed, 2 still wait. Half had passed after 100 days; 3 were followed that long."
        in english
    )
    assert "2026-Q1 5 40 % (5–85), 2 of 5 too recent too recent" in english
    assert "2026 5 3 2 60 % (15–95)" in english
    assert (
        "• fattat → verkställt: av 5 uppdrag har 3 gått vidare och 2 väntar ännu. Hälften hade gått vidare efter 100 dagar"
        in say(graph, capsys, "sv")
    )
    early = say(graph, capsys, "en", on="2026-03-12")
    assert "More than half still wait after 40 days; 5 were followed that long." in early
    assert "over 40" in early


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.4961, "49,6 %"), (0.49999, "49,9 %"), (0.5, "50 %"), (0.504, "50 %"), (0.494, "49 %"), (0.6364, "64 %")],
)
def test_a_share_below_half_is_never_written_as_half(share: float, said: str) -> None:
    assert format_share(share).in_("sv") == said


def test_fewer_than_five_are_dots(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    put(
        graph,
        landscape(
            actor("a"),
            *(case(*item) for item in list(DAYS.items())[1:]),
            step("u5", StepKind.REJECTED, "2026-02-01", reason="skäl"),
        ),
    )
    said = say(graph, capsys, "en")
    assert (
        "2 have passed, 1 still wait; 1 ended otherwise (1 rejected). Fewer than five are not summarized; in days: (31) · 70 · 100 · 180+."
        in said
    )
    assert "2026-Q1 4 1 of 4 too recent" in said
    assert "%" not in said.partition("Legs")[2].partition("By the quarter")[0].replace("intervals of 95 %", "")


def test_where_nothing_is_on_record(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    put(graph, landscape(actor("a")))
    assert say(graph, capsys, "sv") == "Per 2026-06-30 Där finns inga uppdrag i underlaget."


def test_groups_and_that_there_are_more(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    put(
        graph,
        landscape(
            actor("a"),
            *(case(*item) for item in DAYS.items()),
            decision("b6", assignment("u6", "b6", "a"), taken_on="2025-01-01"),
        ),
    )
    said = say(graph, capsys, "en", by="year", most=1)
    assert "• 2026, taken → executed: of 5 assignments" in said
    assert "There are more groups: --most N shows the N largest." in said
    assert "By the quarter" not in said
