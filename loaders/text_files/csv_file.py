"""One CSV file: its encoding and separator are detected, and its rows read."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import IO

from loaders.rows.columns import file_columns_of
from loaders.rows.given_files import check_regular
from loaders.rows.limits import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, READ_SIZE
from loaders.rows.rules import FileRule
from loaders.text_files.encodings import ENCODING_NAMES, detect_encoding
from model.errors import FileLocation, InputError, Problem, cause_of
from model.language import PluralText, Text
from model.text.column_words import index_columns, normalize_heading
from model.vocabulary.input_text import normalize_text
from model.vocabulary.types import TYPES

SEPARATORS = {"\t": Text("tabs"), ";": Text("semicolons"), ",": Text("commas")}
"""Signs that may separate columns: the first of these that occurs in the headings does."""
SEPARATOR_LINE = re.compile(r"^sep=([\t;,])\r?\n?$", re.IGNORECASE)
"""The first line of a file that tells Excel its separator."""
QUOTED_TEXT = re.compile(r'"[^"]*"')
LONGEST_HEADINGS = 1_000_000
FORMULA_START = re.compile(r"'*[=+\-@\t\r]")
GUARDED_START = re.compile(r"'+[=+\-@\t\r]")
"""A cell that a spreadsheet would take for a formula is written with one `'` more before it, which is taken off when it is read:
one that begins with `=`, `+`, `-`, `@`, a tab or a return, after any number of `'`. Every other cell stands as it is."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """The cells of a row with its place; of a workbook also the columns (from 1) whose shown value cannot be read as text.

    `periods` has the months and years that cells of a workbook show for their first day, by column (from 1).
    """

    cells: list[str]
    place: FileLocation
    otherwise: frozenset[int] = frozenset()
    periods: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file with its encoding and separator; it cannot be read where it has a `problem`."""

    path: Path
    encoding: str = ""
    separator: str = ","
    headings_at: int = 1
    problem: Problem | None = None

    def rows(self) -> Iterator[TableLine | Problem]:
        """Yield every row, the headings first. A row that cannot be read ends them with its problem."""
        if self.problem:
            yield self.problem
            return
        for number, line in enumerate(self._lines()):
            if number > MOST_ROWS:
                yield Problem(
                    FileRule.MOST_ROWS,
                    Text("the file has more than {most} rows", most=MOST_ROWS),
                    LOAD_IN_PARTS,
                    place=FileLocation(self.path.name),
                )
                return
            yield line

    def _lines(self) -> Iterator[TableLine | Problem]:
        csv.field_size_limit(LONGEST_CELL)
        with self.path.open(encoding=self.encoding, newline="") as file:
            for _before in range(1, self.headings_at):
                file.readline()
            rows = csv.reader(file, delimiter=self.separator, strict=True)
            place = FileLocation(self.path.name, self.headings_at)
            try:
                for cells in rows:
                    if len(cells) > MOST_COLUMNS:
                        yield Problem(
                            FileRule.MOST_COLUMNS, Text("the row has more than {most} columns", most=MOST_COLUMNS), place=place
                        )
                    else:
                        yield TableLine([unguard_cell(normalize_text(cell)) for cell in cells], place)
                    place = FileLocation(self.path.name, rows.line_num + self.headings_at)
            except csv.Error as error:
                yield _describe_csv_error(error, place)


def _describe_csv_error(error: csv.Error, place: FileLocation) -> Problem:
    if "field larger" in str(error):
        text = Text("a cell has more than {most} characters", most=LONGEST_CELL)
        return Problem(FileRule.CELL_SIZE, text, Text("is a quotation mark missing?"), place=place)
    return Problem(FileRule.CSV, Text("the line cannot be read as CSV: {error}", error=cause_of(error)), place=place)


LOAD_IN_PARTS = Text("load it in parts")


