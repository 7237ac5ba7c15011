"""A landscape as a folder of CSV files that loads again: field names as headings, codes, `;` between, UTF-8 with BOM."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from loaders.rows.cells import cell_in
from loaders.rows.columns import columns_of
from loaders.rows.stamp import Stamp, name_of, put_beside
from loaders.text_files.csv_cells import guarded
from loaders.text_files.csv_file import digest_of
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES
from queries.journal.journal import Head


def write_folder(folder: Path, registers: Callable[[type[Record]], Iterable[Record]], head: Head) -> None:
    """One file for every type, those without records too, so that nothing of an earlier export is left beside them."""
    folder.mkdir(exist_ok=True)
    files = []
    for type_ in TYPES.values():
        columns = columns_of(type_, owner=True)
        files.append(folder / name_of(type_))
        with files[-1].open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file, delimiter=";")
            rows.writerow([column.name for column in columns])
            for record in registers(type_):
                rows.writerow([guarded(cell_in(record, column)) for column in columns])
    put_beside(folder, Stamp(head, digest_of(files)[0]))
