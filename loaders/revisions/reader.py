"""Read the files of a revision from a folder, from one of them, or from the attachments of its formal document."""

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from loaders.rows.given_files import check_regular
from model.errors import InputError, LimitExceeded, NotUnderstood, cause_of
from model.history.manifest import CHECKSUMS_FILE, MANIFEST_FILE, QUADS_FILE, SIGNATURE_FILE
from model.history.revision_check import FilePieces, RevisionFiles, read_revision_files
from model.language import Text

READ_SIZE = 500_000
"""Bytes."""
LARGEST_PDF = 200_000_000
"""Bytes. A document with its attachments is far smaller."""
NAMES = (QUADS_FILE, MANIFEST_FILE, CHECKSUMS_FILE, SIGNATURE_FILE)
WHAT_IS_CHECKED = Text(
    "Name a revision's number, a folder with manifest.json and landscape.nq, one of these two, or a PDF of the formal document."
)


def open_revision(path: Path) -> RevisionFiles:
    """Read what the folder or file at `path` holds of a revision. Raises NotUnderstood, InputError, LimitExceeded."""
    try:
        path.stat()
        if path.is_dir():
            return read_revision_files(str(path), _list_files(path), (MANIFEST_FILE, QUADS_FILE))
        check_regular(path)
        if path.suffix.lower() == ".pdf":
            return _read_document(path)
        name = {".nq": QUADS_FILE, ".json": MANIFEST_FILE}.get(path.suffix.lower())
        if not name:
            raise NotUnderstood(Text("{file} is no file of a revision", file=path), (), WHAT_IS_CHECKED)
        beside = _list_files(path.parent) if path.name == name else {}
        return read_revision_files(str(path), {**beside, name: partial(_read_pieces, path)}, (name,))
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error


def _list_files(folder: Path) -> dict[str, FilePieces]:
    return {name: partial(_read_pieces, folder / name) for name in NAMES if (folder / name).is_file()}


def _read_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(READ_SIZE):
            yield piece


def _read_document(path: Path) -> RevisionFiles:
    """Read the attachments and the text of a PDF. Raises InputError, LimitExceeded."""
    if path.stat().st_size > LARGEST_PDF:
        raise LimitExceeded(Text("{file} is larger than {most} bytes", file=path, most=LARGEST_PDF))
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        attached = {name: list(contents) for name, contents in reader.attachments.items()}
        printed = "".join("".join(page.extract_text().split()) for page in reader.pages)
    except OSError:
        raise
    except Exception as error:  # whatever a damaged or forged PDF leads the library into
        text = Text("{file} cannot be read as a PDF: it was cut off, altered, or is another kind of file", file=path)
        raise InputError(text, (), Text("Get it again from whoever published it.")) from error
    twice = [name for name, contents in attached.items() if len(contents) > 1]
    files = {name: partial(iter, contents[:1]) for name, contents in attached.items()}
    return read_revision_files(str(path), files, (QUADS_FILE,), printed, twice)
