"""What three people come for, by keyboard alone; and that pages bear a slow line, no scripts, back and forward."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from queries.server.graph import Graph
from tests.browser.accessible_tree import read_tree
from tests.browser.conftest import Open
from tests.browser.test_served import serve_in_thread
from tests.pages import ADDRESSES

DAY = "2026-11-29"
ROW = "Mötesplats för föreningar (exempel)"
A_MINUTE = 60
"""Keys that a person presses in a minute without haste."""


@pytest.fixture(scope="module")
def home(sormland_graph: Graph) -> Iterator[str]:
    """Yield the address of the pages of Sörmland."""
    with serve_in_thread(sormland_graph, 8835) as address:
        yield address


class Keyboard:
    """A keyboard that counts its keys."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def search(self, text: str, found: str) -> None:
        """Search a party from anywhere, and open it."""
        self.press("/")
        self.page.keyboard.type(text)
        self.pressed += len(text)
        self.page.get_by_role("option", name=found).first.wait_for()
        self.press("ArrowDown", "Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(found)

    def go_to(self, name: str, begins: str = "main") -> None:
        """Go on with Tab from a place to the link of a name, and follow it. Screen readers jump so by region."""
        self.page.locator(begins).first.evaluate("part => { part.tabIndex = -1; part.focus() }")
        said = "document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
        while not str(self.page.evaluate(said)).startswith(name):
            assert self.pressed < 10 * A_MINUTE, f"no way to {name}"
            self.press("Tab")
        self.press("Enter")


def test_the_coordinator_finds_in_a_minute_whom_to_call_about_a_municipality_that_no_demand_reaches(
    open_page: Open, home: str
) -> None:
    page = open_page(f"{home}/?lang=sv")
    keys = Keyboard(page)
    keys.go_to("Kommunerna: vad som når dem")
    expect(page.get_by_role("heading", level=1)).to_contain_text("vad som når dem")
    first = next(row for row in read_tree(page).one("table").rows() if row[0] != "Kommun")
    assert "inget antecknat" in first[1], "those that no demand reaches come first"
    keys.go_to(first[0])
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{first[0]}: vad som når kommunen")
    told = read_tree(page).one("region", "Vem man frågar")
    assert "De som ger andra kommuner behov" in told.whole
    assert "sammankallar Branschforum" in told.whole
    assert "Region Sörmland" in {link.said for link in told.all("link")}
    assert keys.pressed <= A_MINUTE


def test_the_coordinator_follows_the_demand_that_is_only_proposed_to_who_convenes(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/?lang=sv")
    keys = Keyboard(page)
    keys.search("verkstad flen", "Lokal kompetensverkstad Flen")
    told = read_tree(page).one("region", "Vem föder vem")
    assert "flöden är föreslagna" in told.whole, "nothing that exists reaches it"
    keys.go_to("Transport")
    expect(page.get_by_role("heading", level=1)).to_have_text("Branschforum Transport")
    seats = {row[1]: row[0] for row in read_tree(page).one("region", "Platser").one("table").rows()}
    assert seats["sammankallande"].startswith("Region Sörmland")
    assert keys.pressed <= A_MINUTE


def test_the_analyst_shares_the_reason_of_the_oldest_decision_that_nobody_followed(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/?lang=sv&on={DAY}")
    keys = Keyboard(page)
    keys.go_to("Beslut", "header")
    page.wait_for_url("**/beslut?**")
    keys.go_to(ROW, "table.assignments")
    page.wait_for_url("**/beslut/exempel-motesplats**")
    expect(page.locator(".found .reasons").first).to_be_visible()
    shared = open_page(page.url, color_scheme="dark", width=320, height=700)
    mine, theirs = ([one.said for one in read_tree(one).one("main").all("heading")] for one in (page, shared))
    assert mine == theirs
    assert "277 dagar" in read_tree(shared).one("main").whole


def test_a_citizen_learns_who_speaks_for_their_municipality_and_where(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/?lang=sv")
    keys = Keyboard(page)
    keys.search("eskilstuna kommun", "Eskilstuna kommun")
    told = read_tree(page).one("region", "Representation")
    for area in ("Utbildning & Matchning, lokal: okänt", "Utbildning & Matchning, regional: okänt"):
        assert area in told.whole.replace(" :", ":"), "it says that nobody knows, and in which forums nobody is on record"
    assert "Lokal verkstad Eskilstuna" in {link.said for link in told.all("link")}
    keys.go_to("Eskilstuna: vad som når kommunen")
    spoken = read_tree(page).one("region", "Vem som talar för den, och var")
    assert "Styrgrupp YH Automation (exempel), ledamot exempel" in spoken.whole.replace(" ,", ",")
    assert "är det inte känt om någon talar för den" in spoken.whole
    page.go_back()
    keys.go_to("Kommunernas näringslivschefer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kommunernas näringslivschefer")
    assert "Eskilstuna kommun" in {link.said for link in read_tree(page).one("region", "Företräder").all("link")}


def test_every_page_is_whole_without_scripts(open_page: Open, home: str) -> None:
    page, wrong = open_page(f"{home}/om", java_script_enabled=False), {}
    for address in ADDRESSES:
        page.goto(home + address)
        dead = page.locator("main button:visible:not(form button), main a:visible:not([href])").count()
        empty = not page.locator("h1").first.is_visible() or len(page.locator("main").inner_text()) < 60
        wrong[address] = (dead, empty)
    assert {address: found for address, found in wrong.items() if any(found)} == {}


@pytest.mark.parametrize("address", ["/", f"/beslut?on={DAY}", "/karta/representation"])
def test_on_a_slow_line_the_words_come_first(open_page: Open, home: str, address: str) -> None:
    page = open_page(f"{home}/om")
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", slow)
    page.goto(home + address, wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_be_attached()


def test_back_and_forward_keep_the_place(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/beslut?on={DAY}&lang=sv")
    link = page.locator("table.assignments").get_by_role("link").last
    link.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 100
    link.click()
    page.wait_for_url("**/beslut/**")
    page.go_back()
    page.wait_for_function("place => Math.abs(scrollY - place) < 40", arg=place)
    page.go_forward()
    page.wait_for_url("**/beslut/**")
