"""The commands that edit the landscape: fields by their headings, the author, and the questions before an edit."""

import json
from pathlib import Path

import pytest

from api.terminal.session import Session
from model.language import Text
from tests.commands import Done, answer_of, run_landskap


@pytest.fixture
def folder(sormland_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Sörmland's landscape, changed in the name of a function that is remembered."""
    (tmp_path / "settings.json").write_text('{"who": "regional coordinator"}', encoding="utf-8")
    monkeypatch.setenv("LANDSKAP_CONFIG", str(tmp_path / "settings.json"))
    return sormland_folder


def run_in_english(folder: Path, *words: str) -> Done:
    return run_landskap(folder, *words, LANDSKAP_LANG="en")


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer every question at a terminal with no, and collect the questions."""
    asked: list[str] = []

    def agreed(_session: Session, question: Text) -> bool:
        asked.append(str(question))
        return False

    monkeypatch.setattr(Session, "can_ask", True)
    monkeypatch.setattr(Session, "confirm", agreed)
    return asked


@pytest.mark.parametrize("field", ["description", "Beskrivning", "beskrivning", "Description"])
def test_a_field_is_named_as_show_and_the_workbook_name_it(folder: Path, field: str) -> None:
    assert f"Description: – → By {field}" in run_in_english(folder, "set", "katec", field, f"By {field}").stdout
    assert run_landskap(folder, "set", "katec", field, "").returncode == 0


def test_faults_name_the_field_in_the_users_language(folder: Path) -> None:
    assert (
        "Nivå: nivå 'regionl' finns inte – menade du 'regional'?"
        in run_landskap(folder, "set", "katec", "Nivå", "regionl").stderr
    )
    assert "Level: must be given" in run_in_english(folder, "set", "katec", "level", "").stderr
    assert "menade du 'Beskrivning'?" in run_landskap(folder, "set", "katec", "descriptio", "x").stderr


def test_what_becomes_uncertain_says_why_in_the_same_command(folder: Path) -> None:
    reason = ("Why uncertain", "not known")
    both = 'set both: landskap set regeringen Certainty uncertain "Why uncertain"'
    assert f'{both} "…"' in run_in_english(folder, "set", "regeringen", "Certainty", "uncertain").stderr
    assert f'{both} "not known"' in run_in_english(folder, "set", "regeringen", *reason).stderr
    assert "Why uncertain: – → not known" in run_in_english(folder, "set", "regeringen", "Certainty", "uncertain", *reason).stdout
    back = run_in_english(folder, "set", "regeringen", "Certainty", "certain").stderr
    assert 'set both: landskap set regeringen Certainty certain "Why uncertain" ""' in back
    assert run_in_english(folder, "set", "regeringen", "Certainty", "certain", "Why uncertain", "").returncode == 0


def test_each_field_is_given_with_its_value(folder: Path) -> None:
    for words in (["description"], ["description", "x", "level"]):
        done = run_in_english(folder, "set", "katec", *words)
        assert (done.returncode, f"'{words[-1]}' has no value" in done.stderr) == (64, True)
    assert run_in_english(folder, "set", "katec").returncode == 64


def test_a_field_that_is_given_twice_is_told(folder: Path) -> None:
    done = run_in_english(folder, "set", "katec", "Alias", "A", "aliases", "B")
    assert (done.returncode, "the field Aliases is given twice" in done.stderr) == (64, True)


def test_an_id_never_changes(folder: Path) -> None:
    done = run_in_english(folder, "set", "katec", "Id", "katec-ab")
    assert (done.returncode, "an id never changes" in done.stderr) == (1, True)
    assert "landskap merge NEW katec" in done.stderr


def test_who_it_is_written_by_is_told(folder: Path, questions: list[str]) -> None:
    written = run_in_english(folder, "set", "katec", "description", "Teknik").stdout
    number = answer_of(folder, "history", "--most", "1")["rows"][0]["number"]
    assert f"Written as change {number} in the name of regional coordinator." in written
    asked = run_in_english(folder, "undo", str(number))
    assert "Nothing was written." in asked.stdout
    assert "Description: Teknik → –" in asked.stderr  # what is asked about is seen, though the plan went to a file
    assert questions == ["Write this in the name of regional coordinator? (yes/no)"]
    undone = run_in_english(folder, "undo", str(number), "--yes").stdout
    assert f"Change {number} is undone by change {number + 1} in the name of regional coordinator." in undone


def test_an_undoing_that_is_undone_says_what_is_had_back(folder: Path) -> None:
    run_landskap(folder, "set", "katec", "description", "Teknik", "--why", "mötet")
    number = answer_of(folder, "history", "--most", "1")["rows"][0]["number"]
    for later in range(3):
        assert run_in_english(folder, "undo", str(number + later), "--yes").returncode == 0
    rows = answer_of(folder, "history", "--most", "3")["rows"]
    assert [row["why"] for row in rows] == ["undone: mötet", "brought back: mötet", "undone: mötet"]


def test_what_is_published_is_shown_first_and_says_what_it_is(folder: Path, questions: list[str]) -> None:
    before = len(answer_of(folder, "revisions")["rows"])
    for note in ("", "  "):
        refused = run_in_english(folder, "publish", "--note", note)
        assert (refused.returncode, "the note is empty; nothing was published" in refused.stderr) == (64, True)
    assert "Nothing was published." in run_in_english(folder, "publish", "--note", "The spring").stdout
    assert questions == [
        f"Publish revision {before + 1} in the name of regional coordinator: The spring? It cannot be undone. (yes/no)"
    ]
    assert len(answer_of(folder, "revisions")["rows"]) == before
    done = run_in_english(folder, "publish", "--note", "The spring", "--yes")
    assert f"Revision {before + 1} in the name of regional coordinator, fingerprint" in done.stdout


def test_what_the_document_cannot_show_is_told_before_it_is_published(folder: Path, tmp_path: Path) -> None:
    run_in_english(folder, "set", "katrineholm-kommun", "description", "Vid sjön 🌴")
    done = run_in_english(folder, "publish", "--note", "Klart ✅", "--yes")
    assert done.stdout.splitlines()[:3] == [
        "The document's font lacks some characters, which it writes out as code points:",
        "  the note: ✅ [U+2705]",
        "  katrineholm-kommun, Description: 🌴 [U+1F334]",
    ]
    assert run_in_english(folder, "document", "--out", str(tmp_path / "d.pdf")).returncode == 0
    run_in_english(folder, "set", "katrineholm-kommun", "description", "")
    assert "code points" not in run_in_english(folder, "publish", "--note", "Rättad", "--yes").stdout
    assert run_in_english(folder, "document", "--out", str(tmp_path / "d.pdf"), "--overwrite").returncode == 0


def test_an_accent_that_the_document_cannot_compose_is_told_and_typeset(folder: Path, tmp_path: Path) -> None:
    run_in_english(folder, "set", "katrineholm-kommun", "description", "Ab\u1eb9\u0301")
    done = run_in_english(folder, "publish", "--note", "Klart", "--yes")
    assert "  katrineholm-kommun, Description: ◌\u0301 [U+0301], ẹ [U+1EB9]" in done.stdout.splitlines()
    assert run_in_english(folder, "document", "--out", str(tmp_path / "d.pdf")).returncode == 0
    run_in_english(folder, "set", "katrineholm-kommun", "description", "")


def test_what_cannot_be_typeset_is_refused_before_it_is_frozen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = answer_of(folder, "revisions")["rows"]
    run_in_english(folder, "set", "katrineholm-kommun", "description", "En bro q\u0301")
    monkeypatch.setattr("viz.document.typesetting.write_out", str)
    done = run_in_english(folder, "publish", "--note", "Åter q\u0301", "--yes")
    assert done.returncode == 1
    assert (
        "cannot show this text: the note: q\u0301; katrineholm-kommun, Description: q\u0301; nothing was published" in done.stderr
    )
    assert "Change it with: landskap set ID FIELD TEXT" in done.stderr
    assert answer_of(folder, "revisions")["rows"] == before
    run_in_english(folder, "set", "katrineholm-kommun", "description", "")


def test_nothing_is_published_unasked(folder: Path) -> None:
    before = answer_of(folder, "revisions")["rows"]
    done = run_in_english(folder, "publish", "--note", "x")
    assert (done.returncode, "Use --yes to go on without asking." in done.stderr) == (1, True)
    assert answer_of(folder, "revisions")["rows"] == before


def test_a_function_is_remembered_when_something_was_written(folder: Path, questions: list[str], tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.unlink()
    run_in_english(folder, "--as", "chair", "publish", "--note", "x")
    assert "in the name of chair" in questions[0]
    assert not settings.exists()
    run_in_english(folder, "--as", "chair", "set", "katec", "description", "By the chair")
    assert json.loads(settings.read_text(encoding="utf-8")) == {"who": "chair"}


def test_nobody_is_remembered_as_a_function(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.json").unlink()
    assert "in the name of function not stated." in run_in_english(folder, "set", "katec", "description", "By nobody").stdout
    assert not (tmp_path / "settings.json").exists()


def test_the_way_back_is_told(folder: Path) -> None:
    for words in (
        ["set", "katec", "description", "x"],
        ["rename", "katec", "Katecs"],
        ["end", "katec"],
        ["confirm", "almi-sormland"],
    ):
        done = run_in_english(folder, *words).stdout
        number = answer_of(folder, "history", "--most", "1")["rows"][0]["number"]
        assert f"Undo it with: landskap undo {number}" in done
        assert run_in_english(folder, "undo", str(number), "--yes").returncode == 0


def test_stale_knows_sources_as_confirm_does(folder: Path) -> None:
    for words in (["stale", "--source", "sormlnd"], ["confirm", "--source", "sormlnd"]):
        done = run_in_english(folder, *words)
        assert (done.returncode, "no source 'sormlnd' says anything that holds on" in done.stderr) == (1, True)
        assert "Did you mean sormland?" in done.stderr
    assert run_in_english(folder, "stale", "--source", "sormland").returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["end", "katec", "--on", "1999-01-01"], ["ends on 1999-01-01, more than a year ago: is the year right?"]),
        (["end", "region-sormland", "--on", "2190-01-01"], ["'region-sormland' ends and still has these relations, until you end or move them: ", "flows "]),
        (["rename", "katec", "Visita"], ["likely the same as 'visita' (95 of 100): both are called 'Visita'",
                                         "if so, join them: landskap merge visita katec"]),
        (["set", "vis", "certainty", "uncertain", "certainty_reason", "prövas"],
         ["Certainty: seats told as certain though what they rest on (in brackets) is uncertain: 1 – vis-region-sormland (vis)",
          "make them uncertain too; a reference to what they rest on is reason enough"]),
        (["set", "katec", "Namn", "Visita"], ["likely the same as 'visita'", "was called 'Katec', and is to be called 'Visita'"]),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_what_is_unusual_in_an_edit_is_told(folder: Path, words: list[str], told: list[str]) -> None:
    done = run_in_english(folder, *words)
    assert done.returncode == 0
    notices = done.stdout.partition("Worth a second look:\n")[2]
    for sentence in told:
        assert sentence in notices
    number = answer_of(folder, "history", "--most", "1")["rows"][0]["number"]
    assert run_in_english(folder, "undo", str(number), "--yes").returncode == 0


def test_an_edit_that_turns_a_fact_round_is_asked_for(folder: Path, questions: list[str]) -> None:
    assert run_in_english(folder, "end", "katec", "--on", "2011-12-31").returncode == 0
    before = answer_of(folder, "history", "--most", "1")["rows"][0]["number"]
    turned = {
        ("end", "katec", "--on", "2026-10-31"): "Valid to: its last day was 2011-12-31, and becomes 2026-10-31: 5418 days more",
        ("end", "katec", "--on", "2011-12-30"): "Valid to: its last day was 2011-12-31, and becomes 2011-12-30: 1 day less",
        ("set", "katec", "Valid to", ""): "Valid to: its last day was 2011-12-31, and is taken away: it goes on",
        ("confirm", "katec"): "Confirmed: it ended on 2011-12-31",
    }
    for words, told in turned.items():
        done = run_in_english(folder, *words)
        assert told in done.stdout
        assert "landskap history katec" in done.stdout
        assert "Nothing was written." in done.stdout
    assert len(questions) == len(turned)
    assert answer_of(folder, "history", "--most", "1")["rows"][0]["number"] == before
    assert "Written as change" in run_in_english(folder, "set", "katec", "Valid to", "", "--yes").stdout


def test_where_nobody_can_be_asked_what_turns_a_fact_round_takes_a_yes(folder: Path) -> None:
    assert run_in_english(folder, "end", "katec", "--on", "2011-12-31").returncode == 0
    done = run_in_english(folder, "end", "katec", "--on", "2026-10-31")
    assert (done.returncode, "Use --yes to go on without asking." in done.stderr) == (1, True)
    assert "Written as change" in run_in_english(folder, "end", "katec", "--on", "2026-10-31", "--yes").stdout


def test_what_is_usual_in_an_edit_is_not(folder: Path) -> None:
    assert "Worth a second look:" not in run_in_english(folder, "rename", "katec", "Katec Sörmland").stdout
    assert "Worth a second look:" not in run_in_english(folder, "set", "katec", "Beskrivning", "Teknik").stdout


def test_nothing_succeeds_itself(folder: Path) -> None:
    done = run_in_english(folder, "succeed", "katec", "--by", "katec", "--on", "2027-01-01", "--plan")
    assert (done.returncode, "an organisation cannot succeed itself" in done.stderr) == (1, True)


def test_a_short_name_that_stays_is_told_after_renaming(folder: Path) -> None:
    told = run_in_english(folder, "rename", "europeiska-socialfonden", "ESF+").stdout
    assert "The map still shows the short name 'Europeiska socialfonden'." in told
    assert 'landskap set europeiska-socialfonden "Short name"' in told
    assert "short name" not in run_in_english(folder, "rename", "katec", "Katec AB").stdout


def test_a_last_day_may_be_a_period(folder: Path) -> None:
    done = run_in_english(folder, "end", "syv-natverket", "--on", "juni 2026", "--yes")
    assert done.returncode == 0, done
    assert "Valid to: juni 2026 (2026-06-30)" in " ".join(run_in_english(folder, "show", "syv-natverket").stdout.split())
    assert run_in_english(folder, "end", "syv-natverket", "--on", "hösten 2026", "--yes").returncode == 64
    told = " ".join(run_landskap(folder, "end", "syv-natverket", "--on", "HT 2026", "--yes").stderr.split())
    assert "skriv dagarna efter orden, till exempel: HT 2026 (2026-08/2026-12)" in told


@pytest.mark.parametrize(
    "words",
    [
        ["publish", "--note", "a\u0001b", "--yes"],
        ["set", "katec", "Beskrivning", "x", "--why", "a\u0001b"],
        ["--as", "a\u0001b", "set", "katec", "Beskrivning", "x"],
    ],
)
def test_control_characters_are_kept_in_no_text(folder: Path, words: list[str]) -> None:
    done = run_in_english(folder, *words)
    assert (done.returncode, "contains U+0001, which a text cannot hold" in done.stderr) == (1, True)


def test_a_name_where_an_id_is_wanted_is_answered_with_the_id(folder: Path) -> None:
    run_landskap(folder, "rename", "katec", "Visita", "--why", "exempel")
    done = run_in_english(folder, "rename", "Visita", "V")
    assert "several are called 'Visita': katec" in " ".join(done.stderr.split())
    done = run_in_english(folder, "end", "Region Sörmland", "--on", "2190-01-01")
    assert (done.returncode, "Its id is region-sormland." in done.stderr) == (1, True)
