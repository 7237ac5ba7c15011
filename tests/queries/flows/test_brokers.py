"""Who stands between whom, and who sits with whom: cases worked by hand; the counts themselves are `tests/model/graphs`'s."""

from typing import Any

import pytest

from model.errors import NotFound
from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from model.vocabulary.forums import Position
from model.vocabulary.record import Standing
from model.vocabulary.registers import Place, PlaceKind
from queries.flows.brokers import answer_brokers, find_brokers
from queries.flows.meets import answer_meets
from queries.questions.parameters import BrokersQuestion, MeetsQuestion, UnusableValue, check_broker_grouping
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, concerns, flow, forum, landscape, represents, seat

TODAY = "2026-11-24"
ROLES = ("coordinator", "gatekeeper", "representative", "consultant", "liaison")


def count(graph: Graph, **more: Any) -> dict[str, tuple[int, ...]]:
    rows = find_brokers(graph, BrokersQuestion(on=TODAY, **more)).rows
    return {row["party"]: tuple(row[role] for role in ROLES) for row in rows}


def test_brokers_between_areas_levels_and_municipalities(graph: Graph) -> None:
    towns = [Place(id=f"ort-{n}", name=f"Ort {n}", kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE) for n in (1, 2)]
    put(graph, landscape(
        *towns, forum("a", "gul"), forum("b", "gron", place="ort-1"), forum("c", "gron", "lokal", place="ort-2"),
        actor("x", place="ort-1"), actor("both"), concerns("x", "gron"), concerns("both", "gron"), concerns("both", "gul"),
        flow("a", "b"), flow("a", "b", FlowKind.ORDER), flow("b", "c"), flow("c", "b", standing=Standing.PROPOSED),
        flow("x", "b"), flow("both", "b"), flow("b", "a", valid_to="2026-11-23"),
    ))  # fmt: skip
    assert count(graph) == {"b": (1, 1, 0, 0, 0)}  # x → b → c in green; a → b → c from yellow into green
    assert count(graph, between="level") == {"b": (0, 0, 1, 2, 0)}  # a; x and the one of two areas, which has one level
    assert count(graph, between="municipality") == {"b": (0, 0, 1, 0, 2)}  # a and the one of two areas, of no municipality
    assert count(graph, kind=("order",)) == {}
    (row,) = find_brokers(graph, BrokersQuestion(on=TODAY)).rows
    assert (row["givers"], row["takers"], row["flows"]) == (3, 1, 5)  # the two parallel flows from a are two
    assert find_brokers(graph, BrokersQuestion(on=TODAY, existing=True)).rows[0]["flows"] == 4
    told = [str(found.sentence) for found in find_brokers(graph, BrokersQuestion(on=TODAY)).findings]
    assert told == [
        "What others give comes into Grönt through 1 party that passes it on there: B.",
        "Counted apart by areas, and between nobody: 1 party with several.",
    ]
    pairs = answer_brokers(graph, BrokersQuestion(party="B", on=TODAY))
    assert [(row["role"], row["giver"], row["taker"], row["flows"]) for row in pairs.rows] == [
        ("gatekeeper", "a", "c", ["a-demand-b", "a-order-b", "b-demand-c"]),
        ("coordinator", "x", "c", ["x-demand-b", "b-demand-c"]),
    ]
    assert [str(found.sentence) for found in pairs.findings] == [
        "Coordinator: B passes on within Grönt, for 1 pair: X → C.",
        "Gatekeeper: B passes on into Grönt what others give, for 1 pair: A → C.",
    ]
    apart = answer_brokers(graph, BrokersQuestion(party="both", on=TODAY))
    assert (
        str(apart.findings[0].sentence) == "Both is counted apart: it has several areas (Grönt, Gult), and stands between none."
    )
    assert answer_brokers(graph, BrokersQuestion(on=TODAY, most=1, party="b")).cut


def test_without_flows_nobody_stands_between(graph: Graph) -> None:
    put(graph, landscape(actor("a")))
    answer = find_brokers(graph, BrokersQuestion(on=TODAY))
    assert [str(found.sentence) for found in answer.findings] == ["Nobody stands between areas by the flows on record."]
    with pytest.raises(UnusableValue):
        check_broker_grouping("colour")
    with pytest.raises(NotFound):
        answer_brokers(graph, BrokersQuestion(party="nobody", on=TODAY))


def meet(graph: Graph, party: str, **more: Any) -> set[tuple[Any, ...]]:
    rows = answer_meets(graph, MeetsQuestion(party=party, on=TODAY, **more)).rows
    return {(row["how"], row["party"], *row["through"]) for row in rows}


def test_who_sits_with_whom_through_which_forums(graph: Graph) -> None:
    put(graph, landscape(
        *map(actor, "abcd"), actor("net"), represents("net", "d"), actor("ended", valid_to="2026-11-23"), *map(forum, ("f", "g", "h")),
        seat("f", "a"), seat("f", "b"), seat("g", "a"), seat("g", "b", standing=Standing.PROPOSED), seat("g", "c"),
        seat("h", "c", position=Position.DEPUTY), seat("h", "ended"), seat("f", "ended"), seat("h", None),
    ))  # fmt: skip
    assert meet(graph, "a") == {("party", "b", "f", "g"), ("party", "c", "g")}
    assert meet(graph, "a", existing=True) == {("party", "b", "f"), ("party", "c", "g")}
    assert meet(graph, "f") == {("forum", "g", "a", "b")}
    assert meet(graph, "g") == {("forum", "f", "a", "b"), ("forum", "h", "c")}
    assert [str(found.sentence) for found in answer_meets(graph, MeetsQuestion(party="a", on=TODAY)).findings] == [
        "A sits with 2 parties, in 2 forums; most often with B (2)."
    ]
    nobody = answer_meets(graph, MeetsQuestion(party="d", on=TODAY))
    assert [str(found.sentence) for found in nobody.findings] == [
        "No seat of D, or in it, is on record on this day: with whom it sits is not known. It takes part through Net."
    ]
    assert answer_meets(graph, MeetsQuestion(party="a", on="2026-11-23")).rows[1]["party"] == "c"
    assert [str(found.sentence) for found in answer_meets(graph, MeetsQuestion(party="c", on=TODAY)).findings] == [
        "C sits with 2 parties, in 1 forum. Of these only proposed: 1.",
        "In 1 forum where C has a seat, no other member is on record (H): with whom it sits there is not known.",
    ]
    put(graph, landscape(actor("a"), actor("b"), forum("f"), seat("f", "a"), seat("f", "b", standing=Standing.PROPOSED)))
    met = answer_meets(graph, MeetsQuestion(party="a", on=TODAY))
    assert str(met.findings[0].sentence) == "A sits with 1 party, in 1 forum: B. Of these only proposed: 1."


def test_sormlands_yellow_council_is_the_gate_of_its_area(graph: Graph, sormland: Contents) -> None:
    put(graph, sormland)
    pairs = answer_brokers(graph, BrokersQuestion(party="samverkansrad-forberedande-insatser", on=TODAY))
    assert {row["giver"] for row in pairs.rows if row["role"] == "gatekeeper"} >= {"branschforum-transport"}
    assert {(row["giver"], row["taker"]) for row in pairs.rows if row["role"] == "representative"} >= {
        ("rar-lg", "branschforum-transport")
    }
