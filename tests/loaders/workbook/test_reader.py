"""The workbook as people fill it in: from the template, in Excel or LibreOffice, with the mistakes that people make."""

import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.protection import WorkbookProtection
from pypdf import PdfReader

from api.terminal.problem_report import format_problems
from loaders.opening import read_path
from loaders.plan.planning import stage_load
from loaders.rows.columns import file_columns_of
from loaders.rows.dataset import SkippedRow
from loaders.rows.sheets import LISTS, LONGEST_TITLE, SHEETS, sheet_title_of, types_by_sheet_name
from loaders.staging.store import StagedRecords
from loaders.text_files.json_file import read_json
from loaders.warnings.load_notices import find_load_notices
from loaders.workbook import xlsx_safety
from loaders.workbook.drop_downs import MOST_PARTIES
from loaders.workbook.writer import EXAMPLES_FILE, write_template
from model.checks.landscape import find_problems
from model.errors import InputError, LimitExceeded, Problem
from model.language import LANGUAGES, Language
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES
from tests.landscapes import actor, landscape, seat
from tests.office import faults_of, save_with_libreoffice

MAIN = ("Aktörer", "Forum", "Flöden", "Platser i forum", "Beslut", "Uppdrag", "Steg")
ROW = ["almi", "Almi", "typ", "lokal", "kalla §1"]
HEADINGS = ["Id *", "Namn *", "Aktörstyp *", "Nivå *", "Belägg *"]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "mall.xlsx"
    write_template(path, "sv")
    return path


def write_workbook(path: Path, *rows: list[Any], sheet: str = "Aktörer", headings: list[str] = HEADINGS) -> Path:
    book = Workbook()
    book.active.title = sheet
    for row in (headings, *rows):
        book.active.append(row)
    book.save(path)
    return path


def read_workbook_records(path: Path) -> list[Record]:
    return list(read_path(path).records)


