"""The page for those who keep Landskap running names every setting with its default, and answers what the errors send there."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from queries.server.local_server import IDLE_MINUTES
from queries.server.settings import Settings, variable_of
from tests.test_project import ROOT, list_tracked

PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
ROWS = {row[0]: row[-1] for row in re.findall(r"^\| `(LANDSKAP_\w+)` \| (.+) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)}
VARIABLE = re.compile(r"(?<!_)LANDSKAP_[A-Z0-9_]*[A-Z0-9]")
PREFIXED = re.compile(r"\{PREFIX\}([A-Z_]+)")


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_of_a_server_has_its_default_on_the_page(field: object) -> None:
    name = getattr(field, "name", "")
    assert float(ROWS[variable_of(name)]) == getattr(Settings(), name)


def test_the_idle_time_on_the_page() -> None:
    assert float(ROWS["LANDSKAP_IDLE_MINUTES"]) == IDLE_MINUTES


def find_variables(*patterns: str) -> set[str]:
    """The variables that the files name, whole or by their prefix."""
    texts = [path.read_text(encoding="utf-8") for path in list_tracked(*patterns)]
    whole = {name for text in texts for name in VARIABLE.findall(text)}
    return whole | {f"LANDSKAP_NEO4J_{name}" for text in texts for name in PREFIXED.findall(text)}


def test_every_variable_of_the_sources_is_on_the_page() -> None:
    sources = find_variables("api/*.py", "loaders/*.py", "queries/*.py", "model/*.py", "viz/*.py", "Dockerfile", "compose.yaml")
    assert {name for name in sources if not is_documented(name)} == set()


def is_documented(variable: str) -> bool:
    """Whether the page names the variable, or those that begin with it."""
    return re.search(rf"\b{variable}(_|\b)", PAGE) is not None


def test_every_variable_on_the_page_is_one_of_the_sources() -> None:
    settings = {variable_of(field.name) for field in fields(Settings)}
    texts = "".join(path.read_text(encoding="utf-8") for path in list_tracked("api/*.py", "queries/*.py"))
    ends = {name.removeprefix("LANDSKAP_NEO4J_") for name in set(ROWS) - settings}
    assert {end for end in ends if not re.search(rf"\b(\w*\}})?{end}\b", texts)} == set()


def test_every_variable_of_the_tests_is_on_the_page() -> None:
    assert {name for name in find_variables("tests/*.py", "Makefile") if not is_documented(name)} == set()


@pytest.mark.parametrize(
    ("of_the_error", "answer"),
    [
        ("too little memory for so large a change", "server.memory.heap.max_size"),
        ("may not do this in the database", "`publisher`"),
        ("storage is damaged", "restore the last backup"),
    ],
)
def test_what_errors_send_here_is_answered(of_the_error: str, answer: str) -> None:
    text = PAGE.replace("\n", " ")
    told = re.sub(r'"\s+"', "", (ROOT / "queries/server/driver_errors.py").read_text(encoding="utf-8"))
    assert of_the_error in told
    assert of_the_error in text
    assert answer in text
    assert told.count("docs/operations.md") == 3, "an error that is new here has its answer to be named above"


def test_it_is_found() -> None:
    assert "docs/operations.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "operations.md" in (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert Path(ROOT / "docs/operations.md").exists()
