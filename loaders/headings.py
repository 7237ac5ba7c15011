"""The headings of a table, in any format: which field each column holds; and its rows, read by them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.cells import value_of
from loaders.reading import Found, Row, placed
from model.errors import Problem
from model.language import Text
from model.nearness import nearest
from model.places import Place
from model.record import Column, Record
from model.validation import record_from


@dataclass(frozen=True, slots=True)
class Headings:
    """A type's columns in the order of a table, and what is wrong with them; with any problem no row can be read."""

    type: type[Record]
    columns: tuple[Column, ...]
    problems: tuple[Problem, ...]

    def read(self, cells: Sequence[str], place: Place) -> Iterator[Found]:
        """The record of a row, or everything that is wrong with it; nothing where all cells are empty."""
        if not any(cell.strip() for cell in cells):
            return
        if any(cell.strip() for cell in cells[len(self.columns) :]):
            yield Problem("too-many-cells", Text("more cells than columns"), None, self.type.label, place=place)
            return
        said = zip(self.columns, map(str.strip, cells), strict=False)
        found = record_from(self.type, {column.name: value_of(cell, column) for column, cell in said if cell})
        if isinstance(found, Record):
            yield Row(found, place)
        else:
            yield from (placed(problem, place) for problem in found)


def headings_of(type_: type[Record], headings: Sequence[str]) -> Headings:
    """What `headings` (each a field's name, or its heading in either language) say."""
    words = words_of(type_)
    found = [words.get(heading.strip().casefold()) for heading in headings]
    unknown = [_unknown(heading, words) for heading, column in zip(headings, found, strict=True) if not column]
    present = [column for column in found if column]
    return Headings(type_, tuple(present), (*unknown, *_missing_or_twice(type_, present)))


def words_of(type_: type[Record]) -> dict[str, Column]:
    """Every word that may head a column of the type, folded, with its column."""
    words: dict[str, Column] = {}
    for column in type_.columns().values():
        if not column.about.derived:
            for word in (column.name, column.about.heading.sv, column.about.heading.en):
                words.setdefault(word.casefold(), column)
    return words


def _unknown(heading: str, words: Mapping[str, Column]) -> Problem:
    near = nearest(heading, (column.name for column in words.values()))
    hint = Text("did you mean '{near}'?", near="', '".join(near)) if near else None
    return Problem("unknown-column", Text("unknown column '{heading}'", heading=heading), hint, field=heading, value=heading)


def _missing_or_twice(type_: type[Record], present: Sequence[Column]) -> Iterator[Problem]:
    for column in type_.columns().values():
        if column.required and column not in present:
            text = Text("the column '{field}' is missing", field=column.name)
            yield Problem("missing-column", text, None, type_.label, "", column.name)
        if present.count(column) > 1:
            text = Text("the column '{field}' stands twice", field=column.name)
            yield Problem("column-twice", text, None, type_.label, "", column.name)
