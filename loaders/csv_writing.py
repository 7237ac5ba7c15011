"""A landscape as a folder of CSV files that loads again: field names as headings, codes, `;` between, UTF-8 with BOM."""

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from loaders.cells import cell_of
from loaders.columns import columns_of
from loaders.csv_cells import guarded
from loaders.stamp import STAMP_FILE, as_json
from model.record import Record
from model.vocabulary import TYPES
from queries.journal import Head


def write_folder(folder: Path, registers: Callable[[type[Record]], Iterable[Record]], stamp: Head) -> None:
    """One file for every type, those without records too, so that nothing of an earlier export is left beside them."""
    folder.mkdir(exist_ok=True)
    for type_ in TYPES.values():
        columns = columns_of(type_, owner=True)
        with (folder / f"{type_.stem()}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file, delimiter=";")
            rows.writerow([column.name for column in columns])
            for record in registers(type_):
                rows.writerow([guarded(cell_of(getattr(record, column.name))) for column in columns])
    (folder / STAMP_FILE).write_text(json.dumps(as_json(stamp), indent=2) + "\n", encoding="utf-8")