NO_CSV = Text("is a workbook (.xlsx), and no CSV")
NAME_XLSX = Text("give it the ending .xlsx, or save it as CSV in the program that it comes from")
ZIP_MARK = b"PK\x03\x04"
"""The first bytes of a workbook."""


def inspect_csv(path: Path, encoding: str | None = None) -> CsvFile:
    """Return the file with its format; the encoding is detected unless given. Raises InputError when there is no file."""
    check_regular(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            text = Text("the file is larger than {most} bytes", most=LARGEST_FILE)
            return CsvFile(path, problem=Problem(FileRule.FILE_SIZE, text, LOAD_IN_PARTS, place=FileLocation(path.name)))
        with path.open("rb") as binary:
            begins = binary.read(len(ZIP_MARK))
        if begins == ZIP_MARK:
            return CsvFile(path, problem=Problem(FileRule.ENCODING, NO_CSV, NAME_XLSX, place=FileLocation(path.name)))
        found = detect_encoding(path, encoding)
        if isinstance(found, Problem):
            return CsvFile(path, problem=found)
        with path.open(encoding=found, newline="") as file:
            first = _read_first_row(file)
        if separator := SEPARATOR_LINE.match(first):
            return CsvFile(path, found, separator[1], headings_at=2)
        return CsvFile(path, found, _guess_separator(first))
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error


def _read_first_row(file: IO[str]) -> str:
    """Return the first row, to the end of the line where its last quotation mark stands."""
    row = file.readline(LONGEST_HEADINGS)
    while row.count('"') % 2 and len(row) < LONGEST_HEADINGS and (line := file.readline(LONGEST_HEADINGS)):
        row += line
    return row


def _guess_separator(headings: str) -> str:
    """Return the separator that gives most known headings; without any, the first of SEPARATORS."""
    outside = QUOTED_TEXT.sub("", headings)
    used = [separator for separator in SEPARATORS if separator in outside]
    return max(used, key=lambda separator: _count_known(headings, separator), default=",")


def _count_known(headings: str, separator: str) -> int:
    try:
        row = next(csv.reader(StringIO(headings, newline=""), delimiter=separator), [])
    except csv.Error:  # reported when the rows are read
        return 0
    return sum(normalize_heading(normalize_text(heading)) in all_heading_words() for heading in row)


@cache
def all_heading_words() -> frozenset[str]:
    """Return all words for columns of our tables, normalized as headings are."""
    return frozenset(chain.from_iterable(index_columns(file_columns_of(type_, owner=True)) for type_ in TYPES.values()))


def guard_cell(cell: str) -> str:
    """Return the cell as it is written to a file."""
    return f"'{cell}" if FORMULA_START.match(cell) else cell


def unguard_cell(cell: str) -> str:
    """Return the cell that `guard_cell` was given."""
    return cell[1:] if GUARDED_START.match(cell) else cell


def hash_files(paths: Sequence[Path]) -> tuple[str, int]:
    """Return the SHA-256 of files with their names, and the number of their lines."""
    digest, lines = hashlib.sha256(), 0
    for path in paths:
        digest.update(path.name.encode() + b"\0")
        with path.open("rb") as file:
            while piece := file.read(READ_SIZE):
                digest.update(piece)
                lines += piece.count(b"\n")
    return digest.hexdigest(), lines


def describe_csv_formats(files: Sequence[CsvFile]) -> Iterator[Text]:
    """Yield how files were read, so that people can check it: one sentence for all that are alike."""
    alike: dict[tuple[str, str], list[str]] = {}
    for file in files:
        if not file.problem:
            alike.setdefault((file.encoding, file.separator), []).append(file.path.name)
    for (encoding, separator), names in alike.items():
        yield PluralText(
            "{file}: read as {encoding} with {separator}",
            "{n} files: read as {encoding} with {separator}",
            n=len(names),
            file=names[0],
            encoding=ENCODING_NAMES[encoding],
            separator=SEPARATORS[separator],
        )
