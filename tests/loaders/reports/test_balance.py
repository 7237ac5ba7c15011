"""The balance list as a file: what it says, how it is printed, and what LibreOffice makes of it."""

import csv
from datetime import datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest

from loaders.reports.balance_csv import write_balance_csv
from loaders.reports.balance_workbook import write_balance_workbook
from model.vocabulary.decisions import StepKind
from model.vocabulary.registers import Landscape
from queries.following import balance_sheet
from queries.following.balance_sheet import BalanceSheet, answer_balance
from queries.questions.parameters import BalanceQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape, norm, step
from tests.office import faults_of, save_with_libreoffice

ON = "2026-06-01"
OURS = Landscape(
    id="l", name="Här & där", owner="a", owner_function="samordnare", base_iri="https://x.example/", evidence=EVIDENCE
)


def make_sheet(graph: Graph, many: int = 1, **filters: object) -> BalanceSheet:
    taken = {"taken_in": "f", "taken_on": "1900-02-01", "case_number": "=1+1"}
    owed = [assignment(f"u{n}", "d", "a", due="2026-05-22", owner="rektor") for n in range(many)]
    unknown = assignment("okant", "d", "a", example=True)
    records = landscape(
        OURS, actor("a"), forum("f"), decision("d", *owed, unknown, **taken), step("u0", StepKind.TAKEN, "2026-01-01")
    )
    put(graph, records)
    return answer_balance(graph, BalanceQuestion.model_validate({"on": ON, **filters}))


def read_rows(path: Path, title: str) -> list[tuple[object, ...]]:
    return [*openpyxl.load_workbook(path)[title].iter_rows(values_only=True)]


def test_a_row_says_all_of_its_assignment_and_why_it_is_there(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    write_balance_workbook(path, make_sheet(graph, function="Rektor"), "sv")
    rows = read_rows(path, "Balanslista")
    assert [row[0] for row in rows[:4]] == [
        "Balanslista: Här & där",
        "Läget den 2026-06-01: 1 uppdrag står stilla, 0 är okända.",
        "Balanslistan är det som inte är verkställt. Det som är okänt, och det som är verkställt men inte återrapporterat, står på egna blad.",
        "Landskapets ägare: A, samordnare.",
    ]
    assert rows[4][0] == "Urval: Ansvarig: Rektor."
    told = dict(zip(rows[-2], rows[-1], strict=True))
    assert told == {
        "Diarienummer": "=1+1",
        "Beslut": "D",
        "Slag": "beslut",
        "Beslutat av": "F",
        "Beslutat den": "1900-02-01",
        "Adressat": "A",
        "Ansvarig": "rektor",
        "Steg": "fattat",
        "Sedan": datetime(2026, 1, 1),
        "Dagar på steget": 151,
        "Eget datum": datetime(2026, 5, 22),
        "Datum som gäller": datetime(2026, 5, 22),
        "Dagar efter det": 10,
        "Dagar försenat": 10,
        "Varför det står i listan": "Det egna datumet, 2026-05-22, passerades för 10 dagar sedan.",
        "Nästa steg": "kommunicerat",
        "Belägg": "kalla §1",
    }
    cell = openpyxl.load_workbook(path)["Balanslista"].cell(len(rows), 1)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)  # no formula


def test_what_is_unknown_and_groups_stand_on_sheets_of_their_own(graph: Graph, tmp_path: Path) -> None:
    write_balance_workbook(tmp_path / "b.xlsx", make_sheet(graph), "en")
    unknown, groups = read_rows(tmp_path / "b.xlsx", "Unknown state"), read_rows(tmp_path / "b.xlsx", "Groups")
    assert unknown[1][0] == "Rows marked [example] are invented."
    assert "D [example]" in unknown[-1]
    assert unknown[2][0] == "As of 2026-06-01: 1 assignment stands still, 1 is unknown (1 of them an invented example)."
    assert ("rektor", 1, 1, 0, 0, None, datetime(2026, 5, 22), 10, None) in groups
    assert ("no function answers for it", 0, 0, 1, 0, 1, None, None, None) in groups


