"""A party as a page or as JSON at one address."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from queries.server.graph import Graph
from tests.api.clients import client_of

PARTY = "/part/almi-invest"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    with client_of(sormland_graph) as client:
        yield client


def test_a_browser_gets_the_page_and_a_program_what_it_asks_for(client: TestClient) -> None:
    page = client.get(f"{PARTY}?on=2026-11-24", headers={"accept": BROWSER})
    data = client.get(f"{PARTY}?on=2026-11-24", headers={"accept": "application/json"})
    assert page.headers["content-type"].startswith("text/html")
    assert data.json() == client.get(f"{PARTY}.json?on=2026-11-24").json()
    assert data.headers["content-location"] == f"{PARTY}.json?on=2026-11-24"
    assert "content-location" not in page.headers
    assert {"Accept", "Accept-Encoding"} == {*page.headers["vary"].split(", ")} == {*data.headers["vary"].split(", ")}
    assert page.headers["etag"] != data.headers["etag"]


def test_what_is_not_to_be_had_is_told(client: TestClient) -> None:
    assert client.get(PARTY, headers={"accept": "text/turtle"}).status_code == 406
    assert (
        client.get("/part/finns-inte", headers={"accept": "application/json"}).headers["content-type"]
        == "application/problem+json"
    )
    assert client.get("/part/finns-inte", headers={"accept": BROWSER}).headers["content-type"].startswith("text/html")


def test_an_answer_that_the_client_has_is_not_sent_again_and_may_be_kept(client: TestClient) -> None:
    first = client.get("/api/v1/registers")
    again = client.get("/api/v1/registers", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == again.headers["cache-control"] == "no-cache"
    assert client.get("/api/v1/borta").headers["cache-control"] == "no-store"
