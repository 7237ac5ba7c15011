"""The seal of our workbooks, by which an unaltered export is known: a hash of all parts, in the comment of the zip directory.

Programs that save a workbook write a directory without the comment.
"""

import hashlib
from pathlib import Path
from zipfile import ZipFile

from loaders.rows.limits import READ_SIZE
from loaders.workbook.xlsx_safety import XLSX_ERRORS


def seal_workbook(path: Path) -> None:
    """Seal a workbook that was just written."""
    with ZipFile(path, "a") as archive:
        archive.comment = _hash_parts(archive)


def is_unaltered(path: Path) -> bool:
    """Return whether a workbook is as it was sealed. It must be safe to open (`xlsx_safety`).

    A part that nobody reads may be damaged: then the workbook is not as it was.
    """
    with ZipFile(path) as archive:
        try:
            return bool(archive.comment) and archive.comment == _hash_parts(archive)
        except XLSX_ERRORS:
            return False


def _hash_parts(archive: ZipFile) -> bytes:
    digest = hashlib.sha256()
    for part in archive.infolist():
        digest.update(f"{part.filename}\0{part.file_size}\0".encode())
        with archive.open(part) as file:
            while piece := file.read(READ_SIZE):
                digest.update(piece)
    return digest.hexdigest().encode()
