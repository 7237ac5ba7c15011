"""What reaches a municipality or a party: cases worked by hand, and Sörmland's municipalities against the flows themselves."""

from typing import Any

import pytest

from model.errors import NotUnderstood
from model.findings import Answer
from model.vocabulary.actors import Function
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Certainty, Standing
from model.vocabulary.registers import Place, PlaceKind
from queries.findings.dead_end_rules import answer_dead_ends
from queries.flows.receives import answer_receives
from queries.questions.parameters import DeadEndsQuestion, ReceivesQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, flow, forum, landscape, represents, seat

TODAY = "2026-11-24"
TOWN = Place(id="staden", name="Staden", kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE)


def ask(graph: Graph, **more: Any) -> Answer:
    return answer_receives(graph, ReceivesQuestion(on=TODAY, **more))


def list_sentences(answer: Answer) -> list[str]:
    return [found.sentence.in_("en") for found in answer.findings]


def put_town(graph: Graph) -> None:
    """Demand runs from far through hub to two parties of the town, one of which others feed, too; nothing reaches the third."""
    unsure: dict[str, Any] = {"standing": Standing.PROPOSED, "certainty": Certainty.UNCERTAIN, "certainty_reason": "oklart"}
    flows = [flow("far", "hub"), flow("hub", "a"), flow("hub", "b"), flow("a", "b", **unsure), flow("a", "far", FlowKind.SUPPORT)]
    town = [actor(id_, place="staden") for id_ in ("a", "b", "c")]
    put(graph, landscape(TOWN, *town, actor("d", place="staden", valid_to="2026-01-01"), actor("far"), actor("hub"), *flows))


def test_from_whom_each_party_of_a_municipality_gets_what(graph: Graph) -> None:
    put_town(graph)
    answer = ask(graph, place="Staden")
    assert list_sentences(answer) == [
        (
            "Staden gets demand from 1 party, to 2 of its parties: all of it exists. "
            "1 flow between its own parties is not counted."
        ),
        "Without Hub, no demand from Far reaches Staden.",
        (
            "No flow of delivery, request for support, order and information to Staden is on record: "
            "whether any comes is not known."
        ),
        "Staden asks for support or orders. No flow on record could bring an answer: whether any comes is unknown.",
        "No flow on record reaches 1 of 3 parties of Staden: C.",
    ]
    fed = [(row["giver"], row["party"], row["alone"], row["hangs_on"], row["standing"]) for row in answer.rows[:2]]
    assert fed == [("hub", "a", True, ["hub", "far"], "existing"), ("hub", "b", False, ["hub", "far"], "existing")]
    assert [(row["how"], row["party"]) for row in answer.rows[2:]] == [("unreached", "c")]
    found = answer.findings[0]
    assert {row["flow"] for row in graph.read(found.asked.query, **found.asked.parameters).rows} >= {
        flow for row in found.rows for flow in row["flows"]
    }


def test_only_what_exists_and_one_party_alone(graph: Graph) -> None:
    put_town(graph)
    assert list_sentences(ask(graph, place="staden", existing=True))[:2] == [
        "Staden gets demand from 1 party, to 2 of its parties: all of it exists.",
        "Without Hub, no demand from Far reaches Staden.",
    ]
    assert list_sentences(ask(graph, party="hub", kind=("demand",))) == [
        "Hub gets demand from 1 party: all of it exists.", "All of it begins with Far: without that, no demand comes.",
    ]  # fmt: skip


def test_what_is_proposed_is_told_where_only_what_exists_counts(graph: Graph) -> None:
    unsure = flow("far", "a", standing=Standing.PROPOSED)
    put(graph, landscape(TOWN, actor("a", place="staden"), actor("far"), unsure))
    assert list_sentences(ask(graph, place="staden", existing=True, kind=("demand", "delivery"))) == [
        "No flow of demand that exists today leads to Staden, as far as is on record; 1 is proposed.",
        "No flow of delivery to Staden is on record: whether any comes is not known.",
    ]


def test_channels_are_counted(graph: Graph) -> None:
    put_town(graph)
    flows = [flow("far", "a", channel="nätverket"), flow("hub", "a")]
    put(graph, landscape(TOWN, actor("a", place="staden"), actor("far"), actor("hub"), *flows))
    assert list_sentences(ask(graph, party="a"))[0] == (
        "A gets demand from 2 parties: all of it exists. Through nätverket go 1 of 2 flows; a channel is not counted "
        "among those on whom it hangs."
    )


def test_of_a_municipality_without_parties_nothing_is_known(graph: Graph) -> None:
    put(graph, landscape(TOWN, actor("a"), actor("b"), flow("a", "b")))
    answer = ask(graph, place="staden")
    assert list_sentences(answer)[-1] == "No party of Staden is on record on this day."
    assert not answer.rows


