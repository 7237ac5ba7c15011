"""Write the files of a revision to a folder, with a list of their checksums."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from model.history.manifest import CHECKSUMS_FILE, SIGNATURE_FILE, format_checksums
from model.history.revision_check import FilePieces


def write_revision_files(folder: Path, files: Mapping[str, FilePieces]) -> None:
    """Write each file to the new folder, piece by piece, and SHA256SUMS, which `sha256sum -c` reads, of all but the signature."""
    folder.mkdir()
    digests = {}
    for name, pieces in files.items():
        digest = hashlib.sha256()
        with (folder / name).open("wb") as file:
            for piece in pieces():
                file.write(piece)
                digest.update(piece)
        if name != SIGNATURE_FILE:
            digests[name] = digest.hexdigest()
    (folder / CHECKSUMS_FILE).write_bytes(format_checksums(digests))
