"""What files and folders say, whatever their format: folders of CSV files, CSV files by themselves, workbooks, JSON documents."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from loaders.log.decision_log import read_logs
from loaders.log.mapping import read_mapping
from loaders.rows.dataset import Reading, join_readings
from loaders.text_files.csv_folder import read_csv, read_folder
from loaders.text_files.json_file import read_json
from loaders.workbook.reader import read_workbook
from loaders.workbook.xlsx_safety import OTHER_WORKBOOKS
from model.errors import InputError
from model.language import Text

READERS: Mapping[str, Callable[[Path, str | None], Reading]] = MappingProxyType(
    {".xlsx": read_workbook, ".csv": read_csv, ".json": read_json}
)
"""What reads each kind of file, by its ending."""
MOST_FILES_NAMED = 5
"""Files of a folder that are named where it is no folder of CSV files."""


def read_paths(paths: Sequence[Path], mapping: Path | None = None, source: str | None = None) -> Reading:
    """What is at all of `paths`, as one, owned by `source` (each by its name unless given); with a mapping, as decision logs.

    Raises InputError or LimitExceeded when one of them cannot be read.
    """
    if mapping is None:
        return join_readings([read_path(path, source) for path in paths])
    return read_logs(paths, read_mapping(mapping), source)


def read_path(path: Path, source: str | None = None) -> Reading:
    """What is at `path`, owned by `source` (its name unless given). Raises InputError or LimitExceeded when it cannot be read."""
    ending = path.suffix.lower()
    if path.is_dir() or not ending:
        _check_has_csv(path)
        return read_folder(path, source)
    if ending in OTHER_WORKBOOKS:
        return read_workbook(path, source)  # which says how to save it
    if ending not in READERS:
        text = Text("{file} is neither a folder of CSV files nor a file that can be read here", file=path)
        raise InputError(text, (), Text("Files that load end with {endings}.", endings=", ".join(READERS)))
    return READERS[ending](path, source)


def _check_has_csv(folder: Path) -> None:
    """Raise InputError where a folder has no CSV files but others that load by themselves, with the names of those."""
    found = sorted(path for path in folder.glob("[!.~]*.*") if path.suffix.lower() in READERS)
    if found and all(path.suffix.lower() != ".csv" for path in found):
        named = " ".join(f'"{path}"' for path in found[:MOST_FILES_NAMED])
        text = Text("{folder} is a folder without CSV files", folder=folder)
        raise InputError(text, (), Text("What is there loads by itself: landskap load {files}", files=named))
