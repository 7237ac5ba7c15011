"""Every page in a real browser: axe finds nothing, nor do our own probes of what axe cannot see, and nothing is cut off.

A visit of a page looks at all of this at once, since opening pages is what takes time. `open_page` holds that no page says
anything on the console or asks for anything elsewhere.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from model.language import Language
from queries.server.graph import Graph
from tests.browser.conftest import Open
from tests.browser.test_served import serve_in_thread
from tests.pages import ADDRESSES, MAPS, address_in

PROBES = (Path(__file__).parent / "probes.js").read_text(encoding="utf-8")
FORMS: Mapping[str, Mapping[str, object]] = {
    "sv": {},
    "en": {"color_scheme": "dark", "width": 320, "height": 700},
    "forced": {"forced_colors": "active"},
}
SHOWN_IN_PARTS = {"/karta", "/beslut", "/system", "/sok", "/karta/representation", "/karta/forandring", "/karta/sarbarhet"}
"""Pages with choices, which keep their title."""
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
    language: Language = "en" if form == "en" else "sv"
    page = open_page(f"{home}/?lang={language}", **FORMS[form])
    found, titles = {}, {}
    for path in (*ADDRESSES, *MAPS):
        page.goto(home + address_in(language, path))
        if page.locator("#canvas").count():
            page.wait_for_selector("body[data-drawn]", state="attached")
        titles[path] = page.title()
        page.keyboard.press("Tab")
        wrong = page.evaluate(PROBES) + [
            item["id"] + " " + item["nodes"][0]["html"][:150] for item in Axe().run(page).response["violations"]
        ]
        cut = find_cut(page)
        page.evaluate(
            "(rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet] }",
            SPACED,
        )
        found[path] = [*wrong, *cut, *find_cut(page)]
    assert not any(found.values()), "\n".join(f"{path} {one}" for path, wrong in found.items() for one in wrong)
    shared = {title for title, n in Counter(titles.values()).items() if n > 1}
    assert {path.partition("?")[0] for path, title in titles.items() if title in shared} <= SHOWN_IN_PARTS


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
