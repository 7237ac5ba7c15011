"""The stamp of our own exports: the head of the journal at the export, and a hash of what was written.

A load tells by the head what has changed since, and by the hash whether the file has been edited.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.changes.chain import Head
from model.vocabulary.record import Record

STAMP_FILE = "landskap-export.json"
"""The file beside the CSV files of an export that holds its stamp."""
JSON_FORMAT = 1
"""The version of our JSON files; a reader refuses any other."""
NUMBER, HASH = re.compile(r"[0-9]{1,15}"), re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The head of the journal at an export, and the hash of what was written (empty: unknown)."""

    head: Head
    content: str = ""


def encode_head(head: Head) -> dict[str, Any]:
    """Return the head as it stands in a JSON file."""
    return {"landskap": JSON_FORMAT, "journal": {"number": head.number, "hash": head.hash}}


def parse_head(number: Any, hash_: Any) -> Head | None:
    """Return the head with that number and hash; None when they are not of that form."""
    if not NUMBER.fullmatch(str(number)) or not HASH.fullmatch(str(hash_)):
        return None
    return Head(int(number), str(hash_))


def find_stamp_head(document: Mapping[str, Any]) -> Head | None:
    """Return the head in a JSON document; None when it is not our own export."""
    journal = document.get("journal")
    return parse_head(journal.get("number"), journal.get("hash")) if isinstance(journal, dict) else None


def csv_name_of(type_: type[Record]) -> str:
    """Return the name of a type's CSV file in an export."""
    return f"{type_.stem()}.csv"


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Write the stamp into a folder of CSV files."""
    text = json.dumps({**encode_head(stamp.head), "content": stamp.content}, indent=2)
    (folder / STAMP_FILE).write_text(f"{text}\n", encoding="utf-8")


def read_stamp(folder: Path) -> Stamp | None:
    """Return the stamp of a folder of CSV files; None when it is not our own export."""
    try:
        document = json.loads((folder / STAMP_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    head = find_stamp_head(document) if isinstance(document, dict) else None
    return Stamp(head, str(document.get("content") or "")) if head else None
