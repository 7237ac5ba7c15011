"""The headings of a table, in any format: which field each column holds; and its rows, read by them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.cells import value_of
from loaders.columns import OWNER, columns_of, facts_of
from loaders.reading import Aside, Found
from loaders.rows import read_row
from loaders.rules import HeadingRule, RowRule
from model.column_words import near_word, words_of
from model.errors import Problem
from model.language import Term, Text
from model.places import Place
from model.record import Column, Record

ASIDE = "#"
"""What the id of a row that is not to be read begins with."""
REQUIRED = "*"
"""What may stand after the heading of a column that must be filled in."""
EMPTY = Text("empty")
WITH_HEADINGS = Text("write the headings in the first row; 'landskap template' makes a workbook that has them")


@dataclass(frozen=True)
class Headings:
    """A type's columns in the order of a table, and what is wrong with them; with any problem no row can be read."""

    type: type[Record]
    columns: tuple[Column, ...]
    problems: tuple[Problem, ...]
    owner: bool

    def read(self, cells: Sequence[str], place: Place) -> Iterator[Found]:
        """The record of a row, or everything that is wrong with it; nothing where all cells are empty."""
        said = {column.name: cell.strip() for column, cell in zip(self.columns, cells, strict=False) if cell.strip()}
        if not self.owner:
            said.pop(OWNER, None)
        if not any(cell.strip() for cell in cells):
            return
        if self.set_aside(cells):
            yield Aside(place)
            return
        if any(cell.strip() for cell in cells[len(self.columns) :]):
            text = Text("more cells than columns")
            yield Problem(RowRule.TOO_MANY_CELLS, text, None, self.type.label, self.id_of(cells), place=place)
            return
        columns = self.type.columns()
        yield from read_row(
            self.type, {name: value_of(cell, columns[name]) for name, cell in said.items()}, place, lacks=self.lacks
        )

    @cached_property
    def lacks(self) -> frozenset[str]:
        """The fields that have no column here."""
        return frozenset(column.name for column in facts_of(self.type)) - {column.name for column in self.columns}

    def set_aside(self, cells: Sequence[str]) -> bool:
        """Whether the row is one that is not to be read."""
        return self.id_of(cells).startswith(ASIDE)

    def id_of(self, cells: Sequence[str]) -> str:
        """What stands in the row's id cell."""
        return next((cell.strip() for column, cell in zip(self.columns, cells, strict=False) if column.name == "id"), "")

    def places(self) -> Iterator[tuple[int, str]]:
        """The number (from 1) and the name of each column."""
        return enumerate((column.name for column in self.columns), 1)


def headings_of(type_: type[Record], headings: Sequence[str], owner: bool = False) -> Headings:
    """What `headings` (each a field's name, or its heading in either language) say.

    Whose each row is counts only with `owner`, that is in our own export.
    """
    if not any(map(str.strip, headings)):
        return Headings(type_, (), (Problem(HeadingRule.MISSING_COLUMN, EMPTY, WITH_HEADINGS, type_.label),), owner)
    words = words_of(columns_of(type_, owner=True))
    headings = [heading.strip().removesuffix(REQUIRED).strip() for heading in headings]
    found = [words.get(heading.casefold()) for heading in headings]
    unknown = [_unknown(heading, words) for heading, column in zip(headings, found, strict=True) if not column]
    present = [column for column in found if column]
    return Headings(type_, tuple(present), (*unknown, *_missing_or_twice(type_, present)), owner)


def _unknown(heading: str, words: Mapping[str, Column]) -> Problem:
    text = Text("unknown column '{heading}'", heading=heading)
    return Problem(HeadingRule.UNKNOWN_COLUMN, text, near_word(heading, words), field=heading, value=heading)


def called(column: Column) -> Term:
    """What a column is called: `'Mottagare' (addressee)`."""
    heading, name = column.about.heading, column.name
    sv, en = (f"'{word}'" if word.casefold() == name else f"'{word}' ({name})" for word in (heading.sv, heading.en))
    return Term(sv, en)


def _missing_or_twice(type_: type[Record], present: Sequence[Column]) -> Iterator[Problem]:
    for column in type_.columns().values():
        if column.required and column not in present:
            text = Text("the column {column} is missing", column=called(column))
            yield Problem(HeadingRule.MISSING_COLUMN, text, None, type_.label, "", column.name)
        if present.count(column) > 1:
            text = Text("the column {column} stands twice", column=called(column))
            yield Problem(HeadingRule.COLUMN_TWICE, text, None, type_.label, "", column.name)
