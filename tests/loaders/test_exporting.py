"""Exported workbooks, CSV and JSON load as the same landscape; GraphML and GEXF have every node and edge."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from loaders.exporting import WRITERS, export_landscape
from loaders.opening import read_path
from loaders.plan.loading import load_plan
from loaders.plan.planning import plan_load
from loaders.rows.cells import format_cell_value, parse_cell
from loaders.text_files.csv_file import guard_cell, unguard_cell
from model.changes.chain import Head
from model.errors import InputError, LimitExceeded, Problem
from model.vocabulary.actors import Actor
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.record import Node, Record, Relationship
from queries.journal.journal import read_head
from queries.server.graph import Graph
from tests.conftest import SEEDS, limit_examples
from tests.landscapes import actor, concerns, flow, landscape, landscapes
from tests.office import faults_of

HEAD = Head(7, "ab" * 32)
LOADABLE = [".xlsx", ".json", ""]
RISKY = [
    "=1+1",
    "+46 16 10 00",
    "-",
    "@x",
    "'=x",
    "''-",
    "'t Hof",
    "#N/A",
    "_x0041_",
    "a\rb\r\nc",
    "\\|",
    "a|b\\",
    "ja",
    "1.0",
    "1e3",
    "2026-01-01",
]


def export_to(contents: Contents, ending: str, folder: Path, language: Any = "sv") -> Path:
    path = folder / f"landskap{ending}"
    WRITERS[ending](path, lambda type_: contents.of(type_).values(), HEAD, language)
    return path


def list_problems(path: Path) -> list[str]:
    return [found.in_("en") for found in read_path(path).found() if isinstance(found, Problem)]


def set_sources(contents: Contents, who: tuple[str, ...]) -> Contents:
    return Contents(record.model_copy(update={"asserted_by": who}) for record in contents)


@pytest.mark.parametrize("ending", LOADABLE, ids=["xlsx", "json", "csv"])
@limit_examples(10)
@given(landscapes(), st.sampled_from(["sv", "en"]), st.sampled_from([("a",), ("a", "b-2")]))
def test_loading_an_export_changes_nothing(ending: str, contents: Contents, language: str, who: tuple[str, ...]) -> None:
    contents = set_sources(contents, who)
    with tempfile.TemporaryDirectory() as folder:
        reading = read_path(export_to(contents, ending, Path(folder), language))
        assert derive_assignments(Contents(reading.records)) == contents
        assert reading.stamp == HEAD


@pytest.mark.parametrize("ending", LOADABLE, ids=["xlsx", "json", "csv"])
def test_text_that_looks_like_something_else_stays_text(ending: str, tmp_path: Path) -> None:
    actors = [
        actor(f"a{number}", name=(name := " ".join(text.split())), description=text, aliases=(name, "å"))
        for number, text in enumerate(RISKY)
    ]
    contents = set_sources(landscape(actors), ("a",))
    assert Contents(read_path(export_to(contents, ending, tmp_path)).records) == contents


def test_formulas_leave_as_text(tmp_path: Path) -> None:
    contents = landscape(actor("a", name="=HYPERLINK(1)", aliases=("+1",)))
    book = load_workbook(export_to(contents, ".xlsx", tmp_path))
    risky = [cell for row in book["Aktörer"].iter_rows(min_row=2) for cell in row if str(cell.value).startswith(("=", "+"))]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in risky] == [("=HYPERLINK(1)", "s", True), ("+1", "s", True)]
    text = (export_to(contents, "", tmp_path) / "actor.csv").read_text(encoding="utf-8-sig")
    assert ";'=HYPERLINK(1);" in text
    assert ";'+1;" in text


@given(st.text("'=+-@\t\ra ", max_size=6))
def test_the_escape_of_csv_is_reversible(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text
    assert not guard_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.text("\\|ab", min_size=1, max_size=4), max_size=4).map(tuple))
def test_the_escape_in_lists_is_reversible(items: tuple[str, ...]) -> None:
    assert parse_cell(format_cell_value(items), Actor.columns()["aliases"]) == items


def test_a_cell_that_is_too_long_for_a_workbook_is_reported(tmp_path: Path) -> None:
    contents = landscape(actor("a", aliases=tuple(f"{number} {'x' * 290}" for number in range(120))))
    with pytest.raises(LimitExceeded, match="a cell can hold 32767"):
        export_to(contents, ".xlsx", tmp_path)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_package_is_sound(with_examples: Contents, tmp_path: Path, language: str) -> None:
    assert faults_of(export_to(with_examples, ".xlsx", tmp_path, language)) == []


@pytest.mark.parametrize(("ending", "read"), [(".graphml", networkx.read_graphml), (".gexf", networkx.read_gexf)])
def test_graph_files_hold_every_node_and_edge(with_examples: Contents, tmp_path: Path, ending: str, read: Any) -> None:
    graph = read(export_to(with_examples, ending, tmp_path))
    assert set(graph.nodes) == {f"{record.stem()}:{record.id}" for record in with_examples if isinstance(record, Node)}
    relationships = [record for record in with_examples if isinstance(record, Relationship)]
    assert graph.number_of_edges() == len(relationships) + sum(map(references_of, with_examples))
    assert graph.nodes["forum:vis"]["name"] == "VIS (Vuxenutbildning i Sörmland)"


def references_of(record: Record) -> int:
    if isinstance(record, Relationship):
        return 0
    values = [getattr(record, field) for field in record.references()]
    return sum(len(value) if isinstance(value, tuple) else value is not None for value in values)


def test_what_xml_does_not_allow_is_shown(tmp_path: Path) -> None:
    contents = landscape(actor("a", description="a\x0bb"))
    for ending in (".graphml", ".gexf"):
        assert "a�b" in export_to(contents, ending, tmp_path).read_text(encoding="utf-8")
    record = next(record for record in read_path(export_to(contents, ".xlsx", tmp_path)).records if record.id == "a")
    assert record == actor("a", description="a\nb", asserted_by=record.asserted_by)


def test_an_export_of_the_graph_carries_the_journal_and_loads_to_nothing(graph: Graph, tmp_path: Path) -> None:
    load_plan(graph, read_path(SEEDS / "sormland"), "tests", "seed")
    now = read_head(graph)
    assert now.number == 1
    for ending in LOADABLE:
        path = tmp_path / f"landskap{ending}"
        export_landscape(graph, path, WRITERS[ending], "sv")
        reading = read_path(path, "annan")
        assert reading.stamp == now
        with plan_load(graph, reading) as plan:
            assert list(plan.operations) == []


def test_the_json_is_as_its_schema_says(with_examples: Contents, tmp_path: Path) -> None:
    schema = SEEDS.parent / "docs/reference/landscape.schema.json"
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(schema),
        str(export_to(with_examples, ".json", tmp_path)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_source_column_counts_only_in_our_own_export(tmp_path: Path) -> None:
    folder = export_to(set_sources(landscape(actor("a")), ("nagon",)), "", tmp_path)
    (folder / "landskap-export.json").unlink()
    assert {record.asserted_by for record in read_path(folder).records} == {()}
    path = export_to(set_sources(landscape(actor("a")), ("nagon",)), ".json", tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(document | {"journal": None}), encoding="utf-8")
    assert {record.asserted_by for record in read_path(path).records} == {()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "no lists of records"),
        ('{"actors": []}', "no lists of records"),
        ('{"actor": [', "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        ('{"landskap": 2, "actor": []}', "newer version"),
        (r'{"actor": [{"id": "\ud800"}]}', "cannot be read as JSON"),
        ('{"actor": [], "role": [], "actor": []}', "has 'actor' twice"),
        ('{"actor": [{"id": "a", "name": "A", "name": "B"}]}', "has 'name' twice"),
    ],
    ids=["list", "names", "cut", "deep", "newer", "half a character", "list twice", "field twice"],
)
def test_json_that_is_no_landscape(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_path(path)


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "²", None, 10**20])
def test_a_stamp_that_is_none_is_none(tmp_path: Path, number: object) -> None:
    path = tmp_path / "x.json"
    text = json.dumps({"landskap": 1, "journal": {"number": "?", "hash": "ab" * 32}, "actor": []})
    path.write_text(text.replace('"?"', str(number) if isinstance(number, int) else json.dumps(number)), encoding="utf-8")
    assert read_path(path).stamp is None


def test_problems_in_json_are_reported_at_their_record(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    record = {"id": "a", "name": "A", "type": "typ", "level": "lokal", "evidence": ["kalla §1"]}
    document = {"actor": [record, record | {"naem": 1}, 3, record | {"id": None}], "flow": {}, "aktor": [], "meeting": []}
    path.write_text(json.dumps(document), encoding="utf-8")
    assert list_problems(path) == [
        "x.json, aktor: no type of record has that name – did you mean 'actor'?",
        "x.json, actor!2, naem: there is no such field – did you mean 'name'?",
        "x.json, actor!3: must be a record: fields with their values",
        "x.json, actor!4, id: 'None' cannot be kept here",
        "x.json, flow: must be a list of records",
    ]


def test_each_edge_of_a_graph_file_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Also parallel flows, and relations of two types that share an id."""
    two = flow("a", "b", id="samma"), concerns("a", "gron").model_copy(update={"id": "samma"})
    contents = landscape(actor("a"), actor("b"), *two, flow("a", "b", id="parallellt"), flow("a", "b", id="parallellt-2"))
    for ending in (".graphml", ".gexf"):
        edges = [edge for edge in ElementTree.parse(export_to(contents, ending, tmp_path)).iter() if edge.tag.endswith("}edge")]
        ids = [edge.get("id") for edge in edges]
        assert len(ids) == len(set(ids)) == 4 + sum(map(references_of, contents))
