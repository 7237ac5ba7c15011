"""The map of a landscape that is too large to be drawn party by party: counted, opened part by part, in every lens."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.lenses.lens_page import LENSES
from model.history.knowledge import reconstruct_contents
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow
from queries.landscape.registers import read_contents
from queries.server.graph import Graph
from tests.api.clients import client_of


@pytest.fixture
def client(sormland_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Give a client of the pages over Sörmland's graph, with a map that draws at most 60 parties."""
    monkeypatch.setattr("viz.web.parts.MOST_PARTIES_DRAWN", 60)
    with client_of(sormland_graph) as client:
        yield client


@pytest.fixture(scope="module")
def today(sormland_graph: Graph) -> Contents:
    """Return the records that are true today."""
    return reconstruct_contents(read_contents(sormland_graph), date.today().isoformat())


def test_the_first_view_is_counted_and_every_box_leads_to_a_part(client: TestClient, today: Contents) -> None:
    page = client.get("/karta")
    assert page.status_code == 200
    data = client.get("/karta.json").json()
    assert sum(box["parties"] for box in data["boxes"]) == data["parties"] == len([*today.parties()])
    assert sum(one["flows"] for one in data["flows"]) == len(today.of(Flow))
    links = {unescape(link) for link in re.findall(r'<a href="(/karta\?[^"]*cell=[^"]+)"', page.text)}
    assert len(links) == len(data["boxes"])
    for link in sorted(links)[:3]:
        part = client.get(link)
        assert part.status_code == 200
        assert "En del av landskapet" in part.text
        assert "Hela kartan</a>" in part.text
    for ending in ("csv", "xlsx", "svg"):
        assert client.get(f"/karta.{ending}").status_code == 200


def test_filters_and_standing_change_what_is_counted(client: TestClient) -> None:
    whole, existing, few = (client.get(f"/karta.json{query}").json() for query in ("", "?standing=existing", "?kinds=order"))
    assert existing["parties"] < whole["parties"]
    assert {one["kind"] for one in few["flows"]} == {"order"}
    assert client.get("/karta?cell=finns/inte").status_code == 404
    assert client.get("/karta?place=ingenstans").status_code == 404


def test_the_list_of_a_part_goes_on_from_page_to_page(client: TestClient, today: Contents) -> None:
    address, seen = "/karta", list[str]()
    for _page in range(9):
        page = client.get(address).text
        seen += re.findall(r'<th scope="row"><a href="/karta/fokus/([^"?]+)', page)
        following = re.search(r'href="([^"#]+)#list" rel="next"', page)
        if not following:
            break
        address = unescape(following[1])
    assert sorted(seen) == sorted(party.id for party in today.parties())


@pytest.mark.parametrize("lens", LENSES)
def test_a_lens_says_what_it_needs_and_stays_on_in_a_part(client: TestClient, lens: str) -> None:
    page = client.get(f"/karta/{lens}")
    assert page.status_code == 200
    assert ("märks ut en och en" if lens in ("beslut", "sakerhet") else "ritas för högst 60 åt gången") in page.text
    part = re.search(rf'<a href="(/karta/{lens}\?[^"]*cell=[^"]+)"', page.text)
    assert part
    drawn = client.get(unescape(part[1]))
    assert (drawn.status_code, "ritas för högst" in drawn.text or "märks ut en och en" in drawn.text) == (200, False)


def test_a_counted_lens_counts_what_the_drawn_one_marks(
    client: TestClient, sormland_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = {lens: client.get(f"/karta/{lens}.json").json() for lens in ("beslut", "sakerhet")}
    rows = client.get("/karta/beslut").text
    monkeypatch.setattr("viz.web.parts.MOST_PARTIES_DRAWN", 1000)
    with client_of(sormland_graph) as whole:
        drawn = {lens: whole.get(f"/karta/{lens}.json").json()["parties"] for lens in counted}
    sums = {
        lens: Counter(state for row in data["marks"] for state in row if state != "cell" for _n in range(row[state]))
        for lens, data in counted.items()
    }
    states = {lens: Counter(row["state"] for row in parties) for lens, parties in drawn.items()}
    assert sums["beslut"] == states["beslut"]
    assert sums["sakerhet"]["uncertain"] == states["sakerhet"]["uncertain"] > 0
    assert "Branschforum Transport → Logistiknätverket: 1 av 1 står stilla." in unescape(rows)


def test_the_panel_of_a_part_asks_for_a_party_of_its_own(client: TestClient) -> None:
    cell = f"cell={client.get('/karta.json').json()['boxes'][0]['cell']}"
    page = client.get(f"/karta?{cell}").text
    ids, version = re.findall(r'tr data-party="([^"]+)"', page), re.findall(r'data-version="([^"]+)"', page)[0]
    details = client.get(f"/karta/part?{cell}&sel={ids[0]}&version={version}")
    assert (details.status_code, bool(details.json()["evidence"])) == (200, True)


def test_a_small_map_has_no_counts(sormland_graph: Graph) -> None:
    with client_of(sormland_graph) as client:
        assert client.get("/karta.json").status_code == 404
