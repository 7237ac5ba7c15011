"""The pages of municipalities: which no demand reaches come first, and each says whom to ask."""

from html import unescape

import pytest
from starlette.testclient import TestClient

from model.vocabulary.flows import FlowKind
from model.vocabulary.forums import Position
from model.vocabulary.record import Certainty, Standing
from model.vocabulary.registers import Place, PlaceKind
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, flow, forum, landscape, represents, seat

TOWNS = [Place(id=id_, name=id_.upper(), kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE) for id_ in ("a", "b", "c", "empty")]


@pytest.fixture
def client(local_graph: Graph) -> TestClient:
    """Demand reaches A; to B it is only proposed; to C nothing comes, and what goes on within C does not count."""
    graph = empty_graph(local_graph)
    towns = [actor(f"{id_}-town", place=id_) for id_ in ("a", "b", "c")]
    flows = [
        flow("council", "a-town"),
        flow("council", "b-town", standing=Standing.PROPOSED),
        flow("b-town", "a-town", FlowKind.DELIVERY),
        flow("c-town", "c-shop"),
    ]
    unsure = {"certainty": Certainty.UNCERTAIN, "certainty_reason": "oklart"}
    leading = seat("council", "region", position=Position.CONVENER, **unsure)
    shop, network = actor("c-shop", place="c"), represents("network", "c-town")
    others = [forum("council"), actor("region"), actor("network"), seat("council", "network")]
    put(graph, landscape(*TOWNS, *towns, shop, *others, *flows, leading, network))
    return client_of(graph)


def test_municipalities_that_no_demand_reaches_come_first(client: TestClient) -> None:
    rows = client.get("/kommuner.json").json()["municipalities"]
    assert [(row["id"], row["flows"]["demand"]) for row in rows] == [
        ("c", {"existing": 0, "proposed": 0}),
        ("b", {"existing": 0, "proposed": 1}),
        ("a", {"existing": 1, "proposed": 0}),
    ]
    assert rows[2]["flows"]["delivery"] == {"existing": 1, "proposed": 0}
    assert "Inget behov är antecknat till 1 kommun av 3. Till 1 är det bara föreslaget." in client.get("/kommuner").text


def test_one_asks_who_convenes_the_forum_that_would_feed_it(client: TestClient) -> None:
    told = client.get("/kommuner/b.json").json()["contacts"]
    assert [(one["party"], one["uncertain"]) for one in told] == [("region", "oklart")]
    assert told[0]["why"].startswith("sammankallar ")


def test_where_nobody_gives_demand_one_asks_those_who_give_it_elsewhere_and_the_own_network(client: TestClient) -> None:
    page = unescape(client.get("/kommuner/c").text)
    assert "De som ger andra kommuner behov:" in page
    assert [one["party"] for one in client.get("/kommuner/c.json").json()["contacts"]] == ["region", "network"]
    assert 'href="/part/c-shop"' in page


def test_a_network_speaks_for_whom_it_represents(client: TestClient) -> None:
    (voice,) = client.get("/kommuner/c.json").json()["voices"]
    assert (voice["speaker"], voice["forum"], voice["position"]) == ("network", "council", "member")
    assert voice["behalf"] == "C-town"
    assert client.get("/kommuner/b.json").json()["voices"] == []


def test_a_municipality_without_parties_has_no_page_and_the_way_out_is_told(client: TestClient) -> None:
    assert client.get("/kommuner/empty").status_code == 404
    assert "/kommuner" in client.get("/kommuner/nej").text
