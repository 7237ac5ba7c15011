"""The map in a real browser: with and without a mouse, on narrow screens, in other colours, in print."""

from base64 import b64encode
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from model.vocabulary.contents import Contents
from tests.browser.conftest import DAY, Open
from tests.landscapes import actor, flow, landscape
from viz.style.palette import contrast_of, luminance_of
from viz.web.page import render_map_file

TRANSPORT = "branschforum-transport"


SLOW = pytest.mark.slow


@pytest.fixture
def page(open_page: Open, map_path: Path) -> Page:
    """Open the map of Sörmland with its examples."""
    return open_page(map_path.as_uri())


def box_id_of(page: Page, name: str) -> str:
    """Return the id of the box whose accessible name begins with `name`."""
    return str(page.locator(f'#boxes button[aria-label^="{name}"]').first.get_attribute("data-box"))


def read_visible(page: Page) -> dict[str, list[str]]:
    """Return the parties and flows of visible boxes and lines, and of visible rows of the table."""
    return dict(
        page.evaluate(
            """() => { const look = stage.look, on = (map) => [...map].filter(([, value]) => value.shown).map(([id]) => id);
            const members = look.scene.boxes.filter((box) => on(look.boxes).includes(box.id)).flatMap((box) => box.members);
            const rows = [...document.querySelectorAll('tr[data-party]:not([hidden])')];
            const signed = look.scene.boxes.filter((box) => box.loop && look.boxes.get(box.id).within);
            const inside = signed.flatMap((box) => box.within.filter((id) => look.shown.flows.has(id)));
            return { boxes: members.filter((id) => look.shown.parties.has(id)).sort(), rows: rows.map((row) => row.dataset.party).sort(),
              lines: [...new Set(look.scene.paths.flatMap((path) => look.lines.get(path.id).flows).concat(inside))].sort(),
              items: [...new Set(rows.flatMap((row) => [...row.querySelectorAll('li[data-flow]:not([hidden])')].map((item) => item.dataset.flow)))].sort() }; }"""
        )
    )


STATES = [
    "",
    "#levels=regional,lokal",
    "#kinds=order",
    "#standing=existing",
    "#areas=forberedande-insatser",
    "#areas=forberedande-insatser&types=parter",
    "#areas=",
    "#levels=nationell&kinds=demand",
]


@pytest.mark.parametrize("state", STATES)
def test_map_and_table_show_equal_sets(open_page: Open, map_path: Path, state: str) -> None:
    shows = read_visible(open_page(map_path.as_uri() + state))
    assert shows["boxes"] == shows["rows"]
    assert shows["lines"] == shows["items"]
    assert bool(shows["rows"]) == (state != "#areas=")


def test_a_click_selects_and_tells(page: Page) -> None:
    page.locator('#boxes button[aria-label^="Region Sörmland,"]').click()
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Region Sörmland")
    expect(panel).to_contain_text("Tar emot")
    expect(panel).to_contain_text("Regeringen")
    expect(panel).to_contain_text("uppdraget till regionerna")
    expect(panel).to_contain_text("programforklaring-2020")
    expect(page.locator("#said")).to_contain_text("Region Sörmland vald: tar emot")
    assert "sel=region-sormland" in page.url


def stack_of(page: Page, party: str) -> str:
    """Return the id of the stack that holds a party at the start."""
    return str(page.evaluate("(id) => data.scenes[''].boxes.find((box) => box.members.includes(id)).id", party))


def test_a_stack_of_a_file_lists_its_members(page: Page) -> None:
    page.locator(f'#boxes button[data-box="{box_id_of(page, "Kommuner i länet")}"]').click()
    expect(page.locator("#panel h2")).to_have_text("Kommuner i länet (9)")
    expect(page.locator("#panel .stack-button")).to_have_count(0)
    page.locator("#panel .go", has_text="Eskilstuna kommun").click()
    expect(page.locator("#panel h2")).to_have_text("Eskilstuna kommun")
    expect(page.locator('#boxes button[aria-pressed="true"]')).to_have_attribute("data-box", stack_of(page, "eskilstuna-kommun"))


