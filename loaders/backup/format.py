"""The names and limits of a backup: one ZIP of plain text files (the rest is in docs/backup-format.md).

landskap.json            format, version and landscape, and the head of the journal
records/actor.jsonl …    all records of a type, one a line
changes.jsonl            the journal's entries, one a line, the first first
changes/1.json …         the operations of each change, a JSON list
revisions.jsonl          the revisions, one a line, the first first
revisions/1.nq …         the frozen data of each revision, canonical N-Quads
contents.json            the numbers of records, changes and revisions, and one digest of all the files before it
"""

import hashlib

from model.vocabulary.record import Record

BACKUP_FORMAT = 2
"""A reader refuses a newer format. In format 1, revisions stated neither quads, counts, schema nor software."""
ABOUT, CHANGES, REVISIONS, CONTENTS = "landskap.json", "changes.jsonl", "revisions.jsonl", "contents.json"
LONGEST_LINE = 10_000_000
"""Bytes."""
LONGEST_DOCUMENT = 1_000_000
"""Bytes of landskap.json and of contents.json."""
MOST_FILES = 200_000
MOST_RECORDS = 10_000_000
MOST_INFLATED_BYTES = 200_000_000_000
"""The size of all files together, inflated."""
MOST_INFLATION = 200
"""The files together may be so many times larger than the ZIP."""


def records_file(type_: type[Record]) -> str:
    """Return the name of the file with the records of a type."""
    return f"records/{type_.stem()}.jsonl"


def operations_file(number: int) -> str:
    """Return the name of the file with the operations of a change."""
    return f"changes/{number}.json"


def quads_file(number: int) -> str:
    """Return the name of the file with the frozen data of a revision."""
    return f"revisions/{number}.nq"


class BackupDigest:
    """One SHA-256 of many files: of lines `<SHA-256 of the file>  <its name>`, as `sha256sum` writes them, in their order."""

    def __init__(self) -> None:
        self._all = hashlib.sha256()

    def add(self, name: str, sha256: str) -> None:
        """Add the next file."""
        self._all.update(f"{sha256}  {name}\n".encode())

    def hexdigest(self) -> str:
        """Return the digest in hexadecimal."""
        return self._all.hexdigest()
