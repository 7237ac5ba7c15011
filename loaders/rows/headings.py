"""The headings of a table of any format: which field each column holds. Rows are read by them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, islice

from loaders.rows.cells import parse_cell
from loaders.rows.columns import OWNER_COLUMN, fact_columns_of, file_columns_of
from loaders.rows.dataset import RowResult, SkippedRow, read_row
from loaders.rows.rules import HeadingRule, RowRule
from loaders.rows.sheets import column_letters
from model.errors import FileLocation, Problem
from model.language import JoinedText, Term, Text
from model.text.column_words import index_columns, normalize_heading, suggest_word
from model.vocabulary.record import Column, Record

ASIDE_MARK = "#"
"""An id that begins with this is an example or a note: its row is not read; nor a column or sheet with such a name."""
EMPTY_TABLE = Text("empty")
MOST_ROWS_SEARCHED = 10
"""Rows that are searched for headings when the first row has none."""
FEWEST_KNOWN_HEADINGS = 2
"""Known headings that make a row the one with the headings."""
OWN_COLUMN_HINT = Text("to add a column of your own, begin its heading with #")
HEADINGS_HINT = Text("write the headings in the first row; 'landskap template' makes a workbook that has them")


@dataclass(frozen=True)
class Headings:
    """The columns of a table in their order, with the problems of its headings.

    A column that is set aside or unknown is None. No cell may be filled in those that are `untitled`, numbered from 1.
    """

    type: type[Record]
    columns: tuple[Column | None, ...]
    problems: tuple[Problem, ...]
    place: FileLocation
    owner: bool
    untitled: frozenset[int] = frozenset()

    @property
    def has_blocking_problems(self) -> bool:
        """Return whether rows cannot be read: only an unknown column does not prevent that."""
        return not any(self.columns) or any(problem.rule != HeadingRule.UNKNOWN_COLUMN for problem in self.problems)

    def read(self, cells: Sequence[str], place: FileLocation) -> Iterator[RowResult]:
        """Yield the record of a row, or its problems; nothing where all cells are empty."""
        filled = {column.name: cell.strip() for column, cell in zip(self.columns, cells, strict=False) if column and cell.strip()}
        outside = (at for at in range(1, len(cells) + 1) if at > len(self.columns) or at in self.untitled)
        beyond = next((at for at in outside if cells[at - 1].strip()), 0)
        if not filled and not beyond:
            return
        if self.is_set_aside(cells):
            yield SkippedRow(place)
            return
        if beyond:
            text, value = Text("the row has more cells than the table has columns"), cells[beyond - 1].strip()
            yield Problem(
                RowRule.TOO_MANY_CELLS, text, None, self.type.label, self.id_of(cells), "", value, _cell_at(place, beyond)
            )
            return
        if not self.owner:
            filled.pop(OWNER_COLUMN, None)
        columns = self.type.columns()
        yield from read_row(
            self.type, {name: parse_cell(cell, columns[name]) for name, cell in filled.items()}, place, lacks=self.lacks
        )

    @cached_property
    def lacks(self) -> frozenset[str]:
        """Return the fields that have no column here."""
        there = {column.name for column in self.columns if column}
        return frozenset(field for column in fact_columns_of(self.type) if column.name not in there for field in column.fields)

    def is_set_aside(self, cells: Sequence[str]) -> bool:
        """Return whether the row's id begins with `#`."""
        return self.id_of(cells).startswith(ASIDE_MARK)

    def id_of(self, cells: Sequence[str]) -> str:
        """Return the text of the row's id cell."""
        return next(
            (cell.strip() for column, cell in zip(self.columns, cells, strict=False) if column and column.name == "id"), ""
        )

    def places(self) -> Iterator[tuple[int, str]]:
        """Yield the number (from 1) and the name of each column that is read."""
        return ((number, column.name) for number, column in enumerate(self.columns, 1) if column)

    def find_problems(self, below: Iterable[tuple[Sequence[str], FileLocation]]) -> Iterator[Problem]:
        """Yield the problems of the headings; where one of the rows `below` has them, only that they are not first."""
        words = index_columns(file_columns_of(self.type, owner=True))
        for cells, place in islice(below, MOST_ROWS_SEARCHED) if not any(self.columns) else ():
            if sum(normalize_heading(cell) in words for cell in cells) >= FEWEST_KNOWN_HEADINGS:
                text = Text("the headings must be in the first row; they are in row {row}", row=place.row)
                hint = Text("delete the rows above the headings")
                yield Problem(HeadingRule.FIRST, text, hint, self.type.label, place=self.place)
                return
        yield from self.problems