def list_problems(path: Path, language: Language = "sv") -> list[str]:
    return [found.in_(language) for found in read_path(path).found() if isinstance(found, Problem)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_a_sheet_and_no_two_share_a_name(language: Any) -> None:
    assert set(SHEETS) == set(TYPES.values())
    titles = {sheet_title_of(type_, language) for type_ in SHEETS}
    assert len(titles) == len(TYPES)
    assert all(len(title) <= LONGEST_TITLE and not set(title) & set("[]:*?/\\'") for title in titles)
    assert all(
        types_by_sheet_name()[title.casefold()] == type_ for type_ in SHEETS for title in [sheet_title_of(type_, language)]
    )


@pytest.mark.parametrize("type_", TYPES.values(), ids=TYPES)
def test_headings_are_told_apart(type_: type[Record]) -> None:
    for language in LANGUAGES:
        words = [column.about.heading.in_(language).casefold() for column in file_columns_of(type_, owner=True)]
        assert len(set(words)) == len(words)


def test_the_examples_are_a_whole_landscape() -> None:
    contents = derive_assignments(Contents(read_json(EXAMPLES_FILE).records))
    assert find_problems(contents) == []
    assert all(record.example for record in contents)
    assert set(contents.counts()) == set(TYPES)


def test_the_template_is_sound_and_its_examples_are_not_read(template: Path) -> None:
    assert faults_of(template) == []
    assert {type(found) for found in read_path(template).found()} == {SkippedRow}
    book = load_workbook(template)
    for name in MAIN:
        assert [str(row[0].value)[:11] for row in book[name].iter_rows(min_row=2)] == ["# exempel: "] * 3


def test_the_template_helps_who_fills_it_in(template: Path) -> None:
    sheet = load_workbook(template)["Flöden"]
    assert [cell.value for cell in sheet[1]][:6] == ["Id *", "Från *", "Till *", "Slag *", "Ställning *", "Belägg *"]
    assert all(cell.comment for cell in sheet[1])
    assert "Parten som föder." in sheet["B1"].comment.text
    assert sheet.freeze_panes == "B2"
    lists = {
        str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"
    }
    assert (lists["B2"], lists["C2"]) == ("party_ids", "party_ids")
    assert lists["D2"] == '"behov,leverans,begäran om stöd,beställning,information"'


def test_what_is_no_date_or_number_is_not_taken(template: Path) -> None:
    rules = {rule.type: rule for sheet in load_workbook(template).worksheets for rule in sheet.data_validations.dataValidation}
    date_rule, number = rules["date"], rules["whole"]
    assert (date_rule.operator, date_rule.formula1, date_rule.formula2) == ("between", "DATE(1900,01,01)", "DATE(2200,12,31)")
    assert (number.operator, number.formula1) == ("greaterThanOrEqual", "0")


def test_it_prints_a_page_wide_with_its_headings_on_each(template: Path) -> None:
    for sheet in load_workbook(template).worksheets[1:-1]:
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")


def test_ids_have_room(template: Path) -> None:
    book = load_workbook(template)
    widths = {
        (name, letter): book[name].column_dimensions[letter].width for name in ("Aktörer", "Platser i forum") for letter in "ABC"
    }
    assert [widths["Platser i forum", letter] for letter in "AB"] == [56, 40]
    assert [widths["Aktörer", letter] for letter in "AC"] == [40, 24]


def test_dates_are_dates_and_organisation_numbers_text(template: Path) -> None:
    book = load_workbook(template)
    assert book["Steg"]["D2"].value == datetime(2026, 1, 15)
    assert book["Steg"].column_dimensions["D"].number_format == "yyyy-mm-dd"
    assert book["Aktörer"].column_dimensions["L"].number_format == "@"


def test_rows_typed_over_and_under_the_examples_are_read(template: Path) -> None:
    book = load_workbook(template)
    book["Aktörer"]["A2"] = "almi"
    for letter, value in zip("ABCDE", ["bo", "Bo", "typ", "lokal", "kalla §1"], strict=True):
        book["Aktörer"][f"{letter}9"] = value
    book.save(template)
    assert [record.id for record in read_workbook_records(template)] == ["almi", "bo"]


def test_as_people_type(tmp_path: Path) -> None:
    headings = ["id", "NAME", "Aktörstyp", "Level", "Belägg *", "Alias", "Exempel", "Gäller från", "Gäller till", "Beskrivning"]
    rows: list[list[Any]] = [
        [" almi ", "Almi", "typ", "lokal", "kalla §1", "A | B", True, date(2026, 5, 1), datetime(2026, 12, 31), 2026],
        [],
        ["bo", "Bo ", "typ", "lokal", "kalla §1", None, "nej", "2026-05-01"],
        ["  ", None, "", None],
    ]
    path = write_workbook(tmp_path / "x.xlsx", *rows, headings=headings)
    reading = read_path(path)
    assert list(reading.records) == [
        actor("almi", aliases=("A", "B"), example=True, valid_from="2026-05-01", valid_to="2026-12-31", description="2026"),
        actor("bo", valid_from="2026-05-01"),
    ]
    places = [str(found.place) for found in reading.found()]
    assert places == ["x.xlsx, Aktörer!2", "x.xlsx, Aktörer!4"]


def test_what_else_is_wrong_in_a_row_with_a_faulty_formula_is_told(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", ["almi", "#N/A", "typp", "Lokal", "kalla §1"])
    with StagedRecords.on_disk() as staged:
        staged.add_known(landscape())
        problems = stage_load(staged, read_path(path)).problems
    assert [(problem.rule, str(problem.place)) for problem in problems] == [
        ("formula", "x.xlsx, Aktörer!B2"), ("id", "x.xlsx, Aktörer!D2"), ("reference", "x.xlsx, Aktörer!C2"),
    ]  # fmt: skip


def test_a_formula_that_was_never_calculated_is_told_at_its_cell(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "x.xlsx", ["almi", '="Al"&"mi"', *ROW[2:]], ["# bo", "=1"], ["=1", "=2"], headings=[*HEADINGS, "Alias"]
    )
    assert [said.partition(": ")[0] for said in list_problems(path, "en")] == [
        "x.xlsx, Aktörer!B2, name", "x.xlsx, Aktörer!A4, id", "x.xlsx, Aktörer!B4, name",
    ]  # fmt: skip
    assert "the formula has no stored value – open the file in a spreadsheet program" in list_problems(path, "en")[0]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('<c r="B2" t="str"><f>A1</f><v>Almi</v></c>', "Almi"),
        ('<c r="B2"><f t="shared" si="0"/><v>7</v></c>', "7"),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', "name: must be given"),
        ('<c r="B2" t="str"><f>""</f><v/></c>', "name: must be given"),
        ('<c r="B2"><f t="shared" si="0"/></c>', "no stored value"),
        ('<c s="1" r="B2" t="str"><f>A1>B1</f> </c>', "no stored value"),
        (
            '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="B2"><x:f>A1</x:f></x:c>',
            "no stored value",
        ),
        ("<c r='B2'><f ca='1'>A1</f><v></v></c>", "no stored value"),
    ],
)
def test_what_is_stored_beside_a_formula_is_its_value(tmp_path: Path, cell: str, read: str) -> None:
    path = write_workbook(tmp_path / "x.xlsx", ["almi", "HÄR", *ROW[2:]])
    old = b'<c r="B2" t="inlineStr"><is><t>H\xc3\x84R</t></is></c>'
    changed = replace_in_part(path, SHEET, old, cell.encode())
    said = [record.values()["name"] for record in read_workbook_records(changed)] or list_problems(changed, "en")
    assert read in said[0]


