"""Read a file in pieces, unpacked where its name ends with .gz."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from loaders.rows.given_files import check_regular
from loaders.rows.limits import LARGEST_FILE, READ_SIZE
from model.errors import InputError, LimitExceeded, cause_of
from model.language import Text

PACKED_ENDING = ".gz"


def read_unpacked(path: Path) -> Iterator[bytes]:
    """Yield the content of a file in pieces.

    Raises InputError where it cannot be read, LimitExceeded when it has more than LARGEST_FILE bytes, packed or unpacked.
    """
    check_regular(path)
    packed = path.suffix.lower() == PACKED_ENDING
    size = 0
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            while piece := file.read(READ_SIZE):
                size += len(piece)
                if size > LARGEST_FILE:
                    text = Text("{file} has more than {most} bytes", file=path.name, most=LARGEST_FILE)
                    raise LimitExceeded(text, Text("Load it in parts."))
                yield piece
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        text = Text("{file} cannot be unpacked: it is damaged, or no gzip file", file=path.name)
        raise InputError(text, (), Text("Unpack it with the program that packed it, and load what is in it.")) from error
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error
