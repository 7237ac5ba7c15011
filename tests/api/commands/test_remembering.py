"""The journal by command: history, what was known on a day, undoing, verifying."""

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from queries.server.address import LocalAddress
from queries.server.graph import Graph
from tests.commands import answer_of, run_landskap
from tests.graphs import run_past_catalogue


@pytest.fixture(scope="module")
def folder(sormland_folder: Path) -> Path:
    """Sörmland's landscape in change 1, a description in change 2, another name in change 3."""
    run_landskap(sormland_folder, "--as", "regional samordnare", "set", "katec", "description", "Teknik", "--why", "möte i maj")
    run_landskap(sormland_folder, "rename", "katec", "Katec Sörmland")
    return sormland_folder


def test_history_in_sentences(folder: Path) -> None:
    said = run_landskap(folder, "history", "Katec").stdout
    assert "regional samordnare: möte i maj" in said
    assert "– Ändrat (aktör): Katec – Beskrivning: – → Teknik" in said
    everything = run_landskap(folder, "history").stdout
    assert "från sormland, SHA-256" in everything
    assert "nya" in everything


def test_history_as_json(folder: Path) -> None:
    document = answer_of(folder, "history", "katec", "--most", "2")
    assert (document["question"], document["cut"], document["parameters"]["id"]) == ("history", True, "katec")
    newest, before = document["rows"]
    assert set(newest) >= {"id", "when", "who", "why", "source", "counts"}
    assert (before["id"], before["who"], before["why"], before["counts"]) == (
        "change-2",
        "regional samordnare",
        "möte i maj",
        {"set": 1},
    )
    assert before["changes"][0]["fields"] == [{"field": "description", "before": None, "after": "Teknik"}]
    assert [row["number"] for row in answer_of(folder, "history", "--after", "2")["rows"]] == [3]
    assert answer_of(folder, "history", "--after", "2099-01-01")["rows"] == []


@pytest.fixture
def an_hour_ahead(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the local time to an hour ahead of UTC."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "CET-1")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("an_hour_ahead")
def test_times_are_told_where_people_are_and_kept_in_utc(folder: Path) -> None:
    (row,) = answer_of(folder, "history", "--after", "2", "--before", "4")["rows"]
    here = f"{datetime.fromisoformat(row['when']) + timedelta(hours=1):%Y-%m-%d %H:%M}"
    assert row["when"].endswith("Z")
    assert f"Ändring 3, {here}" in run_landskap(folder, "history").stdout
    assert f"3 ({here}, " in run_landskap(folder, "undo", "2", "--yes").stderr
    assert f", {here}, " in run_landskap(folder, "status").stdout


def test_days_begin_where_people_are(folder: Path) -> None:
    assert answer_of(folder, "history", "--before", "2026-01-01")["rows"] == []
    assert len(answer_of(folder, "history", "--before", "2099-01-01")["rows"]) == 3
    refused = run_landskap(folder, "history", "--before", "igår")
    assert "'igår' är varken en ändring eller ett datum" in refused.stderr


def test_what_was_true_and_what_was_known(folder: Path) -> None:
    document = answer_of(folder, "show", "region-sormland", "--on", "2026-11-24")
    assert (document["record"]["id"], document["record"]["held"], document["on"]) == ("region-sormland", True, "2026-11-24")
    assert {"Involvement", "Flow", "Seat", "Assignment"} & {row["type"] for row in document["rows"]}
    said = run_landskap(folder, "show", "katec", "--on", "2026-11-24").stdout
    assert "aktör katec: Katec Sörmland" in said
    assert "Per 2026-11-24, som det är känt nu (ändring 3)" in said
    assert "\n    Innehåll: " in run_landskap(folder, "show", "regeringen", "--on", "2026-11-24").stdout
    done = run_landskap(folder, "show", "katec", "--as-known-on", "2020-01-01")
    assert done.returncode == 1
    assert "den 2020-01-01 var inget känt om 'katec'" in done.stderr


def test_undo_shows_its_plan_and_refuses_what_others_build_on(folder: Path) -> None:
    refused = run_landskap(folder, "undo", "2", "--yes")
    assert refused.returncode == 1
    assert "senare ändringar bygger på den: 3" in refused.stderr
    asked = run_landskap(folder, "undo", "change-3")
    assert asked.returncode == 1
    assert "Namn: Katec Sörmland → Katec" in asked.stdout
    assert "går det inte att fråga någon" in asked.stderr
    assert (
        "Ändring 3 är ångrad genom ändring 4 i namn av regional samordnare." in run_landskap(folder, "undo", "3", "--yes").stdout
    )
    assert "undone_by" in answer_of(folder, "history", "--most", "1")["rows"][0]
    assert "landskap undo 4" in run_landskap(folder, "undo", "3", "--yes").stderr
    assert (
        "Ändring 4 är ångrad genom ändring 5 i namn av regional samordnare." in run_landskap(folder, "undo", "4", "--yes").stdout
    )
    assert "är ingen ändring" in run_landskap(folder, "undo", "igår").stderr
    assert "det finns ingen ändring 99" in run_landskap(folder, "undo", "99").stderr


@pytest.mark.parametrize(
    "words", [["show", "region-sormland"], ["history"], ["undo", "2", "--yes"], ["stalls"]], ids=lambda words: words[0]
)
def test_what_is_told_fits_the_terminal(folder: Path, words: list[str]) -> None:
    done = run_landskap(folder, *words, COLUMNS="60")
    lines = (done.stdout + done.stderr).splitlines()
    assert any(len(line) > 50 for line in lines)
    assert all(len(line) <= 60 or " " not in line.strip() for line in lines if "SHA-256" not in line)


def test_verify_says_where_it_breaks(folder: Path) -> None:
    sound = run_landskap(folder, "verify")
    assert (sound.returncode, "Allt är som journalen säger" in sound.stdout) == (0, True)
    with Graph.open(LocalAddress(folder)) as graph:
        run_past_catalogue(graph, "MATCH (n:Actor {id: 'katec'}) SET n.description = 'annat'")
    broken = run_landskap(folder, "verify")
    assert broken.returncode == 1
    assert "aktör 'katec' är inte vad journalen ger" in broken.stdout
    document = json.loads(run_landskap(folder, "verify", "--json").stdout)
    assert (document["sound"], document["rows"][0]["rule"], document["rows"][0]["id"]) == (False, "record-differs", "katec")
