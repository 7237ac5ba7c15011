"""The access log: what it says of each request, and that nothing else of one gets into it."""

import json
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from api.web.application import create_app
from queries.server.graph import Graph
from tests.api.clients import HOME

KEYS = {"at", "method", "path", "status", "ms", "bytes", "version", "language"}
Line = dict[str, object]
Ask = Callable[..., Line]


@pytest.fixture
def ask(sormland_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return a function that sends a request and returns its line."""
    monkeypatch.setattr("api.v1.question_operations.answer_stalls", lambda *_: 1 / 0)
    lines = list[str]()
    app = create_app(sormland_graph, "sv", write_log=lines.append)
    client = TestClient(app, HOME, follow_redirects=False, raise_server_exceptions=False)
    client.headers["accept-encoding"] = "identity"  # so that the bytes can be counted

    def ask(path: str, method: str = "GET", **more: object) -> Line:
        answer = client.request(method, path, **more)  # type: ignore[arg-type]  # what a test gives
        line: Line = json.loads(lines[-1])
        assert line["status"] == answer.status_code
        assert line["bytes"] == len(answer.content)
        return line

    return ask


@pytest.mark.parametrize(
    ("path", "method", "status", "template"),
    [
        ("/", "GET", 200, "/"),
        ("/om.json?lang=en", "GET", 200, "/om.json"),
        ("/om", "HEAD", 200, "/om"),
        ("/part/regeringen.json", "GET", 200, "/part/{id}.json"),
        ("/part/finns-inte", "GET", 404, "/part/{id}"),
        ("/api/v1/stalls", "GET", 500, "/api/v1/stalls"),
        ("/livez", "GET", 200, "/livez"),
        ("/borta", "GET", 404, None),
        ("/om?" + "x" * 9000, "GET", 414, None),
    ],
)
def test_a_line_names_the_page_and_what_it_cost(ask: Ask, path: str, method: str, status: int, template: str | None) -> None:
    line = ask(path, method)
    assert set(line) == KEYS
    assert (line["method"], line["path"], line["status"]) == (method, template, status)
    assert line["language"] == ("en" if "lang=en" in path else "sv")


def test_a_line_names_the_version_that_was_read(ask: Ask, sormland_graph: Graph) -> None:
    now = str(sormland_graph.read_once("changes/head").rows[0]["hash"])
    assert ask("/om")["version"] == now[:12]
    assert ask("/livez")["version"] is None


SECRET = "hemlig4711"


@pytest.mark.parametrize(
    ("path", "method"),
    [
        (f"/sok?q={SECRET}", "GET"),
        (f"/sok.json?q={SECRET}&lang={SECRET}", "GET"),
        (f"/part/{SECRET}", "GET"),
        (f"/{SECRET}/{SECRET}?{SECRET}={SECRET}", "GET"),
        (f"/om/{SECRET}", "HEAD"),
        ("/om", SECRET.upper()),
    ],
)
def test_nothing_of_who_asked_and_what_for_gets_into_it(ask: Ask, path: str, method: str) -> None:
    names = ("user-agent", "referer", "cookie", "x-forwarded-for", "forwarded", "authorization", "accept-language", SECRET)
    line = json.dumps(ask(path, method, headers=dict.fromkeys(names, SECRET))).casefold()
    assert SECRET not in line
    assert "testclient" not in line  # the client's address
    assert SECRET not in json.dumps(ask("/om", headers={"host": SECRET}))
