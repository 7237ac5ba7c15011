"""The pages of decisions over Sörmland: the same numbers in figure, choices and list, and the same as data."""

import re
from collections.abc import Iterator
from csv import DictReader
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from starlette.testclient import TestClient

from api.pages.decisions.hand_offs import list_hand_offs
from model.language import swedish_sort_key
from model.vocabulary.assignment_state import sort_steps
from model.vocabulary.decisions import StepKind
from queries.findings.breaks import find_breaks
from queries.following.standing_counts import read_standings
from queries.following.standings import FollowUpState
from queries.questions.decisions import find_stalled
from queries.questions.parameters import BreaksQuestion, StallsQuestion
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, forum, landscape, step

ON = "2026-11-29"
ROWS = re.compile(r'<th scope="row"><a href="(/beslut/[^"]+)"')
CHOICES = re.compile(
    r'<a href="(/beslut\?[^"]*)"[^>]*>(?:<svg.*?</svg> )?<span class="cap">[^<]*</span></a> <span class="count">(\d+)</span>'
)


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    """Give a client of the application over Sörmland's graph."""
    with client_of(sormland_graph) as client:
        yield client


def read_json(client: TestClient, address: str) -> Any:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_choice_leaves_as_many_rows_as_it_says(client: TestClient) -> None:
    seen = 0
    for state in FollowUpState:
        page = client.get(f"/beslut?on={ON}&by=none&state={state.value}").text
        for address, count in CHOICES.findall(page):
            parts = urlsplit(unescape(address))
            listed = ROWS.findall(client.get(f"/beslut?{parts.query}").text)
            assert len(listed) == int(count), address
            seen += 1
        assert ROWS.findall(page)
    assert seen > 40


def test_the_figure_and_the_list_tell_the_same_in_html_and_json(client: TestClient) -> None:
    data = read_json(client, f"/beslut.json?on={ON}")
    assert sum(data["states"].values()) == 123
    for number, one in enumerate(data["steps"]):
        later = data["steps"][number + 1 :]
        assert one["further"] == sum(later_one[state.value] for later_one in later for state in FollowUpState)
    listed = [row["assignment"] for row in data["rows"]]
    assert len(listed) == data["states"]["late"] == 12
    page = client.get(f"/beslut?on={ON}&by=none").text
    assert [urlsplit(unescape(address)).fragment for address in ROWS.findall(page)] == listed
    assert f"<strong>12 av {123 - data['states']['unknown']} uppdrag med känt läge står stilla.</strong>" in page


def test_the_balance_list_is_had_with_the_same_choices(client: TestClient) -> None:
    query = f"on={ON}&area=utbildning-matchning"
    rows = [*DictReader(StringIO(client.get(f"/beslut.csv?{query}").text.removeprefix("\ufeff")), delimiter=";")]
    listed = [row["assignment"] for row in read_json(client, f"/beslut.json?{query}")["rows"]]
    assert listed
    assert [row["Id"] for row in rows if row["Läge"] == "står stilla"] == listed
    book = openpyxl.load_workbook(BytesIO(client.get(f"/beslut.xlsx?{query}").content), read_only=True)
    assert book.sheetnames[0] == "Balanslista"
    paused = client.get(f"/beslut.csv?on={ON}&state=paused").text
    assert "exempel-validering-lager-till-arbetsutskott-transport" in paused


