"""Logs in the shape of real ones reach the balance list by a proposed mapping and at most five answers, as they are.

The list is compared with a count made from the file without our readers.
"""

import csv
import json
import time
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from queries.server.graph import Graph
from tests.commands import answer_of, run_landskap
from tests.graphs import empty_graph
from tests.landscapes import BASE, actor, forum
from tests.loaders.folders import load_folder, write_records
from tests.loaders.real_logs import BOARDS, CASES, EVENTS, MUNICIPAL_ROWS, OFFICES, WITHOUT, write_municipal, write_permits

PERMIT_OFFICE = "bygglov"
PERMIT_ANSWERS = {
    "default_addressee:": f"default_addressee: {PERMIT_OFFICE}",
    "#   Confirmation of receipt:": "  Confirmation of receipt: taken",
    "#   T05 Print and send confirmation of receipt:": "  T05 Print and send confirmation of receipt: communicated",
    "#   T06 Determine necessity of stop advice:": "  T06 Determine necessity of stop advice: line_decision",
    "#   T10 Determine necessity to stop indication:": "  T10 Determine necessity to stop indication: reported_back",
}
MUNICIPAL_ANSWERS = {
    "  addressees:": "  addressees: ekonomi",
    "#   HT:": "  HT: 08-15/12-31\n  v. 24: 2026-06-08/2026-06-14",
}
ON = "2026-11-30"


@pytest.fixture(scope="module")
def landscape_folder(local_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a landscape with the municipality's boards and offices."""
    empty_graph(local_graph)
    boards = [forum(id_, name=name) for name, id_ in BOARDS.items()]
    offices = [actor(id_, name=name) for name, id_ in OFFICES.items()]
    load_folder(local_graph, write_records(tmp_path_factory.mktemp("parties"), [*BASE, *boards, *offices, actor(PERMIT_OFFICE)]))
    return Path(local_graph.where)


def balance(folder: Path, log: Path, answers: dict[str, str], *of: str) -> list[dict[str, Any]]:
    """Return what stands still or has no date, after a load by the mapping that is proposed with those answers."""
    assert len(answers) <= 5
    mapping = log.with_suffix(".yaml")
    assert run_landskap(folder, "mapping", str(log), "--out", str(mapping)).returncode == 0
    mapping.write_text(fill_answers(mapping.read_text(encoding="utf-8"), answers), encoding="utf-8")
    done = run_landskap(folder, "load", str(log), "--mapping", str(mapping), "--yes")
    assert done.returncode == 0, done.stderr + done.stdout
    pages: list[dict[str, Any]] = []
    after: list[str] = []
    while True:
        page = answer_of(folder, "stalls", "--on", ON, "--most", "1000", *of, *after)
        pages += page["rows"]
        if "next" not in page:
            return pages
        after = ["--after", page["next"]]


def fill_answers(text: str, answers: dict[str, str]) -> str:
    """Return a proposal with answers in the lines that begin so."""
    lines = text.splitlines()
    for begins, answer_ in answers.items():
        (at,) = [number for number, line in enumerate(lines) if line.startswith(begins)]
        lines[at] = answer_
    return "\n".join(lines)


def rows_of(log: Path, between: str) -> list[dict[str, str]]:
    with log.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=between))


