"""What our own export says of itself: the head of the journal, so that a load of it knows what has changed since."""

import json
from pathlib import Path
from typing import Any

from queries.journal import Head

STAMP_FILE = "landskap-export.json"
"""What stands beside the CSV files of an export."""
FORMAT = 1
"""The form of our JSON files; a reader refuses another."""
HASH_LENGTH = 64


def as_json(stamp: Head) -> dict[str, Any]:
    """The stamp as it stands in a JSON file."""
    return {"landskap": FORMAT, "journal": {"number": stamp.number, "hash": stamp.hash}}


def stamp_of(number: Any, hash_: Any) -> Head | None:
    """The stamp that a file says; None when it is not one."""
    if not str(number).isdecimal() or not isinstance(hash_, str) or len(hash_) != HASH_LENGTH:
        return None
    return Head(int(number), hash_)


def stamp_in(document: Any) -> Head | None:
    """The stamp in a JSON document, if it is our own export."""
    journal = document.get("journal") if isinstance(document, dict) else None
    return stamp_of(journal.get("number"), journal.get("hash")) if isinstance(journal, dict) else None


def stamp_beside(folder: Path) -> Head | None:
    """The stamp of a folder of CSV files; None when it is not our own export."""
    try:
        return stamp_in(json.loads((folder / STAMP_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return None
