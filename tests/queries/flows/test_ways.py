"""The ways between two parties: what each carries, how independent they are, and what is nearly a way."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from model.errors import NotUnderstood
from model.findings import Answer
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Certainty, Standing
from model.vocabulary.registers import Place, PlaceKind
from queries.flows.ways import answer_feeds, find_ways
from queries.questions.parameters import FeedsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, flow, forum, landscape, landscapes

ON = "2026-11-24"
UNCERTAIN: dict[str, Any] = {"certainty": Certainty.UNCERTAIN, "certainty_reason": "osagt"}
ORDER, DELIVERY = FlowKind.ORDER, FlowKind.DELIVERY


def ask(graph: Graph, direction: str = "down", source: str = "a", target: str = "b", **more: object) -> Answer:
    return find_ways(
        graph, FeedsQuestion.model_validate({"party": source, "to": target, "direction": direction, "on": ON} | more)
    )


def told(answer: Answer) -> list[str]:
    return ["".join(row["parties"]) for row in answer.rows]


def sentences(answer: Answer) -> dict[str, str]:
    return {found.rule: found.sentence.in_("en") for found in answer.findings}


def test_the_ways_what_they_carry_and_the_way_back(graph: Graph) -> None:
    proposed: dict[str, Any] = {"standing": Standing.PROPOSED}
    flows = [
        flow("a", "x"), flow("x", "b", ORDER), flow("x", "b", DELIVERY), flow("a", "y", **proposed), flow("y", "b"),
        flow("a", "z", **UNCERTAIN), flow("z", "b"), flow("b", "a"),
    ]  # fmt: skip
    put(graph, landscape([actor(id_) for id_ in "abxy"], forum("z"), flows))
    answer = ask(graph, "both")
    assert told(answer) == ["axb", "azb", "ayb", "ba"]  # existing and certain first, then uncertain, then proposed
    first, second, third, back = answer.rows
    assert [(row["standing"], row["certainty"]) for row in (first, second, third)] == [
        ("existing", "certain"),
        ("existing", "uncertain"),
        ("proposed", "certain"),
    ]
    assert [leg["kinds"] for leg in first["legs"]] == [["demand"], ["delivery", "order"]]
    assert [(leg["count"], [item["flow"] for item in leg["flows"]]) for leg in first["legs"]] == [
        (1, ["a-demand-x"]),
        (2, ["x-delivery-b", "x-order-b"]),
    ]
    assert first["carried"] == [
        {"kinds": ["demand"], "source": "a", "target": "x"},
        {"kinds": ["delivery", "order"], "source": "x", "target": "b"},
    ]
    assert (back["direction"], back["hops"], back["independent"]) == ("up", 1, True)
    assert [row["number"] for row in ask(graph, ways=1).rows] == [1, None, None]  # the independent ways are told, too


def test_sentences_about_the_ways(graph: Graph) -> None:
    put(
        graph,
        landscape(
            [actor(id_) for id_ in "abxyz"],
            [flow("a", "x", **UNCERTAIN), flow("x", "y", ORDER), flow("x", "z", ORDER, standing=Standing.PROPOSED)],
            [flow("y", "b", DELIVERY), flow("z", "b", DELIVERY), flow("b", "a")],
        ),
    )
    found = sentences(ask(graph))
    assert found["ways-shortest"] == "2 ways lead from A to B. The shortest has 3 hops: A → X → Y → B."
    assert found["ways-independent"] == "Every way passes X. Without that party, no way is left."
    assert found["ways-existing"] == "Existing flows alone make 1 independent way."
    assert found["ways-uncertain"] == "Every way rests on something that is uncertain."
    assert found["ways-kinds"] == "No kind goes all the way. The shortest way: demand to X, order to Y, delivery to B."
    assert sentences(ask(graph, "up"))["ways-independent"] == "It leads there directly, and there is no way through anybody else."
    assert sentences(ask(graph, ways=1))["ways-shortest"].startswith("More than 1 way leads")


def test_no_way_says_what_is_nearest_to_one(graph: Graph) -> None:
    proposed = flow("x", "y", standing=Standing.PROPOSED)
    put(graph, landscape([actor(id_) for id_ in "abxyc"], flow("a", "x"), proposed, flow("y", "b", ORDER)))
    assert told(ask(graph)) == ["axyb"]
    existing = sentences(ask(graph, existing=True))
    assert (
        existing["ways-none"] == "No way leads from A to B by what exists alone. A reaches 1 party, and B is reached by 1 party."
    )
    assert (
        existing["ways-nearest"] == "The nearest to a way: A – X – Y – B. It lacks a flow from X to Y, where demand is proposed."
    )
    of_kind = sentences(ask(graph, kind=("demand",)))
    assert of_kind["ways-nearest"].endswith("It lacks a flow of the kind asked about from Y to B, where order flows.")
    back = sentences(ask(graph, "up"))
    assert back["ways-nearest"].count("where there is only one back") == 3
    assert sentences(ask(graph, target="c"))["ways-nearest"] == "No flow of any kind joins them, in any direction."


def test_as_of_a_day_and_ended_parties(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b", valid_to="2026-11-23"), flow("a", "b")))
    assert told(ask(graph, on="2026-11-23")) == ["ab"]
    assert sentences(ask(graph))["ways-none"].startswith("No way leads from A to B (ended 2026-11-23).")


def test_what_cannot_be_asked(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b")))
    with pytest.raises(NotUnderstood, match="both are 'a'"):
        answer_feeds(graph, FeedsQuestion(party="A", to="a", on=ON))
    with pytest.raises(NotUnderstood, match="--hops, --most does not go with --to"):
        answer_feeds(graph, FeedsQuestion(party="a", to="b", hops=3, most=4, on=ON))


def test_sormland_every_way_from_a_municipality_to_komvux_passes_the_blue_council(sormland_graph: Graph) -> None:
    """§6.4.2: the municipalities tell the blue council of needs; §4: the Employment Service consults with komvux."""
    answer = ask(sormland_graph, source="eskilstuna-kommun", target="komvux")
    assert {"samverkansrad-omstallning-vagledning", "arbetsformedlingen"} <= set(answer.findings[1].rows[0]["parties"])
    assert "No way exists as a whole yet" in sentences(answer)["ways-existing"]


@given(landscapes())
@limit_examples(40)
def test_rows_are_chains_of_flows_that_hold(graph: Graph, contents: Contents) -> None:
    put(empty_graph(graph), contents)
    flows = {one.id: one for one in contents if isinstance(one, Flow)}
    parties = sorted({id_ for one in flows.values() for id_ in (one.source, one.target)})
    for source, target in pairwise(parties):
        for row in ask(graph, "both", source, target).rows:
            ends = (source, target) if row["direction"] == "down" else (target, source)
            assert (row["parties"][0], row["parties"][-1]) == ends
            assert [(leg["source"], leg["target"]) for leg in row["legs"]] == [*pairwise(row["parties"])]
            assert len({*row["parties"]}) == row["hops"] + 1
            for leg in row["legs"]:
                assert {(flows[item["flow"]].source, flows[item["flow"]].target) for item in leg["flows"]} == {
                    (leg["source"], leg["target"])
                }


def test_ways_through_other_municipalities_say_so_and_those_at_home_are_told_first(graph: Graph) -> None:
    towns = [Place(id=id_, name=id_.capitalize(), kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE) for id_ in ("hemma", "borta")]
    parties = [
        actor("a"),
        actor("b", place="hemma"),
        actor("u", place="borta"),
        actor("v", place="hemma"),
        actor("w", place="borta"),
    ]
    two = [flow("a", "u"), flow("u", "b"), flow("a", "w"), flow("w", "v"), flow("v", "b")]
    put(empty_graph(graph), landscape(towns, parties, two))
    answer = ask(graph)
    assert [(row["parties"], row["elsewhere"]) for row in answer.rows] == [
        (["a", "u", "b"], ["Borta"]), (["a", "w", "v", "b"], ["Borta"]),
    ]  # fmt: skip
    assert sentences(answer)["ways-elsewhere"] == (
        "2 of these 2 ways lead through other municipalities (Borta); without such parties, 0 are left."
    )
    put(empty_graph(graph), landscape(towns, parties, two, flow("a", "v")))
    assert [row["parties"] for row in ask(graph).rows if row["independent"]] == [["a", "u", "b"], ["a", "v", "b"]]
    put(empty_graph(graph), landscape(towns, parties, flow("a", "u"), flow("u", "v"), flow("a", "v"), flow("v", "b")))
    assert "ways-elsewhere" not in sentences(ask(graph))
