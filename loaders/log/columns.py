"""The columns of a decision log that its mapping names, and the problems of their cells."""

from collections.abc import Sequence
from dataclasses import replace

from loaders.log.mapping import MappingFile
from loaders.log.table import LogTable
from loaders.rows.rules import LogRule
from loaders.rows.sheets import column_letters
from loaders.text_files.csv_file import TableLine
from model.errors import FileLocation, InputError, Problem
from model.language import Text
from model.rules import Rule
from model.text.names import normalize_name
from model.text.nearest import find_nearest, format_suggestion


class LogColumns:
    """The columns of a table by their headings in the mapping. Raises InputError for headings that the table lacks."""

    def __init__(self, table: LogTable, mapping: MappingFile) -> None:
        known = {normalize_name(heading): number for number, heading in reversed(list(enumerate(table.headings.cells)))}
        named = list(mapping.says.headings())
        problems = [
            _describe_missing(table, mapping, at, heading) for at, heading in named if normalize_name(heading) not in known
        ]
        if problems:
            raise InputError(Text("{mapping} does not fit {file}", mapping=mapping.name, file=table.path.name), problems)
        self._cells_have_names = table.cells
        self._numbers = {heading: known[normalize_name(heading)] for _at, heading in named}

    def cell(self, line: TableLine, heading: str | None) -> str:
        """Return the cell under a heading; empty for None."""
        number = self._numbers[heading] if heading else len(line.cells)
        return line.cells[number].strip() if number < len(line.cells) else ""

    def last_day_cell(self, line: TableLine, heading: str | None) -> str:
        """Return the cell of a last day: where a workbook shows the month or year alone, the month or year that was typed."""
        shown = line.periods.get(self._numbers[heading] + 1) if heading else None
        return shown or self.cell(line, heading)

    def is_unreadable(self, line: TableLine, heading: str | None) -> bool:
        """Return whether the cell under a heading shows its value in a form that cannot be read as text."""
        return heading is not None and self._numbers[heading] + 1 in line.otherwise

    def filled(self, line: TableLine) -> set[str]:
        """Return the headings under which the row has a value."""
        return {heading for heading in self._numbers if self.cell(line, heading)}

    def place(self, place: FileLocation, heading: str) -> FileLocation:
        """Return the place of the cell under a heading, where cells have names; else of the row."""
        if not self._cells_have_names or heading not in self._numbers:
            return place
        return replace(place, column=column_letters(self._numbers[heading] + 1))

    def describe_problem(self, line: TableLine, heading: str | None, rule: Rule, text: Text, hint: Text | None = None) -> Problem:
        """Return a problem of the cell under a heading."""
        field, value = heading or "", self.cell(line, heading)
        return Problem(rule, text, hint, field=field, value=value, place=self.place(line.place, field))


def _describe_missing(table: LogTable, mapping: MappingFile, at: Sequence[str], heading: str) -> Problem:
    near = find_nearest(heading, [cell.strip() for cell in table.headings.cells])
    text = Text("{file} has no column '{heading}'", file=table.path.name, heading=heading)
    return Problem(LogRule.MAPPING_FITS, text, format_suggestion(near), field=at[-1], value=heading, place=mapping.place(*at))
