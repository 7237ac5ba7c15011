"""Cached answers: never older than the landscape, made once, and never in the way of other requests."""

import gzip
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.pages.page import render_page
from api.web import kept_answers
from api.web.kept_answers import AnswerCache
from model.errors import NotFound
from model.language import Text
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.graphs import empty_graph, put
from tests.landscapes import actor, landscape
from viz.web.drawn import DrawnMap

PATHS = ("/karta", "/karta.svg", "/api/v1/parties", "/api/v1/unrepresented", "/api/v1/stalls", "/api/v1/revisions")


@pytest.fixture
def local(local_graph: Graph) -> Graph:
    """Return the local graph with one actor."""
    put(empty_graph(local_graph), landscape(actor("a")))
    return local_graph


@pytest.fixture
def client(local: Graph) -> Iterator[TestClient]:
    """Give a client of the pages over it."""
    with client_of(local) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
def test_the_same_bytes_until_something_changes(client: TestClient, local: Graph, path: str) -> None:
    first, again = client.get(path), client.get(path)
    assert first.status_code == 200
    assert (first.content, first.headers) == (again.content, again.headers)
    put(local, landscape(actor("a"), actor("b")))
    assert "retry-after" not in client.get(path).headers


def test_no_answer_is_older_than_the_landscape(client: TestClient, local: Graph) -> None:
    for n in range(12):
        put(local, landscape(actor("a", name=f"Nu {n}")))
        assert f"Nu {n}" in client.get("/api/v1/parties").text
        assert f"Nu {n}" in client.get("/karta").text


def test_not_even_while_others_ask_and_change(client: TestClient, local: Graph) -> None:
    """A request after a change has been written is answered of that version or a later one."""
    kept, stop = [0], threading.Event()

    def ask() -> list[tuple[int, int]]:
        seen = []
        while not stop.is_set():
            least = kept[0]
            said = client.get("/api/v1/parties").json()["rows"][0]["name"]
            seen.append((least, int(said.removeprefix("Nu "))))
        return seen

    put(local, landscape(actor("a", name="Nu 0")))
    with ThreadPoolExecutor() as threads:
        asking = [threads.submit(ask) for _ in range(4)]
        for n in range(1, 16):
            put(local, landscape(actor("a", name=f"Nu {n}")))
            kept[0] = n
        stop.set()
        seen = [pair for asked in asking for pair in asked.result()]
    assert len(seen) > 20
    assert [pair for pair in seen if pair[1] < pair[0]] == []