def test_search_finds_by_alias(page: Page) -> None:
    search = page.locator("#search")
    search.fill("tillväxtv")
    expect(page.locator("#found li")).to_have_text(["Tillväxtverket"])
    search.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Tillväxtverket")
    expect(page.locator('#boxes button[aria-pressed="true"]')).to_have_attribute("data-box", stack_of(page, "tillvaxtverket"))
    search.fill("RAR")
    expect(page.locator("#found li").first).to_contain_text("RAR")
    search.fill("finns inte alls")
    expect(page.locator("#said")).to_have_text("Inget heter så")
    expect(page.locator("#not-found")).to_be_visible()
    expect(page.locator("#not-found")).to_have_text("Inget heter så")
    search.press("Escape")
    expect(page.locator("#not-found")).to_be_hidden()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("arbetsformedlingen", "arbetsformedlingen"),
        ("tillvaxtverket", "tillvaxtverket"),
        ("strangnas", "strangnas-kommun"),
        ("katrinholm", "katrineholm-kommun"),
        ("kommun katrineholm", "katrineholm-kommun"),
        ("gymnasieskola", "gymnasieskolor"),
        ("kompetensverkstäder flen", "lokal-kompetensverkstad-flen"),
        ("smart elektronik programråd", "programrad-smart-elektronik"),
    ],
)
def test_search_takes_what_people_write(page: Page, words: str, first: str) -> None:
    assert page.evaluate("(words) => search(words)[0]", words) == first


def test_search_finds_what_is_nearly_called_so_after_what_is(open_page: Open, tmp_path: Path) -> None:
    named = landscape(
        actor("a", name="Folkhögskola"), actor("b", name="Sörmlands folkhögskolor"), actor("c", name="Folkhagskolor")
    )
    (tmp_path / "karta.html").write_text(render_map_file(named, DAY, "sv"), encoding="utf-8")
    page = open_page((tmp_path / "karta.html").as_uri())
    assert page.evaluate("search('folkhogskola')") == ["a", "b", "c"]


def test_a_line_says_what_it_is_of_the_selected(page: Page) -> None:
    """Beside a selected party, a line of many parties' flows stands for its flows alone."""
    page.evaluate("change({ selected: 'eskilstuna-kommun' })")
    flows = page.evaluate("[...stage.look.lines.values()].filter((line) => line.strong).flatMap((line) => line.flows)")
    assert flows
    ends = page.evaluate("(ids) => ids.map((id) => [data.flows[id].source, data.flows[id].target])", flows)
    assert all("eskilstuna-kommun" in pair for pair in ends)
    expect(page.locator("#panel .undrawn")).to_have_count(0)
    page.evaluate("stage.look.scene.paths.forEach((path) => { path.flows = []; }); show()")
    expect(page.locator("#panel .undrawn")).to_have_text(f"{len(flows)} flöden till står i listan men ritas inte.")


def test_back_takes_back_what_one_did(page: Page) -> None:
    start = page.url
    page.evaluate("goTo('regeringen')")
    page.locator('input[name="kinds"][value="order"]').uncheck()
    page.go_back()
    expect(page.locator('input[name="kinds"][value="order"]')).to_be_checked()
    expect(page.locator("#panel h2")).to_have_text("Regeringen")
    page.go_back()
    expect(page.locator("#panel")).to_be_hidden()
    assert page.url == start
    page.go_forward()
    expect(page.locator("#panel h2")).to_have_text("Regeringen")


def test_the_address_says_where_the_map_was_moved_to(open_page: Open, page: Page) -> None:
    where = "[stage.network.getScale(), stage.network.getViewPosition()].flatMap((part) => part.x ? [part.x, part.y] : [part])"
    page.locator("#zoom-in").click()
    page.locator("#zoom-in").click()
    again = open_page(page.url)
    assert again.evaluate(where) == pytest.approx(page.evaluate(where), abs=1)
    page.locator("#zoom-fit").click()
    assert "at=" not in page.url


def test_only_what_exists_is_a_filter_in_sight(page: Page) -> None:
    page.get_by_label("Bara det som finns").check()
    assert "standing=existing" in page.url
    expect(page.locator('#boxes button[data-box="informationscentral"]')).to_be_hidden()


def test_a_drag_that_begins_on_a_box_moves_the_map_and_is_no_click(page: Page) -> None:
    place = page.locator('#boxes button[data-box="vinnova"]').bounding_box()
    assert place
    page.mouse.move(place["x"] + 20, place["y"] + 15)
    page.mouse.down()
    page.mouse.move(place["x"] + 120, place["y"] + 75, steps=5)
    page.mouse.up()
    page.wait_for_timeout(100)
    moved = page.locator('#boxes button[data-box="vinnova"]').bounding_box()
    assert moved
    assert moved["x"] - place["x"] == pytest.approx(100, abs=12)
    assert moved["y"] - place["y"] == pytest.approx(60, abs=12)
    expect(page.locator("#panel")).to_be_hidden()
    page.locator('#boxes button[data-box="vinnova"]').click()
    expect(page.locator("#panel h2")).to_have_text("Vinnova")


