"""The encoding of a text file: UTF-8, UTF-16 with a byte order mark, or Windows-1252. A fault is given with its line."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from loaders.rows.limits import READ_SIZE
from loaders.rows.rules import FileRule
from model.errors import FileLocation, Problem
from model.language import Text

UTF_8, UTF_16, WINDOWS = "utf-8-sig", "utf-16", "cp1252"
ENCODING_NAMES = {UTF_8: "UTF-8", UTF_16: "UTF-16", WINDOWS: "Windows-1252", "iso8859-1": "ISO-8859-1", "cp850": "CP850",
          "mac-roman": "MacRoman"}  # fmt: skip
"""Names for people of the encodings that are detected, and of others that a mapping can name."""
CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""Bytes that do not occur in text in Windows-1252."""
SAVE_AS_UTF_8 = Text("save it as CSV UTF-8")


def find_encoding(word: str) -> str | None:
    """Return Python's name of an encoding by any of its names; None when it is not read here."""
    try:
        name = codecs.lookup(word).name
    except LookupError:
        return None
    return next((known for known in ENCODING_NAMES if name in (known, known.removesuffix("-sig"))), None)


def detect_encoding(path: Path, given: str | None = None) -> str | Problem:
    """Return Python's name of the file's encoding (`given`, or detected), or the problem that prevents reading it."""
    file_place = FileLocation(path.name)
    if given:
        text = Text("the file is not in {encoding}, which the mapping names", encoding=ENCODING_NAMES[given])
        hint = Text("remove encoding from the mapping, and it is detected")
        return Problem(FileRule.ENCODING, text, hint, place=file_place) if _find_fault(path, given) else given
    with path.open("rb") as file:
        begins = file.read(2)
    encoding = UTF_16 if begins in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else UTF_8
    fault = _find_fault(path, encoding)
    if fault == "nul":
        place = FileLocation(path.name, _find_nul_line(path) if encoding == UTF_8 else 0)
        return Problem(FileRule.ENCODING, Text("the file holds NUL, which is not text"), SAVE_AS_UTF_8, place=place)
    if fault and encoding == UTF_16:
        return Problem(FileRule.ENCODING, Text("the file begins as UTF-16 but is not"), SAVE_AS_UTF_8, place=file_place)
    if not fault:
        return encoding
    with path.open("rb") as file:  # Windows-1252 where the whole file can be that
        return next(_find_faults(path.name, file), WINDOWS)


def _find_fault(path: Path, encoding: str) -> str:
    """Return why the file cannot be read so: `bytes`, `nul`, or empty."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(READ_SIZE):
                if "\0" in decoder.decode(piece):
                    return "nul"
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "bytes"
    return ""


def _find_nul_line(path: Path) -> int:
    with path.open("rb") as file:
        return next((number for number, line in enumerate(file, 1) if b"\0" in line), 0)


def _find_faults(name: str, lines: Iterator[bytes]) -> Iterator[Problem]:
    """Yield the lines in a third encoding, and those that mix UTF-8 with Windows-1252."""
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            first.setdefault(UTF_8 if _can_decode(line, UTF_8) else WINDOWS, number)
        if CONTROL_BYTES.search(line) or not (_can_decode(line, UTF_8) or _can_decode(line, WINDOWS)):
            yield Problem(
                FileRule.ENCODING,
                Text("the line is neither UTF-8 nor Windows-1252"),
                SAVE_AS_UTF_8,
                place=FileLocation(name, number),
            )
        if len(first) > 1:
            text = Text(
                "mixed encodings: line {one} is UTF-8, line {other} is Windows-1252", one=first[UTF_8], other=first[WINDOWS]
            )
            yield Problem(FileRule.ENCODING, text, SAVE_AS_UTF_8, place=FileLocation(name, number))


def _can_decode(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
