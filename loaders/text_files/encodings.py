"""How a text file is encoded: UTF-8, UTF-16 with its mark, or Windows-1252; what is neither is told with its line."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from loaders.rows.rules import FileRule
from model.errors import FileLocation, Problem
from model.language import Text

UTF_8, UTF_16, WINDOWS = "utf-8-sig", "utf-16", "cp1252"
ENCODING_NAMES = {UTF_8: "UTF-8", UTF_16: "UTF-16", WINDOWS: "Windows-1252", "iso8859-1": "ISO-8859-1", "cp850": "CP850",
          "mac-roman": "MacRoman"}  # fmt: skip
"""What people call them: those that are found out, and others that can be said."""
CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""Bytes that no text in Windows-1252 has."""
READ_SIZE = 1 << 20
SAVE_AS_UTF_8 = Text("save it as CSV UTF-8")


def find_encoding(said: str) -> str | None:
    """The encoding that somebody means by a name, as Python calls it; None when it is not among those that are read."""
    try:
        name = codecs.lookup(said).name
    except LookupError:
        return None
    return next((known for known in ENCODING_NAMES if name in (known, known.removesuffix("-sig"))), None)


def detect_encoding(path: Path, said: str | None = None) -> str | Problem:
    """The encoding of a file (`said`, or found out), as Python calls it, or why it cannot be read."""
    if said:
        text, hint = (
            Text("is not {encoding}, as was said", encoding=ENCODING_NAMES[said]),
            Text("leave that out, and it is found out"),
        )
        return Problem(FileRule.ENCODING, text, hint, place=FileLocation(path.name)) if _find_fault(path, said) else said
    with path.open("rb") as file:
        begins = file.read(2)
    encoding = UTF_16 if begins in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else UTF_8
    fault = _find_fault(path, encoding)
    if fault == "nul":
        line = _find_nul_line(path) if encoding == UTF_8 else 0
        return Problem(FileRule.ENCODING, Text("holds NUL, which is no text"), SAVE_AS_UTF_8, place=FileLocation(path.name, line))
    if fault and encoding == UTF_16:
        return Problem(
            FileRule.ENCODING, Text("not UTF-16, though it begins as such"), SAVE_AS_UTF_8, place=FileLocation(path.name)
        )
    return _detect_windows(path) if fault else encoding


def _find_fault(path: Path, encoding: str) -> str:
    """What hinders reading the file so: `bytes`, `nul`, or nothing."""
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


def _detect_windows(path: Path) -> str | Problem:
    """Windows-1252 where a file that is not UTF-8 is all of it that; else the first line that is neither, or of another kind."""
    with path.open("rb") as file:
        return next(_find_faults(path.name, file), WINDOWS)


def _find_faults(name: str, lines: Iterator[bytes]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            first.setdefault(UTF_8 if _can_decode(line, UTF_8) else WINDOWS, number)
        if CONTROL_BYTES.search(line) or not (_can_decode(line, UTF_8) or _can_decode(line, WINDOWS)):
            yield Problem(
                FileRule.ENCODING, Text("neither UTF-8 nor Windows-1252"), SAVE_AS_UTF_8, place=FileLocation(name, number)
            )
        if len(first) > 1:
            text = Text("mixed: line {one} is UTF-8, line {other} is Windows-1252", one=first[UTF_8], other=first[WINDOWS])
            yield Problem(FileRule.ENCODING, text, SAVE_AS_UTF_8, place=FileLocation(name, number))


def _can_decode(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
