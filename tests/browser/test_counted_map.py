"""The map of what is too large to be drawn party by party, in a real browser: read, opened part by part, without scripts, by axe."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from queries.server.graph import Graph
from tests.browser.conftest import Open
from tests.browser.test_served import serve_in_thread

FORMS = [
    ("/karta", 1440, {}),
    ("/karta?lang=en", 320, {"color_scheme": "dark"}),
    ("/karta/beslut", 1440, {"color_scheme": "dark"}),
    ("/karta?lang=en&standing=existing", 1440, {"forced_colors": "active"}),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def address(sormland_graph: Graph) -> Iterator[str]:
    """Yield the address of the landscape of Sörmland, whose map draws at most 60 parties."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("viz.web.parts.MOST_PARTIES_DRAWN", 60)
        with serve_in_thread(sormland_graph, 8789) as address:
            yield address


@pytest.mark.parametrize(("path", "width", "form"), FORMS)
def test_axe_finds_nothing_and_no_name_is_too_small(
    open_page: Open, address: str, path: str, width: int, form: dict[str, object]
) -> None:
    page = open_page(f"{address}{path}", width=width, waits=False, **form)
    found = Axe().run(page, options=RULES)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    names = page.locator("svg.counted .box text.area-name, svg.lens .box text.name")
    assert min(names.evaluate_all("all => all.map(one => parseFloat(getComputedStyle(one).fontSize) * one.getCTM().a)")) > 10.8


def test_a_reader_comes_from_the_whole_to_a_party_without_scripts(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/karta", java_script_enabled=False)
    expect(page.locator(".map-panel .lead")).to_contain_text("räknade")
    boxes = page.locator("svg.counted a")
    assert boxes.count() > 10
    rows = page.locator("#table table").first.locator("tbody tr")
    assert rows.count() == boxes.count()  # the table says the same as the map
    page.get_by_role("link", name="Nationell", exact=True).click()
    expect(page.locator("h1")).to_contain_text("kompetenslandskap")  # few enough to be drawn one by one
    page.go_back()
    page.get_by_role("link", name="Beslut", exact=True).last.click()
    expect(page.locator(".marks-of-party")).to_contain_text("Välj en del: perspektivet följer med")
    page.get_by_role("link", name="Nationell", exact=True).click()
    assert "/karta/beslut?levels=nationell" in page.url
    expect(page.locator("#panel-heading")).to_have_text("Här stannar besluten")
    page.goto(f"{address}/karta")
    page.locator(".pager a").click()
    page.locator("#list + .scroll tbody a").first.click()
    expect(page.locator("h1")).to_contain_text("I fokus")


def test_the_map_is_dark_for_who_prefers_it_and_its_panel_stands_beside_it(open_page: Open, address: str) -> None:
    part = f"{address}/karta?levels=nationell"
    page = open_page(part, color_scheme="dark")
    card = """() => { const { rect } = stage.look.scene.boxes[0], { x, y } = stage.network.canvasToDOM({ x: rect.x + 4, y: rect.y + rect.height - 6 });
        return [...document.querySelector('#canvas canvas').getContext('2d').getImageData(x, y, 1, 1).data]; }"""
    assert page.evaluate(card) == [17, 23, 30, 255]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 23, 30)"
    page.locator("#boxes button").first.click()
    expect(page.locator("#panel")).to_be_visible()
    panel, area = page.locator("#panel").bounding_box(), page.locator("#canvas").bounding_box()
    assert panel
    assert area
    assert area["x"] + area["width"] <= panel["x"] + 1
    expect(page.locator("#panel")).to_contain_text("Belägg")
    found = Axe().run(page, options=RULES)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]] == []
    narrow = open_page(part, width=1100)
    narrow.locator("#boxes button").first.click()
    panel, area = narrow.locator("#panel").bounding_box(), narrow.locator("#canvas").bounding_box()
    assert panel
    assert area
    assert area["y"] + area["height"] <= panel["y"] + 1
