"""A command finds its landscape, and says so if it is missing, empty or slow to open."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.terminal.session import Session
from queries.server.address import LocalAddress
from queries.server.local_server import stop_server
from tests.commands import Done, run_landskap
from tests.conftest import SEEDS
from tests.graphs import put
from tests.landscapes import actor, landscape

ASKING = [
    *(["stalls"], ["unrepresented"], ["feeds", "almi"], ["parties"], ["stale"], ["duplicates"], ["history"], ["show", "almi"]),
    *(
        ["map", "--out", "karta.svg"],
        ["document", "--out", "d.pdf"],
        ["export", "ut.json"],
        ["revisions"],
        ["verify"],
        ["status"],
    ),
    *(["set", "almi", "name", "Almi"], ["undo", "1"], ["merge", "a", "b"], ["publish", "--note", "x"]),
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return an empty folder whose server ends with the test."""
    folder = tmp_path_factory.mktemp("empty")
    yield folder
    stop_server(folder)


def run_in_english(folder: Path, *words: str) -> Done:
    return run_landskap(folder, *words, LANDSKAP_LANG="en")


@pytest.mark.parametrize("words", ASKING, ids=lambda words: words[0])
def test_no_landscape_is_made_by_asking_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    done = run_in_english(tmp_path / "nydir", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"there is no landscape in {tmp_path / 'nydir'}: the folder is not there" in done.stderr
    assert "landskap demo" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_an_empty_landscape_is_told_beside_the_answer(empty: Path) -> None:
    done = run_in_english(empty, "stalls", "--json")
    assert (done.returncode, json.loads(done.stdout)["rows"]) == (0, [])
    assert f"the landscape in {empty} is empty" in done.stderr
    assert f"landskap load FILE --graph {empty}" in done.stderr


@pytest.mark.slow
def test_an_empty_landscape_is_told_once_where_it_was_to_be_published(empty: Path) -> None:
    done = run_in_english(empty, "publish", "--note", "x", "--yes")
    assert (done.returncode, done.stderr.count("empty"), "nothing was published" in done.stderr) == (1, 1, True)


@pytest.mark.slow
def test_what_is_to_be_filled_may_be_made(tmp_path: Path) -> None:
    done = run_in_english(tmp_path / "ny", "load", str(SEEDS / "sormland"), "--plan")
    assert (done.returncode, "In all: + " in done.stdout) == (2, True)
    stop_server(tmp_path / "ny")


def test_whoever_is_asked_for_a_function_is_told_what_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(Session, "can_ask", True)
    monkeypatch.setattr("builtins.input", lambda: "chair")
    assert Session(language="en").author() == "chair"
    assert "No person's name; it is remembered, --as changes it" in capsys.readouterr().err


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.slow
def test_a_start_that_must_be_waited_for_is_told_in_a_terminal(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    stop_server(empty)
    for _ in range(2):
        monkeypatch.setattr("sys.stderr", shown := _Terminal())
        Session(language="en").open_graph(LocalAddress(empty)).close()
        told.append(shown.getvalue())
    assert told == [f"Starting the local server of {empty} …\n", ""]


def test_a_password_that_others_can_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("hemligt", encoding="utf-8")
    for mode in (0o644, 0o600):
        (tmp_path / "password").chmod(mode)
        done = run_landskap(
            "bolt://127.0.0.1:1", "status", LANDSKAP_LANG="en", LANDSKAP_NEO4J_PASSWORD_FILE=str(tmp_path / "password")
        )
        assert ("others on this computer can read the password" in done.stderr) == (mode == 0o644)


def test_certificates_that_are_not_looked_at_are_told(tmp_path: Path) -> None:
    for scheme in ("bolt", "neo4j+ssc", "bolt+s"):
        done = run_landskap(
            f"{scheme}://127.0.0.1:1", "status", LANDSKAP_LANG="en", LANDSKAP_NEO4J_CA_FILE=str(tmp_path / "none.pem")
        )
        assert ("LANDSKAP_NEO4J_CA_FILE is ignored" in done.stderr.replace("\n", " ")) == (scheme != "bolt+s")


@pytest.mark.slow
def test_a_clock_that_is_behind_the_last_change_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(str(tmp_path / "graph"), "en")
    for ahead in (False, True):
        with monkeypatch.context() as patch, session.graph() as graph:
            if ahead:
                patch.setattr("queries.journal.journal.utc_now", lambda: "2098-07-01T12:00:00Z")
            put(graph, landscape(actor("ahead" if ahead else "now")))
        with session.graph():
            assert ("the last change was made at 2098-07-01" in capsys.readouterr().err.replace("\n", " ")) is ahead
    stop_server(tmp_path / "graph")
