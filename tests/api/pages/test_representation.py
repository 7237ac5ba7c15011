"""The page of representation over Sörmland's graph: it shows what the answers say, filtered, page by page, and as files."""

import re
from collections import Counter
from collections.abc import Iterator
from csv import DictReader
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from queries.server.graph import Graph
from tests.api.clients import client_of

PATH = "/representation"


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    """Give a client of the application over Sörmland's graph."""
    with client_of(sormland_graph) as client:
        yield client


def read(client: TestClient, query: str = "") -> Any:
    answer = client.get(f"{PATH}.json{query}")
    assert answer.status_code == 200
    return answer.json()


def list_cells(client: TestClient, level: str, *, forums: bool) -> list[dict[str, Any]]:
    rows = client.get(f"/api/v1/matrix?cells=true&level={level}&forums={str(forums).lower()}").json()["rows"]
    return [row for row in rows if row["what"] == "cell"]


def list_actors(page: str) -> list[str]:
    matrix = page[page.index('id="matrix"') : page.index('class="voices"')]
    return re.findall(r'<tr><th scope="row">(?:<a[^>]*>|<span[^>]*>)([^<]+)<', matrix)


def test_it_sums_what_the_matrix_counts(client: TestClient) -> None:
    for level in ("regional", "lokal"):
        found = read(client, f"?level={level}")
        hows = Counter(row["how"] for row in list_cells(client, level, forums=False))
        assert {how: found["sums"][how] for how in hows} == hows
        known = hows["direct"] + hows["network"]
        assert f'<strong class="figure">{known}</strong> av {hows.total()} berörda' in client.get(f"{PATH}?level={level}").text


def test_each_cell_says_what_the_answer_says(client: TestClient) -> None:
    found = read(client, "?level=regional")
    shown = {
        (row["actor"], column["area"], column["forum"]): cell["how"]
        for row in found["rows"]
        for column, cell in zip(found["columns"], row["cells"], strict=True)
        if cell
    }
    cells = [row for forums in (False, True) for row in list_cells(client, "regional", forums=forums)]
    assert shown == {(row["actor"], row["area"], row["forum"]): row["how"] for row in cells}


def test_a_seat_has_its_position_and_its_doubt(client: TestClient) -> None:
    found = read(client, "?level=regional")
    row = next(row for row in found["rows"] if row["actor"] == "transportforetagen")
    place = next(place for place, column in enumerate(found["columns"]) if column["forum"] == "branschforum-transport")
    assert row["cells"][place]["words"] == "ordförande, exempel"
    region = next(row for row in found["rows"] if row["actor"] == "region-sormland")
    assert region["cells"][place] | {"example": False} == {
        "how": "direct", "doubt": "uncertain", "example": False, "words": "sammankallande, föreslagen, osäker",
    }  # fmt: skip


def test_without_a_level_it_shows_the_one_of_which_most_is_known(client: TestClient) -> None:
    assert read(client)["level"] == "regional"


@pytest.mark.parametrize("state", ["direct", "network", "none", "unknown"])
def test_a_filter_shows_as_many_as_its_count(client: TestClient, state: str) -> None:
    cells = list_cells(client, "regional", forums=False)
    found = read(client, f"?level=regional&state={state}")
    assert {row["actor"] for row in found["rows"]} == {row["actor"] for row in cells if row["how"] == state}


def test_an_area_has_only_its_own_forums_and_actors(client: TestClient) -> None:
    found = read(client, "?level=regional&area=Förberedande insatser")
    assert {column["area"] for column in found["columns"]} == {"forberedande-insatser"}
    assert len(found["rows"]) == found["sums"]["actors"] == 16


def test_everybody_has_those_whom_no_area_concerns_too(client: TestClient) -> None:
    page = client.get(f"{PATH}?who=all").text
    outside = read(client)["outside"]
    assert f"Inget område berör {outside['actors']} aktörer av {outside['of']}" in page
    assert len(list_actors(page)) == outside["of"]


def test_pages_by_key_have_every_actor_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    every = list_actors(client.get(PATH).text)
    monkeypatch.setattr("api.pages.voice_table.LEAST_ROWS", 10)
    monkeypatch.setattr("api.pages.voice_table.MOST_CELLS", 10)
    pages, after = [], ""
    while after is not None:
        found = read(client, f"?after={after}")
        pages.append([row["actor"] for row in found["rows"]])
        after = found.get("next")
    assert max(map(len, pages)) == 10
    assert len({actor for page in pages for actor in page}) == sum(map(len, pages)) == len(every)


def test_the_rules_of_a_chosen_forum_are_shown_with_what_was_counted(client: TestClient) -> None:
    rules = client.get("/api/v1/seat-rules?forum=branschforum-transport").json()["rows"]
    page = client.get(f"{PATH}?forum=branschforum-transport").text
    section = page[page.index('id="rules"') : page.index('id="shares"')]
    for row in rules:
        assert row["rule_name"] in section
    assert "0 av 2" in section
    assert len(re.findall("mark-none", section)) == sum(row["state"] == "broken" for row in rules)


def test_the_rules_of_a_forum_elsewhere_are_shown_too(client: TestClient) -> None:
    page = client.get(f"{PATH}?area=forberedande-insatser&forum=branschforum-transport").text
    assert "Plats för företag" in page[page.index('id="rules"') : page.index('id="shares"')]


def test_it_says_what_to_find_out_first_and_who_is_often_overlooked(client: TestClient) -> None:
    page = client.get(f"{PATH}?level=lokal").text
    for words in (
        "Lokala samverkansgrupper (RAR-LG)",
        "avgör ensamt",
        "Ungdomsnätverk",
        "0 av 5 har en antecknad röst i något forum",
    ):
        assert words in page, words


def test_the_files_have_the_verdicts_and_the_seats(client: TestClient) -> None:
    lines = [*DictReader(StringIO(client.get(f"{PATH}.csv?level=regional").text.lstrip("\ufeff")), delimiter=";")]
    cells = {(row["actor"], row["forum_name"] or "") for row in list_cells(client, "regional", forums=True)}
    assert {(line["Id"], line["Forum"]) for line in lines if line["Forum"]} == cells
    assert any(not line["Forum"] for line in lines)
    book = load_workbook(BytesIO(client.get(f"{PATH}.xlsx").content))
    assert {"Antal", "Vad det vilar på", "I ingen matris"} < {*book.sheetnames}
    assert client.get(f"{PATH}.svg").text.startswith("<svg")


def test_an_unknown_level_or_forum_is_told(client: TestClient) -> None:
    for query in ("?level=finns-inte", "?area=finns-inte", "?forum=finns-inte"):
        assert client.get(f"{PATH}{query}").status_code == 404
