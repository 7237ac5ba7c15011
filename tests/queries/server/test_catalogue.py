"""Query texts match their declarations, all are used, and Cypher stands nowhere else."""

import ast
import re
from pathlib import Path

import pytest

from model.errors import CatalogueError
from queries.server.catalogue import find_query, list_queries, read_queries
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import landscape

ROOT = Path(__file__).parents[3]
PACKAGES = ("model", "queries", "loaders", "viz", "api", "tools", "tests", "benchmarks")
CYPHER = re.compile(r"\b(MATCH|MERGE|UNWIND|DETACH DELETE|OPTIONAL MATCH)\b\s*[(\[$]|\bRETURN\s+\w+\.\w+")
GOOD = (
    "// All.\n// reads\n// param id: the id\n// column name: its name\n// limit 1\nMATCH (n {id: $id})\nRETURN n.name AS name\n"
)


def test_every_text_is_as_it_declares() -> None:
    assert len([find_query(name) for name in list_queries()]) > 150


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("$id", "$name"), r"one.cypher:6: \$name is used but not declared"),
        (("{id: $id}", ""), r"one.cypher:3: \$id is declared but not used"),
        (("// reads", "// looks"), "one.cypher:2: the line below the title"),
        (("// limit 1", "// limited"), "one.cypher:5: 'limited' is neither"),
        (("RETURN n.name AS name", "RETURN n.id AS id"), "one.cypher:4: the column name is declared"),
        (("MATCH (n", "CREATE (n"), "one.cypher:6: declared as reading, but it has CREATE"),
        (("// limit 1\n", ""), "one.cypher:1: a reading query declares"),
    ],
)
def test_a_wrong_text_is_refused_with_file_and_line(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    path = tmp_path / "one.cypher"
    path.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(CatalogueError, match=fault):
        read_queries(path, tmp_path)


def test_a_good_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "one.cypher"
    path.write_text(GOOD, encoding="utf-8")
    [read] = read_queries(path, tmp_path)
    assert (read.name, read.kind, list(read.parameters), list(read.columns), read.limit) == (
        "one",
        "reads",
        ["id"],
        ["name"],
        1,
    )


def test_a_file_may_hold_several_named_statements(tmp_path: Path) -> None:
    path = tmp_path / "many.cypher"
    path.write_text(f"// name: page\n{GOOD}\n// name: some\n{GOOD.replace('All.', 'Some.')}", encoding="utf-8")
    read = read_queries(path, tmp_path)
    assert [(query.name, query.title) for query in read] == [("many/page", "All."), ("many/some", "Some.")]
    assert read[0].text == read[1].text == "MATCH (n {id: $id})\nRETURN n.name AS name"


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        ("// name: some\n" + GOOD.replace("$id", "$name"), r"many.cypher:16: \$name is used but not declared"),
        ("// name: some\n" + GOOD.replace("// reads", "// looks"), "many.cypher:12: the line below the title"),
        ("// name: some\n" + GOOD.replace("// limit 1", "// limited"), "many.cypher:15: 'limited' is neither"),
        ("// name: page\n" + GOOD, "many.cypher:10: the name 'many/page' is used twice"),
    ],
)
def test_a_fault_of_a_later_statement_names_its_line(tmp_path: Path, second: str, fault: str) -> None:
    path = tmp_path / "many.cypher"
    path.write_text(f"// name: page\n{GOOD}\n{second}", encoding="utf-8")
    with pytest.raises(CatalogueError, match=fault):
        read_queries(path, tmp_path)


@pytest.mark.parametrize("name", ["records/seat/none", "none/at-all", "none", "records/seat"])
def test_a_name_without_a_text_is_refused(name: str) -> None:
    with pytest.raises(CatalogueError, match="there is no text"):
        find_query(name)


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def strings_of(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_no_cypher_outside_the_catalogue() -> None:
    allowed = {
        Path(__file__),
        ROOT / "tests/graphs.py",
        ROOT / "tests/replay.py",
        ROOT / "tests/queries/server/test_neo4j.py",
        ROOT / "tests/queries/landscape/test_merging.py",
        ROOT / "tests/queries/archive/test_archive.py",
        ROOT / "tests/queries/archive/test_verify.py",
        ROOT / "tests/queries/archive/test_checkout.py",
        ROOT / "tests/queries/review/test_landscape_comparison.py",
        ROOT / "tests/queries/landscape/test_derived.py",
        ROOT / "tests/api/commands/test_remembering.py",
        ROOT / "tests/api/commands/test_verifying.py",
        ROOT / "tests/model/test_findings.py",
    }
    found = [(path.name, text) for path in modules() if path not in allowed for text in strings_of(path) if CYPHER.search(text)]
    assert found == []


def test_only_the_graph_runs_texts() -> None:
    """One module makes the driver and another uses it, apart from tests that start or measure servers."""
    allowed = {
        "driver.py",
        "graph.py",
        "driver_errors.py",
        "test_driver_errors.py",
        "test_catalogue.py",
        "bare_driver.py",
        "benchmarks/serving.py",
        "__main__.py",
        "test_docs_neo4j.py",
        "test_local_server.py",  # users without rights to a server try to enter by the driver alone
    }
    using = {
        path.name if path.name in allowed else path.relative_to(ROOT).as_posix()
        for path in modules()
        if re.search(r"\bneo4j\.(Graph|Session|Driver)|\bimport neo4j\b", path.read_text(encoding="utf-8"))
    }
    assert using - allowed == {"tests/neo4j_server/__init__.py"}  # tests/neo4j_server changes the first password


def test_every_text_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules() if "tests" not in path.parts)
    by_hand = [name for name in list_queries() if not name.startswith("records/")]
    assert [name for name in by_hand if f'"{name}"' not in code] == []


def test_every_reading_text_answers_with_its_columns_on_both_servers(graph: Graph) -> None:
    put(graph, landscape())
    values = {"after": "", "most": 5, "on": "2026-01-01", "id": "x", "ids": [], "up": ["x"], "down": ["x"], "kinds": [], "standings": [],
              "step": "taken", "before": 9, "first": 0, "since": 0, "marks": ["x"], "moment": "2026-01-01", "until": "x",
              "addressees": ["x"], "party": "x", "forum": "", "area": "", "level": "", "said": "x", "areas": [], "levels": [], "actors": [],
              "holders": [], "source": "x", "hash": "x", "known": "x", "hand_offs": ["x"], "pairs": [], "parties": [],
              "by": "", "forums": [], "from": "", "from_day": "", "until_day": "x", "sources": ["x"], "flows": [], "roles": ["x"], "role": "x", "without": [], "cells": [], "places": []}  # fmt: skip
    for text in map(find_query, list_queries()):
        if text.kind == "reads":
            assert graph.read(text.name, **{name: values[name] for name in text.parameters}).cut is False
