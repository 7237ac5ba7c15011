"""The balance list as CSV for Excel in Sweden: `;`, UTF-8 with BOM.

What stands still comes first, then what is unknown, last what is executed and awaits its report.
"""

import csv
from pathlib import Path

from loaders.reports.balance_columns import ROW_COLUMNS
from loaders.text_files.csv_file import guard_cell
from model.language import Language, Text
from queries.following.balance_sheet import BalanceSheet

STATES = {"stalled": Text("stands still"), "unknown": Text("unknown"), "executed": Text("executed, report awaited")}


def write_balance_csv(path: Path, sheet: BalanceSheet, language: Language) -> None:
    """Write the rows of the balance list with all columns, after their state and the id of the assignment."""
    headings = [Text("State"), Text("Id"), *(column.heading for column in ROW_COLUMNS)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow([heading.in_(language) for heading in headings])
        for row in (*sheet.stalled, *sheet.unknown, *sheet.executed):
            cells = [STATES[row["how"]].in_(language), row["assignment"]]
            cells += [_format_cell(column.value_of(row, language)) for column in ROW_COLUMNS]
            lines.writerow([guard_cell(cell) for cell in cells])


def _format_cell(value: str | int | None) -> str:
    return "" if value is None else str(value)
