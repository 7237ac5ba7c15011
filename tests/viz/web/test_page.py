"""The map's page as text: the same bytes for the same landscape, safe, and with a table that agrees with the map."""

import gzip
import json
import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given

from model.errors import LimitExceeded, NotFound
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow
from tests.conftest import limit_examples
from tests.landscapes import actor, flow, forum, landscape, landscapes
from viz.web.drawn import DrawnMap
from viz.web.page import render_map_file, render_map_page
from viz.web.state import MapState, parse_state, query_of
from viz.web.table import find_visible

DAY = "2026-11-24"


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data = dict(json.loads(found[1]))
    return data | {name: unpack_rows(**data[name]) for name in ("parties", "details", "flows")}


def unpack_rows(fields: list[str], values: list[Any], rows: dict[str, list[int]]) -> dict[str, dict[str, Any]]:
    return {id_: {field: values[at] for field, at in zip(fields, row, strict=True)} for id_, row in rows.items()}


def test_the_same_landscape_is_the_same_bytes(sormland: Contents) -> None:
    assert render_map_file(sormland, DAY, "sv") == render_map_file(Contents(reversed(list(sormland))), DAY, "sv")


@limit_examples(15)
@given(landscapes())
def test_map_and_table_say_the_same(contents: Contents) -> None:
    page = render_map_file(contents, DAY, "sv")
    data, now = data_of(page), contents.on(DAY)
    in_table = set(re.findall(r'data-party="([^"]+)"', page))
    in_boxes = {member for box in data["scenes"][""]["boxes"] for member in box["members"]}
    assert in_table == in_boxes == {party.id for party in now.parties()}
    flows = {item.id for item in now.of(Flow).values() if now.party(item.source) and now.party(item.target)}
    assert set(re.findall(r'data-flow="([^"]+)"', page)) == flows == set(data["flows"])


def test_the_legend_names_every_sign(with_examples: Contents) -> None:
    legend = render_map_file(with_examples, DAY, "sv").split('<footer class="legend">')[1]
    for words in (
        "Behov",
        "Beställning",
        "Börjar med en punkt: flödet finns",
        "Funktion",
        "Föreslaget",
        "Siffra på en linje",
        "Halv punkt: en del av flödena finns",
        "Flöden inom en stapel",
        "Stapel",
        "Påhittat exempel",
    ):
        assert words in legend


def test_every_opened_stack_shows_the_same_parties(sormland: Contents) -> None:
    """A page holds the map with closed stacks. The map with a stack opened is made on request."""
    drawn = DrawnMap(sormland, DAY, "sv")
    assert list(data_of(render_map_file(sormland, DAY, "sv"))["scenes"]) == [""]
    assert len(drawn.stacks) > 5
    with pytest.raises(NotFound):
        drawn.scene("stack.annat")
    for scene in map(drawn.scene, sorted(drawn.stacks)):
        members = [member for box in scene["boxes"] for member in box["members"]]
        assert sorted(members) == sorted(party.id for party in sormland.on(DAY).parties())


def test_nothing_of_the_landscape_becomes_markup() -> None:
    name = '</script><script>alert(1)</script>" onload="x\' {{ 7*7 }} <!-- \u2028 ]]>'
    hostile = landscape(actor("a", name=name, aliases=(name,), description=name), actor("b"), flow("a", "b", carries=name))
    page = render_map_file(hostile, DAY, "sv")
    assert "<script>alert" not in page
    assert 'onload="x' not in page
    assert data_of(page)["parties"]["a"]["name"] == name


def test_the_policy_allows_nothing_inline_but_what_is_hashed() -> None:
    page = render_map_file(landscape(actor("a")), DAY, "sv")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert "unsafe" not in policy[1]
    assert "default-src &#39;none&#39;" in policy[1] or "default-src 'none'" in policy[1]
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page.split("<body", 1)[1].split('<script type="application/json"')[0])


def test_no_address_elsewhere_is_asked_for() -> None:
    head = render_map_file(landscape(actor("a")), DAY, "sv").split('<script type="application/json"')[0]
    assert re.findall(r'(?:src|href)="(?!data:|#)([^"]+)"', head) == []


def test_only_a_page_that_is_served_asks_whether_it_is_of_now() -> None:
    drawn = DrawnMap(landscape(actor("a")), DAY, "en")
    assert 'data-version="now"' in render_map_page(drawn, MapState("en"), "now")
    assert 'id="changed"' not in render_map_file(landscape(actor("a")), DAY, "en")


def test_an_empty_landscape_says_what_to_do() -> None:
    page = render_map_file(Contents(), DAY, "en")
    for command in ("landskap demo", "landskap template FILE.xlsx", "landskap load FILE.xlsx"):
        assert f"<code>{command}</code>" in page


def test_a_day_without_anybody_is_no_empty_landscape() -> None:
    page = render_map_file(landscape(actor("a", valid_from="2020-01-01")), "2019-12-31", "en")
    assert "There is nothing in the landscape on 2019-12-31" in page
    assert "The landscape is empty" not in page


def test_what_nothing_is_called_is_told() -> None:
    drawn = DrawnMap(landscape(actor("a")), DAY, "en")
    told = "This landscape has nothing with the id &#39;{}&#39; on 2026-11-24."
    assert told.format("b") in render_map_page(drawn, MapState("en", selected="b"), "now")
    assert told.format("s") in render_map_page(drawn, MapState("en", selected="a", stack="s"), "now")
    assert told.format("a") not in render_map_page(drawn, MapState("en", selected="a"), "now")


