"""Search over Sörmland: by misspelt names, in both languages, grouped, with what is found as data."""

from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from queries.server.graph import Graph
from tests.api.clients import client_of


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    """Give a client of the application over Sörmland's graph."""
    with client_of(sormland_graph) as client:
        yield client


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("arbetsformedlingen", "arbetsformedlingen"),
        ("Swedish Public Employment Service", "arbetsformedlingen"),
        ("katrinholm", "katrineholm-kommun"),
        ("strangnas kommun", "strangnas-kommun"),
        ("transport branschforum", "branschforum-transport"),
        ("AF", "arbetsformedlingen"),
    ],
)
def test_what_is_meant_comes_first(client: TestClient, said: str, first: str) -> None:
    hits = client.get("/sok.json", params={"q": said}).json()["hits"]
    assert hits[0]["id"] == first
    assert hits[0]["address"] == f"/part/{first}"


def test_a_whole_name_leads_straight_there_unless_one_stays(client: TestClient) -> None:
    there = client.get("/sok", params={"q": "Eskilstuna kommun", "on": "2026-11-24"})
    assert (there.status_code, there.headers["location"]) == (307, "/part/eskilstuna-kommun?on=2026-11-24")
    assert client.get("/sok", params={"q": "Eskilstuna kommun", "stay": "1"}).status_code == 200


def test_what_is_found_is_grouped_with_where_it_is(client: TestClient) -> None:
    page = unescape(client.get("/sok", params={"q": "utbildning"}).text)
    assert "träffar på ”utbildning”" in page
    assert all(f'id="group-{sort}"' in page for sort in ("forum", "actor", "decision"))
    assert "· Regional" in page
    chosen = unescape(client.get("/sok", params={"q": "utbildning", "sort": "forum"}).text)
    assert 'id="group-decision"' not in chosen
    pages = client.get("/sok.json", params={"q": "iakttagelser"}).json()["hits"]
    assert ("page", "/iakttagelser") in {(hit["sort"], hit["id"]) for hit in pages}


def test_a_kind_lists_its_parties_and_no_words_list_the_kinds(client: TestClient) -> None:
    assert 'href="/sok?kind=branschforum"' in client.get("/sok").text
    page = client.get("/sok", params={"kind": "branschforum"}).text
    assert "Branschforum Transport" in page
    assert "/part/eskilstuna-kommun" not in page
    assert client.get("/sok.xlsx?q=kommun").content[:2] == b"PK"


@pytest.mark.parametrize("said", ["xyzzyxyzzy", "<script>alert(1)</script>", "\N{RIGHT-TO-LEFT OVERRIDE}%00", "' OR 1=1 --"])
def test_nothing_found_says_so_and_what_to_try(client: TestClient, said: str) -> None:
    page = client.get("/sok", params={"q": said})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "Inget heter" in page.text or "träff" in page.text


def test_an_unknown_party_is_answered_with_the_nearest(client: TestClient) -> None:
    page = client.get("/part/branchforum-transpotr")
    assert page.status_code == 404
    assert 'href="/part/branschforum-transport"' in page.text
    problem = client.get("/part/branchforum-transpotr.json").json()
    assert "branschforum-transport" in str(problem)
