"""The matrix as a workbook and as CSV: what a reader finds on its sheets."""

import csv
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from loaders.reports.matrix_csv import write_matrix_csv
from loaders.reports.matrix_workbook import write_matrix_workbook
from model.findings import Answer
from model.language import Term

PLACE = {"area": "gron", "area_name": "Grönt", "area_name_en": None, "level": "regional", "level_name": "Regional",
         "level_name_en": None, "forum": None}  # fmt: skip
GROUP = {"group": "typ", "group_name": "=Typ", "group_name_en": None}
COUNTS = {
    "actors": 2,
    "direct": 0,
    "network": 1,
    "deputy": 0,
    "none": 0,
    "unknown": 1,
    "proposed": 1,
    "uncertain": 0,
    "unsettled": 0,
    "examples": 0,
}
WAY = {"forum": "f", "seat": "f-nat", "holder": "nat", "through": ["n", "nat"], "standing": "proposed", "certainty": "certain",
       "example": False, "coopted": False}  # fmt: skip
NAMES = {"f": Term("Forumet", "The forum"), "nat": Term("Nätet", "The net"), "n": Term("Lokalnätet", "Local net")}


def cell(actor: str, how: str, *ways: dict[str, Any]) -> dict[str, Any]:
    named = {
        "actor": actor,
        "name": actor.capitalize(),
        "name_en": None,
        "groups": ["typ"],
        "group_name": "=Typ",
        "group_name_en": None,
    }
    state = {"how": how, "steps": 2 if ways else 0, "ways": [*ways], "unrecorded": 3, "evidence": ["kalla §1"], "example": False}
    state |= {"unsettled": how == "none"}
    return {"what": "cell", **PLACE, **named, **state}


ANSWER = Answer(
    "matrix",
    {"by": "type", "outside_counts": {"actors": 1, "seated": 0, "of": 3}},
    "2026-06-01",
    [
        {"what": "count", **PLACE, **GROUP, **COUNTS},
        {"what": "total", **PLACE, **COUNTS},
        cell("a", "network", WAY),
        cell("b", "unknown"),
        {
            "what": "outside",
            "actor": "u",
            "name": "Utanför",
            "name_en": None,
            "group_name": "Typ",
            "group_name_en": None,
            "forums": [],
        },
    ],
    [],
)


def test_sheets_for_print_and_screen(tmp_path: Path) -> None:
    """Headings stay in view, pages are landscape A4, the legend is in words, texts are no formulas, and the counts add up."""
    write_matrix_workbook(tmp_path / "m.xlsx", ANSWER, NAMES, "sv")
    book = load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["Matris", "Antal", "Lätta att förbise", "Ta reda på först", "I ingen matris", "Vad det vilar på"]
    for sheet in book:
        size = ("portrait", 8, 1) if sheet.title == "Matris" else ("landscape", 9, 0)
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == size
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert {one.data_type for row in sheet.iter_rows() for one in row} <= {"s", "n"}
    written = [[one.value for one in row] for row in book["Matris"].iter_rows()]
    assert [row for row in written if row[0] in ("A", "B", "Berörda aktörer")] == [
        ["A", "◇2"],
        ["B", "?"],
        ["Berörda aktörer", 2],
    ]
    assert sum(row[1] for row in written[-9:-4]) == 2
    told = [["varav föreslagna", 1], ["varav osäkra", 0], ["av ”inte alls” så vitt antecknat", 0], ["varav exempel", 0]]
    assert written[-4:] == told
    assert ["Typ", "Utanför", None] in [[one.value for one in row] for row in book["I ingen matris"].iter_rows()]
    legend = " ".join(str(row[0]) for row in written)
    assert all(word in legend for word in ("direkt", "genom ett nätverk", "ersättare", "inte alls", "okänt"))


def test_each_cell_says_what_it_rests_on(tmp_path: Path) -> None:
    write_matrix_workbook(tmp_path / "m.xlsx", ANSWER, NAMES, "sv")
    rows = [[one.value for one in row][2:] for row in load_workbook(tmp_path / "m.xlsx")["Vad det vilar på"].iter_rows()]
    assert ["A", "genom nätverk", "Forumet", "Nätet", "Lokalnätet → Nätet", "föreslagen", "kalla §1"] in rows
    assert ["B", "okänt", None, None, None, "3 forum där saknar säkra ledamöter", "kalla §1"] in rows


def test_the_csv_has_a_line_for_each_seat(tmp_path: Path) -> None:
    write_matrix_csv(tmp_path / "m.csv", ANSWER, NAMES, "sv")
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        _headings, *lines = csv.reader(file, delimiter=";")
    assert [(line[4], line[5], line[6], line[7], line[9], line[10]) for line in lines] == [
        ("A", "'=Typ", "genom nätverk", "Forumet", "Lokalnätet → Nätet", "föreslagen"),
        ("B", "'=Typ", "okänt", "", "", ""),
    ]


def test_a_wide_matrix_has_a_sheet_for_each_area(tmp_path: Path) -> None:
    """So that its columns can be read on paper; only the actors that an area concerns stand on its sheet."""
    places = [PLACE | {"area": area, "area_name": f"{area}: område", "level": f"n{n}"} for area in "ab" for n in range(9)]
    rows = [{"what": "total", **place, **COUNTS} for place in places]
    rows += [cell(str(place["area"]), "none") | place for place in places]
    write_matrix_workbook(tmp_path / "m.xlsx", Answer("matrix", ANSWER.parameters, ANSWER.on, rows, []), NAMES, "sv")
    book = load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames[:2] == ["a- område", "b- område"]
    written = [[one.value for one in row] for row in book["b- område"].iter_rows()]
    assert [row for row in written if row[0] in ("A", "B")] == [["B", *["×"] * 9]]
