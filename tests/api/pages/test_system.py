"""The system map over Sörmland's graph: its arrows are the flows of the day, what stands still, and what chain rules lack."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from queries.server.graph import Graph
from tests.api.clients import client_of

ORDER = "utbildning-matchning~regional~branschforum~order~utbildning-matchning~lokal~lokal-kompetensverkstad"


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    """Give a client of the application over Sörmland's graph."""
    with client_of(sormland_graph) as client:
        yield client


@pytest.fixture(scope="module")
def arrows(client: TestClient) -> dict[str, dict[str, Any]]:
    found = client.get("/system.json").json()["arrows"]
    return {"~".join((*arrow["from"].values(), arrow["kind"], *arrow["to"].values())): arrow for arrow in found}


def test_the_flows_of_the_source_are_arrows(arrows: dict[str, dict[str, Any]]) -> None:
    """§6.4.4: demand goes from green to blue and yellow, delivery back, support up, orders down to the workshops."""
    counts = {(arrow["kind"], arrow["from"]["kind"], arrow["to"]["kind"]): len(arrow["flows"]) for arrow in arrows.values()}
    assert counts["demand", "branschforum", "samverkansrad-omstallning"] == 5
    assert counts["demand", "samverkansrad-omstallning", "samverkansrad-forberedande"] == 1
    assert counts["delivery", "samverkansrad-forberedande", "branschforum"] == 5
    assert counts["support", "lokal-kompetensverkstad", "branschforum"] == 45
    assert counts["order", "branschforum", "lokal-kompetensverkstad"] == 45


def test_what_is_missing_is_an_arrow_too(arrows: dict[str, dict[str, Any]]) -> None:
    missing = [arrow for arrow in arrows.values() if not arrow["flows"]]
    local = next(arrow for arrow in missing if arrow["kind"] == "support")
    assert (local["from"]["level"], local["from"]["area"], local["state"]) == ("lokal", "omstallning-vagledning", "none")
    assert [case["rule"] for case in local["lacking"]] == ["lokalt-stod-uppat"]


def test_where_decisions_stand_still_the_arrow_is_broken(client: TestClient, arrows: dict[str, dict[str, Any]]) -> None:
    rows = client.get("/api/v1/breaks").json()["rows"]
    at_workshops = [row for row in rows if row["stuck"] and row["party"].startswith("lokal-kompetensverkstad")]
    assert arrows[ORDER]["state"] == "broken"
    assert arrows[ORDER]["stuck"] == sum(row["stuck"] for row in at_workshops) > 0


def test_the_map_has_every_arrow_as_a_link_that_says_what_it_is(client: TestClient, arrows: dict[str, dict[str, Any]]) -> None:
    page = client.get("/system").text
    links = {unescape(href): unescape(told) for href, told in re.findall(r'<a href="([^"]+#pil)" aria-label="([^"]+)"', page)}
    assert len(links) == len(arrows)
    assert any(
        told.startswith("beställning från Branschforum till Lokala kompetensverkstäder, 45 flöden") for told in links.values()
    )
    for address in [*links][:5]:
        assert 'id="pil"' in client.get(address).text


def test_the_headline_has_the_numbers_of_the_signs(client: TestClient, arrows: dict[str, dict[str, Any]]) -> None:
    states = Counter(arrow["state"] for arrow in arrows.values())
    told = (
        f"{len(arrows)} förbindelser mellan forumslag: {states['exists']} finns, {states['proposed']} är bara föreslagna,"
        f" {states['none']} saknar flöde, och i {states['broken']} står beslut stilla."
    )
    page = client.get("/system").text
    assert told in page
    assert "Arbetslösa med fel eller för liten" in page
    assert "kompetens som kan utbilda sig." in page


def test_an_opened_arrow_is_a_grid_of_forums_against_forums(client: TestClient, arrows: dict[str, dict[str, Any]]) -> None:
    page = client.get(f"/system?pil={ORDER}").text
    cells = Counter(re.findall(r'<td class="is-(\w+)">', page))
    assert cells["broken"] + cells["proposed"] == len(arrows[ORDER]["flows"])
    assert cells.total() == 5 * 10


def test_a_picture_of_the_source_shows_one_kind_of_flow(client: TestClient, arrows: dict[str, dict[str, Any]]) -> None:
    found = client.get("/system.json?kinds=demand").json()["arrows"]
    assert {arrow["kind"] for arrow in found} == {"demand"}
    assert len(found) == sum(arrow["kind"] == "demand" for arrow in arrows.values())


def test_every_chain_rule_is_told_with_its_counts(client: TestClient) -> None:
    page = client.get("/system?lang=en").text
    for row in client.get("/api/v1/chains").json()["rows"]:
        assert (row["name_en"] or row["name"]).split("&")[0] in unescape(page)
    assert "Nothing may be left hanging" in page


def test_it_is_had_as_a_table_and_a_picture(client: TestClient, arrows: dict[str, dict[str, Any]]) -> None:
    assert len(client.get("/system.csv").text.splitlines()) == len(arrows) + 1
    assert client.get("/system.svg").text.startswith("<svg")


def test_the_persons_way_runs_from_yellow_over_blue_to_green_and_demand_should_come_from_employers(client: TestClient) -> None:
    """§6.2, §6.4.4: deliveries are the way; no flow of demand from those who employ is on record."""
    way = client.get("/system.json").json()["way"]
    areas = [(step["from"], step["to"], step["state"]) for step in way]
    yellow, blue, green = "forberedande-insatser", "omstallning-vagledning", "utbildning-matchning"
    assert areas == [(yellow, blue, "proposed"), (yellow, green, "proposed"), (blue, green, "proposed")]
    page = unescape(client.get("/system").text)
    assert "0 flöden av behov från De som anställer till Utbildning & Matchning" in page
    assert "Individens väg" in page
