"""The questions of docs/neo4j.md answer on every Neo4j and change nothing; its style file is one that the Browser reads."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from model.vocabulary.types import NODES, PARTY, TYPES
from queries.journal.prepare import SCHEMA_TEXT
from queries.server.catalogue import find_query
from queries.server.graph import Graph
from tests.graphs import empty_graph
from tests.servers import LOCAL, SERVERS, graph_of
from viz.style import palette

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/neo4j.md").read_text(encoding="utf-8")
STYLE = (ROOT / "docs/neo4j.grass").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^### (\d+)\. .+\n\n(.+)\n\n```cypher\n([^`]+)```$", PAGE, re.MULTILINE)
DRAWN = 6
"""The first of them answer with paths, which the Browser draws."""
MOST_HITS = 20_000
"""What a question may cost, in hits of the database: some 50 ms. A count, so that a busy machine fails nobody."""
PROPERTIES = {"border-color", "border-width", "caption", "color", "diameter", "font-size", "padding", "shaft-width",
              "text-color-external", "text-color-internal"}  # fmt: skip


@pytest.fixture(scope="module", params=[name for name in SERVERS if name != LOCAL])
def server(request: pytest.FixtureRequest) -> Graph:
    """Each Neo4j in turn."""
    return graph_of(request, request.param)


@pytest.fixture(scope="module", params=[("sormland",), ("sormland", "exempel")], ids="+".join)
def seeds(request: pytest.FixtureRequest, server: Graph) -> tuple[str, ...]:
    """What `server` now holds: Sörmland alone, then with the examples."""
    empty_graph(server)
    for seed in request.param:
        load_plan(server, read_folder(ROOT / "seed" / seed), "tests", "seed")
    names: tuple[str, ...] = request.param
    return names


def profile_text(graph: Graph, text: str) -> tuple[list[neo4j.Record], neo4j.ResultSummary]:
    """The rows and how they were found; the server refuses to write in such a session."""

    def work(transaction: neo4j.ManagedTransaction) -> tuple[list[neo4j.Record], neo4j.ResultSummary]:
        result = transaction.run(f"PROFILE {text}")
        return list(result), result.consume()

    with graph._session() as session:  # past the catalogue, as the reader's Browser is
        return session.execute_read(work)


def walk_operators(plan: Any) -> Iterator[Any]:
    """A plan's operators, itself first."""
    yield plan
    for child in plan.get("children", ()):
        yield from walk_operators(child)


def read_rules() -> dict[str, dict[str, str]]:
    """Selector → property → value, in the order of the style file. One rule a line, so that nothing is left unread."""
    found = {}
    for line in STYLE.splitlines():
        rule = re.fullmatch(r'((?:node|relationship)(?:\.\w+)?) \{ ((?:[\w-]+: (?:"[^"]*"|[^;:"{} ]+); )+)\}', line)
        assert rule, line
        found[rule[1]] = {name: value.strip('"') for name, value in re.findall(r'([\w-]+): ("[^"]*"|[^;]+);', rule[2])}
    assert len(found) == len(STYLE.splitlines())
    return found


def test_there_are_ten_questions() -> None:
    assert [number for number, _why, _text in QUESTIONS] == [str(n) for n in range(1, 11)]
    assert PAGE.count("```cypher") == 10


@pytest.mark.parametrize(("number", "why", "text"), QUESTIONS, ids=[number for number, _why, _text in QUESTIONS])
def test_a_question_answers_and_changes_nothing(server: Graph, seeds: tuple[str, ...], number: str, why: str, text: str) -> None:
    rows, summary = profile_text(server, text)
    assert rows or ("Needs the examples" in why and "exempel" not in seeds)
    assert all(isinstance(row[0], neo4j.graph.Path) == (int(number) <= DRAWN) for row in rows)
    assert summary.query_type == "r"
    assert not summary.counters.contains_updates


@pytest.mark.parametrize(("number", "why", "text"), QUESTIONS, ids=[number for number, _why, _text in QUESTIONS])
def test_a_question_is_cheap_and_can_be_pasted(server: Graph, seeds: tuple[str, ...], number: str, why: str, text: str) -> None:
    plan = list(walk_operators(profile_text(server, text)[1].profile))
    assert not [operator["operatorType"] for operator in plan if "CartesianProduct" in operator["operatorType"]]
    assert sum(operator.get("dbHits", 0) for operator in plan) < MOST_HITS
    assert text.count("LIMIT") == text.count("RETURN")
    assert "$" not in text


def test_every_label_of_the_graph_has_its_style() -> None:
    styled = {selector.removeprefix("node.") for selector in read_rules() if selector.startswith("node.")}
    assert {type_.label for type_ in NODES} <= styled
    assert styled == set(re.findall(r"\(n:(\w+)\) REQUIRE", find_query(SCHEMA_TEXT).text))


def test_the_types_style_wins_over_the_second_labels() -> None:
    nodes = [selector for selector in read_rules() if selector.startswith("node.")]
    assert nodes[0] == f"node.{PARTY}"  # a later rule wins
    for selector in nodes:  # the Browser adds a rule at the end for a label without these: it would win
        assert {"color", "caption"} <= read_rules()[selector].keys()


def test_the_style_has_properties_that_the_browser_knows() -> None:
    assert {name for rule in read_rules().values() for name in rule} == PROPERTIES


def test_edges_and_captions_are_of_the_vocabulary() -> None:
    edges = {ref.edge for type_ in TYPES.values() for ref in type_.references().values()}
    assert {selector.removeprefix("relationship.") for selector in read_rules() if selector.startswith("relationship.")} <= edges
    for type_ in NODES:
        assert set(re.findall(r"{(\w+)}", read_rules()[f"node.{type_.label}"]["caption"])) <= type_.columns().keys()


def test_colours_are_the_maps_and_captions_can_be_read_on_them() -> None:
    assert set(re.findall(r"#\w+", STYLE)) <= set(re.findall(r"#[0-9a-f]{6}", inspect.getsource(palette)))
    for selector, rule in read_rules().items():
        if selector.startswith("node"):
            assert palette.contrast_of(rule["color"], rule["text-color-internal"]) >= 4.5, selector
