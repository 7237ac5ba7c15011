"""The pages of lenses: the map shows what the tables list, every state has an address, and the same is had as data."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.lenses.lens_page import LENSES
from queries.archive.publishing import publish_revision
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.graphs import empty_graph, put
from tests.landscapes import actor, flow, forum, landscape, seat

PATHS = [
    *(f"/karta/{name}" for name in LENSES),
    "/karta/sarbarhet?utan=analytiker",
    "/karta/representation?area=forberedande-insatser",
    "/karta/forandring?mot=existing",
]


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    """Give a client of the pages over Sörmland's graph."""
    with client_of(sormland_graph) as client:
        yield client


def marked(page: str) -> set[str]:
    return {id_ for ids in re.findall(r'data-marks="([^"]*)"', page) for id_ in ids.split()}


def paired(page: str) -> set[str]:
    return {pair for pairs in re.findall(r'data-pairs="([^"]*)"', page) for pair in pairs.replace("&gt;", ">").split()}


def told_apart(page: str) -> set[str]:
    """Return the pairs of lines that have no room on the map, or run within one box."""
    return {pair for pairs in re.findall(r'data-untold="([^"]*)"', page) for pair in pairs.replace("&gt;", ">").split()}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("standing", ["", "existing"])
def test_the_map_shows_the_parties_and_pairs_of_its_data(client: TestClient, path: str, standing: str) -> None:
    name, _, query = path.partition("?")
    page, data = (client.get(f"{name}{ending}?{query}&standing={standing}") for ending in ("", ".json"))
    assert (page.status_code, data.status_code) == (200, 200)
    assert marked(page.text) == {row["party"] for row in data.json()["parties"]}
    pairs = {f"{row['source']}>{row['target']}" for row in data.json()["lines"]}
    assert paired(page.text) | told_apart(page.text) == pairs
    listed = re.findall(r'<th scope="row"><a href="/karta/fokus/([^"?]+)', page.text)
    assert set(listed) == marked(page.text)


def test_decisions_that_stand_still_are_drawn_between_those_who_decided_and_those_who_wait(client: TestClient) -> None:
    page = client.get("/karta/beslut").text
    assert "branschforum-transport" in marked(page)
    assert {pair.partition(">")[0] for pair in paired(page)} <= marked(page)
    assert "Här stannar besluten" in page
    assert "/karta/fokus/branschforum-transport" in page


def test_the_lens_of_representation_is_about_the_area_and_level_of_its_address(client: TestClient) -> None:
    page = client.get("/karta/representation?area=forberedande-insatser&level=regional").text
    assert "Förberedande insatser" in page
    assert 'class="drawing lens area-yellow"' in page
    data = client.get("/karta/representation.json?area=forberedande-insatser&level=regional").json()
    looks = {(row["source"], row["look"]) for row in data["lines"]}
    assert {("region-sormland", "seat"), ("sormlandsidrotten", "mending")} <= looks


def test_without_a_party_those_who_hang_on_it_are_marked(client: TestClient) -> None:
    data = client.get("/karta/sarbarhet.json?utan=regeringen").json()
    states = {row["party"]: row["state"] for row in data["parties"]}
    assert states["regeringen"] == "lost"
    assert states["region-sormland"] == "cut-off"


def test_the_lens_of_losses_says_what_the_command_says(client: TestClient) -> None:
    rows = client.get("/api/v1/without?party=analytiker").json()["rows"]
    weakened = {row["party"] for row in rows if row["how"] == "weakened"}
    fewer = {row["party"] for row in rows if row["how"] == "weakened" and row["ways_without"] < row["ways"]}
    nothing = {row["party"] for row in rows if row["how"] == "cut-off" and row["fed_by"] == ["analytiker"]}
    data = client.get("/karta/sarbarhet.json?utan=analytiker").json()
    states = {row["party"]: row["state"] for row in data["parties"]}
    assert weakened > fewer
    assert {party for party, state in states.items() if state == "weakened"} == fewer
    assert {party for party, state in states.items() if state == "cut-off"} == nothing
    sources = len(rows) - len(nothing) - len(weakened)
    told = f"{len(nothing)} får inget alls, {sources} förlorar bara källorna, {len(fewer)} får färre vägar."
    assert data["lead"] == told
    assert {row["words"].endswith("osäkert)") for row in data["parties"] if row["state"] == "sourceless"} == {True, False}