def test_a_cell_is_found_wherever_the_file_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "x.xlsx", *([f"a-{n}", '="A"', *ROW[2:]] for n in range(40)))
    for size in range(400, 430):
        monkeypatch.setattr(xlsx_safety, "READ_SIZE", size)
        path = path.rename(tmp_path / f"{size}.xlsx")
        assert len(list_problems(path)) == 40


def test_merged_cells_are_told_once_and_what_they_cover_is_not_called_empty(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "x.xlsx", ROW, ["bo", *ROW[1:4], None], ["# c"], [], ["d", None, None, *ROW[3:]], ["E!", None, None, *ROW[3:]]
    )
    book = load_workbook(path)
    for area in ("E2:E3", "A4:E4", "B5:E5", "B6:C7", "F6:G7"):
        book["Aktörer"].merge_cells(area)
    book.save(path)
    problems = [found for found in read_path(path).found() if isinstance(found, Problem)]
    assert [(problem.rule, str(problem.place)) for problem in problems] == [
        ("merged-cells", "x.xlsx, Aktörer!E2"), ("merged-cells", "x.xlsx, Aktörer!B6"), ("id", "x.xlsx, Aktörer!A7"),
    ]  # fmt: skip
    assert problems[0].in_("en").endswith("the cells E2:E3 are merged – split them and write the value in each")


def test_an_id_that_stands_twice_is_told_with_both_cells(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "x.xlsx", ["Almi", "almi", *ROW[2:]], ["Bo", "almi", *ROW[2:]], headings=["Namn", "Id", *HEADINGS[2:]]
    )
    with StagedRecords.on_disk() as staged:
        staged.add_known(landscape())
        said = [problem.in_("sv") for problem in stage_load(staged, read_path(path)).problems]
    assert said == ["x.xlsx, Aktörer!B3, id: 'almi' står redan på x.xlsx, Aktörer!B2"]


@pytest.mark.parametrize(
    ("value", "format_", "read"),
    [
        (0.5, "General", "0.5"),
        (7.0, "General", "7"),
        (True, "General", "ja"),
        (12, '0000"/2026"', "0012/2026"),
        (12345, '0000"/2026"', "12345/2026"),
        (5560125790, "000000-0000", "556012-5790"),
        (5560125790, "000000\\-0000", "556012-5790"),
        (202612, "0000-00", "2026-12"),
        (7, '"Dnr "000;[Red]-000', "Dnr 007"),
        (12, 'General"/2026"', "12/2026"),
        ("12", '@"/2026"', "12/2026"),
        (12, "#,##0", "12"),
        (date(2026, 5, 1), "[$-41D]yyyy\\-mm\\-dd;@", "2026-05-01"),
    ],
)
def test_a_text_is_read_as_its_cell_shows_it(tmp_path: Path, value: Any, format_: str, read: str) -> None:
    assert read_workbook_records(write_with_format(tmp_path, value, format_)) == [actor("almi", description=read)]


@pytest.mark.parametrize(
    ("value", "format_"),
    [
        (0.5, "0 %"), (1234.5, "# ##0.00"), (1234, "#,##0"), (7.5, "000"), (12, "0.00E+00"), (12, "[<5]0;000"), (12, ";;;"),
        (date(2026, 1, 1), "mmm-yy"), (date(2026, 1, 1), "yyyy-mm"), (1234567890123456, "General"),
    ],
)  # fmt: skip
def test_what_a_cell_shows_and_cannot_be_told_as_text_is_a_fault(tmp_path: Path, value: Any, format_: str) -> None:
    assert list_problems(write_with_format(tmp_path, value, format_), "en") == [
        "x.xlsx, Aktörer!F2, description: the cell shows its value in a form that cannot be read as text – give the cell the format Text, and write its text again"
    ]


