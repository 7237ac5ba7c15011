"""One row of a table or list, in any format: the record that it says, or all that is wrong with it and what it names even so."""

from collections.abc import Iterator, Mapping
from typing import Any

from loaders.rows.dataset import DatasetRow, PartialRow, RowResult, place_problem
from loaders.rows.dates import add_day_hint
from model.checks.validation import parse_record, salvage_record
from model.errors import FileLocation
from model.vocabulary.record import Record, expand_periods


def read_row(
    type_: type[Record],
    values: Mapping[str, Any],
    place: FileLocation,
    *,
    codes: bool = False,
    lacks: frozenset[str] = frozenset(),
) -> Iterator[RowResult]:
    """What `values` say at `place`; with `codes` choices can be written by their codes alone.

    `lacks` are the fields for which the table has no column.
    """
    found = parse_record(type_, expand_periods(type_, values), codes=codes)
    if isinstance(found, Record):
        yield DatasetRow(found, place, lacks)
        return
    yield from (place_problem(add_day_hint(problem), place) for problem in found)
    yield PartialRow(salvage_record(type_, values), place)