def test_the_overview_of_losses_has_all_on_whom_others_hang_and_as_many_as_when_one_is_chosen(client: TestClient) -> None:
    rows = client.get("/api/v1/without?most=1000").json()["rows"]
    page = client.get("/karta/sarbarhet").text
    badges = dict(re.findall(r'href="/karta/sarbarhet\?utan=([^"&]+)">.*?<span class="badge[^"]*">(\d+)', page))
    assert badges.keys() == {row["without"][0] for row in rows}
    for head in ("region-sormland", "lokala-samordnare", "regeringen"):
        chosen = client.get(f"/karta/sarbarhet.json?utan={head}").json()["parties"]
        assert int(badges[head]) == sum(row["state"] in ("cut-off", "sourceless", "apart") for row in chosen)


def test_a_loss_that_counts_only_what_exists_is_told_as_such(local_graph: Graph) -> None:
    parties = [actor(id_) for id_ in "abc"]
    flows = (flow("a", "b"), flow("b", "c"), flow("a", "c", standing="proposed"))
    put(empty_graph(local_graph), landscape(*parties, *flows))
    with client_of(local_graph) as client:
        data = client.get("/karta/sarbarhet.json?utan=b").json()
    words = {row["party"]: row["words"] for row in data["parties"]}
    assert "räknas bara det som finns" in words["c"]


def test_a_day_that_is_none_and_a_party_that_is_none_are_told(client: TestClient) -> None:
    assert client.get("/karta/forandring?mot=igår").status_code == 422
    assert client.get("/karta/sarbarhet?utan=nobody").status_code == 404
    assert client.get("/karta/fokus/nobody").status_code == 404


def test_the_focus_is_a_page_of_links_and_the_same_as_data(client: TestClient) -> None:
    page = client.get("/karta/fokus/branschforum-transport?steg=2&lang=en")
    assert 'href="/karta/fokus/regional-samordnare?lang=en"' in page.text
    rows = client.get("/karta/fokus/branschforum-transport.json?steg=2").json()["rows"]
    assert len(rows) > 36
    assert {(proposed, uncertain) for *_row, proposed, uncertain in rows} >= {("proposed", "uncertain"), ("proposed", None)}
    assert client.get("/karta/fokus/branschforum-transport.svg").headers["content-type"] == "image/svg+xml"


def test_change_is_told_between_two_days(local_graph: Graph) -> None:
    parties = (actor("a"), actor("b", valid_from="2026-03-01"), actor("c", valid_to="2026-04-30"))
    put(empty_graph(local_graph), landscape(*parties, flow("a", "b"), flow("a", "c")))
    with client_of(local_graph) as client:
        data = client.get("/karta/forandring.json?on=2026-06-01&mot=2026-01-01").json()
        page = client.get("/karta/forandring?on=2026-06-01&mot=2026-01-01").text
    assert {row["party"]: row["state"] for row in data["parties"]} == {"b": "added", "c": "ended"}
    assert {(row["source"], row["target"], row["look"]) for row in data["lines"]} == {("a", "b", "added"), ("a", "c", "ended")}
    assert marked(page) == {"b", "c"}


def test_what_moved_and_what_was_renamed_since_a_revision_are_told_apart_with_what_that_means(local_graph: Graph) -> None:
    graph = empty_graph(local_graph)
    parties = (actor("a"), actor("b"), actor("c"), forum("f"))
    put(graph, landscape(*parties, flow("a", "b"), seat("f", "c")))
    publish_revision(graph, "ada", "första")
    changed = (actor("a", level="regional"), actor("b", name="Nya B"), actor("c"), forum("f"))
    put(graph, landscape(*changed, flow("a", "c"), seat("f", "b")))
    with client_of(graph) as client:
        data = client.get("/karta/forandring.json?mot=1").json()
        page = client.get("/karta/forandring?mot=1").text
    assert {row["party"]: row["state"] for row in data["parties"]} == {"a": "moved", "b": "renamed"}
    assert ("a", "a", "moved") in {(row["source"], row["target"], row["look"]) for row in data["lines"]}
    meaning = re.findall(r"<p class=\"small\">([^<]+)</p>", page[page.index("Vad det betyder") : page.index("Ändringarna")])
    assert meaning[:4] == ["C", "Nya B", "Nya B", "C"]


def test_the_proposal_is_told_beside_what_exists(client: TestClient) -> None:
    data = client.get("/karta/forandring.json?mot=existing").json()
    assert {(row["state"], row["words"]) for row in data["parties"]} == {("added", "bara föreslaget")}
    assert data["lead"].startswith(f"{len(data['parties'])} parter är föreslagna utöver det som finns")
    page = client.get("/karta/forandring?mot=existing").text
    assert "Vad ändrar förslaget?" in page
    assert "Vad det betyder" in {section["heading"] for section in data["sections"]}
    assert "parter som bara är föreslagna" in page