def test_parallel_flows_and_how_many_of_them_go_through_a_channel_are_counted(graph: Graph) -> None:
    second = flow("far", "a", channel="nätverket").model_copy(update={"id": "far-demand-a-2", "carries": "prognoser"})
    put(graph, landscape(actor("a"), actor("far"), flow("far", "a"), second))
    row = ask(graph, party="a").rows[0]
    assert (len(row["flows"]), row["carries"], row["channels"], row["channelled"]) == (2, ["prognoser"], ["nätverket"], 1)


def test_nothing_comes_to_a_party_that_has_ended(graph: Graph) -> None:
    put_town(graph)
    assert list_sentences(ask(graph, party="d")) == ["D (ended 2026-01-01): nothing comes to it any more."]


def test_a_flow_from_a_party_that_has_ended_is_told_and_not_counted(graph: Graph) -> None:
    gone = actor("gone", valid_to="2020-01-31")
    put(graph, landscape(TOWN, actor("a", place="staden"), gone, flow("gone", "a")))
    assert list_sentences(ask(graph, place="staden", kind=("demand",))) == [
        "No flow of demand to Staden is on record: whether any comes is not known.",
        "1 flow on record is not counted, since its giver has ended: Gone (ended 2020-01-31).",
    ]
    assert len(list_sentences(ask(graph, place="staden", kind=("order",)))) == 2


def test_what_comes_to_networks_and_functions_that_take_part_for_a_municipality_is_told_apart(graph: Graph) -> None:
    officer = Function(id="officer", name="Officer", type="typ", level="regional", standing=Standing.EXISTING, evidence=EVIDENCE)
    workshop = forum("workshop", place="staden")
    seated = seat("workshop", "officer", standing=Standing.PROPOSED)
    told = (flow("far", "net"), flow("far", "officer"), flow("a", "net"))
    here = actor("a", place="staden"), actor("far"), actor("net"), workshop, officer
    put(graph, landscape(TOWN, *here, represents("net", "a"), seated, *told))
    answer = ask(graph, place="staden", kind=("demand",))
    assert list_sentences(answer)[1] == (
        "Besides, through networks and common functions, demand for Staden comes from 1 party to Net and the function Officer. "
        "That is not counted above."
    )
    assert [(row["how"], row["giver"], row["party"], row["standing"]) for row in answer.rows] == [
        ("through", "far", "net", "existing"), ("through", "far", "officer", "proposed"),
    ]  # fmt: skip


def test_what_begins_on_the_way_can_still_come(graph: Graph) -> None:
    flows = [flow("far", "b"), flow("far", "c"), flow("b", "a"), flow("c", "a")]
    put(graph, landscape(TOWN, actor("a", place="staden"), *map(actor, ("far", "b", "c")), *flows))
    assert list_sentences(ask(graph, place="staden", kind=("demand",)))[1] == (
        "All demand from those that are sources begins with Far; without that, only what begins on the way comes."
    )


def test_what_is_asked_for_and_never_answered_is_named(graph: Graph) -> None:
    asked = [flow("a", "far", FlowKind.SUPPORT), flow("a", "hub", FlowKind.SUPPORT), flow("far", "a", FlowKind.INFORMATION)]
    put(graph, landscape(TOWN, actor("a", place="staden"), actor("far"), actor("hub"), *asked))
    answer = ask(graph, place="staden")
    assert "Of what Staden asks for or orders, 1 of 2 flows gets no answer:" in list_sentences(answer)
    assert [(row["party"], row["giver"]) for row in answer.rows if row["how"] == "unanswered"] == [("a", "hub")]
    ends = answer_dead_ends(graph, DeadEndsQuestion(place="staden", on=TODAY))
    assert {row["rule"]: row["count"] for row in ends.rows}["support-unanswered"] == 1


def test_a_party_or_a_place_must_be_given(graph: Graph) -> None:
    put_town(graph)
    for words in ({}, {"party": "a", "place": "staden"}):
        with pytest.raises(NotUnderstood, match="what is to be reached"):
            ask(graph, **words)


def test_every_municipality_of_sormland_gets_what_its_flows_say(sormland_graph: Graph) -> None:
    answer = ask(sormland_graph, place="Flen")
    assert {(row["kind"], row["giver"], row["party"]) for row in answer.rows if row["how"] == "fed"} == {
        *(("demand", giver, "lokal-kompetensverkstad-flen") for giver in BRANCHES),
        *(("order", giver, "lokal-kompetensverkstad-flen") for giver in BRANCHES),
        *(("information", giver, "lokal-kompetensverkstad-flen") for giver in (*BRANCHES, *COUNCILS)),
        ("information", "analytiker", "flen-kommun"),
    }


BRANCHES = tuple(f"branschforum-{name}" for name in ("besoksnaring", "fastighet", "grona-naringar", "installation", "transport"))
COUNCILS = ("samverkansrad-forberedande-insatser", "samverkansrad-omstallning-vagledning")
