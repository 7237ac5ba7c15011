"""Workbooks as people's programs save them: whatever else is in the package, the cells are read and the marked copy is whole."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from loaders.log.table import read_log_table
from loaders.opening import read_path
from loaders.workbook.annotated_copy import write_error_copy
from loaders.workbook.reader import open_workbook
from model.errors import InputError, Problem
from tests import packages
from tests.landscapes import actor
from tests.office import faults_of, save_with_libreoffice
from tests.packages import BOOK, DEVMODE, SAVED, SHEET, SPELLINGS, Package


@pytest.mark.parametrize("name", SAVED)
def test_it_is_read_whatever_else_is_in_it(tmp_path: Path, name: str) -> None:
    path = SAVED[name]().save(tmp_path / "x.xlsx")
    assert list(read_path(path).found()) == list(read_path(packages.table().save(path)).found())
    assert list(read_path(path).records) == [actor("almi")]


@pytest.mark.parametrize("name", SAVED)
def test_what_is_wrong_in_it_is_marked_in_a_copy(tmp_path: Path, name: str) -> None:
    path = SAVED[name]().change("xl/sharedStrings.xml", "<t>lokal</t>", "<t>ganska lokal</t>").save(tmp_path / "x.xlsx")
    problems = [found for found in read_path(path).found() if isinstance(found, Problem)]
    write_error_copy(path, problems, tmp_path / "kopia.xlsx", "sv", "x")
    sheet = load_workbook(tmp_path / "kopia.xlsx")["Aktörer"]
    assert [cell.value for cell in sheet[2]] == ["almi", "Almi", "typ", "ganska lokal", "kalla §1"]
    assert [cell.coordinate for row in sheet for cell in row if cell.comment and "Fel 1" in cell.comment.text] == ["D2"]
    assert faults_of(tmp_path / "kopia.xlsx") == []


def with_faults() -> Package:
    """A workbook with everything that the reader by itself would give as empty, and days in both of their forms."""
    headings = [*packages.ROWS[0], "Gäller från *", "Gäller till"]
    package = packages.table([headings, packages.ROWS[1], ("bo", "Bo", "typ"), ("c", "C")])
    days = '<c r="F2" s="1"><v>46000</v></c><c r="G2" t="d"><v>2026-12-31</v></c></row><row r="3"'
    never = '<c r="D3"><f>A1</f></c><c r="E3" t="e"><f>A1</f><v>#REF!</v></c></row><row r="4"'
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="C4:E4"/></mergeCells>'
    package.change(SHEET, '</row><row r="3"', days).change(SHEET, '</row><row r="4"', never)
    return package.change(SHEET, "</sheetData>", merged)


@pytest.mark.parametrize("name", SPELLINGS)
def test_it_is_read_however_it_is_written(tmp_path: Path, name: str) -> None:
    path = with_faults().save(tmp_path / "x.xlsx")
    expected = list(read_path(path).found())
    assert [(found.field, str(found.place)) for found in expected if isinstance(found, Problem)] == [
        ("level", "x.xlsx, Aktörer!D3"), ("evidence", "x.xlsx, Aktörer!E3"), ("type", "x.xlsx, Aktörer!C4"),
    ]  # fmt: skip
    assert list(read_path(path).records) == [actor("almi", valid_from="2025-12-09", valid_to="2026-12-31")]
    assert list(read_path(SPELLINGS[name](with_faults()).save(path)).found()) == expected


@pytest.mark.parametrize("name", SPELLINGS)
def test_its_marked_copy_is_whole_however_it_is_written(tmp_path: Path, name: str) -> None:
    path = SPELLINGS[name](with_faults()).save(tmp_path / "x.xlsx")
    problems = [found for found in read_path(path).found() if isinstance(found, Problem)]
    write_error_copy(path, problems, tmp_path / "kopia.xlsx", "sv", "x")
    sheet = load_workbook(tmp_path / "kopia.xlsx")["Aktörer"]
    assert [cell.value for cell in sheet[2]][:5] == ["almi", "Almi", "typ", "lokal", "kalla §1"]
    assert [f"{sheet[cell].value:%Y-%m-%d}" for cell in ("F2", "G2")] == ["2025-12-09", "2026-12-31"]
    assert [cell.coordinate for row in sheet for cell in row if cell.comment] == ["D3", "E3", "C4"]
    assert faults_of(tmp_path / "kopia.xlsx") == []
    again = [found.place for found in read_path(tmp_path / "kopia.xlsx").found() if isinstance(found, Problem)]
    assert [place.column for place in again if place] == ["D", "E", "C"]


def test_a_copy_that_would_lack_a_sheet_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packages.table().save(tmp_path / "x.xlsx")
    monkeypatch.setattr("loaders.workbook.annotated_copy.open_editable", lambda *_how: Workbook())
    with pytest.raises(InputError, match="holds something that cannot be copied"):
        write_error_copy(path, [], tmp_path / "kopia.xlsx", "sv", "x")


@pytest.mark.parametrize(
    ("package", "said"),
    [
        (packages.macros(), "it has macros"),
        (packages.macros("xl/settings.bin"), "it has macros"),
        (packages.external_links(), "it has links to other workbooks"),
        (packages.table().change(SHEET, "<worksheet ", "<!DOCTYPE x><worksheet "), "it has a document type"),
        (packages.table().change("xl/sharedStrings.xml", "<sst ", "<!DOCTYPE x><sst "), "it has a document type"),
        (
            packages.encode_in_utf_16(packages.table().change(SHEET, "<worksheet ", "<!DOCTYPE x><worksheet ")),
            "it has a document type",
        ),
        (packages.make_strict(packages.macros()), "it has macros"),
        (packages.table().change(SHEET, packages.MAIN, "urn:other"), "cannot be read as a workbook"),
        (
            packages.table().add("xl/more.xml", packages.START, "application/xml", BOOK, "styles"),
            "cannot be read as a workbook: 2 parts for xl/styles.xml",
        ),
    ],
    ids=[
        "macros",
        "macros by another name",
        "links",
        "type of a sheet",
        "type of the texts",
        "type in UTF-16",
        "strict",
        "other",
        "styles twice",
    ],
)
def test_what_is_not_read_is_refused_by_name(tmp_path: Path, package: Package, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_path(package.save(tmp_path / "x.xlsx"))


def test_a_part_that_no_relationship_leads_to_may_hold_anything(tmp_path: Path) -> None:
    package = packages.table().add("xl/worksheets/sheet9.xml", DEVMODE, "application/xml", None, "")
    assert list(read_path(package.save(tmp_path / "x.xlsx")).records) == [actor("almi")]


def add_sheet(package: Package, name: str, kind: str, part: str = "xl/worksheets/sheet2.xml") -> Package:
    """Add a sheet with the same rows, in a part to which a relationship of that kind leads."""
    package.change(BOOK, "</sheets>", f'<sheet name="{name}" sheetId="2" r:id="rId4"/></sheets>')
    return package.add(part, package.parts[SHEET], "application/xml", BOOK, kind)


@pytest.mark.parametrize(
    ("package", "sheet"),
    [
        (packages.table().change(BOOK, f'r="{packages.RELATIONS}"', 'r="http://schemas.openxmlformats.org/offis"'), "Aktörer"),
        (packages.table().change(BOOK, 'r:id="rId1"', 'r:id="rId9"'), "Aktörer"),
        (packages.table().change(BOOK, ' r:id="rId1"', ""), "Aktörer"),
        (add_sheet(packages.table(), "Aktörer", "worksheet"), "Aktörer"),
        (add_sheet(packages.table(), "Forum", "printerSettings"), "Forum"),
        (add_sheet(packages.table(), "Mina anteckningar", "printerSettings"), "Mina anteckningar"),
    ],
    ids=["another namespace", "no relationship", "no id", "a name twice", "another kind", "another kind, no facts"],
)
def test_a_sheet_that_our_readers_find_in_different_parts_is_refused(tmp_path: Path, package: Package, sheet: str) -> None:
    path = package.save(tmp_path / "x.xlsx")
    for read in (read_path, read_log_table):
        with pytest.raises(InputError, match=f"the cells of the sheet '{sheet}' cannot be found"):
            read(path)


def test_a_sheet_that_the_reader_leaves_out_is_refused(tmp_path: Path) -> None:
    path = packages.table().save(tmp_path / "x.xlsx")
    with pytest.raises(InputError, match="sheet 'Forum' cannot be found"), open_workbook(path, ["Aktörer", "Forum"]):
        pass


def test_a_chart_with_the_name_of_a_type_is_refused(tmp_path: Path) -> None:
    path = add_sheet(packages.table(), "Forum", "chartsheet", "xl/chartsheets/sheet1.xml").save(tmp_path / "x.xlsx")
    with pytest.raises(InputError, match="the sheet 'Forum' holds a chart and no rows"):
        read_path(path)
    path = add_sheet(packages.table(), "Diagram", "chartsheet", "xl/chartsheets/sheet1.xml").save(tmp_path / "x.xlsx")
    assert list(read_path(path).records) == [actor("almi")]


def test_a_prefix_of_its_own_for_relationships_is_read(tmp_path: Path) -> None:
    package = packages.table().change(BOOK, "xmlns:r=", "xmlns:rel=").change(BOOK, "r:id=", "rel:id=")
    assert list(read_path(package.save(tmp_path / "x.xlsx")).records) == [actor("almi")]


def test_a_sheet_that_is_not_there_is_told(tmp_path: Path) -> None:
    package = packages.table().change(BOOK, "</sheets>", '<sheet name="Forum" sheetId="2" r:id="rId4"/></sheets>')
    package.relations[BOOK].append((f"{packages.RELATIONS}/worksheet", "worksheets/sheet2.xml"))
    with pytest.raises(InputError, match="cannot be read as a workbook"):
        read_path(package.save(tmp_path / "x.xlsx"))


@pytest.mark.slow
def test_what_libreoffice_makes_of_it_is_read(tmp_path: Path) -> None:
    path = packages.picture().save(tmp_path / "x.xlsx")
    assert list(read_path(save_with_libreoffice(path, "xlsx", tmp_path / "lo")).records) == [actor("almi")]