def test_who_has_it_is_told_so_and_who_takes_it_compressed_gets_it_so(client: TestClient) -> None:
    plain = client.get("/karta", headers={"accept-encoding": "identity"})
    packed = client.get("/karta", headers={"accept-encoding": "br, gzip"})
    assert plain.content == packed.content
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("br", "Accept-Encoding")
    assert int(packed.headers["content-length"]) < len(gzip.compress(plain.content, 6, mtime=0)) < len(plain.content) / 2
    tag = packed.headers["etag"]
    assert plain.headers["etag"] == tag
    assert tag.startswith('W/"')  # the same content in other bytes
    answer = client.get("/karta", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert client.get("/karta?sel=a", headers={"if-none-match": tag}).status_code == 200


def test_a_tag_names_the_version_the_address_and_the_day(
    client: TestClient, local: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tag_of(address: str, **headers: str) -> str:
        return client.get(address, headers=headers).headers["etag"]

    first = tag_of("/part/a")
    assert str(local.read_once("changes/head").rows[0]["hash"])[:16] in first
    assert (
        len(
            {first, tag_of("/part/a?lang=en"), tag_of("/part/a?x=1"), tag_of("/part/a.json"), tag_of("/part/a", host="localhost")}
        )
        == 5
    )
    put(local, landscape(actor("a"), actor("b")))
    assert tag_of("/part/a") != first
    monkeypatch.setattr("api.web.kept_answers.date", Tomorrow)
    assert client.get("/part/a", headers={"if-none-match": first}).status_code == 200


def test_who_has_an_answer_is_told_so_without_its_being_made(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get("/part/a").headers["etag"]
    monkeypatch.setattr(AnswerCache, "_wait_for", lambda *_: 1 / 0)
    monkeypatch.setattr(kept_answers.CachedAnswer, "respond", lambda *_: 1 / 0)
    assert client.get("/part/a", headers={"if-none-match": f'"x", {tag}'}).status_code == 304


class Interrupted:
    """A change of the landscape in the middle of a page: after its content was read, before its frame is."""

    def __init__(self, graph: Graph, patch: pytest.MonkeyPatch, times: int) -> None:
        self._graph, self._left, self._render = graph, times, render_page
        patch.setattr("api.web.pages.render_page", self)

    def __call__(self, *page: Any) -> str:
        if self._left:
            self._left -= 1
            put(self._graph, landscape(actor("a"), actor(f"b{self._left}", name=f"Ny {self._left}")))
        return self._render(*page)


def test_a_page_is_of_one_version_though_the_landscape_changes_while_it_is_made(
    client: TestClient, local: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    Interrupted(local, monkeypatch, times=2)
    page = client.get("/sok?q=ny")
    now = str(local.read_once("changes/head").rows[0]["hash"])
    assert f'data-version="{now}"' in page.text
    assert now[:16] in page.headers["etag"]
    assert "Ny 0" in page.text
    assert "Ny 1" not in page.text


def test_nor_is_an_error_that_comes_of_two_versions_told(
    client: TestClient, local: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(*page: Any) -> str:
        put(local, landscape(actor("a"), actor("b")))
        raise NotFound(Text("gone meanwhile"))

    interrupted = iter([vanish])
    monkeypatch.setattr("api.web.pages.render_page", lambda *page: next(interrupted, render_page)(*page))
    assert client.get("/part/a").status_code == 200


def test_a_landscape_that_does_not_stand_still_is_told(client: TestClient, local: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    Interrupted(local, monkeypatch, times=9)
    answer = client.get("/sok?q=ny")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "ändrade landskapet" in answer.text


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip", "gzip"), ("br;q=0.4, GZIP ; q=0.5", "gzip"), ("gzip, br", "br"), ("*", "br"), ("br;q=0, *", "gzip"), ("gzip;q=0", None), ("gzip;q=0.000", None),
     ("*;q=0", None), ("gzip; q=0, br;q=0, *", None), ("xgzip", None), ("identity", None), ("", None)],
)  # fmt: skip
def test_a_weight_of_nothing_refuses_compression(client: TestClient, accepted: str, coding: str | None) -> None:
    assert client.get("/karta", headers={"accept-encoding": accepted}).headers.get("content-encoding") == coding


def test_a_tag_is_compared_weakly(client: TestClient) -> None:
    tag = client.get("/karta").headers["etag"].removeprefix("W/")
    for expected, status in ((f"W/{tag}", 304), (f'"x", W/{tag}', 304), ("*", 304), ('W/"x"', 200), ('"*"', 200), ("", 200)):
        assert client.get("/karta", headers={"if-none-match": expected}).status_code == status


def test_what_is_kept_is_bounded(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    answers, real = list[AnswerCache](), AnswerCache._store

    def keep(kept: AnswerCache, *rest: Any) -> None:
        answers.append(kept)
        real(kept, *rest)

    monkeypatch.setattr(AnswerCache, "_store", keep)
    client.get("/api/v1/parties?most=1")
    answers[0]._most_bytes = 20_000
    for most in range(2, 20):
        client.get(f"/revisioner.json?n={most}&{'x' * 2000}")
    assert 2000 < answers[0]._bytes <= 20_000
    assert 1 < len(answers[0]._answers) < 10


class Tomorrow(kept_answers.date):  # type: ignore[name-defined, misc]  # it is imported there, to be put in its place
    """A day on which all that is kept is of yesterday."""

    @classmethod
    def today(cls) -> "Tomorrow":
        return cls(2099, 1, 1)


def test_an_answer_is_of_the_day_on_which_it_is_asked(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    today = client.get("/api/v1/stalls").json()["on"]
    monkeypatch.setattr("api.web.kept_answers.date", Tomorrow)
    monkeypatch.setattr("api.web.quick_answers.date", Tomorrow)
    monkeypatch.setattr("queries.questions.parameters.date", Tomorrow)
    assert client.get("/api/v1/stalls").json()["on"] == "2099-01-01" != today


class Slow:
    """A drawing that goes on until it may end."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.may_end, self.drawn = threading.Event(), list[str]()
        patch.setattr("api.web.landscape_cache.DrawnMap", self)

    def __call__(self, contents: Any, on: str, language: Any, *part: Any) -> DrawnMap:
        self.drawn.append(on)
        assert self.may_end.wait(30)
        return DrawnMap(contents, on, language, *part)


def test_nothing_waits_for_a_drawing_but_who_asked_for_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.kept_answers.WAIT_SECONDS", 1.5)
    monkeypatch.setattr("api.web.kept_answers.MOST_MADE", 20)
    slow = Slow(monkeypatch)
    with ThreadPoolExecutor(60) as threads:
        asked = [threads.submit(client.get, f"/karta?on=2026-01-{day:02}") for day in range(1, 25) for _ in range(2)]
        time.sleep(0.5)
        begun = time.monotonic()
        assert client.get("/readyz").status_code == 200
        assert client.get("/api/v1/parties").status_code == 200
        assert time.monotonic() - begun < 1
        answers = [answer.result() for answer in asked]
        assert {answer.status_code for answer in answers} == {503}
        assert all(answer.headers["retry-after"] == "5" and "för mycket att göra" in answer.text for answer in answers)
        assert len(slow.drawn) <= 2
        slow.may_end.set()
    until = time.monotonic() + 20
    while client.get("/karta?on=2026-01-01").status_code == 503 and time.monotonic() < until:
        time.sleep(0.1)
    assert client.get("/karta?on=2026-01-01").status_code == 200


def test_the_same_is_made_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow(monkeypatch)
    with ThreadPoolExecutor(20) as threads:
        asked = [threads.submit(client.get, f"/karta?on=2026-02-01&sel={n % 2}") for n in range(20)]
        time.sleep(0.5)
        slow.may_end.set()
        assert {answer.result().status_code for answer in asked} == {200}
    assert slow.drawn == ["2026-02-01"]
