"""The flows of a day: what holds, what is chosen, and what is said of parties and flows."""

import pytest

from model.language import Term
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Certainty, Standing
from model.vocabulary.registers import Place, PlaceKind
from queries.flows import day_flows
from queries.flows.day_flows import read_day_flows, read_flow_details, read_flow_parties
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, concerns, flow, forum, landscape

ON = "2026-11-24"


def test_a_flow_holds_while_it_and_both_its_ends_do(graph: Graph) -> None:
    put(
        graph,
        landscape(
            actor("a", valid_to="2026-11-23"),
            actor("b"),
            forum("c", valid_from="2026-11-25"),
            actor("d"),
            flow("a", "b"),
            flow("b", "c"),
            flow("b", "d", valid_to="2026-11-24"),
            flow("d", "b", FlowKind.ORDER, standing=Standing.PROPOSED),
        ),
    )
    of_day = {on: {item.flow for item in read_day_flows(graph, on).flows} for on in ("2026-11-23", ON, "2026-11-25")}
    assert of_day["2026-11-23"] == {"a-demand-b", "b-demand-d", "d-order-b"}
    assert of_day[ON] == {"b-demand-d", "d-order-b"}
    assert of_day["2026-11-25"] == {"b-demand-c", "d-order-b"}
    assert [item.flow for item in read_day_flows(graph, ON, ["order"]).flows] == ["d-order-b"]
    assert read_day_flows(graph, ON, existing=True).flows == read_day_flows(graph, ON).choose(existing=True).flows
    found = read_day_flows(graph, ON)
    assert found.choose(["order"]).flows == read_day_flows(graph, ON, ["order"]).flows
    assert graph.read(found.asked.query, **found.asked.parameters).rows


def test_a_limit_is_told(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, landscape(actor("a"), actor("b"), flow("a", "b"), flow("b", "a")))
    assert not read_day_flows(graph, ON).cut
    graph.cache.clear()
    monkeypatch.setattr(day_flows, "MOST_DAY_FLOWS", 1)
    found = read_day_flows(graph, ON)
    assert (len(found.flows), found.cut) == (1, True)


def test_parties_and_details(graph: Graph) -> None:
    place = [
        Place(id="lan", name="Län", kind=PlaceKind.COUNTY, evidence=EVIDENCE),
        Place(id="kommun", name="Kommun", kind=PlaceKind.MUNICIPALITY, within="lan", evidence=EVIDENCE),
        Place(id="torget", name="Torget", kind=PlaceKind.OTHER, within="kommun", evidence=EVIDENCE),
    ]
    uncertain = {"certainty": Certainty.UNCERTAIN, "certainty_reason": "osagt"}
    put(
        graph,
        landscape(
            place,
            actor("a", place="torget", roles=("roll",), part_of="b"),
            actor("b"),
            forum("f", "gul", "lokal", standing=Standing.PROPOSED, place="lan", **uncertain),
            concerns("a", "gul"),
            concerns("a", "gron"),
            flow("a", "f", carries="behov", carries_en="needs", channel="nätverket"),
            flow("f", "a", FlowKind.ORDER),
        ),
    )
    parties = read_flow_parties(graph, ON, ["a", "b", "f", "nobody"])
    a, f = parties["a"], parties["f"]
    assert sorted(parties) == ["a", "b", "f"]
    assert (a.sort, a.areas, a.municipality, a.part_of) == ("actor", ("gron", "gul"), "kommun", "b")
    assert (a.level, a.standing, a.certainty, a.evidence) == ("lokal", "existing", "certain", EVIDENCE)
    assert (f.sort, f.kind, f.areas, f.level, f.municipality) == ("forum", "slag", ("gul",), "lokal", None)
    assert (f.standing, f.certainty) == ("proposed", "uncertain")
    flows = read_day_flows(graph, ON).flows
    details = read_flow_details(graph, flows)
    assert details["a-demand-f"] == day_flows.FlowDetails(Term("behov", "needs"), "nätverket", EVIDENCE)
    assert details["f-order-a"] == day_flows.FlowDetails(None, None, EVIDENCE)
