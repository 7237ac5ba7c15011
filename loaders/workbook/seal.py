"""Whether a workbook of ours is as it was written: a hash of all its parts, in the comment of its zip directory.

Programs that save a workbook write another directory, without the comment.
"""

import hashlib
from pathlib import Path
from zipfile import ZipFile

READ_SIZE = 1 << 20


def seal_workbook(path: Path) -> None:
    """Put the hash in the workbook that was just written."""
    with ZipFile(path, "a") as archive:
        archive.comment = _hash_parts(archive)


def is_unaltered(path: Path) -> bool:
    """Whether a workbook that was found safe to open (`office_file`) is as it was sealed."""
    with ZipFile(path) as archive:
        return bool(archive.comment) and archive.comment == _hash_parts(archive)


def _hash_parts(archive: ZipFile) -> bytes:
    digest = hashlib.sha256()
    for part in archive.infolist():
        digest.update(f"{part.filename}\0{part.file_size}\0".encode())
        with archive.open(part) as file:
            while piece := file.read(READ_SIZE):
                digest.update(piece)
    return digest.hexdigest().encode()
