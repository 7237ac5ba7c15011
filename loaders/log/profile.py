"""Profile the columns of a decision log without a mapping: how many days, parties and steps each holds."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from loaders.log.table import LogTable
from loaders.log.vocabulary import CASE_NUMBER, find_step_kind, is_prose
from loaders.log.words import PartyNames
from loaders.rows.dates import YEAR_LAST, is_day, is_day_or_period
from loaders.rows.headings import ASIDE_MARK
from loaders.text_files.csv_file import TableLine
from model.text.names import normalize_name
from model.vocabulary.decisions import StepKind

MOST_PROFILED_ROWS = 50_000
"""Rows that are profiled."""


@dataclass(slots=True)
class LogColumn:
    """A column: its heading, its number (from 0), and its values, each with the number of rows that have it."""

    heading: str
    number: int
    values: Counter[str] = field(default_factory=Counter)

    def take(self, cell: str) -> None:
        """Count a value, unless it is empty."""
        if cell:
            self.values[cell] += 1

    def count(self, holds: Callable[[str], object]) -> int:
        """Return the number of rows whose value satisfies `holds`."""
        return sum(times for value, times in self.values.items() if holds(value))

    @property
    def filled(self) -> int:
        """Return the number of rows with a value."""
        return self.values.total()

    @property
    def days(self) -> int:
        """Return the number of rows with a day of the calendar, in any way of writing."""
        return self.count(is_day)

    def steps(self) -> int:
        """Return the number of rows with a known word for a step."""
        return self.count(find_step_kind)

    @property
    def numbers(self) -> int:
        """Return the number of rows whose value looks like a case number."""
        return self.count(lambda value: CASE_NUMBER.fullmatch(value) and not is_day_or_period(value))

    @property
    def prose(self) -> int:
        """Return the number of rows with as many words as a title has."""
        return self.count(is_prose)

    def parties(self, names: PartyNames) -> int:
        """Return the number of rows with the name of exactly one party."""
        return self.count(lambda value: len(names.of(value)) == 1)

    @property
    def repeats(self) -> bool:
        """Return whether values occur in several rows."""
        return 5 * self.filled >= 6 * len(self.values)

    def is_nearly_all(self, count: int) -> bool:
        """Return whether `count` is at least nine values in ten, and more than none."""
        return 10 * count >= 9 * self.filled > 0

    def is_mostly(self, count: int) -> bool:
        """Return whether `count` is at least half of the values; a column without values may be anything."""
        return 2 * count >= self.filled

    def cell(self, line: TableLine) -> str:
        """Return the column's cell in a row."""
        return line.cells[self.number].strip() if self.number < len(line.cells) else ""


def take_first_rows(table: LogTable) -> tuple[LogTable, bool]:
    """Return the table with its first MOST_PROFILED_ROWS rows in memory, and whether there are more."""
    rows = list(islice(table.rows(), MOST_PROFILED_ROWS + 1))
    return replace(table, rows=lambda: iter(rows[:MOST_PROFILED_ROWS])), len(rows) > MOST_PROFILED_ROWS


def profile_columns(table: LogTable) -> list[LogColumn]:
    """Return the columns that have a heading."""
    columns = [LogColumn(heading.strip(), number) for number, heading in enumerate(table.headings.cells) if heading.strip()]
    for line in _case_lines(table):
        for column in columns:
            column.take(column.cell(line))
    return columns


def find_lone_beginnings(table: LogTable) -> list[str]:
    """Return the beginnings of rows with one filled cell (`Antal ärenden: 9` → `Antal ärenden`) that no other row shares."""
    others = sorted(normalize_name(_cells_of(line)[0]) for line in _case_lines(table))
    alone = dict.fromkeys(_beginning_of(cells[0]) for line in _read_lines(table) if _is_alone(cells := _cells_of(line)))
    return [words for words in alone if words and not _has_prefix(others, normalize_name(words))]


def count_rows_where(table: LogTable, holds: Callable[[TableLine], bool]) -> int:
    """Return the number of rows of cases that satisfy `holds`."""
    return sum(map(holds, _case_lines(table)))


def _has_prefix(ordered: Sequence[str], words: str) -> bool:
    at = bisect_left(ordered, words)
    return at < len(ordered) and ordered[at].startswith(words)


def find_shared_case(
    table: LogTable, case: LogColumn, forum: LogColumn, names: PartyNames, event: LogColumn | None = None
) -> tuple[str, list[str]] | None:
    """Return the first case with more than one forum, and their names; with `event`, of rows where a decision is taken."""
    found: dict[str, dict[str, str]] = {}
    for line in _case_lines(table):
        word = forum.cell(line)
        if word and case.cell(line) and (event is None or find_step_kind(event.cell(line)) == StepKind.TAKEN):
            forums = found.setdefault(normalize_name(case.cell(line)), {})
            forums.setdefault(", ".join(names.of(word)) or normalize_name(word), word)
            if len(forums) > 1:
                return case.cell(line), list(forums.values())
    return None


def _case_lines(table: LogTable) -> Iterator[TableLine]:
    """Return the rows of cases: more than one cell is filled, and the row is not set aside."""
    return (line for line in _read_lines(table) if not _is_alone(_cells_of(line)))


def _read_lines(table: LogTable) -> Iterator[TableLine]:
    rows = (line for line in table.rows() if isinstance(line, TableLine))
    return (line for line in rows if not _cells_of(line)[0].startswith(ASIDE_MARK))


def _cells_of(line: TableLine) -> list[str]:
    return [cell.strip() for cell in line.cells if cell.strip()]


def _is_alone(cells: Sequence[str]) -> bool:
    return len(cells) == 1 and not CASE_NUMBER.fullmatch(cells[0])


def _beginning_of(cell: str) -> str:
    """Return the words before the first digit or colon."""
    return re.split(r"[\d:;=]", cell)[0].strip()


def find_date_formats(columns: Sequence[LogColumn]) -> tuple[list[str], str]:
    """Return the possible date formats of days that do not begin with the year, and a value that shows them (empty: none)."""
    values = [value for column in columns for value in column.values if YEAR_LAST.fullmatch(value)]
    if not values:
        return [], ""
    ways, shown = {"DMY", "MDY", "YMD"}, values[0]
    for value in values:
        can = _find_orders(value)
        if ways - can:
            ways &= can
            shown = value
    return [_build_date_format(shown, order) for order in sorted(ways)], shown


def _find_orders(value: str) -> set[str]:
    """Return the possible orders of day, month and year; a year of two digits may come first."""
    found = YEAR_LAST.fullmatch(value)
    first, second, last = found.group("first", "second", "year") if found else ("", "", "")
    able = {"DMY": int(second) <= 12 and int(first) <= 31, "MDY": int(first) <= 12 and int(second) <= 31}
    able["YMD"] = len(first) == len(last) == 2 and int(second) <= 12 and 1 <= int(last) <= 31
    return {order for order, can in able.items() if can}


def _build_date_format(value: str, order: str) -> str:
    found = YEAR_LAST.fullmatch(value)
    between, year = (found[2], "Y" * len(found["year"])) if found else ("/", "YYYY")
    return between.join(year if letter == "Y" else letter * 2 for letter in order)
