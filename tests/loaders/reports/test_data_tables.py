"""A table of plain values as CSV and as a workbook: the same rows, and no cell becomes a formula."""

from csv import reader
from pathlib import Path

from openpyxl import load_workbook

from loaders.reports.data_tables import DataColumn, DataTable, write_table_csv, write_table_workbook
from model.language import Term, Text

TABLE = DataTable(
    Text("Forums"),
    [DataColumn("name", Term("namn", "name")), DataColumn("n", Term("antal", "number"), number=True)],
    [("=1+1", 3), (Term("råd", "council"), None)],
)


def test_csv_opens_in_swedish_excel(tmp_path: Path) -> None:
    write_table_csv(tmp_path / "t.csv", TABLE, "sv")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(reader((tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert rows == [["namn", "antal"], ["'=1+1", "3"], ["råd", ""]]


def test_a_workbook_has_a_sheet_for_each_table(tmp_path: Path) -> None:
    write_table_workbook(tmp_path / "t.xlsx", [TABLE, DataTable(Text("State"), TABLE.columns, [])], "fot", "en")
    book = load_workbook(tmp_path / "t.xlsx")
    assert len(book.sheetnames) == 2
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert cells[-2:] == [["=1+1", 3], ["council", None]]
    assert book.worksheets[0].cell(len(cells) - 1, 1).data_type == "s"