def cases_of(rows: list[dict[str, str]], heading: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for number, case in groupby(sorted(rows, key=lambda row: row[heading]), key=lambda row: row[heading]):
        yield number, list(case)


@pytest.mark.slow
def test_an_event_log_of_a_permit_process(landscape_folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "permits.csv"
    write_permits(log)
    rows = rows_of(log, ",")
    cases = dict(cases_of(rows, "case:concept:name"))
    assert (len(rows), len(cases)) == (EVENTS, CASES)
    expected = {
        (f"{number}-till-{PERMIT_OFFICE}", case[0]["case:deadline"][:10])
        for number, case in cases.items()
        if all(row["concept:name"] != "T10 Determine necessity to stop indication" for row in case)
    }
    found = balance(landscape_folder, log, PERMIT_ANSWERS, "--addressee", PERMIT_OFFICE)
    assert {(row["assignment"], row["due"]) for row in found if row["how"] == "stalled"} == expected
    assert len(found) == len(expected)


@pytest.mark.slow
def test_a_register_of_a_municipality(landscape_folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "register.csv"
    write_municipal(log)
    rows = rows_of(log, ";")
    assert (len(rows), sum(not row["Diarienummer"] for row in rows)) == (MUNICIPAL_ROWS, WITHOUT)
    cases = [case for number, case in cases_of(rows, "Diarienummer") if number]
    expected = sorted(standing for case in cases if (standing := find_standing(case)))
    found = [row for row in balance(landscape_folder, log, MUNICIPAL_ANSWERS) if row["party"] != PERMIT_OFFICE]
    numbered = [row for row in found if row["assignment"].startswith("ks-2025")]
    assert sorted((row["assignment"], row["due"] or "") for row in numbered) == expected
    without = {(row["Ärende"], row["Nämnd"], row["Beslutsdatum"]) for row in rows if not row["Diarienummer"]}
    assert len(found) - len(numbered) == len(without)
    titles = {row["name"] for row in numbered}
    assert any(title.startswith("Svar på motion") for title in titles)


DUE = {"v. 24": "2026-06-14", "HT 2026": "2026-12-31", "2026-06": "2026-06-30"}


def find_standing(case: list[dict[str, str]]) -> tuple[str, str] | None:
    """Return the assignment of a case's rows and what it stands still against; None if it is done or not yet due.

    What is executed and not reported back is listed whatever its date, against none.
    """
    if any(row["Händelse"] == "Återrapporterat" for row in case):
        return None
    first = case[0]
    id_ = f"ks-2025-{first['Diarienummer'][-4:]}-till-{OFFICES.get(first['Mottagare'], 'ekonomi')}"
    due = DUE.get(first["Klart senast"], first["Klart senast"])
    try:
        day = date.fromisoformat(due).isoformat()
    except ValueError:
        day = ""
    last = max(case, key=lambda row: (row["Datum"], row["Händelse"] == "Bordlagt"))
    if any(row["Händelse"] == "Verkställt" for row in case):
        return id_, ""
    paused = last["Ny tid"] if last["Händelse"] == "Bordlagt" and last["Ny tid"] else ""
    against = paused or day
    return None if against >= ON else (id_, against)


def test_proposing_takes_seconds(tmp_path: Path) -> None:
    write_permits(tmp_path / "permits.csv")
    began = time.monotonic()
    assert run_landskap(tmp_path / "ingen", "mapping", str(tmp_path / "permits.csv")).returncode == 0
    assert time.monotonic() - began < 15  # 2 s on a quiet machine


def test_a_mapping_is_proposed_where_no_landscape_is_and_none_is_made(tmp_path: Path) -> None:
    (tmp_path / "logg.csv").write_text("Dnr;Beslutsdatum;Mottagare\nA 1;2026-03-01;Komvux\n", encoding="utf-8")
    done = run_landskap(tmp_path / "ingen", "mapping", str(tmp_path / "logg.csv"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "addressee: Mottagare" in done.stdout
    assert not (tmp_path / "ingen").exists()


def test_a_workbook_of_a_landscape_needs_no_mapping(tmp_path: Path) -> None:
    assert run_landskap(tmp_path / "ingen", "template", str(tmp_path / "mall.xlsx")).returncode == 0
    done = run_landskap(tmp_path / "ingen", "mapping", str(tmp_path / "mall.xlsx"))
    assert done.returncode == 1
    assert "landskap load" in done.stderr


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    for name, text in {
        "karta.graphml": "<graphml/>",
        "logg.csv": '<?xml version="1.0"?><graphml/>',
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = run_landskap(tmp_path / "ingen", "mapping", str(tmp_path / name))
        assert (done.returncode, "ingen tabell" in done.stderr or "no table" in done.stderr) == (1, True), json.dumps(done.stderr)
