"""Daily work by command: planned, shown with what is unusual, confirmed, written, undone."""

import json
from pathlib import Path

import pytest

from api.terminal.configuration import read_preferences
from tests.commands import answer_of, run_landskap


@pytest.fixture
def folder(sormland_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Sörmland's landscape, changed in the name of a function that is remembered."""
    (tmp_path / "settings.json").write_text('{"who": "regional coordinator"}', encoding="utf-8")
    monkeypatch.setenv("LANDSKAP_CONFIG", str(tmp_path / "settings.json"))
    monkeypatch.setenv("LANDSKAP_LANG", "en")
    return sormland_folder


MINUTES = ("--source-name", "Protokoll 2026", "--evidence", "§ 4")


def decide(folder: Path, name: str, *to: str) -> str:
    """Take a decision in a forum, and return its id."""
    addressees = [word for party in to for word in ("--to", party)]
    words = ("decide", name, "--in", "branschforum-transport", "--on", "2026-10-08", *addressees, "--due", "Q2 2027")
    document = answer_of(folder, *words, *MINUTES, "--yes")
    return str(next(change["id"] for change in document["changes"] if change["type"] == "Decision"))


def test_a_decision_is_planned_written_shown_and_undone(folder: Path) -> None:
    words = ("decide", "Kartlägg platser", "--in", "Branschforum Transport", "--on", "2026-10-08", "--to", "Eskilstuna", *MINUTES)
    planned = run_landskap(folder, *words, "--plan")
    assert (planned.returncode, planned.stderr) == (2, "")
    assert "+ kartlagg-platser: Kartlägg platser" in planned.stdout
    written = answer_of(folder, *words, "--yes")
    assert written["parameters"]["addressees"] == ["eskilstuna-kommun"]
    shown = answer_of(folder, "show", "kartlagg-platser")
    assert shown["record"]["values"]["evidence"] == ["protokoll-2026 § 4"]
    assert [row["type"] for row in shown["rows"]] == ["Assignment", "Step"]
    assert run_landskap(folder, "undo", str(written["written"]), "--yes").returncode == 0
    assert run_landskap(folder, "show", "kartlagg-platser", "--plan").returncode == 64


def test_all_that_is_wrong_is_told_at_once(folder: Path) -> None:
    words = ("decide", "X", "--in", "branschforum-transpport", "--on", "oktober", "--to", "Eskilstuna", "--kind", "påbud")
    done = run_landskap(folder, *words, "--due", "snarast", "--part-of", "intet", "--json")
    problems = json.loads(done.stdout)["problems"]
    assert done.returncode == 1
    assert [item["field"] for item in problems] == ["--in", "--part-of", "--evidence", "--kind", "--on", "--due"]


def test_the_source_that_was_cited_last_is_cited_again(folder: Path) -> None:
    id_ = decide(folder, "Belagt beslut", "eskilstuna-kommun")
    assert read_preferences().source == "protokoll-2026"
    done = run_landskap(folder, "step", id_, "communicated", "--on", "2026-10-12", "--yes")
    assert "The source is the one that you cited last: protokoll-2026" in done.stdout
    assert "Eskilstuna Municipality: stood at taken since 2026-10-08, due Q2 2027 (2027-06-30); now communicated" in done.stdout


def test_a_decision_with_several_addressees_asks_whose_step_it_is(folder: Path) -> None:
    id_ = decide(folder, "Två adressater", "eskilstuna-kommun", "region-sormland")
    done = run_landskap(folder, "step", "Två adressater", "kommunicerat", "--on", "2026-10-12", "--yes")
    assert done.returncode == 1
    assert (
        "Say whose with --to, or --all for all of them: eskilstuna-kommun (Eskilstuna Municipality), region-sormland"
        in done.stderr
    )
    assert run_landskap(folder, "step", id_, "kommunicerat", "--on", "2026-10-12", "--to", "almi-invest").returncode == 1
    one = answer_of(folder, "step", "Två adressater", "kommunicerat", "--on", "2026-10-12", "--to", "Eskilstuna", "--yes")
    assert [(item["before"]["step"], item["after"]["step"]) for item in one["standing"]] == [("taken", "communicated")]
    both = answer_of(folder, "step", id_, "verkställt", "--on", "2026-10-20", "--all", "--yes")
    assert [item["after"]["step"] for item in both["standing"]] == ["executed"] * 2


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("executed", "--on", "2026-10-01"), "before-decision"),
        (("executed", "--on", "2200-01-01"), "far-ahead"),
        (("resumed", "--on", "2026-10-10"), "no-effect"),
        (("verified", "--on", "2026-10-10", "--by", "branschforum-transport"), "step-order"),
        (("verified", "--on", "2026-10-10", "--by", "eskilstuna-kommun"), "self-verified"),
    ],
)
def test_an_odd_step_is_pointed_out(folder: Path, words: tuple[str, ...], rule: str) -> None:
    id_ = decide(folder, f"Udda steg {'-'.join(words)}", "eskilstuna-kommun")
    done = run_landskap(folder, "step", id_, *words, "--json")
    assert rule in {notice["rule"] for notice in json.loads(done.stdout)["notices"]}


def test_a_decision_that_may_be_on_record_is_pointed_out(folder: Path) -> None:
    id_ = decide(folder, "Samma en gång till", "eskilstuna-kommun")
    words = ("decide", "Samma en gång till", "--in", "branschforum-transport", "--on", "2026-10-08", "--to", "Eskilstuna")
    done = run_landskap(folder, *words, "--plan")
    assert f"has the same name as '{id_}', taken 2026-10-08: is it the same decision?" in done.stdout


def test_a_meeting_is_planned_held_and_has_its_decisions(folder: Path) -> None:
    forum = "samverkansrad-forberedande-insatser"
    assert run_landskap(folder, "meeting", forum, "--planned", "2026-10-20", *MINUTES, "--yes").returncode == 0
    held = answer_of(
        folder, "meeting", forum, "--on", "2026-10-21", "--planned", "2026-10-20", "--present", "Eskilstuna", "--yes"
    )
    assert held["counts"]["Meeting"]["set"] == 1
    words = ("decide", "Vid mötet", "--in", forum, "--on", "2026-10-21", "--to", "Eskilstuna", "--yes")
    assert answer_of(folder, *words)["parameters"]["meeting"] == f"mote-{forum}-2026-10-20"
    shown = answer_of(folder, "show", f"mote-{forum}-2026-10-20")
    assert shown["record"]["values"]["present"] == ["eskilstuna-kommun"]
    assert [row["id"] for row in shown["rows"] if row["type"] == "Decision"] == ["vid-motet"]


def test_a_meeting_needs_a_day_and_a_forum(folder: Path) -> None:
    assert run_landskap(folder, "meeting", "branschforum-transport", *MINUTES).returncode == 64
    done = run_landskap(folder, "meeting", "eskilstuna-kommun", "--on", "2026-10-20", *MINUTES)
    assert "'eskilstuna-kommun' is not a forum but of the type actor" in done.stderr
