"""Write folders of CSV files that tests load."""

import csv
from collections.abc import Iterable
from pathlib import Path

from loaders.plan.loading import load_plan
from loaders.rows.stamp import STAMP_FILE, Stamp, write_stamp
from loaders.text_files.csv_folder import read_folder
from loaders.text_files.csv_writer import write_folder
from model.changes.chain import Head
from model.changes.operations import ChangeSet
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from queries.server.graph import Graph


def write_records(tmp_path: Path, records: Iterable[Record], without: str = "", stamp: Head | None = None) -> Path:
    """Write the records to a new folder; with a stamp it is an export that was edited."""
    contents = Contents(records)
    folder = tmp_path / f"v{len(list(tmp_path.iterdir()))}"
    write_folder(folder, lambda type_: contents.of(type_).values(), Head(0, ""))
    (folder / STAMP_FILE).unlink()
    if stamp:
        write_stamp(folder, Stamp(stamp))
    if without:
        (folder / f"{without}.csv").unlink()
    return folder


def remove_column(path: Path, name: str) -> None:
    """Take a column out of a file of the folder."""
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    at = rows[0].index(name)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(row[:at] + row[at + 1 :] for row in rows)


def load_folder(graph: Graph, folder: Path, source: str = "s") -> ChangeSet | None:
    """Load the folder and return the change."""
    return load_plan(graph, read_folder(folder, source), "tests", "laddning")
