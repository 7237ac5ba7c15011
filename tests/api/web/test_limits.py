"""Limits of requests: each is hit, and says so with the status that fits."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import pytest
from starlette.testclient import TestClient

from api.web.latest import Version, VersionReader
from api.web.limits import MOST_ADDRESS_BYTES
from queries.server.graph import Graph
from tests.api.clients import client_of


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    """Give a client of the application over Sörmland's graph."""
    with client_of(sormland_graph) as client:
        yield client


@pytest.mark.parametrize("ending", ["", ".json"])
def test_a_long_address_is_refused(client: TestClient, ending: str) -> None:
    path = f"/om{ending}?"
    assert client.get(path + "x" * (MOST_ADDRESS_BYTES - len(path))).status_code == 200
    answer = client.get(path + "x" * MOST_ADDRESS_BYTES)
    assert answer.status_code == HTTPStatus.REQUEST_URI_TOO_LONG
    assert "8000 tecken" in answer.text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_but_an_address_is_taken(client: TestClient, method: str) -> None:
    answer = client.request(method, "/om.json", content=b"x")
    assert (answer.status_code, answer.headers["connection"]) == (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "close")
    assert client.request(method, "/om.json", headers={"content-length": "0"}).status_code == 200


def test_another_method_is_told_first_and_nobody_waits_for_its_body(client: TestClient) -> None:
    answer = client.post("/api/v1/stalls", content=iter([b"x"]))
    assert (answer.status_code, answer.headers["connection"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "close")


def test_a_request_too_many_is_told_when_to_come_back(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.limits.MOST_REQUESTS", 2)
    begun = VersionReader.version

    async def slowly(latest: VersionReader) -> Version:
        await asyncio.sleep(1)
        return await begun(latest)

    monkeypatch.setattr(VersionReader, "version", slowly)
    with ThreadPoolExecutor(5) as threads:
        answers = [*threads.map(client.get, ["/om"] * 5)]
    assert sorted(answer.status_code for answer in answers) == [200, 200, 503, 503, 503]
    assert {answer.headers.get("retry-after") for answer in answers} == {None, "5"}


def test_a_graph_that_stays_silent_is_not_waited_for(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_latest: VersionReader) -> Version:
        await asyncio.sleep(60)
        raise AssertionError

    monkeypatch.setattr(VersionReader, "version", never)
    monkeypatch.setattr("api.web.limits.ANSWER_SECONDS", 0.3)
    answer = client.get("/om?not=kept")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert 'data-retry="5"' in answer.text  # the page comes back by itself
