"""The events of a log as a table: a row for each event, a column for each attribute."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from loaders.rows.limits import MOST_COLUMNS, MOST_ROWS
from loaders.rows.rules import FileRule
from loaders.text_files.csv_file import TableLine
from model.errors import FileLocation, InputError, LimitExceeded, Problem
from model.language import Text
from model.vocabulary.input_text import normalize_text

NO_VALUES = frozenset({"nan", "NaN", "NaT", "<NA>", "None", "null"})
"""Values that tools write where there is none: pandas, on which PM4Py is built, and the example logs of OCEL."""
BETWEEN_VALUES = "; "
"""Stands between several values in a cell."""


@dataclass(frozen=True, slots=True)
class EventTable:
    """A table of `count` events; `rows` yields them any number of times, `notes` says how the file is read."""

    headings: TableLine
    rows: Callable[[], Iterator[TableLine | Problem]]
    count: int
    notes: tuple[Text, ...]


def clean_value(value: str) -> str:
    """Return an attribute's value in normal form; empty where it stands for none."""
    return "" if value in NO_VALUES else normalize_text(value)


def build_log_error(place: FileLocation, text: Text, hint: Text | None = None) -> InputError:
    """Return the error for an event log that cannot be read at `place`."""
    problem = Problem(FileRule.EVENT_LOG, text, hint, place=place)
    return InputError(Text("{file} cannot be read as an event log", file=place.file), [problem])


def check_extent(file: str, columns: Collection[str], events: int) -> None:
    """Raise LimitExceeded for more attributes or events than can be read."""
    if len(columns) > MOST_COLUMNS:
        text = Text("{file} has more than {most} different attributes", file=file, most=MOST_COLUMNS)
        raise LimitExceeded(text, Text("Export it again with the attributes that you need."))
    if events > MOST_ROWS:
        text = Text("{file} has more than {most} events", file=file, most=MOST_ROWS)
        raise LimitExceeded(text, Text("Load it in parts."))
