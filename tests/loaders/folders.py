"""Folders of CSV files that say what a test will have loaded."""

from collections.abc import Iterable
from pathlib import Path

from loaders.csv_folder import read_folder
from loaders.csv_writing import write_folder
from loaders.loading import load
from loaders.stamp import STAMP_FILE, Stamp, put_beside
from model.changes import ChangeSet
from model.contents import Contents
from model.record import Record
from queries.graph import Graph
from queries.journal import Head


def said(tmp_path: Path, records: Iterable[Record], without: str = "", stamp: Head | None = None) -> Path:
    """A folder that says the records; with a stamp an export that has been edited since."""
    contents = Contents(records)
    folder = tmp_path / f"v{len(list(tmp_path.iterdir()))}"
    write_folder(folder, lambda type_: contents.of(type_).values(), Head(0, ""))
    (folder / STAMP_FILE).unlink()
    if stamp:
        put_beside(folder, Stamp(stamp))
    if without:
        (folder / f"{without}.csv").unlink()
    return folder


def loaded(graph: Graph, folder: Path, source: str = "s") -> ChangeSet | None:
    """The change that loading the folder makes."""
    return load(graph, read_folder(folder, source), "tests", "laddning")
