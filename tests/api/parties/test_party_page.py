"""The page of a party over a real graph: what it says of forums, actors, networks and functions, and where other ids lead."""

import re
from collections.abc import Iterator
from csv import DictReader
from html import unescape
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from model.vocabulary.actors import Function
from model.vocabulary.forums import Headcount
from model.vocabulary.record import Standing
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, flow, forum, landscape, represents, seat

DAY = "2026-11-24"


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    """Give a client of the application over Sörmland's graph."""
    with client_of(sormland_graph) as client:
        yield client


def read(client: TestClient, id_: str, **more: str) -> str:
    """Return the text of a party's page."""
    answer = client.get(f"/part/{id_}", params={"on": DAY, **more})
    assert answer.status_code == 200
    return unescape(answer.text)


def test_a_forum_says_who_feeds_it_who_sits_there_and_what_stands_still(client: TestClient) -> None:
    page = read(client, "branschforum-transport")
    assert "<h1>Branschforum Transport</h1>" in page
    assert "Lokala kompetensverkstäder\N{NO-BREAK SPACE}(9)" in page
    assert "Platsregler:" in page
    assert "Transportföretagen" in page
    assert "inget mandat" in page
    assert "brutna" in page
    assert "Plats i landskapet" in page
    assert "Fler platser i yrkesförarutbildningen" in page
    assert "uppdrag härifrån står stilla" in page
    assert "Kvinnor och män i forumet: inte räknat." in page
    assert "bil. 3, bil. 7" in page
    assert "Nytt (forum): Branschforum Transport" in page


def test_an_actor_says_where_it_has_a_voice_and_what_is_missing(client: TestClient) -> None:
    page = read(client, "eskilstuna-kommun")
    assert "Utbildning & Matchning, regional</a>:</strong> okänt" in page
    assert "Företräds av nätverken" in page
    assert "saknar antecknade ledamöter" in page
    assert "Första dagen är okänd." in page
    assert "direkt" in read(client, "arbetsformedlingen")


def test_networks_and_functions_have_their_pages(client: TestClient) -> None:
    assert "Företräder <span" in read(client, "kommunernas-naringslivschefer")
    assert "Region Sörmland" in read(client, "regional-samordnare")
    assert "The forum feeds" in read(client, "branschforum-transport", lang="en")


def test_the_same_is_had_as_data(client: TestClient) -> None:
    address = "/part/branschforum-transport"
    data = client.get(f"{address}.json", params={"on": DAY}).json()
    assert data["party"]["id"] == "branschforum-transport"
    assert len(data["flows"]) == len([*DictReader(client.get(f"{address}.csv").text.splitlines(), delimiter=";")])
    assert {row["state"] for row in data["rules"]} >= {"met", "broken"}
    assert all(finding["id"] for finding in data["findings"])
    assert client.get(f"{address}.xlsx").content[:2] == b"PK"
    assert "<svg" in client.get(f"{address}.svg").text


def test_other_names_of_a_party_lead_to_it(client: TestClient) -> None:
    moved = client.get("/forum/branschforum-transport?on=2026-11-24")
    assert (moved.status_code, moved.headers["location"]) == (301, "/part/branschforum-transport?on=2026-11-24")
    named = client.get(f"/part/{quote('Eskilstuna kommun')}.json")
    assert (named.status_code, named.headers["location"]) == (307, "/part/eskilstuna-kommun.json")
    assert client.get("/part/finns-inte").status_code == 404
    assert client.get("/part/finns-inte.json").headers["content-type"] == "application/problem+json"


def test_an_ended_party_says_so_and_what_follows_it(client: TestClient) -> None:
    page = read(client, "branschforum-transport", on="1950-01-01")
    assert "<h1>Branschforum Transport</h1>" in page


HOSTILE = ('<script>alert("x")</script>', "x" * 300, "\N{RIGHT-TO-LEFT OVERRIDE}bakvänd", "klocka \N{BELL} här", "{{ 7 * 7 }}")


@pytest.fixture(scope="module")
def small(local_graph: Graph) -> Iterator[TestClient]:
    """Give a client over a small landscape with hostile names, an ended party and one that was merged."""
    hostile = [actor(f"elak-{place}", name=name, short_name=name[:60]) for place, name in enumerate(HOSTILE)]
    records = landscape(
        *hostile,
        actor("gammal", valid_to="2025-12-31"),
        actor("ny", resulted_from=("gammal",), former_ids=("forgangen",), kind=None),
        forum("rad", valid_from="2020-01-01", women=None),
        forum("tomt"),
        Function(id="funktion", name="Funktion", type="typ", level="lokal", evidence=EVIDENCE, standing=Standing.EXISTING),
        represents("rad", "ny"),
        seat("rad", "ny"),
        seat("rad", None),
        *(flow(one.id, "rad", carries=one.name) for one in hostile),
        flow("rad", "ny"),
        Headcount(id="antal", forum="rad", on="2026-01-01", women=3, men=4, evidence=EVIDENCE),
    )
    put(empty_graph(local_graph), records)
    with client_of(local_graph) as client:
        yield client


def test_hostile_names_are_only_names(small: TestClient) -> None:
    for place, name in enumerate(HOSTILE):
        text = small.get(f"/part/elak-{place}", params={"on": DAY}).text
        assert "<script>alert" not in text
        assert name.strip() in unescape(text)
    assert "<script>alert" not in small.get("/part/rad.svg").text
    assert small.get("/part/rad.json").json()["party"]["name"] == "Rad"


def test_what_nobody_recorded_is_told(small: TestClient) -> None:
    page = read(small, "rad")
    assert "1 plats är vakant." in page
    assert "Mandatet är okänt för 1 av 1 platser." in page
    assert "Varken ordförande eller sammankallande är antecknad." in page
    assert "5 flöden säger inte" not in page
    assert "1 flöde säger inte vad det bär." in page
    assert "Kvinnor och män" not in page
    assert "Inga ledamöter är antecknade: vem som är företrädd här är okänt." in read(small, "tomt")
    assert "Vilken organisation funktionen hör till är inte antecknat." in read(small, "funktion")
    assert "Vilka områden som berör den är inte antecknat." in read(small, "ny")


def test_the_ended_lead_to_what_follows(small: TestClient) -> None:
    page = read(small, "gammal")
    assert "Upphörde 2025-12-31." in page
    assert 'Följs av <a href="/part/ny?on=2026-11-24">Ny</a>' in page
    assert "Saknas här" not in page
    assert "Upphörde" not in read(small, "gammal", on="2025-12-31")
    assert small.get("/part/forgangen").headers["location"] == "/part/ny"
    assert small.get("/part/forgangen").status_code == 301


def test_a_forum_shows_its_seats_over_time_as_far_as_their_days_are_known_and_its_load(
    client: TestClient, local_graph: Graph
) -> None:
    page = read(client, "branschforum-transport")
    assert "Platserna över tid är okända" in page
    assert re.search(r"<b>\d+</b> av dem står stilla", page)
    parties = (actor("a"), actor("b"), forum("f"))
    put(empty_graph(local_graph), landscape(*parties, seat("f", "a", valid_from="2026-02-01"), seat("f", "b")))
    with client_of(local_graph) as other:
        page = read(other, "f")
    assert "Första dagen är okänd för 1 av 2 platser" in page
    assert 'id="seats-over-time-title"' in page
    assert 'id="locator-title"' in page
