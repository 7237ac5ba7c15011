"""The JSON interface over a real graph: every operation, its example, its pages, its errors."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from api.v1.catalogue import list_operations
from api.v1.description import build_description
from api.v1.examples import read_examples
from api.v1.problems import PROBLEM_TYPES
from model.vocabulary.forums import Representation, Seat
from model.vocabulary.record import Record
from model.vocabulary.registers import Place
from model.vocabulary.revision_events import RevisionEvent, RevisionState
from queries.archive.publishing import publish_revision
from queries.landscape.registers import read_records
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.graphs import empty_graph, put
from tests.landscapes import actor, landscape
from tools.api_examples import ask_examples

OTHERWISE = re.compile(r"^(at|when|who|why|hash|source_sha256|cypher|pasteable)$")


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    with client_of(sormland_graph) as client:
        yield client


@pytest.fixture(scope="module")
def answers(sormland_graph: Graph) -> dict[str, Any]:
    return ask_examples(sormland_graph)


def without_times(value: Any) -> Any:
    """The document without who wrote the landscape and when, and without the text of queries."""
    if isinstance(value, dict):
        return {name: without_times(part) for name, part in value.items() if not OTHERWISE.match(name)}
    return [without_times(part) for part in value] if isinstance(value, list) else value


def test_the_examples_are_what_the_landscape_answers(answers: dict[str, Any]) -> None:
    now, kept = without_times(answers), without_times(read_examples())
    assert [name for name in {*now, *kept} if now.get(name) != kept.get(name)] == [], "ask for them anew: make examples"


@pytest.mark.parametrize("operation", list_operations(), ids=lambda operation: operation.name)
def test_an_answer_is_as_its_schema_says(client: TestClient, operation: Any) -> None:
    if not operation.has_example:
        return
    answer = client.get(operation.example_address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert list_faults(operation.schema, answer.json()) == []


def list_faults(schema: Mapping[str, Any], answer: Any) -> list[str]:
    """What of an answer is not as its schema says."""
    whole = {**schema, "components": build_description()["components"]}
    return [error.message for error in Draft202012Validator(whole).iter_errors(answer)]


def test_a_revision_that_was_decided_about_is_as_its_schema_says(local_graph: Graph) -> None:
    decided = RevisionEvent(id="granskad", revision=1, state=RevisionState.REVIEWED, on="2026-02-01", function="Nämnden")
    put(empty_graph(local_graph), landscape(actor("a")))
    publish_revision(local_graph, "Samordnare", "Första")
    put(local_graph, landscape(actor("a"), decided))
    schemas = {operation.name: operation.schema for operation in list_operations()}
    with client_of(local_graph) as client:
        every, one = client.get("/api/v1/revisions").json(), client.get("/api/v1/revisions/1").json()
    assert (every["rows"][0]["state"], one["state"]) == ("reviewed", "reviewed")
    assert [*list_faults(schemas["revisions"], every), *list_faults(schemas["revision"], one)] == []


def test_every_schema_is_one_and_every_reference_leads_somewhere() -> None:
    document = build_description()
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    assert set(re.findall(r"#/components/schemas/(\w+)", str(document))) <= set(schemas)


@pytest.mark.parametrize("type_", [Place, Seat, Representation])
def test_a_register_by_pages_is_the_whole_register(client: TestClient, sormland_graph: Graph, type_: type[Record]) -> None:
    found, address = [], f"/api/v1/registers/{type_.stem()}?most=7"
    while address:
        answer = client.get(address)
        page = answer.json()
        found += [row["id"] for row in page["rows"]]
        address = page["links"].get("next", "")
        assert answer.headers.get("link") == (f'<{address}>; rel="next"' if address else None)
    assert sorted(found) == sorted(record.id for record in read_records(sormland_graph, type_))
    assert len(found) == len({*found})


def test_one_record(client: TestClient, sormland_graph: Graph) -> None:
    kept = next(iter(read_records(sormland_graph, Seat)))
    assert client.get(f"/api/v1/registers/seat/{kept.id}").json()["record"] == kept.values()
    missing = client.get("/api/v1/registers/place/flenn")
    assert (missing.status_code, missing.json()["suggestions"]) == (404, ["flen"])


@pytest.mark.parametrize("place", ["a/b/c", "x"])
def test_a_place_that_is_none(client: TestClient, place: str) -> None:
    assert client.get(f"/api/v1/registers/seat?after={place}").status_code == (200 if "/" not in place else 422)


def test_all_that_is_wrong_is_told_at_once_in_the_language_asked_for(client: TestClient) -> None:
    address = "/api/v1/feeds?hops=11&existing=maybe&parti=x&after=a&after=b"
    answer = client.get(address, headers={"accept-language": "en"})
    told = answer.json()
    assert (answer.status_code, answer.headers["content-language"]) == (422, "en")
    assert (told["type"], told["title"], told["status"]) == ("/api/v1/problems/parameters", "Parameters that cannot be used", 422)
    assert {error["parameter"] for error in told["errors"]} == {"party", "hops", "existing", "parti", "after"}
    assert client.get(address, headers={"accept-language": "sv"}).json()["title"] == "Parametrar som inte kan användas"
    assert client.get(f"{address}&lang=sv", headers={"accept-language": "en"}).headers["content-language"] == "sv"


def test_the_type_of_a_problem_is_the_address_of_its_page(client: TestClient) -> None:
    for type_ in PROBLEM_TYPES.values():
        assert type_.title.in_("sv") in client.get(type_.address).text
    assert client.get("/api/v1/problems/unknown").status_code == 404
    assert client.get("/api/v1/problems").text.count("/api/v1/problems/") >= len(PROBLEM_TYPES)


def test_the_reference_names_every_operation_with_an_example_that_runs(client: TestClient) -> None:
    page = client.get("/api/v1").text
    assert "<script>" not in page
    for operation in list_operations():
        assert operation.path.removesuffix("/{id}") in page
    rows = client.get("/api/v1.json").json()["rows"]
    assert {row["name"] for row in rows} == {operation.name for operation in list_operations()}


def test_a_former_address_of_a_party_leads_to_the_present_one(client: TestClient) -> None:
    named = client.get("/api/v1/parties/Almi Invest")
    assert (named.status_code, named.headers["location"]) == (307, "/api/v1/parties/almi-invest")


def test_options_and_head(client: TestClient) -> None:
    options = client.options("/api/v1/stalls")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert client.options("/api/v1/borta").status_code == 404
    head, get = client.head("/api/v1/registers"), client.get("/api/v1/registers")
    assert (head.content, head.headers["etag"]) == (b"", get.headers["etag"])
    assert client.delete("/api/v1/stalls").json()["type"] == "/api/v1/problems/method"


def test_the_document_names_the_fields_of_an_answers_rows() -> None:
    content = build_description()["paths"]["/api/v1/stalls"]["get"]["responses"]["200"]["content"]["application/json"]
    (_shared, own) = content["schema"]["allOf"]
    fields = own["properties"]["rows"]["items"]["properties"]
    assert [*fields] == [*dict.fromkeys(name for row in content["examples"]["sormland"]["value"]["rows"] for name in row)]
    assert fields["assignment"]["description"]
