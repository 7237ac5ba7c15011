"""What is chosen among the assignments that stand still: each filter alone, and together."""

import pytest

from model.errors import NotFound
from model.vocabulary.decisions import DecisionKind, StepKind
from model.vocabulary.registers import Place, PlaceKind, Source
from queries.questions import stall_filters
from queries.questions.decisions import answer_stalled
from queries.questions.parameters import StallsQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape, norm, step

ON = "2026-06-01"


def place(id_: str, kind: PlaceKind, within: str | None = None) -> Place:
    return Place(id=id_, name=id_.capitalize(), kind=kind, within=within, evidence=EVIDENCE)


@pytest.fixture
def stalled(graph: Graph) -> Graph:
    """Six assignments: past a date, a pause and a usual time; one without any date; of two decisions, one of no known forum."""
    places = [
        place("lan", PlaceKind.COUNTY),
        place("trosa", PlaceKind.MUNICIPALITY, "lan"),
        place("vagnharad", PlaceKind.OTHER, "trosa"),
        place("gnesta", PlaceKind.MUNICIPALITY, "lan"),
    ]
    parties = [
        actor("a", place="vagnharad"),
        actor("b", place="gnesta", level="regional"),
        actor("slut", valid_to="2026-02-01"),
        forum("f"),
    ]
    taken = decision(
        "d",
        assignment("datum", "d", "a", due="2026-05-01", owner="Samordnare"),
        assignment("gammalt", "d", "b", due="2025-05-01", owner="samordnare "),
        assignment("paus", "d", "a", due="2025-01-01"),
        assignment("slutat", "d", "slut", due="2026-05-20"),
        taken_in="f",
        taken_on="2025-03-01",
    )
    other = decision(
        "e", assignment("vanligt", "e", "b"), assignment("okant", "e", "a", evidence=("logg §2",)), kind=DecisionKind.ORDER
    )
    steps = [
        step("paus", StepKind.HELD, "2025-04-01", until="2026-05-30", reason="skäl"),
        step("vanligt", StepKind.COMMUNICATED, "2026-03-01"),
        step("okant", StepKind.EXECUTED, "2026-03-01"),
    ]
    log = Source(id="logg", name="Loggen", evidence=("logg",))
    put(graph, landscape(log, places, parties, taken, other, steps, norm(StepKind.COMMUNICATED, 30)))
    return graph


def chosen(graph: Graph, **filters: object) -> list[str]:
    question = StallsQuestion.model_validate({"on": ON, **filters})
    return [row["assignment"] for row in answer_stalled(graph, question).rows]


ALL = ["gammalt", "vanligt", "datum", "slutat", "paus", "okant"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ALL),
        ({"forum": "f"}, ["gammalt", "datum", "slutat", "paus"]),
        ({"forum": "-"}, ["vanligt", "okant"]),
        ({"area": "gron"}, ["gammalt", "datum", "slutat", "paus"]),
        ({"area": "-"}, ["vanligt", "okant"]),
        ({"level": "Regional"}, ["gammalt", "vanligt"]),
        ({"place": "lan"}, ["gammalt", "vanligt", "datum", "paus", "okant"]),
        ({"place": "Trosa"}, ["datum", "paus", "okant"]),
        ({"place": "-"}, ["slutat"]),
        ({"function": "SAMORDNARE"}, ["gammalt", "datum"]),
        ({"function": "-"}, ["vanligt", "slutat", "paus", "okant"]),
        ({"kind": "beställning"}, ["vanligt", "okant"]),
        ({"step": "verkställt"}, ["okant"]),
        ({"rule": "past-own-date"}, ["gammalt", "datum", "slutat"]),
        ({"rule": "past-usual-time"}, ["vanligt"]),
        ({"rule": "vilande förbi sitt datum"}, ["paus"]),
        ({"rule": "no-owner"}, ["vanligt", "slutat", "paus", "okant"]),
        ({"rule": "addressee-ended"}, ["slutat"]),
        ({"older_than": 12}, ["gammalt", "vanligt", "datum", "okant"]),
        ({"older_than": 0}, ALL),
        ({"older_than": 92}, ["gammalt"]),
        ({"since": "2025-03-01"}, ["gammalt", "datum", "slutat", "paus"]),
        ({"since": "2025-03-02"}, []),
        ({"source": "Loggen"}, ["okant"]),
        ({"source": "kalla"}, ALL[:-1]),
        ({"place": "Trosa", "rule": "past-own-date", "older_than": 10, "function": "samordnare"}, ["datum"]),
    ],
)
def test_what_is_chosen(stalled: Graph, filters: dict[str, object], found: list[str]) -> None:
    assert chosen(stalled, **filters) == found


def test_an_earlier_day_is_chosen_by_as_it_stood_then(stalled: Graph) -> None:
    assert chosen(stalled, on="2025-03-31", step="held") == []
    assert chosen(stalled, on="2025-03-31", rule="past-pause") == []
    assert chosen(stalled, on="2025-03-31", rule="past-own-date") == ["paus"]


def test_a_page_ends_where_a_limit_stops_the_walk_and_the_next_goes_on(stalled: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stall_filters, "MOST_WALKED", 2)
    found: list[list[str]] = []
    after: str | None = None
    while not found or after:
        answer = answer_stalled(stalled, StallsQuestion(on=ON, function="samordnare", after=after))
        found.append([row["assignment"] for row in answer.rows])
        after = answer.next
        assert answer.cut == (after is not None)
    assert found == [["gammalt"], ["datum"], []]


def test_a_place_that_is_none_is_told_with_those_that_are(stalled: Graph) -> None:
    with pytest.raises(NotFound, match=r"'Trossa'.*Trosa"):
        chosen(stalled, place="Trossa")
