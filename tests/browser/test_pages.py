"""Every page in a real browser: axe finds nothing, nothing is cut off when narrow, also with more space between letters and lines."""

from collections.abc import Iterator, Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from queries.server.graph import Graph
from tests.browser.conftest import Open
from tests.browser.test_served import serve_in_thread
from tests.graphs import empty_graph, put
from tests.landscapes import actor, flow, forum, landscape, seat

PATHS = (
    "/",
    "/iakttagelser",
    "/iakttagelser/past-own-date/exempel-yrkesforare-till-lokal-kompetensverkstad-flen",
    "/andringar",
    "/arshjul",
    "/revisioner",
    "/om",
    "/ordlista",
    "/tillganglighet",
    "/part/branschforum-transport",
    "/part/eskilstuna-kommun",
    "/part/framtid-industri-samverkansgrupp",
    "/sok",
    "/sok?q=transport",
    "/representation",
    "/system",
    "/system?pil=utbildning-matchning~regional~branschforum~order~utbildning-matchning~lokal~lokal-kompetensverkstad",
    "/beslut?on=2026-11-29",
    "/beslut?by=hand-off&state=unknown",
    "/beslut?state=paused&by=none&on=2026-11-29",
    "/beslut/tider",
    "/beslut/exempel-el-lastbil?on=2026-11-29",
)
FORMS: Mapping[str, Mapping[str, object]] = {
    "sv": {},
    "en": {"color_scheme": "dark", "width": 320, "height": 700},
    "forced": {"forced_colors": "active"},
}
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""The spacing that text must bear (WCAG 1.4.12)."""


@pytest.fixture(scope="module")
def home(sormland_graph: Graph) -> Iterator[str]:
    """Yield the address of the pages of Sörmland."""
    with serve_in_thread(sormland_graph, 8795) as address:
        yield address


def find_cut(page: Page) -> list[str]:
    """Return what is wider than the window and does not scroll by itself."""
    return list(
        page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
            .filter((part) => part.getBoundingClientRect().right > innerWidth + 1 && !part.closest('.scroll, pre, .said, .skip'))
            .map((part) => part.outerHTML.slice(0, 120)).slice(0, 5)"""
        )
    )


@pytest.mark.parametrize("form", FORMS)
def test_every_page_is_accessible(open_page: Open, home: str, form: str) -> None:
    page = open_page(f"{home}/?lang={'en' if form == 'en' else 'sv'}", **FORMS[form])
    found = {}
    for path in PATHS:
        page.goto(f"{home}{path}{'&' if '?' in path else '?'}lang={'en' if form == 'en' else 'sv'}")
        wrong = [item["id"] + " " + item["nodes"][0]["html"][:150] for item in Axe().run(page).response["violations"]]
        cut = find_cut(page)
        page.evaluate(
            "(rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet] }",
            SPACED,
        )
        found[path] = [*wrong, *cut, *find_cut(page)]
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_pages_are_whole_without_scripts_and_lead_on_by_keyboard(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/?lang=sv", java_script_enabled=False)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.locator("#main :focus")
    assert focused.count() == 1
    page.locator(".today a.more").first.press("Enter")
    page.wait_for_url("**/iakttagelser**")
    page.locator(".findings a").first.press("Enter")
    assert page.get_by_text("Varför står det här?").is_visible()
    assert ":param" in page.locator("pre").inner_text()


def test_search_suggests_while_one_writes_and_the_keyboard_suffices(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/part/eskilstuna-kommun?lang=sv")
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.type("strangnas")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "suggestion-0"
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/part/strangnas-kommun**")
    assert page.get_by_role("heading", level=1).inner_text() == "Strängnäs kommun"


def test_a_party_is_whole_without_scripts(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/part/branschforum-transport?lang=sv", java_script_enabled=False)
    page.locator(".as-table summary").first.click()
    assert page.get_by_role("row", name="beställning").count() >= 9
    page.locator("form.find input[name=q]").fill("lokal verkstad eskilstuna")
    page.locator("form.find input[name=q]").press("Enter")
    page.wait_for_url("**/part/lokal-kompetensverkstad-eskilstuna**")


def test_hostile_names_stay_inside_the_page(open_page: Open, local_graph: Graph) -> None:
    names = (
        '<script>alert("x")</script>',
        "x" * 300,
        "\N{RIGHT-TO-LEFT OVERRIDE}bakvänd \N{ARABIC LETTER ALEF}",
        "klocka \N{BELL} här",
    )
    hostile = [actor(f"elak-{place}", name=name) for place, name in enumerate(names)]
    flows = [flow(one.id, "rad", carries=one.name) for one in hostile]
    seats = [seat("rad", one.id) for one in hostile]
    put(empty_graph(local_graph), landscape(*hostile, forum("rad", name="y" * 300), *flows, *seats))
    with serve_in_thread(local_graph, 8805) as address:
        page = open_page(f"{address}/part/rad", width=320, height=700)
        for path in ("/part/rad", "/part/elak-0", "/part/elak-1", "/part/elak-2", "/sok?q=elak"):
            page.goto(f"{address}{path}")
            assert find_cut(page) == []
            assert Axe().run(page).response["violations"] == []