def parse_headings(type_: type[Record], cells: Sequence[str], place: FileLocation, owner: bool = False) -> Headings:
    """Parse the headings at `place`: field names, or their Swedish or English headings. Empty ones at the end are ignored.

    The owner's column is read only with `owner`, in our own exports.
    """
    headings = [heading.strip() for heading in cells]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        problem = Problem(HeadingRule.MISSING_COLUMN, EMPTY_TABLE, HEADINGS_HINT, type_.label, place=place)
        return Headings(type_, (), (problem,), place, owner)
    words = index_columns(file_columns_of(type_, owner=True))
    found = [words.get(normalize_heading(heading)) for heading in headings]
    unknown = [
        _describe_unknown(heading, words, _cell_at(place, number))
        for number, (heading, column) in enumerate(zip(headings, found, strict=True), 1)
        if heading and not column and not heading.startswith(ASIDE_MARK)
    ]
    problems = (*unknown, *_find_empty(headings, place), *_find_missing_or_repeated(type_, found, place))
    untitled = frozenset(number for number, heading in enumerate(headings, 1) if not heading)
    return Headings(type_, tuple(found), problems, place, owner, untitled)


def _cell_at(place: FileLocation, number: int) -> FileLocation:
    """Return the place of a column's cell (from 1) in the row of `place`, where cells have names."""
    return replace(place, column=column_letters(number)) if place.sheet else place


def _describe_unknown(heading: str, words: Mapping[str, Column], cell: FileLocation) -> Problem:
    text, near = Text("unknown column '{heading}'", heading=heading), suggest_word(normalize_heading(heading), words)
    hint = JoinedText([near, OWN_COLUMN_HINT], " – ") if near else OWN_COLUMN_HINT
    return Problem(HeadingRule.UNKNOWN_COLUMN, text, hint, field=heading, value=heading, place=cell)


def _find_empty(headings: Sequence[str], place: FileLocation) -> Iterator[Problem]:
    """Yield one problem for each run of empty headings, but for those that only somebody's own columns come after."""
    last = max((n for n, heading in enumerate(headings, 1) if heading and not heading.startswith(ASIDE_MARK)), default=0)
    for filled, run in groupby(enumerate(headings[:last], 1), key=lambda item: bool(item[1])):
        if not filled:
            numbers = [number for number, _heading in run]
            columns = "–".join(dict.fromkeys(column_letters(number) for number in (numbers[0], numbers[-1])))
            text = Text("column {columns} has no heading", columns=columns)
            yield Problem(HeadingRule.UNKNOWN_COLUMN, text, OWN_COLUMN_HINT, place=_cell_at(place, numbers[0]))


def describe_column(column: Column) -> Term:
    """Return a column's heading and field: `'Mottagare' (addressee)`."""
    heading, name = column.about.heading, column.name
    sv, en = (f"'{word}'" if word.casefold() == name else f"'{word}' ({name})" for word in (heading.sv, heading.en))
    return Term(sv, en)


def _find_missing_or_repeated(type_: type[Record], found: Sequence[Column | None], place: FileLocation) -> Iterator[Problem]:
    free = _cell_at(place, len(found) + 1)
    for column in type_.columns().values():
        at = [number for number, one in enumerate(found, 1) if one == column]
        if column.required and not at:
            text = Text("the column {column} is missing", column=describe_column(column))
            yield Problem(HeadingRule.MISSING_COLUMN, text, None, type_.label, "", column.name, place=free)
        if len(at) > 1:
            text = Text("the column {column} occurs twice", column=describe_column(column))
            yield Problem(HeadingRule.COLUMN_TWICE, text, None, type_.label, "", column.name, place=_cell_at(place, at[1]))
