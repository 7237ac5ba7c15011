"""Mergers and successions by command: shown as a plan, confirmed, written, undone."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from api.terminal.session import Session
from model.language import Text
from tests.api.test_command_line import ROOT
from tests.commands import answer_of, run_landskap


@pytest.fixture(scope="module")
def folder(sormland_folder: Path) -> Path:
    """Sörmland's landscape in change 1."""
    return sormland_folder


MERGE = ("merge", "almi-sormland", "almi-invest")
SUCCEED = ("succeed", "katec", "--by", "visita", "--on", "2027-01-01")


def count_written(folder: Path) -> int:
    return int(answer_of(folder, "history", "--most", "1")["rows"][0]["number"])


@pytest.mark.parametrize("words", [MERGE, SUCCEED], ids=["merge", "succeed"])
def test_a_plan_writes_nothing_and_says_so_by_its_exit_code(folder: Path, words: tuple[str, ...]) -> None:
    before = count_written(folder)
    planned = run_landskap(folder, *words, "--plan")
    assert (planned.returncode, planned.stderr) == (2, "")
    assert words[1] in planned.stdout
    document = json.loads((done := run_landskap(folder, *words, "--json")).stdout)
    assert (done.returncode, document["question"], document["written"]) == (2, words[0], None)
    assert document["changes"]
    assert run_landskap(folder, *words, "--plan", "--yes").returncode == 64
    assert count_written(folder) == before


def test_what_is_written_is_told_as_one_document_and_had_back(folder: Path) -> None:
    document = answer_of(folder, *MERGE, "--yes")
    assert document["parameters"] == {"keep": "almi-sormland", "other": "almi-invest"}
    assert answer_of(folder, "show", "almi-invest")["record"]["id"] == "almi-sormland"
    number = str(document["written"])
    assert run_landskap(folder, "undo", number, "--plan").returncode == 2
    assert run_landskap(folder, "undo", number, "--plan", "--yes").returncode == 64
    back = answer_of(folder, "undo", number, "--yes")
    assert (back["parameters"], back["written"]) == ({"change": int(number)}, int(number) + 1)
    assert answer_of(folder, "show", "almi-invest")["record"]["id"] == "almi-invest"


def agree_meanwhile(monkeypatch: pytest.MonkeyPatch, folder: Path, *meanwhile: str) -> None:
    """Let the user say yes while a colleague gives the command `meanwhile`."""

    def agreed(_session: Session, _question: Text) -> bool:
        assert run_landskap(folder, *meanwhile).returncode == 0
        return True

    monkeypatch.setattr(Session, "confirm", agreed)


@pytest.mark.parametrize(
    ("words", "meanwhile"),
    [(MERGE, ("set", "almi-invest", "description", "Riskkapital")), (SUCCEED, ("set", "katec", "description", "Teknik"))],
    ids=["merge", "succeed"],
)
def test_what_was_agreed_to_is_written_or_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], meanwhile: tuple[str, ...]
) -> None:
    before = count_written(folder)
    agree_meanwhile(monkeypatch, folder, *meanwhile)
    done = run_landskap(folder, *words, LANDSKAP_LANG="en")
    assert (done.returncode, count_written(folder)) == (1, before + 1)
    assert "somebody else changed the landscape in between; nothing was written" in done.stderr
    agree_meanwhile(monkeypatch, folder, "set", "visita", "description", meanwhile[-1])
    assert run_landskap(folder, "merge", "almi-sormland", "almi-invest").returncode == 0
    assert count_written(folder) == before + 3
    assert run_landskap(folder, "undo", str(before + 3)).returncode == 0


def test_in_a_terminal_questions_stand_beside_the_document(folder: Path, tmp_path: Path) -> None:
    keyboard, terminal = pty.openpty()
    os.write(keyboard, b"regional samordnare\n")
    environment = os.environ | {
        "LANDSKAP_GRAPH": str(folder),
        "LANDSKAP_LANG": "en",
        "LANDSKAP_CONFIG": str(tmp_path / "landskap.json"),
    }
    run = [sys.executable, "-m", "api", *SUCCEED, "--yes", "--json"]
    done = subprocess.run(run, stdin=terminal, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    os.close(keyboard)
    os.close(terminal)
    assert json.loads(done.stdout)["written"] == count_written(folder)
    assert "In the name of which function" in done.stderr
    assert answer_of(folder, "history", "--most", "1")["rows"][0]["who"] == "regional samordnare"
