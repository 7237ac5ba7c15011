"""Every page and each of its forms over a landscape whose texts are all hostile: nothing runs, nothing is cut off, nothing is lost."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from starlette.testclient import TestClient

from model.vocabulary.contents import Contents
from queries.archive.publishing import publish_revision
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.browser.conftest import Open
from tests.browser.test_pages import find_cut
from tests.browser.test_served import serve_in_thread
from tests.graphs import empty_graph, put
from tests.hostile import HOSTILE, MARKUP, make_hostile
from tests.pages import ADDRESSES, MAPS

SEARCHED = ("/sok?q=%22%3E%3Cscript%3E", "/revisioner/1")
OURS = "script:not([src^='/static/']):not([type='application/json'])"


@pytest.fixture(scope="module")
def hostile_graph(other_local_graph: Graph, with_examples: Contents) -> Graph:
    """Give a graph with the hostile landscape, published once."""
    put(empty_graph(other_local_graph), make_hostile(with_examples))
    publish_revision(other_local_graph, MARKUP, HOSTILE[1])
    return other_local_graph


@pytest.fixture(scope="module")
def client(hostile_graph: Graph) -> Iterator[TestClient]:
    """Give a client of its pages."""
    with client_of(hostile_graph) as client:
        yield client


def test_no_page_runs_what_names_say_and_none_is_cut_off(open_page: Open, hostile_graph: Graph) -> None:
    with serve_in_thread(hostile_graph, 8875) as home:
        page, wrong = open_page(f"{home}/om", width=320, height=700), {}
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        for address in (*ADDRESSES, *SEARCHED, *MAPS):
            answer = page.goto(home + address)
            assert answer
            assert answer.status == 200, address
            found = (
                []
                if address in MAPS
                else [*find_cut(page), *page.locator(OURS).evaluate_all("all => all.map(one => one.outerHTML)")]
            )
            if page.evaluate("Boolean(window.hurt)") or page.locator("[onerror], [onload]").count():
                found.append("a name is markup")
            wrong[address] = found
    assert not any(wrong.values()), "\n".join(f"{address} {one}" for address, found in wrong.items() for one in found)


def test_no_form_of_a_page_is_broken_by_names(client: TestClient) -> None:
    seen = set()
    for address in (*ADDRESSES, *SEARCHED):
        page = client.get(address).text
        for form in {unescape(one) for one in re.findall(r'rel="alternate"[^>]* href="([^"]*)"', page)}:
            answer, ending = client.get(form), form.partition("?")[0].rpartition(".")[2]
            assert answer.status_code == 200, form
            CHECKS[ending](answer.content)
            seen.add(ending)
    assert seen >= {"json", "csv", "xlsx", "svg", "atom", "ics"}


def check_json(content: bytes) -> None:
    """Parse a document."""
    json.loads(content)


def check_csv(content: bytes) -> None:
    """Hold that no cell is a formula to a spreadsheet, and that all rows are equally long."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t"))]


def check_workbook(content: bytes) -> None:
    """Hold that no cell of a name is a formula."""
    for sheet in load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            assert not [cell.value for cell in row if cell.data_type == "f" and 'HYPERLINK("x"' in str(cell.value)]


def check_xml(content: bytes) -> None:
    """Hold that a picture or feed is well-formed, without scripts and handlers."""
    for element in ElementTree.fromstring(content).iter():
        assert not element.tag.endswith(("}script", "}img"))
        assert not [name for name in element.attrib if name.startswith("on")]


def check_calendar(content: bytes) -> None:
    """Hold that a calendar can be read, in lines that calendars take."""
    Calendar.from_ical(content.decode())
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def check_document(content: bytes) -> None:
    """Hold that there is a document or a frozen landscape."""
    assert content


CHECKS = {
    "json": check_json,
    "csv": check_csv,
    "xlsx": check_workbook,
    "svg": check_xml,
    "atom": check_xml,
    "ics": check_calendar,
    "pdf": check_document,
    "nq": check_document,
}
