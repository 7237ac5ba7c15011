"""What our own export says of itself: the head of the journal, so that a load of it knows what has changed since.

And a hash of what was written, so that a load knows whether the file is as it was.
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
"""What stands beside the CSV files of an export."""
JSON_FORMAT = 1
"""The form of our JSON files; a reader refuses another."""
NUMBER, HASH = re.compile(r"[0-9]{1,15}"), re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The head of the journal at an export, and the hash of what was written then (empty: not said)."""

    head: Head
    content: str = ""


def encode_head(head: Head) -> dict[str, Any]:
    """The head as it stands in a JSON file."""
    return {"landskap": JSON_FORMAT, "journal": {"number": head.number, "hash": head.hash}}


def parse_head(number: Any, hash_: Any) -> Head | None:
    """The head that a file says; None when it is not one."""
    if not NUMBER.fullmatch(str(number)) or not HASH.fullmatch(str(hash_)):
        return None
    return Head(int(number), str(hash_))


def find_stamp_head(document: Mapping[str, Any]) -> Head | None:
    """The head in a JSON document, if it is our own export."""
    journal = document.get("journal")
    return parse_head(journal.get("number"), journal.get("hash")) if isinstance(journal, dict) else None


def csv_name_of(type_: type[Record]) -> str:
    """How an export calls its CSV file of the type."""
    return f"{type_.stem()}.csv"


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Say in a folder of CSV files that it is an export."""
    text = json.dumps({**encode_head(stamp.head), "content": stamp.content}, indent=2)
    (folder / STAMP_FILE).write_text(f"{text}\n", encoding="utf-8")


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of a folder of CSV files; None when it is not our own export."""
    try:
        document = json.loads((folder / STAMP_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    head = find_stamp_head(document) if isinstance(document, dict) else None
    return Stamp(head, str(document.get("content") or "")) if head else None
