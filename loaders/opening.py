"""Open files of any format: folders of CSV files, single CSV files, workbooks, JSON documents, decision and event logs."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from loaders.event_logs.formats import find_event_reader
from loaders.log.decision_log import read_logs
from loaders.log.mapping import read_mapping
from loaders.rows.dataset import Reading, join_readings
from loaders.text_files.csv_folder import read_csv, read_folder
from loaders.text_files.json_file import read_json
from loaders.workbook.reader import read_workbook
from loaders.workbook.xlsx_safety import OTHER_WORKBOOKS, XLSX_ENDING
from model.errors import InputError
from model.language import Text

READERS: Mapping[str, Callable[[Path, str | None], Reading]] = MappingProxyType(
    {".xlsx": read_workbook, ".csv": read_csv, ".json": read_json}
)
"""File ending → the function that reads such a file."""
FEWEST_OWN_SHEETS = 3
"""The number of sheets with names of types by which a workbook is known for a landscape."""
MOST_FILES_NAMED = 5
"""The number of files that an error names, of a folder without CSV files."""


def read_paths(paths: Sequence[Path], mapping: Path | None = None, source: str | None = None) -> Reading:
    """Open all of `paths` as one reading; with a mapping, as decision logs.

    `source` owns the records; without it, each file's own name does. Raises InputError or LimitExceeded if one of the files
    cannot be read.
    """
    if mapping is None:
        return join_readings([read_path(path, source) for path in paths])
    return read_logs(paths, read_mapping(mapping), source)


def read_path(path: Path, source: str | None = None) -> Reading:
    """Open the file or folder at `path`; `source` or its name owns the records. Raises InputError, LimitExceeded."""
    ending = path.suffix.lower()
    if path.is_dir() or not ending:
        _check_has_csv(path)
        return read_folder(path, source)
    if ending in OTHER_WORKBOOKS:
        return read_workbook(path, source)  # raises an error that says how to save it
    if ending not in READERS:
        if find_event_reader(path):
            raise InputError(Text("{file} is an event log, and loads by a mapping", file=path.name), (), _say_mapping(path))
        text = Text("{file} is neither a folder of CSV files nor a file that can be read here", file=path)
        raise InputError(text, (), Text("Files that load end with {endings}.", endings=", ".join(READERS)))
    return READERS[ending](path, source)


def _say_mapping(path: Path) -> Text:
    return Text("Propose one with: landskap mapping {file} --out MAP.yaml", file=path)


def _check_has_csv(folder: Path) -> None:
    """Raise InputError if a folder has no CSV files but others that can be loaded; the error names them."""
    found = sorted(path for path in folder.glob("[!.~]*.*") if path.suffix.lower() in READERS)
    if found and all(path.suffix.lower() != ".csv" for path in found):
        named = " ".join(f'"{path}"' for path in found[:MOST_FILES_NAMED])
        text = Text("{folder} is a folder without CSV files", folder=folder)
        raise InputError(text, (), Text("Load its files by name: landskap load {files}", files=named))


def is_own_workbook(path: Path) -> bool:
    """Return whether a file is a workbook that was exported here, or is laid out as one, and no log of another system."""
    if path.suffix.lower() != XLSX_ENDING:
        return False
    try:
        reading = read_workbook(path)
    except InputError:
        return False
    return reading.stamp is not None or len(reading.covers) >= FEWEST_OWN_SHEETS