@pytest.mark.parametrize(
    "address", [f"/beslut.svg?on={ON}", f"/beslut/exempel-el-lastbil.svg?on={ON}", f"/beslut/tider.svg?on={ON}"]
)
def test_a_picture_stands_alone_and_its_style_is_allowed(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert "sha256-" in answer.headers["content-security-policy"]
    picture = fromstring(answer.text)
    assert picture.get("role") == "img"
    assert "var(--" not in "".join(item.get("fill", "") for item in picture.iter())


def test_hand_offs_are_counted_as_breaks_counts_them(sormland_graph: Graph) -> None:
    found = list_hand_offs(sormland_graph, read_standings(sormland_graph, ON), ON)
    rows = find_breaks(sormland_graph, BreaksQuestion(on=ON, most=1000)).rows
    assert {(one.forum, one.party, one.late, one.waiting, one.broken) for one in found} == {
        (row["forum"], row["party"], row["stuck"], row["waiting"], row["broken"]) for row in rows if row["stuck"]
    }


def test_an_assignment_leads_to_its_lane_also_as_data(client: TestClient) -> None:
    id_ = "exempel-yrkesforare-till-lokal-kompetensverkstad-flen"
    answer = client.get(f"/beslut/{id_}?on={ON}", follow_redirects=False)
    assert answer.headers["location"] == f"/beslut/exempel-yrkesforare?on={ON}#{id_}"
    assert read_json(client, f"/beslut/{id_}.json?on={ON}")["decision"]["id"] == "exempel-yrkesforare"
    assert f'id="{id_}"' in client.get(f"/beslut/exempel-yrkesforare?on={ON}").text
    assert client.get("/beslut/finns-inte").status_code == 404


def test_every_decision_has_a_page_in_both_languages(client: TestClient, sormland_graph: Graph) -> None:
    stalled = {row["decision"] for row in find_stalled(sormland_graph, StallsQuestion(on=ON)).rows}
    assert len(stalled) > 40
    for number, id_ in enumerate(sorted(stalled)):
        page = client.get(f"/beslut/{id_}?on={ON}&lang={'sv' if number % 2 else 'en'}")
        assert page.status_code == 200


def test_a_link_to_share_keeps_the_day_and_the_choices(client: TestClient) -> None:
    page = unescape(client.get("/beslut?area=utbildning-matchning&by=none").text)
    today = date.today().isoformat()
    assert f'href="/beslut?area=utbildning-matchning&by=none&on={today}"' in page
    assert f'href="/beslut/exempel-yrkesforare?on={today}"' in client.get("/beslut/exempel-yrkesforare").text


def test_bad_choices_are_one_clear_error(client: TestClient) -> None:
    for query in (
        "state=x",
        "by=x",
        "sort=x",
        "area=finns-inte",
        "step=x",
        "older_than=-1",
        "rule=x",
        "after=a/b/c",
        "on=igår",
        "kind=beslut",
    ):
        assert client.get(f"/beslut?{query}").status_code in (404, 422), query
    assert "late, awaited" in client.get("/beslut?state=x").text


def test_a_decision_says_what_it_waits_for_why_and_what_belongs_to_it(client: TestClient) -> None:
    data = read_json(client, f"/beslut/exempel-yrkesforare.json?on={ON}")
    waiting = {one["party"]: (one["state"], [step["kind"] for step in one["steps"]][-1]) for one in data["assignments"]}
    assert waiting["lokal-kompetensverkstad-flen"] == ("late", "communicated")
    assert waiting["lokal-kompetensverkstad-eskilstuna"] == ("reported", "reported_back")
    page = client.get(f"/beslut/exempel-yrkesforare?on={ON}").text
    assert "Linjebeslut hos Lokal kompetensverkstad Flen" in page
    assert "20 dagar före sitt datum" in page
    assert page.count("Varför står det här?") == len(data["findings"])
    assert ":param ids =&gt;" in page


def test_many_addressees_long_names_no_steps_and_hostile_words(client: TestClient, local_graph: Graph) -> None:
    """Forty addressees, each in another state, with names that would be markup."""
    name = '<script>alert("x")</script> ' + "å" * 200
    parts = [assignment(f"u{n}", "d", f"a{n}", due=f"2026-{n % 12 + 1:02}-01", owner="<b>rektor</b>") for n in range(40)]
    steps = [step(f"u{n}", kind, f"2026-0{n % 9 + 1}-02", until="2026-12-24" if kind == StepKind.HELD else None, reason="<i>skäl</i>")
             for n, kind in enumerate([*StepKind] * 3)]  # fmt: skip
    contents = landscape(
        [actor(f"a{n}", name=f"{name[:150]} {n}") for n in range(40)],
        forum("f"),
        decision("d", *parts, name=name, taken_in="f"),
        steps,
    )
    put(empty_graph(local_graph), contents)
    with client_of(local_graph) as other:
        for address in ("/beslut/d", "/beslut?by=addressee", "/beslut/tider?by=forum", "/beslut/d.svg", "/beslut.svg"):
            page = other.get(f"{address}{'&' if '?' in address else '?'}on=2026-11-01")
            assert page.status_code == 200
            assert "<script>alert" not in page.text
            assert "<b>rektor" not in page.text
        assert other.get("/beslut/d?on=2026-11-01").text.count('<article class="lane"') == 40
    assert sort_steps(steps)


def test_reopened_ones_are_told_beside_the_figure_and_a_period_keeps_its_words(local_graph: Graph) -> None:
    owed = [
        assignment("u1", "d", "a", due="2026-06-30", due_words="Q2 2026", due_edtf="2026-04/2026-06"),
        assignment("u2", "d", "b"),
    ]
    steps = [step("u1", StepKind.REPORTED_BACK, "2026-02-01"), step("u1", StepKind.RESUMED, "2026-03-01")]
    put(empty_graph(local_graph), landscape(actor("a"), actor("b"), decision("d", *owed), steps))
    with client_of(local_graph) as other:
        page = other.get(f"/beslut?on={ON}").text
        assert "1 uppdrag saknar antecknade steg" in page
        assert "Ytterligare 1 uppdrag står inte vid något av stegen" in page
        assert "<dd>Q2 2026 (2026-06-30)</dd>" in other.get(f"/beslut/d?on={ON}").text


def test_an_empty_landscape_says_what_to_do(local_graph: Graph) -> None:
    put(empty_graph(local_graph), landscape(actor("a")))
    with client_of(local_graph) as other:
        assert "Inget beslut har lämnats till någon ännu." in other.get("/beslut").text
        assert other.get("/beslut.svg").status_code == 200
        assert other.get("/beslut/tider").status_code == 200


def test_the_list_is_sorted_by_age_date_forum_or_addressee_and_paged_by_key(client: TestClient) -> None:
    state = f"on={ON}&state=unknown"
    every = {row["assignment"]: row for row in read_json(client, f"/beslut.json?{state}&by=none")["rows"]}
    for sort in ("age", "due", "forum", "addressee"):
        first = read_json(client, f"/beslut.json?{state}&sort={sort}")
        assert {row["assignment"] for row in first["rows"]} == every.keys()
    late = read_json(client, f"/beslut.json?on={ON}&sort=addressee")["rows"]
    assert [row["addressee"] for row in late] == sorted((row["addressee"] for row in late), key=swedish_sort_key)
    half = read_json(client, f"/beslut.json?on={ON}&sort=addressee&after={late[4]['assignment']}")["rows"]
    assert [row["assignment"] for row in half] == [row["assignment"] for row in late[5:]]
    page = client.get(f"/beslut?on={ON}&sort=due").text
    assert re.search(r'sort=due[^"]*" aria-current="true">datum</a>', page)
