"""What the columns of a decision log hold, before anybody has said what they are: how many days, parties and steps."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from loaders.csv_file import Line
from loaders.log_dates import YEAR_LAST, is_day
from loaders.log_table import LogTable
from loaders.log_vocabulary import CASE_NUMBER, is_prose, step_called
from loaders.log_words import PartyNames

MOST_ROWS = 10_000
"""Rows that are looked at."""
MOST_WORDS = 1_000
"""Different values of a column that are remembered."""


@dataclass(slots=True)
class LogColumn:
    """A column: its heading, and its values that are not empty, each with how many rows have it."""

    heading: str
    values: Counter[str] = field(default_factory=Counter)

    def take(self, cell: str) -> None:
        """Count a value; beyond the first MOST_WORDS, those that are not known yet count as one."""
        if cell:
            self.values[cell if cell in self.values or len(self.values) < MOST_WORDS else ""] += 1

    def count(self, holds: Callable[[str], object]) -> int:
        """The rows whose value is such."""
        return sum(times for value, times in self.values.items() if holds(value))

    @property
    def filled(self) -> int:
        """The rows that have a value."""
        return self.values.total()

    @property
    def days(self) -> int:
        """The rows whose value is a day, in whichever way it is written."""
        return self.count(is_day)

    def steps(self) -> int:
        """The rows whose value is a known word for a step."""
        return self.count(step_called)

    @property
    def numbers(self) -> int:
        """The rows whose value looks like a case number."""
        return self.count(lambda value: CASE_NUMBER.fullmatch(value) and not is_day(value))

    @property
    def prose(self) -> int:
        """The rows whose value is so many words that it is a title."""
        return self.count(is_prose)

    def parties(self, names: PartyNames) -> int:
        """The rows whose value is what one party is called."""
        return self.count(lambda value: len(names.of(value)) == 1)

    def nearly_all(self, count: int) -> bool:
        """Whether nine values in ten are such, and there are any."""
        return 10 * count >= 9 * self.filled > 0

    def mostly(self, count: int) -> bool:
        """Whether at least half of the values are such; a column without values may be anything."""
        return 2 * count >= self.filled


def surveyed(table: LogTable) -> list[LogColumn]:
    """The columns that have a heading, from the first MOST_ROWS rows."""
    columns = [LogColumn(heading.strip()) for heading in table.headings.cells]
    for line in _lines(table):
        for column, cell in zip(columns, line.cells, strict=False):
            column.take(cell.strip())
    return [column for column in columns if column.heading]


def _lines(table: LogTable) -> Iterator[Line]:
    return islice((line for line in table.rows() if isinstance(line, Line)), MOST_ROWS)


def ways_of_writing(columns: Sequence[LogColumn]) -> tuple[list[str], str]:
    """In which ways the days that do not begin with the year can be written, and a value that shows it (any, if several)."""
    values = [value for column in columns for value in column.values if YEAR_LAST.fullmatch(value)]
    if not values:
        return [], ""
    ways, shown = {"D", "M"}, values[0]
    for value in values:
        first, _between, second, _year = YEAR_LAST.fullmatch(value).groups()  # type: ignore[union-attr]  # they all match
        if int(first) > 12 or int(second) > 12:
            ways &= {"D" if int(first) > 12 else "M"}
            shown = value
    return [_way(shown, first) for first in sorted(ways)], shown


def _way(value: str, first: str) -> str:
    found = YEAR_LAST.fullmatch(value)
    between, year = (found[2], "Y" * len(found[4])) if found else ("/", "YYYY")
    return between.join((first * 2, ("M" if first == "D" else "D") * 2, year))
