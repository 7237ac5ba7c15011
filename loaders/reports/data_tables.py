"""Tables of plain values, as CSV and as a workbook: the content of a page as data."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from loaders.reports.report_sheets import ReportSheet, SheetColumn, SheetValue
from loaders.text_files.csv_file import guard_cell
from model.language import Language, Localizable, localize_value

USUAL_WIDTH = 24.0
"""Letters."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column: the name of its values in data, its heading, and its width in letters in a workbook."""

    name: str
    heading: Localizable
    width: float = USUAL_WIDTH
    number: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table: its title, columns, and rows with a value for each column. `lines` stand above it in a workbook."""

    title: Localizable
    columns: Sequence[DataColumn]
    rows: Sequence[Sequence[SheetValue]]
    lines: Sequence[Localizable] = ()


def write_table_csv(path: Path, table: DataTable, language: Language) -> None:
    """Write a table as CSV for Excel in Sweden: `;`, UTF-8 with BOM."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow([column.heading.in_(language) for column in table.columns])
        lines.writerows([guard_cell(_say_value(value, language)) for value in row] for row in table.rows)


def write_table_workbook(path: Path, tables: Iterable[DataTable], footer: str, language: Language) -> None:
    """Write tables as a workbook with a sheet each; `footer` is printed on every page."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for table in tables:
        columns = [SheetColumn(column.heading, column.width, number=column.number) for column in table.columns]
        sheet = ReportSheet(book, table.title, columns, language)
        sheet.write_title(table.title, table.lines)
        sheet.write_headings(1)
        for row in table.rows:
            sheet.write_row(row)
        sheet.finish(footer)
    book.save(path)


def _say_value(value: SheetValue, language: Language) -> str:
    return "" if value is None else str(localize_value(value, language))
