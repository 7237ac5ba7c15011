"""The export of a landscape as a folder of CSV files that loads again: field names, codes, `;`, UTF-8 with BOM."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from loaders.rows.cells import format_cell
from loaders.rows.columns import file_columns_of
from loaders.rows.stamp import Stamp, csv_name_of, write_stamp
from loaders.text_files.csv_file import guard_cell, hash_files
from model.changes.chain import Head
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES


def write_folder(folder: Path, registers: Callable[[type[Record]], Iterable[Record]], head: Head) -> None:
    """Write one file for each type, also without records, so that an earlier export leaves no file behind."""
    folder.mkdir(exist_ok=True)
    files = []
    for type_ in TYPES.values():
        files.append(folder / csv_name_of(type_))
        write_records(files[-1], type_, registers(type_), owner=True)
    write_stamp(folder, Stamp(head, hash_files(files)[0]))


def write_records(path: Path, type_: type[Record], records: Iterable[Record], owner: bool = False) -> None:
    """Write records of one type to a file; with the source that owns each, if `owner`."""
    columns = file_columns_of(type_, owner=owner)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow([column.name for column in columns])
        for record in records:
            rows.writerow([guard_cell(format_cell(record, column)) for column in columns])