def test_what_is_executed_is_counted_apart_from_the_balance_list(graph: Graph, tmp_path: Path) -> None:
    owed = [assignment(id_, "d", "a", due="2026-05-22") for id_ in ("still", "gjort")]
    steps = step("gjort", StepKind.EXECUTED, "2026-05-20"), step("utan", StepKind.EXECUTED, "2026-05-20")
    put(graph, landscape(actor("a"), decision("d", *owed, assignment("utan", "d", "a")), steps))
    sheet = answer_balance(graph, BalanceQuestion(on=ON))
    assert [[row["assignment"] for row in rows] for rows in (sheet.stalled, sheet.unknown, sheet.executed)] == [
        ["still"], [], ["gjort", "utan"]
    ]  # fmt: skip
    assert (
        str(sheet.counts)
        == "1 assignment stands still, 0 are unknown; beside these, 2 are executed and await their reports: 1 in time, 1 unknown whether in time"
    )
    write_balance_workbook(tmp_path / "b.xlsx", sheet, "sv")
    assert "Det egna datumet, 2026-05-22, passerades för 10 dagar sedan." in read_rows(tmp_path / "b.xlsx", "Balanslista")[-1]
    reasons = [
        str(cell)
        for row in read_rows(tmp_path / "b.xlsx", "Återrapport väntas")
        for cell in row
        if "verkställ" in str(cell).lower()
    ]
    assert (
        sum("Det verkställdes 2026-05-20, för 12 dagar sedan, och är inte återrapporterat." in reason for reason in reasons) == 2
    )
    assert sum("Det verkställdes i tid." in reason for reason in reasons) == 1
    write_balance_csv(tmp_path / "b.csv", sheet, "sv")
    assert [line.split(";")[0] for line in (tmp_path / "b.csv").read_text("utf-8-sig").splitlines()[1:]] == [
        "står stilla", "verkställt, återrapport väntas", "verkställt, återrapport väntas"
    ]  # fmt: skip


def test_a_column_is_as_wide_as_its_longest_word_and_a_usual_time_is_told(graph: Graph, tmp_path: Path) -> None:
    part = assignment("u", "d", "a", owner="Verksamhetsutvecklare")
    usual = norm(StepKind.COMMUNICATED, 10, unit="working_days")
    put(graph, landscape(actor("a"), decision("d", part), step("u", StepKind.COMMUNICATED, "2026-05-01"), usual))
    write_balance_workbook(tmp_path / "b.xlsx", answer_balance(graph, BalanceQuestion(on=ON)), "sv")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["Balanslista"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert sheet.column_dimensions[cells["Verksamhetsutvecklare"].column_letter].width > len("Verksamhetsutvecklare")
    assert any("Stegets vanliga tid, 10 arbetsdagar, gick ut 2026-05-18" in str(value) for value in cells)


def test_it_is_printed_on_a4_under_headings_that_repeat(graph: Graph, tmp_path: Path) -> None:
    """As LibreOffice sees it: the area, the row that repeats, and pages that all have the heading and a number."""
    path = tmp_path / "b.xlsx"
    write_balance_workbook(path, make_sheet(graph, many=120), "sv")
    assert faults_of(path) == []
    sheet = openpyxl.load_workbook(save_with_libreoffice(path, "xlsx", tmp_path / "again"))["Balanslista"]
    heading = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Diarienummer")
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert openpyxl.load_workbook(path)["Balanslista"].freeze_panes == f"A{heading + 1}"
    assert sheet.print_area == f"'Balanslista'!$A$1:$I${sheet.max_row}"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.auto_filter.ref == f"A{heading}:Q{sheet.max_row}"
    pages = [page.extract_text() for page in pypdf.PdfReader(save_with_libreoffice(path, "pdf", tmp_path)).pages]
    listed = [page for page in pages if "Varför det står i listan" in page and "passerades" in page]
    assert 3 <= len(listed) <= 8  # as wide as a page, fifteen to forty rows on each
    assert all(
        f"Sida {number} av {len(pages)}" in page and "Balanslista: Här & där" in page for number, page in enumerate(pages, 1)
    )


def test_csv_as_excel_in_sweden_opens_it(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    write_balance_csv(path, make_sheet(graph), "sv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (first["Läge"], first["Id"], first["Diarienummer"], first["Datum som gäller"]) == (
        "står stilla",
        "u0",
        "'=1+1",
        "2026-05-22",
    )
    assert (second["Läge"], second["Datum som gäller"], second["Dagar efter det"]) == ("okänt", "", "")


def test_a_list_that_is_too_long_is_cut_and_says_so(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(balance_sheet, "MOST_SHEET_ROWS", 3)
    sheet = make_sheet(graph, many=5)
    assert ([row["assignment"] for row in sheet.stalled], sheet.unknown, sheet.cut) == (["u0", "u1", "u2"], [], True)
    write_balance_workbook(tmp_path / "b.xlsx", sheet, "en")
    assert any("The list is cut" in str(row[0]) for row in read_rows(tmp_path / "b.xlsx", "Balance list"))
