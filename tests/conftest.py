"""What the tests share: a real graph in a local server, real Neo4js, small landscapes, the seeds."""

import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from queries.journal.prepare import prepare_graph
from queries.server import background
from queries.server.address import LocalAddress, parse_address
from queries.server.graph import Graph
from queries.server.local_server import stop_server
from tests.archives import SMALL, fill_with_history
from tests.commands import run_landskap
from tests.graphs import empty_graph
from tests.java_tools import BRIEF
from tests.neo4j_server import RELEASES, run_server
from tests.servers import LOCAL, OWN, SERVERS, ask_before_emptying, graph_of

pytest_plugins = ("tests.heartbeat",)
# Where the shell ignores Ctrl-C (a job in the background, nohup, some CI), so would the commands that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
background.PATIENCE_SECONDS = 60  # on a busy machine, too, pages of small landscapes are there at once
SEEDS = Path(__file__).parent.parent / "seed"
ENOUGH_FOR_THREE = 12 * 2**30
"""Bytes of memory: each worker has up to three local servers and two Neo4js, which take 2.5 GB together."""
MINUTES = 0.2
"""What a slow test takes if it does not say how many."""
LIMIT, SLACK = 300, 6
"""Seconds that a test may take; of one that says how many minutes it takes, so many times that, if that is more."""
FEW = 10
"""The most examples of a property that `make check` tries."""
settings.register_profile("all", deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
settings.register_profile("few", settings.get_profile("all"), max_examples=FEW)
settings.load_profile("all")


def limit_examples(number: int) -> settings:
    """How many examples a property is tried with, where that is not what the profile says; under `few` never more than those."""
    return settings(max_examples=min(number, settings().max_examples))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Nothing that is somebody else's is emptied without a word."""
    ask_before_emptying(session.config)


def pytest_xdist_auto_num_workers() -> int:
    """Two, each with servers of its own; three where they also wait for Neo4js, and there is the memory for them.

    The contributor's own Neo4j is one that they cannot share.
    """
    if OWN in os.environ:
        return 0
    return 3 if len(SERVERS) > 1 and read_memory_size() >= ENOUGH_FOR_THREE else 2


def read_memory_size() -> int:
    """Bytes of memory that the machine has."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put files that take long first, so that the workers, who take a file at a time, end together; limit the time of each test."""
    minutes: dict[Path, float] = defaultdict(float)
    for item in items:
        slow = item.get_closest_marker("slow")
        takes = slow.kwargs.get("minutes", MINUTES) if slow else 0
        minutes[item.path] += takes
        if config.getoption("timeout") is None:
            item.add_marker(pytest.mark.timeout(max(LIMIT, takes * 60 * SLACK)))
    items.sort(key=lambda item: -minutes[item.path])


@pytest.fixture(autouse=True, scope="session")
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing of the user's own settings or graphs is read or written."""
    home = tmp_path_factory.mktemp("home")
    os.environ.update(
        {
            "LANDSKAP_CONFIG": str(home / "landskap.json"),
            "XDG_DATA_HOME": str(home / "data"),
            "LANDSKAP_IDLE_MINUTES": "3",
            "LANDSKAP_LANG": "sv",
            "ARCADEDB_JVM_ARGS": " ".join(BRIEF),
        }
    )
    for name in ("LANDSKAP_GRAPH", "LANDSKAP_NEO4J_DATABASE"):
        os.environ.pop(name, None)


@contextmanager
def _open_local(folder: Path) -> Iterator[Graph]:
    """A graph in that folder, whose server ends with it."""
    with Graph.open(LocalAddress(folder)) as graph:
        prepare_graph(graph)
        yield graph
    stop_server(folder)


@pytest.fixture(scope="session")
def local_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph in the local server."""
    with _open_local(tmp_path_factory.mktemp("local")) as graph:
        yield graph


@pytest.fixture(scope="session")
def other_local_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph in a local server of its own."""
    with _open_local(tmp_path_factory.mktemp("other")) as graph:
        yield graph


@pytest.fixture(scope="session")
def local_folder(local_graph: Graph) -> Path:
    """The folder of the local graph, whose server runs."""
    return Path(local_graph.where)


@contextmanager
def _open_neo4j(tmp_path_factory: pytest.TempPathFactory, name: str) -> Iterator[Graph]:
    with run_server(tmp_path_factory.mktemp(name), RELEASES[name]) as server, Graph.open(server.address) as graph:
        prepare_graph(graph)
        yield graph


@pytest.fixture(scope="session")
def neo4j_5_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph in a real Neo4j 5.26."""
    with _open_neo4j(tmp_path_factory, "neo4j-5") as graph:
        yield graph


@pytest.fixture(scope="session")
def neo4j_2026_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph in a real Neo4j 2026."""
    with _open_neo4j(tmp_path_factory, "neo4j-2026") as graph:
        yield graph


@pytest.fixture(scope="session")
def neo4j_own_graph() -> Iterator[Graph]:
    """A graph in the contributor's own Neo4j, which may be emptied (see `tests.servers`)."""
    with Graph.open(parse_address(os.environ[OWN])) as graph:
        prepare_graph(graph)
        yield graph


@pytest.fixture(params=SERVERS)
def graph(request: pytest.FixtureRequest) -> Graph:
    """An empty graph, on each server in turn."""
    return empty_graph(graph_of(request, request.param))


@pytest.fixture(params=[name for name in SERVERS if name != LOCAL])
def neo4j_graph(request: pytest.FixtureRequest) -> Graph:
    """An empty graph on each Neo4j in turn."""
    return empty_graph(graph_of(request, request.param))


@pytest.fixture(scope="session")
def sormland() -> Contents:
    """Sörmland's landscape as its files say it."""
    return derive_assignments(Contents(read_folder(SEEDS / "sormland").records))


@pytest.fixture(scope="session")
def with_examples(sormland: Contents) -> Contents:
    """The same with the invented examples."""
    return derive_assignments(sormland.with_(read_folder(SEEDS / "exempel").records))


@pytest.fixture(scope="module")
def sormland_folder(local_graph: Graph, local_folder: Path) -> Path:
    """The folder of the local graph with Sörmland's landscape, loaded by the command; a module's own while it lasts."""
    empty_graph(local_graph)
    assert run_landskap(local_folder, "load", str(SEEDS / "sormland"), "--yes").returncode == 0
    return local_folder


@pytest.fixture(scope="module")
def source(other_local_graph: Graph) -> Graph:
    """A graph to hand on, in another local server than `local_graph`: a small landscape that has a history."""
    return fill_with_history(empty_graph(other_local_graph), SMALL)


@pytest.fixture(scope="session")
def sormland_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph of its own with Sörmland's landscape and the examples; read only."""
    with _open_local(tmp_path_factory.mktemp("sormland")) as graph:
        for name in ("sormland", "exempel"):
            load_plan(graph, read_folder(SEEDS / name), "tests", "seed")
        yield graph


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    done = subprocess.run(command, cwd=SEEDS.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))
