"""What changes the landscape, as the users of the command meet it: fields by their headings, and in whose name it is done."""

from pathlib import Path

import pytest

from api.session import Session
from model.language import Text
from tests.commands import Done, answer, command


@pytest.fixture
def folder(sormland_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Sörmland's landscape, changed in the name of a function that is remembered."""
    (tmp_path / "settings.json").write_text('{"who": "regional coordinator"}', encoding="utf-8")
    monkeypatch.setenv("LANDSKAP_CONFIG", str(tmp_path / "settings.json"))
    return sormland_folder


def english(folder: Path, *words: str) -> Done:
    return command(folder, *words, LANDSKAP_LANG="en")


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that somebody at a terminal is asked, and answers with no."""
    asked: list[str] = []

    def agreed(_session: Session, question: Text) -> bool:
        asked.append(str(question))
        return False

    monkeypatch.setattr(Session, "can_ask", True)
    monkeypatch.setattr(Session, "agreed", agreed)
    return asked


@pytest.mark.parametrize("field", ["description", "Beskrivning", "beskrivning", "Description"])
def test_a_field_is_named_as_show_and_the_workbook_name_it(folder: Path, field: str) -> None:
    assert f"Description: – → By {field}" in english(folder, "set", "katec", field, f"By {field}").stdout
    assert command(folder, "set", "katec", field, "").returncode == 0


def test_faults_name_the_field_in_the_users_language(folder: Path) -> None:
    assert "Nivå: nivå 'regionl' finns inte – menade du 'regional'?" in command(folder, "set", "katec", "Nivå", "regionl").stderr
    assert "Level: must be given" in english(folder, "set", "katec", "level", "").stderr
    assert "menade du 'beskrivning'?" in command(folder, "set", "katec", "beskrivnin", "x").stderr


def test_who_it_is_written_by_is_told(folder: Path, questions: list[str]) -> None:
    written = english(folder, "set", "katec", "description", "Teknik").stdout
    number = answer(folder, "history", "--most", "1")["rows"][0]["number"]
    assert f"Written as change {number} in the name of regional coordinator." in written
    assert "Nothing was written." in english(folder, "undo", str(number)).stdout
    assert questions == ["Write this in the name of regional coordinator? (yes/no)"]
    undone = english(folder, "undo", str(number), "--yes").stdout
    assert f"Change {number} is undone by change {number + 1} in the name of regional coordinator." in undone


def test_an_undoing_that_is_undone_says_what_is_had_back(folder: Path) -> None:
    command(folder, "set", "katec", "description", "Teknik", "--why", "mötet")
    number = answer(folder, "history", "--most", "1")["rows"][0]["number"]
    for later in range(3):
        assert english(folder, "undo", str(number + later), "--yes").returncode == 0
    rows = answer(folder, "history", "--most", "3")["rows"]
    assert [row["why"] for row in rows] == ["undone: mötet", "had back: mötet", "undone: mötet"]


def test_what_is_published_is_shown_first_and_says_what_it_is(folder: Path, questions: list[str]) -> None:
    before = len(answer(folder, "revisions")["rows"])
    for note in ("", "  "):
        refused = english(folder, "publish", "--note", note)
        assert (refused.returncode, "the note is empty; nothing was published" in refused.stderr) == (1, True)
    assert "Nothing was published." in english(folder, "publish", "--note", "The spring").stdout
    assert questions == [
        f"Publish revision {before + 1} in the name of regional coordinator: The spring? It cannot be undone. (yes/no)"
    ]
    assert len(answer(folder, "revisions")["rows"]) == before
    done = english(folder, "publish", "--note", "The spring", "--yes")
    assert f"Revision {before + 1} in the name of regional coordinator, fingerprint" in done.stdout


def test_nothing_succeeds_itself(folder: Path) -> None:
    done = english(folder, "succeed", "katec", "--by", "katec", "--on", "2027-01-01", "--plan")
    assert (done.returncode, "nothing succeeds itself" in done.stderr) == (1, True)


def test_a_short_name_that_stays_is_told_after_renaming(folder: Path) -> None:
    told = english(folder, "rename", "europeiska-socialfonden", "ESF+").stdout
    assert "The map still shows the short name 'Europeiska socialfonden'." in told
    assert "landskap set europeiska-socialfonden short_name" in told
    assert "short name" not in english(folder, "rename", "katec", "Katec AB").stdout