def test_two_fingers_on_boxes_zoom(open_page: Open, map_path: Path) -> None:
    page = open_page(map_path.as_uri(), has_touch=True)
    session = page.context.new_cdp_session(page)
    before = page.evaluate("stage.network.getScale()")
    first, second = (
        page.locator(f'#boxes button[data-box="{id_}"]').bounding_box() for id_ in ("lansstyrelsen", "rehabilitering")
    )
    assert first
    assert second
    for kind, apart in (("touchStart", 0), *(("touchMove", far) for far in range(10, 90, 10)), ("touchEnd", None)):
        ends = ((first, -1), (second, 1)) if apart is not None else ()
        points = [
            {"x": place["x"] + 20 + side * (apart or 0), "y": place["y"] + 15, "id": number}
            for number, (place, side) in enumerate(ends)
        ]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert page.evaluate("stage.network.getScale()") > 1.1 * before
    expect(page.locator("#panel")).to_be_hidden()


def test_the_map_fills_its_window_when_focus_goes_to_a_box_outside_it(page: Page) -> None:
    """The browser's own scrolling to the focus would leave a blank band below the map."""
    page.locator("#search").fill("kompetensv")
    page.locator("#found li", has_text="Flen").click()
    expect(page.locator("#panel h2")).to_have_text("Lokal kompetensverkstad Flen")
    button, window = page.locator('#boxes button[aria-pressed="true"]').bounding_box(), page.locator("#map").bounding_box()
    canvas = page.locator("#canvas").bounding_box()
    assert button
    assert window
    assert canvas == window
    assert button["y"] + button["height"] <= window["y"] + window["height"]
    page.evaluate("stage.network.moveTo({ position: { x: -4000, y: -4000 } })")
    page.locator("#zoom-in").focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.box")
    assert page.locator("#canvas").bounding_box() == window
    expect(page.locator("#boxes button:focus")).to_be_in_viewport()


