"""The matrix of representation as CSV for Excel in Sweden: `;`, UTF-8 with BOM; a row for each state and seat."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from loaders.reports.matrix_words import name_area, name_column, name_doubts, name_ids, name_level
from loaders.text_files.csv_file import guard_cell
from model.findings import Answer
from model.language import JoinedText, Language, Localizable, Term, Text
from model.text.describe import format_evidence
from model.text.names import term_of
from queries.representation.states import REPRESENTATION_TERMS

MATRIX_HEADINGS = (
    Text("Area"), Text("Level"), Text("Forum"), Text("Id"), Text("Actor"), Text("Group"), Text("State"), Text("Seat in"),
    Text("Whose seat"), Text("Through"), Text("Note"), Text("Evidence"),
)  # fmt: skip


def write_matrix_csv(path: Path, answer: Answer, names: Mapping[str, Term], language: Language) -> None:
    """Write the cells of an answer of `matrix`. `names` are of the parties that it names only by id."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow([heading.in_(language) for heading in MATRIX_HEADINGS])
        for row in answer.rows:
            for cells in _list_lines(row, names) if row["what"] == "cell" else ():
                lines.writerow([guard_cell(cell if isinstance(cell, str) else cell.in_(language)) for cell in cells])


def _list_lines(row: Mapping[str, Any], names: Mapping[str, Term]) -> Iterator[list[Localizable | str]]:
    """Yield a line for each seat by which an actor is represented, or one without a seat."""
    place = [name_area(row), name_level(row), name_column(row) if row["forum"] else ""]
    who = [row["actor"], term_of(row), term_of(row, "group_name"), REPRESENTATION_TERMS[row["how"]]]
    for way in row["ways"]:
        seat = [name_ids([way["forum"]], names), name_ids([way["holder"]], names), name_ids(way["through"], names, " → ")]
        yield [*place, *who, *seat, name_doubts(way), format_evidence(row["evidence"])]
    if not row["ways"]:
        note = JoinedText(
            [
                *([Text("as far as is on record")] if row["unsettled"] else []),
                *([Text("example")] if row["example"] else []),
            ]
        )
        yield [*place, *who, "", "", "", note, format_evidence(row["evidence"])]