def test_days_and_numbers_are_read_whatever_their_format(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", [*ROW, date(2026, 5, 1)], headings=[*HEADINGS, "Gäller från"])
    set_formats(path, F2="d mmm")
    assert read_workbook_records(path) == [actor("almi", valid_from="2026-05-01")]
    headings = ["Id", "Namn", "Steg", "Dagar", "Belägg"]
    path = write_workbook(tmp_path / "y.xlsx", ["s", "S", "verkställt", 30, "kalla §1"], sheet="step_norm", headings=headings)
    set_formats(path, D2='0" dagar"')
    assert [getattr(record, "days", None) for record in read_workbook_records(path)] == [30]


def write_with_format(tmp_path: Path, value: Any, format_: str) -> Path:
    return set_formats(write_workbook(tmp_path / "x.xlsx", [*ROW, value], headings=[*HEADINGS, "Beskrivning"]), F2=format_)


def set_formats(path: Path, **formats: str) -> Path:
    book = load_workbook(path)
    for cell, format_ in formats.items():
        book.active[cell].number_format = format_
    book.save(path)
    return path


def test_numbers_are_read_as_people_see_them(tmp_path: Path) -> None:
    headings = ["Id", "Forum", "Ställning", "Belägg", "Innehavare"]
    path = write_workbook(
        tmp_path / "x.xlsx", ["f-1", "f", "befintlig", "kalla §1", 1], sheet="platser i forum", headings=headings
    )
    assert read_workbook_records(path) == [seat("f", "1", id="f-1")]


def test_mistakes_are_told_at_their_cells(tmp_path: Path) -> None:
    headings = [*HEADINGS, "Organisationsnummer", "Gäller från", "Exempel", "Säkerhet"]
    rows: list[list[Any]] = [
        ["Almi AB", *ROW[1:]],
        ["a", None, *ROW[2:]],
        ["b", *ROW[1:], 556000123],
        ["c", *ROW[1:], None, "i våras"],
        ["d", *ROW[1:], None, datetime(2026, 5, 1, 12, 30)],
        ["e", *ROW[1:], None, None, "kanske"],
        ["f", *ROW[1:], None, None, None, "ganska"],
        ["g", *ROW[1:], None, None, None, None, "löst"],
    ]
    assert list_problems(write_workbook(tmp_path / "x.xlsx", *rows, headings=headings)) == [
        "x.xlsx, Aktörer!A2, id: 'Almi AB' är inte skrivet som det ska – ett id har små bokstäver a–z, siffror och enkla bindestreck, som i 'almi-ab'",
        "x.xlsx, Aktörer!B3, name: måste anges",
        "x.xlsx, Aktörer!F4, organisation_number: '556000123' är inget organisationsnummer: det skrivs NNNNNN-NNNN",
        "x.xlsx, Aktörer!G5, valid_from: datum skrivs ÅÅÅÅ-MM-DD och ligger mellan 1900-01-01 och 2200-12-31 – 'i våras' är ingen dag: lämna tomt, eller en period: 2026-06, kvartal 2 2026, v. 24 2026; andra ord med sina dagar efter: hösten 2026 (2026-09/2026-11)",
        "x.xlsx, Aktörer!G6, valid_from: datum skrivs ÅÅÅÅ-MM-DD och ligger mellan 1900-01-01 och 2200-12-31 – menade du '2026-05-01'?",
        "x.xlsx, Aktörer!H7, example: 'kanske' är varken ja eller nej – skriv ja eller nej",
        "x.xlsx, Aktörer!I8, certainty: 'ganska' är inget av valen – välj bland säker, osäker",
        "x.xlsx, Aktörer!J9: raden har fler celler än tabellen har kolumner",
    ]


def test_unknown_headings_get_suggestions(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", ROW, headings=["Id", "Nammn", *HEADINGS[2:]])
    own = "börja rubriken med # om kolumnen är din egen: den läses då inte"
    assert list_problems(path)[0] == f"x.xlsx, Aktörer!B1, Nammn: okänd kolumn 'Nammn' – menade du 'Namn'? – {own}"
    headings = [*HEADINGS[:2], "", *HEADINGS[2:4], "Belägg\n*", "Att göra", "", "", "Alias", ""]
    path = write_workbook(tmp_path / "n.xlsx", [*ROW[:2], None, *ROW[2:], "ring"], headings=headings)
    assert list_problems(path) == [
        f"n.xlsx, Aktörer!G1, Att göra: okänd kolumn 'Att göra' – {own}",
        f"n.xlsx, Aktörer!C1: kolumn C saknar rubrik – {own}",
        f"n.xlsx, Aktörer!H1: kolumn H–I saknar rubrik – {own}",
    ]
    assert list_problems(write_workbook(tmp_path / "z.xlsx", sheet="Blad1", headings=[])) == []


@pytest.mark.parametrize(
    ("sheet", "meant"),
    [
        ("Aktorer", "Aktörer"),
        ("Aktorer 2026", "Aktörer"),
        ("Aktörer (2)", "Aktörer"),
        ("floden", "Flöden"),
        ("Flows_1", "Flows"),
        ("2026", ""),
    ],
)
def test_unknown_sheets_get_suggestions(tmp_path: Path, sheet: str, meant: str) -> None:
    hint = f"menade du '{meant}'? – " if meant else ""
    assert list_problems(write_workbook(tmp_path / "y.xlsx", ROW, sheet=sheet)) == [
        f"y.xlsx, {sheet}: inget blad med uppgifter heter så – {hint}börja namnet med # om bladet är ditt eget: det läses då inte"
    ]


def test_a_column_that_is_missing_is_told_where_it_can_be_written(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", ROW[:4], headings=HEADINGS[:4])
    problems = [found for found in read_path(path).found() if isinstance(found, Problem)]
    assert [line.strip() for line in format_problems(problems, "sv")] == [
        "x.xlsx, Aktörer!E1, Belägg: kolumnen 'Belägg' (evidence) saknas"
    ]


def test_columns_and_sheets_of_ones_own_are_set_aside(tmp_path: Path) -> None:
    headings = ["#", *HEADINGS[:2], " # Mina anteckningar *", *HEADINGS[2:]]
    path = write_workbook(tmp_path / "x.xlsx", [1, *ROW[:2], "ring", *ROW[2:]], [2, None, None, "en rad till"], headings=headings)
    book = load_workbook(path)
    book.create_sheet("# Att göra").append(["Ring Almi"])
    book.save(path)
    assert (read_workbook_records(path), list_problems(path)) == ([actor("almi")], [])


def test_what_is_hidden_is_read_and_told(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", ROW, ["bo", *ROW[1:]], ["c", *ROW[1:]])
    book = load_workbook(path)
    sheet = book["Aktörer"]
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["B"].hidden = sheet.column_dimensions["K"].hidden = True
    book.create_sheet("Anteckningar")
    sheet.sheet_state = "hidden"
    book.save(path)
    assert [record.id for record in read_workbook_records(path)] == ["almi", "bo", "c"]
    assert [note.in_("en") for note in read_path(path).notes] == [
        "x.xlsx: the sheet 'Aktörer' is hidden, and is read too",
        "x.xlsx, Aktörer: 2 hidden rows are read too: 3, 4",
        "x.xlsx, Aktörer: a hidden column is read too: B",
    ]


def test_rows_that_are_set_aside_are_told(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", ROW, ["# bo", *ROW[1:]], ["#c", *ROW[1:]])
    with StagedRecords.on_disk() as staged:
        staged.add_known(landscape())
        report = stage_load(staged, read_path(path))
        assert report.problems == ()
        assert [notice.in_("en") for notice in find_load_notices(staged, report)] == [
            "x.xlsx, Aktörer!3: 2 rows that begin with # are not read; this is the first"
        ]


def test_headings_under_a_title_are_told_once(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", [], HEADINGS, ROW, headings=["Aktörer i Kusten", "", "2026"])
    assert list_problems(path) == [
        "x.xlsx, Aktörer!1: rubrikerna ska vara den första raden, och står på rad 3 – ta bort raderna ovanför rubrikerna"
    ]
    assert len(list_problems(write_workbook(tmp_path / "y.xlsx", ROW, HEADINGS, headings=["Id", "Anm"]))) == 5


def add_part(path: Path, name: str, data: bytes = b"x") -> Path:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return path


def replace_in_part(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """The workbook with a part's bytes changed."""
    changed = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in given.namelist():
            data = given.read(item)
            archive.writestr(item, data.replace(old, new, 1) if item == name else data)
    return changed


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: add_part(path, "xl/vbaProject.bin"), "it has macros"),
        (lambda path: add_part(path, "xl/externalLinks/externalLink1.xml"), "it has links to other workbooks"),
        (lambda path: add_part(path, "xl/connections.xml"), "it has connections"),
        (lambda path: path.rename(path.with_suffix(".xlsm")), "x.xlsm is not read: it is a workbook with macros"),
        (
            lambda path: path.rename(path.with_suffix(".ods")),
            "x.ods is not read: it is an OpenDocument workbook. Open it .*xlsx",
        ),
        (lambda path: replace_in_part(path, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), "document type"),
        (lambda path: replace_in_part(path, "xl/workbook.xml", b"<sheets>", b"<sheets"), "cannot be read as a workbook"),
        (lambda path: add_part(path, "docProps/custom.xml", "<a>x</a>".encode("utf-16-le")), "cannot be read as a workbook"),
        (
            lambda path: replace_in_part(
                replace_in_part(path, SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
                "xl/workbook.xml",
                b"</workbook>",
                b"&lol;</workbook>",
            ),
            "cannot be read as a workbook",
        ),
        (lambda path: add_part(path, "xl/zeros.bin", bytes(50_000_000)), "would unpack"),
        (lambda path: replace_in_part(path, SHEET, b'r="A2"', b'r="XFD1048576"'), "a sheet of 1048576 rows and 16384 columns"),
        (lambda path: replace_in_part(path, SHEET, b'r="A2"', b'r="GR999999"'), "a sheet of 999999 rows and 200 columns"),
    ],
    ids=["macros", "links", "connections", "xlsm", "ods", "entities", "xml", "utf-16", "entity", "bomb", "far", "sparse"],
)
def test_what_is_not_safe_is_refused_with_a_sentence(tmp_path: Path, spoil: Callable[[Path], Path], said: str) -> None:
    path = spoil(write_workbook(tmp_path / "x.xlsx", ROW))
    with pytest.raises((InputError, LimitExceeded), match=said):
        list(read_path(path).found())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), "encrypted"),
        (b"", "cannot be read"),
        (b"PK\x03\x04" + os.urandom(500), "cannot be read"),
    ],
    ids=["encrypted", "empty", "noise"],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    with pytest.raises(InputError, match=said):
        read_path(tmp_path / "x.xlsx")


def test_the_lock_of_a_workbook_that_is_open_is_called_that(tmp_path: Path) -> None:
    (tmp_path / "~$kust.xlsx").write_bytes(b"\x04Anna" + bytes(160))
    with pytest.raises(InputError, match=r"beside a workbook that is open.*Load the workbook itself: kust\.xlsx"):
        read_path(tmp_path / "~$kust.xlsx")


def test_limits_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "x.xlsx", ROW, ["b", *ROW[1:]])
    monkeypatch.setattr(xlsx_safety, "MOST_ROWS", 1)
    with pytest.raises(LimitExceeded, match="a sheet of 3 rows and 5 columns"):
        read_path(path)
    monkeypatch.setattr(xlsx_safety, "LARGEST_FILE", 10)
    with pytest.raises(LimitExceeded, match="at most 10"):
        read_path(path)


def test_a_protected_workbook_is_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", ROW)
    book = load_workbook(path)
    book.security = WorkbookProtection(workbookPassword="abc", lockStructure=True)
    book.save(path)
    assert read_workbook_records(path) == [actor("almi")]


@pytest.mark.slow
def test_libreoffice_opens_it_and_what_it_saves_loads(template: Path, tmp_path: Path) -> None:
    book = load_workbook(template)
    for name, row in {"Aktörer": ROW, "Forum": ["rad", "Rådet", "slag", "lokal", "befintlig", "kalla §1"]}.items():
        for number, value in enumerate(row, 1):
            book[name].cell(5, number, value)
    book.save(template)
    saved = save_with_libreoffice(template, "xlsx", tmp_path / "lo")
    assert [record.id for record in read_workbook_records(saved)] == ["almi", "rad"]
    lists = load_workbook(saved, data_only=True)[LISTS.sv]
    assert [lists.cell(row, 1).value or "" for row in range(3, 6)] == ["almi", "rad", ""]
    assert lists.max_row == MOST_PARTIES + 2
    printed = PdfReader(save_with_libreoffice(template, "pdf", tmp_path / "lo"))
    assert len(printed.pages) == len(load_workbook(template).worksheets) - 1  # the lists are hidden
