"""The reports that the stages of a load return; the records themselves are in the store.

RowReport       of the rows of all files
HistoryReport   of the files' values, compared with the last loads of their sources
LoadReport      of all stages
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.rows.dataset import Reading, SkippedRow, TableOrder
from loaders.staging.invalid_rows import InvalidRows
from model.errors import Problem
from model.language import Localizable
from model.vocabulary.types import Key


@dataclass(frozen=True, slots=True)
class LoadPart:
    """One of the files of a load, and its number among them.

    `exported_at` is the number of the change that an export holds, None if it is no export or the journal does not know the
    change. The store then has each record as it was at that change.
    """

    number: int
    reading: Reading
    exported_at: int | None = None


@dataclass(frozen=True, slots=True)
class RowReport:
    """The report of staging the rows of all files.

    `records` is the number of rows with a record, `problems` are those of single rows, conflicts among them. `tables` are the
    files and sheets in the order in which they were met. `skipped` has the first row of each kind that is not read, with the
    number of such rows. `former_ids` counts how often files use each former id, `missing_columns` in how many rows a type has
    no column for a field that has a value in the landscape. `newer` counts, for the change that an export holds, the records
    that the landscape has changed since and the file leaves alone.
    """

    records: int = 0
    problems: tuple[Problem, ...] = ()
    invalid: InvalidRows = field(default_factory=InvalidRows)
    tables: TableOrder = field(default_factory=dict)
    skipped: tuple[tuple[SkippedRow, int], ...] = ()
    former_ids: Counter[Key] = field(default_factory=Counter)
    missing_columns: Counter[tuple[str, str]] = field(default_factory=Counter)
    newer: Counter[int] = field(default_factory=Counter)

    @property
    def comments(self) -> int:
        """The number of rows that begin with `#`."""
        return sum(times for row, times in self.skipped if row.why is None)


@dataclass(frozen=True, slots=True)
class NewerValue:
    """A field that others have changed since its source loaded it.

    The source gave `was` the last time and gives `given` now; the landscape has `now`, and keeps it if it `stands`.
    """

    key: Key
    field: str
    was: Localizable | str
    given: Localizable | str
    now: Localizable | str
    stands: bool


@dataclass(frozen=True, slots=True)
class HistoryReport:
    """The report of comparing files with the last loads of their sources."""

    newer_values: tuple[NewerValue, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The report of all stages of a load. `problems` are sorted by their places; with any, nothing may be written.

    `newer` has, for the change that an export holds, the number of records that the landscape has changed or added since and
    the file leaves alone.
    """

    parts: tuple[LoadPart, ...] = ()
    rows: RowReport = field(default_factory=RowReport)
    history: HistoryReport = field(default_factory=HistoryReport)
    newer: Mapping[int, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
