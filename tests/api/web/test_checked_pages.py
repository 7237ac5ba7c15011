"""Every page in both languages, the pages of problems, pictures and styles before the Nu HTML checker."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import compile_path
from starlette.testclient import TestClient

from api.web.pages import PAGES
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.java_tools import BRIEF, fetch_libraries
from tests.pages import ADDRESSES, PROBLEMS, UNSHOWN, list_addresses
from viz.web.assets import list_assets

CHECKER = Path(__file__).parents[2] / "html_checker"
COMMAND = ("nu.validator.client.SimpleCommandLineValidator", "--also-check-css", "--also-check-svg", "--exit-zero-always")
UNKNOWN_TO_IT = re.compile(
    "Property “(?:paint-order|vector-effect|r)” doesn't exist"  # properties of SVG, which its CSS does not have
    "|“fill”: “var[(].*” is not a “color” value"
)
"""What the checker says of things that are right."""


@pytest.fixture(scope="module")
def client(sormland_graph: Graph) -> Iterator[TestClient]:
    """Give a client of the pages over Sörmland's graph."""
    with client_of(sormland_graph) as client:
        yield client


def check_files(folder: Path) -> set[tuple[str, str]]:
    """Return what the checker finds, as the name of a file with a message and the place."""
    command = ["java", "-Xss4m", *BRIEF, "-cp", f"{fetch_libraries(CHECKER)}/*", *COMMAND, "--format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [one for one in json.loads(done.stderr)["messages"] if one["type"] != "info" or one.get("subType") == "warning"]
    return {
        (Path(one["url"]).name, f"{one['message']} {one.get('extract', '')[:200]}")
        for one in found
        if not UNKNOWN_TO_IT.search(one["message"])
    }


def test_no_page_is_left_out() -> None:
    paths = {address.partition("?")[0] for address in ADDRESSES}
    left_out = {path for path in PAGES if not any(compile_path(path)[0].match(shown) for shown in paths)}
    assert left_out == UNSHOWN


def test_the_checker_finds_nothing(client: TestClient, tmp_path: Path) -> None:
    names = {}
    for place, address in enumerate(list_addresses()):
        answer = client.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == PROBLEMS.get(re.sub("[?&]lang=..$", "", address), 200), address
        assert answer.headers["content-type"].startswith("text/html"), address
        names[f"{place}.html"] = address
        (tmp_path / f"{place}.html").write_bytes(answer.content)
        for picture in {*re.findall(r'rel="alternate" type="image/svg[+]xml" href="([^"]*)"', answer.text)}:
            names[f"{place}.svg"] = picture
            (tmp_path / f"{place}.svg").write_bytes(client.get(picture.replace("&amp;", "&")).content)
    for name in list_assets():
        if name.endswith(".css"):
            (tmp_path / name).write_bytes(list_assets()[name])
    assert len(names) > len(set(names.values())) * 0.9
    assert sorted((names.get(name, name), message) for name, message in check_files(tmp_path)) == []
