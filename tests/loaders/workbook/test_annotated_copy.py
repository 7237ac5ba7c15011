"""The marked copy of a workbook: what was there stays, what is wrong is found in its cell and in a list with links."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from api.terminal.files import write_atomically
from loaders.opening import read_path
from loaders.rows.sheets import TO_CORRECT
from loaders.workbook import annotated_copy
from loaders.workbook.annotated_copy import COMMENT_MARK, check_copyable, write_error_copy
from model.errors import LimitExceeded, Problem
from model.language import Localizable
from tests.office import faults_of, save_with_libreoffice

ROWS = [
    ["Id *", "Namn *", "Aktörstyp *", "Nivå *", "Belägg *", "Exempel", "Beskrivning"],
    ["almi", "Almi", "typ", "lokal", "kalla §1", None, "Råder"],
    ["Bo AB", None, "typ", "lokal", "kalla §1", "kanske", None],
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    book = Workbook()
    book.active.title = "Aktörer"
    for row in ROWS:
        book.active.append(row)
    book.active["A3"].comment = Comment("fråga Almi", "jag")
    book.active.merge_cells("B3:C3")
    notes = book.create_sheet("Anteckningar")
    notes["A1"], notes.sheet_state = "=SUM(1,2)", "hidden"
    book.save(tmp_path / "min.xlsx")
    return tmp_path / "min.xlsx"


def problems(path: Path) -> list[Problem]:
    return [found for found in read_path(path).found() if isinstance(found, Problem)]


def write_marked(path: Path) -> tuple[Path, Any]:
    copy = path.with_name("kopia.xlsx")
    copy.unlink(missing_ok=True)
    write_error_copy(path, problems(path), copy, "sv", read_path(path).source)
    return copy, load_workbook(copy)


def test_every_faulty_cell_is_framed_and_commented(book: Path) -> None:
    copy, sheets = write_marked(book)
    sheet = sheets["Aktörer"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["A3", "B3", "F3"]
    assert sheet["A3"].comment.text.startswith("fråga Almi\n" + COMMENT_MARK + "\nFel 1: 'Bo AB' är inte skrivet som det ska – ")
    assert (sheet["F3"].border.left.style, sheet["F3"].fill.fill_type) == ("mediumDashed", "solid")
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)] == ROWS[:2]
    assert (sheets["Anteckningar"]["A1"].value, sheets["Anteckningar"].sheet_state) == ("=SUM(1,2)", "hidden")
    assert faults_of(copy) == []


def test_what_is_marked_can_be_read_whatever_colour_it_had(book: Path) -> None:
    given = load_workbook(book)
    given["Aktörer"]["A3"].font = Font("Arial", 14, bold=True, color="FFFFFF")
    given.save(book)
    font = write_marked(book)[1]["Aktörer"]["A3"].font
    assert (font.color.rgb, font.name, font.sz, font.b) == ("00000000", "Arial", 14, True)


def test_the_first_sheet_lists_all_with_links_there_and_back(book: Path) -> None:
    sheet = (sheets := write_marked(book)[1])[sheets.sheetnames[0]]
    assert sheet.title == TO_CORRECT.sv
    rows = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(min_row=5)]
    assert rows[0] == [1, "Aktörer", "A3", "Id", "Bo AB", "'Bo AB' är inte skrivet som det ska"]
    assert [row[2] for row in rows] == ["A3", "B3", "F3"]
    assert sheet["C5"].hyperlink.location == "'Aktörer'!A3"
    assert sheets["Aktörer"]["A1"].hyperlink.location == f"'{TO_CORRECT.sv}'!A1"
    assert [other.title for other in sheets.worksheets if other.sheet_view.tabSelected] == [sheet.title]


def test_a_corrected_copy_loads_and_a_copy_of_it_has_only_new_marks(book: Path) -> None:
    copy, sheets = write_marked(book)
    sheets["Aktörer"]["A3"] = "bo"
    sheets.save(copy)
    again = copy.rename(copy.with_name("rattad.xlsx"))
    assert sorted(problem.field for problem in problems(again)) == ["example", "name"]
    _copy, sheets = write_marked(again)
    assert sheets.sheetnames == [TO_CORRECT.sv, "Aktörer", "Anteckningar"]
    assert (sheets["Aktörer"]["A3"].comment.text, sheets["Aktörer"]["A3"].fill.fill_type) == ("fråga Almi", None)


def test_a_copy_is_of_the_source_of_what_it_was_made_of(book: Path) -> None:
    copy, _sheets = write_marked(book)
    reading = read_path(copy)
    assert (reading.source, [note.in_("en") for note in reading.notes]) == (
        "min", ["kopia.xlsx is a marked copy: it counts as the source 'min'"],
    )  # fmt: skip
    again = copy.rename(copy.with_name("rattad.xlsx"))
    assert read_path(write_marked(again)[0]).source == "min"
    assert (read_path(again, "annan").source, read_path(again, "annan").notes) == ("annan", ())
    under_its_old_name = again.rename(book)
    assert (read_path(under_its_old_name).source, read_path(under_its_old_name).notes) == ("min", ())


def test_limits(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotated_copy, "MOST_PROBLEMS_MARKED", 1)
    sheet = write_marked(book)[1][TO_CORRECT.sv]
    assert (sheet.max_row, sheet["A1"].value) == (5, "3 fel i min.xlsx")
    assert "de första 1" in sheet["A2"].value
    monkeypatch.setattr(annotated_copy, "MOST_COPIED_CELLS", 10)
    with pytest.raises(LimitExceeded, match="more than 10 cells"):
        check_copyable(book)


@pytest.mark.slow
def test_libreoffice_opens_the_copy(book: Path, tmp_path: Path) -> None:
    copy, _sheets = write_marked(book)
    saved = save_with_libreoffice(copy, "xlsx", tmp_path / "lo")
    assert [problem.field for problem in problems(saved)] == [problem.field for problem in problems(book)]
    assert read_path(saved.rename(saved.with_name("annat-namn.xlsx"))).source == "min"


def test_how_far_a_large_workbook_is_opened_is_reported(tmp_path: Path) -> None:
    large = Workbook()
    for number in range(5000):
        large.active.append([f"rad {number}", "x" * 50])
    large.save(tmp_path / "stor.xlsx")
    told: dict[str, list[tuple[int, int]]] = {}

    def tell(what: Localizable, done: int, of: int) -> None:
        told.setdefault(what.in_("en"), []).append((done, of))

    write_error_copy(tmp_path / "stor.xlsx", [], tmp_path / "kopia.xlsx", "sv", "stor", tell)
    size = (tmp_path / "stor.xlsx").stat().st_size
    done, of = told["Opening the workbook, bytes"][-1]
    assert size / 2 < done <= of == size  # parts that nobody needs are not read


def test_ctrl_c_leaves_no_half_copy(book: Path) -> None:
    def interrupted(*_how: object) -> None:
        raise KeyboardInterrupt

    copy = book.with_name("kopia.xlsx")
    with pytest.raises(KeyboardInterrupt), write_atomically(copy) as unfinished:
        write_error_copy(book, problems(book), unfinished, "sv", "min", interrupted)
    assert [path.name for path in book.parent.iterdir()] == [book.name]
