"""The demo shows the same from a Neo4j as from this computer's own graph."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.graph import Graph
from queries.local_server import stop
from tests.commands import command
from tests.neo4j_server import PASSWORD

FILES = ("karta.html", "karta.svg", "landskap.graphml")
QUESTIONS = (["feeds", "arbetsformedlingen", "--hops", "3"], ["stalls"], ["unrepresented"])
Shown = tuple[list[bytes], list[object]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's data, with the demo's own graph in it."""
    folder = tmp_path_factory.mktemp("data")
    yield folder
    stop(folder / "landskap" / "demo")


@pytest.fixture(scope="module")
def shown_here(home: Path) -> Shown:
    """What the demo shows from its own graph, whatever graph of the user's the environment names."""
    words = ["demo", "--once", "--out", str(home / "out")]
    run(home, *words, graph=home / "the user's own")
    assert not (home / "the user's own").exists()
    return shown(home, home / "out", "--graph", str(home / "landskap" / "demo"))


@pytest.mark.slow
def test_it_shows_the_same_from_a_neo4j(neo4j_graph: Graph, shown_here: Shown, home: Path, tmp_path: Path) -> None:
    where = ("--graph", neo4j_graph.where)
    run(home, "demo", "--once", "--out", str(tmp_path), *where, graph=neo4j_graph.where)
    assert shown(home, tmp_path, *where) == shown_here


def shown(home: Path, out: Path, *where: str) -> Shown:
    """The files that the demo wrote, and the answers to the three questions."""
    answers = [json.loads(run(home, *question, "--json", *where)) for question in QUESTIONS]
    return [(out / name).read_bytes() for name in FILES], answers


def run(home: Path, *words: str, graph: Path | str = "") -> str:
    """What the command prints, whatever `graph` of the user's the environment names."""
    password = os.environ.get("LANDSKAP_NEO4J_PASSWORD", PASSWORD)
    done = command(graph, *words, XDG_DATA_HOME=str(home), LANDSKAP_NEO4J_PASSWORD=password)
    assert done.returncode == 0, done.stderr
    return done.stdout
