"""The web application over a real graph: pages, JSON, errors, headers."""

import re
from collections.abc import Iterator, Mapping
from csv import DictReader
from hashlib import sha256
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.web.application import create_app
from model.errors import GraphUnavailable, QueryTooSlow
from model.language import Text
from queries.archive.publishing import publish_revision
from queries.server.graph import Graph
from tests.api.clients import HOME, client_of
from tests.graphs import empty_graph, put
from tests.landscapes import actor, landscape
from viz.web.templating import hash_source


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    """Give a client of the application over Sörmland's graph."""
    with client_of(sormland_graph) as client:
        yield client


def test_the_first_page_is_the_start_page_and_asks_for_nothing_but_our_own_files(client: TestClient) -> None:
    page = client.get("/")
    assert "Att se på i dag" in page.text
    assert "To look at today" in client.get("/?lang=en").text
    assert "unsafe" not in page.headers["content-security-policy"]
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
        file = client.get(address)
        assert file.status_code == 200
        assert "immutable" in file.headers["cache-control"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_finding_that_is_listed_is_explained_on_its_page(client: TestClient, language: str) -> None:
    findings = client.get(f"/iakttagelser?lang={language}").text
    addresses = sorted({unescape(address) for address in re.findall(r'href="(/iakttagelser/[^"]+)"', findings)})
    one_of_each_rule = {address.split("/")[2]: address for address in addresses}
    assert len(one_of_each_rule) > 10
    for address in one_of_each_rule.values():
        page = client.get(address)
        assert page.status_code == 200
        assert ("Varför står det här?" if language == "sv" else "Why is it listed?") in page.text
    assert client.get("/iakttagelser/finns-inte/a").status_code == 404


def test_a_revision_s_data_have_the_fingerprint_that_its_page_tells(local_graph: Graph) -> None:
    put(empty_graph(local_graph), landscape(actor("a")))
    publish_revision(local_graph, "tests", "första <b>")
    put(local_graph, landscape(actor("a"), actor("b")))
    publish_revision(local_graph, "tests", "andra")
    with client_of(local_graph) as client:
        page, data = client.get("/revisioner/2"), client.get("/revisioner/2.nq")
        lines = sorted(data.content.splitlines(keepends=True))
        assert sha256(b"".join(lines)).hexdigest() in page.text
        assert "sha256sum" in page.text
        assert "Nytt (aktör): B" in page.text
        assert "/karta/forandring?mot=1" in page.text
        assert client.get("/revisioner/2.pdf").content.startswith(b"%PDF")
        changes = client.get("/revisioner/2.json").json()["changes"]
        assert [(one["action"], one["id"]) for one in changes] == [("create", "b")]
        assert "första &lt;b&gt;" in client.get("/revisioner").text
        assert [client.get(f"/revisioner/{said}").status_code for said in ("3", "x", "1")] == [404, 404, 200]


def test_a_page_is_had_as_data_at_the_same_address(client: TestClient) -> None:
    rows = client.get("/start.json").json()["rows"]
    lines = client.get("/start.csv").text.splitlines()
    assert [row["sentence"]["sv"] for row in rows] == [line["Mening"] for line in DictReader(lines, delimiter=";")]
    assert client.get("/start.xlsx").content[:2] == b"PK"
    assert client.get("/start.svg").status_code == 404
    assert client.get("/start.json?on=igår").headers["content-type"] == "application/problem+json"


def test_the_yearly_wheel_is_a_picture_too(client: TestClient) -> None:
    assert "ring-name" in client.get("/arshjul.svg").text


@pytest.mark.parametrize("path", ["/", "/beslut", "/andringar", "/arshjul", "/karta/beslut"])
def test_a_page_and_each_of_its_forms_have_a_tag(client: TestClient, path: str) -> None:
    page = client.get(path)
    forms = [unescape(address) for address in re.findall(r'rel="alternate"[^>]* href="([^"]+)"', page.text)]
    assert len(forms) > 1
    for address in (path, *forms):
        tag = client.get(address).headers["etag"]
        again = client.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_the_map_in_both_languages(client: TestClient) -> None:
    assert '<html lang="sv">' in client.get("/karta").text
    page = client.get("/karta?lang=en&sel=region-sormland")
    assert '<html lang="en">' in page.text
    assert "Contains example data" in page.text


def test_a_page_runs_and_shows_what_is_in_it_and_nothing_else(client: TestClient) -> None:
    page = client.get("/karta")
    policy = page.headers["content-security-policy"]
    for script in re.findall("<script>(.*?)</script>", page.text, re.DOTALL):
        assert hash_source(script) in policy
    assert hash_source(re.findall("<style>(.*?)</style>", page.text, re.DOTALL)[0]) in policy
    assert "default-src 'none'" in policy
    assert "nonce" not in policy + client.get("/karta.svg").headers["content-security-policy"]
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/karta", 200),
        ("GET", "/karta.svg", 200),
        ("GET", "/api/v1/parties", 200),
        ("GET", "/api/v1/openapi.json", 200),
        ("GET", "/favicon.ico", 204),
        ("GET", "/livez", 200),
        ("GET", "/readyz", 200),
        ("GET", "/", 200),
        ("GET", "/static/LandskapSans-Regular.ttf", 404),
        ("GET", "/api/v1/feeds", 422),
        ("GET", "/api/v1/stalls?most=0", 422),
        ("GET", "/borta", 404),
        ("GET", "/api/v1/borta", 404),
        ("POST", "/api/v1/parties", 405),
        ("GET", "/karta/", 307),
    ],
)
def test_every_response_is_safe(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert is_safe(answer.headers)


def is_safe(headers: Mapping[str, str]) -> bool:
    return (
        headers["x-content-type-options"] == "nosniff"
        and headers["cache-control"] in ("no-store", "no-cache")
        and headers["cross-origin-resource-policy"] == headers["cross-origin-opener-policy"] == "same-origin"
        and headers["cross-origin-embedder-policy"] == "require-corp"
        and "camera=()" in headers["permissions-policy"]
        and "default-src 'none'" in headers["content-security-policy"]
    )


def test_so_are_those_that_come_before_and_after_the_pages(sormland_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.v1.question_operations.answer_stalls", lambda *_, **__: 1 / 0)
    client = TestClient(create_app(sormland_graph, "sv"), HOME, raise_server_exceptions=False)
    for answer, status in (
        (client.get("/karta", headers={"host": "evil.example"}), 400),
        (client.get("/karta", headers={"host": "testserver"}), 400),
        (client.get("/karta", headers={"sec-fetch-site": "cross-site"}), 403),
        (client.get("/api/v1/stalls"), 500),
    ):
        assert answer.status_code == status
        assert is_safe(answer.headers)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_the_page_of_another_site_may_link_here_and_no_more(client: TestClient, site: str) -> None:
    link = {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client.get("/readyz", headers=link).status_code == 200
    assert client.post("/readyz", headers=link).status_code == 403
    for changed in ({"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, {"sec-fetch-dest": "iframe"}):
        answer = client.get("/api/v1/stalls", headers=link | changed)
        assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
    assert client.get("/api/v1/stalls", headers={"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}).status_code == 200


def test_the_questions_answer_as_on_the_command_line(client: TestClient) -> None:
    feeds = client.get("/api/v1/feeds", params={"party": "regeringen", "direction": "down", "hops": 1}).json()
    assert {row["party"] for row in feeds["rows"]} == {"region-sormland", "tillvaxtverket"}
    assert client.get("/api/v1/stalls", params={"on": "2026-11-24"}).json()["question"] == "stalls"
    assert client.get("/api/v1/unrepresented").json()["rows"]
    assert len(client.get("/api/v1/parties").json()["rows"]) > 100
    assert client.get("/api/v1/revisions").json()["rows"] == []


def test_the_rules_answer_and_each_finding_is_explained(client: TestClient) -> None:
    found = client.get("/api/v1/findings", params={"on": "2026-11-24", "severity": "serious", "most": 1}).json()
    first = found["findings"][0]
    assert {row["severity"] for row in found["rows"]} == {"serious"}
    explained = client.get("/api/v1/explain", params={"finding": first["id"], "on": "2026-11-24"}).json()
    assert (explained["so"], explained["finding"]["pasteable"]) == (True, first["pasteable"])
    assert 0 < len(client.get("/api/v1/today", params={"on": "2026-11-24"}).json()["rows"]) <= 10
    assert client.get("/api/v1/explain", params={"finding": "no-owner/finns-inte"}).status_code == 404


def test_a_page_and_the_next(client: TestClient) -> None:
    whole = client.get("/api/v1/stalls", params={"on": "2026-11-24"}).json()
    page = client.get("/api/v1/stalls", params={"on": "2026-11-24", "most": 2}).json()
    assert (page["rows"], page["cut"], page["parameters"]) == (whole["rows"][:2], True, {"most": 2})
    more = client.get("/api/v1/stalls", params={"on": "2026-11-24", "after": page["next"]}).json()
    assert more["rows"] == whole["rows"][2:]
    assert "next" not in whole | more
    one = client.get("/api/v1/unrepresented", params={"actor": "flen-kommun", "level": "regional", "most": 1}).json()
    assert [row["actor"] for row in one["rows"]] == ["flen-kommun"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/v1/feeds?party=arbetsformedlingn", 404, "okänd part"),
        ("/api/v1/feeds?party=regeringen&hops=11", 422, "hops kan inte vara '11'"),
        ("/api/v1/feeds?party=regeringen&kind=behof", 422, "okänt slag"),
        ("/api/v1/stalls?on=2026-02-30", 422, "inget datum"),
        ("/api/v1/stalls?after=nowhere", 422, "nowhere"),
        ("/api/v1/stalls?most=0", 422, "0"),
        ("/api/v1/stalls?area=bla", 404, "område"),
        ("/api/v1/unrepresented?level=x", 404, "nivå"),
        ("/api/v1/nothing", 404, "ingen sida"),
    ],
)
def test_errors_are_problem_json(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail"]


KINDS = "Choose among demand, delivery, request for support, order, information."


def test_all_parameters_that_cannot_be_used_are_told(client: TestClient) -> None:
    answer = client.get("/api/v1/feeds?hops=11&most=abc&direction=out&existing=maybe&kind=behof&kind=x&after=a&after=b&lang=en")
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert told["detail"] == "7 parameters cannot be used"
    assert {(error["parameter"], error.get("value"), error["detail"]) for error in told["errors"]} == {
        ("party", None, "party is missing"),
        ("hops", "11", "hops cannot be '11' – Give a whole number from 1 to 10."),
        ("most", "abc", "most cannot be 'abc' – Give a whole number from 1 to 10000."),
        ("direction", "out", "direction cannot be 'out' – Choose among up, down, both."),
        ("existing", "maybe", "existing cannot be 'maybe' – Choose among true, false."),
        ("kind", "behof, x", f"unknown kind of flow 'behof', 'x' – {KINDS}"),
        ("after", None, "after is given more than once – Give it once."),
    }  # fmt: skip


def test_the_description_says_how_errors_look(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").text
    assert "HTTPValidationError" not in described
    assert "application/problem+json" in described


def test_a_single_parameter_is_given_once(client: TestClient) -> None:
    answer = client.get("/api/v1/stalls?forum=a&forum=b")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "forum")
    assert client.get("/api/v1/feeds?party=regeringen&kind=demand&kind=order").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "host", "status", "said"),
    [
        ("POST", "/api/v1/stalls", "127.0.0.1", 405, "/api/v1/stalls tar inte emot POST"),
        ("GET", "/api/v1/stalls", "evil.example", 400, "serveras inte under namnet"),
        ("GET", "/api/v1/borta", "127.0.0.1", 404, "ingen sida"),
    ],
)
def test_what_no_question_answers_is_problem_json(
    client: TestClient, method: str, path: str, host: str, status: int, said: str
) -> None:
    answer = client.request(method, path, headers={"host": host})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail"]
    assert answer.json()["status"] == status


def test_a_fault_of_ours_is_told_in_our_words(sormland_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.v1.question_operations.answer_stalls", lambda *_: 1 / 0)
    answer = TestClient(create_app(sormland_graph, "sv"), HOME, raise_server_exceptions=False).get("/api/v1/stalls")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "ZeroDivisionError" not in answer.text


@pytest.mark.parametrize(
    ("path", "sentence", "way_back"),
    [
        ("/karta?lang=en&on=2026-02-30&sel=almi", "&#39;2026-02-30&#39; is not a date", "/karta?sel=almi&amp;lang=en"),
        ("/borta?lang=en", "There is no page /borta.", "/karta?lang=en"),
        ("/borta?lang=xx", "Det finns ingen sida /borta.", "/karta?lang=xx"),
        ("/karta?areas=a&areas=b&on=x&most=3", "&#39;x&#39; är inget datum", "/karta?areas=a%2Cb"),
        ("/borta", "Det finns ingen sida /borta.", "/karta"),
    ],
)
def test_an_error_page_keeps_language_and_view(client: TestClient, path: str, sentence: str, way_back: str) -> None:
    page = client.get(path).text
    assert sentence in page
    assert f'<a href="{way_back}">' in page
    assert ('<html lang="en">' in page) is ("lang=en" in path)


def test_a_slash_too_many_leads_to_the_page_on_whatever_host(client: TestClient) -> None:
    assert client.get("/karta/?sel=almi").headers["location"] == "/karta?sel=almi"
    assert client.get("/borta/").status_code == 404


def test_errors_are_pages_for_people(client: TestClient) -> None:
    page = client.get("/borta<script>")
    assert page.status_code == 404
    assert "<h1>Det gick inte</h1>" in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize(("error", "status"), [(QueryTooSlow, 504), (GraphUnavailable, 503)])
def test_a_graph_that_does_not_answer(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, error: type[GraphUnavailable], status: int
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error(Text("the connection to the graph was lost during the question"), Text("Try again."))

    monkeypatch.setattr("api.v1.question_operations.answer_stalls", fail)
    answer = client.get("/api/v1/stalls?on=2026-01-01")
    assert answer.status_code == status
    assert ("retry-after" in answer.headers) is (status == 503)
    assert "Försök igen" in answer.json()["detail"]


def test_the_picture(client: TestClient) -> None:
    answer = client.get("/karta.svg?lang=en")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<")


@pytest.mark.parametrize(
    "path",
    [
        "/karta",
        "/karta.svg",
        "/api/v1/parties",
        "/api/v1/revisions",
        "/api/v1/stalls",
        "/api/v1/feeds?party=regeringen",
        "/api/v1/openapi.json",
    ],
)
def test_head_is_get_without_the_answer(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", get.headers["content-type"])


def test_head_of_what_is_not_there(client: TestClient) -> None:
    assert (client.head("/ingenstans").status_code, client.head("/").status_code) == (404, 200)
    refused = client.post("/karta")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_an_open_page_asks_for_stacks_and_parties_of_the_landscape_that_it_shows(client: TestClient) -> None:
    version = re.findall('data-version="([^"]+)"', client.get("/karta").text)[0]
    party = client.get(f"/karta/part?sel=region-sormland&version={version}").json()
    assert party["seats"]
    stack = re.findall(r'"(stack\.[^"~]+)"', client.get("/karta").text)[0]
    scene = client.get("/karta/stapel", params={"stack": stack, "version": version}).json()
    assert all(box["id"] != stack for box in scene["boxes"])
    for path in ("part?sel=region-sormland", f"stapel?stack={stack}"):
        assert client.get(f"/karta/{path}").status_code == 200
        assert client.get(f"/karta/{path}&version=en-annan").status_code == 409
    for path in ("part?sel=constructor", "stapel?stack=constructor", "part?sel="):
        assert client.get(f"/karta/{path}&version={version}").status_code == 404