def test_the_whole_map_without_a_mouse(page: Page) -> None:
    stops = page.evaluate("[...document.querySelectorAll('#boxes button')].filter((button) => button.tabIndex === 0).length")
    assert stops == 1
    page.locator('#boxes button[tabindex="0"]').focus()
    visited = set()
    for key in ["ArrowDown"] * 12 + ["ArrowRight"] * 8 + ["ArrowUp"] * 4 + ["ArrowLeft"] * 3:
        page.keyboard.press(key)
        visited.add(page.evaluate("document.activeElement.dataset.box"))
    assert len(visited) > 10
    page.evaluate("focusBox('regeringen')")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Regeringen")
    page.keyboard.press("]")
    expect(page.locator("#said")).to_contain_text("Flöde 1 av 2: behov från Regeringen till")
    page.keyboard.press("]")
    page.keyboard.press("[")
    expect(page.locator("#said")).to_contain_text("Flöde 1 av 2")
    page.keyboard.press("n")
    expect(page.locator("#walked")).to_contain_text("Flöde 2 av 2")
    page.keyboard.press("p")
    expect(page.locator("#walked")).to_contain_text("Flöde 1 av 2")
    assert page.evaluate("walk.line").startswith("regeringen>")
    page.evaluate(  # AltGr+8 on a Swedish keyboard
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '[', ctrlKey: true, altKey: true, bubbles: true }))"
    )
    expect(page.locator("#walked")).to_contain_text("Flöde 2 av 2")
    scale = page.evaluate("stage.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("stage.network.getScale()") > scale
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    expect(page.locator("#walked")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.box") != "regeringen"
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


def test_stepping_along_lines_says_how_many_flows_each_is(open_page: Open, tmp_path: Path) -> None:
    bundled = landscape(
        *(actor(id_) for id_ in "abc"),
        *(flow("a", "b", carries="rapport", id=f"f{n}") for n in range(2)),
        *(flow("a", "c", carries=f"rapport {n}", id=f"g{n}") for n in range(3)),
        flow("c", "a", id="h"),
    )
    (tmp_path / "karta.html").write_text(render_map_file(bundled, DAY, "sv"), encoding="utf-8")
    page = open_page((tmp_path / "karta.html").as_uri())
    page.evaluate("focusBox('a')")
    said = []
    for _ in range(3):
        page.keyboard.press("n")
        said.append(page.locator("#walked").text_content())
    assert [words.partition(",")[0] for words in said if words] == [
        "Linje 1 av 3: 2 flöden",
        "Linje 2 av 3: 3 flöden",
        "Linje 3 av 3: 1 flöde",
    ]
    assert ["rapport" in (words or "") for words in said] == [True, False, False]


@pytest.mark.parametrize("id_", ["samverkansrad-forberedande-insatser", "facklig-representation", "informationscentral"])
def test_the_selected_is_never_under_the_panel(open_page: Open, map_path: Path, id_: str) -> None:
    page = open_page(f"{map_path.as_uri()}#sel={id_}")
    chosen, panel = page.locator('#boxes button[aria-pressed="true"]').bounding_box(), page.locator("#panel").bounding_box()
    assert chosen
    assert panel
    assert chosen["x"] + chosen["width"] <= panel["x"]


def test_an_address_shows_a_party_as_the_search_does(open_page: Open, map_path: Path, page: Page) -> None:
    page.evaluate("goTo('branschforum-transport')")
    by_address = open_page(f"{map_path.as_uri()}#sel={TRANSPORT}")
    for shown in (page, by_address):
        expect(shown.locator('#boxes button[aria-pressed="true"]')).to_have_attribute("data-box", stack_of(page, TRANSPORT))
        expect(shown.locator("#panel h2")).to_have_text("Branschforum Transport")
    assert by_address.url == page.url
    by_address.evaluate("location.hash = '#sel=eskilstuna-kommun'")
    expect(by_address.locator("#panel h2")).to_have_text("Eskilstuna kommun")


@pytest.mark.parametrize("asked", ["sel=finns-inte", "sel=constructor", "stack=finns-inte", "stack=constructor"])
def test_an_address_that_asks_for_nothing_is_told(open_page: Open, map_path: Path, asked: str) -> None:
    page = open_page(f"{map_path.as_uri()}#{asked}")
    expect(page.locator("#missing")).to_be_visible()
    expect(page.locator("#missing")).to_contain_text(asked.partition("=")[2])
    assert page.locator("#said").text_content() == page.locator("#missing").text_content()
    expect(page.locator("#panel")).to_be_hidden()
    page.evaluate("goTo('regeringen')")
    expect(page.locator("#missing")).to_be_hidden()


@pytest.mark.parametrize("asked", ["kinds=behov", "areas=zzz", "dir=zzz", "hops=x", "levels=regional,zzz"])
def test_what_an_address_says_that_the_map_does_not_know_is_left_out_and_told(
    open_page: Open, map_path: Path, asked: str
) -> None:
    page = open_page(f"{map_path.as_uri()}#{asked}")
    expect(page.locator("#missing")).to_contain_text(f"{asked.partition('=')[0]}={asked.rpartition('=')[2].split(',')[-1]}")
    expect(page.locator("#empty")).to_be_hidden()
    assert page.locator("#boxes button:visible").count() > 10
    expect(page.locator("#follow")).to_have_value("both")


def test_the_address_of_a_file_by_a_former_id(open_page: Open, tmp_path: Path) -> None:
    merged = landscape(actor("ny", former_ids=("gammal", "constructor")), actor("annan"), flow("ny", "annan"))
    (tmp_path / "karta.html").write_text(render_map_file(merged, DAY, "sv"), encoding="utf-8")
    page = open_page(f"{(tmp_path / 'karta.html').as_uri()}#sel=gammal")
    expect(page.locator("#panel h2")).to_have_text("Ny")
    assert page.url.endswith("#sel=ny")
    page.evaluate("location.hash = '#sel=annan'")
    expect(page.locator("#panel h2")).to_have_text("Annan")
    page.evaluate("location.hash = '#sel=constructor'")
    expect(page.locator("#panel h2")).to_have_text("Ny")


def test_following_flows_by_hops(page: Page) -> None:
    page.evaluate("goTo('regeringen')")
    page.locator("#follow").select_option("down")
    near = page.evaluate("stage.look.down.reached.size")
    page.locator("#hops").select_option("3")
    assert page.evaluate("stage.look.down.reached.size") > near
    expect(page.locator("#panel")).to_contain_text("Nås nedströms")
    assert page.evaluate("[fillNumber('hops', 1), fillNumber('proposed_of_them', 9)]") == ["1 steg", "9 av dem föreslagna"]


def test_the_address_says_the_whole_state(open_page: Open, map_path: Path, page: Page) -> None:
    page.evaluate("goTo('eskilstuna-kommun')")
    page.locator("#follow").select_option("up")
    page.locator('input[name="kinds"][value="order"]').uncheck()
    again = open_page(page.url)
    assert again.evaluate("JSON.stringify(state)") == page.evaluate("JSON.stringify(state)")
    expect(again.locator("#panel h2")).to_have_text("Eskilstuna kommun")
    expect(again.locator('input[name="kinds"][value="order"]')).not_to_be_checked()


def test_filters_and_show_all(page: Page) -> None:
    all_ = page.locator("#boxes button:visible").count()
    page.locator(".more summary").click()
    for level in ("internationell", "nationell", "regional", "lokal"):
        page.locator(f'input[name="levels"][value="{level}"]').uncheck()
    expect(page.locator("#empty")).to_be_visible()
    expect(page.locator("#empty")).to_contain_text("Välj Visa allt")
    page.locator("#reset").click()
    assert page.locator("#boxes button:visible").count() == all_


def test_what_the_filters_hide_is_told(open_page: Open, map_path: Path) -> None:
    page = open_page(f"{map_path.as_uri()}#sel={TRANSPORT}&kinds=demand")
    taken = page.evaluate(f"Object.values(data.flows).filter((flow) => flow.target === '{TRANSPORT}').length")
    assert taken > 30
    expect(page.locator("#panel")).to_contain_text("Tar emot (0)")
    expect(page.locator("#panel")).to_contain_text(f"{taken} dolda av filter")
    expect(page.locator("#panel")).not_to_contain_text("Inget känt")


def test_a_selected_box_that_the_filters_hide_fades_nothing_and_is_told(open_page: Open, map_path: Path) -> None:
    page = open_page(f"{map_path.as_uri()}#sel=informationscentral&standing=existing")
    expect(page.locator("#panel .mark", has_text="döljs av filtren")).to_be_visible()
    assert page.evaluate("[...stage.look.boxes.values()].every((box) => box.strong)")
    expect(page.locator("#said")).to_contain_text("döljs av filtren")
    page.locator("#panel .stack-button").click()
    expect(page.locator('#boxes button[aria-pressed="true"]')).to_have_attribute("data-box", "informationscentral")


def test_an_area_filter_leaves_the_area_and_what_it_exchanges_with(open_page: Open, map_path: Path) -> None:
    page = open_page(f"{map_path.as_uri()}#areas=forberedande-insatser&view=table")
    count = page.locator("tr[data-party]:visible").count()
    all_ = page.locator("tr[data-party]").count()
    assert page.evaluate(
        "[...stage.look.shown.parties].every((id) => [...data.parties[id].areas, ...data.parties[id].near].length)"
    )
    assert 0 < count < all_ / 2
    expect(page.locator("#table-heading")).to_have_text(f"{count} av {all_} aktörer, forum och funktioner")
    for cell in page.locator("tr:visible td[data-heading^=Tar], tr:visible td[data-heading^=Lämnar]").all():
        assert cell.inner_text().strip()


ODD = ("constructor", "proto", "null", "nan", "hasownproperty", "tostring", "valueof")


def test_any_id_is_drawn(open_page: Open, tmp_path: Path) -> None:
    """Each box is drawn in its place and leads to its party, even if its id is a word of JavaScript."""
    parties = [actor(id_, name="__proto__" if id_ == "proto" else id_) for id_ in ODD]
    flows = [flow(one, other) for one, other in pairwise(ODD)]
    path = tmp_path / "map.html"
    path.write_text(render_map_file(landscape(*parties, *flows), DAY, "sv"), encoding="utf-8")
    page = open_page(path.as_uri())
    inked = page.evaluate(
        """() => { const canvas = document.querySelector('#canvas canvas'), { width, height } = canvas;
        const { data: pixels } = canvas.getContext('2d').getImageData(0, 0, width, height);
        return stage.look.scene.boxes.filter(({ card }) => { const { x, y } = stage.network.canvasToDOM(card), scale = stage.network.getScale();
          for (let down = y + 4; down < y + card.height * scale - 4; down += 1)
            for (let across = x + 4; across < x + card.width * scale - 4; across += 1)
              if (pixels[4 * (Math.round(down) * width + Math.round(across))] < 120) return true;
          return false; }).map((box) => box.id).sort(); }"""
    )
    assert inked == sorted(ODD)
    for id_ in ODD:
        page.locator(f'#boxes button[data-box="{id_}"]').click()
        expect(page.locator("#panel h2")).to_have_text("__proto__" if id_ == "proto" else id_)
        page.locator("#panel .close").click()


@pytest.mark.slow
def test_all_filters_can_be_reached(page: Page) -> None:
    for width in (1010, 1100, 1280, 1366, 1440, 1600, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(".more summary").click()
        for filter_ in page.locator(".more input").all():
            place = filter_.bounding_box()
            assert place
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= width
            filter_.click(trial=True)
        page.keyboard.press("Escape")
        expect(page.locator(".more > div")).to_be_hidden()
        expect(page.locator(".more summary")).to_be_focused()


@pytest.mark.parametrize(
    ("width", "height"),
    [(720, 450), pytest.param(960, 600, marks=SLOW), pytest.param(640, 400, marks=SLOW), pytest.param(700, 420, marks=SLOW)],
)
def test_the_map_has_the_room_where_there_is_little(open_page: Open, map_path: Path, width: int, height: int) -> None:
    """As at a zoom of 200 %, filters and legend are behind buttons, whose words are not broken."""
    page = open_page(map_path.as_uri(), width, height)
    window = page.locator("#map").bounding_box()
    assert window
    assert window["width"] == width
    assert window["height"] >= 0.7 * height
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator("button:visible:not([data-box])").all():
        place = button.bounding_box()
        assert place
        assert place["height"] <= 40
    for opener, folded in (("#filters-button", "#filters"), ("#legend-button", "#legend")):
        expect(page.locator(folded)).to_be_hidden()
        page.locator(opener).click()
        expect(page.locator(folded)).to_be_in_viewport()
        assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
        page.keyboard.press("Escape")
        expect(page.locator(folded)).to_be_hidden()
    page.locator("#filters-button").click()
    page.locator('input[name="kinds"][value="order"]').uncheck()
    expect(page.locator("#filters-button")).to_contain_text("1")
    page.locator("h1").click()
    expect(page.locator("#filters")).to_be_hidden()
    smallest = page.evaluate("Math.min(...stage.look.scene.boxes.map((box) => box.caption.size)) * stage.network.getScale()")
    assert smallest >= 7.5


def test_a_faded_stack_keeps_its_number(page: Page) -> None:
    """Its number has enough contrast with its badge."""
    page.evaluate("goTo('regeringen')")
    dark, light = page.evaluate(
        """() => { const { clientWidth } = document.getElementById('canvas'), inSight = (one) => stage.network.canvasToDOM(one.badge).x < clientWidth - 50;
        const box = stage.look.scene.boxes.find((one) => one.badge && inSight(one) && !stage.look.boxes.get(one.id).strong);
        const { x, y } = stage.network.canvasToDOM(box.badge), scale = stage.network.getScale(), ratio = devicePixelRatio;
        const inner = [x + 4 * scale, y + 3 * scale, (box.badge.width - 8) * scale, (box.badge.height - 6) * scale].map((n) => Math.round(n * ratio));
        const pixels = document.querySelector('#canvas canvas').getContext('2d').getImageData(...inner).data;
        const greys = [...pixels].filter((_, place) => place % 4 === 0);
        return [Math.min(...greys), Math.max(...greys)]; }"""
    )
    assert light > 240
    assert light - dark > 70


def test_the_map_fits_at_1440_by_900(page: Page) -> None:
    """All of it is visible without zooming, with text of at least 10.5 px."""
    inside = page.evaluate(
        """() => { const area = document.getElementById('map').getBoundingClientRect();
        return [...document.querySelectorAll('#boxes button')].every((button) => { const r = button.getBoundingClientRect();
          return r.left >= area.left && r.right <= area.right && r.top >= area.top && r.bottom <= area.bottom; }); }"""
    )
    assert inside
    smallest = page.evaluate("Math.min(...stage.look.scene.boxes.map((box) => box.caption.size)) * stage.network.getScale()")
    assert smallest >= 10.5


def test_hostile_names_are_text(open_page: Open, tmp_path: Path) -> None:
    names = [
        "</script><script>document.title='hit'</script>",
        '"onload="document.title=1',
        "x" * 290,
        "\u202eהפוך\u202c",
        "{{7*7}}${7*7}",
    ]
    parties = [actor(f"a{n}", name=name, aliases=(name,)) for n, name in enumerate(names)]
    hostile = landscape(parties, flow("a0", "a1", carries=names[0]))
    path = tmp_path / "map.html"
    path.write_text(render_map_file(hostile, DAY, "sv"), encoding="utf-8")
    page = open_page(path.as_uri())
    assert page.title() != "hit"
    for n, name in enumerate(names):
        page.evaluate(f"goTo('a{n}')")
        assert page.locator("#panel h2").text_content() == name
        assert page.locator(f'tr[data-party="a{n}"] th').text_content() == name
    assert page.locator("script").count() == 3


def test_ten_thousand_characters_in_a_description(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text(render_map_file(landscape(actor("a", description="ord " * 1000)), DAY, "sv"), encoding="utf-8")
    page = open_page(path.as_uri())
    page.evaluate("goTo('a')")
    expect(page.locator("#panel")).to_contain_text("ord ord")


@pytest.mark.parametrize("view", ["", "#view=table", f"#sel={TRANSPORT}"])
def test_axe_finds_nothing(open_page: Open, map_path: Path, view: str) -> None:
    results = Axe().run(open_page(map_path.as_uri() + view))
    assert [violation["id"] for violation in results.response["violations"]] == []


def test_on_a_narrow_screen_the_table_comes_first(open_page: Open, map_path: Path) -> None:
    page = open_page(map_path.as_uri(), 390, 844)
    table, map_ = page.locator("#table").bounding_box(), page.locator("#map").bounding_box()
    assert table
    assert map_
    assert table["y"] < map_["y"]
    expect(page.locator("#as-table")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("by_touch", [False, True])
def test_on_a_narrow_screen_one_reads_what_one_asked_for(open_page: Open, map_path: Path, by_touch: bool) -> None:
    page = open_page(map_path.as_uri(), 360, 740, has_touch=by_touch)
    page.locator("#search").fill("Transport")
    if by_touch:
        page.locator("#found li").nth(2).tap()
    else:
        page.locator("#search").press("Enter")
    heading = page.locator("#panel h2")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    assert page.evaluate("scrollY") == 0
    page.locator("#panel .close").click()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#search")).to_be_focused()


@pytest.mark.slow
def test_on_a_narrow_screen_a_box_is_told_where_it_is_tapped(open_page: Open, map_path: Path) -> None:
    page = open_page(f"{map_path.as_uri()}#kinds=demand", 360, 740, has_touch=True)
    page.locator(".to-map").tap()
    expect(page.locator("#map")).to_be_in_viewport()
    assert "kinds=demand" in page.url
    page.locator('#boxes button[data-box="business-sweden"]').tap()
    expect(page.locator("#panel h2")).to_have_text("Business Sweden")
    page.evaluate("choose('regeringen')")
    expect(page.locator("#panel h2")).to_have_text("Regeringen")
    expect(page.locator("#panel h2")).to_be_in_viewport()
    chosen, panel = page.locator('#boxes button[aria-pressed="true"]').bounding_box(), page.locator("#panel").bounding_box()
    assert chosen
    assert panel
    assert 0 <= chosen["y"] < chosen["y"] + chosen["height"] <= panel["y"]
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []


def test_the_table_can_be_skipped_to(page: Page) -> None:
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#table")).to_be_focused()
    expect(page.locator("#table")).to_be_visible()


def count_colours(page: Page) -> int:
    return int(
        page.evaluate(
            """() => { const canvas = document.querySelector('#canvas canvas'), ctx = canvas.getContext('2d');
            const pixels = new Uint32Array(ctx.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
            return new Set(pixels).size; }"""
        )
    )


CONTRASTS: list[dict[str, str]] = [
    {},
    {"contrast": "more"},
    {"forced_colors": "active"},
    {"forced_colors": "active", "color_scheme": "dark"},
]


@pytest.mark.parametrize("colours", CONTRASTS)
def test_faded_names_can_be_read(open_page: Open, map_path: Path, colours: dict[str, str]) -> None:
    """The darkest and the lightest pixel of a faded name have a contrast of 4.5:1, despite smoothed edges."""
    page = open_page(f"{map_path.as_uri()}#sel=regeringen", device_scale_factor=3, **colours)
    dots = page.evaluate(
        """() => { const canvas = document.querySelector('#canvas canvas'), ratio = canvas.width / canvas.clientWidth, scale = stage.network.getScale();
        const box = stage.look.scene.boxes.find((one) => one.id === 'vinnova'), { x, y } = stage.network.canvasToDOM(box.card);
        const place = [x + 6, y + 6, box.card.width * scale - 12, box.card.height * scale - 12].map((n) => Math.round(n * ratio));
        const { data: dots } = canvas.getContext('2d').getImageData(...place);
        const seen = new Set();
        for (let at = 0; at < dots.length; at += 4) seen.add('#' + [...dots.slice(at, at + 3)].map((n) => n.toString(16).padStart(2, '0')).join(''));
        return [...seen]; }"""
    )
    ordered = sorted(dots, key=luminance_of)
    assert contrast_of(ordered[0], ordered[-1]) >= 4.5


def test_the_users_letter_spacing_stays_out_of_the_boxes(open_page: Open, map_path: Path) -> None:
    """WCAG 1.4.12: the text of the page widens, while names stay within their boxes."""
    page = open_page(map_path.as_uri())
    width = """() => { const ctx = document.querySelector('#canvas canvas').getContext('2d');
      brush(ctx, data.palette); return ctx.measureText('Näringsdepartementet').width; }"""
    before = page.evaluate(width)
    page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important; }');
        document.adoptedStyleSheets.push(sheet); stage.network.redraw(); }"""
    )
    assert page.evaluate(width) == before


def test_forced_colours_draw_with_the_systems(open_page: Open, map_path: Path) -> None:
    page = open_page(map_path.as_uri(), forced_colors="active", color_scheme="dark")
    assert count_colours(page) > 2
    paper = page.evaluate("brush(document.createElement('canvas').getContext('2d'), data.palette).paper")
    assert paper == page.evaluate("getComputedStyle(document.getElementById('canvas')).backgroundColor")
    assert paper != "rgb(255, 255, 255)"


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (360, 740), (720, 450)])
def test_an_empty_landscape_says_how_it_is_filled(open_page: Open, tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "map.html"
    path.write_text(render_map_file(Contents(), DAY, "en"), encoding="utf-8")
    page = open_page(path.as_uri(), width, height)
    expect(page.locator("main h2")).to_have_text("The landscape is empty")
    for command in ("landskap demo", "landskap template FILE.xlsx", "landskap load FILE.xlsx"):
        expect(page.locator("main code", has_text=command)).to_be_in_viewport()
    expect(page.locator("#controls")).to_have_count(0)
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("width", [1440, 720])
def test_print_shows_the_picture_with_its_legend_and_the_table_where_that_is_shown(
    open_page: Open, map_path: Path, width: int
) -> None:
    page = open_page(map_path.as_uri(), width)
    page.emulate_media(media="print")
    expect(page.locator("#legend-button")).to_be_hidden()
    expect(page.locator("#table table")).to_be_hidden()
    expect(page.locator(".picture")).to_be_visible()
    expect(page.locator(".unfiltered")).to_be_hidden()
    page.evaluate("change({ kinds: ['demand'] })")
    expect(page.locator(".unfiltered")).to_be_visible()
    page.evaluate("change({ view: 'table' })")
    expect(page.locator("#table table")).to_be_visible()
    expect(page.locator(".picture")).to_be_visible()
    for once in ("h1", ".controls", ".buttons"):
        expect(page.locator(once)).to_be_hidden()
    expect(page.locator(".example-banner")).to_be_visible()
    assert page.locator(".picture svg").evaluate("(picture) => picture.getBoundingClientRect().height") > 100


def test_without_script_there_are_picture_and_table(open_page: Open, map_path: Path, browser: Browser) -> None:
    page = open_page(map_path.as_uri(), java_script_enabled=False)
    assert count_shades(browser, page.locator(".picture").screenshot()) > 100, (
        "a picture that something lies over counts as visible"
    )
    for needs_script in page.locator("button, #search, select").all():
        expect(needs_script).to_be_hidden()
    expect(page.locator('tr[data-party="region-sormland"] th')).to_have_text("Region Sörmland")


def count_shades(browser: Browser, picture: bytes) -> int:
    """Return the number of colours in a picture."""
    page = browser.new_page()
    count = page.evaluate(
        """async (picture) => { const bitmap = await createImageBitmap(await (await fetch(picture)).blob());
        const ctx = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        ctx.drawImage(bitmap, 0, 0);
        return new Set(new Uint32Array(ctx.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)).size; }""",
        f"data:image/png;base64,{b64encode(picture).decode()}",
    )
    page.close()
    return int(count)


def test_the_picture_is_saved(page: Page) -> None:
    with page.expect_download() as download:
        page.locator("#save").click()
    assert download.value.suggested_filename == f"sormlands-kompetenslandskap-{DAY}.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_english(open_page: Open, sormland: Contents, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text(render_map_file(sormland, DAY, "en"), encoding="utf-8")
    page = open_page(path.as_uri())
    page.evaluate("goTo('regeringen')")
    expect(page.locator("#panel")).to_contain_text("Gives (2)")
    expect(page.locator("#panel h2")).to_have_text("The Government")


ENDLESS = "https://www.example.org/" + "regional-kompetensforsorjning-" * 6


@pytest.mark.parametrize("width", [320, 1024])
def test_a_word_without_end_is_broken(open_page: Open, tmp_path: Path, width: int) -> None:
    path = tmp_path / "karta.html"
    parties = actor("a", name=ENDLESS), actor("b", description=ENDLESS, certainty="uncertain", certainty_reason=ENDLESS)
    path.write_text(render_map_file(landscape(*parties, flow("a", "b", carries=ENDLESS)), DAY, "sv"), encoding="utf-8")
    wider = "all => all.map((one) => one.scrollWidth - one.clientWidth).filter((more) => more > 0)"
    for state in ("#sel=a", "#sel=b", "#view=table"):
        page = open_page(f"{path.as_uri()}{state}", width=width, height=700)
        assert page.locator("html, #panel, #table").evaluate_all(wider) == [], state


def test_no_focus_ring_lies_over_the_headings_that_stay_in_sight(open_page: Open, map_path: Path) -> None:
    page = open_page(map_path.as_uri() + "#sel=region-sormland", width=320, height=640)
    page.locator(".to-map").click()
    assert page.evaluate("document.activeElement.dataset.box") == "region-sormland"
    page.evaluate("stage.network.moveTo({ position: { x: 260, y: 150 }, scale: 1, animation: false })")
    over = "document.elementFromPoint(%d, document.getElementById('map').getBoundingClientRect().top + 90)?.dataset?.box"
    assert page.evaluate(over % 20) is None


def test_what_is_only_for_the_screen_is_not_printed(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".existing")).to_be_hidden()
