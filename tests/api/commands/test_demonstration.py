"""The demo shows the same from Neo4j as from this computer's own graph, beginning as a new user does."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.server.local_server import stop_server
from tests.neo4j_server import FIRST_PASSWORD, PASSWORD, RELEASES, Neo4jServer
from tests.servers import SERVERS

ROOT = Path(__file__).parents[3]
FILES = ("karta.html", "karta.svg", "landskap.graphml")
QUESTIONS = (["feeds", "arbetsformedlingen", "--hops", "3"], ["stalls"], ["unrepresented"])
_DemoOutput = tuple[list[bytes], list[object]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's data, with the demo's own graph in it."""
    folder = tmp_path_factory.mktemp("data")
    yield folder
    stop_server(folder / "landskap" / "demo")


@pytest.fixture(scope="module")
def shown_here(home: Path) -> _DemoOutput:
    """Return what the demo shows from its own graph, while LANDSKAP_GRAPH names another one."""
    words = ["demo", "--once", "--out", str(home / "out")]
    run(home, *words, LANDSKAP_GRAPH=str(home / "the user's own"))
    assert not (home / "the user's own").exists()
    return read_demo(home, home / "out", "--graph", str(home / "landskap" / "demo"))


@pytest.mark.slow(minutes=1)
@pytest.mark.parametrize("name", [name for name in SERVERS if name in RELEASES])
def test_a_new_server_from_its_first_password_to_the_map(name: str, shown_here: _DemoOutput, home: Path, tmp_path: Path) -> None:
    server = Neo4jServer(tmp_path / "neo4j", RELEASES[name])
    server.start()
    try:
        where = ["--graph", server.address.url.replace("bolt://", "neo4j://")]
        demo = ["demo", "--once", "--out", str(tmp_path / "out"), *where]
        unsaid = run_refused(home, *demo, LANDSKAP_NEO4J_PASSWORD="")
        assert "the user neo4j with the password neo4j" in unsaid
        first = run_refused(home, *demo, LANDSKAP_NEO4J_PASSWORD=FIRST_PASSWORD)
        assert "the first password of the server" in first
        assert read_way_out(unsaid) == read_way_out(first) == ["change-password", *where]
        type_answers(home, read_way_out(unsaid), FIRST_PASSWORD, PASSWORD, PASSWORD)
        run(home, *demo, LANDSKAP_NEO4J_PASSWORD=PASSWORD)
        assert read_demo(home, tmp_path / "out", *where) == shown_here
        assert "does not accept the user or the password" in run_refused(home, "status", *where, LANDSKAP_NEO4J_PASSWORD="guess")
        assert "no such database" in run_refused(home, "status", *where, LANDSKAP_NEO4J_DATABASE="nothing")
    finally:
        server.kill()


def read_way_out(told: str) -> list[str]:
    """Return the words of the command that an error gives as the way out."""
    found = re.search(r"landskap (change-password --graph \S+)", told)
    assert found, told
    return found[1].split()


def read_demo(home: Path, out: Path, *where: str) -> _DemoOutput:
    """Return the files that the demo wrote, and the answers to the three questions."""
    answers = [json.loads(run(home, *question, "--json", *where)) for question in QUESTIONS]
    return [(out / name).read_bytes() for name in FILES], answers


def run(home: Path, *words: str, **more: str) -> str:
    """Return what the command prints."""
    done = start_command(home, *words, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_refused(home: Path, *words: str, **more: str) -> str:
    """Return the English error of a command that fails, in a wide terminal."""
    done = start_command(home, "--lang", "en", *words, **more | {"COLUMNS": "400"})
    assert done.returncode == 1, done.stdout
    return done.stderr


def start_command(home: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "api", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment(home) | more)


def type_answers(home: Path, words: list[str], *answers: str) -> None:
    """Give the command in a terminal, and type the answers to its hidden questions."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "api", *words]
    mine = environment(home) | {"LANDSKAP_NEO4J_PASSWORD": ""}
    with subprocess.Popen(command, cwd=ROOT, env=mine, stdin=theirs, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stderr is not None
        for answer in answers:
            said = b""
            while not said.endswith(b": "):  # only what is typed after the question is taken
                said += process.stderr.read(1) or pytest.fail(said.decode())
            os.write(ours, f"{answer}\n".encode())
        assert process.wait() == 0
    os.close(ours)
    os.close(theirs)


def environment(home: Path) -> dict[str, str]:
    password = os.environ.get("LANDSKAP_NEO4J_PASSWORD", PASSWORD)
    return os.environ | {"XDG_DATA_HOME": str(home), "LANDSKAP_NEO4J_PASSWORD": password}