def test_examples_are_marked(sormland: Contents, with_examples: Contents) -> None:
    assert "Innehåller exempeldata" not in render_map_file(sormland, DAY, "sv")
    assert "Innehåller exempeldata" in render_map_file(with_examples, DAY, "sv")
    assert "Contains example data" in render_map_file(with_examples, DAY, "en")


def test_the_server_renders_the_state_as_a_table(sormland: Contents) -> None:
    drawn = DrawnMap(sormland, DAY, "sv")
    state = parse_state({"levels": "nationell", "sel": "skolverket", "view": "table"}, "sv")
    page = render_map_page(drawn, state, "now")
    rows = re.findall(r'<tr data-party="([^"]+)"( hidden)?>', page)
    assert {id_ for id_, hidden in rows if not hidden} == find_visible(drawn.parties, drawn.flows, state).parties
    assert "<h2>Skolverket</h2>" in page
    assert 'class="served as-table"' in page


def test_states() -> None:
    assert parse_state({}, "sv") == MapState("sv")
    full = parse_state(
        {"lang": "en", "hops": "99", "dir": "up", "kinds": "order,demand", "standing": "existing", "stack": "s"}, "sv"
    )
    assert full == MapState("en", direction="up", hops=10, kinds=frozenset({"order", "demand"}), existing=True, stack="s")
    assert parse_state({"hops": "många", "dir": "åt sidan"}, "sv") == MapState("sv", unknown=("dir=åt sidan", "hops=många"))
    assert parse_state(dict(parse_qsl(query_of(full, "en"))), "sv") == full
    with pytest.raises(LimitExceeded):
        parse_state({"sel": "x" * 301}, "sv")


def test_a_file_has_a_stated_limit_and_a_map_of_a_part_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viz.web.parts.MOST_PARTIES_IN_FILE", 2)
    many = landscape(actor("a"), actor("b", level="regional"), forum("c"), flow("a", "c"), flow("b", "a"))
    with pytest.raises(LimitExceeded, match="at most 2 parties, not 3"):
        render_map_file(many, DAY, "sv")
    part = DrawnMap(landscape(actor("a"), forum("c"), flow("a", "c")), DAY, "sv", all_parties=3)
    assert (set(part.parties), set(part.flows)) == ({"a", "c"}, {"a-demand-c"})
    assert part.view.notes[0] == "En del av landskapet: 2 av 3 parter."


def test_the_page_of_sormland_is_small(with_examples: Contents) -> None:
    page = render_map_file(with_examples, DAY, "sv").encode()
    assert len(page) < 1_300_000
    assert len(gzip.compress(page)) < 300_000


def test_a_served_page_asks_for_the_details_of_a_party_and_a_file_has_them(sormland: Contents) -> None:
    drawn = DrawnMap(sormland, DAY, "sv")
    assert data_of(render_map_page(drawn, MapState("sv"), "now"))["details"] == {}
    details = data_of(render_map_file(sormland, DAY, "sv"))["details"]
    assert details == {id_: drawn.details(id_) for id_ in drawn.parties}
    assert details["region-sormland"]["seats"]
    with pytest.raises(NotFound):
        drawn.details("annan")


def test_a_party_of_another_day_is_told_with_a_link_to_that_day() -> None:
    contents = landscape(actor("gammal", valid_to="2026-11-01"), actor("ny", valid_from="2027-01-01"), actor("a"))
    drawn = DrawnMap(contents, "2026-11-24", "sv")
    for id_, said, on in (
        ("gammal", "Gammal har upphört (2026-11-01).", "2026-11-01"),
        ("ny", "Ny har inte börjat än (2027-01-01).", "2027-01-01"),
    ):
        page = render_map_page(drawn, MapState("sv", selected=id_), "v")
        assert f'{said} <a href="?on={on}&amp;sel={id_}&amp;lang=sv">Visa kartan den {on}</a>' in page
        assert f"{said}</p>" in render_map_page(drawn, MapState("sv", selected=id_))  # a file is of one day


def test_text_of_the_landscape_says_its_language() -> None:
    both = actor("b", name="Byrån", name_en="The Office", short_name="B")
    doubted = actor("a", name="Ån", certainty="uncertain", certainty_reason="vet ej", description="Vid vattnet")
    contents = landscape(
        both, doubted, flow("a", "b", carries="behov av folk"), flow("b", "a", carries="ord", carries_en="words")
    )
    drawn = DrawnMap(contents, "2026-11-24", "en")
    page = render_map_page(drawn, MapState("en"), "v")
    assert '<th scope="row" lang="sv">Ån</th>' in page
    assert '<th scope="row">The Office</th>' in page
    assert 'uncertain: <span lang="sv">vet ej</span>' in page
    assert '<span lang="sv">behov av folk</span>' in page
    assert "words" in page
    assert '<span lang="sv">words' not in page
    assert list(zip(drawn.parties["b"]["called"], drawn.details("b")["called_in"], strict=True)) == [("Byrån", "sv"), ("B", "sv")]
    swedish = DrawnMap(contents, "2026-11-24", "sv")
    assert ("The Office", "en") in zip(swedish.parties["b"]["called"], swedish.details("b")["called_in"], strict=True)
    assert 'lang="sv">' not in render_map_file(contents, "2026-11-24", "sv").partition("<body")[2]
